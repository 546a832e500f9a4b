/** The PostgreSQL that an application keeps in its data directory, reached behind its back. */
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** Rows of one statement. */
export async function sqlIn<T>(dataDir: string, statement: string, parameters: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: await urlOf(dataDir), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // told by the query that fails
  await client.connect();
  try {
    return (await client.query(statement, parameters)).rows as T[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server's process, or null when none runs. */
export async function serverOf(dataDir: string): Promise<number | null> {
  const cluster = await clusterOf(dataDir);
  const lines = await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(lines.split('\n', 1)[0]);
  if (!pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** What an operator's `pg_ctl restart -m immediate` does: every connection breaks, and the server recovers from its log. */
export async function restartImmediately(dataDir: string): Promise<void> {
  const cluster = await clusterOf(dataDir);
  const { uid, gid } = await fs.stat(cluster);
  // Its own command line, so that it is the same installation.
  const [postgres = ''] = (await fs.readFile(path.join(cluster, 'postmaster.opts'), 'utf8')).split(' ');
  const control = path.join(path.dirname(postgres), 'pg_ctl');
  const options = process.getuid?.() === 0 ? { uid, gid, cwd: '/' } : { cwd: '/' };
  const log = path.join(cluster, 'restart.log');
  await promisify(execFile)(control, ['restart', '-m', 'immediate', '-w', '-D', cluster, '-l', log], options);
}

/** The port changes from start to start. */
async function urlOf(dataDir: string): Promise<string> {
  const cluster = await clusterOf(dataDir);
  const port = (await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[3]?.trim();
  const password = (await fs.readFile(path.join(path.dirname(cluster), 'postgres.password'), 'utf8')).trim();
  return `postgresql://symposia:${password}@127.0.0.1:${port}/symposia`;
}

/** In the data directory, or where its note says. */
async function clusterOf(dataDir: string): Promise<string> {
  const note = await fs.readFile(path.join(dataDir, 'postgres.location'), 'utf8').catch(() => '');
  return path.join(/^cluster: (.+)$/m.exec(note)?.[1] ?? dataDir, 'postgres');
}
