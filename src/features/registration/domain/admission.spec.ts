import { type Admission, admission, type Door, overhang, placesLeft } from './admission.js';

const NOW = new Date('2027-05-01T12:00:00Z');
const BEFORE = new Date('2027-05-01T11:59:59Z');
const AFTER = new Date('2027-05-01T12:00:01Z');
const open: Door = { status: 'published', endsAt: AFTER, opensAt: null, closesAt: null, capacity: null, taken: 900 };

describe('admission', () => {
  it.each<{ title: string; door: Partial<Door>; expected: Admission }>([
    { title: 'unlimited', door: {}, expected: 'open' },
    { title: 'one place left', door: { capacity: 2, taken: 1 }, expected: 'open' },
    { title: 'no place left', door: { capacity: 2, taken: 2 }, expected: 'full' },
    { title: 'capacity lowered below what is taken', door: { capacity: 1, taken: 2 }, expected: 'full' },
    { title: 'no places at all', door: { capacity: 0, taken: 0 }, expected: 'full' },
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
    expect([placesLeft({ capacity, taken }), overhang({ capacity, taken })]).toEqual([left, over]);
  });
});
