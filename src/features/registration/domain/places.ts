/** A counter of places with what limits it. */
export interface Counter {
  /** Null: unlimited. */
  capacity: number | null;
  taken: number;
}

/** A category as admission sees it. */
export interface CategoryPlaces extends Counter {
  id: string;
  poolId: string | null;
  /** How many wait for a place in it. */
  waiting: number;
  /** Places for each institution without a quota of its own; null: no limit. */
  quotaDefault: number | null;
  /** Set: whoever is approved or promoted gets an offer for so many hours. */
  offerHours: number | null;
}

export interface PoolPlaces extends Counter {
  id: string;
}

export interface QuotaPlaces extends Counter {
  categoryId: string;
  institutionId: string;
}

/** What stands in the way of somebody who wants a place. */
export type Hindrance = 'sold-out' | 'quota-full' | 'institution-required';

/** How counters have to change in the database. */
export interface PlaceChanges {
  categories: { id: string; taken: number; waiting: number }[];
  pools: { id: string; taken: number }[];
  quotas: { categoryId: string; institutionId: string; capacity: number | null; taken: number }[];
}

/** Somebody on the waiting list. */
export interface Waiter {
  id: string;
  categoryId: string;
  institutionId: string | null;
}

const quotaKey = (categoryId: string, institutionId: string): string => `${categoryId}/${institutionId}`;

const isFull = ({ capacity, taken }: Counter): boolean => capacity !== null && taken >= capacity;

/**
 * The places of one edition while a transaction holds the lock of its categories: who fits, and what taking and giving back
 * does to each counter. Nothing is read or written here; `changes` says what is to be written.
 */
export class Places {
  private readonly categories: Map<string, CategoryPlaces & { was: Pick<CategoryPlaces, 'taken' | 'waiting'> }>;
  private readonly pools: Map<string, PoolPlaces & { was: number }>;
  private readonly quotas: Map<string, QuotaPlaces & { was: number }>;

  constructor(
    categories: readonly CategoryPlaces[],
    pools: readonly PoolPlaces[] = [],
    quotas: readonly QuotaPlaces[] = [],
  ) {
    this.categories = new Map(
      categories.map((one) => [one.id, { ...one, was: { taken: one.taken, waiting: one.waiting } }]),
    );
    this.pools = new Map(pools.map((one) => [one.id, { ...one, was: one.taken }]));
    this.quotas = new Map(
      quotas.map((one) => [quotaKey(one.categoryId, one.institutionId), { ...one, was: one.taken }]),
    );
  }

  category(id: string): CategoryPlaces | undefined {
    return this.categories.get(id);
  }

  /** What keeps somebody from a place in the category, null when there is one. */
  hindrance(categoryId: string, institutionId: string | null): Hindrance | null {
    const category = this.of(categoryId);
    if (institutionId === null && category.quotaDefault === 0) return 'institution-required';
    const quota = institutionId === null ? null : this.quotaOf(category, institutionId);
    if (quota && isFull(quota)) return 'quota-full';
    const pool = category.poolId === null ? undefined : this.pools.get(category.poolId);
    return isFull(category) || (pool && isFull(pool)) ? 'sold-out' : null;
  }

  fits(categoryId: string, institutionId: string | null): boolean {
    return this.hindrance(categoryId, institutionId) === null;
  }

  /** Gives a place away. The caller has asked whether there is one. */
  take(categoryId: string, institutionId: string | null): void {
    this.count(categoryId, institutionId, 1);
  }

  /** Takes a place back. */
  free(categoryId: string, institutionId: string | null): void {
    this.count(categoryId, institutionId, -1);
  }

  /** Puts somebody on the waiting list. @returns their place in line, from 1 */
  wait(categoryId: string): number {
    return ++this.of(categoryId).waiting;
  }

  /** Somebody does not wait any more. */
  leave(categoryId: string): void {
    this.of(categoryId).waiting--;
  }

  /**
   * The categories in which somebody waits while there is room, with how many could be promoted at most; whether their
   * institutions have room is another question.
   */
  withRoom(): { id: string; room: number }[] {
    return [...this.categories.values()].flatMap((category) => {
      const room = Math.min(category.waiting, this.room(category));
      return room > 0 ? [{ id: category.id, room }] : [];
    });
  }

  /** The institutions that have all their places in a category. */
  fullQuotas(): { categoryId: string; institutionId: string }[] {
    return [...this.quotas.values()].filter(isFull);
  }

  /** Those of the waiting, in their order, who get a place now; takes the places. First come, first served within what fits. */
  promote<T extends Waiter>(waiters: readonly T[]): T[] {
    return waiters.filter((waiter) => {
      if (!this.fits(waiter.categoryId, waiter.institutionId)) return false;
      this.leave(waiter.categoryId);
      this.take(waiter.categoryId, waiter.institutionId);
      return true;
    });
  }

  /** In a fixed order, so that two transactions can never wait for each other. */
  changes(): PlaceChanges {
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    return {
      categories: [...this.categories.values()]
        .map(({ id, taken, waiting, was }) => ({ id, taken: taken - was.taken, waiting: waiting - was.waiting }))
        .filter(({ taken, waiting }) => taken !== 0 || waiting !== 0)
        .sort(byId),
      pools: [...this.pools.values()]
        .map(({ id, taken, was }) => ({ id, taken: taken - was }))
        .filter(({ taken }) => taken !== 0)
        .sort(byId),
      quotas: [...this.quotas.entries()]
        .map(([id, { was, ...quota }]) => ({ ...quota, id, taken: quota.taken - was }))
        .filter(({ taken }) => taken !== 0)
        .sort(byId)
        .map(({ id: _, ...quota }) => quota),
    };
  }

  private of(categoryId: string) {
    const category = this.categories.get(categoryId);
    if (!category) throw new Error(`The category ${categoryId} is not one of this edition.`);
    return category;
  }

  private room({ capacity, taken, poolId }: CategoryPlaces): number {
    const pool = poolId === null ? undefined : this.pools.get(poolId);
    const own = capacity === null ? Infinity : capacity - taken;
    const shared = pool?.capacity == null ? Infinity : pool.capacity - pool.taken;
    return Math.min(own, shared);
  }

  /** The institution's counter in the category; made when the first of an institution without a quota of its own comes. */
  private quotaOf({ id, quotaDefault }: CategoryPlaces, institutionId: string) {
    const key = quotaKey(id, institutionId);
    if (quotaDefault !== null && !this.quotas.has(key)) {
      this.quotas.set(key, { categoryId: id, institutionId, capacity: quotaDefault, taken: 0, was: 0 });
    }
    return this.quotas.get(key);
  }

  private count(categoryId: string, institutionId: string | null, change: 1 | -1): void {
    const category = this.of(categoryId);
    category.taken += change;
    if (category.poolId !== null) {
      const pool = this.pools.get(category.poolId);
      if (pool) pool.taken += change;
    }
    const quota = institutionId === null ? undefined : this.quotaOf(category, institutionId);
    if (quota) quota.taken += change;
  }
}
