import { type Hindrance, type Places } from './places.js';

/** When a category takes registrations, and of which edition. */
export interface Window {
  status: string;
  endsAt: Date | null;
  opensAt: Date | null;
  closesAt: Date | null;
}

/** What decides whether somebody who comes now finds a place. */
export interface Door extends Window {
  /** Null: unlimited. */
  capacity: number | null;
  taken: number;
  /** How many wait for a place. */
  waiting: number;
  waitingList: boolean;
  /** Places are given by approval: whoever comes applies, whether there is a place or not. */
  approval: boolean;
  /** The pool that the category draws on. */
  pool: { capacity: number; taken: number } | null;
}

/** Whether somebody who comes now finds a place, and if not why. */
export type Admission = 'open' | 'waiting-list' | 'full' | 'not-yet-open' | 'closed';

/** Registration is open from its opening (or publication) until its closing (or the end of the edition). */
export function windowState(
  { status, endsAt, opensAt, closesAt }: Window,
  now: Date,
): 'open' | 'not-yet-open' | 'closed' {
  if (status !== 'published') return 'closed';
  if (endsAt === null || now >= endsAt) return 'closed';
  if (opensAt !== null && now < opensAt) return 'not-yet-open';
  return closesAt !== null && now >= closesAt ? 'closed' : 'open';
}

/** What a newcomer is told beforehand. While somebody waits there is no place for newcomers, whatever the counters say. */
export function admission(door: Door, now: Date): Admission {
  const state = windowState(door, now);
  if (state !== 'open') return state;
  if (door.approval || placesLeft(door) !== 0) return 'open';
  return door.waitingList ? 'waiting-list' : 'full';
}

/** Places for newcomers. Null: unlimited. Never negative, also after a capacity was lowered below what is taken. */
export function placesLeft({
  capacity,
  taken,
  waiting,
  pool,
}: Omit<Door, keyof Window | 'waitingList' | 'approval'>): number | null {
  if (waiting > 0) return 0;
  const left = [
    ...(capacity === null ? [] : [capacity - taken]),
    ...(pool === null ? [] : [pool.capacity - pool.taken]),
  ];
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

/** The part of `taken` that stands beyond the capacity. */
export function overhang({ capacity, taken }: { capacity: number | null; taken: number }): number {
  return capacity === null ? 0 : Math.max(0, taken - capacity);
}

/** What becomes of somebody who may come in. */
export type Outcome =
  { status: 'confirmed' | 'pending' } | { status: 'waitlisted' } | { status: 'refused'; because: Hindrance };

/**
 * A newcomer to a category. Those who wait and would fit have been promoted already, so a place that fits is free for the
 * newcomer too: nobody who waits could have it.
 */
export function newcomer(
  category: { id: string; approval: boolean; waitingList: boolean },
  institutionId: string | null,
  places: Places,
): Outcome {
  const hindrance = places.hindrance(category.id, institutionId);
  if (hindrance === 'institution-required') return { status: 'refused', because: hindrance };
  if (category.approval) return { status: 'pending' };
  if (hindrance === null) return { status: 'confirmed' };
  return category.waitingList ? { status: 'waitlisted' } : { status: 'refused', because: hindrance };
}
