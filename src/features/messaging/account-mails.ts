import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { AccountLinkIssued, type LinkFacts, LinkRows, whyShut } from '../accounts/index.js';
import { type Verdict } from './domain/last-look.js';
import { Nudge } from './nudge.js';
import { PersonalLinks } from './personal-links.js';
import { OFFERED } from './planning-sql.js';
import { renderAccountMail } from './templates/account-mail.js';
import { type RenderedMail } from './templates/mail-content.js';

/** Mails that open an account: invitations, new passwords, links to sign in by. They go through the same outbox as all others. */
@Injectable()
export class AccountMails implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly nudge: Nudge,
    private readonly rows: LinkRows,
    private readonly links: PersonalLinks,
    private readonly clock: Clock,
  ) {}

  /** For an address that nobody has, the row is written all the same, and ends unsent: so nobody can tell by the time it takes. */
  onModuleInit(): void {
    this.events.on(AccountLinkIssued, async (tx, { linkId, accountId, purpose }) => {
      const id = newId();
      await tx.query(
        `INSERT INTO delivery (id, account_link_id, kind, occasion, due_at, state, reason, offered_until)
         VALUES ($1, $2, 'account', $3, now(), $4, $5, ${OFFERED})`,
        [id, linkId, purpose, ...(accountId === null ? ['skipped', 'unknown-address'] : ['planned', null])],
      );
      if (accountId !== null) tx.afterCommit(() => this.nudge.deliver([id]));
    });
  }

  /** What the mail says, read at the moment it is sent; null when the account is gone. */
  facts(linkId: string): Promise<LinkFacts | null> {
    return this.rows.facts(linkId);
  }

  /** A link that opens nothing any more is not sent. */
  lastLook(facts: LinkFacts | null): Verdict {
    const reason = facts === null ? 'account-removed' : whyShut(facts, this.clock.now());
    if (reason === null) return { send: true };
    const isOver = reason === 'link-expired' || reason === 'link-used';
    return { send: false, state: isOver ? 'skipped' : 'cancelled', reason };
  }

  compose(facts: LinkFacts): RenderedMail {
    const { name, locale, ...link } = facts;
    return renderAccountMail({
      ...link,
      person: { name, locale },
      link: this.links.toAccount(link.purpose, this.rows.tokenOf(facts)),
      site: this.links.site,
    });
  }
}
