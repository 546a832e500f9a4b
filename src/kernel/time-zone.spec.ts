import fc from 'fast-check';
import {
  addDays,
  AmbiguousLocalTime,
  dayShift,
  firstInstant,
  formatWallTime,
  instantOf,
  isTimeZone,
  offsetMinutes,
  parseWallTime,
  resolve,
  timeZoneNames,
  toIsoWithOffset,
  transitions,
  utcDate,
  type WallTime,
  wallTime,
  ZONE_DATA_RELEASE,
} from './time-zone.js';

const at = (text: string): Date => new Date(text);
const wall = (text: string): WallTime => {
  const parsed = parseWallTime(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

it('stands on the release that knows the laws of this winter', () => {
  expect(ZONE_DATA_RELEASE >= '2026f').toBe(true);
});

describe('the clock of a zone at an instant', () => {
  it.each([
    ['2026-12-10T12:00:00Z', 'America/Edmonton', '2026-12-10T06:00:00-06:00', -360],
    ['2026-12-10T12:00:00Z', 'America/Winnipeg', '2026-12-10T07:00:00-05:00', -300],
    ['2026-12-10T12:00:00Z', 'America/Vancouver', '2026-12-10T05:00:00-07:00', -420],
    ['2026-12-10T12:00:00Z', 'Asia/Shanghai', '2026-12-10T20:00:00+08:00', 480],
    ['2026-12-10T12:00:00Z', 'Asia/Kathmandu', '2026-12-10T17:45:00+05:45', 345],
    ['2026-12-10T12:00:00Z', 'Africa/Casablanca', '2026-12-10T12:00:00+00:00', 0],
    ['2026-12-10T12:00:00Z', 'Asia/Almaty', '2026-12-10T17:00:00+05:00', 300],
    ['2026-12-10T12:00:00Z', 'Asia/Calcutta', '2026-12-10T17:30:00+05:30', 330],
    ['2026-12-10T12:00:00Z', 'UTC', '2026-12-10T12:00:00+00:00', 0],
    ['2014-11-26T01:30:00Z', 'America/New_York', '2014-11-25T20:30:00-05:00', -300],
    ['2014-11-26T01:30:00Z', 'Asia/Shanghai', '2014-11-26T09:30:00+08:00', 480],
    ['2027-07-01T00:00:00Z', 'America/St_Johns', '2027-06-30T21:30:00-02:30', -150],
    ['2027-03-28T00:59:59Z', 'Europe/Berlin', '2027-03-28T01:59:59+01:00', 60],
    ['2027-03-28T01:00:00Z', 'Europe/Berlin', '2027-03-28T03:00:00+02:00', 120],
    ['1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31T23:59:59+00:00', 0],
  ])('%s in %s is %s', (instant, zone, expected, minutes) => {
    expect(toIsoWithOffset(zone, at(instant))).toBe(expected);
    expect(offsetMinutes(zone, at(instant))).toBe(minutes);
    expect(formatWallTime(wallTime(zone, at(instant)))).toBe(expected.slice(0, 19));
  });

  it('keeps the instant when an old offset has seconds', () => {
    expect(at(toIsoWithOffset('Asia/Shanghai', at('1890-01-01T00:00:00Z')))).toEqual(at('1890-01-01T00:00:00Z'));
  });
});

describe('transitions', () => {
  const [from, to] = [at('2026-08-01T00:00:00Z'), at('2027-12-31T00:00:00Z')];

  it.each([
    ['Europe/Berlin', ['2026-10-25T01:00Z', '2027-03-28T01:00Z', '2027-10-31T01:00Z']],
    ['America/New_York', ['2026-11-01T06:00Z', '2027-03-14T07:00Z', '2027-11-07T06:00Z']],
    ['Australia/Sydney', ['2026-10-03T16:00Z', '2027-04-03T16:00Z', '2027-10-02T16:00Z']],
    ['Pacific/Auckland', ['2026-09-26T14:00Z', '2027-04-03T14:00Z', '2027-09-25T14:00Z']],
    ['Australia/Lord_Howe', ['2026-10-03T15:30Z', '2027-04-03T15:00Z', '2027-10-02T15:30Z']],
    ['Asia/Shanghai', []],
    ['Australia/Brisbane', []],
    ['Asia/Kathmandu', []],
    ['Asia/Almaty', []],
    ['America/Sao_Paulo', []],
    ['America/Asuncion', []],
    ['America/Mexico_City', []],
    ['America/Vancouver', []],
    ['America/Edmonton', []],
    ['America/Winnipeg', []],
    ['UTC', []],
  ])('%s from August 2026 to the end of 2027', (zone, expected) => {
    expect(transitions(zone, from, to).map((transition) => transition.at)).toEqual(expected.map((text) => at(text)));
  });

  it('has half an hour in Lord Howe, and includes both ends', () => {
    const change = at('2026-10-03T15:30:00Z');
    expect(transitions('Australia/Lord_Howe', change, change)).toEqual([{ at: change, before: 630, after: 660 }]);
  });

  it('leaves Casablanca at Greenwich time for good', () => {
    expect(transitions('Africa/Casablanca', at('2026-10-01T00:00:00Z'), at('2080-01-01T00:00:00Z'))).toEqual([]);
  });
});

describe('resolve', () => {
  it.each([
    ['Europe/Berlin', '2027-03-28T01:59', '2027-03-28T00:59Z'],
    ['Europe/Berlin', '2027-03-28T03:00', '2027-03-28T01:00Z'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00Z'],
    ['America/Vancouver', '2026-12-10T05:00', '2026-12-10T12:00Z'],
    ['Pacific/Kiritimati', '2027-01-01T00:00', '2026-12-31T10:00Z'],
    ['America/Edmonton', '2026-11-01T01:30', '2026-11-01T07:30Z'],
  ])('%s %s is %s', (zone, text, instant) => {
    expect(resolve(zone, wall(text))).toEqual({ kind: 'exact', instant: at(instant) });
    expect(instantOf(zone, wall(text))).toEqual(at(instant));
    expect(firstInstant(zone, wall(text))).toEqual(at(instant));
  });

  it.each([
    ['Europe/Berlin', '2027-03-28T02:00', '2027-03-28T01:00Z'],
    ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T01:00Z'],
    ['America/New_York', '2027-03-14T02:30', '2027-03-14T07:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30Z'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00Z'],
  ])('%s skips %s', (zone, text, change) => {
    expect(resolve(zone, wall(text))).toEqual({ kind: 'skipped' });
    expect(firstInstant(zone, wall(text))).toEqual(at(change));
  });

  it.each([
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
    ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45Z', '2027-04-03T15:15Z'],
  ])('%s has %s twice', (zone, text, earlier, later) => {
    expect(resolve(zone, wall(text))).toEqual({ kind: 'repeated', earlier: at(earlier), later: at(later) });
    expect(firstInstant(zone, wall(text))).toEqual(at(earlier));
  });

  const zones = fc.constantFrom(...timeZoneNames());
  const instants = fc
    .integer({ min: Date.UTC(1980, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 })
    .map((seconds) => new Date(seconds * 1000));

  it('finds every instant again among those that its own wall clock means', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const found = resolve(zone, wallTime(zone, instant));
        const times =
          found.kind === 'exact' ? [found.instant] : found.kind === 'repeated' ? [found.earlier, found.later] : [];
        expect(times).toContainEqual(instant);
        expect(at(toIsoWithOffset(zone, instant))).toEqual(instant);
      }),
      { numRuns: 2000 },
    );
  });

  it('never answers an instant that shows another time', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const text = formatWallTime(wallTime('UTC', instant));
        const shown = formatWallTime(wallTime(zone, firstInstant(zone, wall(text))));
        if (resolve(zone, wall(text)).kind === 'skipped') expect(shown > text).toBe(true);
        else expect(shown).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('AmbiguousLocalTime', () => {
  it.each([
    [
      'Europe/Berlin',
      '2026-10-25T02:30',
      '2026-10-25 02:30 happens twice in Europe/Berlin, where clocks are put back. ' +
        'Send it with its offset: 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00.',
    ],
    [
      'America/New_York',
      '2027-03-14T02:30',
      '2027-03-14 02:30 does not exist in America/New_York: clocks go from 2027-03-14 02:00 to 2027-03-14 03:00. ' +
        'Send another time, or this one with an offset, -05:00 or -04:00.',
    ],
  ])('says what to do about %s %s', (zone, text, detail) => {
    const attempt = () => instantOf(zone, wall(text), 'startsAt');
    expect(attempt).toThrow(AmbiguousLocalTime);
    expect(new AmbiguousLocalTime(zone, wall(text), resolve(zone, wall(text)), 'startsAt')).toMatchObject({
      kind: 'invalid',
      code: 'ambiguous-local-time',
      message: detail,
      errors: [{ path: 'startsAt', code: 'ambiguous-local-time', message: detail }],
    });
  });

  it('names no field when there is none', () => {
    const local = wall('2027-03-28T02:30');
    expect(new AmbiguousLocalTime('Europe/Berlin', local, { kind: 'skipped' }).errors).toEqual([]);
  });
});

describe('parseWallTime', () => {
  it.each([
    ['2027-03-28T02:30', '2027-03-28T02:30:00'],
    ['2027-03-28 02:30:15', '2027-03-28T02:30:15'],
    ['2027-03-28', '2027-03-28T00:00:00'],
    ['2028-02-29', '2028-02-29T00:00:00'],
    ['0050-01-01', '0050-01-01T00:00:00'],
  ])('%s', (text, expected) => {
    expect(formatWallTime(wall(text))).toBe(expected);
  });

  it.each([
    '',
    '2027-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-03-28T24:00',
    '2027-03-28T02:60',
    '2027-03-28T02:30:60',
    '2027-03-28T2:30',
    '2027-03-28T02:30Z',
    '2027-03-28T02:30+02:00',
    '2027-3-28',
    '28.03.2027',
    '2027-03-28T02:30\n',
    ' 2027-03-28',
  ])('refuses %j', (text) => {
    expect(parseWallTime(text)).toBeNull();
  });
});

describe('calendar arithmetic', () => {
  it.each([
    ['2027-03-27T02:30', 1, '2027-03-28T02:30:00'],
    ['2027-01-01T09:00', -1, '2026-12-31T09:00:00'],
    ['2028-02-28T23:59', 2, '2028-03-01T23:59:00'],
  ])('%s and %i days', (text, days, expected) => {
    expect(formatWallTime(addDays(wall(text), days))).toBe(expected);
  });

  it.each([
    ['2014-11-26T01:30:00Z', 'Asia/Shanghai', 'America/New_York', -1],
    ['2014-11-26T01:30:00Z', 'America/New_York', 'Asia/Shanghai', 1],
    ['2026-12-10T12:00:00Z', 'Asia/Shanghai', 'America/Vancouver', 0],
    ['2026-12-10T10:30:00Z', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', -2],
  ])('at %s, %s → %s', (instant, from, to, days) => {
    expect(dayShift(at(instant), from, to)).toBe(days);
  });

  it('reads wall fields as UTC', () => {
    expect(utcDate(wall('0050-01-01T01:02:03')).toISOString()).toBe('0050-01-01T01:02:03.000Z');
  });
});

describe('names', () => {
  it.each(['Asia/Calcutta', 'Asia/Kolkata', 'Canada/Pacific', 'UTC', 'America/Argentina/Buenos_Aires'])(
    '%s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each(['', 'asia/shanghai', 'Asia/Shantou', 'Asia/Shanghai ', '+08:00', '__proto__', 'America/New York'])(
    'not %j',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
      expect(() => offsetMinutes(name, at('2026-01-01T00:00:00Z'))).toThrow(RangeError);
    },
  );

  it('offers cities of every continent, sorted, each a zone', () => {
    const names = timeZoneNames();
    expect(names.length).toBeGreaterThan(400);
    expect(names).toEqual([...names].sort());
    expect(names.filter((name) => !isTimeZone(name))).toEqual([]);
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+\/[A-Z]/.test(name))).toEqual(['UTC']);
    expect(names.filter((name) => name.startsWith('Etc/'))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['Europe/Amsterdam', 'Asia/Hong_Kong', 'America/Edmonton', 'UTC']));
    expect(names).not.toContain('EST5EDT');
  });
});
