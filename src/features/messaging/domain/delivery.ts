/** One mail to one person, from plan to proof. The rows are written set-wise, by SQL. */
export const DELIVERY_KINDS = [
  'confirmation',
  'waitlisted',
  'promoted',
  'approved',
  'declined',
  'cancelled',
  'reminder',
  'change',
  'announcement',
  'invitation',
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

export const DELIVERY_STATES = [
  'planned',
  'sending',
  'sent',
  'failed',
  'bounced',
  'suppressed',
  'cancelled',
  'skipped',
  'uncertain',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
