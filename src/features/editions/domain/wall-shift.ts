import { type LocalisedText } from '../../../kernel/locale.js';
import { type Resolution, resolve, utcDate, type WallTime, wallTime } from '../../../kernel/time-zone.js';

/** From one edition's start to another's: what hangs on the one keeps its distance on the clock when it hangs on the other. */
export interface WallShift {
  from: Start;
  to: Start;
}

interface Start {
  startsAt: Date;
  timeZone: string;
}

/** From an edition's start to its new one; null unless it has a date and a zone both times. */
export function shiftBetween(before: MaybeStart, after: MaybeStart): WallShift | null {
  const [from, to] = [startOf(before), startOf(after)];
  return from && to && { from, to };
}

interface MaybeStart {
  startsAt: Date | null;
  timeZone: string | null;
}

const startOf = ({ startsAt, timeZone }: MaybeStart): Start | null =>
  startsAt && timeZone !== null ? { startsAt, timeZone } : null;

/** What the clock of the new zone did with the time that was wanted. */
export type ClockTrick = Exclude<Resolution['kind'], 'exact'>;

/** An instant after the shift, and the wall-clock time that was wanted, with the reason where it could not be had as such. */
export interface Shifted {
  instant: Date;
  wanted: WallTime;
  trick: ClockTrick | null;
}

const DAY = 86_400_000;

/**
 * The instant that is as far from the new start, on the wall clock, as `instant` is from the old one: 09:00 stays 09:00, "23:59
 * three days before" stays that, whatever the clocks do in between.
 *
 * A wall-clock time that does not exist in its zone is read with the offset before the change, which moves it forward by the
 * gap (02:30 becomes 03:30); of one that exists twice it is the first (RFC 5545, 3.3.5), or the second where only that comes
 * after the new start.
 */
export function shifted({ from, to }: WallShift, instant: Date): Shifted {
  const distance = clock(from.timeZone, instant) - clock(from.timeZone, from.startsAt);
  const wanted = wallTime('UTC', new Date(clock(to.timeZone, to.startsAt) + distance));
  // The start itself may have come with an offset that says which of two it is.
  if (instant.getTime() === from.startsAt.getTime()) return { instant: to.startsAt, wanted, trick: null };
  const resolution = resolve(to.timeZone, wanted);
  switch (resolution.kind) {
    case 'exact':
      return { instant: resolution.instant, wanted, trick: null };
    case 'skipped':
      return { instant: beforeTheGap(to.timeZone, wanted), wanted, trick: 'skipped' };
    case 'repeated': {
      const { earlier, later } = resolution;
      const first = instant > from.startsAt && earlier <= to.startsAt ? later : earlier;
      return { instant: first, wanted, trick: 'repeated' };
    }
  }
}

/** An opening and a closing; either may be missing. */
export interface Span {
  opensAt: Date | null;
  closesAt: Date | null;
}

/**
 * Both ends, shifted. Where a change of the clocks between them would put the closing before the opening, the closing keeps
 * its true distance instead.
 */
export function shiftedSpan(shift: WallShift, { opensAt, closesAt }: Span): Span {
  const opens = opensAt && shifted(shift, opensAt).instant;
  const closes = closesAt && shifted(shift, closesAt).instant;
  if (!opensAt || !closesAt || !opens || !closes || closes > opens) return { opensAt: opens, closesAt: closes };
  return { opensAt: opens, closesAt: new Date(opens.getTime() + closesAt.getTime() - opensAt.getTime()) };
}

/** The span of an edition, or of something that belongs to it. */
export interface EditionSpan extends Span {
  place: 'edition' | 'category';
  /** Of what belongs to it. */
  name: LocalisedText | null;
}

/** A time of the source whose like the new edition's clock does not have, or has twice. */
export interface ClockAdjustment {
  place: EditionSpan['place'];
  name: LocalisedText | null;
  path: 'startsAt' | 'endsAt' | 'opensAt' | 'closesAt';
  wanted: WallTime;
  trick: ClockTrick;
  /** What it has become. */
  at: Date;
}

/** Which times of these spans could not be had as they were wanted. */
export function adjustments(shift: WallShift, spans: readonly EditionSpan[]): ClockAdjustment[] {
  return spans.flatMap((span) => {
    const became = shiftedSpan(shift, span);
    return (['opensAt', 'closesAt'] as const).flatMap((side) => {
      const [time, at] = [span[side], became[side]];
      const { wanted, trick } = time && at ? shifted(shift, time) : { wanted: null, trick: null };
      if (at === null || trick === null) return [];
      const path = span.place === 'category' ? side : side === 'opensAt' ? 'startsAt' : 'endsAt';
      return [{ place: span.place, name: span.name, path, wanted, trick, at }];
    });
  });
}

/** What the zone's clock shows, as a number that wall-clock arithmetic can be done with. */
function clock(zone: string, instant: Date): number {
  return utcDate(wallTime(zone, instant)).getTime();
}

function beforeTheGap(zone: string, wall: WallTime): Date {
  const time = utcDate(wall).getTime();
  const dayBefore = new Date(time - DAY);
  // The offset of the day before: no zone changes its clocks twice within two days.
  return new Date(time - (clock(zone, dayBefore) - dayBefore.getTime()));
}
