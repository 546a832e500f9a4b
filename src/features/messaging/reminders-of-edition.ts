import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalisedText } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import {
  type DueDeliveries,
  Edition,
  EditionExtensions,
  type EditionText,
  type PartName,
  textsOf,
} from '../editions/index.js';
import { CategoriesCopied } from '../registration/index.js';
import { copiedRule } from './domain/copied-rule.js';
import { dueAt } from './domain/due.js';
import { ReminderRule } from './entities/reminder-rule.entity.js';

/** What reminders add to an edition: to its checklist, its texts, the preview of another date, and its clone. */
@Injectable()
export class RemindersOfEdition implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly extensions: EditionExtensions,
  ) {}

  onModuleInit(): void {
    this.extensions.register({
      parts: (editionId) => this.parts(editionId),
      texts: (editionId) => this.texts(editionId),
      due: (tx, editionId) => this.due(tx, editionId),
    });
    // Not at `EditionCloned`: audiences name categories, so the copies of those must be there first.
    this.events.on(CategoriesCopied, async (tx, event) => {
      if (event.include.includes('rules')) await this.copy(tx, event);
    });
  }

  private async parts(editionId: string): Promise<PartName[]> {
    const rows = await this.database.query('SELECT 1 FROM reminder_rule WHERE edition_id = $1 AND enabled LIMIT 1', [
      editionId,
    ]);
    return rows.length > 0 ? ['reminder'] : [];
  }

  private async texts(editionId: string): Promise<EditionText[]> {
    const rows = await this.database.query<{ id: string; subject: LocalisedText | null; body: LocalisedText | null }>(
      'SELECT id, subject, body FROM reminder_rule WHERE edition_id = $1 ORDER BY id',
      [editionId],
    );
    return rows.flatMap(({ id, subject, body }) => [
      ...textsOf({ place: 'reminder-rule', id, path: 'subject' }, subject),
      ...textsOf({ place: 'reminder-rule', id, path: 'body' }, body),
    ]);
  }

  /** Whoever is late or tried again has a time of their own, which no change of the edition moves. */
  private async due(tx: Tx, editionId: string): Promise<DueDeliveries[]> {
    const rows = await tx.query<Omit<DueDeliveries, 'skipped'> & { late: number; superseded: number }>(
      `SELECT rule.id AS rule, rule.anchor, rule.offset_text AS offset, rule.due_at AS "dueAt",
         rule.due_at <= now() IS TRUE AS overdue, rule.round,
         (count(*) FILTER (WHERE d.state = 'planned' AND d.due_at IS NULL))::int AS planned,
         (count(*) FILTER (WHERE d.state = 'skipped' AND d.reason = 'late'))::int AS late,
         (count(*) FILTER (WHERE d.state = 'skipped' AND d.reason = 'superseded'))::int AS superseded
       FROM reminder_rule rule LEFT JOIN delivery d ON d.rule_id = rule.id
       WHERE rule.edition_id = $1 AND rule.enabled GROUP BY rule.id ORDER BY rule.id`,
      [editionId],
    );
    return rows.map(({ late, superseded, ...row }) => ({ ...row, skipped: { late, superseded } }));
  }

  /** Due as the clone is dated, and muted like those of every draft until it is published. */
  private async copy(tx: Tx, { sourceId, targetId, copies }: CategoriesCopied): Promise<void> {
    const edition = await tx.manager.findOneByOrFail(Edition, { id: targetId });
    const rules = (await tx.manager.find(ReminderRule, { where: { editionId: sourceId }, order: { id: 'ASC' } })).map(
      (rule) => ({
        ...copiedRule(rule, copies),
        from: rule.id,
        due: dueAt(rule, edition.startsAt, edition.timeZone),
      }),
    );
    await tx.query(
      `INSERT INTO reminder_rule (id, edition_id, anchor, offset_text, at_time, due_at, audience, subject, body,
         late_policy, enabled)
       SELECT copy.id, $1, anchor, offset_text, at_time, copy.due_at, copy.audience, subject, body, late_policy, copy.enabled
       FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::jsonb[], $6::boolean[])
           AS copy (source, id, due_at, audience, enabled)
         JOIN reminder_rule rule ON rule.id = copy.source`,
      [
        targetId,
        rules.map(({ from }) => from),
        newIds(rules.length),
        rules.map(({ due }) => due),
        rules.map(({ audience }) => JSON.stringify(audience)),
        rules.map(({ enabled }) => enabled),
      ],
    );
  }
}
