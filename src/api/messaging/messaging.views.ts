import { z } from 'zod';
import {
  DELIVERY_KINDS,
  DELIVERY_STATES,
  type DeliveryDetails,
  type ReminderRuleDetails,
} from '../../features/messaging/index.js';
import { InstantView, LocalisedView } from '../answers.js';

export const CountsView = z.partialRecord(z.enum(DELIVERY_STATES), z.int()).meta({ id: 'DeliveryCounts' });

export const ReminderRuleView = z
  .object({
    id: z.string(),
    anchor: z.string(),
    offset: z.string(),
    at: z.string().nullable(),
    dueAt: InstantView.nullable(),
    audience: z.record(z.string(), z.array(z.string())),
    subject: LocalisedView.nullable(),
    body: LocalisedView.nullable(),
    latePolicy: z.string(),
    enabled: z.boolean(),
    counts: CountsView,
  })
  .meta({ id: 'ReminderRule' });

export const DeliveryView = z
  .object({
    id: z.string(),
    kind: z.enum(DELIVERY_KINDS),
    registration: z.string().nullable(),
    invitation: z.string().nullable(),
    rule: z.string().nullable(),
    dueAt: InstantView.nullable(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    sentAt: InstantView.nullable(),
    messageId: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });

export const PreviewView = z
  .object({
    recipients: z.int(),
    samples: z.array(
      z.object({ locale: z.string(), timeZone: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
    ),
  })
  .meta({ id: 'ReminderPreview' });

export function ruleView({ version: _, ...rule }: ReminderRuleDetails): z.input<typeof ReminderRuleView> {
  return { ...rule, dueAt: rule.dueAt?.toISOString() ?? null };
}

export function deliveryView({ recipient: _, ...delivery }: DeliveryDetails): z.input<typeof DeliveryView> {
  return {
    ...delivery,
    dueAt: delivery.dueAt?.toISOString() ?? null,
    sentAt: delivery.sentAt?.toISOString() ?? null,
  };
}
