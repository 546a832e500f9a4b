import {
  type ErrorWords,
  type FileProblem,
  type ImportEncoding,
  type ImportFate,
  type ImportProblem,
  MAX_IMPORT_ROWS,
  type UnreadableImport,
} from '../../../features/registration/index.js';
import { type TextKey, type Translate } from '../../texts.js';

export const FATE_TEXTS: Record<ImportFate, TextKey> = {
  confirmed: 'import.fate.confirmed',
  waitlisted: 'import.fate.waitlisted',
  pending: 'import.fate.pending',
  'already-registered': 'import.fate.alreadyRegistered',
  duplicate: 'import.fate.duplicate',
  'no-place': 'import.fate.noPlace',
  invalid: 'import.fate.invalid',
};

/** Shape and colour of a fate; the word says it all the same. */
export const FATE_LOOKS: Record<ImportFate, string | undefined> = {
  confirmed: 'confirmed',
  waitlisted: 'waiting',
  pending: 'pending',
  'already-registered': undefined,
  duplicate: undefined,
  'no-place': 'failed',
  invalid: 'failed',
};

export const ENCODING_TEXTS: Partial<Record<ImportEncoding, TextKey>> = {
  gb18030: 'import.encoding.gb18030',
  big5: 'import.encoding.big5',
  'windows-1252': 'import.encoding.windows1252',
};

const PROBLEMS: Record<string, TextKey> = {
  required: 'import.problem.required',
  'too-many-cells': 'import.problem.tooManyCells',
  'unknown-category': 'import.problem.category',
  'unknown-country': 'import.problem.country',
  'invalid-country': 'import.problem.country',
  'unknown-language': 'import.problem.language',
  'unknown-institution': 'import.problem.institution',
  'ambiguous-institution': 'import.problem.severalInstitutions',
  'file-not-imported': 'import.problem.file',
  'invalid-format': 'import.problem.email',
  'unknown-time-zone': 'import.problem.timeZone',
  'too-big': 'import.problem.tooLong',
  'too-long': 'import.problem.tooLong',
  'control-characters': 'import.problem.control',
  'not-an-option': 'import.problem.option',
  'invalid-boolean': 'import.problem.boolean',
  'invalid-date': 'import.problem.date',
  'invalid-number': 'import.problem.number',
  duplicate: 'import.problem.duplicate',
  'already-registered': 'import.problem.alreadyRegistered',
  'sold-out': 'import.problem.soldOut',
  'quota-full': 'import.problem.quotaFull',
  'institution-required': 'import.problem.institutionRequired',
};

type SaidProblem = Pick<ImportProblem, 'column' | 'code' | 'value' | 'otherLine'>;

/** What is wrong with a row, in the reader's language: the column, what stands there, and what to do. */
export function problemText({ column, code, value, otherLine }: SaidProblem, t: Translate): string {
  const problem = t(PROBLEMS[code] ?? 'import.problem.other', { line: otherLine ?? '' });
  if (column === null) return problem;
  return value === null ? t('import.at', { column, problem }) : t('import.atValue', { column, value, problem });
}

/** The same for files with errors. */
export const errorWords = (t: Translate): ErrorWords => ({
  title: t('tasks.problem'),
  line: t('tasks.line'),
  problem: t('tasks.problem'),
  text: (problem) => problemText(problem, t),
});

const FILE_PROBLEMS: Record<FileProblem, TextKey> = {
  empty: 'import.error.empty',
  'not-text': 'import.error.notText',
  workbook: 'import.error.workbook',
  'not-utf-8': 'import.error.notUtf8',
  'wrong-encoding': 'import.error.notUtf8',
  'broken-quotes': 'import.error.brokenQuotes',
  'row-too-long': 'import.error.rowTooLong',
  'too-many-rows': 'import.error.tooManyRows',
  'too-many-columns': 'import.error.tooManyColumns',
  'missing-columns': 'import.error.missingColumns',
  'repeated-column': 'import.error.repeatedColumn',
};

const HEADS: Record<string, TextKey> = {
  email: 'import.head.email',
  name: 'import.head.name',
  category: 'import.head.category',
};

/** Why a file as a whole cannot be imported, and where. */
export function fileProblemText({ problem, where }: UnreadableImport, t: Translate): string {
  const listed = (texts: readonly string[]) => texts.join(t('list.separator'));
  return t(FILE_PROBLEMS[problem], {
    rows: MAX_IMPORT_ROWS,
    line: where.line ?? 1,
    missing: listed((where.missing ?? []).map((field) => (HEADS[field] ? t(HEADS[field]) : field))),
    found: where.found?.length ? listed(where.found) : t('import.error.noColumns'),
  });
}
