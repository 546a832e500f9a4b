import ICAL from 'ical.js';
import { compact, timeZoneLines } from './vtimezone.js';
import { timeZoneNames, wallTime } from './time-zone.js';

const HOUR = 3_600_000;
const at = (text: string): Date => new Date(text);
const around = (instant: Date): [Date, Date] => [
  new Date(instant.getTime() - HOUR),
  new Date(instant.getTime() + HOUR),
];

/** What an independent reader takes the wall-clock time of an instant for, given the VTIMEZONE alone. */
function readBack(lines: string[], zone: string, instant: Date): Date {
  const source = ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
  const component = ICAL.Component.fromString(source).getFirstSubcomponent('vtimezone');
  if (!component) throw new Error('no VTIMEZONE');
  const time = ICAL.Time.fromDateTimeString(
    compact(wallTime(zone, instant)).replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6'),
  );
  time.zone = new ICAL.Timezone(component);
  return time.toJSDate();
}

const shapeOf = (lines: string[] | null): string =>
  (lines ?? [])
    .filter((line) => /^(DTSTART|TZOFFSETTO|RRULE)/.test(line))
    .map((line) => line.replace(/^(\w+):/, ''))
    .join(' ');

describe('timeZoneLines', () => {
  const american =
    '19700308T020000 -0400 FREQ=YEARLY;BYMONTH=3;BYDAY=2SU 19701101T020000 -0500 FREQ=YEARLY;BYMONTH=11;BYDAY=1SU';
  const european =
    '19700329T020000 +0200 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU 19701025T030000 +0100 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU';
  const melbourne =
    '19701004T020000 +1100 FREQ=YEARLY;BYMONTH=10;BYDAY=1SU 19700405T030000 +1000 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU';
  const lordHowe =
    '19701004T020000 +1100 FREQ=YEARLY;BYMONTH=10;BYDAY=1SU 19700405T020000 +1030 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU';

  it.each([
    ['America/New_York', '2026-12-10T12:00Z', american],
    ['America/New_York', '2027-07-10T12:00Z', american],
    ['Europe/Amsterdam', '2026-12-10T12:00Z', european],
    ['Europe/Amsterdam', '2027-07-10T12:00Z', european],
    ['Australia/Melbourne', '2026-12-10T12:00Z', melbourne],
    ['Australia/Melbourne', '2027-07-10T12:00Z', melbourne],
    ['Australia/Lord_Howe', '2026-12-10T12:00Z', lordHowe],
    ['Australia/Lord_Howe', '2027-07-10T12:00Z', lordHowe],
    [
      'America/New_York',
      '2006-07-10T12:00Z',
      '19700405T020000 -0400 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU 19701025T020000 -0500 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    ],
    ['Asia/Shanghai', '2026-12-10T12:00Z', '19700101T000000 +0800'],
    ['Asia/Shanghai', '2027-07-10T12:00Z', '19700101T000000 +0800'],
    ['Asia/Kathmandu', '2026-12-10T12:00Z', '19700101T000000 +0545'],
    // The law changed in 2026: no rule from 1970, but the offset of the time covered.
    ['America/Winnipeg', '2026-12-10T12:00Z', '19700101T000000 -0500'],
    ['America/Winnipeg', '2027-07-10T12:00Z', '19700101T000000 -0500'],
    ['America/Edmonton', '2026-12-10T12:00Z', '19700101T000000 -0600'],
    ['America/Edmonton', '2027-07-10T12:00Z', '19700101T000000 -0600'],
    ['America/Vancouver', '2026-12-10T12:00Z', '19700101T000000 -0700'],
    ['America/Vancouver', '2027-07-10T12:00Z', '19700101T000000 -0700'],
    ['America/Vancouver', '2026-02-10T12:00Z', '19700101T000000 -0800'],
    ['Africa/Casablanca', '2026-08-10T12:00Z', '19700101T000000 +0100'],
    ['Africa/Casablanca', '2026-12-10T12:00Z', '19700101T000000 +0000'],
    // The Friday before the last Sunday of March is no weekday of the month that Outlook could read.
    ['Asia/Jerusalem', '2027-07-10T12:00Z', '19700101T000000 +0300'],
    ['Asia/Jerusalem', '2026-12-10T12:00Z', '19700101T000000 +0200'],
  ])('%s at %s', (zone, instant, shape) => {
    const lines = timeZoneLines(zone, ...around(at(instant)));
    expect(shapeOf(lines)).toBe(shape);
    expect(readBack(lines ?? [], zone, at(instant))).toEqual(at(instant));
  });

  it.each([
    ['Vancouver over its last change', 'America/Vancouver', '2026-03-01T00:00Z', '2026-04-01T00:00Z'],
    ['New York over a change of its law', 'America/New_York', '2006-06-01T00:00Z', '2007-06-01T00:00Z'],
  ])('gives none for %s', (_what, zone, from, to) => {
    expect(timeZoneLines(zone, at(from), at(to))).toBeNull();
  });

  it('gives every zone the same instants as ours, season by season', () => {
    const instants = [8, 11, 14, 17, 20].map((month) => new Date(Date.UTC(2026, month, 12, 12, 30)));
    const wrong = timeZoneNames().flatMap((zone) =>
      instants.filter((instant) => {
        const lines = timeZoneLines(zone, ...around(instant));
        return lines && readBack(lines, zone, instant).getTime() !== instant.getTime();
      }),
    );
    expect(wrong).toEqual([]);
  });
});
