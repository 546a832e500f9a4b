import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What can be found: one row an object, with the tokens of its texts in all languages. */
export class Search1790000003000 implements MigrationInterface {
  name = 'Search1790000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search_entry (
        kind text NOT NULL,
        object_id uuid NOT NULL,
        scope text NOT NULL,
        is_public boolean NOT NULL,
        path text NOT NULL,
        title jsonb NOT NULL,
        context jsonb,
        year integer,
        tokens tsvector NOT NULL,
        CONSTRAINT search_entry_pk PRIMARY KEY (kind, object_id)
      )`);
    await runner.query(`CREATE INDEX search_entry_tokens_ix ON search_entry USING gin (tokens)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_entry');
  }
}
