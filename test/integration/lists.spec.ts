import { DataSource, type Logger } from 'typeorm';
import { CreateMemberInput, SeriesService } from '../../src/features/editions/index.js';
import { aCategory, anEdition, aRule, aStream, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { TESTER } from '../factories/tester.js';
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
    return {
      ...(await anEdition(application, { edition: { series, hosts: [await anInstitution(application)] } })),
      series,
    };
  };
  type Full = BuiltEdition & { series: string };
  const registered = (edition: Full) =>
    anInstitution(application).then((institution) => aRegistration(application, edition, { institution }));

  const LISTS: { list: string; path: (edition: Full) => string; add: (edition: Full) => Promise<unknown> }[] = [
    { list: 'institutions', path: () => '/institutions', add: () => anInstitution(application) },
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
});
