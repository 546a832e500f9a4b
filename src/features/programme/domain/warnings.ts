import { addDays, firstInstant, wallTime } from '../../../kernel/time-zone.js';
import { type SessionKind } from './session-kind.js';

/**
 * What may be wrong with a draft; none of it keeps it from being released.
 * - `room_overlap`, `speaker_overlap`: two sessions at a time; those that only touch are none.
 * - `speaker_unavailable`: not wholly within what the speaker has said.
 * - `outside_edition`: begins before it or ends after it.
 * - `night_for_speaker`: some of it lies between 00:00 and 05:00 on the speaker's clock.
 * - `room_too_small`: more people are expected than the room holds.
 */
export const WARNING_KINDS = [
  'room_overlap',
  'speaker_overlap',
  'speaker_unavailable',
  'outside_edition',
  'night_for_speaker',
  'room_too_small',
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

/** One problem, and whom it concerns, by their ids. */
export interface Warning {
  kind: WarningKind;
  /** In the order of their starts. */
  sessions: string[];
  room?: string;
  speaker?: string;
}

/** A session as far as warnings look at it. */
export interface PlannedSession {
  id: string;
  kind: SessionKind;
  room: string | null;
  speakers: readonly string[];
  chair: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  expected: number | null;
}

/** A draft as far as warnings look at it. */
export interface PlannedProgramme {
  /** Its start and end; null while they are not known. */
  edition: { startsAt: Date | null; endsAt: Date | null };
  rooms: readonly { id: string; capacity: number | null }[];
  /** `timeZone`: null when it is not known; `availability`: likewise. Throws a RangeError for an unknown zone. */
  speakers: readonly { id: string; timeZone: string | null; availability: readonly Window[] | null }[];
  sessions: readonly PlannedSession[];
}

interface Window {
  from: Date;
  to: Date;
}

type Timed = PlannedSession & { startsAt: Date; endsAt: Date };

/** The night ends when the clock shows this hour. */
const NIGHT_ENDS = 5;

/**
 * All warnings of a draft, in the order of `WARNING_KINDS` and of time. Sorting apart it goes once over every session and everybody
 * in it, and names at most one pair for a session and whoever or whatever it occupies.
 */
export function warnings({ edition, rooms, speakers, sessions }: PlannedProgramme): Warning[] {
  const timed = sessions.filter(isTimed).sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const capacities = new Map(rooms.map(({ id, capacity }) => [id, capacity]));
  const people = new Map(
    speakers.map(({ id, timeZone, availability }) => [id, { timeZone, windows: merged(availability) }]),
  );
  const spoken = timed
    .filter(({ kind }) => kind !== 'break')
    .map((session) => ({ session, speakers: namedIn(session) }));
  const inRooms = timed.flatMap((session) => (session.room === null ? [] : [{ owner: session.room, session }]));
  const bySpeakers = spoken.flatMap(({ session, speakers: named }) => named.map((owner) => ({ owner, session })));
  return [
    ...overlaps(inRooms).map(({ owner, pair }) => ({ kind: 'room_overlap' as const, sessions: pair, room: owner })),
    ...overlaps(bySpeakers).map(({ owner, pair }) => ({
      ...{ kind: 'speaker_overlap' as const, sessions: pair, speaker: owner },
    })),
    ...bySpeakers
      .filter(({ owner, session }) => !isAvailable(people.get(owner)?.windows ?? null, session))
      .map(({ owner, session }) => ({ kind: 'speaker_unavailable' as const, sessions: [session.id], speaker: owner })),
    ...timed
      .filter((session) => isOutside(edition, session))
      .map(({ id }) => ({ kind: 'outside_edition' as const, sessions: [id] })),
    ...bySpeakers
      .filter(({ owner, session }) => isAtNight(people.get(owner)?.timeZone ?? null, session))
      .map(({ owner, session }) => ({ kind: 'night_for_speaker' as const, sessions: [session.id], speaker: owner })),
    ...sessions.flatMap(({ id, room, expected }) => {
      const capacity = room === null ? null : (capacities.get(room) ?? null);
      if (room === null || capacity === null || expected === null || expected <= capacity) return [];
      return [{ kind: 'room_too_small' as const, sessions: [id], room }];
    }),
  ];
}

function isTimed(session: PlannedSession): session is Timed {
  return session.startsAt !== null && session.endsAt !== null;
}

/** Everybody with a part in it, once. */
function namedIn({ speakers, chair }: PlannedSession): string[] {
  return [...new Set(chair === null ? speakers : [...speakers, chair])];
}

/**
 * Sessions that begin while their owner is still occupied, each beside the one that occupies it longest: every pair does overlap,
 * everything that overlaps is in one, and there are no more pairs than sessions, even if all are at the same time.
 * @param occupied in the order of their starts
 */
function overlaps(occupied: readonly { owner: string; session: Timed }[]): { owner: string; pair: string[] }[] {
  const longest = new Map<string, Timed>();
  return occupied.flatMap(({ owner, session }) => {
    const before = longest.get(owner);
    if (!before || before.endsAt < session.endsAt) longest.set(owner, session);
    return before && session.startsAt < before.endsAt ? [{ owner, pair: [before.id, session.id] }] : [];
  });
}

/** Windows in order, those that overlap or touch made one; null: nothing was said. */
function merged(availability: readonly Window[] | null): Window[] | null {
  if (availability === null) return null;
  const windows: Window[] = [];
  for (const { from, to } of [...availability].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = windows.at(-1);
    if (!last || last.to < from) windows.push({ from, to });
    else if (last.to < to) last.to = to;
  }
  return windows;
}

function isAvailable(windows: readonly Window[] | null, { startsAt, endsAt }: Timed): boolean {
  return windows === null || windows.some(({ from, to }) => from <= startsAt && endsAt <= to);
}

function isOutside({ startsAt, endsAt }: PlannedProgramme['edition'], session: Timed): boolean {
  return (startsAt !== null && session.startsAt < startsAt) || (endsAt !== null && session.endsAt > endsAt);
}

/** It begins in the night, or the clock comes to the next midnight before it ends. */
function isAtNight(zone: string | null, { startsAt, endsAt }: Timed): boolean {
  if (zone === null) return false;
  const wall = wallTime(zone, startsAt);
  if (wall.hour < NIGHT_ENDS) return true;
  return firstInstant(zone, addDays({ ...wall, hour: 0, minute: 0, second: 0 }, 1)) < endsAt;
}
