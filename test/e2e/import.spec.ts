/** Importing people and long work, as people and programs meet them: upload, preview, go, progress, result, and everything that is refused. */
import { Config } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { type TaskContext } from '../../src/platform/tasks/task.js';
import { TaskRegistry } from '../../src/platform/tasks/task-registry.js';
import { Tasks } from '../../src/platform/tasks/tasks.js';
import { z } from 'zod';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { atConsole, type ConsoleVisitor, type ShownPage, textOf } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

interface TaskBody {
  id: string;
  state: string;
  done: number;
  total: number | null;
  counts: Record<string, number>;
  error: { code: string; message: string } | null;
  file: boolean;
}

describe('importing people', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let base: string;
  let organiser: ConsoleVisitor;
  let viewer: ConsoleVisitor;
  let token: string;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
  }, 120_000);
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null });
    await aCategory(application, edition.key, {
      name: { en: 'Hall', 'zh-Hans': '会场', 'zh-Hant': '會場' },
      attendance: 'in_person',
      capacity: 2,
    });
    base = `/organise/editions/${edition.key}`;
    const scope = `series/${edition.seriesId}`;
    organiser = await atConsole(application, 'Li Wei', { role: 'organiser', scope });
    token = await lastToken();
    viewer = await atConsole(application, 'Ada', { role: 'viewer', scope });
  });

  /** The visitor's own token is not told, so another one of the same account is made. */
  const lastToken = async () => {
    const [row] = await application.sql<{ id: string }>(
      `SELECT id FROM account WHERE name = 'Li Wei' ORDER BY id DESC LIMIT 1`,
    );
    const { AccountsService, TokensService } = await import('../../src/features/accounts/index.js');
    const actor = await application.get(AccountsService).actorOfAccount(row!.id);
    return (await application.get(TokensService).create(actor, { name: 'test', scopes: ['read', 'write'] })).token;
  };

  /** Sends the form of the upload as a browser does. */
  const upload = async (content: string | Buffer, { name = 'people.csv', category = '', language = 'en' } = {}) => {
    const form = new FormData();
    form.append('category', category);
    form.append('file', new Blob([new Uint8Array(Buffer.from(content as string))]), name);
    const answer = await fetch(`${application.url}${base}/registrations/import`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}`, 'accept-language': language },
    });
    const html = await answer.text();
    return { status: answer.status, html, text: textOf(html), location: answer.headers.get('location') };
  };
  const get = async (path: string, language = 'en') => {
    const answer = await fetch(application.url + path, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/html', 'accept-language': language },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString() };
  };
  const finished = (path: string, word: string) =>
    eventually(
      () => organiser.open(path),
      ({ text }) => text.includes(word),
      20_000,
    );
  const emails = async () =>
    (
      await application.sql<{ email: string }>(
        'SELECT email FROM registration WHERE edition_id = $1 ORDER BY sequence',
        [edition.id],
      )
    ).map(({ email }) => email);

  it('goes from the file to the preview, and on to the people and what became of each row', async () => {
    const form = await organiser.open(`${base}/registrations/import`);
    expect([form.status, form.text]).toEqual([200, expect.stringContaining('The name of one of these: Online, Hall')]);
    const file = [
      '\uFEFFName,E-mail,Category,Affiliation',
      'Ada,ada@example.org,Hall,"Analytical\r\nEngines"',
      'Ben,ben@example.org,Hall,=1+1',
      'Cy,cy@example.org,Hall,',
      'Dee,,Online,',
      '"Eve",ADA@example.org,Online,',
    ].join('\r\n');
    const sent = await upload(file);
    expect([sent.status, sent.location]).toEqual([
      303,
      expect.stringMatching(`^${base}/registrations/import/[0-9a-f-]{36}$`),
    ]);
    const preview = await organiser.open(sent.location!);
    expect(preview.text).toContain('5 rows. Nothing has happened yet.');
    expect(preview.text).toContain('All 5 Get a place 2 Twice in the file 1 No place 1 Something is wrong 1');
    expect(preview.text).toContain('Affiliation: looks like a formula and is taken as text.');
    expect(preview.text).toContain('E-mail: this is missing.');
    expect(preview.text).toContain('E-mail “ADA@example.org”: line 2 has the same address.');
    expect(preview.text).toContain('Register 2 people');
    const narrowed = await organiser.open(`${sent.location}?fate=no-place`);
    expect(narrowed.text).toContain('cy@example.org');
    expect(narrowed.text).not.toContain('dee');

    const errors = await get(`${sent.location}/errors.csv`);
    expect(errors.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(errors.bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(errors.text.split('\r\n').slice(1, 4)).toEqual([
      '5,there is no place left in this category.,Cy,cy@example.org,Hall,',
      '6,E-mail: this is missing.,Dee,,Online,',
      '7,E-mail “ADA@example.org”: line 2 has the same address.,Eve,ADA@example.org,Online,',
    ]);

    const gone = await organiser.send(sent.location!, { mode: 'skip-bad-rows' });
    const id = sent.location!.split('/').at(-1)!;
    expect([gone.status, gone.location]).toEqual([303, `${base}/tasks/${id}`]);
    const done = await finished(`${base}/tasks/${id}`, 'Done');
    expect(done.text).toContain('Confirmed 2');
    expect(done.text).toContain('Not registered 3');
    expect(await emails()).toEqual(['ada@example.org', 'ben@example.org']);
    const refused = await get(`${base}/tasks/${id}/errors.csv`, 'zh-Hans');
    expect(refused.text).toContain('5,此类别已没有名额。,Cy,cy@example.org,Hall,');
    // Sent again, or opened again, it leads to what became of it.
    for (const page of [await organiser.send(sent.location!, {}), await organiser.send(`${sent.location}/discard`, {})])
      expect([page.status, page.location]).toEqual([303, `${base}/tasks/${id}`]);
    const list = await organiser.open(`${base}/tasks`);
    expect(list.text).toContain('Import of people Done Li Wei');
    // The trail says who did it.
    expect((await organiser.open(`${base}/audit`)).text).toContain('began to import people');
  });

  it('understands its own empty file in every language', async () => {
    for (const [language, row] of [
      ['en', 'ada@example.org,Ada,艾达,,,GB,Europe/London,en,Hall'],
      ['zh-Hans', 'ada@example.org,Ada,艾达,,,英国,Europe/London,英语,会场'],
      ['zh-Hant', 'ada@example.org,Ada,艾達,,,英國,Europe/London,英語,會場'],
    ] as const) {
      const template = await get(`${base}/registrations/import/template.csv`, language);
      const sent = await upload(`${template.text}${row}\r\n`, { language });
      expect([language, sent.status]).toEqual([language, 303]);
      const { text: html } = await get(sent.location!, language);
      expect(textOf(html)).toContain('ada@example.org');
      expect(html).toMatch(/status" data-is="confirmed"/);
      expect(html).not.toMatch(/status" data-is="failed"/);
    }
  });

  it('all or nothing: nobody, and the rows with the reasons', async () => {
    const sent = await upload('email,name,category\na@example.org,A,Online\nb@example.org,B,Nowhere\n');
    expect((await organiser.open(sent.location!)).text).toContain(
      'One row has a problem, so nobody would be registered.',
    );
    await organiser.send(sent.location!, { mode: 'all-or-nothing' });
    const path = `${base}/tasks/${sent.location!.split('/').at(-1)}`;
    const failed = await finished(path, 'Failed');
    expect(failed.text).toContain('you asked for all or nothing: so nobody was registered');
    expect((await get(`${path}/errors.csv`)).text).toContain(
      '3,category “Nowhere”: there is no such category in this edition.,b@example.org,B,Nowhere',
    );
    expect(await emails()).toEqual([]);
  });

  it.each([
    { title: 'no file', content: '', name: '', status: 422, words: 'Choose a file.' },
    { title: 'an empty file', content: '', name: 'a.csv', status: 422, words: 'There is nothing in this file.' },
    {
      title: 'a workbook',
      content: 'PK\x03\x04',
      name: 'a.xlsx',
      status: 422,
      words: 'Save it as “CSV UTF-8” and upload that file.',
    },
    {
      title: 'missing columns',
      content: 'Phone,Name\n1,A\n',
      name: 'a.csv',
      status: 422,
      words: 'There is no column for: E-mail, Category. The columns of the file are: Phone, Name.',
    },
    {
      title: 'two columns about the same',
      content: 'email,name,E-Mail\n',
      name: 'a.csv',
      status: 422,
      words: 'Two columns are about the same: email, E-Mail.',
    },
    {
      title: 'quotation marks that do not match',
      content: 'email,name,category\na@example.org,A,Hall\nb@example.org,"B,Hall\n',
      name: 'a.csv',
      status: 422,
      words: 'The quotation marks of the row that begins in line 3 do not match.',
    },
    {
      title: '200,000 rows',
      content: `email,name,category\n${'a@example.org,A,Hall\n'.repeat(200_000)}`,
      name: 'a.csv',
      status: 422,
      words: 'There are more than 20000 rows. Import them in several files.',
    },
    {
      title: '50 MB',
      content: 'a,b\n'.repeat(12_500_000),
      name: 'a.csv',
      status: 413,
      words: 'The file is larger than 20 MB.',
    },
  ])('says what is wrong with $title, and keeps nothing', async ({ content, name, status, words }) => {
    const before = await application.sql('SELECT count(*) FROM task');
    const answer = await upload(content, { name });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
    expect(await application.sql('SELECT count(*) FROM task')).toEqual(before);
    expect(await emails()).toEqual([]);
  });

  it('takes the category of the form for rows that name none', async () => {
    const sent = await upload('email,name\na@example.org,A\n', { category: edition.category });
    await organiser.send(sent.location!, { mode: 'all-or-nothing' });
    await finished(`${base}/tasks/${sent.location!.split('/').at(-1)}`, 'Done');
    expect(await emails()).toEqual(['a@example.org']);
    expect((await upload('email,name\na@example.org,A\n', { category: 'x' })).text).toContain(
      'Choose one of the categories.',
    );
  });

  it('shows a file of Chinese Windows as it may be read, and takes the choice', async () => {
    // “姓名,邮箱,类别” and “林华,lin@example.org,会场” in GBK.
    const gbk = Buffer.from('d0d5c3fb2cd3cacfe42cc0e0b1f00ac1d6bbaa2c6c696e406578616d706c652e6f72672cbbe1b3a1', 'hex');
    const { location } = await upload(gbk);
    const choice = await organiser.open(location!);
    expect(choice.text).toContain('This file is not in UTF-8');
    expect(choice.text).toContain('林华,lin@example.org');
    const preview = await organiser.open(`${location}?encoding=gb18030`);
    expect(preview.text).toContain('Read as GB18030');
    expect(preview.text).toContain('林华 lin@example.org Get a place');
    const wrong = await organiser.open(`${location}?encoding=windows-1252`);
    expect(wrong.text).toContain('There is no column for: E-mail');
    expect(preview.html).toContain('name="encoding" value="gb18030"');
    await organiser.send(location!, { mode: 'skip-bad-rows', encoding: 'gb18030' });
    await finished(`${base}/tasks/${location!.split('/').at(-1)}`, 'Done');
    expect(await application.sql('SELECT name FROM registration WHERE edition_id = $1', [edition.id])).toEqual([
      { name: '林华' },
    ]);
  });

  it('throws a file away', async () => {
    const { location } = await upload('email,name,category\na@example.org,A,Hall\n');
    const thrown = await organiser.send(`${location}/discard`, {});
    expect(thrown.location).toBe(`${base}/registrations/import?done=discarded`);
    expect((await organiser.open(thrown.location!)).text).toContain('The file was thrown away. Nothing was imported.');
    expect((await organiser.open(location!)).location).toBe(`${base}/tasks/${location!.split('/').at(-1)}`);
    expect(await emails()).toEqual([]);
  });

  describe('long work', () => {
    let letGo: () => void;
    let id: string;
    let reached: Promise<void>;
    beforeAll(() => {
      application.get(TaskRegistry).register({ kind: 'slow', input: z.object({}), run: (context) => slow(context) });
    });
    let slow: (context: TaskContext) => Promise<object>;
    beforeEach(async () => {
      let arrived = () => {};
      reached = new Promise((resolve) => (arrived = resolve));
      const held = new Promise<void>((resolve) => (letGo = resolve));
      slow = async (context) => {
        await context.report(3, 10);
        arrived();
        await held;
        await context.report(4, 10);
        await context.report(5, 10);
        return { counts: {} };
      };
      const [{ accountId }] = (await application.sql<{ accountId: string }>(
        `SELECT id AS "accountId" FROM account WHERE name = 'Li Wei' ORDER BY id DESC LIMIT 1`,
      )) as [{ accountId: string }];
      const task = { kind: 'slow', editionId: edition.id, accountId, input: {} };
      id = await application.get(Database).transaction((tx) => application.get(Tasks).start(tx, task));
      await reached;
    });
    afterEach(() => letGo());

    it('shows how far it is, comes again without a script, and can be stopped', async () => {
      const path = `${base}/tasks/${id}`;
      const page: ShownPage = await organiser.open(path);
      expect(page.text).toContain('3 of 10');
      expect(page.html).toMatch(/<progress [^>]*max="10"[^>]* value="3"/);
      expect(page.html).toContain('<noscript><meta http-equiv="refresh" content="3"');
      expect(page.html).toMatch(/<script type="module" src="[^"]*task\.js"/);
      expect((await organiser.open(`${base}/tasks`)).text).toContain('Long work Going on 3 of 10 Li Wei');
      const stopped = await organiser.send(`${path}/cancel`, {});
      expect([stopped.status, stopped.location]).toEqual([303, path]);
      expect((await organiser.open(path)).text).toContain('Stopping after this step');
      letGo();
      const over = await finished(path, 'Stopped');
      expect(over.html).not.toContain('http-equiv="refresh"');
    });

    it('is told to programs, and does not exist for others', async () => {
      const asOrganiser = (method: string, path: string) => application.api(method, path, undefined, { token });
      const { body } = await asOrganiser('GET', `/tasks/${id}`);
      expect(body).toMatchObject({
        kind: 'slow',
        edition: edition.key,
        state: 'running',
        done: 3,
        total: 10,
        file: false,
      });
      expect((await asOrganiser('GET', `/tasks/${id}/file`)).status).toBe(404);
      for (const path of [`${base}/tasks/${id}`, `${base}/tasks/${id}/file`])
        expect((await viewer.open(path)).status).toBe(404);
      expect((await viewer.open(`${base}/tasks`)).text).toContain('Nothing has been started yet');
      const other = await anEdition(application, { stream: null, rule: null });
      expect((await organiser.open(`/organise/editions/${other.key}/tasks/${id}`)).status).toBe(404);
      expect((await application.api('GET', `/tasks/${id}`)).status).toBe(404);
      const cancelled = await asOrganiser('POST', `/tasks/${id}/cancel`);
      expect([cancelled.status, cancelled.body]).toEqual([200, expect.objectContaining({ cancelling: true })]);
    });
  });

  it('is a task for programs too', async () => {
    const post = (csv: string, mode: string) =>
      application.api('POST', `/editions/${edition.key}/registrations/import`, { csv, mode }, { token });
    const csv = 'email,name,category\na@example.org,A,Hall\nb@example.org,=B,Hall\nc@example.org,C,Hall\n';
    const preview = await post(csv, 'preview');
    expect([preview.status, preview.body]).toEqual([
      200,
      expect.objectContaining({
        rows: 3,
        open: true,
        items: [
          expect.objectContaining({ line: 2, fate: 'confirmed' }),
          expect.objectContaining({ line: 3, fate: 'confirmed', formulas: ['name'] }),
          expect.objectContaining({
            line: 4,
            fate: 'no-place',
            problems: [expect.objectContaining({ code: 'sold-out' })],
          }),
        ],
      }),
    ]);
    const begun = await post(csv, 'skip-bad-rows');
    const task = begun.body as unknown as TaskBody;
    expect([begun.status, begun.headers.get('location')]).toEqual([202, `/api/v1/tasks/${task.id}`]);
    const over = await eventually(
      async () => (await application.api('GET', `/tasks/${task.id}`, undefined, { token })).body as unknown as TaskBody,
      ({ state }) => state === 'done',
    );
    expect(over).toMatchObject({ done: 3, total: 3, counts: { confirmed: 2, refused: 1 }, error: null, file: true });
    const file = await application.api('GET', `/tasks/${task.id}/file`, undefined, { token });
    expect(file.body as unknown).toContain('4,There is no place left in this category.,c@example.org,C,Hall');
    expect(await emails()).toEqual(['a@example.org', 'b@example.org']);
    for (const [bad, code] of [
      ['name\nA\n', 'import-missing-columns'],
      ['email,name,category\n"a', 'import-broken-quotes'],
    ] as const) {
      const refused = await post(bad, 'all-or-nothing');
      expect([refused.status, refused.body.code]).toEqual([422, code]);
    }
    expect((await post('', 'preview')).status).toBe(422);
  });

  it('takes no larger file than uploads may be', async () => {
    const config = application.get(Config);
    config.uploadLimit = 1_000_000;
    try {
      const answer = await upload('a,b\n'.repeat(250_001));
      expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('larger than 1 MB')]);
    } finally {
      config.uploadLimit = 50_000_000;
    }
  });
});
