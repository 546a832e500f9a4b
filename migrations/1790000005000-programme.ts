import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Rooms, tracks, speakers and sessions of an edition's draft, and its releases. */
export class Programme1790000005000 implements MigrationInterface {
  name = 'Programme1790000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE room (
        id uuid NOT NULL CONSTRAINT room_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT room_edition_fk REFERENCES edition ON DELETE CASCADE,
        name jsonb NOT NULL,
        capacity integer CONSTRAINT room_capacity_ck CHECK (capacity >= 0),
        virtual boolean NOT NULL DEFAULT false,
        time_zone text,
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX room_edition_ix ON room (edition_id, position, id)`);
    await runner.query(`
      COMMENT ON COLUMN room.time_zone IS 'IANA name, of a satellite venue; null: on the clock of the edition'`);
    await runner.query(`
      CREATE TABLE track (
        id uuid NOT NULL CONSTRAINT track_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT track_edition_fk REFERENCES edition ON DELETE CASCADE,
        name jsonb NOT NULL,
        colour text NOT NULL CONSTRAINT track_colour_ck CHECK (colour ~ '^#[0-9a-f]{6}$'),
        position integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX track_edition_ix ON track (edition_id, position, id)`);
    await runner.query(`
      CREATE TABLE speaker (
        id uuid NOT NULL CONSTRAINT speaker_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT speaker_edition_fk REFERENCES edition ON DELETE CASCADE,
        name text NOT NULL,
        native_name text,
        email text,
        institution_id uuid CONSTRAINT speaker_institution_fk REFERENCES institution,
        affiliation text,
        time_zone text,
        biography jsonb,
        availability jsonb,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX speaker_edition_ix ON speaker (edition_id, lower(name), id)`);
    await runner.query(
      `CREATE INDEX speaker_institution_ix ON speaker (institution_id) WHERE institution_id IS NOT NULL`,
    );
    await runner.query(`COMMENT ON COLUMN speaker.email IS 'For the organisers; never part of a release'`);
    await runner.query(`
      COMMENT ON COLUMN speaker.availability IS '[{from, to}], instants in UTC; null: nothing is known'`);

    // "session" is the table of those who have signed in.
    await runner.query(`
      CREATE TABLE programme_session (
        id uuid NOT NULL CONSTRAINT programme_session_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT programme_session_edition_fk REFERENCES edition ON DELETE CASCADE,
        title jsonb NOT NULL,
        abstract jsonb,
        kind text NOT NULL CONSTRAINT programme_session_kind_ck
          CHECK (kind IN ('talk', 'keynote', 'panel', 'workshop', 'poster', 'broadcast', 'break', 'ceremony')),
        room_id uuid CONSTRAINT programme_session_room_fk REFERENCES room,
        track_id uuid CONSTRAINT programme_session_track_fk REFERENCES track,
        chair_id uuid CONSTRAINT programme_session_chair_fk REFERENCES speaker,
        starts_at timestamptz,
        ends_at timestamptz,
        language text CONSTRAINT programme_session_language_ck CHECK (language IN ('en', 'zh-Hans', 'zh-Hant')),
        expected integer CONSTRAINT programme_session_expected_ck CHECK (expected >= 0),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT programme_session_times_ck
          CHECK ((starts_at IS NULL) = (ends_at IS NULL) AND (ends_at > starts_at) IS NOT false)
      )`);
    await runner.query(`
      CREATE INDEX programme_session_edition_ix ON programme_session (edition_id, coalesce(starts_at, 'infinity'), id)`);
    for (const part of ['room', 'track', 'chair']) {
      await runner.query(`
        CREATE INDEX programme_session_${part}_ix ON programme_session (${part}_id) WHERE ${part}_id IS NOT NULL`);
    }
    await runner.query(`
      COMMENT ON COLUMN programme_session.expected IS 'How many people are expected; null: nobody has guessed'`);
    await runner.query(`
      CREATE TABLE programme_session_speaker (
        session_id uuid NOT NULL CONSTRAINT programme_session_speaker_session_fk
          REFERENCES programme_session ON DELETE CASCADE,
        speaker_id uuid NOT NULL CONSTRAINT programme_session_speaker_speaker_fk REFERENCES speaker,
        position integer NOT NULL,
        CONSTRAINT programme_session_speaker_pk PRIMARY KEY (session_id, speaker_id)
      )`);
    await runner.query(`CREATE INDEX programme_session_speaker_speaker_ix ON programme_session_speaker (speaker_id)`);

    await runner.query(`
      CREATE TABLE programme_release (
        id uuid NOT NULL CONSTRAINT programme_release_pk PRIMARY KEY,
        edition_id uuid NOT NULL CONSTRAINT programme_release_edition_fk REFERENCES edition ON DELETE CASCADE,
        version integer NOT NULL CONSTRAINT programme_release_version_ck CHECK (version > 0),
        comment text NOT NULL,
        content jsonb NOT NULL,
        changes jsonb NOT NULL,
        released_by uuid CONSTRAINT programme_release_released_by_fk REFERENCES account ON DELETE SET NULL,
        released_at timestamptz NOT NULL,
        CONSTRAINT programme_release_version_uq UNIQUE (edition_id, version)
      )`);
    await runner.query(`
      CREATE INDEX programme_release_released_by_ix ON programme_release (released_by) WHERE released_by IS NOT NULL`);
    await runner.query(`
      COMMENT ON COLUMN programme_release.content IS
        'The programme as it was released: sessions, and the rooms, tracks and speakers that they name; never changed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'programme_release',
      'programme_session_speaker',
      'programme_session',
      'speaker',
      'track',
      'room',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
