/**
 * The PostgreSQL server of one run of the tests, as a process of its own: says in one line of JSON where it is, and ends with its stdin.
 * So it also ends, and cleans up after itself, when the run is killed. Started by `global-setup.ts`.
 * `TEST_DATABASE_URL` names a server to use instead (a role that may create databases); else an embedded one in a temporary folder.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';

process.on('SIGINT', () => undefined); // Ctrl-C reaches us too; what counts is that the tests have ended
process.stdout.on('error', () => undefined); // the run was killed before it read our line: stdin ends too
const ended = new Promise<void>((resolve) => {
  for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
  process.stdin.resume();
});
const given = process.env['TEST_DATABASE_URL'];
const { url, stop } = given ? { url: given, stop: () => Promise.resolve() } : await startTemporaryServer();
const template = `symposia_template_${randomBytes(4).toString('hex')}`;
try {
  await makeTemplate();
  console.log(JSON.stringify({ url, template }));
  await ended;
} finally {
  if (given) {
    await execute(`ALTER DATABASE ${template} IS_TEMPLATE false`, `DROP DATABASE ${template} WITH (FORCE)`);
  }
  await stop();
}

/** A database with every migration, which test databases are copies of. */
async function makeTemplate(): Promise<void> {
  await execute(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  await migrate(templateUrl.href, () => undefined);
  // A copy fails while anybody is connected to the original.
  await execute(`ALTER DATABASE ${template} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

async function startTemporaryServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-tests-'));
  await fs.chmod(dataDir, 0o711); // as root, the server runs as somebody else
  const database = await startEmbeddedPostgres({ dataDir, fast: true, log: () => undefined });
  const stop = async () => {
    await database.stop();
    await fs.rm(dataDir, { recursive: true, force: true });
    if (!database.directory.startsWith(dataDir)) {
      await fs.rm(path.dirname(database.directory), { recursive: true, force: true });
    }
  };
  return { url: database.url, stop };
}

async function execute(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
