import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { hashSecret } from '../../platform/security/tokens.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { SecondFactorRequired, SignInRequired } from './domain/accounts.errors.js';
import { requireSession } from './domain/permissions.js';
import { type SignInInput } from './inputs/accounts.input.js';
import { asActor, endSessions, IDLE_HOURS, type OpenedSession, OpenSessions, type Origin } from './open-sessions.js';
import { Clock } from '../../kernel/clock.js';
import { type ProvenAccount, SignInChecks } from './sign-in-checks.js';

/** A session as its owner sees it. */
export interface SessionDetails {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** Earlier when it is not used for two days. */
  expiresAt: Date;
  ip: string | null;
  userAgent: string | null;
  /** Is it the one that asks? */
  current: boolean;
}

/** Signing in and out, and what is open. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
    private readonly checks: SignInChecks,
    private readonly sessions: OpenSessions,
  ) {}

  /**
   * Opens a session. Known, unknown, disabled and passwordless addresses cost the same work and get the same answer. Where the account
   * has a second factor and no code came along, the session opens nothing until `completeSignIn`.
   * @returns the secret for the cookie; only its hash is stored
   * @throws WrongCredentials, WrongCode, TooManyAttempts, TooManySignIns, LimitsUnavailable
   */
  async signIn(input: SignInInput, origin: Origin): Promise<OpenedSession & { awaitsSecondFactor: boolean }> {
    const account = await this.checks.byPassword(input, origin);
    const awaitsSecondFactor = account.hasSecondFactor && input.code === undefined;
    if (account.hasSecondFactor && input.code !== undefined) return this.withCode(account, input.code, origin);
    const opened = await this.database.transaction((tx) =>
      this.sessions.open(tx, account, origin, { awaitsSecondFactor }),
    );
    return { ...opened, awaitsSecondFactor };
  }

  /** For programs, which ask once. @throws SecondFactorRequired where a code is missing, and as `signIn` */
  async signInAtOnce(input: SignInInput, origin: Origin): Promise<OpenedSession> {
    const account = await this.checks.byPassword(input, origin);
    if (!account.hasSecondFactor) return this.database.transaction((tx) => this.sessions.open(tx, account, origin));
    if (input.code === undefined) throw new SecondFactorRequired();
    return this.withCode(account, input.code, origin);
  }

  /**
   * Ends the waiting sign-in and opens a session with a new secret.
   * @throws SignInRequired when nothing waits (any more), WrongCode, TooManyAttempts, LimitsUnavailable
   */
  async completeSignIn(pendingSecret: string, code: string, origin: Origin): Promise<OpenedSession> {
    const [pending] = await this.database.query<{ sessionId: string; id: string; name: string }>(
      `SELECT s.id AS "sessionId", a.id, a.name FROM session s JOIN account a ON a.id = s.account_id
       WHERE s.token_hash = $1 AND s.awaits_second_factor AND s.expires_at > $2 AND a.disabled_at IS NULL`,
      [hashSecret(pendingSecret), this.clock.now()],
    );
    if (!pending) throw new SignInRequired();
    return this.checks.byCode(pending, code, { session: pending.sessionId, ip: origin.ip }, async (tx) => {
      // Whoever removes it has it: a second completion with the same secret opens nothing.
      const [mine] = await tx.query('DELETE FROM session WHERE token_hash = $1 RETURNING id', [
        hashSecret(pendingSecret),
      ]);
      if (!mine) throw new SignInRequired();
      return this.sessions.open(tx, pending, origin);
    });
  }

  /** The session ends on the server too. */
  async signOut(secret: string, origin: Origin = {}): Promise<void> {
    await this.database.transaction(async (tx) => {
      const account = await this.sessions.end(tx, secret);
      if (!account) return;
      const object = { kind: 'account' as const, id: account.id };
      await this.events.publish(
        tx,
        new AccountsChanged(asActor(account, origin), { action: 'account.sign-out', object }),
      );
    });
  }

  /** The actor's open sessions, the latest used first. @throws SignInRequired, SessionRequired */
  async list(actor: Actor, currentSecret: string | undefined): Promise<SessionDetails[]> {
    const { accountId } = requireSession(actor);
    const now = this.clock.now();
    const current = currentSecret === undefined ? Buffer.alloc(0) : hashSecret(currentSecret);
    return this.database.query<SessionDetails>(
      `SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", ip,
         user_agent AS "userAgent", token_hash = $2 AS current
       FROM session WHERE account_id = $1 AND NOT awaits_second_factor AND expires_at > $3 AND last_seen_at > $4
       ORDER BY last_seen_at DESC, id DESC LIMIT 200`,
      [accountId, current, now, new Date(now.getTime() - IDLE_HOURS * 3_600_000)],
    );
  }

  /** Ends one of the actor's own sessions. @throws SignInRequired, SessionRequired, NotFound */
  async revoke(actor: Actor, id: string): Promise<void> {
    const { accountId } = requireSession(actor);
    await this.database.transaction(async (tx) => {
      const [ended] = await tx.query('DELETE FROM session WHERE account_id = $1 AND id = $2 RETURNING id', [
        accountId,
        id,
      ]);
      if (!ended) throw new NotFound('The session');
      await this.events.publish(
        tx,
        new AccountsChanged(actor, { action: 'session.revoke', object: { kind: 'session', id } }),
      );
    });
  }

  /** Ends all of the actor's sessions but the one that asks. @throws SignInRequired, SessionRequired */
  async revokeOthers(actor: Actor, currentSecret: string | undefined): Promise<void> {
    const { accountId } = requireSession(actor);
    await this.database.transaction(async (tx) => {
      const ended = await endSessions(tx, accountId, currentSecret);
      const object = { kind: 'account' as const, id: accountId };
      await this.events.publish(tx, new AccountsChanged(actor, { action: 'session.revoke', object, after: { ended } }));
    });
  }

  private async withCode(account: ProvenAccount, code: string, origin: Origin) {
    const opened = await this.checks.byCode(account, code, { ip: origin.ip }, (tx) =>
      this.sessions.open(tx, account, origin),
    );
    return { ...opened, awaitsSecondFactor: false };
  }
}
