export { MessagingModule } from './messaging.module.js';
export { DeliveriesService } from './deliveries.service.js';
export { calendarSequence } from './domain/calendar-sequence.js';
export { editionName } from './mail-edition.js';
export { PersonalLinks } from './personal-links.js';
export { DeliverMessages, SweepDeliveries } from './messaging.jobs.js';
export {
  type DeliveryDetails,
  MessagingQueries,
  type ReminderPreview,
  type ReminderRuleDetails,
} from './messaging.queries.js';
export { OutboxService } from './outbox.service.js';
export { ReminderRulesService } from './reminder-rules.service.js';
export { SweepService } from './sweep.service.js';
export { ReminderRule } from './entities/reminder-rule.entity.js';
export { DELIVERY_KINDS, DELIVERY_STATES, type DeliveryKind, type DeliveryState } from './domain/delivery.js';
export { StillUnderWay } from './domain/messaging.errors.js';
export {
  AUDIENCE_STATUSES,
  CreateReminderRuleInput,
  DeliveryFilter,
  UpdateReminderRuleInput,
} from './inputs/reminder-rule.input.js';
export { PLACEHOLDERS } from './templates/placeholders.js';
export { type MailOfPerson, MailsOfPerson } from './mails-of-person.queries.js';
