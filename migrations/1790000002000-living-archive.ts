import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The alliance's memory: former names, merged institutions, what remains of an edition, documents and their files. */
export class LivingArchive1790000002000 implements MigrationInterface {
  name = 'LivingArchive1790000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE institution ADD COLUMN aliases text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`
      CREATE TABLE institution_name (
        id uuid NOT NULL CONSTRAINT institution_name_pk PRIMARY KEY,
        institution_id uuid NOT NULL CONSTRAINT institution_name_institution_fk REFERENCES institution ON DELETE CASCADE,
        name jsonb NOT NULL,
        until integer NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT institution_name_uq UNIQUE (institution_id, until)
      )`);
    await runner.query(`COMMENT ON COLUMN institution_name.until IS 'The last year in which it had this name'`);
    await runner.query(`
      CREATE TABLE institution_redirect (
        slug text NOT NULL CONSTRAINT institution_redirect_pk PRIMARY KEY,
        institution_id uuid NOT NULL CONSTRAINT institution_redirect_institution_fk REFERENCES institution ON DELETE CASCADE
      )`);
    await runner.query(
      `COMMENT ON TABLE institution_redirect IS 'Slugs of institutions that were merged into another one'`,
    );
    await runner.query(`CREATE INDEX institution_redirect_institution_ix ON institution_redirect (institution_id)`);
    await runner.query(`
      CREATE FUNCTION institution_name_in(institution uuid, current_name jsonb, in_year integer) RETURNS jsonb
      LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT coalesce((SELECT former.name FROM institution_name former
          WHERE former.institution_id = institution AND former.until >= in_year ORDER BY former.until LIMIT 1), current_name)
      $$`);

    await runner.query(`
      ALTER TABLE edition
        ADD COLUMN summary jsonb,
        ADD COLUMN website text,
        ADD COLUMN participants jsonb,
        ADD COLUMN cloned_from uuid CONSTRAINT edition_cloned_from_fk REFERENCES edition ON DELETE SET NULL`);
    await runner.query(`CREATE INDEX edition_cloned_from_ix ON edition (cloned_from) WHERE cloned_from IS NOT NULL`);

    await runner.query(`
      CREATE TABLE stored_file (
        id uuid NOT NULL CONSTRAINT stored_file_pk PRIMARY KEY,
        name text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL CONSTRAINT stored_file_size_ck CHECK (size > 0),
        sha256 bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE edition_document (
        id uuid NOT NULL CONSTRAINT edition_document_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT edition_document_edition_fk REFERENCES edition ON DELETE CASCADE,
        kind text NOT NULL CONSTRAINT edition_document_kind_ck CHECK (kind IN ('document', 'recording')),
        title jsonb NOT NULL,
        language text,
        url text,
        file_id uuid CONSTRAINT edition_document_file_fk REFERENCES stored_file,
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT edition_document_source_ck CHECK (num_nonnulls(url, file_id) = 1)
      )`);
    await runner.query(`CREATE INDEX edition_document_edition_ix ON edition_document (edition_id, position)`);
    await runner.query(
      `CREATE UNIQUE INDEX edition_document_file_ix ON edition_document (file_id) WHERE file_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE edition_document');
    await runner.query('DROP TABLE stored_file');
    await runner.query(
      'ALTER TABLE edition DROP COLUMN cloned_from, DROP COLUMN participants, DROP COLUMN website, DROP COLUMN summary',
    );
    await runner.query('DROP FUNCTION institution_name_in(uuid, jsonb, integer)');
    await runner.query('DROP TABLE institution_redirect');
    await runner.query('DROP TABLE institution_name');
    await runner.query('ALTER TABLE institution DROP COLUMN aliases');
  }
}
