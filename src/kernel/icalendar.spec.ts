import ICAL from 'ical.js';
import { type Calendar, type CalendarEvent, serializeCalendar } from './icalendar.js';

const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'registration-K7@example.org',
  sequence: 3,
  stamp: new Date('2026-11-01T08:00:00.250Z'),
  start: new Date('2026-12-10T12:00:00Z'),
  end: new Date('2026-12-10T14:00:00Z'),
  timeZone: 'America/Edmonton',
  summary: '18th National Telemedicine Symposium',
  status: 'CONFIRMED',
  ...changes,
});

const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
/** A line of the first event. */
const lineOf = (text: string, name: string): string | undefined =>
  linesOf(text.slice(text.indexOf('BEGIN:VEVENT'))).find((line) => new RegExp(`^${name}[:;]`).test(line));

function read(text: string): { calendar: ICAL.Component; events: ICAL.Event[] } {
  const calendar = ICAL.Component.fromString(text);
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)) };
}

describe('instants', () => {
  const cases = [
    'America/New_York',
    'Europe/Amsterdam',
    'Australia/Melbourne',
    'Australia/Lord_Howe',
    'Asia/Shanghai',
    'America/Winnipeg',
    'America/Edmonton',
    'America/Vancouver',
  ].flatMap((zone) => ['2026-12-10T12:00:00.000Z', '2027-07-10T12:00:00.000Z'].map((start) => [zone, start] as const));

  it.each(cases)('an independent reader finds %s %s again', (timeZone, start) => {
    const end = new Date(new Date(start).getTime() + 90 * 60_000);
    const text = serializeCalendar({ events: [event({ timeZone, start: new Date(start), end })] });
    expect(lineOf(text, 'DTSTART')).toContain(`;TZID=${timeZone}:`);
    const [found] = read(text).events;
    expect(found?.startDate.toJSDate().toISOString()).toBe(start);
    expect(found?.endDate.toJSDate()).toEqual(end);
  });

  it('writes one VTIMEZONE for each zone, and reads all of a feed back', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Shanghai', 'Europe/London', 'UTC'];
    const starts = zones.map((_, index) => new Date(Date.UTC(2026, 2 + 3 * index, 20, 23, 30)));
    const events = zones.map((timeZone, index) => {
      const start = starts[index] ?? new Date(0);
      return event({ uid: `${index}@example.org`, timeZone, start, end: new Date(start.getTime() + 7_200_000) });
    });
    const { calendar, events: found } = read(serializeCalendar({ events }));
    const tzids = calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'));
    expect(tzids).toEqual(['Asia/Shanghai', 'America/New_York', 'Europe/London']);
    expect(found.map((one) => one.startDate.toJSDate())).toEqual(starts);
  });

  it.each([
    ['at a time that the clock shows twice', 'Europe/Berlin', '2026-10-25T01:30:00Z', 'DTSTART:20261025T013000Z'],
    ['over a change that no rule describes', 'America/Vancouver', '2026-03-08T09:30:00Z', 'DTSTART:20260308T093000Z'],
    ['in UTC', 'UTC', '2026-12-10T12:00:00Z', 'DTSTART:20261210T120000Z'],
  ])('writes UTC %s', (_why, timeZone, start, expected) => {
    const text = serializeCalendar({ events: [event({ timeZone, start: new Date(start), end: new Date(start) })] });
    expect(lineOf(text, 'DTSTART')).toBe(expected);
  });
});

describe('the message', () => {
  it('has the lines of an invitation, in CRLF', () => {
    const text = serializeCalendar({
      method: 'REQUEST',
      events: [
        event({
          timeZone: 'Asia/Shanghai',
          description: 'One line\nand another',
          location: 'Shantou; China, East',
          url: 'https://example.org/events/nts-18',
          organizer: { name: 'Symposia', email: 'mail@example.org' },
          attendee: { name: 'Ada "Countess" Lovelace', email: 'ada+1@example.org' },
          alarmMinutesBefore: 15,
          lastModified: new Date('2026-10-31T07:00:00Z'),
        }),
      ],
    });
    expect(linesOf(text)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Symposia//Symposia//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Shanghai',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0800',
      'TZOFFSETTO:+0800',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:registration-K7@example.org',
      'DTSTAMP:20261101T080000Z',
      'DTSTART;TZID=Asia/Shanghai:20261210T200000',
      'DTEND;TZID=Asia/Shanghai:20261210T220000',
      'SEQUENCE:3',
      'LAST-MODIFIED:20261031T070000Z',
      'SUMMARY:18th National Telemedicine Symposium',
      'DESCRIPTION:One line\\nand another',
      'LOCATION:Shantou\\; China\\, East',
      'URL:https://example.org/events/nts-18',
      'STATUS:CONFIRMED',
      'ORGANIZER;CN="Symposia":mailto:mail@example.org',
      'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="Ada Countess Lovelace":mailto:ada+1@example.org',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:18th National Telemedicine Symposium',
      'TRIGGER:-PT15M',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('describes a feed', () => {
    const feed: Calendar = {
      name: 'EWA, all years',
      refreshHours: 6,
      url: 'https://example.org/series/ewa',
      events: [],
    };
    expect(linesOf(serializeCalendar(feed)).slice(4, -2)).toEqual([
      'NAME:EWA\\, all years',
      'X-WR-CALNAME:EWA\\, all years',
      'URL:https://example.org/series/ewa',
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'X-PUBLISHED-TTL:PT6H',
    ]);
  });

  it('is the same every time', () => {
    expect(serializeCalendar({ events: [event()] })).toBe(serializeCalendar({ events: [event()] }));
  });
});

describe('any text', () => {
  const nasty = [
    'plain',
    'a\\b;c,d:e"f',
    'two\r\nlines\rand\nthree\u2028four',
    'END:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:evil@example.org',
    '\u0000\u0007\u001b[31m\u007f\u009f',
    '第十八届全国远程医疗研讨会,汕头大学医学院。'.repeat(12),
    '👩🏽‍⚕️'.repeat(40),
    'x'.repeat(400),
    '\ud800 alone',
    '',
  ];

  it.each(nasty)('%j stays inside its property', (value) => {
    const person = { name: value, email: `ada${value}@example.org` };
    const text = serializeCalendar({
      method: 'REQUEST',
      name: value,
      url: `https://example.org/${value}`,
      events: [
        event({
          uid: `registration-${value}@example.org`,
          summary: value,
          description: value,
          location: value,
          url: `https://example.org/${value}`,
          organizer: person,
          attendee: person,
          alarmMinutesBefore: 10,
        }),
      ],
    });
    const octetsOf = (line: string) => Buffer.byteLength(line);
    expect(Math.max(...text.split('\r\n').map(octetsOf))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
    // Nothing was parted: decoding the octets line by line gives no replacement characters.
    expect(Buffer.from(text).toString().includes('\ufffd')).toBe(value.includes('\ud800'));

    const names = linesOf(text).map((line) => /^[A-Z-]+/.exec(line)?.[0]);
    expect(names.filter((name) => name === 'ATTENDEE')).toHaveLength(1);
    const { calendar, events } = read(text);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
    const kept = value.replace(/\r\n?|\u2028/g, '\n').replace(/[^\P{Cc}\n]/gu, '');
    expect([events[0]?.summary, events[0]?.location]).toEqual([kept, kept]);
    expect(events[0]?.component.getFirstProperty('attendee')?.getFirstParameter('cn')).toBe(
      value.replace(/[\p{Cc}\u2028"]/gu, ''),
    );
  });
});
