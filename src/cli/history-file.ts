import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CreateMemberInput, CreateSeriesInput, type RecordedEdition } from '../features/editions/index.js';
import { CreateInstitutionInput } from '../features/institutions/index.js';
import { line, localisedLine, slug, timeZone } from '../platform/input/fields.js';

/** An edition as it is recorded: whatever is not known is absent. */
const HistoryEdition = z.strictObject({
  ordinal: z.int().min(1).nullable(),
  year: z.int().min(1900).max(2100),
  date: z.iso.date().optional(),
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  timeZone: timeZone.optional(),
  city: line(120).optional(),
  theme: localisedLine().optional(),
  hosts: z.array(slug),
  partners: z.array(slug).default([]),
  broadcasters: z.array(slug).default([]),
  satelliteVenues: z.int().min(1).optional(),
  note: line(300).optional(),
});

const HistorySeries = z.strictObject({
  ...CreateSeriesInput.shape,
  members: z.array(slug).default([]),
  foundingMembers: z.array(slug).default([]),
  partners: z.array(slug).default([]),
  broadcasters: z.array(slug).default([]),
  editions: z.array(HistoryEdition),
});
export type HistorySeries = z.output<typeof HistorySeries>;

/** What `data/history.json` holds. A field that is not named here is a mistake, never silently left out. */
const History = z.strictObject({
  about: z.string(),
  institutions: z.array(CreateInstitutionInput),
  series: z.array(HistorySeries),
});
export type History = z.output<typeof History>;

/** The file in the package: two folders up from the sources, three from the built application. */
export function historyFile(): string {
  const [sources, built] = ['../..', '../../..'].map((root) => resolve(import.meta.dirname, root, 'data/history.json'));
  return existsSync(sources!) ? sources! : built!;
}

/** @throws Error that names every field which is not as it should be */
export async function readHistory(file = historyFile()): Promise<History> {
  const parsed = History.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} cannot be loaded:\n${z.prettifyError(parsed.error)}`);
}

/** The institutions of a series, in the order of the file. */
export function membershipsOf(series: HistorySeries): CreateMemberInput[] {
  const as = (role: CreateMemberInput['role']) => (institution: string) =>
    CreateMemberInput.parse({ institution, role, founding: series.foundingMembers.includes(institution) });
  return [
    ...series.members.map(as('member')),
    ...series.partners.map(as('partner')),
    ...series.broadcasters.map(as('broadcaster')),
  ];
}

/** The editions of a series for the archive. The years between them stay as empty as they are. */
export function recordedEditionsOf(series: HistorySeries): RecordedEdition[] {
  return series.editions.map(({ date, theme, partners, broadcasters, ...edition }) => ({
    ...edition,
    series: series.slug,
    key: `${series.slug}-${edition.year}`,
    roles: [
      ...partners.map((institution) => ({ institution, role: 'partner' })),
      ...broadcasters.map((institution) => ({ institution, role: 'broadcaster' })),
    ],
    ...(theme === undefined ? {} : { theme: typeof theme === 'string' ? { en: theme } : theme }),
    ...(date === undefined ? {} : { heldOn: date }),
  }));
}
