import {
  CloneEditionInput,
  CreateEditionInput,
  EditionCloning,
  EditionQueries,
  EditionsService,
  PARTNER_ROLES,
  ReschedulePreviews,
  SERIES_KINDS,
  UpdateEditionInput,
} from '../../src/features/editions/index.js';
import { anInstitution } from '../factories/institution.js';
import { aSeries } from '../factories/series.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** Whatever returns every year: the same rules for all three kinds of series. */
describe.each(SERIES_KINDS)('an edition of the kind %s', (kind) => {
  let application: TestApplication;
  let editions: EditionsService;
  let series: string;
  let institutions: string[];
  beforeAll(async () => {
    application = await startTestApplication();
    editions = application.get(EditionsService);
    ({ slug: series } = await aSeries(application, { kind, slug: 'returning' }));
    institutions = await Promise.all(Array.from({ length: 4 }, () => anInstitution(application)));
  });
  afterAll(() => application.stop());

  const create = (input: Partial<CreateEditionInput>) =>
    editions.create(TESTER, CreateEditionInput.parse({ series, ...input }));
  const read = (key: string) => application.get(EditionQueries).byKey(TESTER, key);
  const update = (key: string, input: UpdateEditionInput) =>
    editions.update(TESTER, key, UpdateEditionInput.parse(input));

  it('has several hosts in their order, and institutions in several roles', async () => {
    const [first = '', second = '', third = '', fourth = ''] = institutions;
    const roles = PARTNER_ROLES.map((role) => ({ institution: third, role }));
    const { key } = await create({ year: 2030, hosts: [second, first], roles });
    const shape = async () => {
      const { hosts, roles: all, series: of } = await read(key);
      return { kind: of.kind, hosts: hosts.map(({ slug }) => slug), roles: all.map(({ slug, role }) => [slug, role]) };
    };
    expect(await shape()).toEqual({ kind, hosts: [second, first], roles: PARTNER_ROLES.map((role) => [third, role]) });
    // A host may have another role besides; and the one list is changed without the other.
    await update(key, { roles: [{ institution: first, role: 'sponsor' }] });
    expect(await shape()).toEqual({ kind, hosts: [second, first], roles: [[first, 'sponsor']] });
    await update(key, { hosts: [fourth] });
    expect(await shape()).toEqual({ kind, hosts: [fourth], roles: [[first, 'sponsor']] });
    const entries = await application.sql(
      `SELECT before, after FROM audit_entry WHERE action = 'edition.update' AND edition_id = $1 ORDER BY id`,
      [(await read(key)).id],
    );
    expect(entries).toEqual([
      {
        before: { roles: PARTNER_ROLES.map((role) => ({ institution: third, role })) },
        after: { roles: [{ institution: first, role: 'sponsor' }] },
      },
      { before: { hosts: [second, first] }, after: { hosts: [fourth] } },
    ]);
  });

  it('is numbered by proposal, by hand or not at all, with years left out', async () => {
    const numbered = async (input: Partial<CreateEditionInput>) => (await read((await create(input)).key)).ordinal;
    expect(await numbered({ year: 2032 })).toBe(2);
    expect(await numbered({ year: 2033, ordinal: null })).toBeNull();
    expect(await numbered({ year: 2034, ordinal: 10 })).toBe(10);
    expect(await numbered({ year: 2040 })).toBe(11);
  });

  it('is made, published, moved, cloned and completed', async () => {
    const { key } = await create({ key: 'life', year: 2041, timeZone: 'Asia/Shanghai' });
    const dates = { startsAt: '2041-05-20T09:00', endsAt: '2041-05-20T17:00' };
    await update(key, dates);
    await editions.publish(TESTER, key);
    const later = { startsAt: '2041-06-20T09:00', endsAt: '2041-06-20T17:00' };
    const preview = await application.get(ReschedulePreviews).of(TESTER, key, later);
    await editions.reschedule(TESTER, key, later);
    expect((await read(key)).startsAt).toEqual(preview.startsAt.after);
    const clone = await application
      .get(EditionCloning)
      .clone(TESTER, key, CloneEditionInput.parse({ year: 2042, startsAt: '2042-06-20T09:00' }));
    expect(await read(clone.key)).toMatchObject({
      key: 'returning-2042',
      status: 'draft',
      series: { kind },
      endsAt: new Date('2042-06-20T09:00:00Z'),
    });
    await editions.postpone(TESTER, key);
    await editions.publish(TESTER, key);
    await editions.complete(TESTER, key);
    expect(await read(key)).toMatchObject({ status: 'completed', sequence: 5 });
    await editions.remove(TESTER, clone.key);
  });
});
