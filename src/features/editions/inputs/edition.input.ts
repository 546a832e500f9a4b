import { z } from 'zod';
import {
  country,
  instantText,
  line,
  locale,
  localisedLine,
  localisedParagraphs,
  slug,
  timeZone,
} from '../../../platform/input/fields.js';
import { FORMATS } from '../entities/edition.entity.js';

export const PARTNER_ROLES = [
  'co_host',
  'partner',
  'broadcaster',
  'satellite_venue',
  'sponsor',
  'honorary_supporter',
] as const;

const fields = {
  ordinal: z.int().min(1).max(9999).nullable().describe('Left out: the next one. Null: an unnumbered edition.'),
  year: z.int().min(1900).max(2100).describe('Left out: the year of the start.'),
  title: localisedLine().nullable(),
  theme: localisedLine().nullable(),
  description: localisedParagraphs().nullable(),
  hosts: z.array(slug).max(20),
  roles: z.array(z.strictObject({ institution: slug, role: z.enum(PARTNER_ROLES) })).max(100),
  timeZone: timeZone.describe('Left out: the zone of the first host.'),
  startsAt: instantText.nullable(),
  endsAt: instantText.nullable(),
  format: z.enum(FORMATS),
  venue: z
    .strictObject({
      name: localisedLine().optional(),
      address: localisedLine(500).optional(),
      city: line(120).optional(),
      country: country.optional(),
    })
    .nullable(),
  languages: z
    .array(locale)
    .min(1)
    .refine((all) => new Set(all).size === all.length, { error: 'Name each language once.' })
    .describe('The first is the language of plain strings.'),
};

/** A new edition, made as a draft. */
export const CreateEditionInput = z
  .strictObject({
    ...fields,
    key: slug.describe('The name in every URL. Left out: series and year.'),
    series: slug,
  })
  .partial()
  .required({ series: true })
  .meta({ id: 'CreateEdition' });
export type CreateEditionInput = z.output<typeof CreateEditionInput>;

export const UpdateEditionInput = z.strictObject(fields).partial().meta({ id: 'UpdateEdition' });
export type UpdateEditionInput = z.output<typeof UpdateEditionInput>;

export const CancelEditionInput = z
  .strictObject({ reason: line(500).optional() })
  .default({})
  .meta({ id: 'CancelEdition' });
export type CancelEditionInput = z.output<typeof CancelEditionInput>;
