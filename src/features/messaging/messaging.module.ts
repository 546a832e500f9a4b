import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { LivestreamsModule } from '../livestreams/index.js';
import { RegistrationModule } from '../registration/index.js';
import { AccountMails } from './account-mails.js';
import { DeliveriesService } from './deliveries.service.js';
import { MailComposer } from './mail-composer.js';
import { MailWriter } from './mail-writer.js';
import { PersonalLinks } from './personal-links.js';
import { MergedInstitutions } from './merged-institutions.js';
import { MessagingQueries } from './messaging.queries.js';
import { Nudge } from './nudge.js';
import { OutboxService } from './outbox.service.js';
import { PlanningService } from './planning.service.js';
import { ReminderAccess } from './reminder-access.js';
import { ReminderRulesService } from './reminder-rules.service.js';
import { RemindersOfEdition } from './reminders-of-edition.js';
import { SweepService } from './sweep.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule, RegistrationModule, LivestreamsModule],
  providers: [
    AccountMails,
    DeliveriesService,
    MailComposer,
    MailWriter,
    MergedInstitutions,
    MessagingQueries,
    Nudge,
    OutboxService,
    PersonalLinks,
    PlanningService,
    ReminderAccess,
    ReminderRulesService,
    RemindersOfEdition,
    SweepService,
  ],
  exports: [DeliveriesService, MessagingQueries, OutboxService, PersonalLinks, ReminderRulesService, SweepService],
})
export class MessagingModule {}
