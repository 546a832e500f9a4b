import { type Duration, parseDuration, shift } from '../../../kernel/duration.js';

/** When a rule's deliveries are due. */
export interface Timing {
  /** ISO 8601, signed: negative before the anchor. Days are calendar days of the edition's zone. */
  offset: string;
  /** Wall clock of the edition's zone for whole-day offsets, e.g. `09:00`; null keeps the hour of the anchor. */
  at: string | null;
}

/** The instant, or null while the anchor has none. Whole days keep the wall clock across a DST change. */
export function dueAt(timing: Timing, anchor: Date | null, zone: string | null): Date | null {
  const offset = parseDuration(timing.offset);
  if (anchor === null || zone === null || offset === null) return null;
  return shift(zone, anchor, offset, timing.at === null ? undefined : readClock(timing.at));
}

/** May this offset be combined with a wall-clock time? Only whole days can. */
export function isWholeDays(offset: Duration): boolean {
  return offset.seconds === 0;
}

function readClock(text: string): { hour: number; minute: number } {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute };
}
