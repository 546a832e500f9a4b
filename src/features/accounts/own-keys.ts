import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../kernel/domain-error.js';
import { type Tx } from '../../platform/database/tx.js';
import { WrongCode, WrongCredentials } from './domain/accounts.errors.js';
import { type Owner } from './domain/password-rules.js';
import { type AccountActor } from './domain/permissions.js';
import { LinkRows } from './link-rows.js';
import { endSessions } from './open-sessions.js';
import { Passwords } from './passwords.js';
import { SignInChecks } from './sign-in-checks.js';

/** Somebody's own keys, changed by themselves: proved once more, then replaced. Wrong proofs are told at their field. */
@Injectable()
export class OwnKeys {
  constructor(
    private readonly checks: SignInChecks,
    private readonly passwords: Passwords,
    private readonly links: LinkRows,
  ) {}

  /** @throws InvalidInput (`current`: `wrong-password`), TooManyAttempts, TooManySignIns, LimitsUnavailable */
  async expectPassword(
    actor: AccountActor,
    account: { email: string; passwordHash: string | null },
    password: string,
  ): Promise<void> {
    try {
      await this.checks.byOwnPassword(actor, account, password);
    } catch (error) {
      if (!(error instanceof WrongCredentials)) throw error;
      throw InvalidInput.at('current', 'wrong-password', 'This is not your present password.');
    }
  }

  /** Uses up a code and does `work` with it. @throws InvalidInput (`code`: `wrong-code`), TooManyAttempts, LimitsUnavailable */
  async withCode<T>(actor: AccountActor, code: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.checks.byCode({ id: actor.accountId, name: actor.name }, code, { ip: actor.ip }, work);
    } catch (error) {
      throw error instanceof WrongCode ? wrongCode() : error;
    }
  }

  /** @throws InvalidInput (`password`: `common-password`), TooManySignIns */
  hashNew(password: string, owner: Owner): Promise<string> {
    return this.passwords.hashNew(password, owner);
  }

  /** Ends every other session and every link that is out. @returns the account's new version */
  async setPassword(tx: Tx, accountId: string, hash: string, currentSecret: string | undefined): Promise<number> {
    const [account] = await tx.query<{ version: number }>(
      'UPDATE account SET password_hash = $2, version = version + 1 WHERE id = $1 RETURNING version',
      [accountId, hash],
    );
    await endSessions(tx, accountId, currentSecret);
    await this.endLinks(tx, accountId);
    return account!.version;
  }

  endLinks(tx: Tx, accountId: string): Promise<void> {
    return this.links.endAll(tx, accountId);
  }
}

/** Of a code that a signed-in person gave in a form. */
export function wrongCode(): InvalidInput {
  return InvalidInput.at('code', 'wrong-code', 'The code is wrong, or was used already. Wait for the next one.');
}
