import { Injectable } from '@nestjs/common';
import { AccountsService } from '../../features/accounts/index.js';
import { type EditionDetails } from '../../features/editions/index.js';
import { type DeliveryFilter, MessagingQueries } from '../../features/messaging/index.js';
import { RegistrationLists } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { editionRef } from '../presenters.js';
import { DeliveriesPage } from './deliveries.page.js';

const sum = (counts: Partial<Record<string, number>>) =>
  Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);

/** Puts the table of mails together. */
@Injectable()
export class ListPages {
  constructor(
    private readonly accounts: AccountsService,
    private readonly registrations: RegistrationLists,
    private readonly messages: MessagingQueries,
  ) {}

  async deliveries(actor: Actor, edition: EditionDetails, filter: DeliveryFilter, isResent: boolean) {
    const mayResend = this.accounts.may(actor, 'delivery.resend', edition.scope);
    const maySeePeople = this.accounts.may(actor, 'registration.view', edition.scope);
    const [{ items, next }, counts, rules, registrations] = await Promise.all([
      this.messages.deliveries(actor, edition, filter),
      this.messages.summary(actor, edition),
      this.messages.rules(actor, edition, { limit: MAX_PAGE_SIZE }),
      maySeePeople ? this.registrations.counts(actor, edition) : {},
    ]);
    const offsets = new Map(rules.items.map(({ id, offset }) => [id, offset]));
    return (
      <DeliveriesPage
        edition={editionRef(edition)}
        registrations={sum(registrations)}
        counts={counts}
        filter={{
          state: filter.state ?? null,
          rule: filter.rule ?? null,
          registration: filter.registration ?? null,
        }}
        rules={rules.items}
        deliveries={items.map(({ recipient, rule, ...one }) => ({
          ...one,
          ...recipient,
          offset: rule === null ? null : (offsets.get(rule) ?? null),
          mayResend: mayResend && one.state !== 'planned' && one.state !== 'sending',
        }))}
        next={next}
        done={isResent ? 'resent' : null}
      />
    );
  }
}
