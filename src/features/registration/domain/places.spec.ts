import { type CategoryPlaces, Places } from './places.js';

const category = (id: string, more: Partial<CategoryPlaces> = {}): CategoryPlaces => ({
  ...{ id, poolId: null, capacity: null, taken: 0, waiting: 0, quotaDefault: null, offerHours: null },
  ...more,
});
const waiter = (id: string, categoryId: string, institutionId: string | null = null) => ({
  id,
  categoryId,
  institutionId,
});

describe('what stands in the way', () => {
  it('is the category, its pool, or the quota of the institution', () => {
    const places = new Places(
      [
        category('full', { capacity: 1, taken: 1 }),
        category('pooled', { poolId: 'hall' }),
        category('quota', { quotaDefault: 1 }),
        category('listed', { quotaDefault: 0 }),
        category('free'),
      ],
      [{ id: 'hall', capacity: 3, taken: 3 }],
      [
        { categoryId: 'quota', institutionId: 'a', capacity: 2, taken: 2 },
        { categoryId: 'listed', institutionId: 'a', capacity: 1, taken: 0 },
      ],
    );
    expect([
      places.hindrance('full', null),
      places.hindrance('pooled', 'a'),
      places.hindrance('quota', 'a'),
      places.hindrance('quota', 'b'),
      places.hindrance('quota', null),
      places.hindrance('listed', 'a'),
      places.hindrance('listed', 'b'),
      places.hindrance('listed', null),
      places.hindrance('free', null),
    ]).toEqual([
      ...['sold-out', 'sold-out', 'quota-full', null, null, null],
      ...['quota-full', 'institution-required', null],
    ]);
  });

  it('counts whoever comes first of an institution without a quota of its own', () => {
    const places = new Places([category('c', { quotaDefault: 1 })]);
    places.take('c', 'a');
    expect(places.hindrance('c', 'a')).toBe('quota-full');
    expect(places.changes().quotas).toEqual([{ categoryId: 'c', institutionId: 'a', capacity: 1, taken: 1 }]);
  });
});

describe('promotion', () => {
  it('is first come, first served within what fits, over categories that share a pool', () => {
    const places = new Places(
      [
        category('x', { poolId: 'hall', capacity: 10, taken: 1, waiting: 2 }),
        category('y', { poolId: 'hall', capacity: 1, taken: 1, waiting: 1 }),
      ],
      [{ id: 'hall', capacity: 4, taken: 2 }],
      [{ categoryId: 'x', institutionId: 'a', capacity: 1, taken: 1 }],
    );
    const line = [waiter('1', 'y'), waiter('2', 'x', 'a'), waiter('3', 'x', 'b')];
    expect(places.promote(line).map(({ id }) => id)).toEqual(['3']);
    expect(places.changes()).toEqual({
      categories: [{ id: 'x', taken: 1, waiting: -1 }],
      pools: [{ id: 'hall', taken: 1 }],
      quotas: [],
    });
  });

  it('promotes nobody while there is an overhang', () => {
    const places = new Places([category('c', { capacity: 2, taken: 4, waiting: 3 })]);
    places.free('c', null);
    expect(places.withRoom()).toEqual([]);
    places.free('c', null);
    expect(places.withRoom()).toEqual([]);
    places.free('c', null);
    expect(places.withRoom()).toEqual([{ id: 'c', room: 1 }]);
  });

  it('promotes no more than wait, and no more than there is room for', () => {
    const places = new Places([
      category('few', { capacity: 10, taken: 2, waiting: 3 }),
      category('many', { capacity: 4, taken: 2, waiting: 30 }),
      category('nobody', { capacity: 4 }),
      category('unlimited', { waiting: 5 }),
    ]);
    expect(places.withRoom()).toEqual([
      { id: 'few', room: 3 },
      { id: 'many', room: 2 },
      { id: 'unlimited', room: 5 },
    ]);
  });
});

describe('changes', () => {
  it('are what has changed and nothing else, in the order of the ids', () => {
    const places = new Places([category('b'), category('a'), category('c')]);
    places.take('c', null);
    places.free('c', null);
    places.take('b', null);
    expect(places.wait('a')).toBe(1);
    expect(places.changes().categories).toEqual([
      { id: 'a', taken: 0, waiting: 1 },
      { id: 'b', taken: 1, waiting: 0 },
    ]);
  });
});
