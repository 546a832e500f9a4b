import { DataSource, type Logger } from 'typeorm';
import { CreateMemberInput, EditionQueries, scopeOfSeries, SeriesService } from '../../src/features/editions/index.js';
import { anAccount } from '../factories/account.js';
import { NamesService } from '../../src/features/institutions/index.js';
import { aCategory, anEdition, aRule, aStream, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

/** A list with many rows must not ask the database more often than one with few. */
describe('lists', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
    // Shortly after its start it compares zone data, once.
    const zoneData = () =>
      fetch(`${application.url}/readyz`).then(
        async (answer) => ((await answer.json()) as { zoneData: unknown }).zoneData,
      );
    await eventually(zoneData, (compared) => typeof compared === 'object');
  });
  afterAll(() => application.stop());

  /** What `work` answers, and how many statements the application has sent to the database meanwhile. */
  const counted = async <T>(work: () => Promise<T>) => {
    const dataSource = application.get(DataSource);
    const usual = dataSource.logger;
    let statements = 0;
    dataSource.logger = {
      logQuery: () => void statements++,
      logQueryError: () => undefined,
      logQuerySlow: () => undefined,
    } as unknown as Logger;
    try {
      return { answer: await work(), statements };
    } finally {
      dataSource.logger = usual;
    }
  };

  /** An edition with everything, in a series with members. */
  const full = async () => {
    const series = (await aSeries(application)).slug;
    const host = await anInstitution(application);
    return { ...(await anEdition(application, { edition: { series, hosts: [host] } })), series, host };
  };
  type Full = BuiltEdition & { series: string; host: string };
  const registered = (edition: Full) =>
    anInstitution(application).then((institution) => aRegistration(application, edition, { institution }));

  /** With a role on the series, as people usually have one. */
  const aPerson = async (series: string) => {
    const { id } = await application.get(EditionQueries).seriesBySlug(series);
    await anAccount(application, { role: 'viewer', scope: scopeOfSeries(id) });
  };

  const LISTS: { list: string; path: (edition: Full) => string; add: (edition: Full) => Promise<unknown> }[] = [
    { list: 'institutions', path: () => '/institutions', add: () => anInstitution(application) },
    {
      list: 'former names',
      path: ({ host }) => `/institutions/${host}/names`,
      add: ({ host }) =>
        application.get(NamesService).add(TESTER, host, { name: 'Former', until: 1900 + nextNumber() }),
    },
    { list: 'series', path: () => '/series', add: () => aSeries(application) },
    {
      list: 'members',
      path: ({ series }) => `/series/${series}/members`,
      add: async ({ series }) =>
        application
          .get(SeriesService)
          .addMember(
            TESTER,
            series,
            CreateMemberInput.parse({ institution: await anInstitution(application), role: 'member' }),
          ),
    },
    {
      list: 'editions of a series',
      path: ({ series }) => `/series/${series}/editions`,
      add: async ({ series }) =>
        anEdition(application, { edition: { series, hosts: [await anInstitution(application)] } }),
    },
    { list: 'editions', path: () => '/editions', add: full },
    {
      list: 'categories',
      path: ({ key }) => `/editions/${key}/categories`,
      add: ({ key }) => aCategory(application, key),
    },
    { list: 'streams', path: ({ key }) => `/editions/${key}/streams`, add: ({ key }) => aStream(application, key) },
    {
      list: 'reminder rules',
      path: ({ key }) => `/editions/${key}/reminder-rules`,
      add: ({ key }) => aRule(application, key),
    },
    { list: 'registrations', path: ({ key }) => `/editions/${key}/registrations`, add: registered },
    { list: 'deliveries', path: ({ key }) => `/editions/${key}/deliveries`, add: registered },
    { list: 'people', path: () => '/accounts', add: ({ series }) => aPerson(series) },
    {
      list: 'people of a series',
      path: ({ series }) => `/accounts?series=${series}`,
      add: ({ series }) => aPerson(series),
    },
    { list: 'audit entries', path: ({ key }) => `/audit?edition=${key}`, add: registered },
  ];

  it.each(LISTS)('$list: as many statements for three rows more', async ({ path, add }) => {
    const edition = await full();
    await add(edition);
    const ask = () => counted(() => application.asAdmin('GET', path(edition)));
    await ask(); // afterwards the token counts as used within this minute
    const few = await ask();
    for (let more = 0; more < 3; more++) await add(edition);
    const many = await ask();
    expect([few.answer.status, many.answer.status]).toEqual([200, 200]);
    expect(many.answer.body.items.length).toBeGreaterThanOrEqual(few.answer.body.items.length + 3);
    expect(few.statements).toBeGreaterThan(0);
    expect(many.statements).toBe(few.statements);
  });

  it.each([
    { page: 'an institution', path: ({ host }: Full) => `/institutions/${host}` },
    { page: 'a series', path: ({ series }: Full) => `/series/${series}` },
    { page: 'all institutions', path: () => '/institutions' },
  ])('the page of $page: as many statements for three editions and institutions more', async ({ path }) => {
    const edition = await full();
    const ask = () => counted(() => fetch(application.url + path(edition)).then(({ status }) => status));
    const few = await ask();
    for (let more = 0; more < 3; more++) {
      const hosts = [edition.host, await anInstitution(application)];
      await anEdition(application, { edition: { series: edition.series, hosts } });
    }
    const many = await ask();
    expect([few.answer, many.answer]).toEqual([200, 200]);
    expect(many.statements).toBe(few.statements);
  });

  it('a clone, its mentions and its checklist: as many statements for three parts more of each kind', async () => {
    const edition = await full();
    const parts = async () => {
      await aCategory(application, edition.key);
      await aStream(application, edition.key);
      await aRule(application, edition.key);
    };
    let year = 2031;
    const ask = async () => {
      const startsAt = `${++year}-05-20T09:00`;
      const made = await counted(() =>
        application.asAdmin('POST', `/editions/${edition.key}/clone`, { year, startsAt, ordinal: null }),
      );
      const mentions = await counted(() => application.asAdmin('GET', `/editions/${made.answer.body.key}/mentions`));
      const list = await counted(() => application.asAdmin('GET', `/editions/${made.answer.body.key}/checklist`));
      expect([made, mentions, list].map(({ answer }) => answer.status)).toEqual([201, 200, 200]);
      return {
        addresses: mentions.answer.body.items.length,
        statements: [made, mentions, list].map(({ statements }) => statements),
      };
    };
    await ask(); // afterwards the token counts as used within this minute
    const few = await ask();
    for (let more = 0; more < 3; more++) await parts();
    const many = await ask();
    expect(many.addresses).toBe(few.addresses + 3);
    expect(many.statements).toEqual(few.statements);
  });
});
