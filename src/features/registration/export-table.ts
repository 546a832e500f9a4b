import { type Locale, textIn } from '../../kernel/locale.js';
import { utcDate, wallTime } from '../../kernel/time-zone.js';
import { countryName } from '../../platform/i18n/country-names.js';
import { createTranslator } from '../../platform/i18n/translator.js';
import { type Cell } from '../../platform/tables/table-files.js';
import { type AnswerWords, answerText } from './domain/answer-words.js';
import { type QuestionWordings, type Wording } from './domain/question-wordings.js';
import { en } from './locales/en.js';
import { zhHans } from './locales/zh-Hans.js';
import { zhHant } from './locales/zh-Hant.js';
import { type RegistrationDetails } from './registration.queries.js';

export const exportTexts = createTranslator({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });

type Texts = ReturnType<typeof exportTexts>;

interface Column {
  head: string;
  /** In characters. */
  width: number;
  cell: (row: RegistrationDetails) => Cell;
}

/** Whose words the table is in, and on which clock its times are. */
export interface TableReader {
  locale: Locale;
  zone: string;
}

/** The columns of an edition's registrations: what everybody is asked, then each question, those that are asked no more last. */
export class ExportTable {
  private readonly t: Texts;
  private readonly questions: readonly Wording[];
  readonly columns: readonly { head: string; width: number }[];
  private readonly known: readonly Column[];

  constructor(
    private readonly wordings: QuestionWordings,
    private readonly reader: TableReader,
  ) {
    this.t = exportTexts(reader.locale);
    this.questions = wordings.questions();
    this.known = knownColumns(this.t, reader);
    this.columns = [...this.known, ...this.questions.map((question) => this.columnOf(question))];
  }

  /** Whether rows need the names of files. */
  get hasFiles(): boolean {
    return this.questions.some(({ kind }) => kind === 'file');
  }

  /** @param files the names of the files that these people have sent, by their ids */
  cells(row: RegistrationDetails, files: ReadonlyMap<string, string>): Cell[] {
    const words = wordsOf(this.t, this.reader.locale, files);
    const answers = new Map(this.wordings.answered(row).map((answered) => [answered.question.id, answered]));
    return [
      ...this.known.map(({ cell }) => cell(row)),
      ...this.questions.map(({ id, kind }) => {
        const answered = answers.get(id);
        if (!answered) return null;
        return kind === 'number' && typeof answered.value === 'number' ? answered.value : answerText(answered, words);
      }),
    ];
  }

  private columnOf({ label, isRetired, kind }: Wording) {
    const question = textIn(label, this.reader.locale);
    return {
      head: isRetired ? this.t('export.retired', { question }) : question,
      width: kind === 'long_text' ? 48 : 24,
    };
  }
}

/** What an answer is said with in a language. @param files the names of files by their ids */
export const answerWordsFor = (locale: Locale, files: ReadonlyMap<string, string>): AnswerWords =>
  wordsOf(exportTexts(locale), locale, files);

function wordsOf(t: Texts, locale: Locale, files: ReadonlyMap<string, string>): AnswerWords {
  return {
    locale,
    yes: t('export.yes'),
    no: t('export.no'),
    separator: t('export.separator'),
    country: (code) => countryName(locale, code),
    file: (id) => files.get(id) ?? id,
  };
}

function knownColumns(t: Texts, { locale, zone }: TableReader): Column[] {
  const at = (what: string, read: (row: RegistrationDetails) => Date | null): Column => ({
    head: t('export.at', { what, zone }),
    width: 20,
    cell: (row) => {
      const instant = read(row);
      return instant && utcDate(wallTime(zone, instant));
    },
  });
  const text = (head: string, width: number, cell: Column['cell']): Column => ({ head, width, cell });
  return [
    text(t('export.reference'), 12, (row) => row.reference),
    text(t('export.status'), 14, (row) => t(`export.status.${row.status}`)),
    text(t('export.name'), 24, (row) => row.name),
    text(t('export.nativeName'), 16, (row) => row.nativeName),
    text(t('export.email'), 30, (row) => row.email),
    text(t('export.category'), 18, (row) => textIn(row.category.name, locale)),
    text(t('export.attendance'), 12, (row) => t(`export.attendance.${row.category.attendance}`)),
    text(t('export.institution'), 32, (row) => textIn(row.institution?.name, locale) || null),
    text(t('export.affiliation'), 28, (row) => row.affiliation),
    text(t('export.country'), 18, (row) => row.country && countryName(locale, row.country)),
    text(t('export.timeZone'), 18, (row) => row.timeZone),
    text(t('export.language'), 16, (row) => t(`export.language.${row.locale}`)),
    text(t('export.reminders'), 10, (row) => t(row.unsubscribedAt ? 'export.no' : 'export.yes')),
    text(t('export.source'), 12, (row) => t(`export.source.${row.source}`)),
    at(t('export.registered'), (row) => row.createdAt),
    at(t('export.confirmed'), (row) => row.confirmedAt),
    at(t('export.cancelled'), (row) => row.cancelledAt),
    at(t('export.checkedIn'), (row) => row.checkedInAt),
  ];
}
