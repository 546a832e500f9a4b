import { type AskedQuestion, checkAnswers, RegisterInput } from '../../features/registration/index.js';
import { type FieldError, InvalidInput } from '../../kernel/domain-error.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { type Answers, onePerField, textOf } from '../form-answers.js';
import { answersIn } from './answer-forms.js';

/** In the order in which they stand in the form; answers to questions come before the consent. */
const FIELDS = [
  'category',
  'name',
  'nativeName',
  'email',
  'institution',
  'affiliation',
  'country',
  'locale',
  'timeZone',
];

/** A registration as the form sends it, or everything that is wrong with it at once. */
export function readRegistration(
  sent: Answers,
  questions: readonly AskedQuestion[],
): { input: RegisterInput } | { errors: FieldError[] } {
  const answers = answersIn(questions, sent);
  const parsed = RegisterInput.safeParse({ ...personOf(sent), answers });
  const wrong = [
    ...(parsed.success ? [] : fieldErrorsOf(parsed.error)),
    ...wrongAnswers(questions, textOf(sent, 'category') ?? '', answers),
  ];
  return parsed.success && wrong.length === 0 ? { input: parsed.data } : { errors: wrong };
}

/** The first thing that is wrong with each field, from the top of the form to its end. */
export function inFormOrder(errors: readonly FieldError[], questions: readonly AskedQuestion[]): FieldError[] {
  const order = [...FIELDS, ...questions.map(({ id }) => `answers.${id}`), 'consent'];
  const place = ({ path }: FieldError) => {
    const at = order.indexOf(path);
    return at < 0 ? order.length : at;
  };
  return onePerField(errors).sort((a, b) => place(a) - place(b));
}

function personOf(sent: Answers): Record<string, unknown> {
  const text = (name: string) => textOf(sent, name);
  return {
    category: text('category') ?? '',
    email: text('email') ?? '',
    name: text('name') ?? '',
    nativeName: text('nativeName'),
    institution: text('institution'),
    affiliation: text('affiliation'),
    country: text('country'),
    timeZone: text('timeZone'),
    locale: text('locale'),
    consent: text('consent') === 'true',
  };
}

/** The registration checks answers too; asked here as well, so that people hear of everything at once. */
function wrongAnswers(questions: readonly AskedQuestion[], categoryId: string, answers: Record<string, unknown>) {
  try {
    checkAnswers(questions, categoryId, answers);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors;
    throw error;
  }
}
