import { type AskedQuestion, type RegistrationDetails } from '../../../features/registration/index.js';
import { answersIn, answerValues } from '../../attendee/answer-forms.js';
import { type Answers, textOf } from '../../form-answers.js';

const FIELDS = ['name', 'nativeName', 'institution', 'affiliation', 'country', 'timeZone', 'locale'] as const;

/** A registration as its form in the console shows it. */
export function registrationValues(
  registration: RegistrationDetails,
  questions: readonly AskedQuestion[],
): Record<string, string | readonly string[] | undefined> {
  const { name, nativeName, institution, affiliation, country, timeZone, locale } = registration;
  const asked = new Set(questions.map(({ id }) => id));
  const answers = Object.fromEntries(Object.entries(registration.answers).filter(([id]) => asked.has(id)));
  return {
    name,
    nativeName: nativeName ?? '',
    institution: institution?.slug ?? '',
    affiliation: affiliation ?? '',
    country: country ?? '',
    timeZone: timeZone ?? '',
    locale,
    ...answerValues(answers),
  };
}

/** What the form says, to be checked by the input of the use case. */
export function registrationAnswers(sent: Answers, questions: readonly AskedQuestion[]): Record<string, unknown> {
  const person = Object.fromEntries(FIELDS.map((name) => [name, textOf(sent, name) ?? null]));
  const { name, locale, ...rest } = person;
  return {
    ...rest,
    name: name ?? '',
    locale: locale ?? '',
    ...(questions.length > 0 ? { answers: answersIn(questions, sent) } : {}),
  };
}
