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
    await this.recordAll(tx, [{ ...record, actor }]);
  }

  /** Several at once, each with whoever did it, in one statement: admission writes them for everybody in a burst. */
  async recordAll(tx: Tx, records: readonly (AuditRecord & { actor: Actor })[]): Promise<void> {
    if (records.length === 0) return;
    const rows = records.map(({ actor, ...record }) => {
      const { before, after } = onlyChanged({ before: plain(record.before), after: plain(record.after) });
      return {
        id: newId(),
        actor_kind: actor.kind,
        actor_id: actor.kind === 'account' ? actor.accountId : actor.kind === 'holder' ? actor.registrationId : null,
        actor_name: actor.kind === 'account' || actor.kind === 'system' ? actor.name : null,
        ip: actor.kind === 'system' ? null : (actor.ip ?? null),
        action: record.action,
        object_kind: record.object.kind,
        object_id: record.object.id,
        edition_id: record.editionId ?? null,
        object_version: record.version ?? null,
        before: before && masked(before),
        after: after && masked(after),
      };
    });
    await tx.prepared(
      `INSERT INTO audit_entry (id, actor_kind, actor_id, actor_name, ip, action, object_kind, object_id, edition_id,
         object_version, before, after)
       SELECT id, actor_kind, actor_id, actor_name, ip, action, object_kind, object_id, edition_id, object_version, before, after
       FROM jsonb_to_recordset($1::jsonb) AS entry (id uuid, actor_kind text, actor_id uuid, actor_name text, ip text,
         action text, object_kind text, object_id text, edition_id uuid, object_version integer, before jsonb, after jsonb)`,
      [JSON.stringify(rows)],
    );
  }

  /**
   * Takes what is personal out of what the trail says about an object, because somebody is to be erased: what was done, when, and by
   * which account stays. The table lets exactly this through (see the migration), for one object at a time.
   * @param keep the names of values that say nothing about a person
   */
  async forget(tx: Tx, { kind, id }: AuditRecord['object'], keep: readonly string[]): Promise<void> {
    const kept = (column: string) =>
      `(SELECT jsonb_object_agg(key, value) FROM jsonb_each(${column}) WHERE key = ANY ($3::text[]))`;
    await tx.query(`SELECT set_config('symposia.erasing', $1, true)`, [id]);
    await tx.query(
      `UPDATE audit_entry SET before = ${kept('before')}, after = ${kept('after')},
         ip = CASE actor_kind WHEN 'account' THEN ip END
       WHERE object_kind = $1 AND object_id = $2`,
      [kind, id, keep],
    );
    await tx.query(`SELECT set_config('symposia.erasing', '', true)`);
  }
}
