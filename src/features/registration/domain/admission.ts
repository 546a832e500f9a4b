/** What decides whether a category takes registrations now. */
export interface Door {
  status: string;
  endsAt: Date | null;
  opensAt: Date | null;
  closesAt: Date | null;
  /** Null: unlimited. */
  capacity: number | null;
  taken: number;
}

/** Whether somebody who comes now finds a place, and if not why. */
export type Admission = 'open' | 'full' | 'not-yet-open' | 'closed';

/** Registration is open from its opening (or publication) until its closing (or the end of the edition), while places last. */
export function admission(door: Door, now: Date): Admission {
  if (door.status !== 'published') return 'closed';
  if (door.endsAt === null || now >= door.endsAt) return 'closed';
  if (door.opensAt !== null && now < door.opensAt) return 'not-yet-open';
  if (door.closesAt !== null && now >= door.closesAt) return 'closed';
  return placesLeft(door) === 0 ? 'full' : 'open';
}

/** Null: unlimited. Never negative, also after a capacity was lowered below what is taken. */
export function placesLeft({ capacity, taken }: { capacity: number | null; taken: number }): number | null {
  return capacity === null ? null : Math.max(0, capacity - taken);
}

/** The part of `taken` that stands beyond the capacity. */
export function overhang({ capacity, taken }: { capacity: number | null; taken: number }): number {
  return capacity === null ? 0 : Math.max(0, taken - capacity);
}
