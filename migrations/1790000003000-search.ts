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
    // Tokens are compared row by row when a word is common, and to unpack them would take longer than to compare them.
    await runner.query(`ALTER TABLE search_entry SET (toast_tuple_target = 8160)`);
    await runner.query(`ALTER TABLE search_entry ALTER COLUMN tokens SET STORAGE MAIN`);
    // Without a pending list: one that is long makes the question of somebody else slow.
    await runner.query(
      `CREATE INDEX search_entry_tokens_ix ON search_entry USING gin (tokens) WITH (fastupdate = off)`,
    );
    await runner.query(`CREATE INDEX search_entry_newest_ix ON search_entry (year DESC, object_id DESC)`);
    await runner.query(`CREATE INDEX search_entry_scope_ix ON search_entry (scope)`);
    // Words beyond the usual thousand, so that the planner knows the common ones of several languages.
    await runner.query(`ALTER TABLE search_entry ALTER COLUMN tokens SET STATISTICS 500`);
    await runner.query(`
      CREATE TABLE search_state (
        only_row boolean NOT NULL DEFAULT true CONSTRAINT search_state_pk PRIMARY KEY
          CONSTRAINT search_state_one_ck CHECK (only_row),
        tokeniser integer NOT NULL,
        kind text,
        after uuid
      )`);
    await runner.query(`COMMENT ON TABLE search_state IS 'How far everything has been indexed anew'`);
    await runner.query(`COMMENT ON COLUMN search_state.tokeniser IS 'The version of the tokens'`);
    await runner.query(
      `COMMENT ON COLUMN search_state.kind IS 'Which kind is next, from which id on; null: all is done'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_state');
    await runner.query('DROP TABLE search_entry');
  }
}
