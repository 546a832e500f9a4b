import { type ReminderRuleDetails } from '../../../features/messaging/index.js';
import { parseDuration } from '../../../kernel/duration.js';
import { type Answers, textOf, textsOf } from '../../form-answers.js';
import { localisedAnswers, localisedOf } from '../forms/form-texts.js';

export const OFFSET_UNITS = ['days', 'hours', 'minutes'] as const;
export type OffsetUnit = (typeof OFFSET_UNITS)[number];

const WRITE: Record<OffsetUnit, (amount: number) => string> = {
  days: (amount) => `P${amount}D`,
  hours: (amount) => `PT${amount}H`,
  minutes: (amount) => `PT${amount}M`,
};

/** ISO 8601, signed. Null for something that no duration is. */
export function offsetOf(amount: string, unit: string | undefined, direction: 'before' | 'after'): string | null {
  const digits = amount.normalize('NFKC');
  if (!/^\d{1,4}$/.test(digits) || !isUnit(unit)) return null;
  const size = Number(digits);
  if (size === 0) return 'PT0S';
  return `${direction === 'before' ? '-' : ''}${WRITE[unit](size)}`;
}

const isUnit = (text: string | undefined): text is OffsetUnit => OFFSET_UNITS.some((unit) => unit === text);

/** An offset in the words of the form; null for one that is made of several units, e.g. `-P1DT2H`. */
export function offsetParts(
  offset: string,
): { amount: number; unit: OffsetUnit; direction: 'before' | 'after' } | null {
  const duration = parseDuration(offset);
  if (!duration) return null;
  const { days, seconds } = duration;
  const direction = days > 0 || seconds > 0 ? 'after' : 'before';
  if (seconds === 0)
    return days === 0 ? { amount: 0, unit: 'minutes', direction } : { amount: Math.abs(days), unit: 'days', direction };
  if (days !== 0 || seconds % 60 !== 0) return null;
  const minutes = Math.abs(seconds) / 60;
  return minutes % 60 === 0
    ? { amount: minutes / 60, unit: 'hours', direction }
    : { amount: minutes, unit: 'minutes', direction };
}

/**
 * What a form says about a reminder. An offset that the form has no words for (`timing.unit` is `as-is`) stays as it is.
 * Nothing ticked in one part of the audience means everybody there.
 */
export function reminderAnswers(answers: Answers): Record<string, unknown> {
  const text = (name: string) => textOf(answers, name);
  const several = (name: string) => {
    const chosen = textsOf(answers, `audience.${name}`);
    return chosen.length > 0 ? { [name]: chosen } : {};
  };
  const direction = text('timing.direction') === 'after' ? 'after' : 'before';
  const offset =
    text('timing.unit') === 'as-is'
      ? text('timing.as-is')
      : offsetOf(text('timing.amount') ?? '', text('timing.unit'), direction);
  return {
    offset: offset ?? '',
    at: text('at') ?? null,
    latePolicy: text('latePolicy'),
    audience: {
      ...several('statuses'),
      ...several('categories'),
      ...several('attendance'),
      ...several('institutions'),
      ...several('locales'),
    },
    subject: localisedOf(answers, 'subject'),
    body: localisedOf(answers, 'body'),
    enabled: text('enabled') === 'true',
  };
}

/** A reminder as its form shows it. */
export function reminderValues(rule: ReminderRuleDetails): Answers {
  const parts = offsetParts(rule.offset);
  const { audience } = rule;
  return {
    'timing.amount': parts ? String(parts.amount) : '',
    'timing.unit': parts?.unit ?? 'as-is',
    'timing.direction': parts?.direction ?? 'before',
    'timing.as-is': rule.offset,
    at: rule.at ?? '',
    latePolicy: rule.latePolicy,
    'audience.statuses': audience.statuses ?? ['confirmed'],
    'audience.categories': audience.categories ?? [],
    'audience.attendance': audience.attendance ?? [],
    'audience.institutions': audience.institutions ?? [],
    'audience.locales': audience.locales ?? [],
    ...localisedAnswers('subject', rule.subject),
    ...localisedAnswers('body', rule.body),
    enabled: rule.enabled ? 'true' : '',
  };
}

/** A new reminder as its form shows it: a day before, to everybody who is confirmed. */
export const NEW_REMINDER: Answers = {
  'timing.amount': '1',
  'timing.unit': 'days',
  'timing.direction': 'before',
  'audience.statuses': ['confirmed'],
  latePolicy: 'skip',
  enabled: 'true',
};
