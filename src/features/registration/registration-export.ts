import { type Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Cell, type Table, writeCsv, writeXlsx } from '../../platform/tables/table-files.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { ExportTable, exportTexts } from './export-table.js';
import { type ExportFormat, type SortedSelection } from './inputs/registration-filter.js';
import { QuestionQueries } from './questions.queries.js';
import { RegistrationLists } from './registration-lists.queries.js';
import { type RegistrationDetails } from './registration.queries.js';

/** Which registrations, and as what file in which language. */
export interface ExportRequest {
  filter: SortedSelection;
  format: ExportFormat;
  locale: Locale;
}

/** Is told how many rows have been written; what it throws ends the export. */
export type OnRows = (done: number) => void | Promise<void>;

/** A file that is allowed and yet to be written. */
export interface OpenExport {
  /** With its extension, for the reader. */
  name: string;
  mediaType: string;
  /** How many rows there were when it was asked for. */
  total: number;
  /** Ends `out`. @throws whatever stops the writing: `out` is then as it is */
  writeTo(out: Writable, onRows?: OnRows): Promise<void>;
}

const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const WRITERS: Record<ExportFormat, (table: Table, out: Writable) => Promise<void>> = {
  csv: writeCsv,
  xlsx: writeXlsx,
};

/** What an export is made of. */
@Injectable()
export class ExportSources {
  constructor(
    private readonly database: Database,
    private readonly editions: EditionQueries,
    private readonly questions: QuestionQueries,
  ) {}

  /** @throws NotFound */
  edition(actor: Actor, key: string): Promise<EditionDetails> {
    return this.editions.byKey(actor, key);
  }

  wordings(edition: EditionDetails) {
    return this.questions.wordings(edition.id);
  }

  /** Row by row as cells, with one more statement for each lot where there are files. */
  async *cells(
    table: ExportTable,
    lots: AsyncIterable<RegistrationDetails[]>,
    onRows?: OnRows,
  ): AsyncGenerator<Cell[][]> {
    let done = 0;
    for await (const lot of lots) {
      const files = table.hasFiles ? await this.fileNames(lot) : new Map<string, string>();
      yield lot.map((row) => table.cells(row, files));
      done += lot.length;
      await onRows?.(done);
    }
  }

  private async fileNames(rows: readonly RegistrationDetails[]): Promise<Map<string, string>> {
    const files = await this.database.query<{ id: string; name: string }>(
      'SELECT id, name FROM answer_file WHERE registration_id = ANY ($1::uuid[])',
      [rows.map(({ id }) => id)],
    );
    return new Map(files.map(({ id, name }) => [id, name]));
  }
}

/** An edition's registrations as files for spreadsheets. */
@Injectable()
export class RegistrationExport {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly lists: RegistrationLists,
    private readonly sources: ExportSources,
  ) {}

  /** Asks for permission and writes the trail; nothing is read before `writeTo`. @throws NotFound, NotAllowed */
  async open(actor: Actor, editionKey: string, { filter, format, locale }: ExportRequest): Promise<OpenExport> {
    const edition = await this.sources.edition(actor, editionKey);
    this.accounts.authorize(actor, 'registration.export', edition.scope);
    const counts = await this.lists.counts(actor, edition, filter);
    const total = filter.status
      ? (counts[filter.status] ?? 0)
      : Object.values(counts).reduce((sum, count) => sum + count, 0);
    const { sort: _, ...given } = filter;
    await this.database.transaction((tx) =>
      this.audit.record(tx, actor, {
        action: 'registration.export',
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        after: { format, rows: total, ...given },
      }),
    );
    return {
      name: `registrations-${edition.key}.${format}`,
      mediaType: MEDIA_TYPES[format],
      total,
      writeTo: async (out, onRows) => {
        const reader = { locale, zone: edition.timeZone ?? 'UTC' };
        const columns = new ExportTable(await this.sources.wordings(edition), reader);
        const rows = this.lists.stream(actor, edition, filter);
        await WRITERS[format](
          {
            title: exportTexts(locale)('export.title'),
            columns: columns.columns,
            lots: this.sources.cells(columns, rows, onRows),
          },
          out,
        );
      },
    };
  }

  /** Writes the whole file; for work that has the time. @returns how many rows. @throws NotFound, NotAllowed */
  async write(
    actor: Actor,
    editionKey: string,
    request: ExportRequest,
    out: Writable,
    onRows?: OnRows,
  ): Promise<number> {
    let written = 0;
    const file = await this.open(actor, editionKey, request);
    await file.writeTo(out, (done) => {
      written = done;
      return onRows?.(done);
    });
    return written;
  }
}
