import { type FieldError, InvalidInput } from '../../../kernel/domain-error.js';
import { asLocalised, LOCALES, type Locale, type LocalisedText } from '../../../kernel/locale.js';
import { optionKey, readAnswer, type Reading } from './answer-values.js';
import { type AskedQuestion, hasOptions, type QuestionOption, type ShowIf } from './question.js';

/** Questions of one edition. */
export const MAX_QUESTIONS = 100;

type Conditional = Pick<AskedQuestion, 'id' | 'kind' | 'options' | 'showIf'>;

/** An option as it is given: a text is its value and its label, and an option without a value gets its label for one. */
export type GivenOption = string | { value?: string; label: string | LocalisedText };

/** @throws InvalidInput when two options would be the same answer */
export function readOptions(given: readonly GivenOption[], firstLanguage: Locale): QuestionOption[] {
  const options = given.map((option): QuestionOption => {
    if (typeof option === 'string') return { value: option, label: { [firstLanguage]: option } };
    const label = asLocalised(option.label, firstLanguage);
    const name = label[firstLanguage] ?? LOCALES.map((locale) => label[locale]).find(Boolean) ?? '';
    return { value: option.value ?? name, label };
  });
  const keys = options.map(({ value }) => optionKey(value));
  const errors = keys.flatMap((key, index): FieldError[] =>
    keys.indexOf(key) === index
      ? []
      : [
          {
            path: `options.${index}`,
            code: 'duplicate-option',
            message: 'Two options have this value. Give each its own.',
          },
        ],
  );
  if (errors.length > 0) throw new InvalidInput(errors);
  return options;
}

/** @throws InvalidInput when a choice has nothing to choose from, or another kind has options */
export function checkOptions({ kind, options }: Pick<AskedQuestion, 'kind' | 'options'>): void {
  if (hasOptions(kind) && !options?.length)
    throw InvalidInput.at('options', 'required', 'Give the answers that people can choose from.');
  if (!hasOptions(kind) && options !== null)
    throw InvalidInput.at('options', 'not-expected', 'Only choices have options. Leave them out.');
}

/**
 * A condition as it is kept, its answer read as one to the question that it looks at. The questions of the edition are given in
 * their order; one that is not among them yet comes last.
 * @throws InvalidInput when that question is unknown, does not stand before this one, or cannot have that answer
 */
export function readCondition(id: string | null, showIf: ShowIf, questions: readonly Conditional[]): ShowIf {
  const place = questions.findIndex((question) => question.id === id);
  const at = questions.findIndex((question) => question.id === showIf.question);
  const other = questions[at];
  if (!other)
    throw InvalidInput.at('showIf.question', 'unknown-question', 'There is no such question in this edition.');
  if (place !== -1 && at >= place)
    throw InvalidInput.at('showIf.question', 'later-question', 'Choose a question that is asked before this one.');
  const reading = readEquals(other, showIf.equals);
  if ('code' in reading) throw InvalidInput.at('showIf.equals', reading.code, reading.message);
  return { question: other.id, equals: reading.equals };
}

/**
 * What a change of `changed` would break: conditions of other questions that look at an answer which it does not offer any more.
 * The questions are as they would be.
 * @throws InvalidInput
 */
export function checkDependents(changed: Conditional, questions: readonly Conditional[]): void {
  const broken = questions.some(
    ({ showIf }) => showIf?.question === changed.id && 'code' in readEquals(changed, showIf.equals),
  );
  if (broken)
    throw InvalidInput.at(
      changed.options ? 'options' : 'kind',
      'answer-needed',
      'Another question is asked only after an answer that would go. Change its condition first.',
    );
}

/** Is the question one that others look at? */
export const isNeeded = (id: string, questions: readonly Conditional[]): boolean =>
  questions.some(({ showIf }) => showIf?.question === id);

/** @throws InvalidInput unless `ids` are exactly these questions, each after the one that its condition looks at */
export function checkOrder(ids: readonly string[], questions: readonly Conditional[]): void {
  const places = new Map(ids.map((id, index) => [id, index]));
  const isComplete = ids.length === questions.length && questions.every(({ id }) => places.has(id));
  if (!isComplete)
    throw InvalidInput.at('ids', 'incomplete-order', 'Name every question of the edition once. Read the list again.');
  const isBroken = questions.some(({ id, showIf }) => showIf && places.get(showIf.question)! > places.get(id)!);
  if (isBroken)
    throw InvalidInput.at('ids', 'later-question', 'A question must stand after the one that its condition looks at.');
}

function readEquals(
  other: Conditional,
  equals: unknown,
): { equals: ShowIf['equals'] } | { code: string; message: string } {
  // One of several answers.
  const kind = other.kind === 'multi_choice' ? 'choice' : other.kind;
  const reading: Reading = kind === 'file' ? { answer: [] } : readAnswer({ kind, options: other.options }, equals);
  if ('wrong' in reading) return reading.wrong;
  const { answer } = reading;
  if (Array.isArray(answer))
    return { code: 'not-comparable', message: 'No question can hang on a file. Choose another question.' };
  return answer === null ? { code: 'required', message: 'Say after which answer.' } : { equals: answer };
}
