import {
  CreateMemberInput,
  CreateSeriesInput,
  type SeriesDetails,
  type SeriesMemberDetails,
  UpdateMemberInput,
  UpdateSeriesInput,
} from '../../../features/editions/index.js';
import { InvalidInput } from '../../../kernel/domain-error.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { localisedAnswers, localisedOf, numberOf } from '../forms/form-texts.js';

/*
 * Forms about series: `slug` (only of a new one), `kind, name.<locale>, shortName, description.<locale>, foundedYear`; of a
 * member `institution, role` (only of a new one), `since, until, founding`.
 */

/** A series as the fields of its form. */
export function seriesAnswers({ kind, name, shortName, description, foundedYear }: SeriesDetails): Answers {
  return {
    kind,
    ...localisedAnswers('name', name),
    shortName: shortName ?? '',
    ...localisedAnswers('description', description),
    foundedYear: foundedYear === null ? '' : String(foundedYear),
  };
}

function inputOf(answers: Answers): Record<string, unknown> {
  return {
    kind: textOf(answers, 'kind') ?? '',
    name: localisedOf(answers, 'name') ?? '',
    shortName: textOf(answers, 'shortName') ?? null,
    description: localisedOf(answers, 'description') ?? { en: '' },
    foundedYear: numberOf(answers, 'foundedYear'),
  };
}

/** @throws InvalidInput */
export const readNewSeries = (answers: Answers): CreateSeriesInput =>
  readInput(CreateSeriesInput, { ...inputOf(answers), slug: textOf(answers, 'slug') ?? '' });

/** @throws InvalidInput */
export const readSeries = (answers: Answers): UpdateSeriesInput => readInput(UpdateSeriesInput, inputOf(answers));

/** A member as the fields of its form. */
export function memberAnswers({ since, until, founding }: SeriesMemberDetails): Answers {
  return { since: yearText(since), until: yearText(until), founding: founding ? 'true' : undefined };
}

const yearText = (year: number | null): string => (year === null ? '' : String(year));

function spanOf(answers: Answers) {
  return {
    since: numberOf(answers, 'since'),
    until: numberOf(answers, 'until'),
    founding: textOf(answers, 'founding') === 'true',
  };
}

/** @throws InvalidInput */
export const readNewMember = (answers: Answers): CreateMemberInput =>
  readInput(CreateMemberInput, {
    ...spanOf(answers),
    institution: textOf(answers, 'institution') ?? '',
    role: textOf(answers, 'role') ?? '',
  });

/** @throws InvalidInput */
export function readMember(answers: Answers): UpdateMemberInput {
  const span = readInput(UpdateMemberInput, spanOf(answers));
  if (span.since != null && span.until != null && span.until < span.since) {
    throw InvalidInput.at('until', 'invalid-value', 'The last year cannot lie before the first.');
  }
  return span;
}
