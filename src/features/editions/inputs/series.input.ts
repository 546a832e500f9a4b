import { z } from 'zod';
import { line, localisedLine, localisedParagraphs, slug } from '../../../platform/input/fields.js';
import { MEMBER_ROLES } from '../entities/series-member.entity.js';
import { SERIES_KINDS } from '../entities/series.entity.js';

const year = z.int().min(1900).max(2100);

/** A new series. Plain strings are English. */
export const CreateSeriesInput = z
  .strictObject({
    slug,
    kind: z.enum(SERIES_KINDS),
    name: localisedLine(),
    shortName: line(40).nullish(),
    description: localisedParagraphs().default({ en: '' }),
    foundedYear: year.nullish(),
  })
  .meta({ id: 'CreateSeries' });
export type CreateSeriesInput = z.output<typeof CreateSeriesInput>;

export const UpdateSeriesInput = z
  .strictObject({
    kind: z.enum(SERIES_KINDS),
    name: localisedLine(),
    shortName: line(40).nullable(),
    description: localisedParagraphs(),
    foundedYear: year.nullable(),
  })
  .partial()
  .meta({ id: 'UpdateSeries' });
export type UpdateSeriesInput = z.output<typeof UpdateSeriesInput>;

/** An institution's place in the series. */
export const CreateMemberInput = z
  .strictObject({
    institution: slug.describe('The slug of the institution.'),
    role: z.enum(MEMBER_ROLES),
    founding: z.boolean().default(false),
    since: year.nullish(),
    until: year.nullish(),
  })
  .refine((member) => member.since == null || member.until == null || member.until >= member.since, {
    path: ['until'],
    error: 'The last year cannot lie before the first.',
  })
  .meta({ id: 'CreateMember' });
export type CreateMemberInput = z.output<typeof CreateMemberInput>;

/** The institution and its role stay: another of either is another membership. */
export const UpdateMemberInput = z
  .strictObject({ founding: z.boolean(), since: year.nullable(), until: year.nullable() })
  .partial()
  .meta({ id: 'UpdateMember' });
export type UpdateMemberInput = z.output<typeof UpdateMemberInput>;
