import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM, type Scope } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionStatus } from './domain/edition-state.js';
import { type Format, type ParticipantFigures, type Venue } from './entities/edition.entity.js';
import { type MemberRole } from './entities/series-member.entity.js';
import { type SeriesKind } from './entities/series.entity.js';

/** An institution as it stands beside an edition or series. */
export interface InstitutionBrief {
  slug: string;
  name: LocalisedText;
  city: string;
  country: string;
  timeZone: string;
}

/** The series an edition belongs to, as far as its pages and mails need it. */
export interface SeriesBrief {
  id: string;
  slug: string;
  kind: SeriesKind;
  name: LocalisedText;
  shortName: string | null;
}

export interface EditionDetails {
  id: string;
  key: string;
  scope: Scope;
  series: SeriesBrief;
  ordinal: number | null;
  year: number;
  title: LocalisedText | null;
  theme: LocalisedText | null;
  description: LocalisedText | null;
  hosts: InstitutionBrief[];
  /** Everybody with another role than host. */
  roles: (InstitutionBrief & { role: string })[];
  timeZone: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  heldOn: string | null;
  format: Format | null;
  venue: Venue | null;
  satelliteVenues: number | null;
  /** What remains of it. */
  summary: LocalisedText | null;
  /** Its website of the time. */
  website: string | null;
  participants: ParticipantFigures | null;
  note: string | null;
  languages: Locale[];
  status: EditionStatus;
  statusReason: string | null;
  sequence: number;
  updatedAt: Date;
  version: number;
}

export interface SeriesDetails extends SeriesBrief {
  description: LocalisedText;
  foundedYear: number | null;
  version: number;
}

export interface SeriesMemberDetails {
  id: string;
  institution: InstitutionBrief;
  role: MemberRole;
  founding: boolean;
  since: number | null;
  until: number | null;
  version: number;
}

/** What a role's scope is called: the series, and the edition if it is one. */
export interface ScopeName {
  series: SeriesBrief;
  edition: { id: string; key: string; title: LocalisedText | null; ordinal: number | null; year: number } | null;
}

/** The scope of an edition, for roles: inside its series. */
export const scopeOfEdition = (seriesId: string, editionId: string): Scope => `series/${seriesId}/edition/${editionId}`;
export const scopeOfSeries = (seriesId: string): Scope => `series/${seriesId}`;

const institutionJson = (name: string) => `json_build_object('slug', i.slug, 'name', ${name}, 'city', i.city,
  'country', i.country, 'timeZone', i.time_zone)`;

/** As it was called in the year of the edition. */
const INSTITUTION_THEN = institutionJson('institution_name_in(i.id, i.name, e.year)');

export const SELECT_EDITION = `
  SELECT e.id, e.key, e.ordinal, e.year, e.title, e.theme, e.description, e.time_zone AS "timeZone",
    e.starts_at AS "startsAt", e.ends_at AS "endsAt", to_char(e.held_on, 'YYYY-MM-DD') AS "heldOn", e.format, e.venue,
    e.satellite_venues AS "satelliteVenues", e.summary, e.website, e.participants, e.note, e.languages, e.status, e.status_reason AS "statusReason", e.sequence,
    e.updated_at AS "updatedAt", e.version, e.series_id AS "seriesId",
    json_build_object('id', s.id, 'slug', s.slug, 'kind', s.kind, 'name', s.name, 'shortName', s.short_name) AS series,
    coalesce((SELECT json_agg((${INSTITUTION_THEN})::jsonb || jsonb_build_object('role', ei.role)
      ORDER BY ei.position, i.slug) FROM edition_institution ei JOIN institution i ON i.id = ei.institution_id
      WHERE ei.edition_id = e.id), '[]') AS institutions
  FROM edition e JOIN series s ON s.id = e.series_id`;

export type EditionRow = Omit<EditionDetails, 'scope' | 'hosts' | 'roles'> & {
  seriesId: string;
  institutions: (InstitutionBrief & { role: string })[];
};

export function toDetails({ seriesId, institutions, ...row }: EditionRow): EditionDetails {
  return {
    ...row,
    scope: scopeOfEdition(seriesId, row.id),
    hosts: institutions.filter(({ role }) => role === 'host').map(({ role: _, ...institution }) => institution),
    roles: institutions.filter(({ role }) => role !== 'host'),
  };
}

/** Reads of series and editions, for pages, API and mails. */
@Injectable()
export class EditionQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  /** An edition by key. A draft does not exist for those who may not see it. @throws NotFound */
  async byKey(actor: Actor, key: string): Promise<EditionDetails> {
    const [row] = await this.database.query<EditionRow>(`${SELECT_EDITION} WHERE e.key = $1`, [key]);
    if (!row) throw new NotFound('The edition');
    const edition = toDetails(row);
    if (edition.status === 'draft' && !this.accounts.may(actor, 'edition.view', edition.scope)) {
      throw new NotFound('The edition');
    }
    return edition;
  }

  /** Without asking for permission: for mails and for those who hold a link. @throws NotFound */
  async byId(id: string): Promise<EditionDetails> {
    const [row] = await this.database.query<EditionRow>(`${SELECT_EDITION} WHERE e.id = $1`, [id]);
    if (!row) throw new NotFound('The edition');
    return toDetails(row);
  }

  /** A series' editions, newest first; drafts only for those who may see the whole series. */
  async ofSeries(actor: Actor, seriesId: string, page: PageRequest): Promise<Page<EditionDetails>> {
    const withDrafts = this.accounts.may(actor, 'edition.view', scopeOfSeries(seriesId));
    return this.newestFirst("e.series_id = $1 AND ($2 OR e.status <> 'draft')", [seriesId, withDrafts], page);
  }

  /**
   * The editions that the actor may open in the console, newest first: of one state, if that is given, and of those whose name,
   * key, year or series has the words `q` in it.
   */
  async visibleTo(
    actor: Actor,
    page: PageRequest,
    status: EditionStatus | null = null,
    q: string | null = null,
  ): Promise<Page<EditionDetails>> {
    return this.newestFirst(
      `${VISIBLE} AND ($2::text IS NULL OR e.status = $2) AND ${NAMED('$3')}`,
      [scopesOf(actor), status, q && containing(q)],
      page,
    );
  }

  /** How many of those there are in each state. */
  async countsVisibleTo(actor: Actor, q: string | null = null): Promise<Partial<Record<EditionStatus, number>>> {
    const rows = await this.database.query<{ status: EditionStatus; count: number }>(
      `SELECT e.status, count(*)::int AS count FROM edition e JOIN series s ON s.id = e.series_id
       WHERE ${VISIBLE} AND ${NAMED('$2')} GROUP BY e.status`,
      [scopesOf(actor), q && containing(q)],
    );
    return Object.fromEntries(rows.map((row) => [row.status, row.count]));
  }

  /** Published editions that have not ended, the next one first. */
  async upcoming(limit = 20): Promise<EditionDetails[]> {
    const rows = await this.database.query<EditionRow>(
      `${SELECT_EDITION} WHERE e.status IN ('published', 'postponed') AND e.ends_at > $1
       ORDER BY e.starts_at, e.id LIMIT $2`,
      [this.clock.now(), limit],
    );
    return rows.map(toDetails);
  }

  /** All that has been published of every series, for the archive on the front page. */
  async archive(): Promise<EditionDetails[]> {
    const rows = await this.database.query<EditionRow>(
      `${SELECT_EDITION} WHERE e.status <> 'draft' ORDER BY e.year DESC, e.ordinal DESC NULLS FIRST LIMIT 1000`,
    );
    return rows.map(toDetails);
  }

  async seriesList(page: PageRequest): Promise<Page<SeriesDetails>> {
    const rows = await this.database.query<SeriesDetails>(
      `${SELECT_SERIES} WHERE ($1::uuid IS NULL OR s.id > $1) ORDER BY s.id LIMIT $2`,
      [page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async seriesBySlug(slug: string): Promise<SeriesDetails> {
    const [row] = await this.database.query<SeriesDetails>(`${SELECT_SERIES} WHERE s.slug = $1`, [slug]);
    if (!row) throw new NotFound('The series');
    return row;
  }

  async members(seriesId: string, page: PageRequest): Promise<Page<SeriesMemberDetails>> {
    const rows = await this.database.query<SeriesMemberDetails>(
      `${SELECT_MEMBER} WHERE m.series_id = $1
         AND ($2::uuid IS NULL OR (m.position, m.id) > (SELECT position, id FROM series_member WHERE id = $2))
       ORDER BY m.position, m.id LIMIT $3`,
      [seriesId, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async member(seriesId: string, id: string): Promise<SeriesMemberDetails> {
    const [row] = await this.database.query<SeriesMemberDetails>(
      `${SELECT_MEMBER} WHERE m.series_id = $1 AND m.id = $2`,
      [seriesId, id],
    );
    if (!row) throw new NotFound('The membership');
    return row;
  }

  /**
   * What the scopes of roles are called, in one query; the platform, and what has been removed, is left out. Asks for no permission:
   * whoever may see a role may know where it holds.
   */
  async scopeNames(scopes: readonly Scope[]): Promise<Map<Scope, ScopeName>> {
    const asked = [...new Set(scopes)].filter((scope) =>
      /^series\/[0-9a-f-]{36}(\/edition\/[0-9a-f-]{36})?$/.test(scope),
    );
    if (asked.length === 0) return new Map();
    const rows = await this.database.query<ScopeName & { scope: Scope }>(
      `SELECT asked.scope,
         json_build_object('id', s.id, 'slug', s.slug, 'kind', s.kind, 'name', s.name, 'shortName', s.short_name) AS series,
         CASE WHEN e.id IS NOT NULL THEN
           json_build_object('id', e.id, 'key', e.key, 'title', e.title, 'ordinal', e.ordinal, 'year', e.year) END AS edition
       FROM unnest($1::text[]) AS asked (scope)
         JOIN series s ON s.id = split_part(asked.scope, '/', 2)::uuid
         LEFT JOIN edition e ON e.id = nullif(split_part(asked.scope, '/', 4), '')::uuid
       WHERE e.id IS NOT NULL OR asked.scope NOT LIKE '%/edition/%'`,
      [asked],
    );
    return new Map(rows.map(({ scope, ...name }) => [scope, name]));
  }

  private async newestFirst(where: string, parameters: unknown[], page: PageRequest): Promise<Page<EditionDetails>> {
    const cursor = parameters.length + 1;
    const rows = await this.database.query<EditionRow>(
      `${SELECT_EDITION} WHERE ${where}
       AND ($${cursor}::uuid IS NULL OR (e.year, e.id) < (SELECT year, id FROM edition WHERE id = $${cursor}))
       ORDER BY e.year DESC, e.id DESC LIMIT $${cursor + 1}`,
      [...parameters, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows.map(toDetails), page.limit, (last) => last.id);
  }
}

/** Editions within the scopes `$1`. */
const VISIBLE = `EXISTS (SELECT 1 FROM unnest($1::text[]) AS granted
  WHERE granted = '' OR ('series/' || e.series_id || '/edition/' || e.id || '/') LIKE granted || '/%')`;

/** Editions one of whose names in any language is like the pattern; all for null. Read in full: there are hundreds, not thousands. */
const NAMED = (pattern: string) => `(${pattern}::text IS NULL OR concat_ws(' ', e.key, e.year, s.short_name,
  jsonb_path_query_array(e.title, '$.*'), jsonb_path_query_array(e.theme, '$.*'),
  jsonb_path_query_array(s.name, '$.*')) ILIKE ${pattern})`;

/** A pattern for texts that have these words in them somewhere. */
const containing = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`;

/** Where the actor has any role at all. */
function scopesOf(actor: Actor): Scope[] {
  if (actor.kind === 'system') return [PLATFORM];
  return actor.kind === 'account' ? actor.grants.map((grant) => grant.scope) : [];
}

const SELECT_MEMBER = `SELECT m.id, m.role, m.founding, m.since, m.until, m.version, ${institutionJson('i.name')} AS institution
  FROM series_member m JOIN institution i ON i.id = m.institution_id`;

const SELECT_SERIES = `SELECT s.id, s.slug, s.kind, s.name, s.short_name AS "shortName", s.description,
  s.founded_year AS "foundedYear", s.version FROM series s`;
