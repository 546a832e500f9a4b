import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import { InstitutionsService } from '../../../features/institutions/index.js';
import { MessagingQueries, type ReminderRuleDetails } from '../../../features/messaging/index.js';
import { RegistrationQueries } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { editionRef } from '../../presenters.js';
import { type EditState } from '../forms/edit-state.js';
import { EditionDesk } from './edition-desk.js';
import { ReminderPage, RemindersPage, type ReminderView } from './reminders.page.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** Puts the pages of an edition's reminders together. */
@Injectable()
export class ReminderPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly messages: MessagingQueries,
    private readonly registrations: RegistrationQueries,
    private readonly institutions: InstitutionsService,
  ) {}

  /** @throws NotFound, NotAllowed */
  rule(actor: Actor, edition: EditionDetails, id: string): Promise<ReminderRuleDetails> {
    return this.messages.rule(actor, edition, id);
  }

  /** Its reminders by due time, those without a time last, with how many people each would reach. */
  async reminders(actor: Actor, edition: EditionDetails): Promise<ReminderView[]> {
    const [rules, sizes] = await Promise.all([
      this.messages.rules(actor, edition, ALL),
      this.messages.audienceSizes(actor, edition),
    ]);
    return rules.items
      .map((rule) => ({ ...rule, recipients: sizes.get(rule.id) ?? 0 }))
      .sort((a, b) => (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity));
  }

  async list(
    actor: Actor,
    edition: EditionDetails,
    words: Pick<Parameters<typeof RemindersPage>[0], 'done' | 'refused'>,
  ) {
    const [reminders, confirmations] = await Promise.all([
      this.reminders(actor, edition),
      this.messages.summaryOfKind(actor, edition, 'confirmation'),
    ]);
    return (
      <RemindersPage
        edition={editionRef(edition)}
        reminders={reminders}
        confirmations={confirmations}
        mayEdit={this.desk.may(actor, 'reminder.edit', edition)}
        {...words}
      />
    );
  }

  /** The form of one reminder, or of one that is yet to be made. */
  async item(
    actor: Actor,
    edition: EditionDetails,
    rule: ReminderRuleDetails | null,
    { form, refused }: { form: EditState } & Pick<Parameters<typeof ReminderPage>[0], 'refused'>,
  ) {
    const [sizes, categories, institutions] = await Promise.all([
      rule ? this.messages.audienceSizes(actor, edition) : new Map<string, number>(),
      this.registrations.categories(edition),
      this.institutions.list(ALL),
    ]);
    return (
      <ReminderPage
        edition={editionRef(edition)}
        reminder={rule && { ...rule, recipients: sizes.get(rule.id) ?? 0 }}
        choices={{ categories: categories.items, institutions: institutions.items }}
        languages={edition.languages}
        form={form}
        mayEdit={this.desk.may(actor, 'reminder.edit', edition)}
        refused={refused}
      />
    );
  }
}
