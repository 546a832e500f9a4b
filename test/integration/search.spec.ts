import {
  EditionsService,
  scopeOfEdition,
  scopeOfSeries,
  SearchQueries,
  SeriesService,
  UpdateEditionInput,
} from '../../src/features/editions/index.js';
import { InstitutionsService, MergeService, NamesService } from '../../src/features/institutions/index.js';
import { type Actor, type Grant, PLATFORM } from '../../src/kernel/actor.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';
import { type SearchEntry, type SearchKind } from '../../src/platform/search/search-entry.js';
import { MOST_RANKED, putEntries, RANKED, SearchIndex } from '../../src/platform/search/search-index.js';
import { SearchReindexing } from '../../src/platform/search/search-reindexing.js';
import { questionOf } from '../../src/platform/search/search-tokens.js';
import { anEdition, type EditionOptions } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aSeries } from '../factories/series.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const ANONYMOUS: Actor = { kind: 'anonymous' };
const somebody = (...grants: Grant[]): Actor => ({ kind: 'account', accountId: newId(), name: 'Somebody', grants });

describe('search', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  const find = (
    q: string,
    {
      actor = ANONYMOUS,
      kinds,
      limit = 20,
      cursor,
    }: { actor?: Actor; kinds?: SearchKind[]; limit?: number; cursor?: string } = {},
  ) => application.get(SearchQueries).find(actor, { q, kinds, limit, cursor });
  const paths = async (q: string, actor?: Actor) => (await find(q, { actor })).items.map(({ path }) => path);
  const edition = (edition: EditionOptions['edition'], published = true) =>
    anEdition(application, { edition, published, stream: null, rule: null });
  const put = (entries: SearchEntry[]) => application.get(Database).transaction((tx) => putEntries(tx, entries));
  /** An entry of no object, for what is about the index only. */
  const entry = (title: string, more: Partial<SearchEntry> = {}): SearchEntry => ({
    ...{ kind: 'document', objectId: newId(), scope: PLATFORM, isPublic: true },
    ...{ path: `/${nextNumber()}`, title: { en: title }, year: 2000 },
    ...more,
  });

  describe('finds', () => {
    it.each([
      { title: { 'zh-Hant': '海峽醫學論壇' }, q: '论坛' },
      { title: { 'zh-Hans': '海峡医学论坛' }, q: '論壇' },
      { title: { 'zh-Hans': '海峡医学论坛' }, q: '海峽論壇' },
      { title: { 'zh-Hant': '臺北衞生會議' }, q: '台北卫生' },
      { title: { 'zh-Hant': '軟體研討會' }, q: '软件研讨会' },
      { title: { 'zh-Hans': '软件研讨会' }, q: '軟體' },
      { title: { en: 'Zürich Days of e-Health' }, q: 'zurich ehealth' },
      { title: { en: 'Zürich Days of e-Health' }, q: 'ZURICH d' },
      { title: { 'zh-Hans': '脑科学年会' }, q: '脑' },
    ])('$q in $title', async ({ title, q }) => {
      const { key } = await edition({ title });
      expect(await paths(q)).toContain(`/events/${key}`);
    });

    it.each(['12th', '第十二届', '第12屆', 'twelfth', 'twelfth ann'])(
      'the twelfth of a series by %s',
      async (number) => {
        const name = `Marmot${nextNumber()}`;
        const { slug } = await aSeries(application, {
          name: { en: `${name} Annual Meeting`, 'zh-Hans': `${name}年会` },
        });
        const twelfth = await edition({ series: slug, title: undefined, ordinal: 12 });
        await edition({ series: slug, title: undefined, ordinal: 13 });
        expect(await paths(`${name} ${number}`)).toEqual([`/events/${twelfth.key}`]);
      },
    );

    it('an edition by its theme, host, city, year, key and series, in any language', async () => {
      const host = await anInstitution(application, {
        name: { en: 'Quokka University', 'zh-Hans': '短尾袋鼠大学' },
        city: 'Toronto',
      });
      const series = await aSeries(application, { name: 'Wombat Alliance', shortName: 'WBA' });
      const { key } = await edition({
        ...{ series: series.slug, key: 'wba-2031', year: 2031, title: undefined, hosts: [host] },
        ...{ theme: { en: 'Burrows in changing climates' }, description: { 'zh-Hans': '关于洞穴的一切' } },
      });
      const questions = [
        'quokka',
        '袋鼠大學',
        'Toronto wombat',
        '多倫多 wombat',
        'wba 2031',
        'wba-2031',
        'burrows',
        '洞穴',
        'Quokka Wombat climates',
      ];
      for (const q of questions)
        expect({ q, paths: await paths(q) }).toEqual({
          q,
          paths: expect.arrayContaining([`/events/${key}`]) as string[],
        });
    });

    it('the bearer of the name first, then what it is mentioned in', async () => {
      const slug = await anInstitution(application, { name: 'Numbat College' });
      const { key } = await edition({ title: 'Numbat College Numbat College', hosts: [slug], year: 2040 });
      const [first, second] = (await find('numbat college')).items;
      expect([first?.path, second?.path]).toEqual([`/institutions/${slug}`, `/events/${key}`]);
    });

    it('what has some of the words, when nothing has all of them', async () => {
      const { key } = await edition({ title: 'Bilby conservation' });
      expect(await find('bilby conservation')).toMatchObject({ isLoose: false, total: 1 });
      const loose = await find('bilby thermodynamics');
      expect([loose.isLoose, loose.items.map(({ path }) => path)]).toEqual([true, [`/events/${key}`]]);
      expect(await find('nonsensical thermodynamics')).toMatchObject({ items: [], total: 0 });
    });

    it('only the kind that was asked for', async () => {
      const series = await aSeries(application, { name: 'Echidna series' });
      await edition({ series: series.slug });
      const kinds = async (only?: SearchKind[]) =>
        (await find('echidna', { kinds: only })).items.map(({ kind }) => kind);
      expect((await kinds()).sort()).toEqual(['edition', 'series']);
      expect(await kinds(['series'])).toEqual(['series']);
      expect(await kinds(['institution'])).toEqual([]);
    });
  });

  describe('follows', () => {
    it('an institution that gets another name, a former one and an alias, with its editions', async () => {
      const slug = await anInstitution(application, { name: 'Old Dunnart School' });
      const { key } = await edition({ title: 'Held somewhere', hosts: [slug] });
      const both = [`/events/${key}`, `/institutions/${slug}`];
      expect((await paths('dunnart')).sort()).toEqual(both);
      await application.get(InstitutionsService).update(TESTER, slug, { name: 'Antechinus School', aliases: ['ANTX'] });
      expect(await paths('dunnart')).toEqual([]);
      expect((await paths('antechinus')).sort()).toEqual(both);
      expect((await paths('antx')).sort()).toEqual(both);
      await application.get(NamesService).add(TESTER, slug, { name: 'Old Dunnart School', until: 1999 });
      expect((await paths('dunnart')).sort()).toEqual(both);
    });

    it('a merge of two institutions', async () => {
      const [goes, stays] = [
        await anInstitution(application, { name: 'Potoroo A' }),
        await anInstitution(application, { name: 'Bettong' }),
      ];
      const { key } = await edition({ title: 'Of the one that goes', hosts: [goes] });
      await application.get(MergeService).merge(TESTER, goes, stays);
      expect(await paths('bettong')).toEqual([`/institutions/${stays}`, `/events/${key}`]);
      expect(await paths('potoroo')).toEqual([`/institutions/${stays}`, `/events/${key}`]);
    });

    it('an institution and a series that are removed', async () => {
      const slug = await anInstitution(application, { name: 'Pademelon' });
      await application.get(InstitutionsService).remove(TESTER, slug);
      expect(await paths('pademelon')).toEqual([]);
      const series = await aSeries(application, { name: 'Quoll series' });
      await application.get(SeriesService).remove(TESTER, series.slug);
      expect(await paths('quoll')).toEqual([]);
    });

    it('a series that gets another name, with its editions', async () => {
      const series = await aSeries(application, { name: 'Kowari talks' });
      const { key } = await edition({ series: series.slug, title: undefined, ordinal: 3 });
      await application.get(SeriesService).update(TESTER, series.slug, { name: 'Mulgara talks' });
      expect(await paths('kowari')).toEqual([]);
      const { items } = await find('mulgara');
      expect(items.map(({ path, title }) => ({ path, title }))).toEqual(
        expect.arrayContaining([
          { path: `/series/${series.slug}`, title: { en: 'Mulgara talks' } },
          { path: `/events/${key}`, title: { en: '3rd Mulgara talks' } },
        ]),
      );
    });

    it('an edition that is changed or removed', async () => {
      const { key } = await edition({ title: 'Cuscus evening' }, false);
      await application.get(EditionsService).update(TESTER, key, UpdateEditionInput.parse({ title: 'Glider evening' }));
      expect(await paths('cuscus', TESTER)).toEqual([]);
      expect(await paths('glider', TESTER)).toEqual([`/events/${key}`]);
    });

    it('nothing that was undone', async () => {
      const { key } = await edition({ title: 'Possum evening' });
      const change = UpdateEditionInput.parse({ title: 'Wallaby evening', hosts: ['nobody'] });
      await expect(application.get(EditionsService).update(TESTER, key, change)).rejects.toThrow();
      expect(await paths('possum')).toEqual([`/events/${key}`]);
      expect(await paths('wallaby')).toEqual([]);
    });
  });

  describe('a draft', () => {
    it('is found by those who may see it, until it is published', async () => {
      const { id, key, seriesId } = await edition({ title: 'Taipan secret' }, false);
      const other = await edition({ title: 'Something else' }, false);
      const mine = scopeOfEdition(seriesId, id);
      const found = [`/events/${key}`];
      const seen: [string, Actor, string[]][] = [
        ['anonymous', ANONYMOUS, []],
        ['holder', { kind: 'holder', registrationId: newId() }, []],
        ['without a role', somebody(), []],
        ['organiser of it', somebody({ role: 'organiser', scope: mine }), found],
        ['organiser of the series', somebody({ role: 'organiser', scope: scopeOfSeries(seriesId) }), found],
        ['organiser of another', somebody({ role: 'organiser', scope: scopeOfEdition(other.seriesId, other.id) }), []],
        ['organiser of another series', somebody({ role: 'organiser', scope: scopeOfSeries(other.seriesId) }), []],
        // The beginning of a scope is not the scope.
        ['a scope cut short', somebody({ role: 'organiser', scope: mine.slice(0, -1) }), []],
        ['any scope as a pattern', somebody({ role: 'organiser', scope: '%' }), []],
        ['viewer of it', somebody({ role: 'viewer', scope: mine }), found],
        ['check-in of the platform', somebody({ role: 'check_in', scope: PLATFORM }), found],
        ['administrator', somebody({ role: 'administrator', scope: PLATFORM }), found],
      ];
      for (const [who, actor, expected] of seen) {
        const { items, total, isLoose } = await find('taipan secret', { actor });
        expect({ who, paths: items.map(({ path }) => path), total, isLoose }).toEqual({
          who,
          paths: expected,
          total: expected.length,
          isLoose: expected.length === 0,
        });
      }
      expect((await find('taipan', { actor: TESTER })).items[0]).toMatchObject({ isPublic: false });

      await application.get(EditionsService).publish(TESTER, key);
      expect((await find('taipan')).items[0]).toMatchObject({ path: `/events/${key}`, isPublic: true });
      for (const step of ['postpone', 'publish', 'complete'] as const)
        await application.get(EditionsService)[step](TESTER, key);
      expect(await paths('taipan')).toEqual(found);
    });

    it('hides and shows with it what belongs to it, and takes it along', async () => {
      const { id, key, seriesId } = await edition({ title: 'Brolga days', year: 2033 }, false);
      const scope = scopeOfEdition(seriesId, id);
      await put([entry('Brolga proceedings', { scope, isPublic: false, year: null })]);
      expect(await paths('proceedings brolga')).toEqual([]);
      await application.get(EditionsService).publish(TESTER, key);
      expect((await find('proceedings brolga')).items).toMatchObject([
        { kind: 'document', isPublic: true, year: 2033, context: { en: 'Brolga days' } },
      ]);

      const gone = await edition({ title: 'Jabiru days' }, false);
      await put([entry('Jabiru notes', { scope: scopeOfEdition(gone.seriesId, gone.id), isPublic: false })]);
      await application.get(EditionsService).remove(TESTER, gone.key);
      expect(await paths('jabiru', TESTER)).toEqual([]);
    });
  });

  it('pages through everything once, in order', async () => {
    await put(
      Array.from({ length: 23 }, (_, number) =>
        entry(number % 2 ? 'Lorikeet' : 'A lorikeet', { year: number % 3 ? 2000 + number : null }),
      ),
    );
    const seen: { path: string; score: number }[] = [];
    let cursor: string | undefined;
    do {
      const page = await find('lorikeet', { limit: 5, cursor });
      expect(page.total).toBe(23);
      seen.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(new Set(seen.map(({ path }) => path)).size).toBe(23);
    expect(seen).toHaveLength(23);
    expect(seen.map(({ path }) => path)).toEqual(
      (await find('lorikeet', { limit: 100 })).items.map(({ path }) => path),
    );
    const loose = await find('lorikeet ultramarine', { limit: 5 });
    const more = await find('lorikeet ultramarine', { limit: 5, cursor: loose.next! });
    expect([loose.isLoose, more.isLoose, more.items.length]).toEqual([true, true, 5]);
    expect(loose.items.some(({ path }) => more.items.some((item) => item.path === path))).toBe(false);
  });

  it.each([
    'x',
    'bm90IGpzb24',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('[0,"a",1,"b",true]').toString('base64url'),
  ])('refuses the cursor %s', async (cursor) => {
    await expect(find('lorikeet', { cursor })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it.each([
    ...[
      "' OR 1=1 --",
      "'; DROP TABLE search_entry; --",
      "\\'",
      "a'b\\c",
      '& | ! ( ) <-> :*',
      ':* & !',
      "''''",
      'lorikeet:A',
      '!lorikeet',
    ],
    ...[
      '%_',
      '$1',
      '{}',
      '\u0000',
      'a\u0000b',
      '\ud800',
      '\u202e reversed',
      'x'.repeat(10_000),
      '& '.repeat(5_000),
      '医'.repeat(10_000),
      'ﷺ'.repeat(999),
    ],
  ])('answers %#, whatever is typed', async (q) => {
    expect(Array.isArray((await find(q)).items)).toBe(true);
    expect(Array.isArray((await find(q, { actor: somebody({ role: 'viewer', scope: "x' OR '%" }) })).items)).toBe(true);
  });

  it('keeps markup in a name as text', async () => {
    const { key } = await edition({ title: '<img src=x onerror=alert(1)> Bandicoot' });
    const page = await (
      await fetch(`${application.url}/search?q=${encodeURIComponent('img bandicoot <script>')}`)
    ).text();
    expect(page).toContain(`href="/events/${key}"`);
    expect(page).toContain('&lt;<mark>img</mark> src=x');
    expect(page).not.toMatch(/<img|<script>/);
  });

  describe('reindexing', () => {
    const state = () => application.sql('SELECT tokeniser, kind, after FROM search_state');
    const entries = () =>
      application.sql<{ tokens: string }>(
        `SELECT kind, object_id, scope, is_public, path, title, context, year, tokens::text AS tokens FROM search_entry e
       WHERE kind = 'document' OR EXISTS (SELECT 1 FROM edition WHERE id = object_id)
         OR EXISTS (SELECT 1 FROM series WHERE id = object_id) OR EXISTS (SELECT 1 FROM institution WHERE id = object_id)
       ORDER BY kind, object_id`,
      );

    it('makes the same entries again, once, in however many processes at a time', async () => {
      await application.sql(`DELETE FROM search_entry WHERE kind = 'document'`);
      const before = await entries();
      expect(before.length).toBeGreaterThan(20);
      await application.sql(`DELETE FROM search_entry WHERE kind <> 'edition'`);
      await application.sql(`UPDATE search_entry SET tokens = ''`);
      await application.sql('DELETE FROM search_state');
      const rivals = Array.from({ length: 4 }, () => new SearchReindexing(application.get(Database)));
      const own = application.get(SearchReindexing);
      for (const rival of rivals) for (const source of own.registered()) rival.register(source);
      const counts = await Promise.all([own, ...rivals].map((one) => one.run()));
      expect(counts.reduce((sum, count) => sum + count)).toBe(before.length);
      expect(await entries()).toEqual(before);
      expect(await state()).toEqual([{ tokeniser: 1, kind: null, after: null }]);
      expect(await own.run()).toBe(0);
    });

    it('begins again for newer tokens, leaves those of a later version alone, and forgets what is gone', async () => {
      const reindexing = application.get(SearchReindexing);
      await application.sql('UPDATE search_state SET tokeniser = 0');
      expect(await reindexing.run()).toBeGreaterThan(0);
      await application.sql(`UPDATE search_state SET tokeniser = 2, kind = 'edition'`);
      expect(await reindexing.run()).toBe(0);
      await put([entry('Of no object', { kind: 'series' })]);
      const all = await reindexing.runAgain();
      expect(all).toBeGreaterThan(0);
      expect(await paths('object')).toEqual([]);
    });

    it('goes on where a process was killed', async () => {
      const reindexing = application.get(SearchReindexing);
      const all = await reindexing.runAgain();
      const [{ count }] = (await application.sql<{ count: number }>('SELECT count(*)::int AS count FROM series')) as [
        { count: number },
      ];
      await application.sql(`UPDATE search_state SET kind = 'edition', after = NULL`);
      expect(await reindexing.run()).toBe(all - count);
    });
  });

  describe('among many entries', () => {
    const MANY = 6_000;
    beforeAll(async () => {
      await put(
        Array.from({ length: MANY }, (_, number) =>
          entry(`Galah ${number % 3 ? 'common' : 'other'} word${number}`, {
            year: 1900 + (number % 120),
            isPublic: number % 7 !== 0,
          }),
        ),
      );
      await application.sql('ANALYZE search_entry');
    }, 60_000);

    it.each(['galah', 'galah common', 'word77', 'galah zebra'])('“%s” is answered from the index', async (q) => {
      const { all, whole } = questionOf(q)!;
      const plan = await application.get(Database).transaction(async (tx) => {
        await tx.query(`SELECT set_config('enable_seqscan', 'off', true)`);
        return tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${RANKED}`, [
          all,
          whole,
          all,
          [],
          false,
          [],
          21,
          null,
          null,
          null,
          null,
        ]);
      });
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toContain('Bitmap Index Scan on search_entry_tokens_ix');
      expect(text).not.toContain('Seq Scan on search_entry');
    });

    it('ranks the newest of a common word, and says that there are more', async () => {
      const { items, total, hasMore } = await find('galah', { limit: 200 });
      expect([items.length, total, hasMore]).toEqual([200, MOST_RANKED, true]);
      expect(Math.min(...items.map(({ year }) => year!))).toBeGreaterThan(2000);
      expect(items.every(({ isPublic }) => isPublic)).toBe(true);
    });

    it('finds the bearer of a common name, however old', async () => {
      await put([entry('Galah', { path: '/the-galah', year: 1800 })]);
      expect((await find('galah')).items[0]?.path).toBe('/the-galah');
    });

    it('counts for the public only what is public', async () => {
      const ids = Array.from({ length: 20 }, (_, number) =>
        entry('Corella', { isPublic: number < 5, scope: 'series/x' }),
      );
      await put(ids);
      expect((await application.get(SearchIndex).find({ q: 'corella', readable: [], limit: 3 })).total).toBe(5);
      expect((await application.get(SearchIndex).find({ q: 'corella', readable: ['series/x'], limit: 3 })).total).toBe(
        20,
      );
    });
  });
});
