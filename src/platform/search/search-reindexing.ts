import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type Tx } from '../database/tx.js';
import { removeEntries } from './search-index.js';
import { SEARCH_KINDS, type SearchKind } from './search-entry.js';
import { TOKENISER_VERSION } from './search-tokens.js';

/** How many objects one transaction indexes: few, so that nobody who changes one of them waits for long. */
const BATCH = 200;

/** Where the objects of one kind come from. */
export interface SearchSource {
  kind: SearchKind;
  /** The table that has them, with a column `id`. */
  table: string;
  /** Locks these objects against change and writes their entries; those that are gone by now are left out. */
  index(tx: Tx, ids: readonly string[]): Promise<void>;
}

/**
 * Indexes everything anew: what was there before there was an index, and after a change of the tokens. Where it stands is a row
 * of the database, so that several processes share the work, and one that is killed leaves the rest to the next.
 */
@Injectable()
export class SearchReindexing {
  private readonly sources = new Map<SearchKind, SearchSource>();
  private stopping = false;

  constructor(private readonly database: Database) {}

  /** Features register when their module starts. */
  register(source: SearchSource): void {
    this.sources.set(source.kind, source);
  }

  registered(): SearchSource[] {
    return [...this.sources.values()];
  }

  /** Begins from the first object, whatever has been done. @returns how many objects were indexed */
  async runAgain(): Promise<number> {
    await this.database.transaction((tx) =>
      tx.query(
        `INSERT INTO search_state (tokeniser, kind) VALUES ($1, $2)
         ON CONFLICT (only_row) DO UPDATE SET tokeniser = excluded.tokeniser, kind = excluded.kind, after = NULL`,
        [TOKENISER_VERSION, SEARCH_KINDS[0]],
      ),
    );
    return this.run();
  }

  /** Does what is left to do; nothing when all is indexed with the tokens of this version, or of a later one. */
  async run(): Promise<number> {
    await this.database.transaction((tx) =>
      tx.query(
        `INSERT INTO search_state (tokeniser, kind) VALUES ($1, $2)
         ON CONFLICT (only_row) DO UPDATE SET tokeniser = excluded.tokeniser, kind = excluded.kind, after = NULL
           WHERE search_state.tokeniser < excluded.tokeniser`,
        [TOKENISER_VERSION, SEARCH_KINDS[0]],
      ),
    );
    let indexed = 0;
    while (!this.stopping) {
      const count = await this.database.transaction((tx) => this.batch(tx));
      if (count === null) break;
      indexed += count;
    }
    return indexed;
  }

  /** The batch under way is the last one; another process, or the next start, does the rest. */
  stop(): void {
    this.stopping = true;
  }

  /** @returns how many objects it had; null when there is nothing left */
  private async batch(tx: Tx): Promise<number | null> {
    const [state] = await tx.query<{ kind: SearchKind; after: string | null }>(
      'SELECT kind, after FROM search_state WHERE tokeniser = $1 AND kind IS NOT NULL FOR UPDATE',
      [TOKENISER_VERSION],
    );
    if (!state) return null;
    const source = this.sources.get(state.kind);
    const ids = source ? await idsAfter(tx, source.table, state.after) : [];
    await source?.index(tx, ids);
    const isLast = ids.length < BATCH;
    if (source && isLast) await removeOrphans(tx, source);
    const next = isLast ? (SEARCH_KINDS[SEARCH_KINDS.indexOf(state.kind) + 1] ?? null) : state.kind;
    await tx.query('UPDATE search_state SET kind = $1, after = $2', [next, isLast ? null : ids.at(-1)]);
    return ids.length;
  }
}

async function idsAfter(tx: Tx, table: string, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${BATCH}`,
    [after],
  );
  return rows.map(({ id }) => id);
}

/** Entries of what is gone: from before a backup was restored, or removed behind the application's back. */
async function removeOrphans(tx: Tx, { kind, table }: SearchSource): Promise<void> {
  const orphans = await tx.query<{ id: string }>(
    `SELECT object_id AS id FROM search_entry WHERE kind = $1 AND NOT EXISTS (SELECT 1 FROM ${table} WHERE id = object_id)`,
    [kind],
  );
  await removeEntries(
    tx,
    kind,
    orphans.map(({ id }) => id),
  );
}
