import { type CategoryDetails } from '../../../features/registration/index.js';
import { type Answers, textOf, textsOf } from '../../form-answers.js';
import { localisedAnswers, localisedOf, numberOf, rowsIn } from '../forms/form-texts.js';
import { instantAnswer, wallText } from './part-answers.js';

/** Where the times of a category are read, and those that it has. */
export interface CategoryClock {
  zone: string;
  present: Pick<CategoryDetails, 'opensAt' | 'closesAt'> | null;
}

/** What a form says about a category, to be checked by the input of the use case. `at` is what its fields' names begin with. */
export function categoryAnswers(answers: Answers, at = ''): Record<string, unknown> {
  return {
    name: localisedOf(answers, `${at}name`) ?? '',
    attendance: textOf(answers, `${at}attendance`),
    capacity: numberOf(answers, `${at}capacity`),
  };
}

/** The same with the times at which registration opens and closes. */
export function wholeCategoryAnswers(answers: Answers, { zone, present }: CategoryClock): Record<string, unknown> {
  return {
    ...categoryAnswers(answers),
    opensAt: instantAnswer(answers, 'opensAt', zone, present?.opensAt ?? null) ?? null,
    closesAt: instantAnswer(answers, 'closesAt', zone, present?.closesAt ?? null) ?? null,
    ...admissionAnswers(answers),
  };
}

/** Who gets a place, and how. */
function admissionAnswers(answers: Answers): Record<string, unknown> {
  const rules = textsOf(answers, 'rules');
  return {
    approval: rules.includes('approval'),
    invitationOnly: rules.includes('invitationOnly'),
    waitingList: rules.includes('waitingList'),
    reviewsRequired: numberOf(answers, 'reviewsRequired') ?? 1,
    offerHours: numberOf(answers, 'offerHours'),
    pool: textOf(answers, 'pool') ?? null,
    quotas: rowsIn(answers, 'quotas').map(({ index, fields }) => ({
      institution: fields['institution'] ?? '',
      capacity: numberOf(answers, `quotas.${index}.capacity`),
    })),
    quotaDefault: numberOf(answers, 'quotaDefault'),
  };
}

/** A category as its form shows it. */
export function categoryValues(category: CategoryDetails, zone: string): Answers {
  const wall = (instant: Date | null) => (instant ? wallText(zone, instant) : '');
  return {
    ...localisedAnswers('name', category.name),
    attendance: category.attendance,
    capacity: category.capacity === null ? '' : String(category.capacity),
    opensAt: wall(category.opensAt),
    closesAt: wall(category.closesAt),
    rules: [
      ...(category.waitingList ? ['waitingList'] : []),
      ...(category.approval ? ['approval'] : []),
      ...(category.invitationOnly ? ['invitationOnly'] : []),
    ],
    reviewsRequired: String(category.reviewsRequired),
    offerHours: category.offerHours === null ? '' : String(category.offerHours),
    pool: category.pool?.id ?? '',
    ...Object.fromEntries(
      category.quotas.flatMap(({ institution, capacity }, index) => [
        [`quotas.${index}.institution`, institution],
        [`quotas.${index}.capacity`, String(capacity)],
      ]),
    ),
    quotaDefault: category.quotaDefault === null ? '' : String(category.quotaDefault),
  };
}
