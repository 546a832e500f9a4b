import { type EditionDetails } from '../../../features/editions/index.js';
import { addDays, formatWallTime, wallTime } from '../../../kernel/time-zone.js';
import { type Answers, textOf, textsOf } from '../../form-answers.js';
import { numberOf, rowsIn } from '../forms/form-texts.js';
import { instantAnswer } from './part-answers.js';

/** The parts that an edition can have today, in the order in which they are offered. */
export const CLONED_PARTS = ['roles', 'categories', 'streams', 'rules'] as const;

/** What a form says about the clone, to be checked by the input of the use case. What is empty is left to be proposed. */
export function cloneAnswers(answers: Answers): Record<string, unknown> {
  const endsAt = instantAnswer(answers, 'endsAt', 'UTC', null);
  const ordinal = textOf(answers, 'unnumbered') ? null : (numberOf(answers, 'ordinal') ?? undefined);
  const key = textOf(answers, 'key');
  return {
    year: numberOf(answers, 'year') ?? undefined,
    startsAt: instantAnswer(answers, 'startsAt', 'UTC', null),
    ...(endsAt === undefined ? {} : { endsAt }),
    timeZone: textOf(answers, 'timeZone'),
    ...(key === undefined ? {} : { key }),
    ...(ordinal === undefined ? {} : { ordinal }),
    hosts: [...new Set(rowsIn(answers, 'hosts').flatMap(({ fields }) => fields[''] ?? []))],
    include: textsOf(answers, 'include'),
  };
}

/** What is proposed: next year, the same weekday of the year at the same hour, everything copied. */
export function cloneValues(edition: EditionDetails): Answers {
  const year = edition.year + 1;
  const { startsAt, timeZone } = edition;
  return {
    year: String(year),
    startsAt: startsAt && timeZone ? yearLater(timeZone, startsAt) : '',
    timeZone: timeZone ?? undefined,
    ...Object.fromEntries(edition.hosts.map(({ slug }, index) => [`hosts.${index}`, slug])),
    include: [...CLONED_PARTS],
  };
}

const WEEKS_OF_A_YEAR = 52;

/** 52 weeks later, so that a Thursday stays one; a week more where that would still be the same year. */
export function yearLater(zone: string, instant: Date): string {
  const wall = wallTime(zone, instant);
  const later = addDays(wall, WEEKS_OF_A_YEAR * 7);
  const kept = later.year === wall.year ? addDays(later, 7) : later;
  return formatWallTime(kept).slice(0, 16);
}
