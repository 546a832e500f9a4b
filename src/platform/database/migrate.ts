import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';

/** Any number nobody else uses: the advisory lock under which one process at a time changes the schema. */
const LOCK = 5_967_001;

/**
 * Brings the schema up to date before anything else runs. Safe when several processes start together: they queue up at an
 * advisory lock, and those that come later find nothing to do. One transaction a migration.
 * @throws when the database cannot be reached or a migration fails (which is then undone).
 */
export async function migrate(url: string, log: (line: string) => void): Promise<void> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const dataSource = await new DataSource({
      type: 'postgres',
      url,
      migrations: MIGRATIONS,
      migrationsTableName: 'schema_migration',
      poolSize: 1,
    }).initialize();
    try {
      const done = await dataSource.runMigrations({ transaction: 'each' });
      for (const migration of done) log(`Migrated: ${migration.name}`);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    // Ending the connection lets go of the lock, also after an error.
    await guard.end();
  }
}

/** The migrations that this build has and the database has not. */
export async function pendingMigrations(query: (sql: string) => Promise<{ name: string }[]>): Promise<string[]> {
  const done = new Set((await query('SELECT name FROM schema_migration')).map((row) => row.name));
  return MIGRATIONS.map((migration) => migration.name).filter((name) => !done.has(name));
}
