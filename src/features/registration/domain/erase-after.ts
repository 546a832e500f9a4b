import { parseDuration, shift } from '../../../kernel/duration.js';
import { firstInstant, wallTime } from '../../../kernel/time-zone.js';

/** `P1Y6M`: years and months before whatever else the kernel reads. */
const WITH_MONTHS = /^P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(.*)$/;

interface ErasePeriod {
  /** Of the calendar, years included. */
  months: number;
  days: number;
  /** Exact. */
  seconds: number;
}

/**
 * How long answers are kept after an edition: an ISO 8601 duration without sign. Unlike the offsets of reminders it may have
 * years and months, since laws count in those. Null for anything else.
 */
export function parseErasePeriod(text: string): ErasePeriod | null {
  const [, years, months, rest] = WITH_MONTHS.exec(text) ?? [];
  if (rest === undefined || (rest === '' && years === undefined && months === undefined)) return null;
  const others = rest === '' ? { days: 0, seconds: 0 } : parseDuration(`P${rest}`);
  return others && { months: Number(years ?? 0) * 12 + Number(months ?? 0), ...others };
}

/**
 * When answers have to go: on the zone's calendar first months, then days, then exact seconds after the edition's end. A
 * month that lacks the day ends on its last one: a month after 31 January is 28 February.
 */
export function eraseAt(endsAt: Date, zone: string, eraseAfter: string): Date | null {
  const period = parseErasePeriod(eraseAfter);
  if (!period) return null;
  const { months, days, seconds } = period;
  return shift(zone, months === 0 ? endsAt : monthsLater(zone, endsAt, months), { days, seconds });
}

function monthsLater(zone: string, from: Date, months: number): Date {
  const wall = wallTime(zone, from);
  const month = wall.month - 1 + months;
  const [year, index] = [wall.year + Math.floor(month / 12), month % 12];
  const lastDay = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  return firstInstant(zone, { ...wall, year, month: index + 1, day: Math.min(wall.day, lastDay) });
}
