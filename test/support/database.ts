/** A database of its own for every test file: a copy of the migrated template, made in some 50 ms. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** An empty, migrated database. */
export interface TestDatabase {
  /** Connection string of a role that owns everything in it. */
  url: string;
  /** Removes it, and cuts off whoever is still connected. */
  drop(): Promise<void>;
}

/** @throws Error when jest ran without the global setup (only the integration and e2e projects have a server). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { TEST_SERVER_URL: server, TEST_TEMPLATE: template } = process.env;
  if (!server || !template) throw new Error('No test server: this jest project lacks test/support/global-setup.ts.');
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
