import {
  CreateInstitutionInput,
  type FormerName,
  type InstitutionDetails,
  UpdateInstitutionInput,
} from '../../../features/institutions/index.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { linesOf, localisedAnswers, localisedOf, numberOf } from '../forms/form-texts.js';

/*
 * Forms about institutions: `slug` (only of a new one), `name.<locale>, city, country, timeZone, parent, website`, and `aliases`,
 * one on each line; of a former name `name.<locale>` and `until`.
 */

/** An institution as the fields of its form. */
export function institutionAnswers(institution: InstitutionDetails): Answers {
  const { name, city, country, timeZone, website, parent, aliases } = institution;
  return {
    ...localisedAnswers('name', name),
    city,
    country,
    timeZone,
    parent: parent ?? '',
    website: website ?? '',
    aliases: aliases.join('\n'),
  };
}

function inputOf(answers: Answers): Record<string, unknown> {
  return {
    name: localisedOf(answers, 'name') ?? '',
    city: textOf(answers, 'city') ?? '',
    country: textOf(answers, 'country') ?? '',
    timeZone: textOf(answers, 'timeZone') ?? '',
    parent: textOf(answers, 'parent') ?? null,
    website: textOf(answers, 'website') ?? null,
    aliases: linesOf(answers, 'aliases'),
  };
}

/** @throws InvalidInput */
export const readNewInstitution = (answers: Answers): CreateInstitutionInput =>
  readInput(CreateInstitutionInput, { ...inputOf(answers), slug: textOf(answers, 'slug') ?? '' });

/** @throws InvalidInput */
export const readInstitution = (answers: Answers): UpdateInstitutionInput =>
  readInput(UpdateInstitutionInput, inputOf(answers));

export const nameAnswers = ({ name, until }: FormerName): Answers => ({
  ...localisedAnswers('name', name),
  until: String(until),
});

/** What a former name is read from; checked by the schema of the use case. */
export const nameOf = (answers: Answers) => ({
  name: localisedOf(answers, 'name') ?? '',
  until: numberOf(answers, 'until') ?? '',
});
