import {
  EditionQueries,
  SeriesService,
  CreateMemberInput,
  InstitutionHistory,
} from '../../src/features/editions/index.js';
import {
  CreateInstitutionInput,
  CreateNameInput,
  DuplicateNameYear,
  DuplicateSlug,
  InstitutionQueries,
  InstitutionsService,
  MergeService,
  NamesService,
  UpdateInstitutionInput,
} from '../../src/features/institutions/index.js';
import { NotAllowed } from '../../src/features/accounts/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { newId } from '../../src/platform/ids.js';
import { anEdition, aRule } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** Tables whose rows name an institution and move with a merge. A new foreign key fails the test that compares them. */
const MOVED = [
  ...[
    'category_quota',
    'edition_institution',
    'institution_name',
    'institution_redirect',
    'invitation',
    'registration',
  ],
  'series_member',
  'speaker',
];

describe('institutions', () => {
  let application: TestApplication;
  let service: InstitutionsService;
  let names: NamesService;
  let merging: MergeService;
  let queries: InstitutionQueries;
  beforeAll(async () => {
    application = await startTestApplication();
    service = application.get(InstitutionsService);
    names = application.get(NamesService);
    merging = application.get(MergeService);
    queries = application.get(InstitutionQueries);
  });
  afterAll(() => application.stop());

  const merge = (slug: string, into: string, version?: number) => merging.merge(TESTER, slug, into, version);
  const member = (series: string, institution: string, more: Partial<CreateMemberInput> = {}) =>
    application
      .get(SeriesService)
      .addMember(TESTER, series, CreateMemberInput.parse({ institution, role: 'member', ...more }));
  const members = async (seriesId: string) =>
    (await application.get(EditionQueries).members(seriesId, { limit: 50 })).items.map(
      ({ institution, role, founding, since, until }) => [institution.slug, role, founding, since, until],
    );
  const addName = (slug: string, name: string, until: number) =>
    names.add(TESTER, slug, CreateNameInput.parse({ name, until }));
  const formerNames = async (slug: string) =>
    (await queries.names((await queries.find(slug)).id, { limit: 50 })).items.map(({ name, until }) => [
      name.en,
      until,
    ]);
  const trail = (id: string) =>
    application.sql<{ action: string; version: number | null; before: object | null; after: object | null }>(
      'SELECT action, object_version AS version, before, after FROM audit_entry WHERE object_id = $1 ORDER BY id',
      [id],
    );

  it('keeps each alias once, and changes them only when they are given', async () => {
    const slug = await anInstitution(application, { aliases: ['SUMC', 'sumc', '汕大医学院'] });
    expect((await queries.find(slug)).aliases).toEqual(['SUMC', '汕大医学院']);
    await service.update(TESTER, slug, UpdateInstitutionInput.parse({ city: 'Shantou' }));
    expect((await queries.find(slug)).aliases).toEqual(['SUMC', '汕大医学院']);
    await service.update(TESTER, slug, UpdateInstitutionInput.parse({ aliases: [] }));
    expect(await queries.find(slug)).toMatchObject({ aliases: [], city: 'Shantou', version: 3 });
  });

  it.each([
    { words: 'medical', found: true },
    { words: '醫學院', found: true },
    { words: 'old sch', found: true },
    { words: 'nickna', found: true },
    { words: 'SHANTOU', found: true },
    { words: '100%', found: false },
    { words: '_', found: false },
  ])('searched for “$words”: found $found', async ({ words, found }) => {
    const slug = await anInstitution(application, {
      name: { en: 'Medical College', 'zh-Hant': '醫學院' },
      city: 'Shantou',
      aliases: ['Nickname'],
    });
    await addName(slug, 'Old School', 1999);
    const { items } = await queries.search(words, { limit: 200 });
    expect(items.some((one) => one.slug === slug)).toBe(found);
  });

  describe('former names', () => {
    it('an edition shows the name of its year, a series today’s', async () => {
      const host = await anInstitution(application, { name: 'New name' });
      await addName(host, 'First name', 2005);
      await addName(host, 'Second name', 2012);
      const { slug: series, id } = await aSeries(application);
      await member(series, host);
      const shown: [number, string | undefined][] = [];
      for (const year of [1990, 2005, 2006, 2012, 2013]) {
        const more = { series, year, hosts: [host], startsAt: undefined, endsAt: undefined };
        const { key } = await anEdition(application, { edition: more, published: false, stream: null, rule: null });
        shown.push([year, (await application.get(EditionQueries).byKey(TESTER, key)).hosts[0]?.name.en]);
      }
      expect(shown).toEqual([
        [1990, 'First name'],
        [2005, 'First name'],
        [2006, 'Second name'],
        [2012, 'Second name'],
        [2013, 'New name'],
      ]);
      const [first] = (await application.get(EditionQueries).members(id, { limit: 1 })).items;
      expect(first?.institution.name.en).toBe('New name');
    });

    it('one name a year; the last one first; changed and removed with its version', async () => {
      const slug = await anInstitution(application);
      const id = await addName(slug, 'A', 2001);
      await addName(slug, 'B', 2005);
      await expect(addName(slug, 'C', 2005)).rejects.toEqual(new DuplicateNameYear());
      await expect(names.update(TESTER, slug, id, { until: 2005 })).rejects.toEqual(new DuplicateNameYear());
      await names.update(TESTER, slug, id, { until: 2009 }, 1);
      await expect(names.update(TESTER, slug, id, { name: 'X' }, 1)).rejects.toEqual(new StaleVersion());
      expect(await formerNames(slug)).toEqual([
        ['A', 2009],
        ['B', 2005],
      ]);
      const page = await queries.names((await queries.find(slug)).id, { limit: 1 });
      const rest = await queries.names((await queries.find(slug)).id, { limit: 1, cursor: page.next! });
      expect([page.items[0]?.until, rest.items[0]?.until, rest.next]).toEqual([2009, 2005, null]);
      await expect(names.remove(TESTER, slug, id, 1)).rejects.toEqual(new StaleVersion());
      await names.remove(TESTER, slug, id, 2);
      expect(await formerNames(slug)).toEqual([['B', 2005]]);
      const { id: institution } = await queries.find(slug);
      expect((await trail(institution)).map(({ action, before, after }) => [action, before, after]).slice(1)).toEqual([
        ['institution.add-name', null, { name: 'A', until: 2001 }],
        ['institution.add-name', null, { name: 'B', until: 2005 }],
        ['institution.update-name', { name: { en: 'A' }, until: 2001 }, { until: 2009 }],
        ['institution.remove-name', { name: { en: 'A' }, until: 2009 }, null],
      ]);
    });

    it('a name of another institution does not exist here', async () => {
      const [slug, other] = [await anInstitution(application), await anInstitution(application)];
      const id = await addName(other, 'A', 2001);
      await expect(names.update(TESTER, slug, id, { until: 2002 })).rejects.toBeInstanceOf(NotFound);
      await expect(names.remove(TESTER, slug, id)).rejects.toBeInstanceOf(NotFound);
      await expect(names.add(TESTER, 'nowhere', { name: 'A', until: 2001 })).rejects.toBeInstanceOf(NotFound);
    });
  });

  describe('merge', () => {
    it('every table that names an institution is known here', async () => {
      const rows = await application.sql<{ table: string }>(
        `SELECT DISTINCT conrelid::regclass::text AS table FROM pg_constraint
         WHERE contype = 'f' AND confrelid = 'institution'::regclass ORDER BY 1`,
      );
      expect(rows.map(({ table }) => table)).toEqual(MOVED);
    });

    it('whatever named the duplicate names the other one, and the old slug leads there', async () => {
      const goes = await anInstitution(application, {
        name: { en: 'SUMC', 'zh-Hans': '汕大医' },
        aliases: ['Old alias'],
        website: 'https://sumc.example',
      });
      const stays = await anInstitution(application, {
        name: 'Shantou University Medical College',
        aliases: ['Medical'],
      });
      const [from, into] = [await queries.find(goes), await queries.find(stays)];
      await addName(goes, 'Moves along', 1995);
      await addName(goes, 'Finds the year taken', 2000);
      await addName(stays, 'Keeps the year', 2000);
      const series = await aSeries(application);
      await member(series.slug, goes, { since: 2006, founding: true });
      const edition = await anEdition(application, {
        edition: { series: series.slug, hosts: [goes], roles: [{ institution: goes, role: 'sponsor' }] },
      });
      const registration = await aRegistration(application, edition, { institution: goes });
      const rule = await aRule(application, edition.key, { audience: { institutions: [goes] } });
      const before = await application.get(EditionQueries).byKey(TESTER, edition.key);

      const merged = await merge(goes, stays, from.version);

      expect(merged).toMatchObject({ slug: stays, version: into.version + 1, website: 'https://sumc.example' });
      expect(merged.aliases).toEqual(['Medical', 'SUMC', '汕大医', 'Old alias', 'Finds the year taken']);
      expect(await formerNames(stays)).toEqual([
        ['Keeps the year', 2000],
        ['Moves along', 1995],
      ]);
      expect(await members(series.id)).toEqual([[stays, 'member', true, 2006, null]]);
      const after = await application.get(EditionQueries).byKey(TESTER, edition.key);
      expect([after.hosts.map(({ slug }) => slug), after.roles.map(({ slug, role }) => [slug, role])]).toEqual([
        [stays],
        [[stays, 'sponsor']],
      ]);
      expect(after.version).toBe(before.version + 1);
      const [row] = await application.sql('SELECT institution_id AS id FROM registration WHERE id = $1', [
        registration.id,
      ]);
      expect(row).toEqual({ id: into.id });
      const [audience] = await application.sql('SELECT audience FROM reminder_rule WHERE id = $1', [rule]);
      expect(audience).toEqual({ audience: { institutions: [stays] } });
      for (const table of MOVED) {
        const left = await application.sql(`SELECT 1 FROM ${table} WHERE institution_id = $1`, [from.id]);
        expect([table, left]).toEqual([table, []]);
      }
      expect(await application.sql('SELECT 1 FROM institution WHERE id = $1', [from.id])).toEqual([]);
      expect((await queries.find(goes)).slug).toBe(stays);
    });

    it('is in the trail of both, of the series, of the edition and of the registrations', async () => {
      const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
      const [from, into] = [await queries.find(goes), await queries.find(stays)];
      const series = await aSeries(application);
      await member(series.slug, goes, { since: 2006 });
      const edition = await anEdition(application, { edition: { series: series.slug, hosts: [goes] } });
      await aRegistration(application, edition, { institution: goes });
      await merge(goes, stays);
      expect((await trail(from.id)).at(-1)).toMatchObject({
        action: 'institution.merge',
        before: { slug: goes },
        after: { into: stays },
      });
      expect((await trail(into.id)).slice(1)).toEqual([
        {
          action: 'institution.merge-registrations',
          version: null,
          before: { institution: goes },
          after: { institution: stays, registrations: 1 },
        },
        {
          action: 'institution.take-in',
          version: 2,
          before: { aliases: [] },
          after: { from: goes, aliases: [from.name.en] },
        },
      ]);
      expect((await trail(series.id)).at(-1)).toMatchObject({
        action: 'series.merge-member',
        before: { [goes]: [{ role: 'member', founding: false, since: 2006, until: null }], [stays]: [] },
        after: { [stays]: [{ role: 'member', founding: false, since: 2006, until: null }] },
      });
      expect((await trail(edition.id)).at(-1)).toMatchObject({
        action: 'edition.merge-institution',
        version: 3,
        before: { institution: goes, roles: ['host'] },
        after: { institution: stays },
      });
    });

    it('rows that would collide become one', async () => {
      const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
      const series = await aSeries(application);
      await member(series.slug, stays, { since: 2010, until: 2015 });
      await member(series.slug, goes, { since: 2006, until: 2012, founding: true });
      await member(series.slug, goes, { since: 2020 });
      await member(series.slug, goes, { role: 'partner' });
      await member(series.slug, stays, { role: 'partner' });
      const edition = await anEdition(application, {
        edition: { series: series.slug, hosts: [goes, stays], roles: [{ institution: goes, role: 'partner' }] },
      });
      await merge(goes, stays);
      expect(await members(series.id)).toEqual([
        [stays, 'member', true, 2006, 2015],
        [stays, 'member', false, 2020, null],
        [stays, 'partner', false, null, null],
      ]);
      const { hosts, roles } = await application.get(EditionQueries).byKey(TESTER, edition.key);
      expect([hosts.map(({ slug }) => slug), roles.map(({ slug, role }) => [slug, role])]).toEqual([
        [stays],
        [[stays, 'partner']],
      ]);
    });

    it('whoever now belongs to the audience of a reminder gets it, once', async () => {
      const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
      const edition = await anEdition(application, { rule: null });
      const rule = await aRule(application, edition.key, { audience: { institutions: [stays] } });
      const ids = [];
      for (const institution of [goes, stays])
        ids.push((await aRegistration(application, edition, { institution })).id);
      const planned = () =>
        application.sql<{ id: string }>(
          'SELECT registration_id AS id FROM delivery WHERE rule_id = $1 ORDER BY registration_id',
          [rule],
        );
      expect(await planned()).toEqual([{ id: ids[1] }]);
      await merge(goes, stays);
      expect((await planned()).map(({ id }) => id).sort()).toEqual(ids.toSorted());
    });

    it('a slug that leads elsewhere is taken, and follows a further merge', async () => {
      const [first, second, third] = [
        await anInstitution(application),
        await anInstitution(application),
        await anInstitution(application),
      ];
      await merge(first, second);
      const again = CreateInstitutionInput.parse({
        ...{ slug: first, name: 'Again', city: 'Shantou', country: 'CN', timeZone: 'Asia/Shanghai' },
      });
      await expect(service.create(TESTER, again)).rejects.toEqual(new DuplicateSlug(first));
      const edition = await anEdition(application, { rule: null, stream: null });
      const { id } = await aRegistration(application, edition, { institution: first });
      const [row] = await application.sql('SELECT institution_id AS id FROM registration WHERE id = $1', [id]);
      expect(row).toEqual({ id: (await queries.find(second)).id });
      await merge(second, third);
      expect([(await queries.find(first)).slug, (await queries.find(second)).slug]).toEqual([third, third]);
    });

    it.each<{ case: string; of: (here: string) => [string, string]; error: (here: string) => unknown }>([
      {
        case: 'into itself',
        of: (here) => [here, here],
        error: () => InvalidInput.at('into', 'same-institution', 'An institution cannot be merged into itself.'),
      },
      {
        case: 'into nothing',
        of: (here) => [here, 'nowhere'],
        error: () => InvalidInput.at('into', 'unknown-institution', 'There is no institution “nowhere”.'),
      },
      { case: 'what is not there', of: (here) => ['nowhere', here], error: () => new NotFound('The institution') },
    ])('$case: refused', async ({ of, error }) => {
      const here = await anInstitution(application);
      await expect(merge(...of(here))).rejects.toEqual(error(here));
      expect((await queries.find(here)).version).toBe(1);
    });

    it('of a record that somebody has changed: refused', async () => {
      const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
      await service.update(TESTER, goes, UpdateInstitutionInput.parse({ city: 'Shantou' }));
      await expect(merge(goes, stays, 1)).rejects.toEqual(new StaleVersion());
      expect((await queries.find(goes)).slug).toBe(goes);
    });

    it('two at once: one record is left, whoever was faster', async () => {
      for (let round = 0; round < 5; round++) {
        const [a, b] = [await anInstitution(application), await anInstitution(application)];
        const edition = await anEdition(application, { edition: { hosts: [a, b] }, rule: null, stream: null });
        const outcomes = await Promise.allSettled([merge(a, b), merge(b, a)]);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        const left = (await queries.find(a)).slug;
        expect((await queries.find(b)).slug).toBe(left);
        const { hosts } = await application.get(EditionQueries).byKey(TESTER, edition.key);
        expect(hosts.map(({ slug }) => slug)).toEqual([left]);
      }
    });

    it('at once with registrations: nobody is lost', async () => {
      const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
      const edition = await anEdition(application, { rule: null, stream: null });
      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 8 }, () => aRegistration(application, edition, { institution: goes })),
        merge(goes, stays),
      ]);
      const refused = outcomes
        .filter((outcome) => outcome.status === 'rejected')
        .map(({ reason }) => reason as unknown);
      for (const reason of refused) expect(reason).toBeInstanceOf(InvalidInput);
      const { id } = await queries.find(stays);
      const rows = await application.sql<{ id: string }>(
        'SELECT institution_id AS id FROM registration WHERE edition_id = $1',
        [edition.id],
      );
      expect(rows).toEqual(Array.from({ length: 8 - refused.length }, () => ({ id })));
    });
  });

  describe('permission', () => {
    const organiser: Actor = {
      kind: 'account',
      accountId: newId(),
      name: 'Organiser',
      grants: [{ role: 'organiser', scope: '' }],
    };
    const administrator: Actor = { ...organiser, grants: [{ role: 'administrator', scope: '' }] };

    it('only an administrator merges and records names', async () => {
      const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
      const { id } = await queries.find(goes);
      const history = application.get(InstitutionHistory);
      await expect(merging.merge(organiser, goes, stays)).rejects.toBeInstanceOf(NotAllowed);
      await expect(names.add(organiser, goes, { name: 'A', until: 2001 })).rejects.toBeInstanceOf(NotAllowed);
      await expect(history.counts(organiser, id)).rejects.toBeInstanceOf(NotAllowed);
      expect(await history.counts(administrator, id)).toEqual({ memberships: 0, editions: 0 });
      await names.add(administrator, goes, { name: 'A', until: 2001 });
      await merging.merge(administrator, goes, stays);
    });
  });

  describe('history', () => {
    it('tells memberships and public editions of an institution, and never a draft', async () => {
      const slug = await anInstitution(application);
      const { id } = await queries.find(slug);
      const history = application.get(InstitutionHistory);
      const series = await aSeries(application, { kind: 'exchange_programme' });
      await member(series.slug, slug, { role: 'partner', since: 2010 });
      const edition = { series: series.slug, hosts: [slug] };
      const { key } = await anEdition(application, { edition: { ...edition, key: `public-${nextNumber()}` } });
      await anEdition(application, { edition: { ...edition, key: `draft-${nextNumber()}` }, published: false });
      expect((await history.editions(id)).map((one) => one.key)).toEqual([key]);
      expect(await history.memberships(id)).toMatchObject([
        { role: 'partner', since: 2010, until: null, series: { slug: series.slug, kind: 'exchange_programme' } },
      ]);
      const administrator: Actor = { kind: 'system', name: 'test' };
      expect(await history.counts(administrator, id)).toEqual({ memberships: 1, editions: 2 });
    });
  });
});
