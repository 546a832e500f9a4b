import { formatWallTime, instantOf, parseWallTime, toIsoWithOffset } from '../../../kernel/time-zone.js';
import { adjustments, shifted, shiftedSpan, type WallShift } from './wall-shift.js';

const at = (zone: string, wall: string) => instantOf(zone, parseWallTime(wall)!);
const shift = (from: string, to: string, zone: string, toZone = zone): WallShift => ({
  from: { startsAt: at(zone, from), timeZone: zone },
  to: { startsAt: at(toZone, to), timeZone: toZone },
});

describe('shifted', () => {
  it.each([
    // Alberta and Manitoba do not change their clocks any more from the winter of 2026 on; stock data says they do.
    {
      title: 'Edmonton, from a summer with DST into a winter that keeps it',
      zone: 'America/Edmonton',
      from: '2026-07-10T09:00',
      to: '2026-12-10T09:00',
      time: '2026-07-10T17:00',
      expected: '2026-12-10T17:00:00-06:00',
    },
    {
      title: 'Winnipeg, across the night in which the clocks no longer go back',
      zone: 'America/Winnipeg',
      from: '2025-11-01T09:00',
      to: '2026-10-31T09:00',
      time: '2025-11-03T17:00',
      expected: '2026-11-02T17:00:00-05:00',
    },
    {
      title: 'New York, closed at 23:59 three days before, the clocks going forward in between',
      zone: 'America/New_York',
      from: '2026-05-20T09:00',
      to: '2027-03-15T09:00',
      time: '2026-05-17T23:59',
      expected: '2027-03-12T23:59:00-05:00',
    },
    {
      title: 'New York, several days with the change between them',
      zone: 'America/New_York',
      from: '2026-05-20T09:00',
      to: '2027-03-13T09:00',
      time: '2026-05-22T17:00',
      expected: '2027-03-15T17:00:00-04:00',
    },
    {
      title: 'Amsterdam in autumn, opened weeks before the clocks went back',
      zone: 'Europe/Amsterdam',
      from: '2026-06-10T09:00',
      to: '2027-11-03T09:00',
      time: '2026-05-01T00:00',
      expected: '2027-09-24T00:00:00+02:00',
    },
    {
      title: 'Amsterdam in spring, the second day after the change',
      zone: 'Europe/Amsterdam',
      from: '2026-06-10T13:00',
      to: '2027-03-27T13:00',
      time: '2026-06-11T09:00',
      expected: '2027-03-28T09:00:00+02:00',
    },
    {
      title: 'Shanghai, where clocks never change',
      zone: 'Asia/Shanghai',
      from: '2026-05-20T09:00',
      to: '2027-11-18T09:30',
      time: '2026-05-17T23:59',
      expected: '2027-11-16T00:29:00+08:00',
    },
    {
      title: 'another zone: the clock of the new host',
      zone: 'Asia/Shanghai',
      toZone: 'America/Toronto',
      from: '2026-05-20T09:00',
      to: '2027-11-06T09:00',
      time: '2026-05-21T17:00',
      expected: '2027-11-07T17:00:00-05:00',
    },
    {
      title: 'a leap day in the source',
      zone: 'Europe/London',
      from: '2028-03-01T09:00',
      to: '2029-03-01T09:00',
      time: '2028-02-29T12:00',
      expected: '2029-02-28T12:00:00+00:00',
    },
    {
      title: 'a leap day in the target',
      zone: 'Europe/London',
      from: '2027-03-01T09:00',
      to: '2028-03-01T09:00',
      time: '2027-02-28T12:00',
      expected: '2028-02-29T12:00:00+00:00',
    },
  ])('$title', ({ zone, toZone = zone, from, to, time, expected }) => {
    const { instant, trick } = shifted(shift(from, to, zone, toZone), at(zone, time));
    expect([toIsoWithOffset(toZone, instant), trick]).toEqual([expected, null]);
  });

  it.each([
    {
      title: 'a time that is skipped moves forward by the gap',
      to: '2027-03-28T09:00',
      time: '2026-06-10T02:30',
      expected: '2027-03-28T03:30:00+02:00',
      wanted: '2027-03-28T02:30:00',
      trick: 'skipped',
    },
    {
      title: 'of a time that exists twice it is the first',
      to: '2026-10-25T09:00',
      time: '2026-06-10T02:30',
      expected: '2026-10-25T02:30:00+02:00',
      wanted: '2026-10-25T02:30:00',
      trick: 'repeated',
    },
  ])('$title', ({ to, time, expected, wanted, trick }) => {
    const zone = 'Europe/Berlin';
    const answer = shifted(shift('2026-06-10T09:00', to, zone), at(zone, time));
    expect([toIsoWithOffset(zone, answer.instant), formatWallTime(answer.wanted), answer.trick]).toEqual([
      expected,
      wanted,
      trick,
    ]);
  });

  it('comes after a start that is the second of two', () => {
    const zone = 'Europe/Berlin';
    const { from } = shift('2026-06-10T02:30', '2027-06-10T02:30', zone);
    const second: WallShift = { from, to: { startsAt: new Date('2026-10-25T01:30:00Z'), timeZone: zone } };
    expect(shifted(second, from.startsAt).instant).toEqual(second.to.startsAt);
    expect(shifted(second, at(zone, '2026-06-10T02:45')).instant).toEqual(new Date('2026-10-25T01:45:00Z'));
  });
});

describe('shiftedSpan', () => {
  const zone = 'America/New_York';

  it.each([
    { opens: '2026-05-01T08:00', closes: null, expected: ['2027-02-22T08:00:00-05:00', null] },
    { opens: null, closes: '2026-05-19T23:59', expected: [null, '2027-03-12T23:59:00-05:00'] },
    { opens: null, closes: null, expected: [null, null] },
  ])('$opens to $closes', ({ opens, closes, expected }) => {
    const span = shiftedSpan(shift('2026-05-20T09:00', '2027-03-13T09:00', zone), {
      opensAt: opens === null ? null : at(zone, opens),
      closesAt: closes === null ? null : at(zone, closes),
    });
    expect([span.opensAt, span.closesAt].map((time) => time && toIsoWithOffset(zone, time))).toEqual(expected);
  });

  it('keeps the true length where the clock would turn it round', () => {
    const { opensAt, closesAt } = shiftedSpan(shift('2026-05-20T09:00', '2027-03-14T09:00', zone), {
      opensAt: at(zone, '2026-05-20T02:45'),
      closesAt: at(zone, '2026-05-20T03:15'),
    });
    expect([opensAt, closesAt].map((time) => toIsoWithOffset(zone, time!))).toEqual([
      '2027-03-14T03:45:00-04:00',
      '2027-03-14T04:15:00-04:00',
    ]);
  });
});

describe('adjustments', () => {
  it('names what could not be had as it was wanted, and nothing else', () => {
    const zone = 'America/New_York';
    const found = adjustments(shift('2026-05-20T01:00', '2027-03-14T01:00', zone), [
      { place: 'edition', name: null, opensAt: at(zone, '2026-05-20T01:00'), closesAt: at(zone, '2026-05-20T02:30') },
      { place: 'category', name: { en: 'Hall' }, opensAt: null, closesAt: at(zone, '2026-05-19T02:30') },
      { place: 'category', name: { en: 'Online' }, opensAt: at(zone, '2026-05-20T02:15'), closesAt: null },
    ]);
    expect(found.map(({ wanted, at: time, ...rest }) => [rest, formatWallTime(wanted), time.toISOString()])).toEqual([
      [
        { place: 'edition', name: null, path: 'endsAt', trick: 'skipped' },
        '2027-03-14T02:30:00',
        '2027-03-14T07:30:00.000Z',
      ],
      [
        { place: 'category', name: { en: 'Online' }, path: 'opensAt', trick: 'skipped' },
        '2027-03-14T02:15:00',
        '2027-03-14T07:15:00.000Z',
      ],
    ]);
  });
});
