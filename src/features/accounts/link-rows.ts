import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { LINK_LIFE, whyShut } from './domain/account-links.js';
import { LinkGone } from './domain/accounts.errors.js';
import { AccountLinkIssued, type AccountLinkPurpose } from './domain/accounts.events.js';

/** The only version of these links: each has a row of its own, so none needs to be revoked by number. */
const VERSION = 1;

/** An open link, with the account that it is for. */
export interface OpenLink {
  id: string;
  accountId: string;
  email: string;
  name: string;
  locale: Locale;
  hasSecondFactor: boolean;
  expiresAt: Date;
}

/** What a mail about a link says, whatever has become of the link. */
export interface LinkFacts {
  id: string;
  purpose: AccountLinkPurpose;
  email: string;
  name: string;
  locale: Locale;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  disabledAt: Date | null;
}

/** The table writes purposes with underscores, as it does with every such word. */
const inTable = (purpose: AccountLinkPurpose) => purpose.replace('-', '_');

/**
 * Links to accounts: a row, and a token signed over the row's id with the key of its purpose. The database holds no secret, a link
 * counts once, and asking for one again is another row.
 */
@Injectable()
export class LinkRows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
    private readonly tokens: LinkTokens,
  ) {}

  /** Makes a link that will be mailed. `accountId` null: nobody has the address; the row is written all the same. */
  async issue(
    tx: Tx,
    purpose: AccountLinkPurpose,
    accountId: string | null,
    invitedBy: string | null = null,
  ): Promise<void> {
    const id = newId();
    const now = this.clock.now();
    await tx.query(
      `INSERT INTO account_link (id, account_id, purpose, invited_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, accountId, inTable(purpose), invitedBy, now, new Date(now.getTime() + LINK_LIFE[purpose] * 1000)],
    );
    await this.events.publish(tx, new AccountLinkIssued(id, accountId, purpose));
  }

  /** Looks, and changes nothing: programs that check mails open every link. @throws LinkGone */
  async open(purpose: AccountLinkPurpose, token: string): Promise<OpenLink> {
    const signed = this.tokens.verify(purpose, token);
    if (signed?.version !== VERSION) throw new LinkGone();
    const [link] = await this.database.query<OpenLink & { usedAt: Date | null; disabledAt: Date | null }>(
      `SELECT l.id, l.account_id AS "accountId", a.email, a.name, a.locale, a.totp_confirmed_at IS NOT NULL AS "hasSecondFactor",
         l.expires_at AS "expiresAt", l.used_at AS "usedAt", a.disabled_at AS "disabledAt"
       FROM account_link l JOIN account a ON a.id = l.account_id WHERE l.id = $1 AND l.purpose = $2`,
      [signed.id, inTable(purpose)],
    );
    if (!link || whyShut(link, this.clock.now()) !== null) throw new LinkGone();
    return link;
  }

  /** One statement decides who of several uses it. @throws LinkGone for everybody else */
  async use(tx: Tx, { id }: OpenLink): Promise<void> {
    const [used] = await tx.query(
      `UPDATE account_link l SET used_at = $2 FROM account a
       WHERE l.id = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND a.id = l.account_id AND a.disabled_at IS NULL
       RETURNING l.id`,
      [id, this.clock.now()],
    );
    if (!used) throw new LinkGone();
  }

  /** What is out for this account opens nothing any more. */
  async endAll(tx: Tx, accountId: string, purpose?: AccountLinkPurpose): Promise<void> {
    await tx.query(
      `UPDATE account_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL AND ($3::text IS NULL OR purpose = $3)`,
      [accountId, this.clock.now(), purpose === undefined ? null : inTable(purpose)],
    );
  }

  /** For the mail; null when the link is for nobody, or was removed with its account. */
  async facts(id: string): Promise<LinkFacts | null> {
    const [facts] = await this.database.query<LinkFacts>(
      `SELECT l.id, replace(l.purpose, '_', '-') AS purpose, a.email, a.name, a.locale, l.invited_by AS "invitedBy",
         l.created_at AS "createdAt", l.expires_at AS "expiresAt", l.used_at AS "usedAt", a.disabled_at AS "disabledAt"
       FROM account_link l JOIN account a ON a.id = l.account_id WHERE l.id = $1`,
      [id],
    );
    return facts ?? null;
  }

  /** The secret part of a link's address. */
  tokenOf({ id, purpose }: Pick<LinkFacts, 'id' | 'purpose'>): string {
    return this.tokens.sign(purpose, id, VERSION);
  }
}
