import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { DomainError } from '../../kernel/domain-error.js';

/** More rows than that are no list of people that somebody keeps by hand. */
export const MAX_IMPORT_ROWS = 20_000;

/** A file of that many rows is not larger. Bytes. */
export const MAX_IMPORT_BYTES = 20_000_000;

/** One row may not be longer; it is longer when a quotation mark is missing. Characters. */
const MAX_ROW = 100_000;

/** So many columns nobody needs. */
const MAX_COLUMNS = 300;

/** How text may be encoded, by the names of the Encoding Standard. The first is the only one that is taken without asking. */
export const IMPORT_ENCODINGS = ['utf-8', 'gb18030', 'big5', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];

/** What text that is not UTF-8 may be, the likeliest in our countries first. */
const GUESSES = ['gb18030', 'big5', 'windows-1252'] as const satisfies readonly ImportEncoding[];

/** Why a file as a whole cannot be read. */
export const FILE_PROBLEMS = [
  'empty',
  'not-text',
  'workbook',
  'not-utf-8',
  'wrong-encoding',
  'broken-quotes',
  'row-too-long',
  'too-many-rows',
  'too-many-columns',
  'missing-columns',
  'repeated-column',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** A file that cannot be imported as it is: why, and where. */
export class UnreadableImport extends DomainError {
  readonly kind = 'invalid';
  readonly code: string;

  constructor(
    readonly problem: FileProblem,
    detail: string,
    readonly where: {
      line?: number;
      missing?: string[];
      found?: string[];
    } = {},
  ) {
    super(detail);
    this.code = `import-${problem}`;
  }
}

/** A row of a file; the first row has the heads of the columns. */
export interface FileRow {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

/**
 * The rows of a file of comma-separated values (RFC 4180), as they come: nothing is held but what one row needs. Separators
 * may be commas, semicolons, tabulators or bars; lines may end as they like, also within quotation marks; empty rows are
 * left out.
 * @param encoding null: by its first bytes, else UTF-8
 * @throws UnreadableImport
 */
export async function* rowsOf(
  content: AsyncIterable<Uint8Array>,
  encoding: ImportEncoding | null = null,
): AsyncGenerator<FileRow> {
  const text = linesOf(decoded(content, encoding));
  const { head, rest } = await beginningOf(text);
  const { separator, skipped } = separatorOf(head);
  const source = Readable.from(rest(skipped), { objectMode: true, highWaterMark: 1 });
  const skippedLines = skipped === 0 ? 0 : 1;
  /** The line in which the last row ended that was parsed, if not yet handed on. */
  let parsed = skippedLines;
  let count = -1;
  const parser = parse({
    delimiter: separator,
    record_delimiter: '\n',
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: MAX_ROW,
    on_record: (row: unknown) => {
      parsed = (row as ParsedRow).info.lines + skippedLines;
      return row as string[];
    },
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      const last = info.lines + skippedLines;
      if (record.length > MAX_COLUMNS) throw tooManyColumns(last);
      if (++count > MAX_IMPORT_ROWS) throw tooManyRows();
      yield { line: last - lineBreaksIn(record), cells: record };
    }
  } catch (error) {
    throw readable(error, parsed + 1);
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (count < 0) throw new UnreadableImport('empty', 'There is nothing in this file.');
}

/** The beginning of a file in each encoding in which it can be read, for somebody to see which is right. */
export function guessEncodings(beginning: Uint8Array): { encoding: ImportEncoding; sample: string }[] {
  return GUESSES.flatMap((encoding) => {
    try {
      // It may end within a character.
      const text = new TextDecoder(encoding, { fatal: true }).decode(beginning, { stream: true });
      return [
        {
          encoding,
          sample: text
            .split(/\r\n?|\n/, 3)
            .join('\n')
            .slice(0, 300),
        },
      ];
    } catch {
      return [];
    }
  });
}

/** As the parser gives it. */
interface ParsedRow {
  record: string[];
  info: Info;
}

const lineBreaksIn = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);

/** Signatures of files that spreadsheets keep: ZIP (ECMA-376, OpenDocument) and the compound files of before. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];

async function* decoded(content: AsyncIterable<Uint8Array>, wanted: ImportEncoding | null): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let encoding: ImportEncoding = 'utf-8';
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder!.decode(chunk, { stream: chunk !== undefined });
    } catch {
      if (encoding === 'utf-8') throw notUtf8();
      throw new UnreadableImport('wrong-encoding', `This file is no text in ${encoding}.`);
    }
  };
  for await (const chunk of chunksOf(content)) {
    if (!decoder) {
      encoding = wanted ?? encodingOf(chunk);
      decoder = new TextDecoder(encoding, { fatal: true });
    }
    const text = decode(chunk);
    if (text.includes('\0')) throw new UnreadableImport('not-text', 'This file is no text, so it is no CSV file.');
    yield text;
  }
  if (decoder) yield decode();
}

/** The first chunk has enough to tell what the file is. */
async function* chunksOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Buffer | null = Buffer.alloc(0);
  for await (const chunk of content) {
    if (first === null) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < 4) continue;
      yield first;
      first = null;
    }
  }
  if (first !== null && first.length > 0) yield first;
}

/** By its byte order mark (Unicode 23.8). @throws UnreadableImport for a workbook */
function encodingOf(beginning: Uint8Array): ImportEncoding {
  const signature = Buffer.from(beginning.subarray(0, 4)).toString('hex');
  if (WORKBOOKS.includes(signature)) {
    throw new UnreadableImport('workbook', 'This is a workbook. Save it as “CSV UTF-8” and upload that file.');
  }
  if (signature.startsWith('fffe')) return 'utf-16le';
  if (signature.startsWith('feff')) return 'utf-16be';
  return 'utf-8';
}

/** Every line ends in LF, within quotation marks too, so that lines are counted as people count them. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isAfterReturn = false;
  for await (const piece of text) {
    if (piece === '') continue;
    const rest = isAfterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    isAfterReturn = piece.endsWith('\r');
    yield rest.replace(/\r\n?/g, '\n');
  }
}

/** The first line, or as much of it as matters, without losing what follows. */
async function beginningOf(text: AsyncGenerator<string>): Promise<{
  head: string;
  rest: (skipped: number) => AsyncGenerator<string>;
}> {
  let head = '';
  while (head.length < MAX_ROW && !isWhole(head)) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  return {
    head,
    rest: async function* (skipped) {
      yield head.slice(skipped);
      yield* text;
    },
  };
}

/** Is there the end of a line in it that stands outside of quotation marks? A first line of `sep=` needs the second one too. */
function isWhole(text: string): boolean {
  const end = endOfLine(text, 0);
  return end !== -1 && (!SEPARATOR_LINE.test(text.slice(0, end)) || endOfLine(text, end + 1) !== -1);
}

function endOfLine(text: string, start: number): number {
  let isQuoted = false;
  for (let index = start; index < text.length; index++) {
    if (text[index] === '"') isQuoted = !isQuoted;
    else if (text[index] === '\n' && !isQuoted) return index;
  }
  return -1;
}

/** Some spreadsheets say in the first line what separates cells. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i;

const SEPARATORS = [',', ';', '\t', '|'] as const;

/** What separates cells: what stands most often in the first line, outside of quotation marks. */
function separatorOf(text: string): { separator: string; skipped: number } {
  const end = endOfLine(text, 0);
  const line = end === -1 ? text : text.slice(0, end);
  const said = SEPARATOR_LINE.exec(line)?.[1];
  if (said !== undefined) return { separator: said, skipped: end === -1 ? text.length : end + 1 };
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length - 1);
  return { separator: SEPARATORS[counts.indexOf(Math.max(...counts))]!, skipped: 0 };
}

function readable(error: unknown, line: number): unknown {
  const { code } = error as CsvError;
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new UnreadableImport(
      'row-too-long',
      `The row that begins in line ${line} does not end. Is a quotation mark missing?`,
      { line },
    );
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'INVALID_OPENING_QUOTE' || code === 'CSV_INVALID_CLOSING_QUOTE') {
    return new UnreadableImport(
      'broken-quotes',
      `The quotation marks of the row that begins in line ${line} do not match. Within a cell, write each of them twice.`,
      { line },
    );
  }
  return error;
}

const notUtf8 = () =>
  new UnreadableImport(
    'not-utf-8',
    'This file is not in UTF-8. In Excel choose “CSV UTF-8” when you save it; in WPS and LibreOffice choose UTF-8 as the character set.',
  );

const tooManyRows = () =>
  new UnreadableImport('too-many-rows', `There are more than ${MAX_IMPORT_ROWS} rows. Import them in several files.`);

const tooManyColumns = (line: number) =>
  new UnreadableImport('too-many-columns', `Line ${line} has more than ${MAX_COLUMNS} columns.`, { line });
