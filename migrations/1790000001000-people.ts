import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** People in full: mailed links, second factor, sessions that can be listed, tokens that expire, limits that hold. */
export class People1790000001000 implements MigrationInterface {
  name = 'People1790000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account
        ADD COLUMN locale text NOT NULL DEFAULT 'en' CONSTRAINT account_locale_ck CHECK (locale IN ('en', 'zh-Hans', 'zh-Hant')),
        ADD COLUMN totp_secret bytea,
        ADD COLUMN totp_confirmed_at timestamptz,
        ADD COLUMN totp_last_step bigint,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT account_totp_ck CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)`);
    await runner.query(`
      COMMENT ON COLUMN account.totp_secret IS 'Sealed with the secret key; counts only once totp_confirmed_at is set'`);
    await runner.query(`
      COMMENT ON COLUMN account.totp_last_step IS 'The time step of the last accepted code: none is accepted twice (RFC 6238, 5.2)'`);
    await runner.query(`
      CREATE TABLE recovery_code (
        account_id uuid NOT NULL CONSTRAINT recovery_code_account_fk REFERENCES account ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_code_pk PRIMARY KEY (account_id, code_hash)
      )`);
    await runner.query(`
      CREATE TABLE account_link (
        id uuid NOT NULL CONSTRAINT account_link_pk PRIMARY KEY,
        account_id uuid CONSTRAINT account_link_account_fk REFERENCES account ON DELETE CASCADE,
        purpose text NOT NULL CONSTRAINT account_link_purpose_ck CHECK (purpose IN ('invitation', 'password_reset', 'sign_in')),
        invited_by text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query(`
      COMMENT ON COLUMN account_link.account_id IS
        'Null for an address that nobody has: the row is written all the same, so that both cases take the same time'`);
    await runner.query(
      `CREATE INDEX account_link_account_ix ON account_link (account_id) WHERE account_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX account_link_expires_ix ON account_link (expires_at)`);
    await runner.query(`
      ALTER TABLE session
        ADD COLUMN id uuid NOT NULL DEFAULT new_id() CONSTRAINT session_id_uq UNIQUE,
        ADD COLUMN awaits_second_factor boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE api_token ADD COLUMN expires_at timestamptz`);
    await runner.query(`ALTER TABLE role_assignment ADD COLUMN version integer NOT NULL DEFAULT 1`);
    await runner.query(`CREATE INDEX role_assignment_scope_ix ON role_assignment (scope text_pattern_ops)`);

    // ── limits that hold across processes; the columns are those of rate-limiter-flexible
    await runner.query(`
      CREATE TABLE rate_limit (
        key varchar(255) NOT NULL CONSTRAINT rate_limit_pk PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      )`);
    await runner.query(`CREATE INDEX rate_limit_expire_ix ON rate_limit (expire)`);

    // ── mails to people who sign in go through the same outbox
    await runner.query(`
      ALTER TABLE delivery
        ALTER COLUMN edition_id DROP NOT NULL,
        ALTER COLUMN registration_id DROP NOT NULL,
        ADD COLUMN account_link_id uuid CONSTRAINT delivery_account_link_uq UNIQUE
          CONSTRAINT delivery_account_link_fk REFERENCES account_link ON DELETE CASCADE,
        DROP CONSTRAINT delivery_kind_ck,
        ADD CONSTRAINT delivery_kind_ck CHECK (kind IN ('confirmation', 'waitlisted', 'promoted', 'approved', 'declined',
          'cancelled', 'reminder', 'change', 'announcement', 'account')),
        ADD CONSTRAINT delivery_recipient_ck CHECK (
          (account_link_id IS NOT NULL AND kind = 'account' AND registration_id IS NULL AND edition_id IS NULL) OR
          (account_link_id IS NULL AND kind <> 'account' AND registration_id IS NOT NULL AND edition_id IS NOT NULL))`);

    // ── what an organiser has typed and not yet saved
    await runner.query(`
      CREATE TABLE form_draft (
        account_id uuid NOT NULL CONSTRAINT form_draft_account_fk REFERENCES account ON DELETE CASCADE,
        form text NOT NULL,
        object_version integer,
        answers jsonb NOT NULL,
        saved_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT form_draft_pk PRIMARY KEY (account_id, form)
      )`);
    await runner.query(`CREATE INDEX form_draft_saved_ix ON form_draft (saved_at)`);

    // ── the trail, by person and by object; and who made which version, for two people at one form
    await runner.query(`ALTER TABLE audit_entry ADD COLUMN object_version integer`);
    await runner.query(`DROP INDEX audit_entry_object_ix`);
    await runner.query(`CREATE INDEX audit_entry_object_ix ON audit_entry (object_kind, object_id, id)`);
    await runner.query(`CREATE INDEX audit_entry_actor_ix ON audit_entry (actor_id, id) WHERE actor_id IS NOT NULL`);
    await runner.query(`CREATE INDEX audit_entry_action_ix ON audit_entry (action, id)`);
    await runner.query(`
      CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER audit_entry_no_truncate ON audit_entry');
    await runner.query('DROP INDEX audit_entry_action_ix');
    await runner.query('DROP INDEX audit_entry_actor_ix');
    await runner.query('DROP INDEX audit_entry_object_ix');
    await runner.query('CREATE INDEX audit_entry_object_ix ON audit_entry (object_kind, object_id)');
    await runner.query('ALTER TABLE audit_entry DROP COLUMN object_version');
    await runner.query('DROP TABLE form_draft');
    await runner.query(`DELETE FROM delivery WHERE kind = 'account'`);
    await runner.query(`
      ALTER TABLE delivery
        DROP CONSTRAINT delivery_recipient_ck,
        DROP COLUMN account_link_id,
        ALTER COLUMN registration_id SET NOT NULL,
        ALTER COLUMN edition_id SET NOT NULL,
        DROP CONSTRAINT delivery_kind_ck,
        ADD CONSTRAINT delivery_kind_ck CHECK (kind IN ('confirmation', 'waitlisted', 'promoted', 'approved', 'declined',
          'cancelled', 'reminder', 'change', 'announcement'))`);
    await runner.query('DROP TABLE rate_limit');
    await runner.query('DROP INDEX role_assignment_scope_ix');
    await runner.query('ALTER TABLE role_assignment DROP COLUMN version');
    await runner.query('ALTER TABLE api_token DROP COLUMN expires_at');
    await runner.query('ALTER TABLE session DROP COLUMN awaits_second_factor, DROP COLUMN id');
    await runner.query('DROP TABLE account_link');
    await runner.query('DROP TABLE recovery_code');
    await runner.query(`
      ALTER TABLE account DROP CONSTRAINT account_totp_ck, DROP COLUMN version, DROP COLUMN totp_last_step,
        DROP COLUMN totp_confirmed_at, DROP COLUMN totp_secret, DROP COLUMN locale`);
  }
}
