import { type CategoryDetails } from '../../../features/registration/index.js';
import { type Answers, textOf } from '../../form-answers.js';
import { localisedAnswers, localisedOf, numberOf } from '../forms/form-texts.js';
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
  };
}
