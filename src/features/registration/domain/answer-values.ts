import { isCountry } from '../../../kernel/country.js';
import { parseWallTime } from '../../../kernel/time-zone.js';
import { type QuestionKind, type QuestionOption } from './question.js';

/** An answer as it is kept; a file question's is a list of ids. */
export type AnswerValue = string | number | boolean | string[];

/** What is wrong with an answer: a stable code, and what to do about it. */
export interface WrongAnswer {
  code: string;
  message: string;
}

/** Null: no answer. */
export type Reading = { answer: AnswerValue | null } | { wrong: WrongAnswer };

/** Characters of an answer to a `text` question. */
export const MAX_TEXT = 500;
/** Characters of an answer to a `long_text` question. */
export const MAX_LONG_TEXT = 10_000;
/** Files of one answer. */
export const MAX_FILES = 5;

/** What decides whether an answer will do. */
interface Form {
  kind: QuestionKind;
  options: readonly QuestionOption[] | null;
}

/**
 * Reads one answer as programs and forms send it. Forms know texts only, so `"3"` will do for a number, `"true"` for a boolean
 * and one text for a list of one. Nothing, and a text of spaces, is no answer; `false` is one.
 */
export function readAnswer({ kind, options }: Form, given: unknown): Reading {
  if (isNothing(given)) return { answer: null };
  return READERS[kind](given, options ?? []);
}

/** Do both say the same? The order of several answers says nothing. */
export function sameAnswer(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  const [left, right] = [new Set<unknown>(a), new Set<unknown>(b)];
  return left.size === right.size && [...left].every((one) => right.has(one));
}

/** How a value of an option is compared: whatever its width, and whoever has composed its characters (NFKC). */
export const optionKey = (value: string): string => value.normalize('NFKC').trim();

const isNothing = (given: unknown): boolean =>
  given === undefined ||
  given === null ||
  (typeof given === 'string' && given.trim() === '') ||
  // One level deep is enough: whatever lies deeper is no answer to anything.
  (Array.isArray(given) && given.every((one) => !Array.isArray(one) && isNothing(one)));

const wrong = (code: string, message: string): Reading => ({ wrong: { code, message } });
const notA = (what: string): Reading => wrong('invalid-type', `Send ${what}.`);

/** C0 and C1 controls; `long_text` may have tabulators and line breaks. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Half a pair of UTF-16 is no character, and PostgreSQL keeps none. */
const LONELY = /\p{Cs}/u;

function readText(given: unknown, max: number, control: RegExp): Reading {
  if (typeof given !== 'string') return notA('a text');
  // Not NFKC: that would change what people have written, such as the punctuation of Chinese.
  const text = given.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (text.length > max) return wrong('too-long', `Shorten this to at most ${max} characters.`);
  if (control.test(text) || LONELY.test(text))
    return wrong('control-characters', 'Take out line breaks and control characters that do not belong here.');
  return { answer: text };
}

function readChoice(given: unknown, options: readonly QuestionOption[]): Reading {
  const one = Array.isArray(given) && given.length === 1 ? (given[0] as unknown) : given;
  if (typeof one !== 'string') return notA('the value of one option');
  const option = optionOf(one, options);
  return option ? { answer: option.value } : wrong('not-an-option', 'Choose one of the answers that are offered.');
}

function readChoices(given: unknown, options: readonly QuestionOption[]): Reading {
  const all = textsOf(given);
  if (all === null) return notA('a list with the values of options');
  const chosen = new Set(all.map((one) => optionOf(one, options)));
  if (chosen.has(undefined)) return wrong('not-an-option', 'Choose from the answers that are offered.');
  return { answer: options.filter((option) => chosen.has(option)).map(({ value }) => value) };
}

function optionOf(value: string, options: readonly QuestionOption[]): QuestionOption | undefined {
  return options.find((option) => optionKey(option.value) === optionKey(value));
}

function readBoolean(given: unknown): Reading {
  if (typeof given === 'boolean') return { answer: given };
  const word = plainText(given)?.toLowerCase();
  if (word === 'true' || word === 'false') return { answer: word === 'true' };
  return wrong('invalid-boolean', 'Answer yes or no (true or false).');
}

function readDate(given: unknown): Reading {
  const text = plainText(given) ?? '';
  const isReal = /^\d{4}-\d{2}-\d{2}$/.test(text) && parseWallTime(text) !== null;
  return isReal ? { answer: text } : wrong('invalid-date', 'Use a date of the calendar, as in 2027-05-20.');
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

function readNumber(given: unknown): Reading {
  const text = plainText(given);
  const number = typeof given === 'number' ? given : text !== null && NUMBER.test(text) ? Number(text) : NaN;
  // `|| 0` turns a negative zero into zero.
  return Number.isFinite(number)
    ? { answer: number || 0 }
    : wrong('invalid-number', 'Use digits, with a point before decimals, as in 12.5.');
}

function readCountry(given: unknown): Reading {
  const code = plainText(given)?.toUpperCase() ?? '';
  return isCountry(code)
    ? { answer: code }
    : wrong('invalid-country', 'Use the two letters of a country or region (ISO 3166-1), as in CN.');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function readFiles(given: unknown): Reading {
  const ids = [...new Set(textsOf(given)?.map((id) => id.trim().toLowerCase()))];
  if (ids.length === 0 || !ids.every((id) => UUID.test(id)))
    return wrong('unknown-file', 'Upload the file first, and send the id that it got.');
  if (ids.length > MAX_FILES) return wrong('too-many-files', `Send at most ${MAX_FILES} files.`);
  return { answer: ids };
}

/** A text in its plainest form: digits and letters of full width, as Chinese keyboards make them, become those of ASCII. */
const plainText = (given: unknown): string | null =>
  typeof given === 'string' ? given.normalize('NFKC').trim() : null;

/** A list of texts, or one text as a list; empty ones are left out. */
function textsOf(given: unknown): string[] | null {
  const list: unknown[] = Array.isArray(given) ? given : [given];
  const texts = list.filter((one) => !isNothing(one));
  return texts.every((one) => typeof one === 'string') ? texts : null;
}

const READERS: Record<QuestionKind, (given: unknown, options: readonly QuestionOption[]) => Reading> = {
  text: (given) => readText(given, MAX_TEXT, CONTROL),
  long_text: (given) => readText(given, MAX_LONG_TEXT, CONTROL_BUT_LINES),
  choice: readChoice,
  multi_choice: readChoices,
  boolean: readBoolean,
  date: readDate,
  number: readNumber,
  country: readCountry,
  file: readFiles,
};
