import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { LivestreamsModule } from '../livestreams/index.js';
import { RegistrationModule } from '../registration/index.js';
import { AccountMails } from './account-mails.js';
import { DeliveriesService } from './deliveries.service.js';
import { InvitationComposer } from './invitation-composer.js';
import { InvitationMails } from './invitation-mails.js';
import { ErasedMails } from './erased-mails.js';
import { MailComposer } from './mail-composer.js';
import { MailWriter } from './mail-writer.js';
import { PersonalLinks } from './personal-links.js';
import { MergedInstitutions } from './merged-institutions.js';
import { MailsOfPerson } from './mails-of-person.queries.js';
import { MessagingQueries } from './messaging.queries.js';
import { Nudge } from './nudge.js';
import { OutboxService } from './outbox.service.js';
import { PlanningService } from './planning.service.js';
import { RegistrationMails } from './registration-mails.js';
import { ReminderAccess } from './reminder-access.js';
import { ReminderRulesService } from './reminder-rules.service.js';
import { RemindersOfEdition } from './reminders-of-edition.js';
import { SweepService } from './sweep.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule, RegistrationModule, LivestreamsModule],
  providers: [
    AccountMails,
    DeliveriesService,
    InvitationComposer,
    InvitationMails,
    ErasedMails,
    MailComposer,
    MailWriter,
    MailsOfPerson,
    MergedInstitutions,
    MessagingQueries,
    Nudge,
    OutboxService,
    PersonalLinks,
    PlanningService,
    RegistrationMails,
    ReminderAccess,
    ReminderRulesService,
    RemindersOfEdition,
    SweepService,
  ],
  exports: [
    DeliveriesService,
    MailsOfPerson,
    MessagingQueries,
    OutboxService,
    PersonalLinks,
    ReminderRulesService,
    SweepService,
  ],
})
export class MessagingModule {}
