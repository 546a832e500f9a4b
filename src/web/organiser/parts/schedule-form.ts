import { createHash } from 'node:crypto';
import { type ReschedulePreview } from '../../../features/editions/index.js';
import { isTimeZone } from '../../../kernel/time-zone.js';
import { type Answers, textOf } from '../../form-answers.js';
import { instantAnswer, wallText } from './part-answers.js';

/** When an edition takes place, as it is stored. */
export interface PresentTimes {
  startsAt: Date | null;
  endsAt: Date | null;
  timeZone: string | null;
}

/** What a form says about times, to be checked by the inputs. A wall-clock time is that of the zone that was chosen with it. */
export function timesAnswers(answers: Answers, present: PresentTimes) {
  const timeZone = textOf(answers, 'timeZone') ?? '';
  // In another zone the same wall clock is another instant, so none may be kept.
  const isSameZone = timeZone === present.timeZone;
  const read = (name: 'startsAt' | 'endsAt') =>
    isTimeZone(timeZone)
      ? instantAnswer(answers, name, timeZone, isSameZone ? present[name] : null)
      : textOf(answers, name);
  return { startsAt: read('startsAt'), endsAt: read('endsAt'), timeZone };
}

/** The times of an edition as their form shows them. */
export function timesValues({ startsAt, endsAt, timeZone }: PresentTimes): Answers {
  const wall = (instant: Date | null) => (instant && timeZone ? wallText(timeZone, instant) : '');
  return { startsAt: wall(startsAt), endsAt: wall(endsAt), timeZone: timeZone ?? undefined };
}

/**
 * Short for what somebody has been shown: whether it still holds can be seen from the next one. How many people it concerns is
 * left out, since somebody may register at any moment and nothing else changes by that.
 */
export function previewMark({ startsAt, endsAt, deliveries }: ReschedulePreview): string {
  const lines = deliveries.map(({ rule, before, after, outcome }) => [rule, before, after, outcome]);
  return createHash('sha256')
    .update(JSON.stringify([startsAt, endsAt, lines]))
    .digest('base64url')
    .slice(0, 22);
}
