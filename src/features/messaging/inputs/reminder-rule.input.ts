import { z } from 'zod';
import { parseDuration } from '../../../kernel/duration.js';
import { locale, localisedLine, localisedParagraphs, pageRequest, slug } from '../../../platform/input/fields.js';
import { isWholeDays } from '../domain/due.js';
import { DELIVERY_STATES } from '../domain/delivery.js';

/** Whom there is something to remind of. */
export const AUDIENCE_STATUSES = ['confirmed', 'offered', 'waitlisted', 'pending'] as const;

const audience = z.strictObject({
  statuses: z.array(z.enum(AUDIENCE_STATUSES)).optional(),
  categories: z.array(z.uuid()).max(200).optional(),
  attendance: z.array(z.enum(['in_person', 'online'])).optional(),
  institutions: z.array(slug).max(500).optional(),
  locales: z.array(locale).optional(),
});
export type Audience = z.output<typeof audience>;

const fields = {
  anchor: z.literal('edition_start', 'Only “edition_start” is available yet.'),
  offset: z
    .string()
    .refine((text) => parseDuration(text) !== null, {
      error: 'Use a signed ISO 8601 duration: -P1D (a day before), -PT1H (an hour before).',
      params: { code: 'invalid-duration' },
    })
    .describe('Negative: before the anchor. Whole days are calendar days in the zone of the edition.'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use a time such as 09:00.')
    .nullable()
    .describe('Wall clock of the edition’s zone, for offsets in whole days.'),
  audience,
  subject: localisedLine(200).nullable().describe('Placeholders: {name} {event} {start} {join} {manage}.'),
  body: localisedParagraphs(5000).nullable(),
  latePolicy: z
    .enum(['send', 'skip'], 'Use send or skip. The short variant is not available yet.')
    .describe('For those who register after the due time.'),
  enabled: z.boolean(),
};

const atNeedsDays = (rule: { offset?: string; at?: string | null }) => {
  const offset = rule.offset === undefined ? null : parseDuration(rule.offset);
  return !rule.at || offset === null || isWholeDays(offset);
};
const atMessage = { path: ['at'], error: 'A time of day goes with whole days only, such as -P1D.' };

/** A new reminder. Its deliveries are planned at once, one for each registration. */
export const CreateReminderRuleInput = z
  .strictObject({
    ...fields,
    anchor: fields.anchor.default('edition_start'),
    at: fields.at.default(null),
    audience: audience.default({}),
    subject: fields.subject.default(null),
    body: fields.body.default(null),
    latePolicy: fields.latePolicy.default('send'),
    enabled: fields.enabled.default(true),
  })
  .refine(atNeedsDays, atMessage)
  .meta({ id: 'CreateReminderRule' });
export type CreateReminderRuleInput = z.output<typeof CreateReminderRuleInput>;

export const UpdateReminderRuleInput = z
  .strictObject(fields)
  .partial()
  .refine(atNeedsDays, atMessage)
  .meta({ id: 'UpdateReminderRule' });
export type UpdateReminderRuleInput = z.output<typeof UpdateReminderRuleInput>;

export const DeliveryFilter = pageRequest.extend({
  registration: z.uuid().optional(),
  rule: z.uuid().optional(),
  state: z.enum(DELIVERY_STATES).optional(),
});
export type DeliveryFilter = z.output<typeof DeliveryFilter>;
