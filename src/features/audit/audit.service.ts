import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { AccountsChanged } from '../accounts/index.js';
import { onlyChanged, plain } from './domain/changes.js';
import { masked } from './domain/mask.js';

/** One thing that happened, as a feature reports it. */
export interface AuditRecord {
  /** `object.verb` in the words of the domain, e.g. `edition.publish`. */
  action: string;
  object: { kind: string; id: string };
  editionId?: string;
  /** The object's version after the change, so that two people at one form can be told who changed what. */
  version?: number;
  /** What the change replaced. What is the same in `after` is left out; secrets and private answers are covered. */
  before?: object | null;
  after?: object | null;
}

/** Who did what, written in the transaction of the deed itself; the table refuses changes and removals. */
@Injectable()
export class AuditService implements OnModuleInit {
  constructor(private readonly events: EventBus) {}

  /** Accounts stand below the trail, so they tell it by an event. */
  onModuleInit(): void {
    this.events.on(AccountsChanged, (tx, { actor, change }) => this.record(tx, actor, change));
  }

  async record(tx: Tx, actor: Actor, record: AuditRecord): Promise<void> {
    const { before, after } = onlyChanged({ before: plain(record.before), after: plain(record.after) });
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
        before && JSON.stringify(masked(before)),
        after && JSON.stringify(masked(after)),
      ],
    );
  }
}
