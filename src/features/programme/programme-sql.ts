/** `RoomDetails`. */
export const SELECT_ROOM = `
  SELECT r.id, r.name, r.capacity, r.virtual, r.time_zone AS "timeZone", r.version FROM room r`;

/** `TrackDetails`. */
export const SELECT_TRACK = 'SELECT t.id, t.name, t.colour, t.version FROM track t';

/** `SpeakerDetails`. */
export const SELECT_SPEAKER = `
  SELECT s.id, s.name, s.native_name AS "nativeName", s.email, s.affiliation, s.time_zone AS "timeZone", s.biography,
    s.availability, s.version, (SELECT slug FROM institution WHERE id = s.institution_id) AS institution
  FROM speaker s`;

/** `SessionDetails`. */
export const SELECT_SESSION = `
  SELECT p.id, p.title, p.abstract, p.kind, p.room_id AS room, p.track_id AS track, p.chair_id AS chair,
    p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.language, p.expected, p.version,
    ARRAY(SELECT speaker_id FROM programme_session_speaker WHERE session_id = p.id ORDER BY position) AS speakers
  FROM programme_session p`;

/** By their start; those without one come last. */
export const SESSION_ORDER = `coalesce(p.starts_at, 'infinity'), p.id`;
