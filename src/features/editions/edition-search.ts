import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LOCALES, type LocalisedText, textIn } from '../../kernel/locale.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { ordinal as ordinalText } from '../../platform/i18n/format.js';
import { type SearchEntry, textsOf } from '../../platform/search/search-entry.js';
import { putEntries, removeEntries, removeEntriesOf } from '../../platform/search/search-index.js';
import { SearchReindexing } from '../../platform/search/search-reindexing.js';
import { InstitutionChanged } from '../institutions/index.js';
import { editionNames } from './domain/edition-name.js';
import { type EditionStatus } from './domain/edition-state.js';
import { ordinalWords } from './domain/ordinal-words.js';
import { scopeOfEdition, scopeOfSeries } from './editions.queries.js';
import { type Venue } from './entities/edition.entity.js';

/*
 * What series and editions are found by. Written in the transaction of the change, and read again from the database there, so
 * that no change can forget a part of it.
 */

/** How many are read at once. */
const AT_ONCE = 200;

interface SearchedSeries {
  id: string;
  slug: string;
  name: LocalisedText;
  shortName: string | null;
  description: LocalisedText;
}

interface SearchedInstitution {
  isHost: boolean;
  slug: string;
  /** The one of the edition's year first, then today's and those of other years. */
  names: LocalisedText[];
  aliases: string[];
  city: string;
}

interface SearchedEdition {
  id: string;
  key: string;
  seriesId: string;
  ordinal: number | null;
  year: number;
  title: LocalisedText | null;
  theme: LocalisedText | null;
  description: LocalisedText | null;
  summary: LocalisedText | null;
  venue: Venue | null;
  status: EditionStatus;
  series: { name: LocalisedText; shortName: string | null };
  institutions: SearchedInstitution[];
}

/** Keeps the entries of editions up to date with what others own, and knows how to make all of them anew. */
@Injectable()
export class EditionSearch implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly reindexing: SearchReindexing,
  ) {}

  onModuleInit(): void {
    this.reindexing.register({ kind: 'series', table: 'series', index: indexSeries });
    this.reindexing.register({ kind: 'edition', table: 'edition', index: indexEditions });
    this.events.on(InstitutionChanged, async (tx, { institutionId }) => {
      const rows = await tx.query<{ id: string }>(
        'SELECT DISTINCT edition_id AS id FROM edition_institution WHERE institution_id = $1',
        [institutionId],
      );
      await indexEditions(tx, idsOf(rows));
    });
  }
}

/** After a series was made. */
export async function indexSeries(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('SELECT 1 FROM series WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  const rows = await tx.query<SearchedSeries>(
    `SELECT id, slug, name, short_name AS "shortName", description FROM series WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  await putEntries(tx, rows.map(seriesEntry));
}

/** After a series was changed: its editions are called after it. */
export async function indexSeriesAndEditions(tx: Tx, seriesId: string): Promise<void> {
  await indexSeries(tx, [seriesId]);
  const rows = await tx.query<{ id: string }>('SELECT id FROM edition WHERE series_id = $1', [seriesId]);
  await indexEditions(tx, idsOf(rows));
}

export async function forgetSeries(tx: Tx, id: string): Promise<void> {
  await removeEntries(tx, 'series', [id]);
}

/** After editions were made or changed, or anything that they are found by. What belongs to them is seen with them. */
export async function indexEditions(tx: Tx, ids: readonly string[]): Promise<void> {
  const sorted = [...ids].sort();
  for (let start = 0; start < sorted.length; start += AT_ONCE) {
    const some = sorted.slice(start, start + AT_ONCE);
    // Locked first and read afterwards: what is read is then the last word.
    await tx.query('SELECT 1 FROM edition WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [some]);
    await putEntries(tx, (await tx.query<SearchedEdition>(SEARCHED_EDITIONS, [some])).map(editionEntry));
    await tx.query(
      `UPDATE search_entry part SET is_public = whole.is_public, context = whole.title, year = whole.year
       FROM search_entry whole
       WHERE whole.kind = 'edition' AND whole.object_id = ANY($1::uuid[]) AND part.scope = whole.scope
         AND part.kind <> 'edition'
         AND (part.is_public, part.context, part.year) IS DISTINCT FROM (whole.is_public, whole.title, whole.year)`,
      [some],
    );
  }
}

/** After an edition was removed, with all that belonged to it. */
export async function forgetEdition(tx: Tx, edition: { id: string; seriesId: string }): Promise<void> {
  await removeEntriesOf(tx, scopeOfEdition(edition.seriesId, edition.id));
}

/** What a document's entry shows beside its title: the edition that it belongs to. */
export const nameOfEdition = (edition: Parameters<typeof editionNames>[0]): LocalisedText =>
  editionNames(edition, ordinalText);

const SEARCHED_EDITIONS = `
  SELECT e.id, e.key, e.series_id AS "seriesId", e.ordinal, e.year, e.title, e.theme, e.description, e.summary, e.venue,
    e.status, json_build_object('name', s.name, 'shortName', s.short_name) AS series,
    coalesce((
      SELECT json_agg(json_build_object('isHost', ei.role = 'host', 'slug', i.slug, 'city', i.city, 'aliases', i.aliases,
        'names', jsonb_build_array(institution_name_in(i.id, i.name, e.year), i.name)
          || coalesce((SELECT jsonb_agg(former.name) FROM institution_name former WHERE former.institution_id = i.id), '[]'))
        ORDER BY ei.position, i.slug)
      FROM edition_institution ei JOIN institution i ON i.id = ei.institution_id WHERE ei.edition_id = e.id), '[]'
    ) AS institutions
  FROM edition e JOIN series s ON s.id = e.series_id WHERE e.id = ANY($1::uuid[])`;

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

function seriesEntry({ id, slug, name, shortName, description }: SearchedSeries): SearchEntry {
  return {
    kind: 'series',
    objectId: id,
    scope: scopeOfSeries(id),
    isPublic: true,
    path: `/series/${slug}`,
    title: name,
    names: [...(shortName ? [shortName] : []), slug],
    weighted: { D: textsOf(description) },
  };
}

function editionEntry(edition: SearchedEdition): SearchEntry {
  const { id, key, seriesId, ordinal, year, theme, venue, series, institutions } = edition;
  const hosts = institutions.filter(({ isHost }) => isHost);
  const others = institutions.filter(({ isHost }) => !isHost);
  const cities = [venue?.city, ...hosts.map(({ city }) => city)].filter((city) => city !== undefined);
  const named = (some: SearchedInstitution[]) =>
    some.flatMap(({ names, aliases, slug }) => [...names.flatMap(textsOf), ...aliases, slug]);
  return {
    kind: 'edition',
    objectId: id,
    scope: scopeOfEdition(seriesId, id),
    isPublic: edition.status !== 'draft',
    path: `/events/${key}`,
    title: nameOfEdition(edition),
    names: [key],
    context: contextOf(edition, hosts),
    year,
    weighted: {
      B: [
        String(year),
        ...(ordinal === null ? [] : ordinalWords(ordinal)),
        ...[...textsOf(series.name), ...(series.shortName ? [series.shortName] : [])],
        ...named(hosts),
        ...cities.flatMap((city) => LOCALES.map((locale) => cityName(locale, city))),
      ],
      C: [...textsOf(theme), ...textsOf(venue?.name), ...named(others)],
      D: [...textsOf(edition.description), ...textsOf(edition.summary)],
    },
  };
}

/** Beside its own title the series; beside the series' name the theme, or else who was the host. */
function contextOf({ title, theme, series }: SearchedEdition, hosts: SearchedInstitution[]): LocalisedText | null {
  if (textsOf(title).length > 0) return series.name;
  if (textsOf(theme).length > 0) return theme;
  if (hosts.length === 0) return null;
  return Object.fromEntries(
    LOCALES.map((locale) => [
      locale,
      hosts.map(({ names }) => textIn(names[0], locale)).join(locale === 'en' ? ', ' : '、'),
    ]),
  );
}
