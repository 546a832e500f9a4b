import moment from 'moment-timezone';
import { DomainError, type FieldError } from './domain-error.js';

/*
 * All time-zone arithmetic of the product, on zone data that the product ships: the runtime's and the database's own data
 * lag behind the law by months. The library serves as a table of transitions only; every calculation is here. Neither
 * `Intl` nor the local fields of `Date` may be asked for an offset.
 */

/** The IANA release of the zone data in use, e.g. `2026f`. */
export const ZONE_DATA_RELEASE: string = moment.tz.dataVersion;

/** What a clock on the wall shows: a date (month 1–12, day 1–31) and a time of day, of no particular zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/**
 * The instants that a wall-clock time means in its zone: one, none (clocks were put forward over it) or two (clocks were
 * put back over it).
 */
export type Resolution =
  { kind: 'exact'; instant: Date } | { kind: 'skipped' } | { kind: 'repeated'; earlier: Date; later: Date };

/** A change of a zone's offset at an instant; offsets in minutes east of Greenwich. */
export interface Transition {
  at: Date;
  before: number;
  after: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Transition instants in ascending order (Unix milliseconds), and the offsets around them: `offsets[i]` ends at `ats[i]`. */
interface Table {
  ats: number[];
  /** Milliseconds east of Greenwich; one more than `ats`. */
  offsets: number[];
}

const NAMES: ReadonlySet<string> = new Set(moment.tz.names());
const TABLES = new Map<string, Table>();

function tableOf(zone: string): Table {
  const known = TABLES.get(zone);
  if (known) return known;
  const source = NAMES.has(zone) ? moment.tz.zone(zone) : null;
  if (!source) throw new RangeError(`Unknown time zone: ${zone}`);
  const table: Table = { ats: [], offsets: [] };
  source.offsets.forEach((minutesWest, index) => {
    // Local mean times of old have seconds, which the data holds as fractions of a minute. `0 -` avoids a negative zero.
    const offset = 0 - Math.round(minutesWest * 60) * SECOND;
    // A change of the name alone (standard time declared permanent) moves no clock and is no transition.
    if (offset === table.offsets.at(-1)) table.ats.pop();
    else table.offsets.push(offset);
    const until = source.untils[index];
    if (until !== undefined && Number.isFinite(until)) table.ats.push(until);
  });
  table.ats.length = table.offsets.length - 1;
  TABLES.set(zone, table);
  return table;
}

/** How many transitions lie at or before the instant: the index of the offset in force. */
function passed(ats: number[], time: number): number {
  let low = 0;
  let high = ats.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ats[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function offsetAt(table: Table, time: number): number {
  return table.offsets[passed(table.ats, time)] ?? 0;
}

/** Is this the exact spelling of an IANA zone? Links such as `Asia/Calcutta` count. */
export function isTimeZone(name: string): boolean {
  return NAMES.has(name);
}

let names: readonly string[] | undefined;

/**
 * The zones to choose from, sorted: every `Region/City` that IANA's table of countries recommends, and `UTC`. Old spellings
 * and abbreviations are left out, though `isTimeZone` knows them.
 */
export function timeZoneNames(): readonly string[] {
  names ??= [
    ...new Set(moment.tz.countries().flatMap((country) => moment.tz.zonesForCountry<false>(country))),
    'UTC',
  ].sort();
  return names;
}

/**
 * The zone's offset at an instant, in minutes east of Greenwich: 480 for `Asia/Shanghai`. A fraction for the local mean
 * times before zones were introduced. Throws a RangeError for an unknown zone, as does everything here that takes one.
 */
export function offsetMinutes(zone: string, instant: Date): number {
  return offsetAt(tableOf(zone), instant.getTime()) / MINUTE;
}

/** What a clock in the zone shows at an instant; fractions of a second are cut off. */
export function wallTime(zone: string, instant: Date): WallTime {
  return wallFields(instant.getTime() + offsetAt(tableOf(zone), instant.getTime()));
}

function wallFields(time: number): WallTime {
  const fields = new Date(time);
  return {
    year: fields.getUTCFullYear(),
    month: fields.getUTCMonth() + 1,
    day: fields.getUTCDate(),
    hour: fields.getUTCHours(),
    minute: fields.getUTCMinutes(),
    second: fields.getUTCSeconds(),
  };
}

/** The fields read as if they were UTC: for arithmetic on wall time, and for formatters that are told the zone is UTC. */
export function utcDate(wall: WallTime): Date {
  const date = new Date(0);
  // Date.UTC would take the years 0–99 for 1900–1999.
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second);
  return date;
}

const WALL = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * Reads `2027-03-28T02:30`, `2027-03-28 02:30:00` or `2027-03-28` (midnight). Null for anything else: an impossible date,
 * 24:00, a leap second, a text with an offset.
 */
export function parseWallTime(text: string): WallTime | null {
  const match = WALL.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const wall = { year, month, day, hour, minute, second };
  const isReal = formatWallTime(wallFields(utcDate(wall).getTime())) === formatWallTime(wall);
  return isReal ? wall : null;
}

const padded = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `2027-03-28T02:30:00`: sortable, without an offset. */
export function formatWallTime(wall: WallTime): string {
  const date = `${padded(wall.year, 4)}-${padded(wall.month)}-${padded(wall.day)}`;
  return `${date}T${padded(wall.hour)}:${padded(wall.minute)}:${padded(wall.second)}`;
}

/** Which instants show this wall-clock time in the zone? */
export function resolve(zone: string, wall: WallTime): Resolution {
  const table = tableOf(zone);
  const time = utcDate(wall).getTime();
  // No offset exceeds 16 hours, so only the offsets in force within a day of it can apply.
  const nearby = table.offsets.slice(passed(table.ats, time - DAY), passed(table.ats, time + DAY) + 1);
  const instants = [...new Set(nearby)]
    .map((offset) => time - offset)
    .filter((candidate) => candidate + offsetAt(table, candidate) === time)
    .sort((a, b) => a - b);
  const [earlier] = instants;
  const later = instants.at(-1);
  if (earlier === undefined || later === undefined) return { kind: 'skipped' };
  if (earlier === later) return { kind: 'exact', instant: new Date(earlier) };
  return { kind: 'repeated', earlier: new Date(earlier), later: new Date(later) };
}

/** A wall-clock time that its zone skips or repeats. Nothing is guessed: whoever sent it has to say which instant it is. */
export class AmbiguousLocalTime extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ambiguous-local-time';
  override readonly errors: FieldError[];

  /** @param path the field that held the time, if it came with one. */
  constructor(
    readonly zone: string,
    readonly wall: WallTime,
    readonly resolution: Resolution,
    path = '',
  ) {
    const detail = explain(zone, wall, resolution);
    super(detail);
    this.errors = path ? [{ path, code: this.code, message: detail }] : [];
  }
}

function explain(zone: string, wall: WallTime, resolution: Resolution): string {
  const shown = formatWallTime(wall).replace('T', ' ').slice(0, 16);
  if (resolution.kind === 'repeated') {
    const [first, second] = [resolution.earlier, resolution.later].map((instant) => toIsoWithOffset(zone, instant));
    return `${shown} happens twice in ${zone}, where clocks are put back. Send it with its offset: ${first} or ${second}.`;
  }
  const gap = gapAt(zone, wall);
  if (!gap) return `${shown} does not exist in ${zone}. Send another time, or one with an offset.`;
  const [from, to] = [gap.before, gap.after].map((minutes) => wallFields(gap.at.getTime() + minutes * MINUTE));
  const hours = [from, to].map((edge) => edge && formatWallTime(edge).replace('T', ' ').slice(0, 16));
  const offsets = [gap.before, gap.after].map(isoOffset);
  return (
    `${shown} does not exist in ${zone}: clocks go from ${hours[0]} to ${hours[1]}. ` +
    `Send another time, or this one with an offset, ${offsets[0]} or ${offsets[1]}.`
  );
}

/** The transition that skips this wall-clock time. */
function gapAt(zone: string, wall: WallTime): Transition | undefined {
  const time = utcDate(wall).getTime();
  return transitions(zone, new Date(time - DAY), new Date(time + DAY)).find(
    ({ at, before, after }) => at.getTime() + before * MINUTE <= time && time < at.getTime() + after * MINUTE,
  );
}

/** The one instant of a wall-clock time in a zone. Throws AmbiguousLocalTime when there are none or two. */
export function instantOf(zone: string, wall: WallTime, path = ''): Date {
  const resolution = resolve(zone, wall);
  if (resolution.kind !== 'exact') throw new AmbiguousLocalTime(zone, wall, resolution, path);
  return resolution.instant;
}

/**
 * The first instant at which the zone's clock shows this time or a later one: the earlier of two, and the moment of the
 * change for a time that is skipped. Only for times that were computed; a time that somebody typed goes to `instantOf`.
 */
export function firstInstant(zone: string, wall: WallTime): Date {
  const resolution = resolve(zone, wall);
  if (resolution.kind === 'exact') return resolution.instant;
  if (resolution.kind === 'repeated') return resolution.earlier;
  return gapAt(zone, wall)?.at ?? utcDate(wall);
}

/** The same time of day a number of calendar days later (or earlier). */
export function addDays(wall: WallTime, days: number): WallTime {
  return wallFields(utcDate(wall).getTime() + days * DAY);
}

/** How many calendar days the date in `to` is ahead of the date in `from` at an instant: −1, 0 or 1 (±2 across the Pacific). */
export function dayShift(instant: Date, from: string, to: string): number {
  const dayNumber = (zone: string) =>
    Math.floor((instant.getTime() + offsetAt(tableOf(zone), instant.getTime())) / DAY);
  return dayNumber(to) - dayNumber(from);
}

/** RFC 3339 with the zone's own offset, to the second: `2026-12-10T06:00:00-06:00`. */
export function toIsoWithOffset(zone: string, instant: Date): string {
  // RFC 3339 has no seconds in an offset: for local mean times the next minute, with the clock to match.
  const offset = Math.round(offsetMinutes(zone, instant));
  return formatWallTime(wallFields(instant.getTime() + offset * MINUTE)) + isoOffset(offset);
}

function isoOffset(minutes: number): string {
  const size = Math.abs(Math.round(minutes));
  return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(size / 60))}:${padded(size % 60)}`;
}

/** The changes of the zone's offset from `from` to `to`, both included, in order of time. */
export function transitions(zone: string, from: Date, to: Date): Transition[] {
  const { ats, offsets } = tableOf(zone);
  const first = passed(ats, from.getTime() - 1);
  return ats.slice(first, passed(ats, to.getTime())).map((at, index) => ({
    at: new Date(at),
    before: (offsets[first + index] ?? 0) / MINUTE,
    after: (offsets[first + index + 1] ?? 0) / MINUTE,
  }));
}
