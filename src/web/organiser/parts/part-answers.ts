import { formatWallTime, wallTime } from '../../../kernel/time-zone.js';
import { type Answers, textOf } from '../../form-answers.js';
import { numberOf } from '../forms/form-texts.js';

/** What the clock of a zone shows, for `datetime-local`: `2027-05-20T09:00`. */
export function wallText(zone: string, instant: Date): string {
  return formatWallTime(wallTime(zone, instant)).slice(0, 16);
}

/**
 * An instant that was typed as wall clock: exact where the form asked which of two was meant (`<name>.exact`), and the very
 * instant that there is already when it was left as it stood: that may have seconds, or be the second of two.
 */
export function instantAnswer(answers: Answers, name: string, zone: string, present: Date | null): string | undefined {
  const text = textOf(answers, name);
  if (text === undefined) return undefined;
  const exact = textOf(answers, `${name}.exact`);
  if (exact?.startsWith(text)) return exact;
  return present && wallText(zone, present) === text ? present.toISOString() : text;
}

/** The version of a thing that a form was filled in for; undefined where the form does not say. */
export function versionAnswer(answers: Answers): number | undefined {
  const version = numberOf(answers, 'version');
  return typeof version === 'number' ? version : undefined;
}
