import { type AskedQuestion } from '../../features/registration/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { textIn } from '../../kernel/locale.js';
import { type Answers, textOf, textsOf } from '../form-answers.js';
import { type Explain } from '../layout/form.js';
import { type View } from '../layout/view-context.js';
import { type TextKey } from '../texts.js';

/** What the field of a question is called; a file's too. */
export const answerName = (questionId: string): string => `answers.${questionId}`;

/**
 * The answers of a form, by question: null for what was left open, so that an answer that was given before is taken away. A box
 * that is not ticked says no, unless it has to be ticked. Files are named by the ids under which they were received.
 */
export function answersIn(questions: readonly AskedQuestion[], sent: Answers): Record<string, unknown> {
  return Object.fromEntries(questions.map((question) => [question.id, answerIn(question, sent)]));
}

function answerIn({ id, kind, required }: AskedQuestion, sent: Answers): unknown {
  const name = answerName(id);
  if (kind === 'multi_choice' || kind === 'file') {
    const all = textsOf(sent, name).filter((one) => one.trim() !== '');
    return all.length > 0 ? all : null;
  }
  const text = textOf(sent, name) ?? null;
  return kind === 'boolean' && text === null && !required ? false : text;
}

/** Answers that are kept, as the fields of a form show them. */
export function answerValues(answers: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, answer]): [string, string | string[]][] => {
      if (Array.isArray(answer)) return [[answerName(id), answer.map(String)]];
      const isPlain = typeof answer === 'string' || typeof answer === 'number' || typeof answer === 'boolean';
      return isPlain ? [[answerName(id), String(answer)]] : [];
    }),
  );
}

/**
 * The questions that somebody may be asked who can register in these categories: without those of other categories, and
 * without those that hang on one of them.
 */
export function askable(questions: readonly AskedQuestion[], categoryIds: readonly string[]): AskedQuestion[] {
  const kept = new Map<string, AskedQuestion>();
  for (const question of questions) {
    const { categories, showIf } = question;
    const isForSome = categories === null || categories.some((id) => categoryIds.includes(id));
    if (isForSome && (showIf === null || kept.has(showIf.question))) kept.set(question.id, question);
  }
  return [...kept.values()];
}

/** By code; what has no words of its own is explained by the kind of the question. */
const CODES: Record<string, TextKey> = {
  'too-long': 'question.error.tooLong',
  'control-characters': 'question.error.characters',
  'too-large': 'question.error.tooLarge',
  'file-type-not-allowed': 'question.error.fileType',
  'empty-file': 'question.error.emptyFile',
  'file-infected': 'question.error.infected',
  'unknown-file': 'question.error.fileGone',
  'too-many-files': 'question.error.tooManyFiles',
  'too-many-uploads': 'question.error.busyFiles',
  'files-unavailable': 'question.error.busyFiles',
};

const MISSING: Partial<Record<AskedQuestion['kind'], TextKey>> = {
  choice: 'question.error.choose',
  multi_choice: 'question.error.choose',
  country: 'question.error.choose',
  boolean: 'question.error.tick',
  file: 'question.error.attach',
};

const WRONG: Partial<Record<AskedQuestion['kind'], TextKey>> = {
  choice: 'question.error.choose',
  multi_choice: 'question.error.choose',
  country: 'question.error.choose',
  date: 'question.error.date',
  number: 'question.error.number',
};

/** As much of a question as names it in a message. */
const LONGEST = 60;

/** What to do about a wrong answer; anything else is left to `otherwise`. */
export function explainAnswers(
  questions: readonly AskedQuestion[],
  { t, locale }: Pick<View, 't' | 'locale'>,
  otherwise: Explain,
): Explain {
  return (error: FieldError) => {
    const question = questions.find(({ id }) => answerName(id) === error.path);
    if (!question) return otherwise(error);
    const label = textIn(question.label, locale);
    const name = label.length > LONGEST ? `${label.slice(0, LONGEST)}…` : label;
    const byKind = error.code === 'required' ? MISSING : WRONG;
    return t(CODES[error.code] ?? byKind[question.kind] ?? 'question.error.answer', { question: name });
  };
}
