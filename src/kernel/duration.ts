import { addDays, firstInstant, wallTime } from './time-zone.js';

/**
 * A signed span of time (ISO 8601-1, 5.5.2.4, signs as in ISO 8601-2). `days` are calendar days, which have 23 or 25 hours when
 * clocks change; `seconds` are exact. Both have the same sign, or one of them is zero.
 */
export interface Duration {
  days: number;
  seconds: number;
}

const DURATION =
  /^([+-]?)P(?!$)(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?!$)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?)$/;

/**
 * Reads `-P1D`, `PT2H`, `-P1DT2H30M`, `P1W`, `PT0S`. Null for anything else: years and months have no fixed length and
 * fractions no use here, so both are refused, and so are numbers beyond any schedule.
 */
export function parseDuration(text: string): Duration | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((digits: string | undefined) => Number(digits ?? 0));
  return signed(match[1] === '-' ? -1 : 1, weeks * 7 + days, hours * 3600 + minutes * 60 + seconds);
}

function signed(sign: 1 | -1, days: number, seconds: number): Duration {
  // `|| 0` turns a negative zero into zero.
  return { days: sign * days || 0, seconds: sign * seconds || 0 };
}

/**
 * The shortest ISO 8601 form: `-P1DT2H30M`, `PT0S`. A day stays a day and 24 hours stay 24 hours, as they differ when clocks
 * change. Throws a RangeError when days and seconds have opposite signs, which ISO 8601 cannot say.
 */
export function formatDuration({ days, seconds }: Duration): string {
  if (days * seconds < 0) throw new RangeError('The days and seconds of a duration must have the same sign.');
  const rest = Math.abs(seconds);
  const parts = [
    [Math.floor(rest / 3600), 'H'],
    [Math.floor((rest % 3600) / 60), 'M'],
    [rest % 60, 'S'],
  ] as const;
  const date = days === 0 ? '' : `${Math.abs(days)}D`;
  const time = parts.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`)).join('');
  if (!date && !time) return 'PT0S';
  return `${days < 0 || seconds < 0 ? '-' : ''}P${date}${time && `T${time}`}`;
}

/**
 * The instant at an offset from an anchor: first calendar days on the zone's clock (to the same time of day, or to `at` on
 * that day), then exact seconds. So "a day before 09:00" is 09:00, whatever the clocks do in the night.
 *
 * Where the clock skips the time found, or shows it twice, this takes the first instant not before it: the moment of the
 * change, or the earlier of the two. Nobody typed that time, so nobody can be asked, and a reminder is better early.
 */
export function shift(zone: string, anchor: Date, offset: Duration, at?: { hour: number; minute: number }): Date {
  return new Date(dayShifted(zone, anchor, offset.days, at).getTime() + offset.seconds * 1000);
}

function dayShifted(zone: string, anchor: Date, days: number, at?: { hour: number; minute: number }): Date {
  // The anchor may be the second of two instants with one wall time, so it must not go through the wall clock needlessly.
  if (days === 0 && !at) return anchor;
  const day = addDays(wallTime(zone, anchor), days);
  return firstInstant(zone, at ? { ...day, ...at, second: 0 } : day);
}
