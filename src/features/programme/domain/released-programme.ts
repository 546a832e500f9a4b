import { type Locale, type LocalisedText } from '../../../kernel/locale.js';
import { type SessionKind } from './session-kind.js';

/** A room, as it was released. */
export interface ReleasedRoom {
  id: string;
  name: LocalisedText;
  capacity: number | null;
  virtual: boolean;
  timeZone: string | null;
}

/** A track, as it was released. */
export interface ReleasedTrack {
  id: string;
  name: LocalisedText;
  colour: string;
}

/** A speaker, as the public sees them: how to reach them and when they have time is not part of it. */
export interface ReleasedSpeaker {
  id: string;
  name: string;
  nativeName: string | null;
  /** Its slug. */
  institution: string | null;
  affiliation: string | null;
  timeZone: string | null;
  biography: LocalisedText | null;
}

/** A session, as it was released. Instants in UTC (RFC 3339), both or neither. */
export interface ReleasedSession {
  id: string;
  title: LocalisedText;
  abstract: LocalisedText | null;
  kind: SessionKind;
  room: string | null;
  track: string | null;
  startsAt: string | null;
  endsAt: string | null;
  /** In order. */
  speakers: string[];
  chair: string | null;
  language: Locale | null;
}

/** What a release freezes, as it stands in its row: the sessions by time, and what they name and nothing else. */
export interface ReleasedProgramme {
  rooms: ReleasedRoom[];
  tracks: ReleasedTrack[];
  speakers: ReleasedSpeaker[];
  sessions: ReleasedSession[];
}

export const EMPTY_PROGRAMME: ReleasedProgramme = { rooms: [], tracks: [], speakers: [], sessions: [] };

/** Whoever and whatever no session names is nobody's business yet, and is left out. */
export function onlyNamed({ rooms, tracks, speakers, sessions }: ReleasedProgramme): ReleasedProgramme {
  const named = new Set(
    sessions.flatMap(({ room, track, chair, speakers: spoken }) => [room, track, chair, ...spoken]),
  );
  const isNamed = ({ id }: { id: string }) => named.has(id);
  return {
    rooms: rooms.filter(isNamed),
    tracks: tracks.filter(isNamed),
    speakers: speakers.filter(isNamed),
    sessions,
  };
}
