import { z } from 'zod';
import { locale, slug } from '../../../platform/input/fields.js';
import { BADGE_FORMATS } from '../domain/badges.js';
import { RegistrationSelection } from './registration-filter.js';

/** Whose badges, how large, and in which language countries and categories are. */
export const BadgesInput = z
  .object({
    filter: RegistrationSelection.default({}),
    format: z.enum(BADGE_FORMATS).default(BADGE_FORMATS[0]),
    language: locale,
  })
  .meta({ id: 'Badges' });
export type BadgesInput = z.output<typeof BadgesInput>;

/** The same as work for later. */
export const BadgesTaskInput = BadgesInput.extend({ edition: slug });
