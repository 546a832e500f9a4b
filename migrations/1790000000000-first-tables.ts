import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The walking skeleton: people, institutions, series and editions, registration, streams, deliveries. */
export class FirstTables1790000000000 implements MigrationInterface {
  name = 'FirstTables1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    // UUIDv7 (RFC 9562, 5.7) for rows that are made set-wise; PostgreSQL has one of its own only from 18 on.
    await runner.query(`
      CREATE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
          PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
          52, 1), 53, 1), 'hex')::uuid
      $$`);

    // ── accounts
    await runner.query(`
      CREATE TABLE account (
        id uuid NOT NULL CONSTRAINT account_pk PRIMARY KEY,
        email text NOT NULL CONSTRAINT account_email_uq UNIQUE,
        name text NOT NULL,
        password_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE role_assignment (
        id uuid NOT NULL CONSTRAINT role_assignment_pk PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT role_assignment_account_fk REFERENCES account ON DELETE CASCADE,
        role text NOT NULL CONSTRAINT role_assignment_role_ck
          CHECK (role IN ('administrator', 'organiser', 'programme', 'check_in', 'viewer')),
        scope text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT role_assignment_uq UNIQUE (account_id, role, scope)
      )`);
    await runner.query(`
      CREATE TABLE session (
        token_hash bytea NOT NULL CONSTRAINT session_pk PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT session_account_fk REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ip text,
        user_agent text
      )`);
    await runner.query(`CREATE INDEX session_account_ix ON session (account_id)`);
    await runner.query(`CREATE INDEX session_expires_ix ON session (expires_at)`);
    await runner.query(`
      CREATE TABLE api_token (
        id uuid NOT NULL CONSTRAINT api_token_pk PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT api_token_account_fk REFERENCES account ON DELETE CASCADE,
        name text NOT NULL,
        token_hash bytea NOT NULL CONSTRAINT api_token_hash_uq UNIQUE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      )`);
    await runner.query(`CREATE INDEX api_token_account_ix ON api_token (account_id)`);

    // ── audit: what happened, never changed afterwards
    await runner.query(`
      CREATE TABLE audit_entry (
        id uuid NOT NULL CONSTRAINT audit_entry_pk PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_name text,
        ip text,
        action text NOT NULL,
        object_kind text NOT NULL,
        object_id text NOT NULL,
        edition_id uuid,
        before jsonb,
        after jsonb
      )`);
    await runner.query(
      `CREATE INDEX audit_entry_edition_ix ON audit_entry (edition_id, id) WHERE edition_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX audit_entry_object_ix ON audit_entry (object_kind, object_id)`);
    await runner.query(`
      CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit entries are never changed or removed';
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()`);

    // ── answers remembered for Idempotency-Key
    await runner.query(`
      CREATE TABLE idempotency_record (
        scope text NOT NULL,
        key text NOT NULL,
        fingerprint bytea NOT NULL,
        answer bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        leased_until timestamptz NOT NULL,
        CONSTRAINT idempotency_record_pk PRIMARY KEY (scope, key)
      )`);
    await runner.query(`CREATE INDEX idempotency_record_created_ix ON idempotency_record (created_at)`);

    // ── institutions
    await runner.query(`
      CREATE TABLE institution (
        id uuid NOT NULL CONSTRAINT institution_pk PRIMARY KEY,
        slug text NOT NULL CONSTRAINT institution_slug_uq UNIQUE,
        name jsonb NOT NULL,
        city text NOT NULL,
        country text NOT NULL CONSTRAINT institution_country_ck CHECK (country ~ '^[A-Z]{2}$'),
        time_zone text NOT NULL,
        website text,
        parent text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);

    // ── editions
    await runner.query(`
      CREATE TABLE series (
        id uuid NOT NULL CONSTRAINT series_pk PRIMARY KEY,
        slug text NOT NULL CONSTRAINT series_slug_uq UNIQUE,
        kind text NOT NULL CONSTRAINT series_kind_ck CHECK (kind IN ('annual_meeting', 'symposium', 'exchange_programme')),
        name jsonb NOT NULL,
        short_name text,
        description jsonb NOT NULL DEFAULT '{}',
        founded_year integer,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE series_member (
        id uuid NOT NULL CONSTRAINT series_member_pk PRIMARY KEY,
        series_id uuid NOT NULL CONSTRAINT series_member_series_fk REFERENCES series ON DELETE CASCADE,
        institution_id uuid NOT NULL CONSTRAINT series_member_institution_fk REFERENCES institution,
        role text NOT NULL CONSTRAINT series_member_role_ck CHECK (role IN ('member', 'partner', 'broadcaster')),
        founding boolean NOT NULL DEFAULT false,
        since integer,
        until integer,
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT series_member_uq UNIQUE NULLS NOT DISTINCT (series_id, institution_id, role, since),
        CONSTRAINT series_member_span_ck CHECK (until >= since)
      )`);
    await runner.query(`CREATE INDEX series_member_institution_ix ON series_member (institution_id)`);
    await runner.query(`
      CREATE TABLE edition (
        id uuid NOT NULL CONSTRAINT edition_pk PRIMARY KEY,
        key text NOT NULL CONSTRAINT edition_key_uq UNIQUE,
        series_id uuid NOT NULL CONSTRAINT edition_series_fk REFERENCES series,
        ordinal integer CONSTRAINT edition_ordinal_ck CHECK (ordinal > 0),
        year integer NOT NULL,
        title jsonb,
        theme jsonb,
        description jsonb,
        time_zone text,
        starts_at timestamptz,
        ends_at timestamptz,
        starts_wall timestamp,
        ends_wall timestamp,
        zone_data_release text,
        held_on date,
        format text CONSTRAINT edition_format_ck CHECK (format IN ('in_person', 'online', 'hybrid')),
        venue jsonb,
        satellite_venues integer,
        note text,
        languages text[] NOT NULL DEFAULT '{en}',
        status text NOT NULL CONSTRAINT edition_status_ck
          CHECK (status IN ('draft', 'published', 'postponed', 'cancelled', 'completed')),
        status_reason text,
        sequence integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        published_at timestamptz,
        CONSTRAINT edition_ordinal_uq UNIQUE (series_id, ordinal),
        CONSTRAINT edition_span_ck CHECK (ends_at > starts_at),
        CONSTRAINT edition_zone_ck CHECK (starts_at IS NULL OR (time_zone IS NOT NULL AND ends_at IS NOT NULL))
      )`);
    await runner.query(`CREATE INDEX edition_series_ix ON edition (series_id, year DESC)`);
    await runner.query(`CREATE INDEX edition_starts_ix ON edition (starts_at) WHERE starts_at IS NOT NULL`);
    await runner.query(`
      CREATE TABLE edition_institution (
        edition_id uuid NOT NULL CONSTRAINT edition_institution_edition_fk REFERENCES edition ON DELETE CASCADE,
        institution_id uuid NOT NULL CONSTRAINT edition_institution_institution_fk REFERENCES institution,
        role text NOT NULL CONSTRAINT edition_institution_role_ck
          CHECK (role IN ('host', 'co_host', 'partner', 'broadcaster', 'satellite_venue', 'sponsor', 'honorary_supporter')),
        position integer NOT NULL DEFAULT 0,
        CONSTRAINT edition_institution_pk PRIMARY KEY (edition_id, institution_id, role)
      )`);
    await runner.query(`CREATE INDEX edition_institution_institution_ix ON edition_institution (institution_id)`);

    // ── registration
    await runner.query(`
      CREATE TABLE category (
        id uuid NOT NULL CONSTRAINT category_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT category_edition_fk REFERENCES edition ON DELETE CASCADE,
        name jsonb NOT NULL,
        attendance text NOT NULL CONSTRAINT category_attendance_ck CHECK (attendance IN ('in_person', 'online')),
        capacity integer CONSTRAINT category_capacity_ck CHECK (capacity >= 0),
        taken integer NOT NULL DEFAULT 0,
        overhang integer NOT NULL DEFAULT 0 CONSTRAINT category_overhang_ck CHECK (overhang >= 0),
        opens_at timestamptz,
        closes_at timestamptz,
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT category_taken_ck CHECK (taken >= 0 AND taken <= capacity + overhang),
        CONSTRAINT category_window_ck CHECK (closes_at > opens_at)
      )`);
    await runner.query(`
      COMMENT ON COLUMN category.overhang IS
        'Places taken beyond a capacity that was lowered later: nobody is thrown out, and admission never makes it grow'`);
    await runner.query(`CREATE INDEX category_edition_ix ON category (edition_id, position)`);
    await runner.query(`
      CREATE TABLE registration (
        id uuid NOT NULL CONSTRAINT registration_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT registration_edition_fk REFERENCES edition,
        category_id uuid NOT NULL CONSTRAINT registration_category_fk REFERENCES category,
        reference text NOT NULL CONSTRAINT registration_reference_uq UNIQUE,
        email text NOT NULL,
        email_key text NOT NULL,
        name text NOT NULL,
        native_name text,
        institution_id uuid CONSTRAINT registration_institution_fk REFERENCES institution,
        affiliation text,
        country text CONSTRAINT registration_country_ck CHECK (country ~ '^[A-Z]{2}$'),
        time_zone text,
        locale text NOT NULL CONSTRAINT registration_locale_ck CHECK (locale IN ('en', 'zh-Hans', 'zh-Hant')),
        status text NOT NULL CONSTRAINT registration_status_ck
          CHECK (status IN ('confirmed', 'waitlisted', 'pending', 'cancelled')),
        answers jsonb NOT NULL DEFAULT '{}',
        consented_at timestamptz NOT NULL,
        unsubscribed_at timestamptz,
        cancelled_at timestamptz,
        link_version integer NOT NULL DEFAULT 1,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX registration_email_uq ON registration (edition_id, email_key) WHERE status <> 'cancelled'`);
    await runner.query(`CREATE INDEX registration_edition_ix ON registration (edition_id, id)`);
    await runner.query(`CREATE INDEX registration_category_ix ON registration (category_id)`);
    await runner.query(
      `CREATE INDEX registration_institution_ix ON registration (institution_id) WHERE institution_id IS NOT NULL`,
    );

    // ── livestreams
    await runner.query(`
      CREATE TABLE stream (
        id uuid NOT NULL CONSTRAINT stream_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT stream_edition_fk REFERENCES edition ON DELETE CASCADE,
        title jsonb NOT NULL,
        access text NOT NULL CONSTRAINT stream_access_ck CHECK (access IN ('public', 'registered')),
        opens_minutes_before integer NOT NULL CONSTRAINT stream_opens_ck CHECK (opens_minutes_before >= 0),
        closes_minutes_after integer NOT NULL CONSTRAINT stream_closes_ck CHECK (closes_minutes_after >= 0),
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX stream_edition_ix ON stream (edition_id, position)`);
    await runner.query(`
      CREATE TABLE stream_mirror (
        id uuid NOT NULL CONSTRAINT stream_mirror_pk PRIMARY KEY,
        stream_id uuid NOT NULL CONSTRAINT stream_mirror_stream_fk REFERENCES stream ON DELETE CASCADE,
        label text,
        region text[] NOT NULL,
        language text,
        provider text NOT NULL CONSTRAINT stream_mirror_provider_ck
          CHECK (provider IN ('hls', 'youtube', 'bilibili', 'zoom', 'tencent_meeting', 'other')),
        url text NOT NULL,
        priority integer NOT NULL DEFAULT 0
      )`);
    await runner.query(`CREATE INDEX stream_mirror_stream_ix ON stream_mirror (stream_id, priority)`);

    // ── messaging
    await runner.query(`
      CREATE TABLE reminder_rule (
        id uuid NOT NULL CONSTRAINT reminder_rule_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT reminder_rule_edition_fk REFERENCES edition ON DELETE CASCADE,
        anchor text NOT NULL CONSTRAINT reminder_rule_anchor_ck CHECK (anchor IN ('edition_start')),
        offset_text text NOT NULL,
        at_time text CONSTRAINT reminder_rule_at_ck CHECK (at_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
        due_at timestamptz,
        audience jsonb NOT NULL DEFAULT '{}',
        subject jsonb,
        body jsonb,
        late_policy text NOT NULL CONSTRAINT reminder_rule_late_ck CHECK (late_policy IN ('send', 'skip')),
        enabled boolean NOT NULL DEFAULT true,
        settled boolean NOT NULL DEFAULT false,
        round integer NOT NULL DEFAULT 1,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      COMMENT ON COLUMN reminder_rule.due_at IS
        'When its deliveries are due: one instant for all of them, so that moving an edition is one row, not one per person'`);
    await runner.query(`CREATE INDEX reminder_rule_edition_ix ON reminder_rule (edition_id)`);
    await runner.query(`
      CREATE INDEX reminder_rule_due_ix ON reminder_rule (due_at) WHERE enabled AND NOT settled AND due_at IS NOT NULL`);
    await runner.query(`
      CREATE TABLE delivery (
        id uuid NOT NULL CONSTRAINT delivery_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT delivery_edition_fk REFERENCES edition ON DELETE CASCADE,
        registration_id uuid NOT NULL CONSTRAINT delivery_registration_fk REFERENCES registration ON DELETE CASCADE,
        kind text NOT NULL CONSTRAINT delivery_kind_ck CHECK (kind IN ('confirmation', 'waitlisted', 'promoted', 'approved',
          'declined', 'cancelled', 'reminder', 'change', 'announcement')),
        rule_id uuid CONSTRAINT delivery_rule_fk REFERENCES reminder_rule,
        occasion text NOT NULL,
        due_at timestamptz,
        state text NOT NULL CONSTRAINT delivery_state_ck CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'bounced',
          'suppressed', 'cancelled', 'skipped', 'uncertain')),
        attempts integer NOT NULL DEFAULT 0,
        offered_until timestamptz,
        leased_until timestamptz,
        sent_at timestamptz,
        response text,
        reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT delivery_occasion_uq UNIQUE (registration_id, occasion),
        CONSTRAINT delivery_due_ck CHECK (due_at IS NOT NULL OR rule_id IS NOT NULL)
      )`);
    await runner.query(`
      COMMENT ON COLUMN delivery.due_at IS 'Null for a reminder that is due with its rule; set for all others and for a retry'`);
    await runner.query(`
      COMMENT ON COLUMN delivery.occasion IS 'What makes it one of a kind for the registration: planning twice is harmless'`);
    await runner.query(
      `CREATE INDEX delivery_due_ix ON delivery (due_at) WHERE state = 'planned' AND due_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX delivery_rule_planned_ix ON delivery (rule_id) WHERE state = 'planned' AND due_at IS NULL`,
    );
    await runner.query(`CREATE INDEX delivery_lease_ix ON delivery (leased_until) WHERE state = 'sending'`);
    await runner.query(`CREATE INDEX delivery_edition_ix ON delivery (edition_id, id)`);
    await runner.query(`CREATE INDEX delivery_rule_ix ON delivery (rule_id, id) WHERE rule_id IS NOT NULL`);

    // ── the built-in mail catcher
    await runner.query(`
      CREATE TABLE caught_mail (
        id uuid NOT NULL CONSTRAINT caught_mail_pk PRIMARY KEY,
        received_at timestamptz NOT NULL DEFAULT now(),
        envelope_from text NOT NULL,
        envelope_to text[] NOT NULL,
        subject text NOT NULL,
        sender text NOT NULL,
        recipient text NOT NULL,
        size integer NOT NULL,
        raw bytea NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'caught_mail',
      'delivery',
      'reminder_rule',
      'stream_mirror',
      'stream',
      'registration',
      'category',
      'edition_institution',
      'edition',
      'series_member',
      'series',
      'institution',
      'idempotency_record',
      'audit_entry',
      'api_token',
      'session',
      'role_assignment',
      'account',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('DROP FUNCTION audit_entry_is_append_only()');
    await runner.query('DROP FUNCTION new_id()');
  }
}
