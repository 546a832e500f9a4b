import { z } from 'zod';
import {
  country,
  emailAddress,
  instantText,
  line,
  locale,
  localisedLine,
  pageRequest,
  slug,
  timeZone,
} from '../../../platform/input/fields.js';
import { ATTENDANCES } from '../entities/category.entity.js';
import { REGISTRATION_STATUSES } from '../entities/registration.entity.js';

/** A feature that the contract names and this version has not: only its absence is accepted, never silently ignored. */
const notYet = z
  .boolean()
  .refine((wanted) => !wanted, {
    error: 'This is not available yet. Leave it out, or send false.',
    params: { code: 'not-available' },
  })
  .default(false);

const categoryFields = {
  name: localisedLine(120),
  attendance: z.enum(ATTENDANCES),
  capacity: z.int().min(0).max(1_000_000).nullable().describe('Null: unlimited.'),
  opensAt: instantText.nullable(),
  closesAt: instantText.nullable(),
  approval: notYet,
  invitationOnly: notYet,
  waitingList: notYet,
};

/** A new kind of place. */
export const CreateCategoryInput = z
  .strictObject({
    ...categoryFields,
    attendance: categoryFields.attendance.default('online'),
    capacity: categoryFields.capacity.default(null),
    opensAt: categoryFields.opensAt.default(null),
    closesAt: categoryFields.closesAt.default(null),
  })
  .meta({ id: 'CreateCategory' });
export type CreateCategoryInput = z.output<typeof CreateCategoryInput>;

export const UpdateCategoryInput = z.strictObject(categoryFields).partial().meta({ id: 'UpdateCategory' });
export type UpdateCategoryInput = z.output<typeof UpdateCategoryInput>;

const personFields = {
  name: line(200).describe('Full name, as it should stand on a badge.'),
  nativeName: line(200).nullish().describe('The name in its own script.'),
  institution: slug.nullish().describe('The slug of an institution.'),
  affiliation: line(300).nullish(),
  country: country.nullish(),
  timeZone: timeZone.nullish().describe('Left out: the zone of the institution, else of the edition.'),
};

/** A registration. Needs no account. */
export const RegisterInput = z
  .strictObject({
    category: z.uuid('Choose a category.'),
    email: emailAddress,
    ...personFields,
    locale: locale.optional().describe('The language of the mails. Left out: from Accept-Language.'),
    answers: z.strictObject({}).optional(),
    consent: z.literal(true, 'Please agree, so that we may keep your registration and write to you about it.'),
  })
  .meta({ id: 'Register' });
export type RegisterInput = z.output<typeof RegisterInput>;

export const UpdateRegistrationInput = z
  .strictObject({ ...personFields, locale })
  .partial()
  .meta({ id: 'UpdateRegistration' });
export type UpdateRegistrationInput = z.output<typeof UpdateRegistrationInput>;

export const RegistrationFilter = pageRequest.extend({
  status: z.enum(REGISTRATION_STATUSES).optional(),
  category: z.uuid().optional(),
  q: z.string().trim().max(200).optional(),
});
export type RegistrationFilter = z.output<typeof RegistrationFilter>;
