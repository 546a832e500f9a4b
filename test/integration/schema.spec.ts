import { DataSource } from 'typeorm';
import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** Foreign keys that need no index of their own, and why. */
const WITHOUT_INDEX: Record<string, string> = {};

describe('the migrated schema', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  it('has exactly the columns that the entities name, of the same type and nullability', async () => {
    const tables = application.get(DataSource).entityMetadatas;
    const entities = tables.flatMap(({ tableName, columns }) =>
      columns.map((column) => `${tableName}.${described(column)}`),
    );
    const rows = await application.sql<{ column: string }>(
      `SELECT table_name || '.' || column_name || ' '
         || CASE data_type WHEN 'ARRAY' THEN substr(udt_name, 2) || '[]' ELSE data_type END
         || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS column
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY($1)`,
      [tables.map(({ tableName }) => tableName)],
    );
    expect(rows.map(({ column }) => column).sort()).toEqual(entities.sort());
    expect(tables).toHaveLength(20);
  });

  it('has a primary key wherever an entity has one', async () => {
    const tables = application.get(DataSource).entityMetadatas;
    const rows = await application.sql<{ key: string }>(
      `SELECT conrelid::regclass || ': ' || (SELECT string_agg(attname, ', ' ORDER BY attname) FROM pg_attribute
         WHERE attrelid = conrelid AND attnum = ANY(conkey)) AS key
       FROM pg_constraint WHERE contype = 'p' AND conrelid::regclass::text = ANY($1)`,
      [tables.map(({ tableName }) => tableName)],
    );
    expect(rows.map(({ key }) => key).sort()).toEqual(
      tables
        .map(
          ({ tableName, primaryColumns }) =>
            `${tableName}: ${primaryColumns
              .map(({ databaseName }) => databaseName)
              .sort()
              .join(', ')}`,
        )
        .sort(),
    );
  });

  it('has an index that begins with the columns of each foreign key', async () => {
    const rows = await application.sql<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
       WHERE contype = 'f' AND nspname = 'public' AND NOT EXISTS
         (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indisvalid
            -- A partial index serves when it leaves out only the rows that point nowhere.
            AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
            AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
       ORDER BY conname`,
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(WITHOUT_INDEX).sort());
  });

  it('names every constraint and index after its table', async () => {
    const rows = await application.sql<{ name: string }>(
      `SELECT t.relname || ': ' || o.name AS name FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
         CROSS JOIN LATERAL (SELECT conname AS name FROM pg_constraint WHERE conrelid = t.oid AND contype <> 'n'
           UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = t.oid) o
       WHERE t.relkind = 'r' AND nspname = 'public' AND t.relname <> 'schema_migration' AND t.relname NOT LIKE 'bullmq%'
         AND o.name !~ ('^' || t.relname || '_')`,
    );
    expect(rows).toEqual([]);
  });

  it('gives rows that SQL makes ids of the seventh version, in the order of time', async () => {
    const rows = await application.sql<{ id: string }>(
      'SELECT new_id() AS id FROM generate_series(1, 20), pg_sleep(0.002)',
    );
    for (const { id } of rows)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const times = rows.map(({ id }) => parseInt(id.replaceAll('-', '').slice(0, 12), 16));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(5_000);
  });
});

const TYPES: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
};

function described({ databaseName, type, isArray, isNullable }: ColumnMetadata): string {
  const name = TYPES[type as string] ?? (type as string);
  return `${databaseName} ${name}${isArray ? '[]' : ''}${isNullable ? ' null' : ''}`;
}
