import {
  type CountedScan,
  currentCheckIn,
  decideScan,
  placedInTime,
  readReference,
  readScanned,
  type ScanDecision,
  timeOfScan,
} from './check-in.js';
import { type RegistrationStatus } from './registration-status.js';

/** `in A 9:00` or `undo B 9:05, received 9:30, offline`. */
function scan(text: string): CountedScan {
  const [, kind, device, at, received, offline] =
    /^(in|undo) (\w) (\d:\d\d)(?:, received (\d:\d\d))?(, offline)?$/.exec(text)!;
  const time = (clock: string) => new Date(`2027-05-01T0${clock}:00Z`);
  return {
    id: text,
    kind: kind as CountedScan['kind'],
    device: device!,
    at: time(at!),
    receivedAt: time(received ?? at!),
    ...(offline ? { offline: true } : {}),
  };
}

describe('a scan', () => {
  it.each<{ title: string; earlier?: string[]; now: string; expected: string; current?: string; displaced?: string }>([
    { title: 'the first', now: 'in A 9:00', expected: 'checked_in', current: 'in A 9:00' },
    {
      title: 'the second',
      earlier: ['in A 9:00'],
      now: 'in B 9:10',
      expected: 'already_in',
      current: 'in A 9:00',
    },
    {
      title: 'the second of the same device, kept back',
      earlier: ['in A 9:00'],
      now: 'in A 9:10, received 9:30, offline',
      expected: 'already_in',
      current: 'in A 9:00',
    },
    {
      title: 'let in without a connection on another device, later',
      earlier: ['in A 9:00'],
      now: 'in B 9:10, received 9:30, offline',
      expected: 'already_in two-devices',
      current: 'in A 9:00',
    },
    {
      title: 'told of twenty minutes later, by a device that says nothing of a connection',
      earlier: ['in A 9:00, received 9:20'],
      now: 'in B 9:10, received 9:30',
      expected: 'already_in two-devices',
      current: 'in A 9:00, received 9:20',
    },
    {
      title: 'let in without a connection on another device, earlier',
      earlier: ['in A 9:00'],
      now: 'in B 8:50, received 9:30, offline',
      expected: 'checked_in two-devices',
      current: 'in B 8:50, received 9:30, offline',
      displaced: 'in A 9:00',
    },
    {
      title: 'an earlier one of the same device',
      earlier: ['in A 9:00'],
      now: 'in A 8:50, received 9:30, offline',
      expected: 'checked_in',
      current: 'in A 8:50, received 9:30, offline',
      displaced: 'in A 9:00',
    },
    { title: 'an undo', earlier: ['in A 9:00'], now: 'undo A 9:01', expected: 'undone' },
    { title: 'an undo by another device', earlier: ['in A 9:00'], now: 'undo B 9:01', expected: 'undone' },
    { title: 'an undo of two', earlier: ['in A 9:00', 'in B 9:01'], now: 'undo B 9:02', expected: 'undone' },
    { title: 'an undo of nothing', now: 'undo A 9:01', expected: 'not_valid not-checked-in' },
    {
      title: 'a second undo',
      earlier: ['in A 9:00', 'undo A 9:01'],
      now: 'undo A 9:02',
      expected: 'not_valid not-checked-in',
    },
    {
      title: 'in again after an undo',
      earlier: ['in A 9:00', 'undo A 9:01'],
      now: 'in A 9:02',
      expected: 'checked_in',
      current: 'in A 9:02',
    },
    {
      title: 'a late scan from before an undo',
      earlier: ['in A 9:00', 'undo A 9:05'],
      now: 'in B 8:59, received 9:30, offline',
      expected: 'undone',
    },
    {
      title: 'a late undo from before the person came again',
      earlier: ['in A 9:00', 'in B 9:10'],
      now: 'undo C 9:05, received 9:30, offline',
      expected: 'already_in',
      current: 'in B 9:10',
    },
  ])('$title: $expected', ({ earlier = [], now, expected, current, displaced }) => {
    const decision = decideScan(scan(now), 'confirmed', earlier.map(scan));
    expect({ ...wordsOf(decision) }).toEqual({ expected, current: current ?? null, displaced: displaced ?? null });
  });

  it.each<RegistrationStatus>(['cancelled', 'waitlisted', 'pending', 'offered', 'declined'])(
    'of somebody who is %s is not valid',
    (status) => {
      expect(wordsOf(decideScan(scan('in A 9:00'), status, [])).expected).toBe(`not_valid ${status}`);
    },
  );

  it('of somebody who has cancelled since can be undone still', () => {
    expect(wordsOf(decideScan(scan('undo A 9:01'), 'cancelled', [scan('in A 9:00')])).expected).toBe('undone');
  });

  it('ends the same in whatever order the scans arrive', () => {
    const scans = ['in A 9:00', 'in B 9:01', 'undo A 9:02', 'in C 9:03', 'in A 9:04'].map(scan);
    const ends = permutations(scans).map((order) => currentCheckIn(order)?.id);
    expect(ends).toHaveLength(120);
    expect(new Set(ends)).toEqual(new Set(['in C 9:03']));
  });
});

describe('the place of a scan in the history', () => {
  const place = (now: string, ...earlier: string[]) =>
    placedInTime(scan(now), earlier.map(scan)).at.toISOString().slice(11, 23);

  it.each([
    { title: 'asked now: when it is received', now: 'in A 9:00', expected: '09:00:00.000' },
    { title: 'asked now: after what is known', now: 'in A 9:00', earlier: ['in B 9:00'], expected: '09:00:00.001' },
    {
      title: 'told of later: when it was made',
      now: 'in A 8:50, received 9:30',
      earlier: ['in B 9:00'],
      expected: '08:50:00.000',
    },
    {
      title: 'let in without a connection',
      now: 'in A 9:00, received 9:00, offline',
      earlier: ['in B 9:00'],
      expected: '09:00:00.000',
    },
  ])('$title', ({ now, earlier = [], expected }) => {
    expect(place(now, ...earlier)).toBe(expected);
  });

  it('lets in one of ten who ask at the same moment', () => {
    const history: CountedScan[] = [];
    const outcomes = Array.from({ length: 10 }, (_, phone) => {
      const asked = placedInTime({ ...scan('in A 9:00'), id: String(9 - phone), device: String(phone) }, history);
      const { outcome, twoDevices } = decideScan(asked, 'confirmed', history);
      history.push(asked);
      return { outcome, twoDevices };
    });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'checked_in',
      ...Array.from({ length: 9 }, () => 'already_in'),
    ]);
    expect(outcomes.some(({ twoDevices }) => twoDevices)).toBe(false);
  });
});

describe('the time of a scan', () => {
  const now = new Date('2027-05-08T09:00:00Z');
  it.each([
    { title: 'as the device says', at: '2027-05-08T08:00:00Z', expected: '2027-05-08T08:00:00Z' },
    { title: 'never in the future', at: '2027-05-09T08:00:00Z', expected: '2027-05-08T09:00:00Z' },
    {
      title: 'by a clock that is two hours ahead',
      at: '2027-05-08T10:30:00Z',
      sentAt: '2027-05-08T11:00:00Z',
      expected: '2027-05-08T08:30:00Z',
    },
    {
      title: 'by a clock that stands in another year',
      at: '1970-01-01T00:30:00Z',
      sentAt: '1970-01-01T01:00:00Z',
      expected: '2027-05-08T08:30:00Z',
    },
    { title: 'a week old', at: '2027-05-01T09:00:00Z', expected: '2027-05-01T09:00:00Z' },
    { title: 'older than a week', at: '2027-05-01T08:59:59Z', expected: null },
  ])('$title', ({ at, sentAt, expected }) => {
    expect(timeOfScan(new Date(at), sentAt ? new Date(sentAt) : null, now)).toEqual(expected && new Date(expected));
  });
});

describe('what is scanned or typed', () => {
  const token = 'AZ8abcdefghijklmnopqrstuvwxyz0123456789_-ABCDEFGHIJ';
  it.each([
    [`https://symposia.example/t/${token}`, { ticket: token }],
    [`https://symposia.example/t/${token}?from=mail`, { ticket: token }],
    [` ${token}\n`, { ticket: token }],
    ['7K3M-9QXT', { reference: '7K3M-9QXT' }],
    ['7k3m 9qxt', { reference: '7K3M-9QXT' }],
    ['７Ｋ３Ｍ－９ＱＸＴ', { reference: '7K3M-9QXT' }],
    ['o123-ilil', { reference: '0123-1111' }],
    ['林晓', {}],
    ['lin@example.org', {}],
    ['https://elsewhere.example/ticket/7K3M-9QXT', {}],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(readScanned(text)).toEqual(expected);
  });

  it('is no reference when a letter is too many', () => {
    expect(readReference('7K3M-9QXT1')).toBeNull();
  });
});

function wordsOf({ outcome, reason, twoDevices, current, displaced }: ScanDecision) {
  return {
    expected: [outcome, reason, twoDevices && 'two-devices'].filter(Boolean).join(' '),
    current: current?.id ?? null,
    displaced: displaced?.id ?? null,
  };
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
