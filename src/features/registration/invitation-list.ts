import { CsvError, parse } from 'csv-parse/sync';
import { InvalidInput } from '../../kernel/domain-error.js';
import { type ListedPerson, MOST_DELEGATES, MOST_INVITED } from './domain/invitation.js';

/** A file may be so long, bytes: so many rows of long addresses and names. */
export const MOST_LIST_BYTES = 2_000_000;

type Column = Exclude<keyof ListedPerson, 'row'>;

/** How the columns are called in lists that people keep. */
const HEADINGS: Record<Column, readonly string[]> = {
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    '邮箱',
    '电子邮件',
    '电邮',
    '郵箱',
    '電子郵件',
    '電郵',
    '信箱',
  ],
  name: ['name', 'full name', '姓名', '名字', '名称', '名稱'],
  institution: ['institution', 'organisation', 'organization', '机构', '单位', '學校', '学校', '機構', '單位'],
  language: ['language', 'locale', 'lang', '语言', '語言'],
};

/** The order of the columns in a list without a header. */
const IN_ORDER: readonly Column[] = ['email', 'name', 'institution', 'language'];

/**
 * People from a CSV file or from what was pasted: UTF-8 (or UTF-16 with its mark), separated by commas, semicolons or tabs, with
 * or without a header. A line of nothing but addresses is so many people. What stands in the cells is not looked at here.
 * @throws InvalidInput at `list` when it cannot be read as a list at all
 */
export function readInvitationList(content: string | Uint8Array): ListedPerson[] {
  const text = typeof content === 'string' ? content : decoded(content);
  const records = recordsOf(text.replace(/^\uFEFF/, ''));
  const filled = records.map((cells, index) => ({ row: index + 1, cells })).filter(({ cells }) => cells.some(Boolean));
  const first = filled[0];
  if (!first) throw wrongList('required', 'The list is empty.');
  const header = headerOf(first.cells);
  const people = header
    ? filled.slice(1).map(({ row, cells }) => personOf(row, cells, header))
    : filled.flatMap(({ row, cells }) => peopleOf(row, cells));
  if (people.length === 0) throw wrongList('required', 'The list has a header and nobody below it.');
  if (people.length > MOST_INVITED) throw wrongList('too-many-rows', `Invite at most ${MOST_INVITED} people at once.`);
  return people;
}

/** A line in which a coordinator names somebody: an address, and in any order around it name and affiliation. */
export interface DelegateLine {
  row: number;
  text: string;
  email: string;
  name: string;
  affiliation: string;
}

/** Delegates as they were pasted, one a line. @throws InvalidInput at `list` */
export function readDelegateLines(text: string): DelegateLine[] {
  const lines = recordsOf(text)
    .map((cells, index) => ({ row: index + 1, cells: cells.filter(Boolean) }))
    .filter(({ cells }) => cells.length > 0)
    .map(({ row, cells }) => delegateOf(row, cells));
  if (lines.length === 0) throw wrongList('required', 'The list is empty.');
  if (lines.length > MOST_DELEGATES) throw wrongList('too-many-rows', `Name at most ${MOST_DELEGATES} people at once.`);
  return lines;
}

function delegateOf(row: number, cells: string[]): DelegateLine {
  const at = cells.findIndex((cell) => cell.includes('@'));
  const address = apart(cells[at] ?? '');
  const [first = '', second = ''] = cells.filter((_, index) => index !== at);
  const name = address.name || first;
  return { row, text: cells.join(', '), email: address.email, name, affiliation: address.name ? first : second };
}

/** @throws InvalidInput for a file in another encoding, or that is no text */
function decoded(bytes: Uint8Array): string {
  if (bytes.byteLength > MOST_LIST_BYTES)
    throw wrongList('too-many-rows', `Invite at most ${MOST_INVITED} people at once.`);
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw wrongList('not-utf-8', 'This file is not in UTF-8. Save it as “CSV UTF-8” and send it again.');
  }
  if (text.includes('\0') || text.startsWith('PK\u0003\u0004'))
    throw wrongList('not-text', 'This file is not a CSV file.');
  return text;
}

/** One record too many at most, which is enough to know that there are too many. */
function recordsOf(text: string): string[][] {
  try {
    const records: unknown = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      trim: true,
      to: 2 * MOST_INVITED,
    });
    return records as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw new InvalidInput([
      { path: 'list', code: 'broken-quotes', message: `The quotation marks in line ${line} do not match.` },
    ]);
  }
}

/** What stands most often in the first line that says anything, outside of quotation marks. */
function delimiterOf(text: string): string {
  const line = /^\s*(.*)$/m.exec(text)?.[1] ?? '';
  const bare = line.replace(/"[^"]*"/g, '');
  const [best] = [',', ';', '\t']
    .map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }))
    .sort((a, b) => b.count - a.count);
  return best!.delimiter;
}

/** Which column is what; null when the first row is a person. @throws InvalidInput for a header without addresses */
function headerOf(cells: string[]): (Column | null)[] | null {
  if (cells.some((cell) => cell.includes('@'))) return null;
  const columns = cells.map((cell) => {
    const heading = cell.normalize('NFKC').trim().toLowerCase();
    return IN_ORDER.find((column) => HEADINGS[column].includes(heading)) ?? null;
  });
  if (columns.includes('email')) return columns;
  if (columns.every((column) => column === null)) return null;
  throw wrongList('no-email-column', 'The list has no column “email”.');
}

function personOf(row: number, cells: string[], columns: readonly (Column | null)[]): ListedPerson {
  const cell = (column: Column) => cells[columns.indexOf(column)] ?? '';
  const { email, name } = apart(cell('email'));
  return { row, email, name: cell('name') || name, institution: cell('institution'), language: cell('language') };
}

function peopleOf(row: number, cells: string[]): ListedPerson[] {
  const addresses = cells.filter(Boolean);
  if (addresses.length < 2 || !addresses.every((cell) => cell.includes('@'))) return [personOf(row, cells, IN_ORDER)];
  return addresses.map((cell) => personOf(row, [cell], IN_ORDER));
}

/** `Ada Lovelace <ada@example.org>`, as mail programs copy it. */
function apart(cell: string): { email: string; name: string } {
  const [, name, email] = /^"?([^"<>]*)"?\s*<([^<>]+)>$/.exec(cell) ?? [];
  return email === undefined ? { email: cell, name: '' } : { email, name: name!.trim() };
}

const wrongList = (code: string, message: string) => InvalidInput.at('list', code, message);
