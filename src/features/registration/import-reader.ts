import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { type ImportProblem } from './domain/import-cells.js';
import { type ImportColumns } from './domain/import-columns.js';
import { ImportLedger } from './domain/import-fates.js';
import { ImportFiles } from './import-files.js';
import { type ImportLookup, ImportLookups } from './import-lookups.js';
import { type ImportRow, openImport } from './import-rows.js';
import { type HeldImport, type ImportReading } from './inputs/import.input.js';

/** How many rows are looked up, and registered, at a time: few enough that others get their turn in between. */
const LOT = 200;

/** A row, and whether it goes to admission. */
export interface JudgedRow extends ImportRow {
  /** Null: it does. */
  refused: 'invalid' | 'duplicate' | 'already-registered' | null;
}

/** A file that is read with what is known now. */
export interface ImportReadout {
  lookup: ImportLookup;
  columns: ImportColumns;
  /** All its rows, once. */
  lots: AsyncGenerator<JudgedRow[]>;
}

/** Reads files of people, row by row, without holding more than a few of them. */
@Injectable()
export class ImportReader {
  constructor(
    private readonly database: Database,
    private readonly files: ImportFiles,
    private readonly lookups: ImportLookups,
  ) {}

  /** @throws UnreadableImport, then or while the rows are read; FilesUnavailable, NotFound */
  open(editionId: string, held: HeldImport): Promise<ImportReadout> {
    return this.openContent(editionId, held, this.files.read(held.file));
  }

  /** The same of a text that came with the request. @throws UnreadableImport */
  async openContent(
    editionId: string,
    { encoding, category }: ImportReading,
    content: AsyncIterable<Uint8Array>,
  ): Promise<ImportReadout> {
    const lookup = await this.lookups.of(editionId, category);
    const { columns, rows } = await openImport(content, encoding, lookup);
    return { lookup, columns, lots: this.judged(editionId, columns, rows) };
  }

  private async *judged(
    editionId: string,
    columns: ImportColumns,
    rows: AsyncIterable<ImportRow>,
  ): AsyncGenerator<JudgedRow[]> {
    const ledger = new ImportLedger();
    const column = headOfEmail(columns);
    for await (const lot of inLots(rows)) {
      const known = await this.registered(editionId, lot);
      yield lot.map((row): JudgedRow => {
        if (row.good === null) return { ...row, refused: 'invalid' };
        const { emailKey } = row.good;
        const problem = ledger.enter(row.line, emailKey, known.has(emailKey));
        return problem === null ? { ...row, refused: null } : withProblem(row, { ...problem, column });
      });
    }
  }

  /** Whoever has been registered, and has not cancelled. */
  private async registered(editionId: string, rows: readonly ImportRow[]): Promise<Set<string>> {
    const keys = rows.flatMap(({ good }) => (good ? [good.emailKey] : []));
    const known = await this.database.query<{ key: string }>(
      `SELECT email_key AS key FROM registration WHERE edition_id = $1 AND email_key = ANY ($2) AND status <> 'cancelled'`,
      [editionId, keys],
    );
    return new Set(known.map(({ key }) => key));
  }
}

function withProblem(
  row: ImportRow,
  problem: Omit<ImportProblem, 'code' | 'value'> & { code: 'duplicate' | 'already-registered' },
): JudgedRow {
  return { ...row, refused: problem.code, problems: [...row.problems, { ...problem, value: row.email }] };
}

function headOfEmail({ heads, targets }: ImportColumns): string | null {
  const index = targets.findIndex((target) => target !== null && 'field' in target && target.field === 'email');
  return heads[index] ?? null;
}

async function* inLots(rows: AsyncIterable<ImportRow>): AsyncGenerator<ImportRow[]> {
  let lot: ImportRow[] = [];
  for await (const row of rows) {
    lot.push(row);
    if (lot.length < LOT) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}
