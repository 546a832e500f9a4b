import { Injectable } from '@nestjs/common';
import { type EditionDetails, TrailQueries } from '../../../features/editions/index.js';
import { MessagingQueries } from '../../../features/messaging/index.js';
import { ReviewQueries } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { fieldChanges } from '../audit/entry-changes.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { type RegistrationPast } from './registration-past.js';

/** Deeds beyond these are on the page of the trail. */
const LATEST = 30;

/** What has happened to a registration: what reviewers have said, every mail, and who did what. */
@Injectable()
export class RegistrationHistory {
  constructor(
    private readonly desk: EditionDesk,
    private readonly reviews: ReviewQueries,
    private readonly messages: MessagingQueries,
    private readonly trail: TrailQueries,
  ) {}

  /** As far as the reader's roles show it. */
  async of(actor: Actor, edition: EditionDetails, id: string): Promise<RegistrationPast> {
    const may = (permission: Parameters<EditionDesk['may']>[1]) => this.desk.may(actor, permission, edition);
    const [reviews, mails, trail] = await Promise.all([
      may('registration.decide') ? this.reviews.of(actor, edition, [id]) : null,
      may('delivery.view') ? this.mailsOf(actor, edition, id) : null,
      may('audit.view') ? this.deeds(actor, edition, id) : null,
    ]);
    return { reviews: reviews && (reviews.get(id) ?? []), mails, trail };
  }

  private async mailsOf(actor: Actor, edition: EditionDetails, registration: string) {
    const mayResend = this.desk.may(actor, 'delivery.resend', edition);
    const [{ items }, rules] = await Promise.all([
      this.messages.deliveries(actor, edition, { registration, limit: MAX_PAGE_SIZE }),
      this.messages.rules(actor, edition, { limit: MAX_PAGE_SIZE }),
    ]);
    const offsets = new Map(rules.items.map(({ id, offset }) => [id, offset]));
    return items.map(({ id, kind, rule, dueAt, sentAt, state, reason }) => ({
      id,
      kind,
      offset: rule === null ? null : (offsets.get(rule) ?? null),
      dueAt,
      sentAt,
      state,
      reason,
      mayResend: mayResend && state !== 'planned' && state !== 'sending',
    }));
  }

  private async deeds(actor: Actor, edition: EditionDetails, id: string) {
    const filter = { edition: edition.key, object: { kind: 'registration', id } };
    const { items } = await this.trail.list(actor, filter, { limit: LATEST });
    return items.map((entry) => ({
      id: entry.id,
      at: new Date(entry.at),
      who: entry.actor.kind === 'account' ? entry.actor.name : null,
      kind: entry.actor.kind,
      action: entry.action,
      changes: fieldChanges(entry.before, entry.after),
    }));
  }
}
