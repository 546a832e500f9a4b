import { createInterface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { type Cell, writeCsv } from '../../platform/tables/table-files.js';
import { type ImportProblem } from './domain/import-cells.js';

/** What a task could not do: one line of a file, or one registration. */
export interface TaskErrorRow {
  /** Of the file; null where there is none. */
  line: number | null;
  problems: Pick<ImportProblem, 'column' | 'code' | 'value' | 'message' | 'otherLine'>[];
  /** As they stand under the heads. */
  cells: string[];
}

/** How a file of errors is said in words. */
export interface ErrorWords {
  title: string;
  line: string;
  problem: string;
  text: (problem: TaskErrorRow['problems'][number]) => string;
}

/** In English, for programs. */
export const PLAIN_WORDS: ErrorWords = {
  title: 'Errors',
  line: 'Line',
  problem: 'Problem',
  text: ({ column, message }) => (column === null ? message : `${column}: ${message}`),
};

/** How many rows are written at once. */
const LOT = 500;

/** The media type of `errorLines`. */
export const ERRORS_TYPE = 'application/x-ndjson';

/** As they are stored, in no language: a line of JSON for the heads, and one for each row. */
export async function* errorLines(
  heads: readonly string[],
  rows: AsyncIterable<TaskErrorRow>,
): AsyncGenerator<Uint8Array> {
  yield bytesOf({ heads });
  for await (const row of rows) yield bytesOf(row);
}

const bytesOf = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`);

/** Reads what `errorLines` has written. */
export async function readErrorLines(
  content: Readable,
): Promise<{ heads: string[]; rows: AsyncGenerator<TaskErrorRow> }> {
  const lines = createInterface({ input: content, crlfDelay: Infinity })[Symbol.asyncIterator]();
  const first = await lines.next();
  const { heads } = JSON.parse(first.done ? '{"heads":[]}' : first.value) as { heads: string[] };
  const rows = async function* () {
    for (let next = await lines.next(); !next.done; next = await lines.next())
      yield JSON.parse(next.value) as TaskErrorRow;
  };
  return { heads, rows: rows() };
}

/** The rows with what is wrong with them, as a file that can be mended and sent again. Ends `out`. */
export async function writeErrors(
  heads: readonly string[],
  rows: AsyncIterable<TaskErrorRow>,
  words: ErrorWords,
  out: Writable,
): Promise<void> {
  const lots = async function* (): AsyncGenerator<Cell[][]> {
    let lot: Cell[][] = [];
    for await (const { line, problems, cells } of rows) {
      lot.push([line, problems.map(words.text).join(' '), ...heads.map((_, index) => cells[index] ?? '')]);
      if (lot.length < LOT) continue;
      yield lot;
      lot = [];
    }
    yield lot;
  };
  const columns = [words.line, words.problem, ...heads].map((head) => ({ head, width: 20 }));
  await writeCsv({ title: words.title, columns, lots: lots() }, out);
}
