/** People from a file: what each row would become, and what it becomes, whatever goes wrong on the way. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AccountsService } from '../../src/features/accounts/index.js';
import { InstitutionsService } from '../../src/features/institutions/index.js';
import {
  EditionTasks,
  type ImportMode,
  type ImportPreview,
  QuestionsService,
  RegistrationImport,
} from '../../src/features/registration/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { Config } from '../../src/platform/config/config.js';
import { TaskRunner } from '../../src/platform/tasks/task-runner.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const HEAD = 'email,name,category\n';

describe('the import of people', () => {
  let application: TestApplication;
  let actor: Actor;
  let imports: RegistrationImport;
  beforeAll(async () => {
    application = await startTestApplication();
    const [account] = await application.sql<{ id: string }>('SELECT id FROM account LIMIT 1');
    actor = await application.get(AccountsService).actorOfAccount(account!.id);
    imports = application.get(RegistrationImport);
  });
  afterAll(() => application.stop());

  /** A hall with so many places, and “Online” without a limit. */
  const aHall = async (capacity: number, waitingList = true): Promise<BuiltEdition> => {
    const edition = await anEdition(application, { stream: null, rule: null });
    await aCategory(application, edition.key, {
      name: { en: 'Hall', 'zh-Hans': '会场' },
      attendance: 'in_person',
      capacity,
      waitingList,
    });
    return edition;
  };
  async function* bytes(content: string | Buffer): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(content as string));
  }
  const receive = (edition: BuiltEdition, content: string | Buffer, category: string | null = null) =>
    imports.receive(actor, edition.key, { category }, { name: 'people.csv', content: bytes(content) });
  const preview = async (edition: BuiltEdition, content: string | Buffer): Promise<ImportPreview> => {
    const id = await receive(edition, content);
    return imports.preview(actor, edition.key, id, { encoding: null, page: 1 });
  };
  const fates = ({ items }: ImportPreview) =>
    items.map(({ line, fate, problems }) => [
      line,
      fate,
      ...problems.map(({ column, code }) => [column, code].join(' ')),
    ]);
  const run = async (edition: BuiltEdition, content: string, mode: ImportMode) => {
    const id = await receive(edition, content);
    await imports.start(actor, edition.key, id, { mode, encoding: null });
    await application.get(TaskRunner).run(id);
    const { state, done, total, result, error } = await application.get(EditionTasks).byId(actor, id);
    return { id, state, done, total, counts: result?.counts, error: error?.code };
  };
  const registered = async ({ id }: BuiltEdition) =>
    (
      await application.sql<{ row: string }>(
        `SELECT concat_ws(' ', r.email, r.status, r.source) AS row FROM registration r WHERE edition_id = $1 ORDER BY sequence`,
        [id],
      )
    ).map(({ row }) => row);
  const errorsOf = async (id: string) => {
    const { heads, rows } = await application.get(EditionTasks).errors(actor, id);
    const lines: unknown[] = [];
    for await (const { line, problems, cells } of rows)
      lines.push([line, problems.map(({ code }) => code).join(), cells]);
    return { heads, lines };
  };

  it('foresees what becomes of every row, and changes nothing', async () => {
    const edition = await aHall(2);
    await application.get(InstitutionsService).create(TESTER, {
      ...{ slug: 'stu', city: 'Shantou', country: 'CN', timeZone: 'Asia/Shanghai' },
      name: { en: 'Shantou University', 'zh-Hans': '汕头大学' },
      aliases: ['STU'],
    });
    await aRegistration(application, edition, { email: 'known@example.org' });
    const file = [
      '邮箱,Name,类别,单位,Country,Room',
      'ada@example.org,Ada,Hall,汕頭大學,GB,12',
      '"ben@example.org","=1+1",会场,Nowhere College,,',
      'cy@example.org,Cy,hall,shantou university,China,',
      'dee@example.org,Dee,HALL,stu,,',
      'eve@example.org,"Eve",Online,,,',
      'ADA@example.org,Ada again,Online,,,',
      'KNOWN@example.org,Known,Online,,,',
      'nonsense,,Guests,,Atlantis,',
      'flo@example.org,=HYPERLINK(1),Online,,,',
    ].join('\r\n');
    const seen = await preview(edition, `\uFEFF${file}\r\n`);
    expect(fates(seen)).toEqual([
      [2, 'confirmed'],
      [3, 'invalid', '单位 unknown-institution'],
      [4, 'confirmed'],
      [5, 'waitlisted'],
      [6, 'confirmed'],
      [7, 'duplicate', '邮箱 duplicate'],
      [8, 'already-registered', '邮箱 already-registered'],
      [9, 'invalid', '类别 unknown-category', 'Country unknown-country', '邮箱 invalid-format', 'Name required'],
      [10, 'confirmed'],
    ]);
    expect(seen).toMatchObject({
      rows: 9,
      totals: {
        confirmed: 4,
        waitlisted: 1,
        pending: 0,
        'already-registered': 1,
        duplicate: 1,
        'no-place': 0,
        invalid: 2,
      },
      formulas: 2,
      ignored: ['Room'],
      isOpen: true,
    });
    expect(seen.items[5]!.problems[0]!.otherLine).toBe(2);
    expect(await registered(edition)).toEqual(['known@example.org confirmed form']);
    expect(
      await application.sql(`SELECT 1 FROM delivery WHERE edition_id = $1 AND kind <> 'confirmation'`, [edition.id]),
    ).toEqual([]);
  });

  it('foresees a full category, and shows the rows of one fate page by page', async () => {
    const edition = await aHall(150, false);
    const rows = Array.from({ length: 400 }, (_, index) => `p${index}@example.org,P ${index},Hall\n`);
    const id = await receive(edition, HEAD + rows.join(''));
    const part = (page: number) =>
      imports
        .preview(actor, edition.key, id, { encoding: null, fate: 'no-place', page })
        .then(({ items, ...rest }) => ({
          ...rest,
          lines: [items[0]?.line, items.at(-1)?.line, items.length],
        }));
    expect(await part(1)).toMatchObject({
      rows: 400,
      totals: { confirmed: 150, 'no-place': 250 },
      pages: 3,
      lines: [152, 251, 100],
    });
    expect(await part(3)).toMatchObject({ page: 3, lines: [352, 401, 50] });
    expect(await part(4)).toMatchObject({ lines: [undefined, undefined, 0] });
  });

  it('asks the questions that have a column, and no others', async () => {
    const edition = await anEdition(application, { stream: null, rule: null });
    const questions = application.get(QuestionsService);
    const meal = { options: [{ value: 'veg', label: { en: 'Vegetarian', 'zh-Hans': '素食' } }, 'Meat'] };
    const plain = { required: true, help: null, showIf: null, categories: null, eraseAfter: null };
    await questions.create(actor, edition.key, { ...plain, ...meal, label: 'Meal', kind: 'choice' } as never);
    expect(fates(await preview(edition, 'email,name\na@example.org,A\n'))).toEqual([[2, 'confirmed']]);
    const file = 'email,name,meal\na@example.org,A,素食\nb@example.org,B,stones\nc@example.org,C,\n';
    expect(fates(await preview(edition, file))).toEqual([
      [2, 'confirmed'],
      [3, 'invalid', 'meal not-an-option'],
      [4, 'confirmed'],
    ]);
    await run(edition, file, 'skip-bad-rows');
    const answers = await application.sql<{ answer: unknown }>(
      `SELECT email, jsonb_path_query_first(answers, '$.*') AS answer FROM registration WHERE edition_id = $1 ORDER BY sequence`,
      [edition.id],
    );
    expect(answers).toEqual([
      { email: 'a@example.org', answer: 'veg' },
      { email: 'c@example.org', answer: null },
    ]);
  });

  it('that skips bad rows registers the others in the order of the file, one mail each, and says why not', async () => {
    const edition = await aHall(1, false);
    await aRegistration(application, edition, { email: 'known@example.org' });
    const file = `${HEAD}a@example.org,A,Hall\nb@example.org,B,Hall\nknown@example.org,K,Online\nc@example.org,C,Online\nA@example.org,A2,Online\nd@example.org,,Online\n`;
    const { id, ...rest } = await run(edition, file, 'skip-bad-rows');
    expect(rest).toEqual({
      state: 'done',
      done: 6,
      total: 6,
      counts: { confirmed: 2, waitlisted: 0, pending: 0, refused: 4 },
    });
    expect(await registered(edition)).toEqual([
      'known@example.org confirmed form',
      'a@example.org confirmed import',
      'c@example.org confirmed import',
    ]);
    expect(await errorsOf(id)).toEqual({
      heads: ['email', 'name', 'category'],
      lines: [
        [3, 'sold-out', ['b@example.org', 'B', 'Hall']],
        [4, 'already-registered', ['known@example.org', 'K', 'Online']],
        [6, 'duplicate', ['A@example.org', 'A2', 'Online']],
        [7, 'required', ['d@example.org', '', 'Online']],
      ],
    });
    const mails = await application.sql(
      `SELECT r.email, count(*)::int AS count FROM delivery d JOIN registration r ON r.id = d.registration_id
       WHERE d.edition_id = $1 GROUP BY r.email ORDER BY r.email`,
      [edition.id],
    );
    // Who was registered before hears nothing.
    expect(mails).toEqual(
      ['a@example.org', 'c@example.org', 'known@example.org'].map((email) => ({ email, count: 1 })),
    );
    const [entry] = await application.sql(
      `SELECT actor_kind, after FROM audit_entry WHERE action = 'registration.import' AND edition_id = $1`,
      [edition.id],
    );
    expect(entry).toEqual({ actor_kind: 'account', after: { file: 'people.csv', mode: 'skip-bad-rows' } });
  });

  it.each([
    { title: 'a row that is wrong', bad: 'x@example.org,,Online\n', code: 'required' },
    { title: 'an address that is registered', bad: 'known@example.org,K,Online\n', code: 'already-registered' },
    { title: 'no place for the last', bad: 'x@example.org,X,Hall\n', code: 'sold-out' },
  ])('all or nothing registers nobody because of $title', async ({ bad, code }) => {
    const edition = await aHall(0, false);
    await aRegistration(application, edition, { email: 'known@example.org' });
    const good = Array.from({ length: 450 }, (_, index) => `p${index}@example.org,P,Online\n`).join('');
    const { id, ...rest } = await run(edition, HEAD + good + bad, 'all-or-nothing');
    expect(rest).toMatchObject({
      state: 'failed',
      error: 'import-refused',
      counts: { confirmed: 0, waitlisted: 0, pending: 0, refused: 1 },
    });
    expect(await registered(edition)).toEqual(['known@example.org confirmed form']);
    expect(await errorsOf(id)).toMatchObject({ lines: [[452, code, expect.anything()]] });
    expect(await application.sql('SELECT 1 FROM delivery WHERE edition_id = $1', [edition.id])).toHaveLength(1);
  });

  it('all or nothing registers everybody, the waiting list included', async () => {
    const edition = await aHall(300);
    const rows = Array.from({ length: 450 }, (_, index) => `p${index}@example.org,P,Hall\n`).join('');
    const { id: _, ...rest } = await run(edition, HEAD + rows, 'all-or-nothing');
    expect(rest).toEqual({
      state: 'done',
      done: 450,
      total: 450,
      counts: { confirmed: 300, waitlisted: 150, pending: 0, refused: 0 },
    });
    expect(await registered(edition)).toEqual(
      Array.from(
        { length: 450 },
        (_, index) => `p${index}@example.org ${index < 300 ? 'confirmed' : 'waitlisted'} import`,
      ),
    );
  });

  it('goes on after the last lot that is done, and registers nobody twice', async () => {
    const edition = await aHall(1000);
    const rows = Array.from(
      { length: 500 },
      (_, index) => `p${index}@example.org,P,${index === 3 ? 'Nowhere' : 'Hall'}\n`,
    );
    const id = await receive(edition, HEAD + rows.join(''));
    await imports.start(actor, edition.key, id, { mode: 'skip-bad-rows', encoding: null });
    const runner = application.get(TaskRunner);
    const first = runner.run(id);
    // As if it had died after its first lot: another one has the task.
    for (let done = 0; done === 0;) {
      [{ done }] = (await application.sql<{ done: number }>('SELECT done FROM task WHERE id = $1', [id])) as [
        { done: number },
      ];
    }
    await application.sql(
      `UPDATE task SET attempts = attempts + 1, leased_until = now() - interval '1 s' WHERE id = $1`,
      [id],
    );
    await first;
    const between = (await registered(edition)).length;
    expect(between).toBeGreaterThan(0);
    expect(between).toBeLessThan(499);
    await application.sql(`UPDATE task SET leased_until = now() - interval '1 s' WHERE id = $1`, [id]);
    await runner.run(id);
    const { state, result } = await application.get(EditionTasks).byId(actor, id);
    expect([state, result?.counts]).toEqual(['done', { confirmed: 499, waitlisted: 0, pending: 0, refused: 1 }]);
    expect(await registered(edition)).toHaveLength(499);
    expect((await errorsOf(id)).lines).toEqual([[5, 'unknown-category', ['p3@example.org', 'P', 'Nowhere']]]);
  });

  it.each([
    { title: 'no text', content: Buffer.from([0x50, 0x4b, 3, 4, 0]), code: 'import-workbook' },
    { title: 'without a column for addresses', content: 'name,phone\nA,1\n', code: 'import-missing-columns' },
    {
      title: 'without a category, of which there are two',
      content: 'email,name\na@example.org,A\n',
      code: 'import-missing-columns',
    },
    {
      title: 'with a quotation mark too many in the last row',
      content: `${HEAD}a@example.org,A,Hall\nb@example.org,"B,Hall\n`,
      code: 'import-broken-quotes',
    },
    {
      title: 'with 200,000 rows',
      content: HEAD + 'a@example.org,A,Hall\n'.repeat(200_000),
      code: 'import-too-many-rows',
    },
    { title: 'empty', content: '', code: 'import-empty' },
  ])('keeps nothing of a file that is $title', async ({ content, code }) => {
    const edition = await aHall(10);
    const before = await readdir(path.join(application.dataDir, 'files'));
    await expect(receive(edition, content)).rejects.toMatchObject({ code });
    expect(await readdir(path.join(application.dataDir, 'files'))).toEqual(before);
    expect(await registered(edition)).toEqual([]);
  });

  it('stops reading a file that is too large', async () => {
    const edition = await aHall(10);
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(Buffer.alloc(1_000_000, `${++given},x\n`));
    }
    const incoming = { name: 'large.csv', content: endless() };
    await expect(imports.receive(actor, edition.key, { category: null }, incoming)).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(given).toBe(21);
    application.get(Config).uploadLimit = 10;
    await expect(receive(edition, 'email,name\na@example.org,A\n')).rejects.toMatchObject({ code: 'too-large' });
    application.get(Config).uploadLimit = 50_000_000;
  });

  it('keeps a file in another encoding until somebody has chosen which', async () => {
    const edition = await anEdition(application, { stream: null, rule: null });
    // “姓名,邮箱” and “林华,lin@example.org” as Chinese Windows writes them.
    const gbk = Buffer.from('d0d5c3fb2cd3cacfe40ac1d6bbaa2c6c696e406578616d706c652e6f7267', 'hex');
    const id = await receive(edition, gbk);
    const part = { encoding: null, page: 1 } as const;
    await expect(imports.preview(actor, edition.key, id, part)).rejects.toMatchObject({ code: 'import-not-utf-8' });
    const { guesses } = await imports.encodings(actor, edition.key, id);
    expect(guesses.map(({ encoding }) => encoding)).toContain('gb18030');
    const seen = await imports.preview(actor, edition.key, id, { ...part, encoding: 'gb18030' });
    expect(seen.items).toMatchObject([{ line: 2, name: '林华', email: 'lin@example.org', fate: 'confirmed' }]);
    await imports.start(actor, edition.key, id, { mode: 'all-or-nothing', encoding: 'gb18030' });
    await application.get(TaskRunner).run(id);
    expect(await registered(edition)).toEqual(['lin@example.org confirmed import']);
  });

  it('begins once, imports what was previewed, and is gone when it was thrown away', async () => {
    const edition = await aHall(10);
    const id = await receive(edition, `${HEAD}a@example.org,A,Hall\n`);
    await imports.start(actor, edition.key, id, { mode: 'skip-bad-rows', encoding: null });
    const gone = { code: 'not-found' };
    await expect(
      imports.start(actor, edition.key, id, { mode: 'skip-bad-rows', encoding: null }),
    ).rejects.toMatchObject(gone);
    await expect(imports.preview(actor, edition.key, id, { encoding: null, page: 1 })).rejects.toMatchObject(gone);
    const [file] = await application.sql<{ id: string }>(`SELECT input #>> '{file,id}' AS id FROM task WHERE id = $1`, [
      id,
    ]);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path.join(application.dataDir, 'files', file!.id), `${HEAD}somebody@example.org,Else,Hall\n`);
    await application.get(TaskRunner).run(id);
    expect(await registered(edition)).toEqual([]);
    await application.sql(`UPDATE task SET state = 'cancelled' WHERE id = $1`, [id]);

    const other = await receive(edition, `${HEAD}a@example.org,A,Hall\n`);
    await imports.discard(actor, edition.key, other);
    await expect(imports.preview(actor, edition.key, other, { encoding: null, page: 1 })).rejects.toMatchObject(gone);
  });

  it('is nothing for those who may only look, nor for organisers of another edition', async () => {
    const edition = await aHall(10);
    const other = await aHall(10);
    const id = await receive(edition, `${HEAD}a@example.org,A,Hall\n`);
    const somebody = (role: 'viewer' | 'organiser', of: BuiltEdition): Actor => ({
      ...{ kind: 'account', accountId: '01900000-0000-7000-8000-000000000001', name: 'Somebody' },
      grants: [{ role, scope: `series/${of.seriesId}/edition/${of.id}` }],
    });
    const look = (who: Actor, key: string) => imports.preview(who, key, id, { encoding: null, page: 1 });
    await expect(look(somebody('viewer', edition), edition.key)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(look(somebody('organiser', other), edition.key)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(look(somebody('organiser', other), other.key)).rejects.toMatchObject({ code: 'not-found' });
    expect(await look(somebody('organiser', edition), edition.key)).toMatchObject({ rows: 1 });
    const tasks = application.get(EditionTasks);
    for (const who of [somebody('viewer', edition), somebody('organiser', other), { kind: 'anonymous' } as const])
      await expect(tasks.byId(who, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await tasks.byId(somebody('organiser', edition), id)).toMatchObject({ kind: 'import', isHeld: true });
  });

  it('into an edition that is not published is foreseen as impossible, and fails', async () => {
    const draft = await anEdition(application, { stream: null, rule: null, published: false });
    const file = 'email,name\na@example.org,A\n';
    expect(await preview(draft, file)).toMatchObject({ isOpen: false });
    expect(await run(draft, file, 'skip-bad-rows')).toMatchObject({ state: 'failed', error: 'registration-closed' });
    expect(await registered(draft)).toEqual([]);
  });
});
