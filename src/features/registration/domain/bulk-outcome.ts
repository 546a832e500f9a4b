import { type DomainError } from '../../../kernel/domain-error.js';
import { type RegistrationStatus } from './registration-status.js';

/** What can be done with many registrations at once. */
export const BULK_ACTIONS = ['approve', 'decline', 'promote', 'cancel', 'resend-link', 'check-in'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/**
 * What has become of one of them: its new status; `reviewed` when further reviewers have to agree, `mailed`, `checked-in`; or
 * why nothing has: `was-…` says the status that it had already, `refused` any other rule.
 */
export const BULK_OUTCOMES = [
  'confirmed',
  'offered',
  'waitlisted',
  'declined',
  'cancelled',
  'reviewed',
  'mailed',
  'checked-in',
  'was-confirmed',
  'was-offered',
  'was-waitlisted',
  'was-pending',
  'was-declined',
  'was-cancelled',
  'was-checked-in',
  'sold-out',
  'quota-full',
  'others-first',
  'not-found',
  'refused',
] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** How many came to what. */
export type BulkCounts = Partial<Record<BulkOutcome, number>>;

const BY_CODE: Record<string, BulkOutcome> = {
  'sold-out': 'sold-out',
  'quota-full': 'quota-full',
  'others-first': 'others-first',
  'not-found': 'not-found',
  'already-checked-in': 'was-checked-in',
  'already-cancelled': 'was-cancelled',
};

/** Why nothing was done, from the rule that stood in the way and the status that the registration has. */
export function hindranceOf(error: DomainError, status: RegistrationStatus): BulkOutcome {
  return error.code === 'wrong-status' ? `was-${status}` : (BY_CODE[error.code] ?? 'refused');
}

export function addOutcome(counts: BulkCounts, outcome: BulkOutcome): BulkCounts {
  return { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 };
}
