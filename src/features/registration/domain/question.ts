import { type LocalisedText } from '../../../kernel/locale.js';

export const QUESTION_KINDS = [
  'text',
  'long_text',
  'choice',
  'multi_choice',
  'boolean',
  'date',
  'number',
  'country',
  'file',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** One of several answers to choose from. The value is what is kept, the label what people read. */
export interface QuestionOption {
  value: string;
  label: LocalisedText;
}

/** A question is asked only when another one, which stands before it, has this answer. */
export interface ShowIf {
  question: string;
  /** For a question with several answers: one of them. */
  equals: string | number | boolean;
}

/** A question as it is asked now. */
export interface AskedQuestion {
  id: string;
  version: number;
  label: LocalisedText;
  help: LocalisedText | null;
  kind: QuestionKind;
  required: boolean;
  /** For `choice` and `multi_choice`. */
  options: QuestionOption[] | null;
  showIf: ShowIf | null;
  /** Asked only in these categories; null: in all. */
  categories: string[] | null;
  /** Personal: the answers are erased so long after the edition ends (ISO 8601 duration). */
  eraseAfter: string | null;
  position: number;
  retiredAt: Date | null;
}

/** Does the question offer answers to choose from? */
export const hasOptions = (kind: QuestionKind): boolean => kind === 'choice' || kind === 'multi_choice';
