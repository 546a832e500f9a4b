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
import {
  RegistrationCancelled,
  RegistrationChanged,
  RegistrationConfirmed,
  RegistrationRepeated,
} from '../registration/index.js';
import { type DeliveryKind } from './domain/delivery.js';
import { dueAt } from './domain/due.js';
import { ReminderRule } from './entities/reminder-rule.entity.js';
import { Nudge } from './nudge.js';

/** Does the registration belong to the rule's audience? Aliases: `rule`, `r` registration, `c` category, `i` institution. */
const IN_AUDIENCE = `
  r.status = ANY (coalesce((SELECT array_agg(x) FROM jsonb_array_elements_text(rule.audience->'statuses') x), '{confirmed}'))
  AND (rule.audience->'categories' IS NULL OR rule.audience->'categories' ? c.id::text)
  AND (rule.audience->'attendance' IS NULL OR rule.audience->'attendance' ? c.attendance)
  AND (rule.audience->'locales' IS NULL OR rule.audience->'locales' ? r.locale)
  AND (rule.audience->'institutions' IS NULL OR coalesce(rule.audience->'institutions' ? i.slug, false))`;

/** Registrations beside their rules; the audience decides in the WHERE. */
export const FROM_AUDIENCE = `
  FROM reminder_rule rule
    JOIN registration r ON r.edition_id = rule.edition_id
    JOIN category c ON c.id = r.category_id
    LEFT JOIN institution i ON i.id = r.institution_id
  WHERE ${IN_AUDIENCE}`;

/**
 * Plans reminders as rows, each due with its rule (`due_at` null); those of a draft are mute. Somebody who registers after the due
 * time is late: then the rule's policy says whether it goes at once or is skipped, and of several that would go at once only the
 * last does. The unique occasion makes planning twice harmless.
 */
const PLAN_REMINDERS = (where: string) => `
  WITH due AS (
    SELECT rule.id AS rule_id, rule.edition_id, r.id AS registration_id, rule.round, rule.late_policy,
      rule.due_at <= r.created_at IS TRUE AS late,
      row_number() OVER (PARTITION BY r.id, rule.late_policy, rule.due_at <= r.created_at ORDER BY rule.due_at DESC) AS place
    ${FROM_AUDIENCE} AND rule.enabled AND NOT EXISTS
      (SELECT 1 FROM edition e WHERE e.id = rule.edition_id AND e.status = 'draft') AND ${where}),
  told AS (
    SELECT *, CASE WHEN late AND late_policy = 'skip' THEN 'late' WHEN late AND place > 1 THEN 'superseded' END AS skipped
    FROM due)
  INSERT INTO delivery (id, edition_id, registration_id, kind, rule_id, occasion, due_at, state, reason)
  SELECT new_id(), edition_id, registration_id, 'reminder', rule_id, 'rule:' || rule_id || ':' || round,
    CASE WHEN late THEN now() END, CASE WHEN skipped IS NULL THEN 'planned' ELSE 'skipped' END, skipped
  FROM told ON CONFLICT (registration_id, occasion) DO NOTHING`;

/** How long a delivery that is nudged to the queue is kept from the sweep. */
export const OFFERED = `now() + interval '15 seconds'`;

/** Turns facts of the lower features into delivery rows, in the transaction of the fact. */
@Injectable()
export class PlanningService implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly nudge: Nudge,
  ) {}

  onModuleInit(): void {
    this.events.on(RegistrationConfirmed, async (tx, { registrationId, editionId }) => {
      await this.planNow(tx, 'confirmation', 'confirmation', registrationId, editionId);
      await this.planReminders(tx, 'r.id = $1', [registrationId]);
    });
    // Another language or institution may belong to another audience. What was due already stays as it was decided then.
    this.events.on(RegistrationChanged, async (tx, { registrationId }) => {
      await tx.query(`DELETE FROM delivery WHERE registration_id = $1 AND state = 'planned' AND due_at IS NULL`, [
        registrationId,
      ]);
      await this.planReminders(tx, 'r.id = $1 AND (rule.due_at > now()) IS NOT FALSE', [registrationId]);
    });
    this.events.on(RegistrationRepeated, async (tx, { registrationId, editionId }) => {
      // At most one an hour, so that nobody can flood somebody else's inbox.
      const [hour] = await tx.query<{ hour: string }>(
        `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24') AS hour`,
      );
      await this.planNow(tx, 'confirmation', `link:${hour!.hour}`, registrationId, editionId);
    });
    this.events.on(RegistrationCancelled, async (tx, { registrationId, editionId }) => {
      await tx.query(
        `UPDATE delivery SET state = 'cancelled', reason = 'registration-cancelled'
         WHERE registration_id = $1 AND state = 'planned'`,
        [registrationId],
      );
      await this.planNow(tx, 'cancelled', 'cancelled', registrationId, editionId);
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
         FROM registration WHERE edition_id = $1 AND status <> 'cancelled' ON CONFLICT DO NOTHING`,
        [editionId],
      );
    });
  }

  /** Plans one mail that is due at once, and wakes the queue for it after the commit. */
  async planNow(
    tx: Tx,
    kind: DeliveryKind,
    occasion: string,
    registrationId: string,
    editionId: string,
  ): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO delivery (id, edition_id, registration_id, kind, occasion, due_at, state, offered_until)
       VALUES ($1, $2, $3, $4, $5, now(), 'planned', ${OFFERED})
       ON CONFLICT (registration_id, occasion) DO NOTHING RETURNING id`,
      [newId(), editionId, registrationId, kind, occasion],
    );
    if (row) tx.afterCommit(() => this.nudge.deliver(row.id));
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
    await tx.query(PLAN_REMINDERS(where), parameters);
  }
}

/** A postponed edition has a date of the past at best: its reminders wait for another one. */
function dueIn(edition: Edition, rule: Pick<ReminderRule, 'offset' | 'at'>): Date | null {
  return edition.status === 'postponed' ? null : dueAt(rule, edition.startsAt, edition.timeZone);
}
