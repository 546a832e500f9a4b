import { z } from 'zod';
import {
  EDITION_STATUSES,
  type EditionDetails,
  FORMATS,
  type SeriesDetails,
  type SeriesMemberDetails,
} from '../../features/editions/index.js';
import { LOCALES } from '../../kernel/locale.js';
import { InstantView, LocalisedView } from '../answers.js';

export const SeriesView = z
  .object({
    slug: z.string(),
    kind: z.string(),
    name: LocalisedView,
    shortName: z.string().nullable(),
    description: LocalisedView,
    foundedYear: z.int().nullable(),
  })
  .meta({ id: 'Series' });

export const MemberView = z
  .object({
    id: z.string(),
    institution: z.string(),
    role: z.string(),
    founding: z.boolean(),
    since: z.int().nullable(),
    until: z.int().nullable(),
  })
  .meta({ id: 'Member' });

export const EditionView = z
  .object({
    id: z.string(),
    key: z.string(),
    series: z.string(),
    ordinal: z.int().nullable(),
    year: z.int(),
    title: LocalisedView.nullable(),
    theme: LocalisedView.nullable(),
    description: LocalisedView.nullable(),
    hosts: z.array(z.string()),
    roles: z.array(z.object({ institution: z.string(), role: z.string() })),
    timeZone: z.string().nullable(),
    startsAt: InstantView.nullable(),
    endsAt: InstantView.nullable(),
    heldOn: z.string().nullable().describe('The day, where only the day is recorded.'),
    format: z.enum(FORMATS).nullable(),
    venue: z
      .object({
        name: LocalisedView.optional(),
        address: LocalisedView.optional(),
        city: z.string().optional(),
        country: z.string().optional(),
      })
      .nullable(),
    satelliteVenues: z.int().nullable().describe('How many there were, where their names are not recorded.'),
    summary: LocalisedView.nullable().describe('What remains of it.'),
    website: z.string().nullable().describe('Its website of the time.'),
    participants: z
      .object({
        inPerson: z.int().optional(),
        online: z.int().optional(),
        countries: z.int().optional(),
        institutions: z.int().optional(),
      })
      .nullable(),
    note: z.string().nullable(),
    languages: z.array(z.enum(LOCALES)),
    status: z.enum(EDITION_STATUSES),
    statusReason: z.string().nullable(),
  })
  .meta({ id: 'Edition' });

export function seriesView({
  slug,
  kind,
  name,
  shortName,
  description,
  foundedYear,
}: SeriesDetails): z.input<typeof SeriesView> {
  return { slug, kind, name, shortName, description, foundedYear };
}

export function memberView({ version: _, ...member }: SeriesMemberDetails): z.input<typeof MemberView> {
  return { ...member, institution: member.institution.slug };
}

export function editionView(edition: EditionDetails): z.input<typeof EditionView> {
  const { scope: _, sequence: __, version: ___, updatedAt: ____, ...rest } = edition;
  return {
    ...rest,
    series: edition.series.slug,
    hosts: edition.hosts.map(({ slug }) => slug),
    roles: edition.roles.map(({ slug, role }) => ({ institution: slug, role })),
    startsAt: edition.startsAt?.toISOString() ?? null,
    endsAt: edition.endsAt?.toISOString() ?? null,
  };
}
