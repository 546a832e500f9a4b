import { InvalidInput } from '../../kernel/domain-error.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { checkAnswers } from './domain/answers.js';
import { type ImportProblem, readCells } from './domain/import-cells.js';
import { type ImportColumns, type ImportTarget, readHead } from './domain/import-columns.js';
import { type FileRow, type ImportEncoding, rowsOf, UnreadableImport } from './import-file.js';
import { type ImportLookup } from './import-lookups.js';
import { RegisterInput } from './inputs/registration.input.js';

/** A row of the file: either `good`, which can be registered as far as the row itself goes, or with problems. */
export interface ImportRow {
  line: number;
  cells: string[];
  /** As they stand in the file, for people to know the row by. */
  email: string;
  name: string;
  good: { input: RegisterInput; emailKey: string; institutionId: string | null } | null;
  problems: ImportProblem[];
  /** Cells that look like formulas and are taken as text. */
  formulas: ImportProblem[];
}

/** A file whose head has been understood. */
export interface OpenedImport {
  columns: ImportColumns;
  /** The rest of the file, once. */
  rows: AsyncGenerator<ImportRow>;
}

/** @throws UnreadableImport, then or while the rows are read */
export async function openImport(
  content: AsyncIterable<Uint8Array>,
  encoding: ImportEncoding | null,
  lookup: ImportLookup,
): Promise<OpenedImport> {
  const rows = rowsOf(content, encoding);
  const first = await rows.next();
  if (first.done) throw new UnreadableImport('empty', 'There is nothing in this file.');
  const head = readHead(
    first.value.cells.map((cell) => cell.trim()),
    [...lookup.questions.values()],
    lookup.needsCategory,
  );
  if ('problem' in head) {
    await rows.return(undefined);
    const { problem } = head;
    if (problem.code === 'repeated-column') {
      const [one, other] = problem.heads;
      throw new UnreadableImport('repeated-column', `The columns “${one}” and “${other}” are about the same.`, {
        found: problem.heads,
      });
    }
    const { missing, found } = problem;
    throw new UnreadableImport(
      'missing-columns',
      `There is no column for: ${missing.join(', ')}. The columns of the file are: ${found.join(', ') || 'none'}.`,
      { missing, found },
    );
  }
  return { columns: head.columns, rows: read(rows, head.columns, lookup) };
}

async function* read(
  rows: AsyncGenerator<FileRow>,
  columns: ImportColumns,
  lookup: ImportLookup,
): AsyncGenerator<ImportRow> {
  const headOf = headsByPath(columns);
  for await (const { line, cells } of rows) {
    const { candidate, problems, formulas } = readCells(cells, columns, lookup);
    const refuse = (errors: readonly { path: string; code: string; message: string }[]) => {
      for (const { path, code, message } of errors) {
        const column = headOf.get(path) ?? null;
        const isSaid = problems.some((problem) => problem.column === column && column !== null);
        // What has been found wrong already is not there for the schema.
        if (isSaid || (path === 'category' && problems.some((problem) => problem.code === 'unknown-category')))
          continue;
        const value = valueOf(cells, columns, column);
        const isMissing = value === null && column !== null;
        problems.push({ column, value, ...(isMissing ? MISSING : { code, message }) });
      }
    };
    const parsed = RegisterInput.safeParse(candidate);
    if (!parsed.success) refuse(fieldErrorsOf(parsed.error));
    else if (parsed.data.answers !== undefined) refuse(answerErrors(parsed.data, lookup));
    yield {
      ...{ line, cells, problems, formulas },
      email: textOf(candidate['email']),
      name: textOf(candidate['name']),
      good: parsed.success && problems.length === 0 ? goodRow(parsed.data, lookup) : null,
    };
  }
}

/** Whatever the schema calls it. */
const MISSING = { code: 'required', message: 'This is missing.' };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function goodRow(input: RegisterInput, { institutionIds }: ImportLookup): ImportRow['good'] {
  const institutionId = input.institution ? (institutionIds.get(input.institution) ?? null) : null;
  return { input, emailKey: normaliseEmail(input.email), institutionId };
}

function answerErrors({ category, answers }: RegisterInput, { questions }: ImportLookup) {
  try {
    checkAnswers([...questions.values()], category, answers ?? {});
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors;
    throw error;
  }
}

/** The head of the column behind a field of a registration. */
function headsByPath({ heads, targets }: ImportColumns): Map<string, string> {
  const pathOf = (target: ImportTarget) => ('field' in target ? target.field : `answers.${target.question}`);
  const paths = targets.flatMap((target, index) => (target ? [[pathOf(target), heads[index]!] as const] : []));
  const byPath = new Map(paths);
  const name = byPath.get('name') ?? byPath.get('familyName') ?? byPath.get('nativeName');
  if (name !== undefined) byPath.set('name', name);
  return byPath;
}

function valueOf(cells: readonly string[], { heads }: ImportColumns, column: string | null): string | null {
  const value = column === null ? '' : (cells[heads.indexOf(column)] ?? '').trim();
  return value === '' ? null : value.slice(0, 200);
}
