import { z } from 'zod';
import { pageRequest, slug } from '../../../platform/input/fields.js';
import { REGISTRATION_STATUSES } from '../domain/registration-status.js';

/** In which order a list stands: `created` is the oldest first, `-created` the newest. */
export const REGISTRATION_SORTS = ['created', '-created', 'name', 'status'] as const;
export type RegistrationSort = (typeof REGISTRATION_SORTS)[number];

const given = {
  status: z.enum(REGISTRATION_STATUSES).optional(),
  category: z.uuid().optional(),
  institution: slug.optional().describe('The slug of an institution.'),
  checkedIn: z
    .union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])
    .optional()
    .describe('Whether the person has been checked in.'),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Words of the name, e-mail address or its domain, reference or affiliation. All of them must be found.'),
};

/** Which of an edition's registrations are meant: the same for lists, counts, exports, badges and bulk work. */
export const RegistrationSelection = z.object(given);
export type RegistrationSelection = z.output<typeof RegistrationSelection>;

/** A selection, and in which order. */
export const SortedSelection = RegistrationSelection.extend({ sort: z.enum(REGISTRATION_SORTS).default('created') });
export type SortedSelection = z.output<typeof SortedSelection>;

/** One page of a selection. */
export const RegistrationFilter = pageRequest.extend({
  ...SortedSelection.shape,
  cursor: z.string().max(2000).optional(),
});
export type RegistrationFilter = z.output<typeof RegistrationFilter>;

/** `?format=` of a file: comma-separated values, or a workbook. */
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
