import fc from 'fast-check';
import { type Duration, formatDuration, parseDuration, shift } from './duration.js';

const HOUR = 3600;

describe('parseDuration and formatDuration', () => {
  it.each<[string, Duration, string]>([
    ['-P1D', { days: -1, seconds: 0 }, '-P1D'],
    ['-PT1H', { days: 0, seconds: -HOUR }, '-PT1H'],
    ['PT2H', { days: 0, seconds: 2 * HOUR }, 'PT2H'],
    ['+PT2H', { days: 0, seconds: 2 * HOUR }, 'PT2H'],
    ['-P1DT2H30M', { days: -1, seconds: -2.5 * HOUR }, '-P1DT2H30M'],
    ['P1W', { days: 7, seconds: 0 }, 'P7D'],
    ['PT0S', { days: 0, seconds: 0 }, 'PT0S'],
    ['-PT0S', { days: 0, seconds: 0 }, 'PT0S'],
    ['P0D', { days: 0, seconds: 0 }, 'PT0S'],
    ['PT24H', { days: 0, seconds: 24 * HOUR }, 'PT24H'],
    ['-PT90M', { days: 0, seconds: -5400 }, '-PT1H30M'],
    ['PT1H1S', { days: 0, seconds: HOUR + 1 }, 'PT1H1S'],
  ])('%s', (text, duration, formatted) => {
    expect(parseDuration(text)).toEqual(duration);
    expect(formatDuration(duration)).toBe(formatted);
  });

  it.each([
    '',
    'P',
    '-P',
    'PT',
    'P1DT',
    '1D',
    'P1Y',
    'P1M',
    'P1W2D',
    'P1.5D',
    'PT1,5H',
    'P-1D',
    '--P1D',
    'p1d',
    'P1D\n',
    ' P1D',
    'P123456D',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('refuses to write a duration that runs both ways', () => {
    expect(() => formatDuration({ days: 1, seconds: -1 })).toThrow(RangeError);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(10_000), fc.nat(1_000_000), (isNegative, days, seconds) => {
        const sign = isNegative ? -1 : 1;
        const duration = { days: sign * days || 0, seconds: sign * seconds || 0 };
        expect(parseDuration(formatDuration(duration))).toEqual(duration);
      }),
    );
  });
});

describe('shift', () => {
  it.each([
    // Into summer: 28 March 2027 has 23 hours in Berlin.
    ['Europe/Berlin', '2027-03-28T07:00Z', '-P1D', '2027-03-27T08:00Z', 'the same clock the day before'],
    ['Europe/Berlin', '2027-03-28T07:00Z', '-PT24H', '2027-03-27T07:00Z', 'exactly 24 hours before'],
    ['Europe/Berlin', '2027-03-29T00:30Z', '-P1D', '2027-03-28T01:00Z', '02:30 is skipped: the change'],
    ['Europe/Berlin', '2027-03-29T00:30Z', '-P1DT1H', '2027-03-28T00:00Z', 'an hour before the change'],
    ['Europe/Berlin', '2027-03-30T07:00Z', '-P2D at 02:15', '2027-03-28T01:00Z', '02:15 is skipped'],
    // Into winter: 25 October 2026 has 25 hours.
    ['Europe/Berlin', '2026-10-26T08:00Z', '-P1D', '2026-10-25T08:00Z', 'the same clock after the change'],
    ['Europe/Berlin', '2026-10-25T08:00Z', '-P1D', '2026-10-24T07:00Z', 'the same clock before the change'],
    ['Europe/Berlin', '2026-10-26T01:30Z', '-P1D', '2026-10-25T00:30Z', '02:30 comes twice: the earlier'],
    ['Europe/Berlin', '2026-10-25T01:30Z', '-PT1H', '2026-10-25T00:30Z', 'an hour before the second 02:30'],
    ['Europe/Berlin', '2026-10-25T01:30Z', 'PT0S', '2026-10-25T01:30Z', 'the second 02:30 stays'],
    ['America/New_York', '2027-03-15T06:30Z', '-P1D', '2027-03-14T07:00Z', '02:30 is skipped'],
    ['America/New_York', '2026-11-02T06:30Z', '-P1D', '2026-11-01T05:30Z', '01:30 comes twice'],
    ['Australia/Lord_Howe', '2026-10-04T15:15Z', '-P1D', '2026-10-03T15:30Z', '02:15 is skipped'],
    // No change of clocks any more.
    ['America/Vancouver', '2026-11-01T17:00Z', '-P1D', '2026-10-31T17:00Z', 'Vancouver keeps its clock'],
    ['Asia/Shanghai', '2026-12-10T12:00Z', '-P1D at 09:00', '2026-12-09T01:00Z', 'the morning before'],
    ['Asia/Shanghai', '2026-12-10T12:00Z', 'PT0S at 09:00', '2026-12-10T01:00Z', 'the morning of the day'],
    ['Asia/Shanghai', '2026-12-10T12:00Z', 'P1W', '2026-12-17T12:00Z', 'a week later'],
  ])('%s %s %s → %s: %s', (zone, anchor, offset, expected) => {
    const [text = '', clock] = offset.split(' at ');
    const [hour = 0, minute = 0] = (clock ?? '').split(':').map(Number);
    const duration = parseDuration(text);
    expect(duration && shift(zone, new Date(anchor), duration, clock ? { hour, minute } : undefined)).toEqual(
      new Date(expected),
    );
  });
});
