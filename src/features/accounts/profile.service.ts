import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { totpUri } from '../../platform/security/one-time-codes.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { NoSecondFactor, SecondFactorActive } from './domain/accounts.errors.js';
import { type AccountsAction, AccountsChanged } from './domain/accounts.events.js';
import { type AccountActor, requireAccount, requireSession } from './domain/permissions.js';
import { type ChangePasswordInput, type ProfileInput } from './inputs/people.input.js';
import { OwnKeys, wrongCode } from './own-keys.js';
import { SecondFactor } from './second-factor.js';

/** Somebody's own account. */
export interface Profile {
  email: string;
  name: string;
  locale: Locale;
  hasPassword: boolean;
  secondFactor: boolean;
  recoveryCodesLeft: number;
}

/** What people do about their own account. Passwords and second factors need a session: a program with a token cannot change them. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly secondFactor: SecondFactor,
    private readonly keys: OwnKeys,
  ) {}

  /** @throws SignInRequired */
  async profile(actor: Actor): Promise<Profile> {
    const [profile] = await this.database.query<Profile>(
      `SELECT email, name, locale, password_hash IS NOT NULL AS "hasPassword", totp_confirmed_at IS NOT NULL AS "secondFactor",
         (SELECT count(*)::int FROM recovery_code WHERE account_id = account.id AND used_at IS NULL) AS "recoveryCodesLeft"
       FROM account WHERE id = $1`,
      [requireAccount(actor).accountId],
    );
    return profile!;
  }

  /** @throws SignInRequired */
  async update(actor: Actor, input: ProfileInput): Promise<void> {
    const { accountId } = requireAccount(actor);
    await this.database.transaction(async (tx) => {
      const [before] = await tx.query<{ name: string; locale: Locale }>(
        'SELECT name, locale FROM account WHERE id = $1 FOR UPDATE',
        [accountId],
      );
      const [changed] = await tx.query<{ version: number }>(
        `UPDATE account SET name = coalesce($2, name), locale = coalesce($3, locale), version = version + 1
         WHERE id = $1 RETURNING version`,
        [accountId, input.name ?? null, input.locale ?? null],
      );
      await this.tell(tx, actor, 'account.update', { version: changed!.version, before, after: input });
    });
  }

  /**
   * Ends every other session and every open link. `current` is not asked for where there is no password yet.
   * @throws SignInRequired, SessionRequired, InvalidInput (`current`: `wrong-password`; `password`: `common-password`), TooManyAttempts
   */
  async changePassword(
    actor: Actor,
    { current, password }: ChangePasswordInput,
    currentSecret: string | undefined,
  ): Promise<void> {
    const account = await this.own(requireSession(actor));
    if (account.passwordHash !== null) {
      await this.keys.expectPassword(account.actor, account, current ?? '');
    }
    const hash = await this.keys.hashNew(password, account);
    await this.database.transaction(async (tx) => {
      const version = await this.keys.setPassword(tx, account.actor.accountId, hash, currentSecret);
      await this.tell(tx, actor, 'password.change', { version });
    });
  }

  /** A secret for an authenticator app; counts only once a code of it is confirmed. @throws SignInRequired, SessionRequired, SecondFactorActive */
  async beginSecondFactor(actor: Actor): Promise<{ secret: string; uri: string }> {
    const account = await this.own(requireSession(actor));
    const secret = await this.database.transaction(async (tx) => {
      const begun = await this.secondFactor.begin(tx, account.actor.accountId);
      if (begun === null) throw new SecondFactorActive();
      await this.tell(tx, actor, 'second-factor.begin', {});
      return begun;
    });
    return { secret, uri: totpUri(secret, account.email) };
  }

  /** @returns ten recovery codes, for this one time. @throws SignInRequired, SessionRequired, InvalidInput (`code`: `wrong-code`) */
  async confirmSecondFactor(actor: Actor, code: string): Promise<{ recoveryCodes: string[] }> {
    const { accountId } = requireSession(actor);
    return this.database.transaction(async (tx) => {
      if (!(await this.secondFactor.confirm(tx, accountId, code))) throw wrongCode();
      await this.keys.endLinks(tx, accountId);
      const recoveryCodes = await this.secondFactor.newRecoveryCodes(tx, accountId);
      await this.tell(tx, actor, 'second-factor.confirm', {});
      return { recoveryCodes };
    });
  }

  /** @throws SignInRequired, SessionRequired, NoSecondFactor, InvalidInput (`code`: `wrong-code`), TooManyAttempts */
  async endSecondFactor(actor: Actor, { code }: { code: string }): Promise<void> {
    await this.withCode(requireSession(actor), code, async (tx, { accountId }) => {
      await this.secondFactor.end(tx, accountId);
      await this.tell(tx, actor, 'second-factor.end', {});
    });
  }

  /** The earlier ones count no more. @throws as `endSecondFactor` */
  async renewRecoveryCodes(actor: Actor, { code }: { code: string }): Promise<{ recoveryCodes: string[] }> {
    return this.withCode(requireSession(actor), code, async (tx, { accountId }) => {
      const recoveryCodes = await this.secondFactor.newRecoveryCodes(tx, accountId);
      await this.tell(tx, actor, 'recovery-codes.renew', {});
      return { recoveryCodes };
    });
  }

  private async withCode<T>(
    actor: AccountActor,
    code: string,
    work: (tx: Tx, actor: AccountActor) => Promise<T>,
  ): Promise<T> {
    if (!(await this.profile(actor)).secondFactor) throw new NoSecondFactor();
    return this.keys.withCode(actor, code, (tx) => work(tx, actor));
  }

  private async own(actor: AccountActor) {
    const [account] = await this.database.query<{ email: string; name: string; passwordHash: string | null }>(
      'SELECT email, name, password_hash AS "passwordHash" FROM account WHERE id = $1',
      [actor.accountId],
    );
    return { actor, ...account! };
  }

  private tell(
    tx: Tx,
    actor: Actor,
    action: AccountsAction,
    more: { version?: number; before?: object; after?: object },
  ): Promise<void> {
    const object = { kind: 'account' as const, id: requireAccount(actor).accountId };
    return this.events.publish(tx, new AccountsChanged(actor, { action, object, ...more }));
  }
}
