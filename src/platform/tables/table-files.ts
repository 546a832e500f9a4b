import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';

/** What a cell holds. A `Date` is what a clock shows, in its UTC fields: a table has no zones. */
export type Cell = string | number | Date | null;

/** A table that may be longer than memory: its rows come in lots, the next when there is room for it. */
export interface Table {
  /** Of the sheet in a workbook. */
  title: string;
  /** `width` in characters. */
  columns: readonly { head: string; width: number }[];
  lots: AsyncIterable<Cell[][]>;
}

/**
 * As comma-separated values (RFC 4180) with the mark by which spreadsheets know UTF-8. What a spreadsheet would carry out as a
 * formula gets an apostrophe in front, since cells hold what strangers have typed. Ends `out`.
 */
export async function writeCsv({ columns, lots }: Table, out: Writable): Promise<void> {
  const lines = async function* () {
    yield `\uFEFF${csvOf([columns.map(({ head }) => head)])}`;
    for await (const lot of lots) if (lot.length > 0) yield csvOf(lot);
  };
  await pipeline(Readable.from(lines(), { objectMode: true, highWaterMark: 1 }), out);
}

const csvOf = (rows: Cell[][]): string =>
  stringify(rows, { record_delimiter: '\r\n', escape_formulas: true, cast: { date: clockText } });

/** `2027-05-20 09:30` */
const clockText = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

/** No cell of a workbook may be longer (ECMA-376, as Excel has it). */
const MAX_CELL = 32_767;

const CLOCK_FORMAT = 'yyyy-mm-dd hh:mm';

/** So many rows are made without letting anybody else have the processor. */
const STRETCH = 100;

/**
 * As a workbook (ECMA-376) of one sheet with a head that stays. Text is text, whatever it begins with; times can be sorted.
 * Ends `out`.
 */
export async function writeXlsx({ title, columns, lots }: Table, out: Writable): Promise<void> {
  const gone = new AbortController();
  const written = new Promise<void>((resolve, reject) => {
    out.once('finish', resolve).once('error', reject);
    out.once('close', () => reject(new Error('Nobody reads the workbook any more.')));
  });
  written.catch((error: unknown) => gone.abort(error));
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const head = sheet.addRow(columns.map((column) => column.head));
  head.font = { bold: true };
  head.commit();
  try {
    for await (const lot of lots) {
      for (let start = 0; start < lot.length; start += STRETCH) {
        for (const cells of lot.slice(start, start + STRETCH)) addCells(sheet, cells);
        await roomIn(sheet, gone.signal);
      }
    }
  } catch (error) {
    // Else its parts would wait for each other for ever.
    (book as unknown as { zip: { abort(): void } }).zip.abort();
    throw error;
  }
  sheet.commit();
  await Promise.all([book.commit(), written]);
}

function addCells(sheet: ExcelJS.Worksheet, cells: Cell[]): void {
  const row = sheet.addRow(cells.map((cell) => (typeof cell === 'string' ? cell.slice(0, MAX_CELL) : cell)));
  for (const [index, cell] of cells.entries()) if (cell instanceof Date) row.getCell(index + 1).numFmt = CLOCK_FORMAT;
  row.commit();
}

/**
 * Waits until what has been written so far is on its way, and lets others have a turn. The library itself never waits: it would
 * hold the whole sheet in memory for a slow reader.
 */
async function roomIn(sheet: ExcelJS.Worksheet, signal: AbortSignal): Promise<void> {
  const { pipes } = (sheet as unknown as { stream: { pipes: Writable[] } }).stream;
  // Until the parts before the sheet are in the archive, the sheet leads nowhere.
  do {
    await nextTurn();
    signal.throwIfAborted();
  } while (pipes.length === 0);
  for (const pipe of pipes) if (pipe.writableNeedDrain) await once(pipe, 'drain', { signal });
}
