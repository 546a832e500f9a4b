import { Injectable } from '@nestjs/common';
import { PLATFORM, type Scope } from '../../kernel/actor.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page } from '../../kernel/page.js';
import { Database } from '../database/database.js';
import { type Tx } from '../database/tx.js';
import { cursorOf, positionOf, type RankPosition } from './search-cursor.js';
import { type SearchEntry, type SearchKind, vectorOf } from './search-entry.js';
import { kindToken, type Question, questionOf } from './search-tokens.js';

/** How many entries one statement writes. */
const AT_ONCE = 200;

/**
 * A question that more entries answer than this is one of common words. Then only the newest ones are compared with each
 * other, which takes the same time however many there are.
 */
export const MOST_RANKED = 400;

/** Up to so many it is quicker to take all of them from the index of tokens than to walk through the entries by year. */
const FEW = 3_000;

/** How many of the same name are put first. */
const MOST_NAMED = 50;

/** How much a word counts in a long text, a theme, another name, the title (the weights D, C, B, A). */
const WEIGHTS = '{0.1, 0.3, 0.6, 1}';

/** Something that was found. */
export interface Found {
  kind: SearchKind;
  id: string;
  path: string;
  title: LocalisedText;
  context: LocalisedText | null;
  year: number | null;
  isPublic: boolean;
  /** Comparable within one answer only. */
  score: number;
}

/** One page of what was found, best first. */
export interface FoundPage extends Page<Found> {
  /** Nothing has all that was asked for; this is what has some of it. */
  isLoose: boolean;
  /** How many there are in all; no more than `MOST_RANKED`. */
  total: number;
  /** There are more than `total`, all of them older. Neither this page nor a further one shows them. */
  hasMore: boolean;
}

/** What is looked for, and what of it the reader may see. */
export interface Search {
  /** As it was typed. */
  q: string;
  kinds?: readonly SearchKind[];
  /** Where the reader may also see what is not public. */
  readable: readonly Scope[];
  limit: number;
  /** `next` of an earlier page of the same question. */
  cursor?: string;
}

const NOTHING: FoundPage = { items: [], next: null, isLoose: false, total: 0, hasMore: false };

/** What can be found, by all its names in all languages. */
@Injectable()
export class SearchIndex {
  constructor(private readonly database: Database) {}

  /**
   * What answers a question, best first: whatever has exactly this name, then by how much of it is about the words, then the
   * newer. The last word may be the beginning of one. Where nothing has all words, what has some of them (`isLoose`).
   * @throws InvalidInput for a cursor that no answer gave
   */
  async find(search: Search): Promise<FoundPage> {
    const question = questionOf(search.q);
    if (!question) return NOTHING;
    const position = search.cursor === undefined ? null : positionOf(search.cursor);
    if (!position?.isLoose) {
      const strict = await this.rank(search, question, position, false);
      if (strict.total > 0 || question.units.length === 0) return strict;
    }
    return this.rank(search, question, position, true);
  }

  private async rank(
    { kinds = [], readable, limit }: Search,
    { all, units, whole }: Question,
    position: RankPosition | null,
    isLoose: boolean,
  ): Promise<FoundPage> {
    const words = isLoose ? `(${units.join(' | ')})` : all;
    const ofKinds = kinds.length === 0 ? '' : ` & (${kinds.map((kind) => `'${kindToken(kind)}'`).join(' | ')})`;
    const rows = await this.database.transaction(async (tx) => {
      await tx.query(SETTINGS);
      return tx.query<FoundRow>(RANKED, [
        words + ofKinds,
        whole + ofKinds,
        words,
        isLoose ? units : [],
        readable.includes(PLATFORM),
        readable.map((scope) => `${scope.replace(/[\\%_]/g, '\\$&')}/%`),
        limit + 1,
        position?.named ?? null,
        position?.score ?? null,
        position?.year ?? null,
        position?.id ?? null,
      ]);
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const total = rows[0]?.total ?? 0;
    return {
      items: items.map(({ named: _, total: __, ...found }) => found),
      next: rows.length > limit && last ? cursorOf({ ...last, year: last.year ?? NO_YEAR, isLoose }) : null,
      isLoose,
      total: Math.min(total, MOST_RANKED),
      hasMore: total > MOST_RANKED,
    };
  }
}

interface FoundRow extends Found {
  named: number;
  total: number;
}

/** An institution or a series is of no year, and stands before what is. */
const NO_YEAR = 9_999;

/**
 * The planner does not know what it costs to unpack the tokens of every row, and takes the whole table for cheap; and it would
 * spend more on compiling the statement than on running it.
 */
export const SETTINGS = `SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`;

/** Decided in the statement: what is not visible is neither fetched nor counted. */
const VISIBLE = `(is_public OR $5::boolean OR scope || '/' LIKE ANY ($6::text[]))`;

const NEWEST_FIRST = 'year DESC, object_id DESC';

/** Exported for a test, which looks at its plan. */
export const RANKED = `
  WITH hit AS MATERIALIZED (
    SELECT kind, object_id, year FROM search_entry WHERE tokens @@ $1::tsquery AND ${VISIBLE} LIMIT ${FEW + 1}
  ), few AS (
    SELECT kind, object_id FROM hit WHERE (SELECT count(*) FROM hit) <= ${FEW}
    ORDER BY ${NEWEST_FIRST} LIMIT ${MOST_RANKED + 1}
  ), newest_of_many AS (
    SELECT kind, object_id FROM search_entry
    WHERE (SELECT count(*) FROM hit) > ${FEW} AND tokens @@ $1::tsquery AND ${VISIBLE}
    ORDER BY ${NEWEST_FIRST} LIMIT ${MOST_RANKED + 1}
  ), with_this_name AS (
    SELECT kind, object_id FROM search_entry WHERE tokens @@ $2::tsquery AND ${VISIBLE} LIMIT ${MOST_NAMED}
  ), candidate AS (
    SELECT kind, object_id, max(named) AS named FROM (
      SELECT *, 0 AS named FROM few UNION ALL SELECT *, 0 FROM newest_of_many UNION ALL SELECT *, 1 FROM with_this_name
    ) AS any_way GROUP BY kind, object_id
  ), ranked AS MATERIALIZED (
    SELECT kind, object_id AS id, path, title, context, year, is_public AS "isPublic", named,
      ((SELECT count(*) FROM unnest($4::tsquery[]) AS unit WHERE tokens @@ unit)
        + ts_rank_cd('${WEIGHTS}', tokens, $3::tsquery, 32))::float8 AS score
    FROM candidate JOIN search_entry USING (kind, object_id)
  )
  SELECT *, (SELECT count(*)::int FROM ranked) AS total FROM ranked
  WHERE $8::int IS NULL OR (named, score, coalesce(year, ${NO_YEAR}), id) < ($8, $9::float8, $10::int, $11::uuid)
  ORDER BY named DESC, score DESC, coalesce(year, ${NO_YEAR}) DESC, id DESC LIMIT $7`;

/** Writes the entries of objects, or replaces them: in the transaction of the change that they are about. */
export async function putEntries(tx: Tx, entries: readonly SearchEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const rows = entries.slice(start, start + AT_ONCE).map((entry) => ({
      kind: entry.kind,
      object_id: entry.objectId,
      scope: entry.scope,
      is_public: entry.isPublic,
      path: entry.path,
      title: entry.title,
      context: entry.context ?? null,
      year: entry.year ?? null,
      tokens: vectorOf(entry),
    }));
    await tx.query(
      `INSERT INTO search_entry (kind, object_id, scope, is_public, path, title, context, year, tokens)
       SELECT kind, object_id, scope, is_public, path, title, context, year, tokens::tsvector
       FROM jsonb_to_recordset($1::jsonb) AS entry (kind text, object_id uuid, scope text, is_public boolean, path text,
         title jsonb, context jsonb, year integer, tokens text)
       ORDER BY kind, object_id
       ON CONFLICT (kind, object_id) DO UPDATE SET scope = excluded.scope, is_public = excluded.is_public,
         path = excluded.path, title = excluded.title, context = excluded.context, year = excluded.year,
         tokens = excluded.tokens`,
      [JSON.stringify(rows)],
    );
  }
}

/** Forgets objects of one kind. */
export async function removeEntries(tx: Tx, kind: SearchKind, objectIds: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM search_entry WHERE kind = $1 AND object_id = ANY($2::uuid[])', [kind, objectIds]);
}

/** Forgets everything that lies in exactly this scope, e.g. an edition and its documents. */
export async function removeEntriesOf(tx: Tx, scope: Scope): Promise<void> {
  await tx.query('DELETE FROM search_entry WHERE scope = $1', [scope]);
}
