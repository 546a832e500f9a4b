import { Injectable } from '@nestjs/common';
import { normaliseEmail } from '../../kernel/email-address.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { Attempts } from './attempts.js';
import { linkFor } from './domain/account-links.js';
import { AccountKeys } from './account-keys.js';
import { type AccountLinkPurpose } from './domain/accounts.events.js';
import { type AcceptInvitationInput, type ResetPasswordInput } from './inputs/accounts.input.js';
import { LinkRows } from './link-rows.js';
import { type OpenedSession, type Origin } from './open-sessions.js';
import { Passwords } from './passwords.js';

/** What a page says about an open link. */
export interface LinkDetails {
  email: string;
  name: string;
  locale: Locale;
  expiresAt: Date;
}

/** Mailed links: asked for, looked at, and used once. */
@Injectable()
export class AccountLinksService {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly links: LinkRows,
    private readonly keys: AccountKeys,
  ) {}

  /** Mails a link to set a new password, if somebody has the address. Nobody can tell from answer or time. @throws TooManyAttempts, LimitsUnavailable */
  requestPasswordReset(email: string, origin: Origin): Promise<void> {
    return this.request('password-reset', email, origin);
  }

  /** Mails a link that signs in, to those who have no password; others get one to set a new password. @throws as `requestPasswordReset` */
  requestSignInLink(email: string, origin: Origin): Promise<void> {
    return this.request('sign-in', email, origin);
  }

  /** For the page behind a link; uses nothing up. @throws LinkGone for one that was used, is too old, or was never ours */
  async read(purpose: AccountLinkPurpose, token: string): Promise<LinkDetails> {
    const { email, name, locale, expiresAt } = await this.links.open(purpose, token);
    return { email, name, locale, expiresAt };
  }

  /** Signs the invited person in, with a name and password of their own choice. @throws LinkGone, InvalidInput (`common-password`), TooManySignIns */
  async acceptInvitation(token: string, input: AcceptInvitationInput, origin: Origin): Promise<OpenedSession> {
    const link = await this.links.open('invitation', token);
    const account = { id: link.accountId, name: input.name ?? link.name, email: link.email };
    const hash = input.password === undefined ? null : await this.passwords.hashNew(input.password, account);
    return this.database.transaction(async (tx) => {
      await this.links.use(tx, link);
      return this.keys.accept(tx, account, hash, origin);
    });
  }

  /**
   * Sets a new password and ends every session and every other link of the account. A second factor stays: the mailbox alone must
   * not be enough. @throws LinkGone, InvalidInput (`common-password`), TooManySignIns
   */
  async resetPassword(token: string, { password }: ResetPasswordInput, origin: Origin): Promise<void> {
    const link = await this.links.open('password-reset', token);
    const hash = await this.passwords.hashNew(password, link);
    await this.database.transaction(async (tx) => {
      await this.links.use(tx, link);
      await this.links.endAll(tx, link.accountId);
      await this.keys.reset(tx, link, hash, origin);
    });
    await this.attempts.forgive(link.email);
  }

  /** @throws LinkGone */
  async signInByLink(token: string, origin: Origin): Promise<OpenedSession & { awaitsSecondFactor: boolean }> {
    const link = await this.links.open('sign-in', token);
    const awaitsSecondFactor = link.hasSecondFactor;
    const opened = await this.database.transaction(async (tx) => {
      await this.links.use(tx, link);
      return this.keys.signIn(tx, link, origin, awaitsSecondFactor);
    });
    return { ...opened, awaitsSecondFactor };
  }

  private async request(wish: 'password-reset' | 'sign-in', email: string, { ip }: Origin): Promise<void> {
    await this.attempts.link(email, ip);
    await this.database.transaction(async (tx) => {
      const [account] = await tx.query<{ id: string; hasPassword: boolean; isDisabled: boolean }>(
        `SELECT id, password_hash IS NOT NULL AS "hasPassword", disabled_at IS NOT NULL AS "isDisabled" FROM account
         WHERE email = $1`,
        [normaliseEmail(email)],
      );
      const purpose = linkFor(wish, account ?? null);
      await this.links.issue(tx, purpose ?? wish, purpose === null ? null : account!.id);
    });
  }
}
