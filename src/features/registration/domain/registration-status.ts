/**
 * - `confirmed`: has a place.
 * - `offered`: a place is held until the offer is accepted or lapses.
 * - `waitlisted`: would have a place if there were one.
 * - `pending`: waits for approval.
 * - `declined`: was not approved.
 * - `cancelled`: given back by its holder or an organiser, or an offer that lapsed.
 */
export const REGISTRATION_STATUSES = [
  'confirmed',
  'offered',
  'waitlisted',
  'pending',
  'declined',
  'cancelled',
] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** Where a registration came from. */
export const REGISTRATION_SOURCES = ['form', 'api', 'import', 'walk_in', 'delegation'] as const;
export type RegistrationSource = (typeof REGISTRATION_SOURCES)[number];
