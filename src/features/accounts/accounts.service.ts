import { Injectable } from '@nestjs/common';
import { type Actor, type Grant, PLATFORM, type Scope } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { Database } from '../../platform/database/database.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { checkPassword, hashPassword } from '../../platform/security/passwords.js';
import { RateLimits } from '../../platform/security/rate-limits.js';
import { hashSecret } from '../../platform/security/tokens.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { SignInRequired } from './domain/accounts.errors.js';
import { type AccountActor, authorize, may, type Permission, requireAccount } from './domain/permissions.js';
import { lockAdministrators } from './last-administrator.js';
import { IDLE_HOURS } from './open-sessions.js';

/** Links are kept for so long after their end, so that a mail that is asked about can be looked up. */
const LINKS_KEPT_DAYS = 30;

/** Who asks, and what they may do. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
    private readonly limits: RateLimits,
  ) {}

  /** @throws SignInRequired for visitors, NotAllowed for accounts whose roles do not suffice. */
  authorize(actor: Actor, permission: Permission, scope: Scope): void {
    authorize(actor, permission, scope);
  }

  may(actor: Actor, permission: Permission, scope: Scope): boolean {
    return may(actor, permission, scope);
  }

  /** Makes the first administrator when there is none. Several processes may call it at once. */
  async ensureAdministrator(email: string, password: string): Promise<boolean> {
    const [existing] = await this.database.query(ADMINISTRATORS);
    if (existing) return false;
    const passwordHash = await hashPassword(password);
    return this.database.transaction(async (tx) => {
      await lockAdministrators(tx);
      const [rival] = await tx.query(ADMINISTRATORS);
      if (rival) return false;
      const [account] = await tx.query<{ id: string }>(
        `INSERT INTO account (id, email, name, password_hash, created_at) VALUES ($1, $2, 'Administrator', $3, $4)
         ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash RETURNING id`,
        [newId(), normaliseEmail(email), passwordHash, this.clock.now()],
      );
      await tx.query(`INSERT INTO role_assignment (id, account_id, role, scope) VALUES ($1, $2, 'administrator', $3)`, [
        newId(),
        account!.id,
        PLATFORM,
      ]);
      await this.events.publish(
        tx,
        new AccountsChanged(
          { kind: 'system', name: 'start' },
          {
            action: 'account.create',
            object: { kind: 'account', id: account!.id },
            after: { email: normaliseEmail(email), role: 'administrator', scope: PLATFORM },
          },
        ),
      );
      return true;
    });
  }

  /** Does this password open the account? Opens nothing, so it leaves no trace; for people at the server's own console. */
  async opens(email: string, password: string): Promise<boolean> {
    const [account] = await this.database.query<{ passwordHash: string | null }>(
      'SELECT password_hash AS "passwordHash" FROM account WHERE email = $1 AND disabled_at IS NULL',
      [normaliseEmail(email)],
    );
    return checkPassword(account?.passwordHash ?? null, password);
  }

  /** Forgets sessions and counters that are over, and links (with their mails) that are long over. */
  async prune(): Promise<void> {
    const now = this.clock.now();
    await this.database.query('DELETE FROM session WHERE expires_at < $1', [now]);
    await this.database.query('DELETE FROM account_link WHERE expires_at < $1', [
      new Date(now.getTime() - LINKS_KEPT_DAYS * 86_400_000),
    ]);
    await this.limits.prune(now);
  }

  /** Who stands behind a session cookie; null when it is unknown, expired, idle for too long, or waits for a code. */
  async actorOfSession(secret: string, ip?: string): Promise<AccountActor | null> {
    const now = this.clock.now();
    const [row] = await this.database.query<AccountRow & { last_seen_at: Date }>(
      `SELECT a.id, a.name, s.last_seen_at, ${GRANTS} AS grants FROM session s JOIN account a ON a.id = s.account_id
       WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND a.disabled_at IS NULL
         AND NOT s.awaits_second_factor`,
      [hashSecret(secret), now, new Date(now.getTime() - IDLE_HOURS * 3_600_000)],
    );
    if (!row) return null;
    // Once a minute is precise enough for an idle limit of days, and spares a write for every page.
    if (now.getTime() - row.last_seen_at.getTime() > 60_000) {
      await this.database.query('UPDATE session SET last_seen_at = $2 WHERE token_hash = $1', [
        hashSecret(secret),
        now,
      ]);
    }
    return toActor(row, 'session', ip);
  }

  /** Who stands behind a bearer token, and what the token may do; null when it is unknown or has expired. */
  async actorOfToken(secret: string, ip?: string): Promise<{ actor: AccountActor; scopes: string[] } | null> {
    const now = this.clock.now();
    const [row] = await this.database.query<
      AccountRow & { token_id: string; scopes: string[]; last_used_at: Date | null }
    >(
      `SELECT a.id, a.name, t.id AS token_id, t.scopes, t.last_used_at, ${GRANTS} AS grants
       FROM api_token t JOIN account a ON a.id = t.account_id WHERE t.token_hash = $1 AND a.disabled_at IS NULL
         AND (t.expires_at IS NULL OR t.expires_at > $2)`,
      [hashSecret(secret), now],
    );
    if (!row) return null;
    if (now.getTime() - (row.last_used_at?.getTime() ?? 0) > 60_000) {
      await this.database.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [row.token_id, now]);
    }
    return { actor: toActor(row, 'token', ip), scopes: row.scopes };
  }

  /**
   * An account with the roles that it has now, for work that it has started and does not wait for.
   * @throws SignInRequired when it may not sign in any more
   */
  async actorOfAccount(id: string): Promise<AccountActor> {
    const [row] = await this.database.query<AccountRow>(
      `SELECT a.id, a.name, ${GRANTS} AS grants FROM account a WHERE a.id = $1 AND a.disabled_at IS NULL`,
      [id],
    );
    if (!row) throw new SignInRequired();
    return { kind: 'account', accountId: row.id, name: row.name, grants: row.grants };
  }

  /** The signed-in account. @throws SignInRequired */
  async me(actor: Actor): Promise<{ id: string; email: string; name: string; roles: Grant[] }> {
    const { accountId, name, grants } = requireAccount(actor);
    const [row] = await this.database.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [accountId]);
    return { id: accountId, email: row!.email, name, roles: grants };
  }
}

interface AccountRow {
  id: string;
  name: string;
  grants: Grant[];
}

const ADMINISTRATORS = `SELECT 1 FROM role_assignment WHERE role = 'administrator' AND scope = '' LIMIT 1`;

const GRANTS = `coalesce((SELECT json_agg(json_build_object('role', r.role, 'scope', r.scope))
  FROM role_assignment r WHERE r.account_id = a.id), '[]')`;

function toActor(row: AccountRow, via: 'session' | 'token', ip: string | undefined): AccountActor {
  return { kind: 'account', accountId: row.id, name: row.name, grants: row.grants, ip, via };
}
