import { Injectable } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { LinkGone } from './domain/accounts.errors.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { type OpenLink } from './link-rows.js';
import { asActor, endSessions, type OpenedSession, OpenSessions, type Origin } from './open-sessions.js';

/** What a used link does to the account behind it. */
@Injectable()
export class AccountKeys {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly events: EventBus,
  ) {}

  /**
   * The invited person comes in. An account that has a password or a second factor by now is not entered by an invitation.
   * @throws LinkGone
   */
  async accept(
    tx: Tx,
    account: { id: string; name: string },
    passwordHash: string | null,
    origin: Origin,
  ): Promise<OpenedSession> {
    const [accepted] = await tx.query<{ version: number }>(
      `UPDATE account SET name = $2, password_hash = $3, version = version + 1
       WHERE id = $1 AND password_hash IS NULL AND totp_confirmed_at IS NULL RETURNING version`,
      [account.id, account.name, passwordHash],
    );
    if (!accepted) throw new LinkGone();
    await this.events.publish(
      tx,
      new AccountsChanged(asActor(account, origin), {
        action: 'invitation.accept',
        object: { kind: 'account', id: account.id },
        version: accepted.version,
        after: { name: account.name, withPassword: passwordHash !== null },
      }),
    );
    return this.sessions.open(tx, account, origin);
  }

  async reset(tx: Tx, { accountId, name }: OpenLink, passwordHash: string, origin: Origin): Promise<void> {
    const [account] = await tx.query<{ version: number }>(
      'UPDATE account SET password_hash = $2, version = version + 1 WHERE id = $1 RETURNING version',
      [accountId, passwordHash],
    );
    const sessionsEnded = await endSessions(tx, accountId);
    await this.events.publish(
      tx,
      new AccountsChanged(asActor({ id: accountId, name }, origin), {
        action: 'password.reset',
        object: { kind: 'account', id: accountId },
        version: account!.version,
        after: { sessionsEnded },
      }),
    );
  }

  signIn(tx: Tx, { accountId, name }: OpenLink, origin: Origin, awaitsSecondFactor: boolean): Promise<OpenedSession> {
    return this.sessions.open(tx, { id: accountId, name }, origin, { awaitsSecondFactor });
  }
}
