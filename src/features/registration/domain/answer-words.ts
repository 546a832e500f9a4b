import { type Locale, textIn } from '../../../kernel/locale.js';
import { type AnsweredQuestion } from './question-wordings.js';

/** What answers are said with, in the reader's language. */
export interface AnswerWords {
  locale: Locale;
  yes: string;
  no: string;
  separator: string;
  /** The name of a country or region. */
  country: (code: string) => string;
  /** The name of a file that was sent. */
  file: (id: string) => string;
}

/** An answer as it reads: an option as it was called when it was chosen, a country by its name, files by theirs. */
export function answerText({ question, value }: AnsweredQuestion, words: AnswerWords): string {
  const said = (one: unknown): string => {
    if (typeof one === 'boolean') return one ? words.yes : words.no;
    const text = typeof one === 'string' || typeof one === 'number' ? String(one) : '';
    if (question.kind === 'country') return words.country(text);
    if (question.kind === 'file') return words.file(text);
    const option = question.options?.find((candidate) => candidate.value === text);
    return option ? textIn(option.label, words.locale) : text;
  };
  return Array.isArray(value) ? value.map(said).join(words.separator) : said(value);
}
