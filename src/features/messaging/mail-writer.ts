import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type OutgoingMail } from '../../platform/mail/mail-transport.js';
import { AccountMails } from './account-mails.js';
import { type DeliveryKind } from './domain/delivery.js';
import { lastLook, lastLookAtInvitation, type Verdict } from './domain/last-look.js';
import { InvitationComposer } from './invitation-composer.js';
import { MailComposer, type OwnWords } from './mail-composer.js';
import { PersonalLinks } from './personal-links.js';
import { type MailKind } from './templates/mail-content.js';

/** A delivery whose turn it is: to somebody who has registered, is invited, or signs in. One of the three ids is set. */
export interface Recipient {
  id: string;
  kind: DeliveryKind | 'account';
  occasion: string;
  registrationId: string | null;
  invitationId: string | null;
  accountLinkId: string | null;
  words: OwnWords | null;
}

/** A mail to be handed over, or the state with which it ends unsent. */
export type Written = { mail: OutgoingMail } | Extract<Verdict, { send: false }>;

/** Takes the last look and writes the mail as it is right now. */
@Injectable()
export class MailWriter {
  constructor(
    private readonly composer: MailComposer,
    private readonly invitations: InvitationComposer,
    private readonly accountMails: AccountMails,
    private readonly links: PersonalLinks,
    private readonly clock: Clock,
  ) {}

  write(recipient: Recipient): Promise<Written> {
    const { registrationId, invitationId, accountLinkId } = recipient;
    if (accountLinkId !== null) return this.toAccount(recipient, accountLinkId);
    return invitationId === null
      ? this.toRegistration(recipient, registrationId!)
      : this.toInvited(recipient, invitationId);
  }

  private async toRegistration({ id, kind, occasion, words }: Recipient, registrationId: string): Promise<Written> {
    const facts = await this.composer.facts(registrationId);
    const verdict = lastLook({ kind, occasion, ...facts }, this.clock.now());
    if (!verdict.send) return verdict;
    const rendered = await this.composer.compose(mailKindOf(kind), occasion, facts, words ?? undefined);
    const { registration, edition } = facts;
    const { unsubscribe } = this.links.of(registration, edition.key, false);
    return {
      mail: {
        ...rendered,
        messageId: messageIdOf(id, this.links.mailDomain),
        to: { name: registration.name, address: registration.email },
        headers: {
          ...headersOf(id, registration.locale),
          // RFC 8058, for what can be unsubscribed from.
          ...(kind === 'reminder'
            ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
            : {}),
        },
      },
    };
  }

  private async toInvited({ id, occasion }: Recipient, invitationId: string): Promise<Written> {
    const facts = await this.invitations.facts(invitationId);
    const verdict = lastLookAtInvitation(facts, this.clock.now());
    if (!verdict.send) return verdict;
    const { name, email, locale } = facts.invitation;
    return {
      mail: {
        ...this.invitations.compose(facts, occasion),
        messageId: messageIdOf(id, this.links.mailDomain),
        to: { name: name ?? '', address: email },
        headers: headersOf(id, locale),
      },
    };
  }

  private async toAccount({ id }: Recipient, linkId: string): Promise<Written> {
    const facts = await this.accountMails.facts(linkId);
    const verdict = this.accountMails.lastLook(facts);
    if (!verdict.send) return verdict;
    return {
      mail: {
        ...this.accountMails.compose(facts!),
        messageId: messageIdOf(id, this.links.mailDomain),
        to: { name: facts!.name, address: facts!.email },
        headers: headersOf(id, facts!.locale),
      },
    };
  }
}

/** Derived from the delivery, so that every attempt has the same; as it stands in the header. */
export function messageIdOf(deliveryId: string, domain: string): string {
  return `<delivery.${deliveryId}@${domain}>`;
}

function mailKindOf(kind: Recipient['kind']): MailKind {
  if (kind !== 'announcement' && kind !== 'invitation' && kind !== 'account') return kind;
  throw new Error(`There is no template for a mail of the kind ${kind}.`);
}

/** RFC 3834. */
function headersOf(deliveryId: string, locale: string): Record<string, string> {
  return {
    'X-Delivery-Id': deliveryId,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Content-Language': locale,
  };
}
