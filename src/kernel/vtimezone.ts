import { offsetMinutes, transitions, type Transition, utcDate, type WallTime, wallTime } from './time-zone.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/** In so many years every date falls on every weekday, so that no two rules look alike. */
const YEARS_AROUND = 12;

/** A change of clocks that comes back every year: "the last Sunday (−1) of October at 03:00, from +2 to +1". */
interface YearlyRule {
  month: number;
  weekday: number;
  /** 1–4, or −1 for the last of the month. */
  nth: number;
  /** Wall-clock time before the change, as iCalendar wants it. */
  clock: { hour: number; minute: number; second: number };
  before: number;
  after: number;
}

/**
 * A VTIMEZONE (RFC 5545, 3.6.5) for a zone that is right from `from` to `to`, as content lines without folding. Null when
 * there is none that all calendars read: then write the times in UTC.
 *
 * Desktop Outlook understands two shapes only, so these are the two:
 * - one DAYLIGHT and one STANDARD, each with a yearly rule from 1970, when the zone keeps such a pair of rules in every year
 *   from that of `from` to that of `to`;
 * - a single STANDARD from 1970 when the clocks do not change between `from` and `to`. This is the case of zones without summer
 *   time, and also of one whose law has just changed (Vancouver, Edmonton and Winnipeg in 2026), of moving dates (Casablanca)
 *   and of rules that are no "nth weekday of the month" (Jerusalem). The offset is right for the time covered; a rule from
 *   1970 would be wrong, and a list of single changes is misread by an hour.
 */
export function timeZoneLines(zone: string, from: Date, to: Date): string[] | null {
  const observances = yearlyObservances(zone, from, to) ?? fixedObservance(zone, from, to);
  return observances && ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances, 'END:VTIMEZONE'];
}

function fixedObservance(zone: string, from: Date, to: Date): string[] | null {
  if (transitions(zone, from, to).length > 0) return null;
  const offset = offsetMinutes(zone, from);
  return observanceLines('STANDARD', '19700101T000000', { before: offset, after: offset });
}

function yearlyObservances(zone: string, from: Date, to: Date): string[] | null {
  const [firstYear, lastYear] = [wallTime(zone, from).year, wallTime(zone, to).year];
  const pair = pairOfRules(zone, firstYear, lastYear);
  if (!pair) return null;
  return pair.flatMap((rule) => {
    const kind = rule.after > rule.before ? 'DAYLIGHT' : 'STANDARD';
    const byDay = `${rule.nth}${WEEKDAYS[rule.weekday]}`;
    const recurrence = `RRULE:FREQ=YEARLY;BYMONTH=${rule.month};BYDAY=${byDay}`;
    return observanceLines(kind, compact(onsetIn(1970, rule)), rule, recurrence);
  });
}

/** The two rules that hold in all years from `first` to `last`, summer time before the return from it. */
function pairOfRules(zone: string, first: number, last: number): [YearlyRule, YearlyRule] | null {
  const years = changesByYear(zone, first, last);
  const [toSummer, toWinter] = [1, -1].map((direction) => {
    const changes = years.map((year) => year.filter(({ before, after }) => Math.sign(after - before) === direction));
    const isOnceAYear = years.every((year) => year.length === 2) && changes.every((year) => year.length === 1);
    return isOnceAYear ? ruleOf(zone, changes.flat(), first, last) : null;
  });
  return toSummer && toWinter ? [toSummer, toWinter] : null;
}

/**
 * The rule that all these changes follow. It must hold for a long run of years before or after them too: any date is the
 * "nth weekday" in a single year, and only the years around tell a fourth Sunday from a last one.
 */
function ruleOf(zone: string, changes: Transition[], first: number, last: number): YearlyRule | null {
  const [sample] = changes;
  if (!sample) return null;
  const runs = [
    changesByYear(zone, first - YEARS_AROUND, first - 1),
    changesByYear(zone, last + 1, last + YEARS_AROUND),
  ];
  const holds = (rule: YearlyRule) =>
    changes.every((change) => follows(change, rule)) &&
    runs.some((years) => years.every((year) => year.some((change) => follows(change, rule))));
  return rulesFor(sample).find(holds) ?? null;
}

function changesByYear(zone: string, first: number, last: number): Transition[][] {
  // A day more at both ends, because the zone's year is not the year in UTC.
  const all = transitions(zone, new Date(Date.UTC(first, 0, 1) - DAY), new Date(Date.UTC(last + 1, 0, 1) + DAY));
  const years: Transition[][] = Array.from({ length: last - first + 1 }, () => []);
  for (const change of all) years[onset(change).year - first]?.push(change);
  return years;
}

/** What the clock shows at a change, just before it is moved. */
function onset({ at, before }: Transition): WallTime {
  return wallTime('UTC', new Date(at.getTime() + before * MINUTE));
}

/** The rules of which a single change may be an example. */
function rulesFor(change: Transition): YearlyRule[] {
  const { month, day, hour, minute, second } = onset(change);
  const weekday = utcDate(onset(change)).getUTCDay();
  const { before, after } = change;
  return [Math.ceil(day / 7), -1]
    .filter((nth) => nth <= 4)
    .map((nth) => ({ month, weekday, nth, clock: { hour, minute, second }, before, after }));
}

function follows(change: Transition, rule: YearlyRule): boolean {
  const expected = utcDate(onsetIn(onset(change).year, rule)).getTime() - change.before * MINUTE;
  return change.before === rule.before && change.after === rule.after && change.at.getTime() === expected;
}

/** When a rule applies in a year, on the clock before the change. */
function onsetIn(year: number, { month, weekday, nth, clock }: YearlyRule): WallTime {
  const firstOfMonth = utcDate({ year, month, day: 1, ...clock });
  const firstDay = 1 + ((weekday - firstOfMonth.getUTCDay() + 7) % 7);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = nth === -1 ? firstDay + 7 * Math.floor((daysInMonth - firstDay) / 7) : firstDay + 7 * (nth - 1);
  return { year, month, day, ...clock };
}

function observanceLines(
  kind: 'STANDARD' | 'DAYLIGHT',
  start: string,
  { before, after }: { before: number; after: number },
  ...more: string[]
): string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${utcOffset(before)}`,
    `TZOFFSETTO:${utcOffset(after)}`,
    ...more,
    `END:${kind}`,
  ];
}

/** A wall-clock time as iCalendar writes it: `20270328T023000`. */
export function compact({ year, month, day, hour, minute, second }: WallTime): string {
  const digits = (value: number, length = 2) => String(value).padStart(length, '0');
  return `${digits(year, 4)}${digits(month)}${digits(day)}T${digits(hour)}${digits(minute)}${digits(second)}`;
}

function utcOffset(minutesEast: number): string {
  // Seconds are allowed (RFC 5545, 3.3.14) and occur in the local mean times before zones.
  const total = Math.round(Math.abs(minutesEast) * 60);
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const [hours, minutes, seconds] = parts.map((part) => String(part).padStart(2, '0'));
  return `${minutesEast < 0 ? '-' : '+'}${hours}${minutes}${seconds === '00' ? '' : seconds}`;
}
