import { z } from 'zod';
import { country, line, localisedLine, slug, timeZone, webAddress } from '../../../platform/input/fields.js';

const fields = {
  name: localisedLine(),
  city: line(120),
  country,
  timeZone,
  website: webAddress.nullish(),
  parent: line(300).nullish().describe('The name of the body it belongs to.'),
  aliases: z.array(line(200)).max(100).optional().describe('Other names by which people look for it.'),
};

/** A new institution. A plain string as the name is English. */
export const CreateInstitutionInput = z.strictObject({ slug, ...fields }).meta({ id: 'CreateInstitution' });
export type CreateInstitutionInput = z.output<typeof CreateInstitutionInput>;

export const UpdateInstitutionInput = z.strictObject(fields).partial().meta({ id: 'UpdateInstitution' });
export type UpdateInstitutionInput = z.output<typeof UpdateInstitutionInput>;

const until = z.int().min(1000).max(2100).describe('The last year in which it had this name.');

/** A name that the institution had until some year. A plain string is English. */
export const CreateNameInput = z.strictObject({ name: localisedLine(), until }).meta({ id: 'CreateFormerName' });
export type CreateNameInput = z.output<typeof CreateNameInput>;

export const UpdateNameInput = CreateNameInput.partial().meta({ id: 'UpdateFormerName' });
export type UpdateNameInput = z.output<typeof UpdateNameInput>;

/** The institution into which this one is merged. */
export const MergeInstitutionInput = z
  .strictObject({ into: slug.describe('The slug of the institution that stays.') })
  .meta({ id: 'MergeInstitution' });
export type MergeInstitutionInput = z.output<typeof MergeInstitutionInput>;
