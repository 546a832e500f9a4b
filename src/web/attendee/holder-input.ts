import { type AskedQuestion, UpdateRegistrationInput } from '../../features/registration/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { type Answers, onePerField, textOf } from '../form-answers.js';
import { answersIn } from './answer-forms.js';

/**
 * A change as the form sends it: it has every field, so what is left empty is taken away.
 * @param questions those that were asked in the form
 */
export function readChange(
  sent: Answers,
  questions: readonly AskedQuestion[],
): { input: UpdateRegistrationInput } | { errors: FieldError[] } {
  const text = (name: string) => textOf(sent, name);
  const parsed = UpdateRegistrationInput.safeParse({
    name: text('name') ?? '',
    nativeName: text('nativeName') ?? null,
    institution: text('institution') ?? null,
    affiliation: text('affiliation') ?? null,
    country: text('country') ?? null,
    locale: text('locale'),
    timeZone: text('timeZone'),
    ...(questions.length > 0 && { answers: answersIn(questions, sent) }),
  });
  return parsed.success ? { input: parsed.data } : { errors: onePerField(fieldErrorsOf(parsed.error)) };
}
