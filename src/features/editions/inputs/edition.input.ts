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
  webAddress,
} from '../../../platform/input/fields.js';
import { CLONE_PARTS } from '../domain/editions.events.js';
import { FORMATS } from '../entities/edition.entity.js';

export const PARTNER_ROLES = [
  'co_host',
  'partner',
  'broadcaster',
  'satellite_venue',
  'sponsor',
  'honorary_supporter',
] as const;

const figure = z.int().min(0).max(10_000_000);

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
  summary: localisedParagraphs().nullable().describe('What remains of it, for the archive.'),
  website: webAddress.nullable().describe('Its website of the time.'),
  participants: z
    .strictObject({ inPerson: figure, online: figure, countries: figure, institutions: figure })
    .partial()
    .nullable()
    .describe('How many took part, as far as it is recorded.'),
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

/** A new draft after another edition. What is left out is taken over; a theme is not, because it belongs to its year. */
export const CloneEditionInput = z
  .strictObject({
    year: fields.year.describe('The year of the new edition.'),
    startsAt: instantText.describe('Everything else keeps its distance to the start on the wall clock.'),
    endsAt: instantText.describe('Left out: as far from the start, on the wall clock, as in the source.'),
    timeZone: timeZone.describe('Left out: the zone of the first of the given hosts, else that of the source.'),
    key: slug.describe('The name in every URL. Left out: series and year.'),
    ordinal: fields.ordinal,
    title: fields.title,
    theme: fields.theme,
    hosts: fields.hosts.describe('Left out: the hosts of the source.'),
    include: z
      .array(z.enum([...CLONE_PARTS, 'reminder-rules']))
      .describe('What to copy; left out: everything. `reminder-rules` is another name for `rules`.'),
  })
  .partial()
  .required({ year: true, startsAt: true })
  .meta({ id: 'CloneEdition' });
export type CloneEditionInput = z.output<typeof CloneEditionInput>;

/** Other times. With `preview` nothing is changed, and the answer says what would move. */
export const RescheduleEditionInput = z
  .strictObject({ startsAt: instantText, endsAt: instantText, preview: z.boolean().default(false) })
  .meta({ id: 'RescheduleEdition' });
export type RescheduleEditionInput = z.output<typeof RescheduleEditionInput>;

export const CancelEditionInput = z
  .strictObject({ reason: line(500).optional() })
  .default({})
  .meta({ id: 'CancelEdition' });
export type CancelEditionInput = z.output<typeof CancelEditionInput>;
