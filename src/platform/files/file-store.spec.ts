import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { NotFound } from '../../kernel/domain-error.js';
import { newId } from '../ids.js';
import { FilesUnavailable, type FileStore, FileTooLarge } from './file-store.js';
import { LocalFiles } from './local-files.js';
import { S3Files } from './s3-files.js';

const MB = 1024 * 1024;
const LIMIT = 12 * MB;

/** The same bytes in chunks that fit no boundary. */
async function* inChunks(content: Buffer, size = 70_001): AsyncIterable<Uint8Array> {
  for (let start = 0; start < content.length; start += size)
    yield await Promise.resolve(content.subarray(start, start + size));
}

async function* broken(content: Buffer): AsyncIterable<Uint8Array> {
  yield* inChunks(content);
  throw new Error('The line broke.');
}

interface Driver {
  title: string;
  open: () => Promise<FileStore>;
  close: () => Promise<void>;
  /** What the store holds, by name, finished or not. */
  names: () => string[];
}

const folder = mkdtempSync(join(tmpdir(), 'symposia-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const local = join(folder, 'local');
const bucket = join(folder, 's3');
/** Speaks S3, in this process. */
let server: S3rver;
const settings = { bucket: 'symposia', region: 'eu-west-1', accessKey: 'S3RVER', secretKey: 'S3RVER', pathStyle: true };

const DRIVERS: Driver[] = [
  {
    title: 'a folder',
    open: () => Promise.resolve(new LocalFiles(local)),
    close: () => Promise.resolve(),
    names: () => readdirSync(local),
  },
  {
    title: 'a bucket',
    open: async () => {
      server = new S3rver({
        address: '127.0.0.1',
        port: 0,
        silent: true,
        directory: bucket,
        configureBuckets: [{ name: 'symposia' }],
      });
      const { port } = await server.run();
      return S3Files.open({ ...settings, endpoint: `http://127.0.0.1:${port}` });
    },
    close: () => server.close(),
    names: () =>
      readdirSync(bucket, { recursive: true, encoding: 'utf8' })
        .filter((name) => /^symposia\/files\/.*_object$/.test(name))
        .map((name) => name.replace(/^symposia\/files\/|\._S3rver_object$/g, '')),
  },
];

describe.each(DRIVERS)('files in $title', ({ open, close, names }) => {
  let files: FileStore;
  beforeAll(async () => {
    files = await open();
  });
  afterAll(async () => {
    files.close();
    await close();
  });

  it.each([
    { title: 'one byte', size: 1 },
    { title: 'less than a part', size: 200_000 },
    { title: 'exactly a part', size: 5 * MB },
    { title: 'a part and a byte', size: 5 * MB + 1 },
    { title: 'two parts', size: 10 * MB },
    { title: 'exactly the limit', size: LIMIT },
  ])('gives back $title as it came, with its size and hash', async ({ size }) => {
    const content = randomBytes(size);
    const id = newId();
    const sha256 = createHash('sha256').update(content).digest();
    expect(await files.write(id, inChunks(content), LIMIT)).toEqual({ size, sha256 });
    expect((await buffer(await files.read(id))).equals(content)).toBe(true);
    await files.remove(id);
    expect(names()).toEqual([]);
  });

  it('takes a Node stream too', async () => {
    const id = newId();
    await files.write(id, Readable.from([Buffer.from('one '), Buffer.from('two')]), LIMIT);
    expect((await buffer(await files.read(id))).toString()).toBe('one two');
    await files.remove(id);
  });

  it.each([
    { start: 0, end: 1, expected: 'ab' },
    { start: 2, end: 4, expected: 'cde' },
    { start: 5, end: 5, expected: 'f' },
  ])('gives bytes $start to $end', async ({ start, end, expected }) => {
    const id = newId();
    await files.write(id, inChunks(Buffer.from('abcdef'), 4), LIMIT);
    expect((await buffer(await files.read(id, { start, end }))).toString()).toBe(expected);
    await files.remove(id);
  });

  it.each([
    { title: 'a byte too many', content: inChunks(Buffer.alloc(LIMIT + 1)), error: FileTooLarge },
    { title: 'a small one that breaks off', content: broken(Buffer.alloc(100)), error: Error },
    { title: 'a large one that breaks off', content: broken(Buffer.alloc(7 * MB)), error: Error },
  ])('keeps nothing of $title', async ({ content, error }) => {
    const id = newId();
    await expect(files.write(id, content, LIMIT)).rejects.toThrow(error);
    await expect(files.read(id)).rejects.toThrow(NotFound);
    expect(names()).toEqual([]);
  });

  it('stops reading at the limit', async () => {
    let given = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) yield await Promise.resolve(Buffer.alloc((given++, 10_000)));
    }
    await expect(files.write(newId(), endless(), 100_000)).rejects.toThrow(FileTooLarge);
    expect(given).toBe(11);
  });

  it('knows nothing of what was never written', async () => {
    await expect(files.read(newId())).rejects.toThrow(NotFound);
    await expect(files.remove(newId())).resolves.toBeUndefined();
  });

  it.each([
    '../secret-key',
    '..',
    '',
    '.',
    '/etc/passwd',
    'a/b',
    `${newId()}/../x`,
    `${newId()}\0`,
    newId().toUpperCase(),
  ])('takes %j for no file', async (id) => {
    await expect(files.write(id, inChunks(Buffer.from('x')), LIMIT)).rejects.toThrow(NotFound);
    await expect(files.read(id)).rejects.toThrow(NotFound);
    await expect(files.remove(id)).rejects.toThrow(NotFound);
    expect(names()).toEqual([]);
  });

  it('lists what was begun before an instant, oldest first', async () => {
    const [old, older, young] = [
      '01900000-0001-7000-8000-000000000000',
      '01900000-0000-7000-8000-000000000000',
      newId(),
    ];
    for (const id of [old, older, young]) await files.write(id, inChunks(Buffer.from(id)), LIMIT);
    const lots: string[][] = [];
    for await (const lot of files.begunBefore(new Date(0x019000000002))) lots.push(lot);
    expect(lots).toEqual([[older, old]]);
    for (const id of [old, older, young]) await files.remove(id);
    expect(names()).toEqual([]);
  });
});

describe('a folder', () => {
  it('is private, and so is what is in it', async () => {
    const id = newId();
    await new LocalFiles(local).write(id, inChunks(Buffer.from('x')), LIMIT);
    expect([statSync(local).mode & 0o777, statSync(join(local, id)).mode & 0o777]).toEqual([0o700, 0o600]);
    rmSync(join(local, id));
  });

  it('finds and removes what a crash left half-written, and leaves what is not ours', async () => {
    const files = new LocalFiles(local);
    const id = '01900000-0000-7000-8000-000000000000';
    for (const name of [`${id}.part`, 'notes.txt']) writeFileSync(join(local, name), 'x');
    const lots: string[][] = [];
    for await (const lot of files.begunBefore(new Date())) lots.push(lot);
    expect(lots).toEqual([[id]]);
    await files.remove(id);
    expect(readdirSync(local)).toEqual(['notes.txt']);
  });
});

describe('a bucket', () => {
  it('that cannot be reached says so, and not that the file is missing', async () => {
    const files = await S3Files.open({ ...settings, endpoint: 'http://127.0.0.1:9' });
    await expect(files.read(newId())).rejects.toThrow(FilesUnavailable);
    await expect(files.write(newId(), inChunks(Buffer.from('x')), LIMIT)).rejects.toThrow(FilesUnavailable);
    files.close();
  });
});
