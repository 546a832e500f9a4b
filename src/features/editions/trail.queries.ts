import { Injectable } from '@nestjs/common';
import { type Actor, editionOf, PLATFORM } from '../../kernel/actor.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService, scopesWith } from '../accounts/index.js';
import { type AuditEntryView, type AuditFilter, AuditQueries, type AuditReach } from '../audit/index.js';
import { EditionQueries } from './editions.queries.js';

/** What of the trail is asked for; an edition by its key. */
export type TrailFilter = Omit<AuditFilter, 'editionId'> & { edition?: string };

/** An edition as far as an entry names it. */
export interface TrailEdition {
  id: string;
  key: string;
  ordinal: number | null;
  year: number;
  title: LocalisedText | null;
  series: { name: LocalisedText };
  timeZone: string | null;
}

/** A series, an institution or an account as far as an entry names it. */
export interface TrailObject {
  slug: string | null;
  name: LocalisedText | string;
}

/** Each by id. */
export interface TrailSubjects {
  editions: Map<string, TrailEdition>;
  objects: Map<string, TrailObject>;
}

/** The trail as far as somebody's roles reach: administrators all of it, organisers that of their editions and series. */
@Injectable()
export class TrailQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** Newest first. @throws NotFound for a draft that the actor may not see, SignInRequired, NotAllowed */
  async list(actor: Actor, { edition: key, ...filter }: TrailFilter, page: PageRequest): Promise<Page<AuditEntryView>> {
    if (key === undefined) return this.audit.list(filter, await this.reachOf(actor), page);
    const { id, scope } = await this.editions.byKey(actor, key);
    this.accounts.authorize(actor, 'audit.view', scope);
    return this.audit.list({ ...filter, editionId: id }, 'everything', page);
  }

  /** What the entries are about, as far as it is still there. */
  async subjectsOf(entries: readonly Pick<AuditEntryView, 'editionId' | 'object'>[]): Promise<TrailSubjects> {
    const editionIds = [
      ...entries.flatMap(({ editionId }) => editionId ?? []),
      ...entries.flatMap(({ object }) => (object.kind === 'edition' ? object.id : [])),
    ];
    const idsOf = (kind: string) => [
      ...new Set(entries.flatMap(({ object }) => (object.kind === kind ? object.id : []))),
    ];
    const [editions, others] = await Promise.all([
      this.database.query<TrailEdition>(
        `SELECT e.id, e.key, e.ordinal, e.year, e.title, e.time_zone AS "timeZone", json_build_object('name', s.name) AS series
         FROM edition e JOIN series s ON s.id = e.series_id WHERE e.id = ANY($1::uuid[])`,
        [[...new Set(editionIds)]],
      ),
      this.database.query<TrailObject & { id: string }>(
        `SELECT id, slug, name FROM series WHERE id = ANY($1::uuid[])
         UNION ALL SELECT id, slug, name FROM institution WHERE id = ANY($2::uuid[])
         UNION ALL SELECT id, NULL, to_jsonb(name) FROM account WHERE id = ANY($3::uuid[])`,
        [idsOf('series'), idsOf('institution'), idsOf('account')],
      ),
    ]);
    return {
      editions: new Map(editions.map((row) => [row.id, row])),
      objects: new Map(others.map(({ id, ...row }) => [id, row])),
    };
  }

  private async reachOf(actor: Actor): Promise<AuditReach> {
    const scopes = scopesWith(actor, 'audit.view');
    if (scopes.length === 0) this.accounts.authorize(actor, 'audit.view', PLATFORM);
    if (scopes.includes(PLATFORM)) return 'everything';
    const seriesIds = scopes.flatMap((scope) => /^series\/([^/]+)$/.exec(scope)?.[1] ?? []);
    const editionIds = scopes.flatMap((scope) => editionOf(scope) ?? []);
    const rows = await this.database.query<{ id: string }>(
      'SELECT id FROM edition WHERE series_id = ANY($1::uuid[]) UNION SELECT unnest($2::uuid[])',
      [seriesIds, editionIds],
    );
    return { editionIds: rows.map(({ id }) => id), seriesIds };
  }
}
