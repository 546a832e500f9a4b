import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { hashSecret, newSecret } from '../../platform/security/tokens.js';
import { AccountsChanged } from './domain/accounts.events.js';
import { requireSession } from './domain/permissions.js';
import { type CreateTokenInput } from './inputs/accounts.input.js';

/** A token as its owner sees it; the secret is shown once, when it is made. */
export interface TokenDetails {
  id: string;
  name: string;
  scopes: ('read' | 'write')[];
  createdAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
  /** Null: until it is revoked. */
  expiresAt: Date | null;
}

const SELECT = `SELECT id, name, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
  FROM api_token WHERE account_id = $1`;

/** Bearer tokens for programs: each person's own. A program neither makes nor sees any. */
@Injectable()
export class TokensService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventBus,
  ) {}

  /** @returns the token itself, for this one time. @throws SignInRequired, SessionRequired, InvalidInput (`expiresAt`: `in-the-past`) */
  async create(actor: Actor, { name, scopes, expiresAt }: CreateTokenInput): Promise<{ id: string; token: string }> {
    const { accountId } = requireSession(actor);
    const now = this.clock.now();
    const ends = expiresAt === undefined ? null : new Date(expiresAt);
    if (ends && ends <= now) throw InvalidInput.at('expiresAt', 'in-the-past', 'This moment has passed.');
    const id = newId();
    const token = newSecret();
    await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO api_token (id, account_id, name, token_hash, scopes, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, accountId, name, hashSecret(token), scopes, now, ends],
      );
      const object = { kind: 'token' as const, id };
      const after = { name, scopes, expiresAt: ends };
      await this.events.publish(tx, new AccountsChanged(actor, { action: 'token.create', object, after }));
    });
    return { id, token };
  }

  /** In the order in which they were made, those that have expired included. @throws SignInRequired, SessionRequired */
  async list(actor: Actor, page: PageRequest): Promise<Page<TokenDetails>> {
    const rows = await this.database.query<TokenDetails>(
      `${SELECT} AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [requireSession(actor).accountId, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws SignInRequired, SessionRequired, NotFound */
  async token(actor: Actor, id: string): Promise<TokenDetails> {
    const [row] = await this.database.query<TokenDetails>(`${SELECT} AND id = $2`, [
      requireSession(actor).accountId,
      id,
    ]);
    if (!row) throw new NotFound('The token');
    return row;
  }

  /** It opens nothing from now on. @throws SignInRequired, SessionRequired, NotFound */
  async revoke(actor: Actor, id: string): Promise<void> {
    const { accountId } = requireSession(actor);
    await this.database.transaction(async (tx) => {
      const [revoked] = await tx.query<{ name: string }>(
        'DELETE FROM api_token WHERE account_id = $1 AND id = $2 RETURNING name',
        [accountId, id],
      );
      if (!revoked) throw new NotFound('The token');
      const object = { kind: 'token' as const, id };
      await this.events.publish(tx, new AccountsChanged(actor, { action: 'token.revoke', object, before: revoked }));
    });
  }
}
