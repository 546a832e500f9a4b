import { type EditionDetails, UpdateEditionInput } from '../../../features/editions/index.js';
import { InvalidInput } from '../../../kernel/domain-error.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { localisedAnswers, localisedOf, numberOf, rowsIn } from '../forms/form-texts.js';

/** Fields that are one list each, for comparing what two people have changed. */
export const DETAILS_LISTS = ['ordinal', 'languages', 'hosts', 'roles'] as const;

/** An edition as the fields of its form. */
export function detailsAnswers(edition: EditionDetails): Answers {
  const { venue } = edition;
  return {
    ordinal: edition.ordinal === null ? '' : String(edition.ordinal),
    'ordinal.none': edition.ordinal === null ? 'true' : undefined,
    year: String(edition.year),
    ...localisedAnswers('title', edition.title),
    ...localisedAnswers('theme', edition.theme),
    ...localisedAnswers('description', edition.description),
    format: edition.format ?? '',
    ...rows('languages', edition.languages),
    ...localisedAnswers('venue.name', venue?.name),
    ...localisedAnswers('venue.address', venue?.address),
    'venue.city': venue?.city ?? '',
    'venue.country': venue?.country ?? '',
    ...rows(
      'hosts',
      edition.hosts.map(({ slug }) => slug),
    ),
    ...Object.fromEntries(
      edition.roles.flatMap(({ slug, role }, index) => [
        [`roles.${index}.institution`, slug],
        [`roles.${index}.role`, role],
      ]),
    ),
  };
}

function rows(name: string, values: readonly string[]): Answers {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index}`, value]));
}

/** @throws InvalidInput with the names of the form's fields */
export function readDetails(answers: Answers): UpdateEditionInput {
  const hosts = rowsIn(answers, 'hosts');
  const roles = rowsIn(answers, 'roles');
  const venue = {
    name: localisedOf(answers, 'venue.name') ?? undefined,
    address: localisedOf(answers, 'venue.address') ?? undefined,
    city: textOf(answers, 'venue.city'),
    country: textOf(answers, 'venue.country'),
  };
  const isNumbered = textOf(answers, 'ordinal.none') !== 'true';
  try {
    return readInput(UpdateEditionInput, {
      ordinal: isNumbered ? (numberOf(answers, 'ordinal') ?? '') : null,
      year: numberOf(answers, 'year') ?? '',
      title: localisedOf(answers, 'title'),
      theme: localisedOf(answers, 'theme'),
      description: localisedOf(answers, 'description'),
      format: textOf(answers, 'format'),
      languages: [...new Set(rowsIn(answers, 'languages').map(({ fields }) => fields['']))],
      venue: Object.values(venue).some((part) => part !== undefined) ? venue : null,
      hosts: [...new Set(hosts.map(({ fields }) => fields['']))],
      roles: roles.map(({ fields }) => fields),
    });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw inRowsOf(error, { hosts: hosts.map(({ index }) => index), roles: roles.map(({ index }) => index) });
  }
}

/** The same error at the rows of the form, where empty ones stand between those that were read. */
export function inRowsOf(error: InvalidInput, indexes: Record<string, number[]>): InvalidInput {
  const errors = error.errors.map((one) => {
    const [list = '', position = '', ...rest] = one.path.split('.');
    const index = indexes[list]?.[Number(position)];
    return index === undefined ? one : { ...one, path: [list, index, ...rest].join('.') };
  });
  return new InvalidInput(errors, error.code);
}
