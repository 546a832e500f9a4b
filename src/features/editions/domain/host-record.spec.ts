import { type EditionStatus } from './edition-state.js';
import { hostRecords, isHeld } from './host-record.js';

const NOW = new Date('2027-06-01T00:00Z');
const PAST = new Date('2027-05-21T00:00Z');
const AHEAD = new Date('2027-12-01T00:00Z');

type Row = [year: number, hosts: string[], more?: { status?: EditionStatus; endsAt?: Date; coHosts?: string[] }];

const edition = ([year, hosts, more = {}]: Row) => ({
  year,
  ordinal: year - 2000,
  status: more.status ?? 'completed',
  endsAt: more.endsAt ?? null,
  hosts: hosts.map((slug) => ({ slug })),
  roles: (more.coHosts ?? []).map((slug) => ({ slug, role: 'co_host' })),
});

const record = (rows: Row[]) => {
  const { hosts, unrecorded } = hostRecords(rows.map(edition), NOW);
  return {
    hosts: hosts.map(({ slug, editions }) => [slug, ...editions.map(({ year }) => year)]),
    unrecorded: unrecorded.map(({ year }) => year),
  };
};

describe('hostRecords', () => {
  it.each<{ case: string; rows: Row[]; hosts: (string | number)[][]; unrecorded?: number[] }>([
    { case: 'nothing', rows: [], hosts: [] },
    {
      case: 'the most frequent first, then who hosted last',
      rows: [
        [2001, ['a']],
        [2002, ['b']],
        [2003, ['c']],
        [2004, ['b']],
      ],
      hosts: [
        ['b', 2004, 2002],
        ['c', 2003],
        ['a', 2001],
      ],
    },
    {
      case: 'several hosts and co-hosts count each, and once',
      rows: [[2001, ['a', 'b'], { coHosts: ['c', 'a'] }]],
      hosts: [
        ['a', 2001],
        ['b', 2001],
        ['c', 2001],
      ],
    },
    { case: 'other roles do not count', rows: [[2001, []]], hosts: [], unrecorded: [2001] },
    {
      case: 'without a recorded host it counts for nobody',
      rows: [
        [2001, ['a']],
        [2002, []],
        [2003, []],
      ],
      hosts: [['a', 2001]],
      unrecorded: [2003, 2002],
    },
    {
      case: 'what did not take place, or not yet, does not count',
      rows: [
        [2023, ['a'], { status: 'cancelled' }],
        [2024, ['a'], { status: 'postponed' }],
        [2025, ['a'], { status: 'draft' }],
        [2026, [], { status: 'cancelled' }],
        [2027, ['b'], { status: 'published', endsAt: PAST }],
        [2028, ['a'], { status: 'published', endsAt: AHEAD }],
      ],
      hosts: [['b', 2027]],
    },
  ])('$case', ({ rows, hosts, unrecorded = [] }) => {
    expect(record(rows)).toEqual({ hosts, unrecorded });
  });
});

describe('isHeld', () => {
  it.each<{ status: EditionStatus; endsAt: Date | null; expected: boolean }>([
    { status: 'completed', endsAt: null, expected: true },
    { status: 'published', endsAt: PAST, expected: true },
    { status: 'published', endsAt: NOW, expected: true },
    { status: 'published', endsAt: AHEAD, expected: false },
    { status: 'published', endsAt: null, expected: false },
    { status: 'cancelled', endsAt: PAST, expected: false },
  ])('$status, $endsAt: $expected', ({ status, endsAt, expected }) => {
    expect(isHeld({ status, endsAt }, NOW)).toBe(expected);
  });
});
