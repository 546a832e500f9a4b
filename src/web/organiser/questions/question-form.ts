import {
  type AskedQuestion,
  QUESTION_KINDS,
  type QuestionKind,
  type QuestionOption,
} from '../../../features/registration/index.js';
import { type FieldError } from '../../../kernel/domain-error.js';
import { hasText, LOCALES, type LocalisedText } from '../../../kernel/locale.js';
import { type Answers, textOf, textsOf } from '../../form-answers.js';
import { type TextKey, type Translate } from '../../texts.js';
import { localisedAnswers, localisedOf, rowsIn } from '../forms/form-texts.js';

/*
 * The fields of a question: `label.<language>`, `help.<language>`, `kind`, `required`, `options.<n>.<language>` with
 * `options.<n>.value` (what is kept of an answer), `showIf` (`<question>=<answer as JSON>`, or `<question>=` with the answer in
 * `showIf.answer`), `categories`, `eraseAfter` (days, or an ISO 8601 duration).
 */

/** What a new question starts as. */
export const NEW_QUESTION: Answers = { kind: 'text' };

/** A question that has no id yet, in the preview. */
export const NEW_ID = 'new';

export const KIND_TEXTS: Record<QuestionKind, TextKey> = {
  text: 'questions.kind.text',
  long_text: 'questions.kind.longText',
  choice: 'questions.kind.choice',
  multi_choice: 'questions.kind.multiChoice',
  boolean: 'questions.kind.boolean',
  date: 'questions.kind.date',
  number: 'questions.kind.number',
  country: 'questions.kind.country',
  file: 'questions.kind.file',
};

/** A question as its form shows it. */
export function questionValues({ label, help, kind, required, options, ...rest }: AskedQuestion): Answers {
  const { showIf, categories, eraseAfter } = rest;
  return {
    ...localisedAnswers('label', label),
    ...localisedAnswers('help', help),
    kind,
    ...(required ? { required: 'true' } : {}),
    ...Object.fromEntries((options ?? []).flatMap((option, index) => Object.entries(optionValues(option, index)))),
    showIf: showIf ? conditionValue(showIf.question, showIf.equals) : '',
    categories: categories ?? [],
    eraseAfter: eraseAfter === null ? '' : (/^P(\d+)D$/.exec(eraseAfter)?.[1] ?? eraseAfter),
  };
}

function optionValues({ value, label }: QuestionOption, index: number): Answers {
  return { ...localisedAnswers(`options.${index}`, label), [`options.${index}.value`]: value };
}

/** One entry of the list of conditions. */
export const conditionValue = (question: string, equals: unknown): string => `${question}=${JSON.stringify(equals)}`;

/** What a question takes on its way to be stored; the schema of the use case judges it. */
export function questionInput(answers: Answers): Record<string, unknown> {
  const kind = textOf(answers, 'kind') ?? '';
  return {
    label: localisedOf(answers, 'label') ?? '',
    help: localisedOf(answers, 'help'),
    kind,
    required: textOf(answers, 'required') === 'true',
    options: hasChoices(kind) ? optionsOf(answers) : null,
    showIf: conditionOf(answers),
    categories: textsOf(answers, 'categories'),
    eraseAfter: eraseAfterOf(answers),
  };
}

export const hasChoices = (kind: string): boolean => kind === 'choice' || kind === 'multi_choice';

/** The rows in which something is written. One whose texts are all taken out is gone, and its value with it. */
function optionsOf(answers: Answers): { value?: string; label: LocalisedText }[] {
  return rowsIn(answers, 'options').flatMap(({ fields: { value, ...texts } }) => {
    const label = Object.fromEntries(LOCALES.flatMap((locale) => (texts[locale] ? [[locale, texts[locale]]] : [])));
    return hasText(label) ? [{ ...(value === undefined ? {} : { value }), label }] : [];
  });
}

function conditionOf(answers: Answers): AskedQuestion['showIf'] {
  const [, question, equals] = /^([^=]+)=(.*)$/s.exec(textOf(answers, 'showIf') ?? '') ?? [];
  if (question === undefined) return null;
  if (!equals) return { question, equals: textOf(answers, 'showIf.answer') ?? '' };
  return { question, equals: parsed(equals) };
}

/** An answer as the list of conditions names it; a text that somebody else has made up stays one. */
function parsed(json: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
  } catch {
    return json;
  }
}

function eraseAfterOf(answers: Answers): string | null {
  const text = textOf(answers, 'eraseAfter');
  if (text === undefined) return null;
  const plain = text.normalize('NFKC');
  return /^\d{1,5}$/.test(plain) ? `P${plain}D` : plain;
}

/** The question that is being typed, as well as it can be read, for the preview. */
export function draftQuestion(answers: Answers, id: string): AskedQuestion {
  const kind = QUESTION_KINDS.find((one) => one === textOf(answers, 'kind')) ?? 'text';
  const options = optionsOf(answers).map(({ value, label }, index) => ({ value: value ?? `option-${index}`, label }));
  const categories = textsOf(answers, 'categories');
  return {
    ...{ id, kind, version: 0, position: 0, eraseAfter: null, retiredAt: null },
    label: localisedOf(answers, 'label') ?? {},
    help: localisedOf(answers, 'help'),
    required: textOf(answers, 'required') === 'true',
    options: hasChoices(kind) ? options : null,
    showIf: conditionOf(answers),
    categories: categories.length > 0 ? categories : null,
  };
}

/** All questions, with the one that is being typed in its place, or as the last. */
export function withDraft(questions: readonly AskedQuestion[], draft: AskedQuestion): AskedQuestion[] {
  const isNew = !questions.some(({ id }) => id === draft.id);
  return isNew ? [...questions, draft] : questions.map((one) => (one.id === draft.id ? draft : one));
}

const CODES: Record<string, TextKey> = {
  'duplicate-option': 'questions.error.duplicateOption',
  'answer-needed': 'questions.error.answerNeeded',
  'later-question': 'questions.error.laterQuestion',
  'unknown-question': 'questions.error.laterQuestion',
  'not-comparable': 'questions.error.condition',
  'question-answered': 'questions.error.kindStays',
  'too-many-questions': 'questions.error.tooMany',
};

const FIELDS: Record<string, TextKey> = {
  label: 'questions.error.label',
  help: 'questions.error.help',
  kind: 'questions.error.kind',
  options: 'questions.error.options',
  showIf: 'questions.error.condition',
  categories: 'questions.error.categories',
  eraseAfter: 'questions.error.eraseAfter',
};

/** What to do about a wrong field of the form. */
export function explainQuestion(t: Translate): (error: FieldError) => string {
  return ({ path, code }) => t(CODES[code] ?? FIELDS[path.split('.')[0] ?? ''] ?? 'form.error.other');
}

/** The condition is one field of the form, wherever it is wrong. */
export function atFormFields(errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => (error.path.startsWith('showIf') ? { ...error, path: 'showIf' } : error));
}
