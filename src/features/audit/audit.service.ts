import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { AccountCreated, AccountsService, SignedIn, TokenCreated } from '../accounts/index.js';

/** One thing that happened, as a feature reports it. */
export interface AuditRecord {
  /** `object.verb` in the words of the domain, e.g. `edition.publish`. */
  action: string;
  object: { kind: string; id: string };
  editionId?: string;
  /** The object's version after the change, so that two people at one form can be told who changed what. */
  version?: number;
  before?: object | null;
  after?: object | null;
}

export interface AuditEntryView {
  id: string;
  at: string;
  actor: { kind: string; id: string | null; name: string | null; ip: string | null };
  action: string;
  object: { kind: string; id: string };
  before: object | null;
  after: object | null;
}

/** Who did what, written in the transaction of the deed itself; the table refuses changes and removals. */
@Injectable()
export class AuditService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly accounts: AccountsService,
  ) {}

  onModuleInit(): void {
    const system: Actor = { kind: 'system', name: 'start' };
    this.events.on(AccountCreated, (tx, event) =>
      this.record(tx, system, {
        action: 'account.create',
        object: { kind: 'account', id: event.accountId },
        after: { email: event.email, roles: event.roles },
      }),
    );
    this.events.on(SignedIn, (tx, { accountId, name, ip }) =>
      this.record(
        tx,
        { kind: 'account', accountId, name, grants: [], ip },
        { action: 'account.sign-in', object: { kind: 'account', id: accountId } },
      ),
    );
    this.events.on(TokenCreated, (tx, event) =>
      this.record(tx, event.actor, {
        action: 'token.create',
        object: { kind: 'token', id: event.tokenId },
        after: { name: event.name, scopes: event.scopes },
      }),
    );
  }

  async record(tx: Tx, actor: Actor, record: AuditRecord): Promise<void> {
    await tx.query(
      `INSERT INTO audit_entry (id, actor_kind, actor_id, actor_name, ip, action, object_kind, object_id, edition_id,
         object_version, before, after)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        newId(),
        actor.kind,
        actor.kind === 'account' ? actor.accountId : actor.kind === 'holder' ? actor.registrationId : null,
        actor.kind === 'account' || actor.kind === 'system' ? actor.name : null,
        actor.kind === 'system' ? null : (actor.ip ?? null),
        record.action,
        record.object.kind,
        record.object.id,
        record.editionId ?? null,
        record.version ?? null,
        record.before ? JSON.stringify(record.before) : null,
        record.after ? JSON.stringify(record.after) : null,
      ],
    );
  }

  /** Newest first. The whole trail is for administrators; an edition's own for those who may see it there. */
  async list(
    actor: Actor,
    edition: { id: string; scope: string } | null,
    page: PageRequest,
  ): Promise<Page<AuditEntryView>> {
    this.accounts.authorize(actor, 'audit.view', edition?.scope ?? PLATFORM);
    const rows = await this.database.query<AuditRow>(
      `SELECT id, at, actor_kind, actor_id, actor_name, ip, action, object_kind, object_id, before, after FROM audit_entry
       WHERE ($1::uuid IS NULL OR edition_id = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [edition?.id ?? null, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows.map(toView), page.limit, (last) => last.id);
  }
}

interface AuditRow {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string | null;
  ip: string | null;
  action: string;
  object_kind: string;
  object_id: string;
  before: object | null;
  after: object | null;
}

function toView(row: AuditRow): AuditEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, ip: row.ip },
    action: row.action,
    object: { kind: row.object_kind, id: row.object_id },
    before: row.before,
    after: row.after,
  };
}
