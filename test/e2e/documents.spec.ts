/** Documents and recordings as people and programs meet them: uploads by API and form, downloads, what is hidden and what is refused. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { Config } from '../../src/platform/config/config.js';
import { anAccount } from '../factories/account.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { anMp4, anOfficeFile, aPdf } from '../factories/files.js';
import { aSeries } from '../factories/series.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

interface Document {
  id: string;
  kind: string;
  title: Record<string, string>;
  language: string | null;
  url: string | null;
  file: { name: string; mediaType: string; size: number; sha256: string; url: string } | null;
  code: string;
  detail: string;
  errors: { path: string; code: string }[];
}

const LIMIT = 50_000_000;

/** Everything before the content of a file, and everything after it. */
const FORM_HEAD =
  '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nTalk\r\n' +
  '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
const FORM_END = '\r\n--x--\r\n';

describe('documents and recordings', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let draft: BuiltEdition;
  beforeAll(async () => {
    application = await startTestApplication();
    const { slug: series } = await aSeries(application);
    edition = await anEdition(application, { edition: { series }, stream: null, rule: null });
    draft = await anEdition(application, { edition: { series }, stream: null, rule: null, published: false });
  });
  afterAll(() => application.stop());
  afterEach(() => {
    application.get(Config).uploadLimit = LIMIT;
  });

  const stored = () => readdir(path.join(application.dataDir, 'files'));
  const formOf = (file: Buffer | null, name = 'talk.pdf', fields: Record<string, string> = { title: 'Talk' }) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    if (file) form.append('file', new Blob([new Uint8Array(file)]), name);
    return form;
  };
  const post = async (form: BodyInit, { key = edition.key, token = application.adminToken, headers = {} } = {}) => {
    const answer = await fetch(`${application.url}/api/v1/editions/${key}/documents`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    return { status: answer.status, body: (await answer.json()) as Document, headers: answer.headers };
  };
  const upload = async (file: Buffer, name?: string, fields?: Record<string, string>, key = edition.key) => {
    const { status, body } = await post(formOf(file, name, fields), { key });
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  /** The address as the application has it, at the port where it listens in a test. */
  const addressOf = ({ file }: Document) => application.url + new URL(file!.url).pathname;
  const download = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(address, { method, headers, redirect: 'manual' });

  /** A form in pieces, without saying how much will come. */
  const requestOf = (headers: http.OutgoingHttpHeaders = {}, agent?: http.Agent) =>
    http.request(`${application.url}/api/v1/editions/${edition.key}/documents`, {
      method: 'POST',
      agent,
      headers: {
        authorization: `Bearer ${application.adminToken}`,
        'content-type': 'multipart/form-data; boundary=x',
        ...headers,
      },
    });
  const send = (head: string, pieces: (string | Buffer)[], agent?: http.Agent) =>
    new Promise<{ status: number; body: Document; socket: unknown }>((resolve, reject) => {
      const request = requestOf({}, agent);
      request.on('error', reject).on('response', (response) => {
        let body = '';
        const { socket } = response;
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) as Document, socket }),
        );
      });
      request.write(head);
      for (const piece of pieces) request.write(piece);
      request.end();
    });

  describe('through the API', () => {
    it('a link is added, changed, moved and removed', async () => {
      const at = `/editions/${edition.key}/documents`;
      const made = await application.asAdmin('POST', at, {
        kind: 'recording',
        title: { en: 'Opening', 'zh-Hans': '开幕' },
        language: 'zh-Hans',
        url: 'https://video.example/opening',
      });
      expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
      const { id } = made.body;
      expect(made.body).toEqual({
        id,
        kind: 'recording',
        title: { en: 'Opening', 'zh-Hans': '开幕' },
        language: 'zh-Hans',
        url: 'https://video.example/opening',
        file: null,
      });
      const stale = await application.asAdmin(
        'PATCH',
        `${at}/${id}`,
        { language: 'en' },
        { headers: { 'if-match': '"7"' } },
      );
      expect([stale.status, stale.body.code]).toEqual([412, 'stale-version']);
      const changed = await application.asAdmin('PATCH', `${at}/${id}`, { language: 'en', position: 1 });
      expect([changed.status, changed.headers.get('etag'), changed.body['language']]).toEqual([200, '"2"', 'en']);
      const { body: list } = await application.api('GET', at);
      expect(list.items.map((item) => item.id)).toEqual([id]);
      expect((await application.asAdmin('DELETE', `${at}/${id}`)).status).toBe(204);
      expect((await application.api('GET', `${at}/${id}`)).status).toBe(404);
    });

    it.each([
      { title: 'no title', body: { url: 'https://x.example' }, errors: ['title invalid-value'] },
      { title: 'no address', body: { title: 'x' }, errors: ['url required'] },
      { title: 'an address that runs', body: { title: 'x', url: 'javascript:alert(1)' }, errors: ['url invalid-url'] },
      {
        title: 'an unknown language',
        body: { title: 'x', url: 'https://x.example', language: 'English' },
        errors: ['language unknown-language'],
      },
      {
        title: 'an unknown kind',
        body: { title: 'x', url: 'https://x.example', kind: 'film' },
        errors: ['kind invalid-value'],
      },
      {
        title: 'an unknown field',
        body: { title: 'x', url: 'https://x.example', colour: 'red' },
        errors: ['colour unknown-field'],
      },
    ])('a link with $title is refused', async ({ body, errors }) => {
      const answer = await application.asAdmin('POST', `/editions/${edition.key}/documents`, body);
      expect([answer.status, answer.body.errors.map(({ path: field, code }) => `${field} ${code}`)]).toEqual([
        422,
        errors,
      ]);
    });

    it('a file is stored under an id, and described as what it is', async () => {
      const content = aPdf('a talk');
      const { status, body, headers } = await post(
        formOf(content, 'C:\\talks\\Novák 讲座.html', {
          kind: 'recording',
          'title.en': 'Talk',
          'title.zh-Hant': '講座',
          language: 'en',
        }),
      );
      expect([status, headers.get('etag')]).toEqual([201, '"1"']);
      expect(body).toEqual({
        id: body.id,
        kind: 'recording',
        title: { en: 'Talk', 'zh-Hant': '講座' },
        language: 'en',
        url: null,
        file: {
          name: 'Novák 讲座.pdf',
          mediaType: 'application/pdf',
          size: content.length,
          sha256: createHash('sha256').update(content).digest('hex'),
          url: `https://symposia.example/events/${edition.key}/documents/${body.id}/Nov%C3%A1k%20%E8%AE%B2%E5%BA%A7.pdf`,
        },
      });
      for (const name of await stored()) expect(name).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('the same upload with the same key has one effect; another file with that key is refused', async () => {
      const headers = { 'idempotency-key': 'upload-1' };
      const before = (await stored()).length;
      const first = await post(formOf(aPdf('once')), { headers });
      const again = await post(formOf(aPdf('once')), { headers });
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([201, first.body, '"1"']);
      expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
        null,
        'true',
      ]);
      const other = await post(formOf(aPdf('twice')), { headers });
      expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
      expect((await stored()).length).toBe(before + 1);
    });

    it('ten at once are ten documents, each with its own file', async () => {
      const { key } = await anEdition(application, { stream: null, rule: null });
      const contents = Array.from({ length: 10 }, (_, n) => aPdf(`${n}`));
      const made = await Promise.all(contents.map((content) => upload(content, 'x.pdf', { title: 'x' }, key)));
      const hashes = made.map(({ file }) => file!.sha256);
      expect(hashes).toEqual(contents.map((content) => createHash('sha256').update(content).digest('hex')));
      const { body } = await application.api('GET', `/editions/${key}/documents`);
      expect(body.items.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
    });
  });

  describe('what is refused leaves nothing', () => {
    let before: string[];
    beforeEach(async () => {
      before = await stored();
    });
    afterEach(async () => {
      expect(await stored()).toEqual(before);
      const rows = await application.sql<{ id: string }>('SELECT id FROM stored_file');
      expect(rows.map(({ id }) => id).sort()).toEqual(before.sort());
    });

    it.each([
      { title: 'a page of HTML called a PDF', file: Buffer.from('<!doctype html><script>alert(1)</script>') },
      {
        title: 'SVG called a PNG',
        file: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        name: 'x.png',
      },
      { title: 'a GIF that is a script', file: Buffer.from('GIF89a/*\x01\0\x01\0*/=alert(1)') },
      { title: 'a program', file: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), name: 'x.txt' },
      {
        title: 'a Word file with macros',
        file: anOfficeFile('word/document.xml', { 'word/vbaProject.bin': 'x' }),
        name: 'x.docx',
      },
      {
        title: 'a text that ends in rubbish',
        file: Buffer.concat([Buffer.from('x'.repeat(300_000)), Buffer.from([0, 255])]),
        name: 'x.txt',
      },
    ])('$title: 422, and what would be accepted', async ({ file, name }) => {
      const { status, body } = await post(formOf(file, name));
      expect([status, body.code, body.errors[0]?.path]).toEqual([422, 'file-type-not-allowed', 'file']);
      expect(body.detail).toContain('PDF, Word');
    });

    it.each([
      { title: 'an empty file', form: () => formOf(Buffer.alloc(0)), code: 'empty-file', at: 'file empty-file' },
      { title: 'no file', form: () => formOf(null), code: 'invalid-input', at: 'file required' },
      { title: 'no title', form: () => formOf(aPdf(), 'x.pdf', {}), code: 'invalid-input', at: 'title invalid-value' },
      {
        title: 'an unknown field',
        form: () => formOf(aPdf(), 'x.pdf', { title: 'x', colour: 'red' }),
        code: 'invalid-input',
        at: 'colour unknown-field',
      },
      {
        title: 'a title of 200 kB',
        form: () => formOf(aPdf(), 'x.pdf', { title: 'x'.repeat(200_000) }),
        code: 'invalid-input',
        at: 'title too-big',
      },
    ])('$title: 422', async ({ form, code, at }) => {
      const { status, body } = await post(form());
      expect([status, body.code, body.errors.map((error) => `${error.path} ${error.code}`)]).toEqual([422, code, [at]]);
    });

    it('a second file: 422', async () => {
      const form = formOf(aPdf());
      form.append('file', new Blob([new Uint8Array(aPdf())]), 'second.pdf');
      const { status, body } = await post(form);
      expect([status, body.errors]).toMatchObject([422, [{ path: 'file', code: 'one-file' }]]);
    });

    it('a form that is none, or that breaks off: 400', async () => {
      const send = (body: string, type = 'multipart/form-data; boundary=x') =>
        post(body, { headers: { 'content-type': type } });
      for (const [body, type] of [
        ['--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nTalk\r\n'],
        [
          '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nTalk\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4',
        ],
        ['no form at all'],
        ['--x--', 'multipart/form-data; boundary='],
      ] as const) {
        const answer = await send(body, type);
        expect([body, answer.status, answer.body.code]).toEqual([body, 400, 'broken-upload']);
      }
    });

    it('a prototype for a field name: 400', async () => {
      const { status, body } = await post(formOf(aPdf(), 'x.pdf', { title: 'x', constructor: 'y' }));
      expect([status, body.code]).toEqual([400, 'broken-upload']);
    });

    it('a file above the limit: 413 that says the limit, told or not how much will come', async () => {
      application.get(Config).uploadLimit = 2_000_000;
      const told = await post(formOf(aPdf('x'.repeat(3_000_000))));
      expect([told.status, told.body.code, told.body.detail]).toEqual([
        413,
        'too-large',
        'The file is too large: at most 2 MB are accepted.',
      ]);
      const untold = await send(FORM_HEAD, [aPdf('x'.repeat(3_000_000)), FORM_END]);
      expect([untold.status, untold.body.code]).toEqual([413, 'too-large']);
      // Exactly the limit is accepted; and removed again, since nothing is to be left here.
      const exact = Buffer.concat([aPdf(), Buffer.alloc(2_000_000 - aPdf().length, 32)]);
      const { id } = await upload(exact);
      await application.asAdmin('DELETE', `/editions/${edition.key}/documents/${id}`);
      await eventually(stored, (names) => names.length === before.length);
    });

    it('what still comes of it is read to its end, so that its line serves the next request', async () => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      const html = Buffer.concat([Buffer.from('<html>'), Buffer.alloc(20_000_000, 32)]);
      const refused = await send(FORM_HEAD, [html, FORM_END], agent);
      const next = await send(FORM_HEAD, [Buffer.from('<html>'), FORM_END], agent);
      expect([refused.status, next.status, refused.socket === next.socket]).toEqual([422, 422, true]);
      agent.destroy();
    });

    it('a sender without end is cut off', async () => {
      application.get(Config).uploadLimit = 1_000_000;
      const chunk = Buffer.alloc(100_000, 32);
      let sent = 0;
      const request = requestOf()
        .on('error', () => undefined)
        .on('response', (response) => response.resume());
      request.write(FORM_HEAD);
      await eventually(
        () => {
          if (request.socket?.destroyed) return true;
          for (let n = 0; n < 10 && request.writableLength < 1_000_000; n++) {
            request.write(chunk);
            sent += chunk.length;
          }
          return false;
        },
        (isCut) => isCut,
      );
      // What the two kernels hold between them comes on top.
      expect(sent).toBeLessThan(40_000_000);
    });

    it('an upload whose sender goes away', async () => {
      const isUnderWay = async () => (await stored()).length === before.length + 1;
      const request = requestOf({ 'content-length': 30_000_000 }).on('error', () => undefined);
      request.write(FORM_HEAD);
      request.write(Buffer.concat([aPdf(), Buffer.alloc(1_000_000)]));
      await eventually(isUnderWay, Boolean);
      request.destroy();
      await eventually(stored, (names) => names.length === before.length);
    });

    it('somebody who may not: 401, 403, and 404 for a draft', async () => {
      const outsider = await anAccount(application);
      const viewer = await anAccount(application, { role: 'viewer', scope: `series/${edition.seriesId}` });
      const form = () => formOf(aPdf());
      const none = await fetch(`${application.url}/api/v1/editions/${edition.key}/documents`, {
        method: 'POST',
        body: form(),
      });
      // Without a token the API takes JSON only, so that no form of any page reaches it.
      expect(none.status).toBe(415);
      expect((await post(form(), { token: viewer })).status).toBe(403);
      expect((await post(form(), { token: outsider })).status).toBe(403);
      expect((await post(form(), { token: outsider, key: draft.key })).status).toBe(404);
      expect(
        (await application.api('POST', `/editions/${edition.key}/documents`, { title: 'x', url: 'https://x.example' }))
          .status,
      ).toBe(401);
    });

    it('a form with a file at an address that takes none: 415', async () => {
      const answer = await fetch(`${application.url}/api/v1/editions/${edition.key}/categories`, {
        method: 'POST',
        body: formOf(aPdf()),
        headers: { authorization: `Bearer ${application.adminToken}` },
      });
      expect([answer.status, ((await answer.json()) as Document).code]).toEqual([415, 'unsupported-media-type']);
      const page = await fetch(`${application.url}/sign-in`, {
        method: 'POST',
        body: formOf(aPdf()),
      });
      expect(page.status).toBe(415);
    });
  });

  describe('a download', () => {
    const content = anMp4('isom', 100_000);
    let document: Document;
    beforeAll(async () => {
      document = await upload(content, `"; filename="evil.html\r\nSet-Cookie: a=b; 讲座'*.mp4`);
    });

    it('is something to be saved, under a name that stays a name, and can run nothing', async () => {
      const answer = await download(addressOf(document));
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
      const headers = Object.fromEntries(answer.headers);
      expect(headers).toMatchObject({
        'content-type': 'video/mp4',
        'content-length': '100000',
        'content-disposition': expect.stringMatching(
          /^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w%.~!#$&+^`|-]+$/,
        ) as string,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'accept-ranges': 'bytes',
        'cache-control': 'public, max-age=300',
        etag: `"${Buffer.from(document.file!.sha256, 'hex').toString('base64url')}"`,
      });
      expect(headers['set-cookie']).toBeUndefined();
      expect(document.file!.name).toMatch(/讲座'\s?\.mp4$/);
    });

    it.each([
      { range: 'bytes=0-9', status: 206, start: 0, end: 10 },
      { range: 'bytes=99990-', status: 206, start: 99_990, end: 100_000 },
      { range: 'bytes=-5', status: 206, start: 99_995, end: 100_000 },
      { range: 'bytes=50000-999999999', status: 206, start: 50_000, end: 100_000 },
      { range: 'bytes=0-1,5-6', status: 200, start: 0, end: 100_000 },
      { range: 'lines=1-2', status: 200, start: 0, end: 100_000 },
    ])('in part: $range is $status', async ({ range, status, start, end }) => {
      const answer = await download(addressOf(document), { range });
      const body = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        status,
        status === 206 ? `bytes ${start}-${end - 1}/100000` : null,
      ]);
      expect(body.equals(content.subarray(start, end))).toBe(true);
    });

    it('beyond its end is 416, which says where the end is', async () => {
      const answer = await download(addressOf(document), { range: 'bytes=100000-' });
      expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
        416,
        'bytes */100000',
        '',
      ]);
    });

    it('is not sent again to who has it, and a part of it only to who has the rest', async () => {
      const etag = (await download(addressOf(document), {}, 'HEAD')).headers.get('etag')!;
      const again = await download(addressOf(document), { 'if-none-match': `"other", W/${etag}` });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
      const status = async (ifRange: string) =>
        (await download(addressOf(document), { range: 'bytes=0-9', 'if-range': ifRange })).status;
      expect([await status(etag), await status('"other"')]).toEqual([206, 200]);
    });

    it('can be asked about without being sent', async () => {
      const answer = await download(addressOf(document), {}, 'HEAD');
      expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '100000', '']);
    });

    it('has one name: under another one it leads there', async () => {
      const answer = await download(addressOf(document).replace(/[^/]+$/, 'evil.html'));
      expect([answer.status, answer.headers.get('location')]).toEqual([302, new URL(document.file!.url).pathname]);
    });

    it('of 150 characters that are none of ASCII works too', async () => {
      const long = await upload(aPdf(), `${'講'.repeat(400)}.pdf`);
      const answer = await download(addressOf(long));
      expect([answer.status, long.file!.name.length]).toEqual([200, 150]);
    });

    it('is not there once its document is removed, nor without its file', async () => {
      const gone = await upload(aPdf('gone'));
      const address = addressOf(gone);
      await application.asAdmin('DELETE', `/editions/${edition.key}/documents/${gone.id}`);
      expect((await download(address)).status).toBe(404);
      const other = (
        await application.asAdmin('POST', `/editions/${edition.key}/documents`, {
          title: 'x',
          url: 'https://x.example',
        })
      ).body.id;
      expect((await download(address.replace(gone.id, other))).status).toBe(404);
      expect((await download(address.replace(gone.id, '../../secret-key'))).status).toBe(404);
      expect((await download(address.replace(gone.id, '..%2f..%2fsecret-key'))).status).toBe(404);
    });

    it('of a draft is nobody’s but its organisers’, by page, API and file', async () => {
      const hidden = await upload(aPdf('hidden'), 'hidden.pdf', { title: 'Hidden' }, draft.key);
      const { seriesId, id } = await anEdition(application, { stream: null, rule: null });
      const stranger = await anAccount(application, { role: 'organiser', scope: `series/${seriesId}/edition/${id}` });
      const own = await anAccount(application, {
        role: 'viewer',
        scope: `series/${draft.seriesId}/edition/${draft.id}`,
      });
      const status = async (token: string | null) => {
        const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
        const answers = [
          await download(addressOf(hidden), headers),
          await download(addressOf(hidden).replace(draft.key, edition.key), headers),
          await download(`${application.url}/api/v1/editions/${draft.key}/documents`, headers),
          await download(`${application.url}/api/v1/editions/${draft.key}/documents/${hidden.id}`, headers),
          await download(`${application.url}/events/${draft.key}`, headers),
        ];
        return answers.map((answer) => answer.status);
      };
      expect(await status(null)).toEqual([404, 404, 404, 404, 404]);
      expect(await status(stranger)).toEqual([404, 404, 404, 404, 404]);
      expect(await status(own)).toEqual([200, 404, 200, 200, 200]);
      const answer = await download(addressOf(hidden), { authorization: `Bearer ${own}` });
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    });
  });

  describe('on the page of the edition', () => {
    const page = async (key: string) => (await fetch(`${application.url}/events/${key}`)).text();

    it('nothing is shown where nothing is recorded', async () => {
      const { key } = await anEdition(application, { stream: null, rule: null });
      const html = await page(key);
      for (const id of ['record', 'documents', 'recordings']) expect(html).not.toContain(`id="${id}"`);
    });

    it('summary, figures, old website and what is kept are shown, without markup of theirs', async () => {
      const { key } = await anEdition(application, { stream: null, rule: null });
      await application.asAdmin('PATCH', `/editions/${key}`, {
        summary: 'Two days.\n\n<b>Bold</b>',
        website: 'https://web.archive.example/old',
        participants: { inPerson: 1200, institutions: 0 },
      });
      await upload(aPdf(), '<img src=x>.pdf', { title: '<script>alert(1)</script>', language: 'fr' }, key);
      await application.asAdmin('POST', `/editions/${key}/documents`, {
        kind: 'recording',
        title: 'Film',
        url: 'https://video.example/x',
      });
      const html = await page(key);
      expect(html).toContain('<p>&lt;b>Bold&lt;/b></p>');
      expect(html).toContain('1,200');
      expect(html).toMatch(/<dd class="num">0<\/dd>/);
      expect(html).toContain('https://web.archive.example/old');
      expect(html).toContain('video.example');
      expect(html).toMatch(/PDF, \d+ byte[s]?, French/);
      expect(html).not.toContain('<script>alert');
    });
  });

  describe('through the console', () => {
    let cookie: string;
    beforeAll(async () => {
      const answer = await fetch(`${application.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'admin@symposia.example', password: 'correct horse battery staple' }),
      });
      cookie = answer.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0])
        .join('; ');
    });
    const at = (suffix = '') => `${application.url}/organise/editions/${edition.key}/archive${suffix}`;
    const open = async (address: string) => {
      const answer = await fetch(address, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
      return { status: answer.status, html: await answer.text(), location: answer.headers.get('location') };
    };
    const send = async (address: string, body: BodyInit) => {
      const answer = await fetch(address, {
        method: 'POST',
        body,
        headers: { cookie, accept: 'text/html' },
        redirect: 'manual',
      });
      return { status: answer.status, html: await answer.text(), location: answer.headers.get('location') };
    };
    const tokenOf = async (address: string) =>
      /name="csrf" value="([^"]+)"/.exec((await open(address)).html)?.[1] ?? '';
    const fields = {
      kind: 'recording',
      'title.en': 'By form',
      'title.zh-Hans': '',
      'title.zh-Hant': '',
      language: 'en',
    };

    it('a file is uploaded by a form without a script', async () => {
      const csrf = await tokenOf(at('/upload'));
      const answer = await send(at('/upload'), formOf(aPdf('by form'), 'form.pdf', { csrf, ...fields }));
      expect([answer.status, answer.location]).toEqual([
        303,
        `/organise/editions/${edition.key}/archive?done=uploaded`,
      ]);
      const { html } = await open(at('?done=uploaded'));
      expect(html).toContain('By form');
    });

    it('a form that was not made for its sender is refused before its file is read', async () => {
      const before = await stored();
      const forged = await send(at('/upload'), formOf(aPdf(), 'x.pdf', { csrf: 'forged', ...fields }));
      const without = await send(at('/upload'), formOf(aPdf(), 'x.pdf', fields));
      expect([forged.status, without.status]).toEqual([403, 403]);
      expect(await stored()).toEqual(before);
    });

    it('what is wrong is said at the form, which keeps what was typed', async () => {
      const before = await stored();
      const csrf = await tokenOf(at('/upload'));
      const html = Buffer.from('<html>');
      const type = await send(at('/upload'), formOf(html, 'x.pdf', { csrf, ...fields }));
      expect([
        type.status,
        type.html.includes('Files of this kind are not accepted'),
        type.html.includes('value="By form"'),
      ]).toEqual([422, true, true]);
      const none = await send(at('/upload'), formOf(Buffer.alloc(0), '', { csrf, ...fields }));
      expect([none.status, none.html.includes('Choose one file')]).toEqual([422, true]);
      const untitled = await send(at('/upload'), formOf(aPdf(), 'x.pdf', { csrf, kind: 'document', 'title.en': '' }));
      expect([untitled.status, untitled.html.includes('Give a title')]).toEqual([422, true]);
      application.get(Config).uploadLimit = 1_000_000;
      const large = await send(at('/upload'), formOf(aPdf('x'.repeat(1_200_000)), 'x.pdf', { csrf, ...fields }));
      expect([large.status, large.html.includes('The file is too large: at most 1 MB')]).toEqual([413, true]);
      const plain = await send(at('/upload'), new URLSearchParams({ csrf, ...fields }));
      expect([plain.status, plain.html.includes('Choose one file')]).toEqual([422, true]);
      expect(await stored()).toEqual(before);
    });

    it('a link is added, edited, moved and removed by forms', async () => {
      const { key } = await anEdition(application, { stream: null, rule: null });
      const here = (suffix = '') => `${application.url}/organise/editions/${key}/archive${suffix}`;
      const csrf = await tokenOf(here('/link'));
      const form = (values: Record<string, string>) => new URLSearchParams({ csrf, ...values });
      const wrong = await send(here('/link'), form({ kind: 'document', 'title.en': 'Minutes', url: 'x' }));
      expect([wrong.status, wrong.html.includes('value="Minutes"')]).toEqual([422, true]);
      for (const name of ['Minutes', 'Photographs']) {
        const made = await send(
          here('/link'),
          form({ kind: 'document', 'title.en': name, url: 'https://x.example/a' }),
        );
        expect(made.location).toBe(`/organise/editions/${key}/archive?done=linked`);
      }
      const items = async () => (await application.api('GET', `/editions/${key}/documents`)).body.items;
      const [minutes, photographs] = await items();
      await send(here(`/${photographs!.id}/move`), form({ place: '1' }));
      expect((await items()).map(({ id }) => id)).toEqual([photographs!.id, minutes!.id]);
      const edited = await send(
        here(`/${minutes!.id}`),
        form({
          _version: '1',
          kind: 'document',
          'title.en': 'Minutes of 2018',
          language: 'en',
          url: 'https://x.example/b',
        }),
      );
      expect(edited.location).toBe(`/organise/editions/${key}/archive?done=changed`);
      const removed = await send(here(`/${photographs!.id}/remove`), form({ version: '7' }));
      expect(removed.location).toBe(`/organise/editions/${key}/archive/${photographs!.id}?refused=changed`);
      await send(here(`/${photographs!.id}/remove`), form({ version: '2' }));
      expect(await items()).toMatchObject([
        { title: { en: 'Minutes of 2018' }, language: 'en', url: 'https://x.example/b' },
      ]);
    });

    it('the record is written by a form', async () => {
      const { key } = await anEdition(application, { stream: null, rule: null });
      const here = `${application.url}/organise/editions/${key}/archive`;
      const csrf = await tokenOf(here);
      const version = /name="_version" value="(\d+)"/.exec((await open(here)).html)?.[1] ?? '';
      const values = {
        csrf,
        _version: version,
        'summary.en': 'Short.',
        website: 'https://old.example',
        'participants.inPerson': '12',
      };
      const wrong = await send(here, new URLSearchParams({ ...values, 'participants.online': 'many' }));
      expect([wrong.status, wrong.html.includes('Give a whole number')]).toEqual([422, true]);
      const saved = await send(here, new URLSearchParams(values));
      expect([saved.status, saved.location]).toEqual([303, `/organise/editions/${key}/archive?done=saved`]);
      const { body } = await application.api('GET', `/editions/${key}`);
      expect(body).toMatchObject({
        summary: { en: 'Short.' },
        website: 'https://old.example',
        participants: { inPerson: 12 },
      });
    });
  });
});
