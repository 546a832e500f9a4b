import { Injectable } from '@nestjs/common';
import { type Actor, type Grant, PLATFORM, type Scope } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { Database } from '../../platform/database/database.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { checkPassword, hashPassword } from '../../platform/security/passwords.js';
import { hashSecret, newSecret } from '../../platform/security/tokens.js';
import { NotAllowed, SignInRequired, TooManySignIns, WrongCredentials } from './domain/accounts.errors.js';
import { AccountCreated, SignedIn, TokenCreated } from './domain/accounts.events.js';
import { may, type Permission } from './domain/permissions.js';
import { type CreateTokenInput, type SignInInput } from './inputs/accounts.input.js';

/** A session lives for at most two weeks, and two days without use. */
const SESSION_DAYS = 14;
const IDLE_HOURS = 48;

/** How many password hashes may be under way in one process before others are asked to wait. */
const MAX_HASHES = 4;

/** Where a request comes from, for the session list and the audit trail. */
export interface Origin {
  ip?: string;
  userAgent?: string;
}

export type AccountActor = Extract<Actor, { kind: 'account' }>;

@Injectable()
export class AccountsService {
  private hashesUnderWay = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
  ) {}

  /** @throws SignInRequired for visitors, NotAllowed for accounts whose roles do not suffice. */
  authorize(actor: Actor, permission: Permission, scope: Scope): void {
    if (may(actor, permission, scope)) return;
    throw actor.kind === 'account' ? new NotAllowed() : new SignInRequired();
  }

  may(actor: Actor, permission: Permission, scope: Scope): boolean {
    return may(actor, permission, scope);
  }

  /** Makes the first administrator when there is none. Several processes may call it at once. */
  async ensureAdministrator(email: string, password: string): Promise<boolean> {
    const [existing] = await this.database.query(`SELECT 1 FROM role_assignment WHERE role = 'administrator' LIMIT 1`);
    if (existing) return false;
    const passwordHash = await hashPassword(password);
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('first-administrator'))`);
      const [rival] = await tx.query(`SELECT 1 FROM role_assignment WHERE role = 'administrator' LIMIT 1`);
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
      await this.events.publish(tx, new AccountCreated(account!.id, normaliseEmail(email), ['administrator']));
      return true;
    });
  }

  /** Does this password open the account? Opens nothing, so it leaves no trace; for people at the server's own console. */
  async opens(email: string, password: string): Promise<boolean> {
    const account = await this.accountOf(email);
    return checkPassword(account?.password_hash ?? null, password);
  }

  /**
   * Opens a session. The work is the same for a known and an unknown address.
   * @returns the secret for the cookie; only its hash is stored.
   * @throws WrongCredentials, TooManySignIns
   */
  async signIn(input: SignInInput, origin: Origin): Promise<{ secret: string; expiresAt: Date }> {
    const account = await this.accountOf(input.email);
    if (this.hashesUnderWay >= MAX_HASHES) throw new TooManySignIns();
    this.hashesUnderWay++;
    const matches = await checkPassword(account?.password_hash ?? null, input.password).finally(
      () => this.hashesUnderWay--,
    );
    if (!account || !matches) throw new WrongCredentials();
    const secret = newSecret();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
    await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO session (token_hash, account_id, created_at, last_seen_at, expires_at, ip, user_agent)
         VALUES ($1, $2, $3, $3, $4, $5, $6)`,
        [hashSecret(secret), account.id, now, expiresAt, origin.ip ?? null, origin.userAgent?.slice(0, 400) ?? null],
      );
      await this.events.publish(tx, new SignedIn(account.id, account.name, origin.ip));
    });
    return { secret, expiresAt };
  }

  async signOut(secret: string): Promise<void> {
    await this.database.transaction((tx) =>
      tx.query('DELETE FROM session WHERE token_hash = $1', [hashSecret(secret)]),
    );
  }

  /** Forgets sessions that are over. */
  async prune(): Promise<void> {
    await this.database.query('DELETE FROM session WHERE expires_at < $1', [this.clock.now()]);
  }

  /** Who stands behind a session cookie; null when it is unknown, expired or idle for too long. */
  async actorOfSession(secret: string, ip?: string): Promise<AccountActor | null> {
    const now = this.clock.now();
    const [row] = await this.database.query<AccountRow & { last_seen_at: Date }>(
      `SELECT a.id, a.name, s.last_seen_at, ${GRANTS} AS grants FROM session s JOIN account a ON a.id = s.account_id
       WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND a.disabled_at IS NULL`,
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
    return toActor(row, ip);
  }

  /** Who stands behind a bearer token, and what the token may do; null when it is unknown. */
  async actorOfToken(secret: string, ip?: string): Promise<{ actor: AccountActor; scopes: string[] } | null> {
    const now = this.clock.now();
    const [row] = await this.database.query<
      AccountRow & { token_id: string; scopes: string[]; last_used_at: Date | null }
    >(
      `SELECT a.id, a.name, t.id AS token_id, t.scopes, t.last_used_at, ${GRANTS} AS grants
       FROM api_token t JOIN account a ON a.id = t.account_id WHERE t.token_hash = $1 AND a.disabled_at IS NULL`,
      [hashSecret(secret)],
    );
    if (!row) return null;
    if (now.getTime() - (row.last_used_at?.getTime() ?? 0) > 60_000) {
      await this.database.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [row.token_id, now]);
    }
    return { actor: toActor(row, ip), scopes: row.scopes };
  }

  /** @returns the token itself, for this one time. */
  async createToken(actor: Actor, input: CreateTokenInput): Promise<{ id: string; token: string }> {
    if (actor.kind !== 'account') throw new SignInRequired();
    const id = newId();
    const token = newSecret();
    await this.database.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO api_token (id, account_id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, actor.accountId, input.name, hashSecret(token), input.scopes, this.clock.now()],
      );
      await this.events.publish(tx, new TokenCreated(actor, id, input.name, input.scopes));
    });
    return { id, token };
  }

  /** The signed-in account. @throws SignInRequired */
  async me(actor: Actor): Promise<{ id: string; email: string; name: string; roles: Grant[] }> {
    if (actor.kind !== 'account') throw new SignInRequired();
    const [row] = await this.database.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      actor.accountId,
    ]);
    return { id: actor.accountId, email: row!.email, name: actor.name, roles: actor.grants };
  }

  private async accountOf(
    email: string,
  ): Promise<{ id: string; name: string; password_hash: string | null } | undefined> {
    const [account] = await this.database.query<{ id: string; name: string; password_hash: string | null }>(
      'SELECT id, name, password_hash FROM account WHERE email = $1 AND disabled_at IS NULL',
      [normaliseEmail(email)],
    );
    return account;
  }
}

interface AccountRow {
  id: string;
  name: string;
  grants: Grant[];
}

const GRANTS = `coalesce((SELECT json_agg(json_build_object('role', r.role, 'scope', r.scope))
  FROM role_assignment r WHERE r.account_id = a.id), '[]')`;

function toActor(row: AccountRow, ip: string | undefined): AccountActor {
  return { kind: 'account', accountId: row.id, name: row.name, grants: row.grants, ip };
}
