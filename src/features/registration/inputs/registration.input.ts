import { z } from 'zod';
import {
  country,
  emailAddress,
  instantText,
  line,
  locale,
  localisedLine,
  slug,
  timeZone,
} from '../../../platform/input/fields.js';
import { ATTENDANCES } from '../entities/category.entity.js';

const categoryFields = {
  name: localisedLine(120),
  attendance: z.enum(ATTENDANCES),
  capacity: z.int().min(0).max(1_000_000).nullable().describe('Null: unlimited.'),
  opensAt: instantText.nullable(),
  closesAt: instantText.nullable(),
  approval: z.boolean().describe('Newcomers are pending until they are approved.'),
  reviewsRequired: z.int().min(1).max(5).describe('How many reviewers have to be of one mind.'),
  invitationOnly: z.boolean(),
  waitingList: z.boolean().describe('False: whoever finds no place is refused.'),
  offerHours: z
    .int()
    .min(1)
    .max(8_760)
    .nullable()
    .describe('Whoever is approved or promoted gets an offer for so many hours. Null: the place itself.'),
  pool: z.uuid().nullable().describe('The id of a pool of places that several categories share.'),
  quotas: z
    .array(z.strictObject({ institution: slug, capacity: z.int().min(0).max(1_000_000) }))
    .max(500)
    .describe('Places per institution; all of them, those left out lose theirs.'),
  quotaDefault: z
    .int()
    .min(0)
    .max(1_000_000)
    .nullable()
    .describe('Places for each other institution. Null: no limit; 0: only those with a quota.'),
};

/** A new kind of place. */
export const CreateCategoryInput = z
  .strictObject({
    ...categoryFields,
    attendance: categoryFields.attendance.default('online'),
    capacity: categoryFields.capacity.default(null),
    opensAt: categoryFields.opensAt.default(null),
    closesAt: categoryFields.closesAt.default(null),
    approval: categoryFields.approval.default(false),
    reviewsRequired: categoryFields.reviewsRequired.default(1),
    invitationOnly: categoryFields.invitationOnly.default(false),
    waitingList: categoryFields.waitingList.default(false),
    offerHours: categoryFields.offerHours.default(null),
    pool: categoryFields.pool.default(null),
    quotas: categoryFields.quotas.default([]),
    quotaDefault: categoryFields.quotaDefault.default(null),
  })
  .meta({ id: 'CreateCategory' });
export type CreateCategoryInput = z.output<typeof CreateCategoryInput>;

export const UpdateCategoryInput = z.strictObject(categoryFields).partial().meta({ id: 'UpdateCategory' });
export type UpdateCategoryInput = z.output<typeof UpdateCategoryInput>;

const poolFields = {
  name: localisedLine(120),
  capacity: z.int().min(0).max(1_000_000),
};

/** Places that several categories share. */
export const CreatePoolInput = z.strictObject(poolFields).meta({ id: 'CreatePool' });
export type CreatePoolInput = z.output<typeof CreatePoolInput>;

export const UpdatePoolInput = z.strictObject(poolFields).partial().meta({ id: 'UpdatePool' });
export type UpdatePoolInput = z.output<typeof UpdatePoolInput>;

/** By the id of the question; its kind says what is a good answer. */
const plainAnswer = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const answers = z
  .record(z.uuid(), z.union([plainAnswer, z.array(plainAnswer).max(500)]))
  .describe('By the id of the question: a text, number or boolean, or for several answers and files a list.');

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
    answers: answers.optional(),
    invitation: z.string().max(200).optional().describe('The token of an invitation.'),
    consent: z.literal(true, 'Please agree, so that we may keep your registration and write to you about it.'),
  })
  .meta({ id: 'Register' });
export type RegisterInput = z.output<typeof RegisterInput>;

export const UpdateRegistrationInput = z
  .strictObject({ ...personFields, locale, answers })
  .partial()
  .meta({ id: 'UpdateRegistration' });
export type UpdateRegistrationInput = z.output<typeof UpdateRegistrationInput>;
