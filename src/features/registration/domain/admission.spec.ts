import { type Admission, admission, type Door, newcomer, overhang, placesLeft } from './admission.js';
import { Places } from './places.js';

const NOW = new Date('2027-05-01T12:00:00Z');
const BEFORE = new Date('2027-05-01T11:59:59Z');
const AFTER = new Date('2027-05-01T12:00:01Z');
const open: Door = {
  ...{ status: 'published', endsAt: AFTER, opensAt: null, closesAt: null },
  ...{ capacity: null, taken: 900, waiting: 0, waitingList: false, approval: false, pool: null },
};

describe('admission', () => {
  it.each<{ title: string; door: Partial<Door>; expected: Admission }>([
    { title: 'unlimited', door: {}, expected: 'open' },
    { title: 'one place left', door: { capacity: 2, taken: 1 }, expected: 'open' },
    { title: 'no place left', door: { capacity: 2, taken: 2 }, expected: 'full' },
    { title: 'capacity lowered below what is taken', door: { capacity: 1, taken: 2 }, expected: 'full' },
    { title: 'no places at all', door: { capacity: 0, taken: 0 }, expected: 'full' },
    { title: 'full with a waiting list', door: { capacity: 2, taken: 2, waitingList: true }, expected: 'waiting-list' },
    {
      title: 'a place left that somebody waits for',
      door: { capacity: 2, taken: 1, waiting: 1, waitingList: true },
      expected: 'waiting-list',
    },
    { title: 'full, by approval', door: { capacity: 2, taken: 2, approval: true }, expected: 'open' },
    { title: 'its pool is empty', door: { capacity: 9, taken: 1, pool: { capacity: 5, taken: 5 } }, expected: 'full' },
    { title: 'its pool has room', door: { capacity: 9, taken: 1, pool: { capacity: 5, taken: 4 } }, expected: 'open' },
    { title: 'a draft', door: { status: 'draft' }, expected: 'closed' },
    { title: 'postponed', door: { status: 'postponed' }, expected: 'closed' },
    { title: 'cancelled', door: { status: 'cancelled' }, expected: 'closed' },
    { title: 'over', door: { endsAt: BEFORE }, expected: 'closed' },
    { title: 'ending this instant', door: { endsAt: NOW }, expected: 'closed' },
    { title: 'opens later', door: { opensAt: AFTER }, expected: 'not-yet-open' },
    { title: 'opens this instant', door: { opensAt: NOW }, expected: 'open' },
    { title: 'closed before', door: { closesAt: BEFORE }, expected: 'closed' },
    { title: 'closes this instant', door: { closesAt: NOW }, expected: 'closed' },
    { title: 'closed and full', door: { closesAt: BEFORE, capacity: 1, taken: 1 }, expected: 'closed' },
  ])('$title: $expected', ({ door, expected }) => {
    expect(admission({ ...open, ...door }, NOW)).toBe(expected);
  });
});

describe('placesLeft and overhang', () => {
  it.each([
    { capacity: null, taken: 5, left: null, over: 0 },
    { capacity: 5, taken: 3, left: 2, over: 0 },
    { capacity: 5, taken: 5, left: 0, over: 0 },
    { capacity: 3, taken: 5, left: 0, over: 2 },
  ])('$taken of $capacity', ({ capacity, taken, left, over }) => {
    expect([placesLeft({ capacity, taken, waiting: 0, pool: null }), overhang({ capacity, taken })]).toEqual([
      left,
      over,
    ]);
  });
});

describe('newcomer', () => {
  const category = { id: 'c', approval: false, waitingList: false };
  const places = (taken: number, quotaDefault: number | null = null) =>
    new Places(
      [{ id: 'c', poolId: null, capacity: 2, taken, waiting: 0, quotaDefault, offerHours: null }],
      [],
      [{ categoryId: 'c', institutionId: 'full', capacity: 1, taken: 1 }],
    );

  it.each([
    { title: 'room', places: places(1), expected: { status: 'confirmed' } },
    { title: 'no room', places: places(2), expected: { status: 'refused', because: 'sold-out' } },
    { title: 'no room, a waiting list', places: places(2), waitingList: true, expected: { status: 'waitlisted' } },
    { title: 'approval comes before room', places: places(2), approval: true, expected: { status: 'pending' } },
    {
      title: 'the institution has its places',
      places: places(1),
      institution: 'full',
      expected: { status: 'refused', because: 'quota-full' },
    },
    { title: 'another institution', places: places(1), institution: 'other', expected: { status: 'confirmed' } },
    {
      title: 'only institutions with a quota',
      places: places(1, 0),
      institution: 'other',
      expected: { status: 'refused', because: 'quota-full' },
    },
    {
      title: 'no institution where places are given by institution',
      places: places(1, 0),
      waitingList: true,
      expected: { status: 'refused', because: 'institution-required' },
    },
  ])('$title', ({ places, institution = null, expected, title: _, ...rules }) => {
    expect(newcomer({ ...category, ...rules }, institution, places)).toEqual(expected);
  });
});
