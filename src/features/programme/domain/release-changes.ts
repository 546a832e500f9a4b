import { type LocalisedText } from '../../../kernel/locale.js';
import { type ReleasedProgramme, type ReleasedSession } from './released-programme.js';

/** A session that a release speaks of: its title in the newer release, or in the older one if it has gone. */
interface NamedSession {
  id: string;
  title: LocalisedText;
}

/** When and where. */
type Place = Pick<ReleasedSession, 'room' | 'startsAt' | 'endsAt'>;

export const EDITED_FIELDS = ['title', 'abstract', 'kind', 'room', 'track', 'speakers', 'chair', 'language'] as const;
/** What has been edited; `room`: what the room says of itself, since another room is a move. */
export type EditedField = (typeof EDITED_FIELDS)[number];

/** How one release differs from another, in sessions. One may be moved and edited. */
export interface ReleaseChanges {
  added: NamedSession[];
  removed: NamedSession[];
  /** At another time or in another room. */
  moved: (NamedSession & { before: Place; after: Place })[];
  /** They, or the room, the track or the people that they name, say something else. */
  edited: (NamedSession & { fields: EditedField[] })[];
}

/** In the order of the newer release; what was removed in that of the older one. */
export function changes(before: ReleasedProgramme, after: ReleasedProgramme): ReleaseChanges {
  const [then, now] = [inFull(before), inFull(after)];
  const stayed = after.sessions.flatMap((session) => {
    const other = then.get(session.id);
    return other ? [{ session, was: other, is: now.get(session.id)! }] : [];
  });
  return {
    added: after.sessions.filter(({ id }) => !then.has(id)).map(named),
    removed: before.sessions.filter(({ id }) => !now.has(id)).map(named),
    moved: stayed
      .map(({ session, was }) => ({ ...named(session), before: placeOf(was.session), after: placeOf(session) }))
      .filter((move) => !isSame(move.before, move.after)),
    edited: stayed
      .map(({ session, was, is }) => ({ ...named(session), fields: editedFields(was, is) }))
      .filter(({ fields }) => fields.length > 0),
  };
}

/** Do two releases say the same? What no session names is in neither, so the sessions tell. */
export function isUnchanged({ added, removed, moved, edited }: ReleaseChanges): boolean {
  return [added, removed, moved, edited].every((list) => list.length === 0);
}

const named = ({ id, title }: ReleasedSession): NamedSession => ({ id, title });
const placeOf = ({ room, startsAt, endsAt }: ReleasedSession): Place => ({ room, startsAt, endsAt });

/** A session with what is said of everything that it names. */
interface FullSession {
  session: ReleasedSession;
  words: Record<EditedField, unknown>;
}

function inFull({ rooms, tracks, speakers, sessions }: ReleasedProgramme): Map<string, FullSession> {
  const said = new Map<string, object>([...rooms, ...tracks, ...speakers].map((part) => [part.id, part]));
  const sayingOf = (id: string | null) => (id === null ? null : said.get(id));
  return new Map(
    sessions.map((session) => {
      const { title, abstract, kind, language, room, track, chair } = session;
      const named = { room: sayingOf(room), track: sayingOf(track), chair: sayingOf(chair) };
      const words = { title, abstract, kind, language, ...named, speakers: session.speakers.map(sayingOf) };
      return [session.id, { session, words }];
    }),
  );
}

function editedFields(was: FullSession, is: FullSession): EditedField[] {
  return EDITED_FIELDS.filter((field) => {
    if (field === 'room' && was.session.room !== is.session.room) return false;
    return !isSame(was.words[field], is.words[field]);
  });
}

/** The same JSON, whatever the order of its fields: the database keeps its own. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, one]): [string, unknown] => [name, sorted(one)]);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
