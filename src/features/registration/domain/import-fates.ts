import { newcomer } from './admission.js';
import { type Hindrance, type Places } from './places.js';

/** What becomes of a row: the first three are registered. */
export const IMPORT_FATES = [
  'confirmed',
  'waitlisted',
  'pending',
  'already-registered',
  'duplicate',
  'no-place',
  'invalid',
] as const;
export type ImportFate = (typeof IMPORT_FATES)[number];

const REGISTERED: readonly ImportFate[] = ['confirmed', 'waitlisted', 'pending'];

export const isRegistered = (fate: ImportFate): boolean => REGISTERED.includes(fate);

/** What a row needs of a place. */
interface Wanted {
  categoryId: string;
  institutionId: string | null;
}

/** Where admission would put the rows, if it began now. */
export interface ImportHall {
  categories: ReadonlyMap<string, { id: string; approval: boolean; waitingList: boolean }>;
  /** A copy: the places of rows that would be confirmed are taken from it. */
  places: Places;
}

/** Why a good row does not go to admission. */
interface Turned {
  code: 'duplicate' | 'already-registered';
  message: string;
  otherLine?: number;
}

/** Which address stands where, in the order of the file: of several rows with one address the first good one counts. */
export class ImportLedger {
  private readonly lines = new Map<string, number>();

  /** Puts a good row down. @returns why it does not go to admission; null when it does */
  enter(line: number, emailKey: string, isKnown: boolean): Turned | null {
    const otherLine = this.lines.get(emailKey);
    if (otherLine !== undefined) {
      return { code: 'duplicate', message: `Line ${otherLine} has the same address.`, otherLine };
    }
    this.lines.set(emailKey, line);
    return isKnown ? { code: 'already-registered', message: 'This address is registered already.' } : null;
  }
}

/** What admission would say to a row; takes the place that it would get. */
export function foreseen(
  { categoryId, institutionId }: Wanted,
  { categories, places }: ImportHall,
): { fate: ImportFate; because: Hindrance | 'unknown-category' | null } {
  const category = categories.get(categoryId);
  if (!category) return { fate: 'invalid', because: 'unknown-category' };
  const outcome = newcomer(category, institutionId, places);
  if (outcome.status === 'refused') return { fate: 'no-place', because: outcome.because };
  if (outcome.status === 'confirmed') places.take(categoryId, institutionId);
  if (outcome.status === 'waitlisted') places.wait(categoryId);
  return { fate: outcome.status, because: null };
}
