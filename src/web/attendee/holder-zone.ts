import { type EditionDetails } from '../../features/editions/index.js';
import { type RegistrationDetails } from '../../features/registration/index.js';

/** What people read their times by. */
export function zoneOf(
  registration: Pick<RegistrationDetails, 'timeZone' | 'institution'>,
  edition: Pick<EditionDetails, 'timeZone'>,
): string {
  return registration.timeZone ?? registration.institution?.timeZone ?? edition.timeZone ?? 'UTC';
}
