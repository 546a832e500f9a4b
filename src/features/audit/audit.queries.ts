import { Injectable } from '@nestjs/common';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';

/** One thing that happened. */
export interface AuditEntryView {
  id: string;
  at: string;
  actor: { kind: string; id: string | null; name: string | null; ip: string | null };
  action: string;
  object: { kind: string; id: string };
  /** The edition that it was about, which may be gone by now. */
  editionId: string | null;
  /** The object's version afterwards. */
  version: number | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What of the trail is asked for; everything that is given must hold. */
export interface AuditFilter {
  editionId?: string;
  /** The account, or the registration of a holder. */
  person?: string;
  object?: { kind: string; id: string };
  action?: string;
  /** From this instant on. */
  from?: Date;
  /** Before this instant. */
  to?: Date;
}

/** Which part of the trail somebody may read: what belongs to these editions, and to these series themselves. */
export type AuditReach = 'everything' | { editionIds: string[]; seriesIds: string[] };

/** A change of one object, for somebody who is at the same form. */
export interface ObjectChange {
  action: string;
  at: Date;
  /** Null where nobody with a name did it. */
  who: string | null;
  version: number;
}

/** Ids tell when their entry was written, but for the length of its transaction; longer ones are not let live. */
const SLACK_MS = 3_600_000;

/** Reads of the trail. None of them asks for permission: callers say what may be reached. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(filter: AuditFilter, reach: AuditReach, page: PageRequest): Promise<Page<AuditEntryView>> {
    const values: unknown[] = [];
    const given = (value: unknown) => `$${values.push(value)}`;
    const wanted = conditionsOf(filter, page.cursor, given);
    const limit = given(page.limit + 1);
    const newest = (where: string[]) =>
      `SELECT * FROM audit_entry WHERE ${['true', ...where].join(' AND ')} ORDER BY id DESC LIMIT ${limit}`;
    let source = newest(wanted);
    if (reach !== 'everything') {
      const [editions, series] = [given(reach.editionIds), given(reach.seriesIds)];
      const isNarrow = Boolean(filter.editionId ?? filter.person ?? filter.object);
      source = isNarrow
        ? newest([
            ...wanted,
            `(edition_id = ANY(${editions}::uuid[])
              OR (edition_id IS NULL AND object_kind = 'series' AND object_id = ANY(${series}::text[])))`,
          ])
        : // Each edition's newest come from its own end of the index, instead of the whole trail being read through.
          `SELECT entry.* FROM unnest(${editions}::uuid[]) AS own (id)
             CROSS JOIN LATERAL (${newest([...wanted, 'edition_id = own.id'])}) entry
           UNION ALL SELECT entry.* FROM unnest(${series}::text[]) AS own (id)
             CROSS JOIN LATERAL (${newest([
               ...wanted,
               "object_kind = 'series' AND object_id = own.id AND edition_id IS NULL",
             ])}) entry`;
    }
    const rows = await this.database.query<AuditRow>(
      `SELECT id, at, actor_kind, actor_id, actor_name, ip, action, object_kind, object_id, edition_id, object_version,
         before, after FROM (${source}) AS entry ORDER BY id DESC LIMIT ${limit}`,
      values,
    );
    return pageOf(rows.map(toView), page.limit, (last) => last.id);
  }

  /**
   * Who has made which version of an object after `version`, newest first: only those who may change the object come to
   * know that somebody else has.
   */
  async changesSince(kind: string, id: string, version: number): Promise<ObjectChange[]> {
    return this.database.query<ObjectChange>(
      `SELECT action, at, actor_name AS who, object_version AS version FROM audit_entry
       WHERE object_kind = $1 AND object_id = $2 AND object_version > $3 ORDER BY id DESC LIMIT 20`,
      [kind, id, version],
    );
  }
}

function conditionsOf(filter: AuditFilter, cursor: string | undefined, given: (value: unknown) => string): string[] {
  const { editionId, person, object, action, from, to } = filter;
  return [
    ...(cursor === undefined ? [] : [`id < ${given(cursor)}::uuid`]),
    ...(editionId === undefined ? [] : [`edition_id = ${given(editionId)}::uuid`]),
    ...(person === undefined ? [] : [`actor_id = ${given(person)}::uuid`]),
    ...(object === undefined ? [] : [`object_kind = ${given(object.kind)} AND object_id = ${given(object.id)}`]),
    ...(action === undefined ? [] : [`action = ${given(action)}`]),
    ...(from === undefined ? [] : [`id >= ${given(idAt(from, -SLACK_MS))}::uuid AND at >= ${given(from)}`]),
    ...(to === undefined ? [] : [`id < ${given(idAt(to, SLACK_MS))}::uuid AND at < ${given(to)}`]),
  ];
}

/** The smallest UUIDv7 of an instant (RFC 9562, 5.7), so that the order of ids serves as an index of times. */
function idAt(instant: Date, offset: number): string {
  const hex = Math.max(0, instant.getTime() + offset)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}

interface AuditRow {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string | null;
  ip: string | null;
  action: string;
  object_kind: string;
  object_id: string;
  edition_id: string | null;
  object_version: number | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

function toView(row: AuditRow): AuditEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, ip: row.ip },
    action: row.action,
    object: { kind: row.object_kind, id: row.object_id },
    editionId: row.edition_id,
    version: row.object_version,
    before: row.before,
    after: row.after,
  };
}
