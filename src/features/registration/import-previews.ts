import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../../platform/database/database.js';
import { AdmissionDesk, type Desk } from './admission-desk.js';
import { windowState } from './domain/admission.js';
import { type ImportProblem } from './domain/import-cells.js';
import { foreseen, IMPORT_FATES, type ImportFate, isRegistered } from './domain/import-fates.js';
import { type ImportReadout, type JudgedRow } from './import-reader.js';
import { type TaskErrorRow } from './task-errors.js';

/** Rows of one page of a preview. */
export const PREVIEWED_ROWS = 100;

/** What would become of a row. */
export interface ForeseenRow {
  line: number;
  email: string;
  name: string;
  fate: ImportFate;
  problems: ImportProblem[];
  /** Cells that look like formulas: taken as text. */
  formulas: ImportProblem[];
}

/** What would become of a file if it were imported now. */
export interface ImportPreview {
  rows: number;
  totals: Record<ImportFate, number>;
  /** How many rows have cells that look like formulas. */
  formulas: number;
  /** Is the edition one that people can be registered for? */
  isOpen: boolean;
  /** The columns that are not understood, by their heads. */
  ignored: string[];
  /** One page of the rows, of those with the fate that was asked for. */
  items: ForeseenRow[];
  page: number;
  pages: number;
}

/** Which part of a preview is shown. */
export interface PreviewPart {
  fate?: ImportFate;
  /** From 1. */
  page: number;
  /** Rows of a page. */
  size?: number;
}

/** Says beforehand what would become of each row, as admission would decide it at this moment. */
@Injectable()
export class ImportPreviews {
  constructor(
    private readonly database: Database,
    private readonly desk: AdmissionDesk,
    private readonly clock: Clock,
  ) {}

  /** @throws UnreadableImport, AdmissionBusy */
  async preview(
    editionId: string,
    readout: ImportReadout,
    { fate, page, size = PREVIEWED_ROWS }: PreviewPart,
  ): Promise<ImportPreview> {
    const desk = await this.look(editionId);
    const totals = Object.fromEntries(IMPORT_FATES.map((one) => [one, 0])) as Record<ImportFate, number>;
    const items: ForeseenRow[] = [];
    let [rows, formulas, matching] = [0, 0, 0];
    for await (const row of this.foresee(readout, desk)) {
      rows++;
      totals[row.fate]++;
      if (row.formulas.length > 0) formulas++;
      if (fate !== undefined && row.fate !== fate) continue;
      if (matching >= (page - 1) * size && matching < page * size) {
        const { cells: _, good: __, refused: ___, ...shown } = row;
        items.push(shown);
      }
      matching++;
    }
    const { heads, targets } = readout.columns;
    return {
      ...{ rows, totals, formulas, items, page },
      pages: Math.max(1, Math.ceil(matching / size)),
      isOpen: windowState({ ...desk.edition, opensAt: null, closesAt: null }, this.clock.now()) === 'open',
      ignored: heads.filter((head, index) => targets[index] === null && head !== ''),
    };
  }

  /** The rows that would not be registered. @throws UnreadableImport, AdmissionBusy */
  async *errors(editionId: string, readout: ImportReadout): AsyncGenerator<TaskErrorRow> {
    const desk = await this.look(editionId);
    for await (const { line, cells, problems, fate } of this.foresee(readout, desk))
      if (!isRegistered(fate)) yield { line, cells, problems };
  }

  private async *foresee({ lots }: ImportReadout, desk: Desk): AsyncGenerator<JudgedRow & { fate: ImportFate }> {
    for await (const lot of lots) {
      for (const row of lot) yield row.refused === null ? admitted(row, desk) : { ...row, fate: row.refused };
    }
  }

  /** The counters as they are; their lock is let go at once. @throws AdmissionBusy */
  private look(editionId: string): Promise<Desk> {
    return this.database.transaction((tx) => this.desk.open(tx, editionId));
  }
}

const WHY = {
  'sold-out': 'There is no place left in this category.',
  'quota-full': 'The institution has all its places in this category already.',
  'institution-required': 'Places of this category are given by institution: name one.',
  'unknown-category': 'There is no such category in this edition.',
} as const;

function admitted(row: JudgedRow, desk: Desk): JudgedRow & { fate: ImportFate } {
  const { input, institutionId } = row.good!;
  const { fate, because } = foreseen({ categoryId: input.category, institutionId }, desk);
  if (because === null) return { ...row, fate };
  const problem = { column: null, code: because, value: null, message: WHY[because] };
  return { ...row, fate, problems: [...row.problems, problem] };
}
