import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import {
  Edition,
  EditionCancelled,
  EditionPostponed,
  EditionPublished,
  EditionRescheduled,
} from '../editions/index.js';
import { RegistrationChanged } from '../registration/index.js';
import { type DeliveryKind } from './domain/delivery.js';
import { dueAt } from './domain/due.js';
import { ReminderRule } from './entities/reminder-rule.entity.js';
import { Nudge } from './nudge.js';
import { OFFERED, planReminders } from './planning-sql.js';

/** A mail to one person that is due at once. */
export interface MailNow {
  kind: DeliveryKind;
  /** What makes it one of a kind for the recipient: planning it twice is harmless. */
  occasion: string;
  editionId: string;
  /** One of the two. */
  registrationId?: string | null;
  invitationId?: string | null;
}

/** Turns facts of the lower features into delivery rows, in the transaction of the fact. */
@Injectable()
export class PlanningService implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly nudge: Nudge,
  ) {}

  onModuleInit(): void {
    // Another language or institution may belong to another audience. What was due already stays as it was decided then.
    this.events.on(RegistrationChanged, async (tx, { registrationId }) => {
      await tx.query(`DELETE FROM delivery WHERE registration_id = $1 AND state = 'planned' AND due_at IS NULL`, [
        registrationId,
      ]);
      await this.planReminders(tx, 'r.id = $1 AND (rule.due_at > now()) IS NOT FALSE', [registrationId]);
    });
    this.events.on(EditionPublished, async (tx, { editionId }) => {
      await this.moveRules(tx, editionId);
      // The reminders of a draft are mute until now. What is due in the past is left alone: it was decided when it was due.
      await this.planReminders(tx, 'rule.edition_id = $1 AND (rule.due_at > now()) IS NOT FALSE', [editionId]);
    });
    this.events.on(EditionRescheduled, (tx, { editionId }) => this.moveRules(tx, editionId));
    this.events.on(EditionPostponed, (tx, { editionId }) => this.moveRules(tx, editionId));
    this.events.on(EditionCancelled, async (tx, { editionId }) => {
      await tx.query(
        `UPDATE delivery SET state = 'cancelled', reason = 'edition-cancelled'
         WHERE edition_id = $1 AND state = 'planned' AND kind <> 'cancelled'`,
        [editionId],
      );
      await tx.query(
        `INSERT INTO delivery (id, edition_id, registration_id, kind, occasion, due_at, state)
         SELECT new_id(), edition_id, id, 'cancelled', 'edition-cancelled', now(), 'planned'
         FROM registration WHERE edition_id = $1 AND status NOT IN ('cancelled', 'declined') ON CONFLICT DO NOTHING`,
        [editionId],
      );
    });
  }

  /** Plans one mail that is due at once, and wakes the queue for it after the commit. @returns its id; null: there is one already */
  async planNow(tx: Tx, mail: MailNow): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO delivery (id, edition_id, registration_id, invitation_id, kind, occasion, due_at, state, offered_until)
       VALUES ($1, $2, $3, $4, $5, $6, now(), 'planned', ${OFFERED}) ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), mail.editionId, mail.registrationId ?? null, mail.invitationId ?? null, mail.kind, mail.occasion],
    );
    if (row) tx.afterCommit(() => this.nudge.deliver([row.id]));
    return row?.id ?? null;
  }

  /** Plans what is missing of a rule, for everybody in its audience, in one statement. */
  async planRule(tx: Tx, ruleId: string): Promise<void> {
    await this.planReminders(tx, 'rule.id = $1', [ruleId]);
  }

  /** Forgets what a rule has not sent yet, so that it can be planned anew. */
  async unplanRule(tx: Tx, ruleId: string): Promise<void> {
    await tx.query(
      `DELETE FROM delivery WHERE rule_id = $1 AND state IN ('planned', 'skipped') AND occasion LIKE 'rule:%'`,
      [ruleId],
    );
  }

  /** Computes a rule's due time from its edition as it stands in this transaction. */
  async dueOf(tx: Tx, rule: Pick<ReminderRule, 'editionId' | 'offset' | 'at'>): Promise<Date | null> {
    const edition = await tx.manager.findOneByOrFail(Edition, { id: rule.editionId });
    return dueIn(edition, rule);
  }

  /**
   * The edition has moved: one row a rule follows, not one a person. A rule that had its time already and has it again, or will
   * have when there is a date, gets another round, because those who were reminded were reminded of the old date. A rule that
   * has its time now only because it lies in the past is late for everybody.
   */
  private async moveRules(tx: Tx, editionId: string): Promise<void> {
    const edition = await tx.manager.findOneByOrFail(Edition, { id: editionId });
    if (edition.status === 'cancelled' || edition.status === 'completed') return;
    const rules = await tx.manager.findBy(ReminderRule, { editionId });
    const dues = rules.map((rule) => dueIn(edition, rule));
    const moved = await tx.query<{ id: string; again: boolean; late: boolean }>(
      `WITH before AS (SELECT id, due_at FROM reminder_rule WHERE id = ANY ($1::uuid[]) FOR UPDATE)
       UPDATE reminder_rule rule SET due_at = moved.due, settled = false,
         round = round + CASE WHEN before.due_at <= now() AND (moved.due > now()) IS NOT FALSE THEN 1 ELSE 0 END
       FROM before JOIN unnest($1::uuid[], $2::timestamptz[]) AS moved (id, due) ON moved.id = before.id
       WHERE rule.id = before.id
       RETURNING rule.id, before.due_at <= now() AND (moved.due > now()) IS NOT FALSE AS again,
         (before.due_at <= now()) IS NOT TRUE AND moved.due <= now() AS late`,
      [rules.map(({ id }) => id), dues],
    );
    await this.remindAgain(
      tx,
      moved.filter(({ again }) => again).map(({ id }) => id),
    );
    await this.skipLate(
      tx,
      moved.filter(({ late }) => late).map(({ id }) => id),
    );
  }

  private async remindAgain(tx: Tx, rules: string[]): Promise<void> {
    await tx.query(
      `UPDATE delivery SET state = 'cancelled', reason = 'edition-rescheduled' WHERE rule_id = ANY ($1) AND state = 'planned'`,
      [rules],
    );
    await this.planReminders(tx, 'rule.id = ANY ($1)', [rules]);
  }

  /** As for somebody who registers after the due time: the policy decides, and of several that go at once only the last does. */
  private async skipLate(tx: Tx, rules: string[]): Promise<void> {
    await tx.query(
      `WITH late AS (
         SELECT d.id, rule.late_policy,
           row_number() OVER (PARTITION BY d.registration_id, rule.late_policy ORDER BY rule.due_at DESC, rule.id) AS place
         FROM delivery d JOIN reminder_rule rule ON rule.id = d.rule_id
         WHERE rule.id = ANY ($1) AND d.state = 'planned' AND d.due_at IS NULL)
       UPDATE delivery d SET state = 'skipped', reason = CASE late.late_policy WHEN 'skip' THEN 'late' ELSE 'superseded' END
       FROM late WHERE d.id = late.id AND (late.late_policy = 'skip' OR late.place > 1)`,
      [rules],
    );
  }

  private async planReminders(tx: Tx, where: string, parameters: unknown[]): Promise<void> {
    await tx.query(planReminders(where), parameters);
  }
}

/** A postponed edition has a date of the past at best: its reminders wait for another one. */
function dueIn(edition: Edition, rule: Pick<ReminderRule, 'offset' | 'at'>): Date | null {
  return edition.status === 'postponed' ? null : dueAt(rule, edition.startsAt, edition.timeZone);
}
