import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { DataSource, type Logger } from 'typeorm';
import { NotAllowed } from '../../src/features/accounts/index.js';
import { EditionQueries, scopeOfEdition } from '../../src/features/editions/index.js';
import {
  BulkActions,
  type ExportFormat,
  QuestionsService,
  REGISTRATION_SORTS,
  RegistrationExport,
  RegistrationFilter,
  RegistrationLists,
  RegistrationService,
  SortedSelection,
  UpdateQuestionInput,
} from '../../src/features/registration/index.js';
import { type Actor, type Role } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound } from '../../src/kernel/domain-error.js';
import { newId } from '../../src/platform/ids.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aQuestion } from '../factories/question.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('lists of registrations', () => {
  let application: TestApplication;
  let lists: RegistrationLists;
  beforeAll(async () => {
    application = await startTestApplication();
    lists = application.get(RegistrationLists);
  });
  afterAll(() => application.stop());

  const edition = (built: Pick<BuiltEdition, 'id'>) => application.get(EditionQueries).byId(built.id);
  const filterOf = (given: object) => RegistrationFilter.parse(given);

  /** Somebody with a role on one edition. */
  const someone = async (role: Role, { id, seriesId }: BuiltEdition): Promise<Actor> => {
    const accountId = newId();
    await application.sql('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [
      accountId,
      `${accountId}@example.org`,
      'Somebody',
    ]);
    return { kind: 'account', accountId, name: 'Somebody', grants: [{ role, scope: scopeOfEdition(seriesId, id) }] };
  };

  /** So many people at once, behind the application's back. */
  const crowd = (built: BuiltEdition, count: number, status = 'confirmed', name = 'Person') =>
    application.sql(
      `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, consented_at,
         confirmed_at)
       SELECT id, $1::uuid, $2::uuid, upper(right(id::text, 12)), id || '@crowd.example', id || '@crowd.example',
         $5::text || ' ' || (n * 7919) % 1000, 'en', $4::text, now(), CASE $4::text WHEN 'confirmed' THEN now() END
       FROM (SELECT new_id() AS id, n FROM generate_series(1, $3::int) AS n) AS made`,
      [built.id, built.category, count, status, name],
    );

  /** How many statements the application has sent to the database meanwhile. */
  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    const dataSource = application.get(DataSource);
    const usual = dataSource.logger;
    let statements = 0;
    dataSource.logger = {
      logQuery: () => void statements++,
      logQueryError: () => undefined,
      logQuerySlow: () => undefined,
    } as unknown as Logger;
    try {
      await work();
      return statements;
    } finally {
      dataSource.logger = usual;
    }
  };

  describe('a filter', () => {
    let built: BuiltEdition;
    let onSite: string;
    let institution: string;
    const ids: Record<string, string> = {};

    beforeAll(async () => {
      built = await anEdition(application);
      onSite = await aCategory(application, built.key, { name: 'On site', attendance: 'in_person' });
      institution = await anInstitution(application);
      const put = async (person: string, more: Parameters<typeof aRegistration>[2]) => {
        ids[person] = (await aRegistration(application, built, { email: `${person}@example.org`, ...more })).id;
      };
      await put('jose', { name: 'José Muñoz', affiliation: 'Clínica del Mar' });
      await put('wong', { name: 'Wong Chi Ming', nativeName: '黄志明', institution });
      await put('ada', { name: 'ADA Lovelace', email: 'ada@Hospital.Example', category: onSite });
      await put('wide', { name: 'Ｗｉｄｅ Ｎａｍｅ', nativeName: '100%_sure' });
      await put('gone', { name: 'Ada Gone', institution });
      await application.get(RegistrationService).cancel(TESTER, ids['gone']!);
      await application.sql('UPDATE registration SET checked_in_at = now() WHERE id = $1', [ids['wong']]);
      await application.sql(`UPDATE registration SET reference = '7K3M-9QXT' WHERE id = $1`, [ids['ada']]);
      // Whoever is in another edition is never found, whatever they are called.
      const other = await anEdition(application);
      await aRegistration(application, other, { name: 'José Wong Ada Wide', nativeName: '黄志明', institution });
    });

    it.each<{ title: string; filter: () => object; expected: string[] }>([
      { title: 'nothing', filter: () => ({}), expected: ['jose', 'wong', 'ada', 'wide', 'gone'] },
      { title: 'a status', filter: () => ({ status: 'cancelled' }), expected: ['gone'] },
      { title: 'a category', filter: () => ({ category: onSite }), expected: ['ada'] },
      { title: 'an institution', filter: () => ({ institution }), expected: ['wong', 'gone'] },
      { title: 'an unknown institution', filter: () => ({ institution: 'nowhere' }), expected: [] },
      { title: 'who is in', filter: () => ({ checkedIn: 'true' }), expected: ['wong'] },
      { title: 'who is not in', filter: () => ({ checkedIn: 'false' }), expected: ['jose', 'ada', 'wide', 'gone'] },
      { title: 'several at once', filter: () => ({ institution, status: 'confirmed' }), expected: ['wong'] },
      { title: 'an empty search', filter: () => ({ q: '  ' }), expected: ['jose', 'wong', 'ada', 'wide', 'gone'] },
      { title: 'a name in any case', filter: () => ({ q: 'ada' }), expected: ['ada', 'gone'] },
      { title: 'a name without its marks', filter: () => ({ q: 'munoz jose' }), expected: ['jose'] },
      { title: 'a name with other marks', filter: () => ({ q: 'JOSE\u0301 mu\u00f1oz' }), expected: ['jose'] },
      { title: 'letters of full width', filter: () => ({ q: 'ＡＤＡ' }), expected: ['ada', 'gone'] },
      { title: 'a name of full width', filter: () => ({ q: 'wide name' }), expected: ['wide'] },
      { title: 'a native name', filter: () => ({ q: '志明' }), expected: ['wong'] },
      { title: 'an address', filter: () => ({ q: 'wong@example.org' }), expected: ['wong'] },
      { title: 'a domain', filter: () => ({ q: '@hospital.example' }), expected: ['ada'] },
      { title: 'a reference', filter: () => ({ q: '7k3m-9qxt' }), expected: ['ada'] },
      { title: 'a reference without its hyphen', filter: () => ({ q: '7K3M9QXT' }), expected: ['ada'] },
      { title: 'an affiliation', filter: () => ({ q: 'clinica' }), expected: ['jose'] },
      { title: 'words that nobody has together', filter: () => ({ q: 'ada wong' }), expected: [] },
      { title: 'words across fields', filter: () => ({ q: 'wong 黄' }), expected: ['wong'] },
      { title: 'signs of LIKE as they stand', filter: () => ({ q: '100%_s' }), expected: ['wide'] },
      { title: 'a wildcard alone', filter: () => ({ q: '%' }), expected: ['wide'] },
      { title: 'a backslash', filter: () => ({ q: '\\' }), expected: [] },
      { title: 'a search within a status', filter: () => ({ q: 'ada', status: 'cancelled' }), expected: ['gone'] },
    ])('$title', async ({ filter, expected }) => {
      const { items } = await lists.list(TESTER, await edition(built), filterOf(filter()));
      const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
      expect(items.map(({ id }) => names[id])).toEqual(expected);
      // Counts, whatever their status, and streams mean the same.
      const { status: _, ...rest } = filterOf(filter());
      const counts = await lists.counts(TESTER, await edition(built), rest);
      const all = await lists.list(TESTER, await edition(built), filterOf(rest));
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.items.length);
      const streamed: string[] = [];
      for await (const lot of lists.stream(TESTER, await edition(built), SortedSelection.parse(filter())))
        streamed.push(...lot.map(({ id }) => names[id]!));
      expect(streamed).toEqual(expected);
    });

    it('counts each status of a selection', async () => {
      const counts = await lists.counts(TESTER, await edition(built), { q: 'ada', status: 'cancelled' });
      expect(counts).toEqual({ confirmed: 1, cancelled: 1 });
    });

    it('names where people have registered from', async () => {
      const found = await lists.institutions(TESTER, await edition(built));
      expect(found.map(({ slug }) => slug)).toEqual([institution]);
    });

    it('is refused to whoever has no role there', async () => {
      const stranger = await someone('organiser', await anEdition(application));
      const place = await edition(built);
      await expect(lists.list(stranger, place, filterOf({}))).rejects.toBeInstanceOf(NotAllowed);
      await expect(lists.counts(stranger, place)).rejects.toBeInstanceOf(NotAllowed);
      expect(() => lists.stream(stranger, place, SortedSelection.parse({}))).toThrow(NotAllowed);
    });

    it.each(['', 'xyz', 'W10', Buffer.from('["created","",1]').toString('base64url')])(
      'refuses a cursor that no list gave: %j',
      async (cursor) => {
        await expect(lists.list(TESTER, await edition(built), filterOf({ cursor }))).rejects.toBeInstanceOf(
          InvalidInput,
        );
      },
    );

    it('refuses the cursor of another order', async () => {
      const place = await edition(built);
      const { next } = await lists.list(TESTER, place, filterOf({ limit: 1, sort: 'name' }));
      const wrong = filterOf({ limit: 1, sort: 'created', cursor: next });
      await expect(lists.list(TESTER, place, wrong)).rejects.toBeInstanceOf(InvalidInput);
    });
  });

  describe('pages', () => {
    it.each(REGISTRATION_SORTS)('by %s come without gaps or doubles while people register and move', async (sort) => {
      const built = await anEdition(application);
      await crowd(built, 20);
      await crowd(built, 7, 'cancelled');
      await crowd(built, 3, 'declined');
      const place = await edition(built);
      const before = await application.sql<{ id: string }>('SELECT id FROM registration WHERE edition_id = $1', [
        built.id,
      ]);
      const seen: string[] = [];
      for (let cursor: string | undefined; ;) {
        const { items, next } = await lists.list(TESTER, place, filterOf({ sort, limit: 4, cursor }));
        seen.push(...items.map(({ id }) => id));
        if (next === null) break;
        // Somebody else comes, and whoever has been seen may move to the end of the order.
        await crowd(built, 1, 'confirmed', `Newcomer ${seen.length}`);
        if (sort === 'status')
          await application.sql(`UPDATE registration SET status = 'declined' WHERE id = $1`, [seen[0]]);
        cursor = next;
      }
      const originals = new Set(before.map(({ id }) => id));
      const known = seen.filter((id) => originals.has(id));
      // Whoever has moved on the way may be met again, where they are now; nobody else is.
      const again = sort === 'status' ? 1 : 0;
      expect(new Set(known).size).toBe(30);
      expect(known.length).toBeLessThanOrEqual(30 + again);
    });

    it.each([
      { sort: 'name', of: 'name' },
      { sort: 'created', of: 'id' },
    ] as const)('by $sort are in order', async ({ sort, of }) => {
      const built = await anEdition(application);
      await crowd(built, 25);
      const { items } = await lists.list(TESTER, await edition(built), filterOf({ sort, limit: 200 }));
      const values = items.map((item) => item[of].toLowerCase());
      expect(values).toEqual([...values].sort());
    });

    it('by status follow the life of a registration', async () => {
      const built = await anEdition(application);
      for (const status of ['cancelled', 'waitlisted', 'pending', 'confirmed', 'declined'])
        await crowd(built, 2, status);
      const { items } = await lists.list(TESTER, await edition(built), filterOf({ sort: 'status' }));
      expect(items.map(({ status }) => status)).toEqual(
        ['confirmed', 'waitlisted', 'pending', 'declined', 'cancelled'].flatMap((status) => [status, status]),
      );
    });

    it('tell the place in line of whoever waits', async () => {
      const built = await anEdition(application);
      for (let one = 0; one < 3; one++) await crowd(built, 1, 'waitlisted');
      await crowd(built, 2);
      const { items } = await lists.list(TESTER, await edition(built), filterOf({ sort: 'status' }));
      const line = await application.sql<{ id: string }>(
        `SELECT id FROM registration WHERE edition_id = $1 AND status = 'waitlisted' ORDER BY sequence`,
        [built.id],
      );
      const positions = new Map(items.map(({ id, position }) => [id, position]));
      expect(line.map(({ id }) => positions.get(id))).toEqual([1, 2, 3]);
      expect(items.slice(0, 2).map(({ position }) => position)).toEqual([null, null]);
    });
  });

  describe('a stream', () => {
    it.each(REGISTRATION_SORTS)('by %s has everybody once, in lots', async (sort) => {
      const built = await anEdition(application);
      await crowd(built, 1_100);
      await crowd(built, 203, 'cancelled');
      const sizes: number[] = [];
      const seen: { id: string; status: string }[] = [];
      for await (const lot of lists.stream(TESTER, await edition(built), SortedSelection.parse({ sort }))) {
        sizes.push(lot.length);
        seen.push(...lot);
      }
      expect(new Set(seen.map(({ id }) => id)).size).toBe(1_303);
      expect(seen).toHaveLength(1_303);
      expect(sizes).toEqual(sort === 'status' ? [500, 500, 100, 203] : [500, 500, 303]);
      const whole = seen.map(({ id }) => id);
      const paged: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await lists.list(TESTER, await edition(built), filterOf({ sort, limit: 200, cursor }));
        paged.push(...page.items.map(({ id }) => id));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(whole).toEqual(paged);
    });
  });

  describe('the growth', () => {
    it('counts people from when they had a place until they gave it back', async () => {
      const built = await anEdition(application);
      const put = (status: string, confirmed: string | null, since: string) =>
        application.sql(
          `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status,
             consented_at, created_at, confirmed_at, status_at)
           SELECT id, $1, $2, substr(id::text, 25), id || '@x.example', id || '@x.example', 'Person', 'en', $3, $5, $5, $4, $5
           FROM (SELECT new_id() AS id) AS made`,
          [built.id, built.category, status, confirmed, since],
        );
      // The edition's day ends at 16:00 UTC.
      await put('confirmed', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z');
      await put('confirmed', '2026-03-01T17:00:00Z', '2026-03-01T17:00:00Z');
      await put('cancelled', '2026-03-01T10:00:00Z', '2026-03-03T10:00:00Z');
      await put('waitlisted', '2026-03-02T10:00:00Z', '2026-03-03T11:00:00Z');
      await put('waitlisted', null, '2026-03-01T10:00:00Z');
      await put('pending', null, '2026-03-01T10:00:00Z');
      await put('declined', null, '2026-03-01T10:00:00Z');
      const days = await lists.byDay(TESTER, await edition(built));
      expect(days.slice(0, 4)).toEqual([
        { date: '2026-03-01', joined: 2, gone: 0, confirmed: 2 },
        { date: '2026-03-02', joined: 2, gone: 0, confirmed: 4 },
        { date: '2026-03-03', joined: 0, gone: 2, confirmed: 2 },
        { date: '2026-03-04', joined: 0, gone: 0, confirmed: 2 },
      ]);
    });
  });

  describe('an export', () => {
    /** What a spreadsheet must not carry out, and what stands in its cell instead. */
    const FORMULAS = [
      '=HYPERLINK("https://evil.example","click")',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1+1',
      '\r=1+1',
      '＝1+1',
    ];

    const write = async (
      built: BuiltEdition,
      format: ExportFormat,
      more: object = {},
      locale: 'en' | 'zh-Hans' = 'en',
    ) => {
      const out = new PassThrough();
      const told: number[] = [];
      const [content, rows] = await Promise.all([
        buffer(out),
        application
          .get(RegistrationExport)
          .write(TESTER, built.key, { filter: SortedSelection.parse(more), format, locale }, out, (done) => {
            told.push(done);
          }),
      ]);
      return { content, rows, told };
    };

    const named = async (built: BuiltEdition, id: string, name: string) =>
      application.sql('UPDATE registration SET name = $2 WHERE id = $1 AND edition_id = $3', [id, name, built.id]);

    it('is a table that opens with its characters, whole and in the words of the reader', async () => {
      const built = await anEdition(application);
      const meal = await aQuestion(application, built.key, {
        label: { en: 'Meal', 'zh-Hans': '餐食' },
        kind: 'multi_choice',
        options: [
          { value: 'v', label: { en: 'Vegetarian', 'zh-Hans': '素食' } },
          { value: 'h', label: { en: 'Halal', 'zh-Hans': '清真' } },
        ],
      });
      const visa = await aQuestion(application, built.key, { label: 'Visa letter?', kind: 'boolean' });
      const years = await aQuestion(application, built.key, { label: 'Years', kind: 'number' });
      const from = await aQuestion(application, built.key, { label: 'Passport', kind: 'country' });
      const institution = await anInstitution(application, { name: { en: 'HKU', 'zh-Hans': '香港大学' } });
      const { id } = await aRegistration(application, built, {
        name: 'Wong, "Chi" Ming',
        nativeName: '黄志明',
        institution,
        affiliation: 'Line one',
        country: 'CN',
        answers: { [meal]: ['v', 'h'], [visa]: true, [years]: -4, [from]: 'DE' },
      });
      await application.sql(
        `UPDATE registration SET created_at = '2027-01-31T16:30:00Z', confirmed_at = '2027-01-31T16:30:00Z' WHERE id = $1`,
        [id],
      );
      // Asked no more, and called otherwise since: the answers keep what they answered.
      const questions = application.get(QuestionsService);
      const renamed = UpdateQuestionInput.parse({
        options: [{ value: 'v', label: { en: 'Plants only', 'zh-Hans': '纯素' } }],
      });
      await questions.update(TESTER, built.key, meal, renamed);
      await questions.remove(TESTER, built.key, visa);
      const [registration] = (await lists.list(TESTER, await edition(built), filterOf({}))).items;

      const english = await write(built, 'csv');
      const text = english.content.toString('utf8');
      expect(text.startsWith('\uFEFFReference,')).toBe(true);
      expect(text.endsWith('\r\n')).toBe(true);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const [row] = parse<Record<string, string>>(text, { bom: true, columns: true });
      expect(row).toEqual({
        Reference: registration!.reference,
        Status: 'Confirmed',
        Name: 'Wong, "Chi" Ming',
        'Name in own script': '黄志明',
        'E-mail': registration!.email,
        Category: 'Online',
        Attendance: 'Online',
        Institution: 'HKU',
        'Department or other institution': 'Line one',
        'Country or region': 'China',
        'Time zone': '',
        'Language of mails': 'English',
        Reminders: 'yes',
        'Came by': 'Form',
        'Registered (Asia/Shanghai)': '2027-02-01 00:30',
        'Confirmed (Asia/Shanghai)': '2027-02-01 00:30',
        'Cancelled (Asia/Shanghai)': '',
        'Checked in (Asia/Shanghai)': '',
        Meal: 'Vegetarian; Halal',
        Years: '-4',
        Passport: 'Germany',
        'Visa letter? (asked no more)': 'yes',
      });
      expect(english).toMatchObject({ rows: 1, told: [1] });

      const chinese = parse((await write(built, 'csv', {}, 'zh-Hans')).content, { bom: true, columns: true });
      expect(chinese).toEqual([
        expect.objectContaining({ 状态: '已确认', 所属机构: '香港大学', 国家或地区: '中国', 餐食: '素食；清真' }),
      ]);
    });

    it('carries out nothing that somebody has typed', async () => {
      const built = await anEdition(application);
      for (const name of FORMULAS) await named(built, (await aRegistration(application, built)).id, name);
      const { content } = await write(built, 'csv');
      const rows = parse<{ Name: string }>(content, { bom: true, columns: true });
      expect(rows.map((row) => row.Name)).toEqual(FORMULAS.map((formula) => `'${formula}`));

      const book = new ExcelJS.Workbook();
      // Its types ask for a buffer of another version of Node's.
      await book.xlsx.load((await write(built, 'xlsx')).content as never);
      const [sheet] = book.worksheets;
      const cells = FORMULAS.map((_, index) => sheet!.getCell(index + 2, 3));
      expect(cells.map(({ formula, type }) => [formula, type])).toEqual(
        FORMULAS.map(() => [undefined, ExcelJS.ValueType.String]),
      );
      // XML has no carriage return of its own.
      expect(cells.map(({ text }) => text.trim())).toEqual(FORMULAS.map((formula) => formula.trim()));
    });

    it('is a workbook whose head stays and whose times can be sorted', async () => {
      const built = await anEdition(application);
      await crowd(built, 700);
      await application.sql(`UPDATE registration SET created_at = '2027-01-31T16:30:00Z' WHERE edition_id = $1`, [
        built.id,
      ]);
      const { content, rows, told } = await write(built, 'xlsx', { sort: 'name' });
      expect([rows, told]).toEqual([700, [500, 700]]);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(content as never);
      const [sheet] = book.worksheets;
      expect(sheet!.rowCount).toBe(701);
      expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      const heads = (sheet!.getRow(1).values as string[]).slice(1);
      expect(heads.slice(0, 4)).toEqual(['Reference', 'Status', 'Name', 'Name in own script']);
      const at = sheet!.getCell(2, heads.indexOf('Registered (Asia/Shanghai)') + 1);
      expect([at.value, at.numFmt]).toEqual([new Date('2027-02-01T00:30:00Z'), 'yyyy-mm-dd hh:mm']);
      const names = sheet!.getColumn(3).values.slice(2) as string[];
      expect(names).toEqual([...names].sort());
    });

    it('is of the filter, and leaves a trace', async () => {
      const built = await anEdition(application);
      await crowd(built, 3);
      await crowd(built, 2, 'cancelled');
      const { rows } = await write(built, 'csv', { status: 'cancelled', q: 'person', sort: 'name' });
      expect(rows).toBe(2);
      const trail = await application.sql(
        `SELECT action, object_kind, object_id, edition_id, after FROM audit_entry WHERE edition_id = $1 AND action LIKE '%export'`,
        [built.id],
      );
      expect(trail).toEqual([
        {
          action: 'registration.export',
          object_kind: 'edition',
          object_id: built.id,
          edition_id: built.id,
          after: { format: 'csv', rows: 2, status: 'cancelled', q: 'person' },
        },
      ]);
    });

    it('asks the database no more often for a file of many lots than once a lot', async () => {
      const built = await anEdition(application);
      await crowd(built, 3);
      const few = await counted(() => write(built, 'csv'));
      await crowd(built, 1_600, 'cancelled');
      expect(await counted(() => write(built, 'csv'))).toBe(few + 3);
    });

    it('is refused before anything is written', async () => {
      const draft = await anEdition(application, { published: false });
      const request = { filter: SortedSelection.parse({}), format: 'csv' as const, locale: 'en' as const };
      const exports = application.get(RegistrationExport);
      const stranger = await someone('organiser', await anEdition(application));
      await expect(exports.open(stranger, draft.key, request)).rejects.toBeInstanceOf(NotFound);
      for (const role of ['viewer', 'check_in', 'programme'] as const)
        await expect(exports.open(await someone(role, draft), draft.key, request)).rejects.toBeInstanceOf(NotAllowed);
      const [entry] = await application.sql('SELECT 1 FROM audit_entry WHERE edition_id = $1 AND action LIKE $2', [
        draft.id,
        '%export',
      ]);
      expect(entry).toBeUndefined();
    });

    it('stops with whoever reads it', async () => {
      const built = await anEdition(application);
      await crowd(built, 3_000);
      for (const format of ['csv', 'xlsx'] as const) {
        const out = new PassThrough();
        const request = { filter: SortedSelection.parse({}), format, locale: 'en' as const };
        const writing = application.get(RegistrationExport).write(TESTER, built.key, request, out);
        out.once('data', () => out.destroy());
        await expect(writing).rejects.toThrow();
      }
    });
  });

  describe('several at once', () => {
    it('gives places in the order of registering, and tells what became of each', async () => {
      const built = await anEdition(application, {
        category: { capacity: 2, approval: true, waitingList: true, attendance: 'in_person' },
      });
      const reviewer = await someone('organiser', built);
      const all = [];
      for (let one = 0; one < 5; one++) all.push((await aRegistration(application, built)).id);
      const [first, second, third, fourth, fifth] = all as [string, string, string, string, string];
      await application.get(RegistrationService).cancel(TESTER, fifth);
      const elsewhere = (await aRegistration(application, await anEdition(application))).id;
      const bulk = application.get(BulkActions);
      const act = async (action: Parameters<BulkActions['act']>[2]['action'], ids: string[]) =>
        bulk.act(reviewer, await edition(built), { action, ids });

      expect(await act('approve', [fifth, third, second, first, first, elsewhere, newId()])).toEqual({
        confirmed: 2,
        waitlisted: 1,
        'was-cancelled': 1,
        'not-found': 2,
      });
      const { items } = await lists.list(TESTER, await edition(built), filterOf({}));
      expect(items.map(({ status }) => status)).toEqual([
        'confirmed',
        'confirmed',
        'waitlisted',
        'pending',
        'cancelled',
      ]);
      expect(await act('decline', [fourth, first])).toEqual({ declined: 1, 'was-confirmed': 1 });
      expect(await act('promote', [third])).toEqual({ 'sold-out': 1 });
      expect(await act('check-in', [first, second, third])).toEqual({ 'checked-in': 2, 'was-waitlisted': 1 });
      expect(await act('check-in', [first])).toEqual({ 'was-checked-in': 1 });
      expect(await act('resend-link', [first])).toEqual({ mailed: 1 });
      expect(await act('cancel', [first, first])).toEqual({ cancelled: 1 });
      expect(await act('cancel', [first])).toEqual({ 'was-cancelled': 1 });
      const after = await lists.counts(TESTER, await edition(built));
      expect(after).toEqual({ confirmed: 2, declined: 1, cancelled: 2 });
    });

    it('is refused to whoever may only look', async () => {
      const built = await anEdition(application);
      const { id } = await aRegistration(application, built);
      const viewer = await someone('viewer', built);
      const place = await edition(built);
      for (const action of ['approve', 'cancel', 'check-in', 'resend-link'] as const) {
        const work = application.get(BulkActions).act(viewer, place, { action, ids: [id] });
        await expect(work).rejects.toBeInstanceOf(NotAllowed);
      }
    });
  });
});
