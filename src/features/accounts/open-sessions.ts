import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { hashSecret, newSecret } from '../../platform/security/tokens.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { type AccountActor } from './domain/permissions.js';

/** A session lives for at most two weeks, and two days without use. */
const SESSION_DAYS = 14;
export const IDLE_HOURS = 48;

/** How long a sign-in waits for its code. */
const AWAITS_MINUTES = 10;

/** Where a request comes from, for the session list and the trail. */
export interface Origin {
  ip?: string;
  userAgent?: string;
  /** The secret of the session that the browser presents so far: a new sign-in ends it. */
  earlierSecret?: string;
}

/** What the cookie needs. */
export interface OpenedSession {
  secret: string;
  expiresAt: Date;
}

/** Sessions as rows. Only the hash of a secret is kept. */
@Injectable()
export class OpenSessions {
  constructor(
    private readonly clock: Clock,
    private readonly events: EventBus,
  ) {}

  /** Opens a session with a secret of its own, and ends the one that the browser had. One that awaits a code is no actor yet. */
  async open(
    tx: Tx,
    account: { id: string; name: string },
    origin: Origin,
    { awaitsSecondFactor = false } = {},
  ): Promise<OpenedSession> {
    if (origin.earlierSecret !== undefined) await this.end(tx, origin.earlierSecret);
    const secret = newSecret();
    const now = this.clock.now();
    const life = awaitsSecondFactor ? AWAITS_MINUTES * 60_000 : SESSION_DAYS * 86_400_000;
    const expiresAt = new Date(now.getTime() + life);
    await tx.query(
      `INSERT INTO session (token_hash, account_id, created_at, last_seen_at, expires_at, ip, user_agent, awaits_second_factor)
       VALUES ($1, $2, $3, $3, $4, $5, $6, $7)`,
      [
        hashSecret(secret),
        account.id,
        now,
        expiresAt,
        origin.ip ?? null,
        origin.userAgent?.slice(0, 400) ?? null,
        awaitsSecondFactor,
      ],
    );
    if (!awaitsSecondFactor) {
      const actor = asActor(account, origin);
      const object = { kind: 'account' as const, id: account.id };
      await this.events.publish(tx, new AccountsChanged(actor, { action: 'account.sign-in', object }));
    }
    return { secret, expiresAt };
  }

  /** @returns whose session it was; null for one that was not open, or awaited its code */
  async end(tx: Tx, secret: string): Promise<{ id: string; name: string } | null> {
    const [ended] = await tx.query<{ id: string; name: string; awaits: boolean }>(
      `DELETE FROM session s USING account a WHERE s.token_hash = $1 AND a.id = s.account_id
       RETURNING a.id, a.name, s.awaits_second_factor AS awaits`,
      [hashSecret(secret)],
    );
    return ended && !ended.awaits ? { id: ended.id, name: ended.name } : null;
  }
}

/** Ends every session of an account, but for one if that is given. */
export async function endSessions(tx: Tx, accountId: string, exceptSecret?: string): Promise<number> {
  const ended = await tx.query('DELETE FROM session WHERE account_id = $1 AND token_hash <> $2 RETURNING id', [
    accountId,
    exceptSecret === undefined ? Buffer.alloc(0) : hashSecret(exceptSecret),
  ]);
  return ended.length;
}

/** Somebody who has just proved who they are, for the trail. */
export function asActor(account: { id: string; name: string }, { ip }: Origin): AccountActor {
  return { kind: 'account', accountId: account.id, name: account.name, grants: [], ip };
}
