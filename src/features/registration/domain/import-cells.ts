import { COUNTRY_CODES } from '../../../kernel/country.js';
import { type Locale, localeFor, LOCALES } from '../../../kernel/locale.js';
import { type AskedQuestion } from './question.js';
import { type ImportColumns, type ImportField, plainKey } from './import-columns.js';

/** What is wrong with a row, or worth knowing about it. */
export interface ImportProblem {
  /** The head of the column; null: it is about the whole row. */
  column: string | null;
  /** Stable, in kebab-case. */
  code: string;
  /** What stands in the cell. */
  value: string | null;
  /** For people and programs that read English. */
  message: string;
  /** The line of the file that it is about too. */
  otherLine?: number;
}

/** What the words in cells are looked up in. */
export interface ImportWords {
  /** The id of the category that is meant. */
  category(text: string): string | null;
  /** The category of rows that name none. */
  defaultCategory: string | null;
  /** The slug of the institution that is meant; `several` when a name belongs to more than one. */
  institution(text: string): { slug: string } | 'several' | null;
  questions: ReadonlyMap<string, AskedQuestion>;
}

/** A row as it was read: what to register, as far as it can be told, and what is wrong with it. */
export interface ImportedCells {
  /** In the shape of a registration, not yet checked against its schema. */
  candidate: Record<string, unknown>;
  problems: ImportProblem[];
  /** Cells that look like formulas: they are taken as text. */
  formulas: ImportProblem[];
}

/** Begins what a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@＝＋－＠\t\r]/;

/** An apostrophe that a file of ours (or a spreadsheet) has put before such a cell. */
const GUARDED = /^'(?=[=+\-@＝＋－＠\t\r])/;

/** Words, and what they stand for. */
type Dictionary<T> = ReadonlyMap<string, T>;

let countries: Dictionary<string> | undefined;

/** The code of a country or region that is named in any of our languages, or by its code. */
const countryOf = (text: string): string | null => (countries ??= countryNames()).get(plainKey(text)) ?? null;

const LANGUAGES: Dictionary<Locale> = new Map(
  (
    [
      ['en', ['English', '英语', '英文', '英語']],
      [
        'zh-Hans',
        ['Chinese', 'Simplified Chinese', 'Chinese (Simplified)', '中文', '简体中文', '简体', '简中', '簡體中文'],
      ],
      [
        'zh-Hant',
        ['Traditional Chinese', 'Chinese (Traditional)', '繁體中文', '繁体中文', '繁體', '繁体', '正體中文', '繁中'],
      ],
    ] as const
  ).flatMap(([locale, names]) => names.map((name) => [plainKey(name), locale] as const)),
);

const YES = new Set(['true', 'yes', 'y', '1', 'x', '是', '有', '对', '對', '√', '✓', '✔']);
const NO = new Set(['false', 'no', 'n', '0', '否', '无', '無', '不', '没有', '沒有', '×', '✗']);

/** Reads the cells of one row, each by what its column is about. */
export function readCells(
  cells: readonly string[],
  { heads, targets }: ImportColumns,
  words: ImportWords,
): ImportedCells {
  const row = new RowReader(words);
  for (const [index, given] of cells.entries()) {
    const value = given.trim().replace(GUARDED, '');
    if (value === '') continue;
    const head = heads[index];
    const target = targets[index] ?? null;
    if (head === undefined)
      row.refuse(null, 'too-many-cells', value, 'This row has more cells than there are columns.');
    if (head === undefined || target === null) continue;
    if (FORMULA.test(value)) row.formula(head, value);
    if ('field' in target) row.field(head, target.field, inOneLine(value));
    else row.answer(head, words.questions.get(target.question), value);
  }
  return row.finish();
}

/** Cells are often broken into lines to fit a column; only long answers have lines of their own. */
const inOneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ');

class RowReader implements ImportedCells {
  readonly candidate: Record<string, unknown> = { consent: true };
  readonly problems: ImportProblem[] = [];
  readonly formulas: ImportProblem[] = [];
  private readonly answers: Record<string, unknown> = {};
  private readonly names: { given?: string; family?: string } = {};

  constructor(private readonly words: ImportWords) {}

  refuse(column: string | null, code: string, value: string | null, message: string): void {
    this.problems.push({ column, code, value, message });
  }

  formula(column: string, value: string): void {
    this.formulas.push({ column, code: 'formula', value, message: 'This looks like a formula and is taken as text.' });
  }

  field(head: string, field: ImportField, value: string): void {
    switch (field) {
      case 'givenName':
        this.names.given = value;
        return;
      case 'familyName':
        this.names.family = value;
        return;
      case 'category':
        return this.found(head, field, value, this.words.category(value), 'There is no such category in this edition.');
      case 'country':
        return this.found(
          head,
          field,
          value,
          countryOf(value),
          'This is no country or region that we know. Use its two letters of ISO 3166-1, or its name.',
        );
      case 'locale':
        return this.found(
          head,
          field,
          value,
          languageOf(value),
          'Use en, zh-Hans or zh-Hant: those are the languages of our mails.',
        );
      case 'institution':
        return this.institution(head, value);
      default:
        this.candidate[field] = value;
    }
  }

  answer(head: string, question: AskedQuestion | undefined, value: string): void {
    if (!question) return;
    if (question.kind === 'file') {
      this.refuse(head, 'file-not-imported', value, 'Files cannot be imported. Leave this cell empty.');
      return;
    }
    const text = question.kind === 'long_text' || question.kind === 'multi_choice' ? value : inOneLine(value);
    this.answers[question.id] = answerOf(question, text);
  }

  finish(): ImportedCells {
    const { candidate, names, words, answers } = this;
    candidate['name'] ??= wholeName(names) ?? candidate['nativeName'];
    if (candidate['name'] === candidate['nativeName']) delete candidate['nativeName'];
    const isWrong = this.problems.some(({ code }) => code === 'unknown-category');
    if (words.defaultCategory !== null && !isWrong) candidate['category'] ??= words.defaultCategory;
    if (Object.keys(answers).length > 0) candidate['answers'] = answers;
    return this;
  }

  private found(head: string, field: ImportField, value: string, found: string | null, message: string): void {
    if (found === null) this.refuse(head, `unknown-${field === 'locale' ? 'language' : field}`, value, message);
    else this.candidate[field] = found;
  }

  private institution(head: string, value: string): void {
    const found = this.words.institution(value);
    if (found === null) {
      const message =
        'No institution has this name. Use its slug or one of its names, or the column for the affiliation.';
      this.refuse(head, 'unknown-institution', value, message);
    } else if (found === 'several') {
      this.refuse(head, 'ambiguous-institution', value, 'Several institutions have this name. Use the slug.');
    } else this.candidate['institution'] = found.slug;
  }
}

/** As it is written: in Chinese the family name comes first, without a space. */
function wholeName({ given, family }: { given?: string; family?: string }): string | undefined {
  if (given === undefined || family === undefined) return given ?? family;
  return /\p{Script=Han}/u.test(family + given) ? `${family}${given}` : `${given} ${family}`;
}

function languageOf(text: string): Locale | null {
  const named = LANGUAGES.get(plainKey(text));
  if (named) return named;
  const exact = LOCALES.find((locale) => locale.toLowerCase() === text.toLowerCase());
  return exact ?? (/^[a-z]{2}(?:[-_][a-z]{2,4}){0,2}$/i.test(text) ? localeFor(text) : null);
}

/** In the shape in which answers are given; whether they will do is for the question to say. */
function answerOf({ kind, options }: AskedQuestion, value: string): unknown {
  switch (kind) {
    case 'boolean': {
      const word = value.normalize('NFKC').toLowerCase();
      return YES.has(word) ? true : NO.has(word) ? false : value;
    }
    case 'choice':
      return optionOf(options ?? [], value);
    case 'multi_choice':
      return splitOptions(options ?? [], value);
    case 'country':
      return countryOf(value) ?? value;
    case 'date':
      return value
        .normalize('NFKC')
        .replace(/^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?$/, (_, year, month, day) =>
          [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'),
        );
    default:
      return value;
  }
}

type Options = NonNullable<AskedQuestion['options']>;

/** By its value, or by its label in any language. */
function optionOf(options: Options, text: string): string {
  const key = plainKey(text);
  const found =
    options.find(({ value }) => value === text) ??
    options.find(({ value, label }) =>
      [value, ...Object.values(label)].some((one) => plainKey(one) === key && key !== ''),
    );
  return found?.value ?? text;
}

/** One whole label first: it may have a comma in it. */
function splitOptions(options: Options, text: string): string[] {
  const whole = optionOf(options, text);
  if (options.some(({ value }) => value === whole)) return [whole];
  return text
    .split(/[;；,，、|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => optionOf(options, part));
}

/** By code and by name, in all our languages, long and short; the code first, since it is no word in any of them. */
function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const style of ['long', 'short'] as const) {
    for (const locale of LOCALES) {
      const display = new Intl.DisplayNames(locale, { type: 'region', style });
      for (const code of COUNTRY_CODES) {
        const key = plainKey(display.of(code) ?? code);
        if (!names.has(key)) names.set(key, code);
      }
    }
  }
  for (const [name, code] of OTHER_NAMES) names.set(plainKey(name), code);
  for (const code of COUNTRY_CODES) names.set(plainKey(code), code);
  return names;
}

/** What people write besides. */
const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ...(['USA', 'U.S.A.', 'United States of America', 'America', '美國'] as const).map((name) => [name, 'US'] as const),
  ...(['UK', 'U.K.', 'Great Britain', 'England'] as const).map((name) => [name, 'GB'] as const),
  ...(['PRC', "People's Republic of China", 'Mainland China', '中国大陆', '中國大陸'] as const).map(
    (name) => [name, 'CN'] as const,
  ),
  ...(['Hong Kong', '香港'] as const).map((name) => [name, 'HK'] as const),
  ...(['Macao', 'Macau', '澳门', '澳門'] as const).map((name) => [name, 'MO'] as const),
  ...(['Taiwan', '台湾', '台灣', '臺灣'] as const).map((name) => [name, 'TW'] as const),
  ...(['South Korea', 'Korea', 'Republic of Korea', '韩国', '韓國'] as const).map((name) => [name, 'KR'] as const),
  ...(['Russia', 'Russian Federation'] as const).map((name) => [name, 'RU'] as const),
  ...(['Czech Republic', 'Czechia'] as const).map((name) => [name, 'CZ'] as const),
  ...(['Vietnam', 'Viet Nam'] as const).map((name) => [name, 'VN'] as const),
  ...(['Turkey', 'Türkiye'] as const).map((name) => [name, 'TR'] as const),
];
