import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { type Counter } from '../../platform/security/rate-limits.js';
import { type Attempt, Attempts } from './attempts.js';
import { WrongCode, WrongCredentials } from './domain/accounts.errors.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { LIMITS } from './domain/limits.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';

/** An account whose password was given. */
export interface ProvenAccount {
  id: string;
  name: string;
  hasSecondFactor: boolean;
}

/** Is it really this person? Every guess is counted before it is looked at. */
@Injectable()
export class SignInChecks {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
  ) {}

  /**
   * The work is the same for every address: three counters, one row, one hash. A refusal by a counter does no hashing at all.
   * @throws WrongCredentials, TooManyAttempts, TooManySignIns, LimitsUnavailable
   */
  async byPassword(
    { email, password }: { email: string; password: string },
    { ip }: { ip?: string },
  ): Promise<ProvenAccount> {
    const attempt = await this.attempts.signIn(email, ip);
    const [account] = await this.database.query<ProvenAccount & { passwordHash: string | null }>(
      `SELECT id, name, password_hash AS "passwordHash", totp_confirmed_at IS NOT NULL AS "hasSecondFactor" FROM account
       WHERE email = $1 AND disabled_at IS NULL`,
      [normaliseEmail(email)],
    );
    const matches = await this.matches(attempt, account?.passwordHash ?? null, password);
    if (!account || !matches) {
      await this.failed(attempt, { kind: 'anonymous', ip }, account?.id ?? null);
      throw new WrongCredentials();
    }
    await this.attempts.succeeded(attempt);
    return account;
  }

  /**
   * Somebody who is signed in gives the password once more, before it is changed.
   * @throws WrongCredentials, TooManyAttempts, TooManySignIns, LimitsUnavailable
   */
  async byOwnPassword(
    actor: Actor & { kind: 'account' },
    account: { email: string; passwordHash: string | null },
    password: string,
  ): Promise<void> {
    const attempt = await this.attempts.signIn(account.email, actor.ip);
    if (await this.matches(attempt, account.passwordHash, password)) return this.attempts.succeeded(attempt);
    await this.failed(attempt, actor, actor.accountId);
    throw new WrongCredentials();
  }

  /**
   * Uses up a code of the second factor and does `work` in the same transaction.
   * @throws WrongCode, TooManyAttempts, LimitsUnavailable
   */
  async byCode<T>(
    account: { id: string; name: string },
    code: string,
    { session, ip }: { session?: string; ip?: string },
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const attempt = await this.attempts.code(account.id, session);
    try {
      const result = await this.database.transaction(async (tx) => {
        if (!(await this.secondFactor.use(tx, account.id, code))) throw new WrongCode();
        return work(tx);
      });
      await this.attempts.succeeded(attempt);
      return result;
    } catch (error) {
      if (error instanceof WrongCode) await this.failed(attempt, { kind: 'anonymous', ip }, account.id);
      else await this.attempts.withdrawn(attempt);
      throw error;
    }
  }

  private async matches(attempt: Attempt, stored: string | null, password: string): Promise<boolean> {
    try {
      return await this.passwords.check(stored, password);
    } catch (error) {
      await this.attempts.withdrawn(attempt);
      throw error;
    }
  }

  /** Counted, not written down: strangers could fill the trail. One row tells that a limit is reached. */
  private async failed(attempt: Attempt, actor: Actor, accountId: string | null): Promise<void> {
    this.attempts.failed++;
    if (attempt.exhausted.length === 0) return;
    await this.database.transaction(async (tx) => {
      for (const counter of attempt.exhausted) {
        const object = objectOf(counter, accountId);
        const after = { limit: counter.limit.name };
        await this.events.publish(tx, new AccountsChanged(actor, { action: 'attempts.exhausted', object, after }));
      }
    });
  }
}

/** What the limit was for. An address that nobody has is not named: people type passwords into the wrong field. */
function objectOf({ limit, of }: Counter, accountId: string | null) {
  return limit.name === LIMITS.signInFromNetwork.name
    ? { kind: 'network' as const, id: of }
    : { kind: 'account' as const, id: accountId ?? 'unknown' };
}
