import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised, type Locale, type LocalisedText } from '../../kernel/locale.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { type Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { DuplicateEditionKey, DuplicateOrdinal } from './domain/editions.errors.js';
import { Edition } from './entities/edition.entity.js';
import { Series } from './entities/series.entity.js';
import { type UpdateEditionInput } from './inputs/edition.input.js';

/*
 * The rows of an edition and of the institutions beside it, as every use case writes them.
 */

/** An institution's part in an edition, other than host. */
export interface PartnerRole {
  institution: string;
  role: string;
}

/** An edition of which nothing is known yet. */
export function emptyEdition(seriesId: string, now: Date): Partial<Edition> {
  return {
    id: newId(),
    seriesId,
    title: null,
    theme: null,
    description: null,
    startsAt: null,
    endsAt: null,
    startsWall: null,
    endsWall: null,
    zoneDataRelease: null,
    heldOn: null,
    format: null,
    venue: null,
    satelliteVenues: null,
    summary: null,
    website: null,
    participants: null,
    clonedFrom: null,
    note: null,
    statusReason: null,
    sequence: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    publishedAt: null,
  };
}

/** The texts of an input with their languages; plain strings are in the first one. */
export function localisedFields(input: UpdateEditionInput, first: Locale): Partial<Edition> {
  const text = (value: string | LocalisedText | null | undefined) =>
    value === null || value === undefined ? value : asLocalised(value, first);
  const venue = input.venue;
  return omitUndefined({
    title: text(input.title),
    theme: text(input.theme),
    description: text(input.description),
    summary: text(input.summary),
    venue:
      venue === null || venue === undefined
        ? venue
        : omitUndefined({ ...venue, name: text(venue.name) ?? undefined, address: text(venue.address) ?? undefined }),
  });
}

export function omitUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** @throws NotFound */
export async function seriesBySlug(tx: Tx, slug: string): Promise<Series> {
  const series = await tx.manager.findOneBy(Series, { slug });
  if (!series) throw new NotFound('The series');
  return series;
}

/** The ordinal to propose: one more than the greatest of the series. */
export async function nextOrdinal(tx: Tx, seriesId: string): Promise<number> {
  // One proposal at a time in a series: nobody should be refused for a number that they did not choose.
  await tx.query('SELECT 1 FROM series WHERE id = $1 FOR NO KEY UPDATE', [seriesId]);
  const [row] = await tx.query<{ next: number }>(
    'SELECT coalesce(max(ordinal), 0) + 1 AS next FROM edition WHERE series_id = $1',
    [seriesId],
  );
  return row!.next;
}

/** @throws DuplicateEditionKey, DuplicateOrdinal */
export async function insertEdition(tx: Tx, edition: Edition): Promise<void> {
  await translateConstraints(tx.manager.insert(Edition, edition), {
    edition_key_uq: () => new DuplicateEditionKey(edition.key),
    edition_ordinal_uq: () => new DuplicateOrdinal(),
  });
}

/** In the order of the slugs. @throws InvalidInput at the first that no institution has */
export async function institutionsOf(
  tx: Tx,
  slugs: string[],
  path: string,
): Promise<{ slug: string; id: string; timeZone: string }[]> {
  const rows = await tx.query<{ slug: string; id: string; timeZone: string }>(
    'SELECT slug, id, time_zone AS "timeZone" FROM institution WHERE slug = ANY($1)',
    [slugs],
  );
  return slugs.map((slug, position) => {
    const found = rows.find((row) => row.slug === slug);
    if (!found)
      throw InvalidInput.at(`${path}.${position}`, 'unknown-institution', `There is no institution “${slug}”.`);
    return found;
  });
}

/** @throws InvalidInput */
export async function writeInstitutions(
  tx: Tx,
  editionId: string,
  hosts: string[],
  roles: PartnerRole[],
): Promise<void> {
  const hostRows = await institutionsOf(tx, hosts, 'hosts');
  const roleRows = await institutionsOf(
    tx,
    roles.map(({ institution }) => institution),
    'roles',
  );
  const entries = [
    ...hostRows.map(({ id }) => ({ id, role: 'host' })),
    ...roleRows.map(({ id }, position) => ({ id, role: roles[position]!.role })),
  ];
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO edition_institution (edition_id, institution_id, role, position)
     SELECT $1, id, role, position FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS entry (id, role, position)
     ON CONFLICT DO NOTHING`,
    [editionId, entries.map(({ id }) => id), entries.map(({ role }) => role)],
  );
}

/** Replaces what is given and leaves the rest. @returns what was there before, of what is given @throws InvalidInput */
export async function replaceInstitutions(
  tx: Tx,
  editionId: string,
  { hosts, roles }: { hosts?: string[]; roles?: PartnerRole[] },
): Promise<{ hosts?: string[]; roles?: PartnerRole[] }> {
  if (!hosts && !roles) return {};
  const removed = await tx.query<PartnerRole>(
    `WITH removed AS (
       DELETE FROM edition_institution WHERE edition_id = $1 AND CASE WHEN role = 'host' THEN $2::boolean ELSE $3::boolean END
       RETURNING institution_id, role, position)
     SELECT i.slug AS institution, removed.role FROM removed JOIN institution i ON i.id = removed.institution_id
     ORDER BY removed.position, i.slug`,
    [editionId, hosts !== undefined, roles !== undefined],
  );
  await writeInstitutions(tx, editionId, hosts ?? [], roles ?? []);
  const formerHosts = removed.filter(({ role }) => role === 'host').map(({ institution }) => institution);
  return omitUndefined({
    hosts: hosts && formerHosts,
    roles: roles && removed.filter(({ role }) => role !== 'host'),
  });
}
