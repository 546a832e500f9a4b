import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Waiting lists, pools, quotas, approval, offers, questions, invitations, check-in, and long work with its progress. */
export class RegistrationDesk1790000004000 implements MigrationInterface {
  name = 'RegistrationDesk1790000004000';

  async up(runner: QueryRunner): Promise<void> {
    // ── what limits admission: the category itself, a pool that categories share, a quota of an institution
    await runner.query(`
      CREATE TABLE place_pool (
        id uuid NOT NULL CONSTRAINT place_pool_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT place_pool_edition_fk REFERENCES edition ON DELETE CASCADE,
        name jsonb NOT NULL,
        capacity integer NOT NULL CONSTRAINT place_pool_capacity_ck CHECK (capacity >= 0),
        taken integer NOT NULL DEFAULT 0,
        overhang integer NOT NULL DEFAULT 0 CONSTRAINT place_pool_overhang_ck CHECK (overhang >= 0),
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT place_pool_taken_ck CHECK (taken >= 0 AND taken <= capacity + overhang)
      )`);
    await runner.query(`CREATE INDEX place_pool_edition_ix ON place_pool (edition_id, position)`);
    await runner.query(`
      ALTER TABLE category
        ADD COLUMN pool_id uuid CONSTRAINT category_pool_fk REFERENCES place_pool,
        ADD COLUMN approval boolean NOT NULL DEFAULT false,
        ADD COLUMN reviews_required integer NOT NULL DEFAULT 1
          CONSTRAINT category_reviews_ck CHECK (reviews_required BETWEEN 1 AND 5),
        ADD COLUMN invitation_only boolean NOT NULL DEFAULT false,
        ADD COLUMN waiting_list boolean NOT NULL DEFAULT false,
        ADD COLUMN quota_default integer CONSTRAINT category_quota_default_ck CHECK (quota_default >= 0),
        ADD COLUMN offer_hours integer CONSTRAINT category_offer_ck CHECK (offer_hours BETWEEN 1 AND 8760),
        ADD COLUMN waiting integer NOT NULL DEFAULT 0 CONSTRAINT category_waiting_ck CHECK (waiting >= 0)`);
    await runner.query(`CREATE INDEX category_pool_ix ON category (pool_id) WHERE pool_id IS NOT NULL`);
    await runner.query(`
      COMMENT ON COLUMN category.quota_default IS
        'Places for each institution without a quota of its own; null: no limit, 0: only institutions with a quota'`);
    await runner.query(`
      COMMENT ON COLUMN category.offer_hours IS
        'Set: whoever is approved or promoted gets an offer that holds the place for so long; null: the place itself'`);
    await runner.query(`
      CREATE TABLE category_quota (
        id uuid NOT NULL CONSTRAINT category_quota_pk PRIMARY KEY,
        category_id uuid NOT NULL CONSTRAINT category_quota_category_fk REFERENCES category ON DELETE CASCADE,
        institution_id uuid NOT NULL CONSTRAINT category_quota_institution_fk REFERENCES institution,
        capacity integer CONSTRAINT category_quota_capacity_ck CHECK (capacity >= 0),
        listed boolean NOT NULL,
        taken integer NOT NULL DEFAULT 0,
        overhang integer NOT NULL DEFAULT 0 CONSTRAINT category_quota_overhang_ck CHECK (overhang >= 0),
        CONSTRAINT category_quota_uq UNIQUE (category_id, institution_id),
        CONSTRAINT category_quota_taken_ck CHECK (taken >= 0 AND taken <= capacity + overhang),
        CONSTRAINT category_quota_listed_ck CHECK (NOT listed OR capacity IS NOT NULL)
      )`);
    await runner.query(`CREATE INDEX category_quota_institution_ix ON category_quota (institution_id)`);
    await runner.query(`
      COMMENT ON COLUMN category_quota.listed IS
        'False: counts an institution that has no quota of its own; its capacity is that of category.quota_default'`);

    // ── invitations: one person, or the coordinator of an institution's delegation
    await runner.query(`
      CREATE TABLE invitation (
        id uuid NOT NULL CONSTRAINT invitation_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT invitation_edition_fk REFERENCES edition ON DELETE CASCADE,
        category_id uuid NOT NULL CONSTRAINT invitation_category_fk REFERENCES category ON DELETE CASCADE,
        kind text NOT NULL CONSTRAINT invitation_kind_ck CHECK (kind IN ('person', 'delegation')),
        email text NOT NULL,
        email_key text NOT NULL,
        name text,
        institution_id uuid CONSTRAINT invitation_institution_fk REFERENCES institution,
        locale text NOT NULL CONSTRAINT invitation_locale_ck CHECK (locale IN ('en', 'zh-Hans', 'zh-Hant')),
        message text,
        state text NOT NULL CONSTRAINT invitation_state_ck CHECK (state IN ('open', 'used', 'withdrawn')),
        expires_at timestamptz,
        reminded_at timestamptz,
        answered_at timestamptz,
        link_version integer NOT NULL DEFAULT 1,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT invitation_delegation_ck CHECK (kind = 'person' OR institution_id IS NOT NULL)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX invitation_email_uq ON invitation (edition_id, category_id, kind, email_key) WHERE state = 'open'`);
    await runner.query(`CREATE INDEX invitation_edition_ix ON invitation (edition_id, id)`);
    await runner.query(`CREATE INDEX invitation_category_ix ON invitation (category_id)`);
    await runner.query(
      `CREATE INDEX invitation_institution_ix ON invitation (institution_id) WHERE institution_id IS NOT NULL`,
    );

    // ── registrations: their place in the queue, and what has become of them
    await runner.query(`CREATE SEQUENCE registration_sequence`);
    await runner.query(`
      ALTER TABLE registration
        DROP CONSTRAINT registration_status_ck,
        ADD CONSTRAINT registration_status_ck
          CHECK (status IN ('confirmed', 'waitlisted', 'pending', 'offered', 'declined', 'cancelled')),
        ADD COLUMN sequence bigint,
        ADD COLUMN status_at timestamptz,
        ADD COLUMN status_note text,
        ADD COLUMN confirmed_at timestamptz,
        ADD COLUMN offer_expires_at timestamptz,
        ADD COLUMN cancelled_from text,
        ADD COLUMN answer_versions jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN invitation_id uuid CONSTRAINT registration_invitation_fk REFERENCES invitation,
        ADD COLUMN source text NOT NULL DEFAULT 'form'
          CONSTRAINT registration_source_ck CHECK (source IN ('form', 'api', 'import', 'walk_in', 'delegation')),
        ADD COLUMN checked_in_at timestamptz,
        ADD COLUMN checked_in_by uuid CONSTRAINT registration_checked_in_by_fk REFERENCES account ON DELETE SET NULL,
        ADD COLUMN erased_at timestamptz,
        ADD CONSTRAINT registration_offer_ck CHECK ((status = 'offered') = (offer_expires_at IS NOT NULL))`);
    await runner.query(`
      UPDATE registration SET sequence = numbered.place, status_at = coalesce(cancelled_at, created_at), confirmed_at = created_at,
        cancelled_from = CASE status WHEN 'cancelled' THEN 'confirmed' END
      FROM (SELECT id, row_number() OVER (ORDER BY created_at, id) AS place FROM registration) AS numbered
      WHERE numbered.id = registration.id`);
    await runner.query(`SELECT setval('registration_sequence', (SELECT count(*) + 1 FROM registration), false)`);
    await runner.query(`
      ALTER TABLE registration
        ALTER COLUMN sequence SET NOT NULL,
        ALTER COLUMN sequence SET DEFAULT nextval('registration_sequence'),
        ALTER COLUMN status_at SET NOT NULL,
        ALTER COLUMN status_at SET DEFAULT now()`);
    await runner.query(`
      ALTER TABLE registration ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
        lower(regexp_replace(normalize(
          name || ' ' || coalesce(native_name, '') || ' ' || email || ' ' || reference || ' ' || replace(reference, '-', '')
            || ' ' || coalesce(affiliation, ''), NFKD), '[\\u0300-\\u036f]', '', 'g'))) STORED`);
    await runner.query(`
      COMMENT ON COLUMN registration.search_text IS 'What a word of a list''s search is looked for in: small letters without marks'`);
    await runner.query(`
      COMMENT ON COLUMN registration.sequence IS
        'First come, first served goes by this, not by a clock: it is given under the lock of the edition''s categories'`);
    await runner.query(`
      CREATE INDEX registration_waiting_ix ON registration (category_id, sequence) WHERE status = 'waitlisted'`);
    await runner.query(`
      CREATE INDEX registration_offer_ix ON registration (offer_expires_at) WHERE status = 'offered'`);
    await runner.query(`CREATE INDEX registration_status_ix ON registration (edition_id, status, id)`);
    await runner.query(`CREATE INDEX registration_name_ix ON registration (edition_id, lower(name), id)`);
    await runner.query(
      `CREATE INDEX registration_invitation_ix ON registration (invitation_id) WHERE invitation_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX registration_checked_in_by_ix ON registration (checked_in_by) WHERE checked_in_by IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE registration_review (
        id uuid NOT NULL CONSTRAINT registration_review_pk PRIMARY KEY,
        registration_id uuid NOT NULL CONSTRAINT registration_review_registration_fk REFERENCES registration ON DELETE CASCADE,
        account_id uuid NOT NULL CONSTRAINT registration_review_account_fk REFERENCES account,
        verdict text NOT NULL CONSTRAINT registration_review_verdict_ck CHECK (verdict IN ('approve', 'decline')),
        note text,
        reviewed_at timestamptz NOT NULL,
        CONSTRAINT registration_review_uq UNIQUE (registration_id, account_id)
      )`);
    await runner.query(`CREATE INDEX registration_review_account_ix ON registration_review (account_id)`);

    // ── questions, and each of them as it was when somebody answered
    await runner.query(`
      CREATE TABLE question (
        id uuid NOT NULL CONSTRAINT question_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT question_edition_fk REFERENCES edition ON DELETE CASCADE,
        label jsonb NOT NULL,
        help jsonb,
        kind text NOT NULL CONSTRAINT question_kind_ck CHECK (kind IN
          ('text', 'long_text', 'choice', 'multi_choice', 'boolean', 'date', 'number', 'country', 'file')),
        required boolean NOT NULL DEFAULT false,
        options jsonb,
        show_if jsonb,
        categories uuid[],
        erase_after text,
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        retired_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT question_options_ck CHECK ((kind IN ('choice', 'multi_choice')) = (options IS NOT NULL))
      )`);
    await runner.query(`CREATE INDEX question_edition_ix ON question (edition_id, position)`);
    await runner.query(`
      COMMENT ON COLUMN question.retired_at IS 'Set: asked no more; the answers that there are keep it'`);
    await runner.query(`
      CREATE TABLE question_version (
        question_id uuid NOT NULL CONSTRAINT question_version_question_fk REFERENCES question ON DELETE CASCADE,
        version integer NOT NULL,
        label jsonb NOT NULL,
        kind text NOT NULL,
        options jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT question_version_pk PRIMARY KEY (question_id, version)
      )`);
    await runner.query(`
      CREATE TABLE answer_file (
        id uuid NOT NULL CONSTRAINT answer_file_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT answer_file_edition_fk REFERENCES edition ON DELETE CASCADE,
        question_id uuid NOT NULL CONSTRAINT answer_file_question_fk REFERENCES question ON DELETE CASCADE,
        registration_id uuid CONSTRAINT answer_file_registration_fk REFERENCES registration ON DELETE CASCADE,
        name text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL CONSTRAINT answer_file_size_ck CHECK (size > 0),
        sha256 bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      COMMENT ON COLUMN answer_file.registration_id IS 'Null: received with a form that has not been accepted yet'`);
    await runner.query(`CREATE INDEX answer_file_edition_ix ON answer_file (edition_id)`);
    await runner.query(`CREATE INDEX answer_file_question_ix ON answer_file (question_id)`);
    await runner.query(`
      CREATE INDEX answer_file_registration_ix ON answer_file (registration_id) WHERE registration_id IS NOT NULL`);
    await runner.query(`
      CREATE INDEX answer_file_unclaimed_ix ON answer_file (created_at) WHERE registration_id IS NULL`);

    // ── check-in: every scan, also those that were refused; a nonce makes a repeated upload harmless
    await runner.query(`
      CREATE TABLE check_in_scan (
        id uuid NOT NULL CONSTRAINT check_in_scan_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT check_in_scan_edition_fk REFERENCES edition ON DELETE CASCADE,
        registration_id uuid CONSTRAINT check_in_scan_registration_fk REFERENCES registration ON DELETE CASCADE,
        nonce text NOT NULL,
        kind text NOT NULL CONSTRAINT check_in_scan_kind_ck CHECK (kind IN ('in', 'undo')),
        outcome text NOT NULL CONSTRAINT check_in_scan_outcome_ck
          CHECK (outcome IN ('checked_in', 'already_in', 'not_valid', 'undone')),
        reason text,
        device text NOT NULL,
        account_id uuid CONSTRAINT check_in_scan_account_fk REFERENCES account ON DELETE SET NULL,
        scanned_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT check_in_scan_nonce_uq UNIQUE (edition_id, nonce)
      )`);
    await runner.query(`
      CREATE INDEX check_in_scan_registration_ix ON check_in_scan (registration_id, scanned_at) WHERE registration_id IS NOT NULL`);
    await runner.query(`CREATE INDEX check_in_scan_received_ix ON check_in_scan (edition_id, received_at)`);
    await runner.query(
      `CREATE INDEX check_in_scan_account_ix ON check_in_scan (account_id) WHERE account_id IS NOT NULL`,
    );

    // ── mails to people who were invited
    await runner.query(`
      ALTER TABLE delivery
        ADD COLUMN invitation_id uuid CONSTRAINT delivery_invitation_fk REFERENCES invitation ON DELETE CASCADE,
        ADD CONSTRAINT delivery_invitation_uq UNIQUE (invitation_id, occasion),
        DROP CONSTRAINT delivery_kind_ck,
        ADD CONSTRAINT delivery_kind_ck CHECK (kind IN ('confirmation', 'waitlisted', 'promoted', 'approved', 'declined',
          'cancelled', 'reminder', 'change', 'announcement', 'account', 'invitation')),
        DROP CONSTRAINT delivery_recipient_ck,
        ADD CONSTRAINT delivery_recipient_ck CHECK (
          num_nonnulls(account_link_id, invitation_id, registration_id) = 1 AND
          (account_link_id IS NOT NULL) = (kind = 'account') AND
          (invitation_id IS NOT NULL) = (kind = 'invitation') AND
          (account_link_id IS NOT NULL) = (edition_id IS NULL))`);

    // ── long work: what there is to do and how far it is, so that a closed page and a killed worker lose nothing
    await runner.query(`
      CREATE TABLE task (
        id uuid NOT NULL CONSTRAINT task_pk PRIMARY KEY,
        kind text NOT NULL,
        edition_id uuid CONSTRAINT task_edition_fk REFERENCES edition ON DELETE CASCADE,
        account_id uuid NOT NULL CONSTRAINT task_account_fk REFERENCES account,
        input jsonb NOT NULL,
        state text NOT NULL CONSTRAINT task_state_ck CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        done integer NOT NULL DEFAULT 0 CONSTRAINT task_done_ck CHECK (done >= 0),
        total integer CONSTRAINT task_total_ck CHECK (total >= 0),
        progress jsonb NOT NULL DEFAULT '{}',
        result jsonb,
        error text,
        cancel_requested_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        leased_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz
      )`);
    await runner.query(`
      COMMENT ON COLUMN task.progress IS 'Where a worker that takes over goes on, in the words of the kind'`);
    await runner.query(`CREATE INDEX task_open_ix ON task (leased_until) WHERE state IN ('waiting', 'running')`);
    await runner.query(`CREATE INDEX task_edition_ix ON task (edition_id, id) WHERE edition_id IS NOT NULL`);
    await runner.query(`CREATE INDEX task_account_ix ON task (account_id, id)`);
    await runner.query(`CREATE INDEX task_finished_ix ON task (finished_at) WHERE finished_at IS NOT NULL`);

    // ── somebody who asks to be erased: the trail keeps what happened and forgets who it was
    await runner.query(`
      CREATE OR REPLACE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND coalesce(current_setting('symposia.erasing', true), '') <> '' THEN
          RETURN NULL;
        END IF;
        RAISE EXCEPTION 'audit entries are never changed or removed';
      END $$`);
    await runner.query(`
      CREATE FUNCTION audit_entry_erases_one_object() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.object_id IS DISTINCT FROM current_setting('symposia.erasing', true)
          OR (OLD.id, OLD.at, OLD.actor_kind, OLD.actor_id, OLD.action, OLD.object_kind, OLD.object_id, OLD.edition_id)
            IS DISTINCT FROM (NEW.id, NEW.at, NEW.actor_kind, NEW.actor_id, NEW.action, NEW.object_kind, NEW.object_id, NEW.edition_id)
        THEN
          RAISE EXCEPTION 'audit entries are never changed, but for the personal words about whoever is erased';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_erasure BEFORE UPDATE ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION audit_entry_erases_one_object()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER audit_entry_erasure ON audit_entry');
    await runner.query('DROP FUNCTION audit_entry_erases_one_object()');
    await runner.query(`
      CREATE OR REPLACE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit entries are never changed or removed';
      END $$`);
    await runner.query('DROP TABLE task');
    await runner.query(`DELETE FROM delivery WHERE kind = 'invitation'`);
    await runner.query(`
      ALTER TABLE delivery
        DROP CONSTRAINT delivery_recipient_ck,
        DROP CONSTRAINT delivery_kind_ck,
        DROP COLUMN invitation_id,
        ADD CONSTRAINT delivery_kind_ck CHECK (kind IN ('confirmation', 'waitlisted', 'promoted', 'approved', 'declined',
          'cancelled', 'reminder', 'change', 'announcement', 'account')),
        ADD CONSTRAINT delivery_recipient_ck CHECK (
          (account_link_id IS NOT NULL AND kind = 'account' AND registration_id IS NULL AND edition_id IS NULL) OR
          (account_link_id IS NULL AND kind <> 'account' AND registration_id IS NOT NULL AND edition_id IS NOT NULL))`);
    for (const table of ['check_in_scan', 'answer_file', 'question_version', 'question', 'registration_review'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`
      UPDATE registration SET status = 'cancelled', offer_expires_at = NULL WHERE status IN ('offered', 'declined')`);
    await runner.query('DROP INDEX registration_name_ix');
    await runner.query('DROP INDEX registration_status_ix');
    await runner.query('DROP INDEX registration_waiting_ix');
    await runner.query(`
      ALTER TABLE registration DROP COLUMN search_text, DROP CONSTRAINT registration_offer_ck, DROP COLUMN erased_at, DROP COLUMN checked_in_by,
        DROP COLUMN checked_in_at, DROP COLUMN source, DROP COLUMN invitation_id, DROP COLUMN answer_versions,
        DROP COLUMN cancelled_from, DROP COLUMN offer_expires_at, DROP COLUMN confirmed_at, DROP COLUMN status_note,
        DROP COLUMN status_at, DROP COLUMN sequence, DROP CONSTRAINT registration_status_ck,
        ADD CONSTRAINT registration_status_ck CHECK (status IN ('confirmed', 'waitlisted', 'pending', 'cancelled'))`);
    await runner.query('DROP SEQUENCE registration_sequence');
    await runner.query('DROP TABLE invitation');
    await runner.query('DROP TABLE category_quota');
    await runner.query(`
      ALTER TABLE category DROP COLUMN waiting, DROP COLUMN offer_hours, DROP COLUMN quota_default, DROP COLUMN waiting_list,
        DROP COLUMN invitation_only, DROP COLUMN reviews_required, DROP COLUMN approval, DROP COLUMN pool_id`);
    await runner.query('DROP TABLE place_pool');
  }
}
