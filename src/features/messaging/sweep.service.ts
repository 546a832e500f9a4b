import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { JobQueue } from '../../platform/queue/job-queue.js';
import { DELIVERIES_A_JOB, DeliverMessages } from './messaging.jobs.js';
import { OutboxService } from './outbox.service.js';

/** At most so many deliveries are handed to the queue by one sweep. */
const BATCH = 1_000;

/** While so many jobs wait, the queue has enough to do. */
const ENOUGH_WAITING = 50;

/** Offered again after this long, should the queue have lost them. */
const OFFER = `interval '30 seconds'`;

/** Finds due deliveries and feeds them to the queue in small claims; the table is the plan, the queue only wakes. */
@Injectable()
export class SweepService {
  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly outbox: OutboxService,
  ) {}

  async sweep(): Promise<void> {
    await this.outbox.markUncertain();
    const { waiting = 0 } = await this.queue.depth(DeliverMessages);
    if (waiting < ENOUGH_WAITING) {
      const ids = [...(await this.offerOwnTime()), ...(await this.offerDueRules())];
      for (let start = 0; start < ids.length; start += DELIVERIES_A_JOB) {
        await this.queue.add(DeliverMessages, { ids: ids.slice(start, start + DELIVERIES_A_JOB) });
      }
    }
    await this.settleRules();
  }

  /** Confirmations, retries, late reminders: due at a time of their own. */
  private offerOwnTime(): Promise<string[]> {
    return this.offer(`
      SELECT id FROM delivery WHERE state = 'planned' AND due_at <= now()
        AND (offered_until IS NULL OR offered_until < now())
      ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`);
  }

  /** Reminders: due with their rule. */
  private offerDueRules(): Promise<string[]> {
    return this.offer(`
      SELECT d.id FROM reminder_rule rule JOIN delivery d ON d.rule_id = rule.id
      WHERE rule.enabled AND NOT rule.settled AND rule.due_at <= now()
        AND d.state = 'planned' AND d.due_at IS NULL AND (d.offered_until IS NULL OR d.offered_until < now())
      LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED`);
  }

  private async offer(select: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE delivery SET offered_until = now() + ${OFFER} WHERE id IN (${select}) RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * A rule with nothing left to send is not looked at again. The margin lets transactions that began before the due time
   * come to their end: they still plan for the rule's own time.
   */
  private async settleRules(): Promise<void> {
    await this.database.query(`
      UPDATE reminder_rule rule SET settled = true
      WHERE rule.enabled AND NOT rule.settled AND rule.due_at < now() - interval '10 minutes' AND NOT EXISTS
        (SELECT 1 FROM delivery d WHERE d.rule_id = rule.id AND d.state = 'planned' AND d.due_at IS NULL)`);
  }
}
