import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  CreateDocumentInput,
  DocumentFiles,
  DocumentQueries,
  DocumentsService,
  EditionQueries,
  EditionsService,
  SearchQueries,
  TooManyDocuments,
  UpdateDocumentInput,
  UpdateEditionInput,
  UploadDocumentInput,
} from '../../src/features/editions/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { FileStore, FileTooLarge } from '../../src/platform/files/file-store.js';
import { FileTypeNotAllowed } from '../../src/platform/files/type-check.js';
import { Config } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/ids.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { aPdf } from '../factories/files.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

const LINK = { title: 'Recording', url: 'https://video.example/1' };
/** Of a file that was begun in 2024. */
const OLD_ID = '01900000-0000-7000-8000-000000000000';

async function* bytes(content: Buffer): AsyncIterable<Uint8Array> {
  for (let start = 0; start < content.length; start += 1_000)
    yield await Promise.resolve(content.subarray(start, start + 1_000));
}

describe('documents and recordings', () => {
  let application: TestApplication;
  let documents: DocumentsService;
  let queries: DocumentQueries;
  let edition: BuiltEdition;
  beforeAll(async () => {
    application = await startTestApplication();
    documents = application.get(DocumentsService);
    queries = application.get(DocumentQueries);
  });
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null });
  });

  const details = (actor: Actor = TESTER) => application.get(EditionQueries).byKey(actor, edition.key);
  const link = (more: object = {}, actor = TESTER) =>
    documents.create(actor, edition.key, CreateDocumentInput.parse({ ...LINK, ...more }));
  const upload = (content = aPdf(), name = 'talk.pdf', more: object = {}) =>
    documents.upload(TESTER, edition.key, UploadDocumentInput.parse({ title: 'Slides', ...more }), {
      name,
      content: bytes(content),
    });
  const update = (id: string, input: object, version?: number) =>
    documents.update(TESTER, edition.key, id, UpdateDocumentInput.parse(input), version);
  const list = async () => (await queries.list(await details(), { limit: 200 })).items;
  const one = async (id: string) => queries.byId(await details(), id);
  const titles = async () => (await list()).map(({ title }) => title.en).join(' ');
  const stored = () => readdir(path.join(application.dataDir, 'files'));
  const trail = (id: string) =>
    application.sql<{ action: string; version: number; before: object | null; after: object | null }>(
      'SELECT action, object_version AS version, before, after FROM audit_entry WHERE object_id = $1 ORDER BY id',
      [id],
    );

  it('keeps a link as it was given, in the first language of the edition', async () => {
    const id = await link({ kind: 'recording', language: 'zh-Hans' });
    expect(await one(id)).toEqual({
      id,
      kind: 'recording',
      title: { en: 'Recording' },
      language: 'zh-Hans',
      url: LINK.url,
      file: null,
      version: 1,
    });
  });

  it('keeps a file with what it really is, and gives it back', async () => {
    const id = await upload(aPdf('第一'), 'My talk.exe');
    const { file, url, kind } = await one(id);
    expect([url, kind]).toEqual([null, 'document']);
    expect(file).toMatchObject({ name: 'My talk.pdf', mediaType: 'application/pdf', size: aPdf('第一').length });
    expect((await buffer(await queries.content(file!))).equals(aPdf('第一'))).toBe(true);
    expect((await buffer(await queries.content(file!, { start: 0, end: 4 }))).toString()).toBe('%PDF-');
  });

  it('refuses a second version of nothing: a file stays, its title does not', async () => {
    const id = await upload();
    await expect(update(id, { url: 'https://elsewhere.example' })).rejects.toThrow(InvalidInput);
    await update(id, { title: { en: 'Slides', 'zh-Hans': '幻灯片' }, kind: 'recording', language: 'en' }, 1);
    expect(await one(id)).toMatchObject({
      title: { en: 'Slides', 'zh-Hans': '幻灯片' },
      kind: 'recording',
      language: 'en',
      version: 2,
    });
    await expect(update(id, { language: null }, 1)).rejects.toThrow(StaleVersion);
  });

  it('keeps the order that was chosen, and closes its gaps', async () => {
    const ids = [];
    for (const title of ['a', 'b', 'c', 'd']) ids.push(await link({ title }));
    await update(ids[3]!, { position: 1 });
    expect(await titles()).toBe('d a b c');
    await update(ids[0]!, { position: 900 });
    expect(await titles()).toBe('d b c a');
    await documents.remove(TESTER, edition.key, ids[1]!);
    await link({ title: 'e' });
    expect(await titles()).toBe('d c a e');
    await update((await list())[3]!.id, { position: 2 });
    expect(await titles()).toBe('d e c a');
  });

  it('is listed in pages', async () => {
    for (const title of ['a', 'b', 'c']) await link({ title });
    const first = await queries.list(await details(), { limit: 2 });
    const second = await queries.list(await details(), { limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ title }) => title.en)).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeNull();
  });

  it('leaves a trail with what changed', async () => {
    const id = await upload();
    await update(id, { title: 'Other' });
    await documents.remove(TESTER, edition.key, id);
    expect(await trail(id)).toEqual([
      {
        action: 'document.create',
        version: 1,
        before: null,
        after: {
          kind: 'document',
          title: 'Slides',
          file: { name: 'talk.pdf', mediaType: 'application/pdf', size: aPdf().length },
        },
      },
      { action: 'document.update', version: 2, before: { title: { en: 'Slides' } }, after: { title: 'Other' } },
      {
        action: 'document.delete',
        version: 2,
        before: { kind: 'document', title: { en: 'Other' }, language: null, file: expect.any(String) as string },
        after: null,
      },
    ]);
  });

  it('removes a file with its document', async () => {
    const id = await upload();
    const { file } = await one(id);
    expect(await stored()).toContain(file!.id);
    await documents.remove(TESTER, edition.key, id, 1);
    await eventually(stored, (names) => !names.includes(file!.id));
    expect(await application.sql('SELECT 1 FROM stored_file WHERE id = $1', [file!.id])).toEqual([]);
    await expect(one(id)).rejects.toThrow(NotFound);
  });

  describe('a file that does not become a document', () => {
    let before: string[];
    beforeEach(async () => {
      before = await stored();
    });
    afterEach(async () => {
      expect(await stored()).toEqual(before);
      application.get(Config).uploadLimit = 50_000_000;
    });

    it('because it is of no kind that is accepted', async () => {
      await expect(upload(Buffer.from('<html>'), 'x.pdf')).rejects.toThrow(FileTypeNotAllowed);
    });

    it('because it turns out to be none at its end', async () => {
      await expect(upload(Buffer.from(`${'x'.repeat(90_000)}\0`), 'x.txt')).rejects.toThrow(FileTypeNotAllowed);
    });

    it('because it is empty', async () => {
      await expect(upload(Buffer.alloc(0))).rejects.toMatchObject({ code: 'empty-file' });
      await expect(upload(Buffer.alloc(0), '')).rejects.toMatchObject({ errors: [{ path: 'file', code: 'required' }] });
    });

    it('because it is too large', async () => {
      application.get(Config).uploadLimit = 20_000;
      await expect(upload(aPdf('x'.repeat(30_000)))).rejects.toThrow(FileTooLarge);
    });

    it('because the line broke', async () => {
      async function* content(): AsyncIterable<Uint8Array> {
        yield* bytes(aPdf('x'.repeat(200_000)));
        throw new Error('The line broke.');
      }
      const file = { name: 'talk.pdf', content: content() };
      await expect(
        documents.upload(TESTER, edition.key, UploadDocumentInput.parse({ title: 'x' }), file),
      ).rejects.toThrow('The line broke.');
    });

    it('because there is no room for one more', async () => {
      await application.sql(
        `INSERT INTO edition_document (id, edition_id, kind, title, url, position)
         SELECT new_id(), $1, 'document', '{"en":"x"}', 'https://x.example', n FROM generate_series(1, 200) n`,
        [edition.id],
      );
      await expect(upload()).rejects.toThrow(TooManyDocuments);
      await expect(link()).rejects.toThrow(TooManyDocuments);
    });

    it('because its sender may not: nothing of it is even read', async () => {
      let isRead = false;
      async function* content(): AsyncIterable<Uint8Array> {
        isRead = true;
        yield await Promise.resolve(aPdf());
      }
      const stranger: Actor = { kind: 'account', accountId: edition.id, name: 'Stranger', grants: [] };
      const input = UploadDocumentInput.parse({ title: 'x' });
      const attempt = documents.upload(stranger, edition.key, input, { name: 'talk.pdf', content: content() });
      await expect(attempt).rejects.toMatchObject({ kind: 'forbidden' });
      expect(isRead).toBe(false);
    });
  });

  it('exists for nobody who may not see the edition', async () => {
    edition = await anEdition(application, { stream: null, rule: null, published: false });
    const id = await link();
    const anonymous: Actor = { kind: 'anonymous' };
    await expect(details(anonymous)).rejects.toThrow(NotFound);
    await expect(documents.remove(anonymous, edition.key, id)).rejects.toThrow(NotFound);
    await expect(link({}, anonymous)).rejects.toThrow(NotFound);
    const other = await anEdition(application, { stream: null, rule: null });
    const elsewhere = await application.get(EditionQueries).byKey(TESTER, other.key);
    await expect(queries.byId(elsewhere, id)).rejects.toThrow(NotFound);
    await expect(documents.remove(TESTER, other.key, id)).rejects.toThrow(NotFound);
  });

  it('is found by its title in every script, once its edition is published', async () => {
    edition = await anEdition(application, { stream: null, rule: null, published: false });
    const id = await upload(aPdf(), 'keynote-novak.pdf', { title: { en: 'Keynote', 'zh-Hant': '遠距醫療講座' } });
    const found = async (q: string) => {
      const page = await application.get(SearchQueries).find({ kind: 'anonymous' }, { q, limit: 50 });
      return page.items.some((item) => item.path === `/events/${edition.key}#document-${id}`);
    };
    expect(await found('Keynote')).toBe(false);
    await application.get(EditionsService).publish(TESTER, edition.key);
    expect([await found('keynote'), await found('远距医疗'), await found('novak')]).toEqual([true, true, true]);
    await documents.remove(TESTER, edition.key, id);
    expect(await found('keynote')).toBe(false);
  });

  describe('the sweep', () => {
    const sweep = () => application.get(DocumentFiles).sweep();
    const put = (id: string) => application.get(FileStore).write(id, bytes(aPdf()), 1_000_000);

    it('removes what has been without a row for a day, and nothing else', async () => {
      const id = await upload();
      const { file } = await one(id);
      await put(newId());
      const fresh = await stored();
      await put(OLD_ID);
      await sweep();
      // Nobody knows any of the files that are old enough to be asked for.
      expect(await stored()).toContain(OLD_ID);
      application.setNow(new Date(Date.now() + 25 * 3_600_000));
      await sweep();
      application.setNow(null);
      const left = await stored();
      expect(left).toContain(file!.id);
      expect(left).not.toContain(OLD_ID);
      expect(left.length).toBe(fresh.length - 1);
    });

    it('removes the files of an edition that was removed', async () => {
      const kept = (await one(await upload())).file!.id;
      edition = await anEdition(application, { stream: null, rule: null, published: false });
      const gone = (await one(await upload())).file!.id;
      await application.get(EditionsService).remove(TESTER, edition.key);
      application.setNow(new Date(Date.now() + 25 * 3_600_000));
      await sweep();
      application.setNow(null);
      const left = await stored();
      expect([left.includes(kept), left.includes(gone)]).toEqual([true, false]);
    });
  });
});

describe('the record of an edition', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  const RECORD = {
    summary: { en: 'Two days in Shantou.', 'zh-Hans': '两天的会议。' },
    website: 'https://web.archive.example/2018',
    participants: { inPerson: 120, countries: 14 },
  };

  it('is empty until somebody writes it, and can be emptied again', async () => {
    const { key } = await anEdition(application, { stream: null, rule: null });
    const read = () => application.get(EditionQueries).byKey(TESTER, key);
    const update = (input: object) =>
      application.get(EditionsService).update(TESTER, key, UpdateEditionInput.parse(input));
    expect(await read()).toMatchObject({ summary: null, website: null, participants: null });
    await update(RECORD);
    expect(await read()).toMatchObject(RECORD);
    await update({ summary: 'Short.', participants: null });
    expect(await read()).toMatchObject({ summary: { en: 'Short.' }, website: RECORD.website, participants: null });
    await update({ website: null, summary: null });
    expect(await read()).toMatchObject({ summary: null, website: null, participants: null });
  });

  it('can be given when the edition is made', async () => {
    const { key } = await anEdition(application, { stream: null, rule: null, edition: RECORD });
    expect(await application.get(EditionQueries).byKey(TESTER, key)).toMatchObject(RECORD);
  });

  it.each([
    { title: 'a website that runs', input: { website: 'javascript:alert(1)' } },
    { title: 'a website that is none', input: { website: 'ftp://old.example' } },
    { title: 'less than nobody', input: { participants: { inPerson: -1 } } },
    { title: 'half a person', input: { participants: { inPerson: 1.5 } } },
    { title: 'a figure that nobody asks for', input: { participants: { people: 3 } } },
    { title: 'a book', input: { summary: 'x'.repeat(10_001) } },
  ])('has no place for $title', ({ input }) => {
    expect(UpdateEditionInput.safeParse(input).success).toBe(false);
  });
});
