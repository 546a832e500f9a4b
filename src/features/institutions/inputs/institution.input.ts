import { z } from 'zod';
import { country, line, localisedLine, slug, timeZone, webAddress } from '../../../platform/input/fields.js';

/** A new institution. A plain string as the name is English. */
export const CreateInstitutionInput = z
  .strictObject({
    slug,
    name: localisedLine(),
    city: line(120),
    country,
    timeZone,
    website: webAddress.nullish(),
    parent: line(300).nullish(),
  })
  .meta({ id: 'CreateInstitution' });
export type CreateInstitutionInput = z.output<typeof CreateInstitutionInput>;

export const UpdateInstitutionInput = CreateInstitutionInput.omit({ slug: true })
  .partial()
  .meta({ id: 'UpdateInstitution' });
export type UpdateInstitutionInput = z.output<typeof UpdateInstitutionInput>;
