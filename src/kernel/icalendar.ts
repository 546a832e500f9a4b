import { resolve, wallTime } from './time-zone.js';
import { compact, timeZoneLines } from './vtimezone.js';

/** A person on an invitation. */
export interface CalendarPerson {
  name: string;
  email: string;
}

/** One VEVENT (RFC 5545, 3.6.1). */
export interface CalendarEvent {
  /** Globally unique, and for ever the same for the same event: updates and cancellations are matched by it. */
  uid: string;
  /** Raised by one with every change of time, place or status; calendars ignore what has a lower number than they know. */
  sequence: number;
  /** When this version of the event was made, not when it is served: the same version is always the same text. */
  stamp: Date;
  start: Date;
  end: Date;
  /** The IANA zone whose clock the event is held by. */
  timeZone: string;
  summary: string;
  description?: string;
  location?: string;
  url?: string;
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  organizer?: CalendarPerson;
  attendee?: CalendarPerson;
  /** A display alarm this many minutes before the start. */
  alarmMinutesBefore?: number;
  lastModified?: Date;
}

/** A VCALENDAR object: a feed, or with a method (RFC 5546) a message about an event. */
export interface Calendar {
  method?: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  name?: string;
  /** How often a subscriber should look again (RFC 7986, 5.7; X-PUBLISHED-TTL for Outlook). */
  refreshHours?: number;
  url?: string;
  events: CalendarEvent[];
}

const PRODUCT = '-//Symposia//Symposia//EN';
const MAX_LINE_OCTETS = 75;
const DAY = 86_400_000;

/**
 * The calendar as the octets to send (RFC 5545, with NAME and REFRESH-INTERVAL of RFC 7986): CRLF, lines folded at 75 octets,
 * a VTIMEZONE for each zone in use. Any text is safe: what could end a line or a parameter is escaped or left out.
 * The same calendar always gives the same text. Throws a RangeError for an unknown zone.
 */
export function serializeCalendar(calendar: Calendar): string {
  const zones = zonesOf(calendar.events);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${PRODUCT}`,
    'CALSCALE:GREGORIAN',
    ...given(calendar.method, (method) => `METHOD:${method}`),
    ...given(calendar.name, (name) => [`NAME:${text(name)}`, `X-WR-CALNAME:${text(name)}`]),
    ...given(calendar.url, (url) => `URL:${uri(url)}`),
    ...given(calendar.refreshHours, (hours) => [
      `REFRESH-INTERVAL;VALUE=DURATION:PT${hours}H`,
      `X-PUBLISHED-TTL:PT${hours}H`,
    ]),
    ...[...zones.values()].flatMap((zone) => zone ?? []),
    ...calendar.events.flatMap((event) => eventLines(event, Boolean(zones.get(event.timeZone)))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function given<T>(value: T | undefined, lines: (value: T) => string | string[]): string[] {
  return value === undefined ? [] : [lines(value)].flat();
}

/** The VTIMEZONE lines of every zone in use; null where the events are written in UTC. */
function zonesOf(events: CalendarEvent[]): Map<string, string[] | null> {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { timeZone, start, end } of events) {
    const known = spans.get(timeZone) ?? { from: Infinity, to: -Infinity };
    spans.set(timeZone, { from: Math.min(known.from, start.getTime()), to: Math.max(known.to, end.getTime()) });
  }
  // A day more at both ends, because calendars ask for the offsets of whole days around an event.
  return new Map(
    [...spans].map(([zone, { from, to }]) => [
      zone,
      zone === 'UTC' ? null : timeZoneLines(zone, new Date(from - DAY), new Date(to + DAY)),
    ]),
  );
}

function eventLines(event: CalendarEvent, isZoned: boolean): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${identifier(event.uid)}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `DTSTART${dateTime(event.start, event.timeZone, isZoned)}`,
    `DTEND${dateTime(event.end, event.timeZone, isZoned)}`,
    `SEQUENCE:${Math.trunc(event.sequence)}`,
    ...given(event.lastModified, (instant) => `LAST-MODIFIED:${utc(instant)}`),
    `SUMMARY:${text(event.summary)}`,
    ...given(event.description, (description) => `DESCRIPTION:${text(description)}`),
    ...given(event.location, (location) => `LOCATION:${text(location)}`),
    ...given(event.url, (url) => `URL:${uri(url)}`),
    `STATUS:${event.status}`,
    ...given(event.organizer, (person) => `ORGANIZER;CN=${parameter(person.name)}:${mailto(person.email)}`),
    ...given(event.attendee, attendeeLine),
    ...given(event.alarmMinutesBefore, (minutes) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${text(event.summary)}`,
      `TRIGGER:-PT${Math.trunc(minutes)}M`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** Somebody who has registered has accepted: the calendar need not ask, nor send an answer. */
function attendeeLine({ name, email }: CalendarPerson): string {
  const parameters = `CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN=${parameter(name)}`;
  return `ATTENDEE;${parameters}:${mailto(email)}`;
}

/** The rest of a DTSTART or DTEND line. In UTC where the zone's clock would leave a doubt: at a time that it shows twice. */
function dateTime(instant: Date, zone: string, isZoned: boolean): string {
  const wall = wallTime(zone, instant);
  const isClear = isZoned && resolve(zone, wall).kind === 'exact';
  return isClear ? `;TZID=${zone}:${compact(wall)}` : `:${utc(instant)}`;
}

function utc(instant: Date): string {
  return `${compact(wallTime('UTC', instant))}Z`;
}

/** Everything that a calendar might take for the end of a line, and every other control character. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const CONTROLS_BUT_LINE_FEED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** A TEXT value (3.3.11). */
function text(value: string): string {
  return value
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROLS_BUT_LINE_FEED, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** A quoted parameter value (3.2), which cannot hold a double quote. */
function parameter(value: string): string {
  return `"${value.replace(CONTROLS, '').replaceAll('"', '')}"`;
}

/** A UID is TEXT, but nobody should have to unescape one in order to compare it: what would need it is left out. */
function identifier(value: string): string {
  return value.replace(CONTROLS, '').replace(/[\s"\\;,]/g, '');
}

function uri(value: string): string {
  return value.replace(CONTROLS, '').replace(/[\s"<>\\]/g, '');
}

/** RFC 6068: what has a meaning of its own in a `mailto:` address is percent-encoded. */
function mailto(email: string): string {
  const escaped = uri(email).replace(/[%?#&;,:]/g, (character) => encodeURIComponent(character));
  return `mailto:${escaped}`;
}

/** Continues a long line on the next ones (3.1), counting octets and never parting a character. */
function fold(line: string): string {
  const rows: string[] = [];
  let row = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_LINE_OCTETS) {
      rows.push(row);
      // The space that marks a continuation counts.
      [row, octets] = [' ', 1];
    }
    row += character;
    octets += size;
  }
  return [...rows, row].join('\r\n');
}
