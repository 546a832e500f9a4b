import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Database, isLostConnection } from '../../platform/database/database.js';
import { type Handover, MailTransport, type OutgoingMail } from '../../platform/mail/mail-transport.js';
import { type DeliveryState } from './domain/delivery.js';
import { retryPause } from './domain/retry.js';
import { type OwnWords } from './mail-composer.js';
import { MailWriter, type Recipient } from './mail-writer.js';

/**
 * How long a claimed delivery belongs to its worker. Longer than the transport's timeouts taken together; whoever has not
 * recorded an answer by then has died, and whether the mail went out is uncertain.
 */
const LEASE = `interval '60 seconds'`;

const NOT_RECORDED =
  'The process stopped between handing the mail over and recording the answer. It may have been delivered; it is not sent again by itself.';
const BROKEN_OFF = 'The connection broke after the message was handed over and before the server answered.';

/**
 * How long to wait before each further try to record an answer, ms; shorter than the lease taken together. Only this
 * process knows the answer, and a database that is away for a moment must not turn it into a doubt.
 */
const RECORD_AGAIN_AFTER = [100, 200, 500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** A delivery that this process has claimed. `attempt` counts from 1. */
interface Claim extends Recipient {
  attempt: number;
}

/**
 * Sends deliveries, one at a time: claim (committed) → one last look → write → hand over → record (committed). A crash
 * between claim and record leaves a row whose lease runs out, which then says `uncertain`; nothing is sent twice blindly.
 */
@Injectable()
export class OutboxService {
  private readonly logger = new Logger(OutboxService.name);
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly writer: MailWriter,
    private readonly transport: MailTransport,
  ) {}

  /** Sends what of these is still planned and due. Stops between two mails when the process is to end. */
  async deliver(ids: readonly string[]): Promise<void> {
    for (const [done, id] of ids.entries()) {
      if (this.stopping) return this.handBack(ids.slice(done));
      const claim = await this.claim(id);
      if (claim) await this.send(claim);
    }
  }

  /** The next sweep, of whichever process, need not wait until their offer has run out. */
  private async handBack(ids: readonly string[]): Promise<void> {
    // Whoever changes some of them at this moment, in another order, must not wait for us while we wait for them.
    await this.database.query(
      `UPDATE delivery SET offered_until = NULL WHERE id IN
         (SELECT id FROM delivery WHERE id = ANY ($1) AND state = 'planned' FOR UPDATE SKIP LOCKED)`,
      [ids],
    );
  }

  /** From now on no further mail is begun. */
  stop(): void {
    this.stopping = true;
  }

  /** Rows whose lease has run out: nobody will record an answer any more. @returns how many there were */
  async markUncertain(): Promise<number> {
    const rows = await this.database.query(
      `UPDATE delivery SET state = 'uncertain', reason = $1, leased_until = NULL
       WHERE state = 'sending' AND leased_until < now() RETURNING id`,
      [NOT_RECORDED],
    );
    if (rows.length > 0) this.logger.warn(`${rows.length} deliveries are uncertain.`);
    return rows.length;
  }

  /** Database time decides whether it is due; a second worker finds it claimed and leaves it. */
  private async claim(id: string): Promise<Claim | null> {
    const [claim] = await this.database.query<Claim & { subject: OwnWords['subject']; body: OwnWords['body'] }>(
      `WITH claimed AS (
         UPDATE delivery d SET state = 'sending', attempts = attempts + 1, leased_until = now() + ${LEASE}, reason = NULL
         WHERE d.id = $1 AND d.state = 'planned'
           AND coalesce(d.due_at, (SELECT rule.due_at FROM reminder_rule rule WHERE rule.id = d.rule_id AND rule.enabled)) <= now()
         RETURNING d.id, d.registration_id, d.invitation_id, d.account_link_id, d.kind, d.occasion, d.attempts, d.rule_id)
       SELECT claimed.id, registration_id AS "registrationId", invitation_id AS "invitationId",
         account_link_id AS "accountLinkId", kind, occasion, attempts AS attempt, rule.subject, rule.body
       FROM claimed LEFT JOIN reminder_rule rule ON rule.id = claimed.rule_id`,
      [id],
    );
    if (!claim) return null;
    const { subject, body, ...rest } = claim;
    return { ...rest, words: rest.kind === 'reminder' ? { subject, body } : null };
  }

  private async send(claim: Claim): Promise<void> {
    const mail = await this.write(claim);
    if (mail) await this.recordSurely(claim, await this.transport.send(mail));
  }

  private async recordSurely(claim: Claim, handover: Handover): Promise<void> {
    for (const wait of RECORD_AGAIN_AFTER) {
      try {
        return await this.record(claim, handover);
      } catch (error) {
        if (!isLostConnection(error)) throw error;
        await pause(wait);
      }
    }
    await this.record(claim, handover);
  }

  /** The mail as it is right now, or null when there is none to send (and the row says why). */
  private async write(claim: Claim): Promise<OutgoingMail | null> {
    try {
      const written = await this.writer.write(claim);
      if ('mail' in written) return written.mail;
      await this.end(claim.id, written.state, written.reason);
      return null;
    } catch (error) {
      if (isLostConnection(error)) {
        await this.recordSurely(claim, { outcome: 'deferred', response: 'The database could not be read.' });
        return null;
      }
      // One mail that cannot be written must not keep the others from going out.
      this.logger.error({ msg: 'A mail could not be written', delivery: claim.id, error: String(error) });
      await this.end(claim.id, 'failed', `The mail could not be written: ${String(error).slice(0, 300)}`);
      return null;
    }
  }

  private async record(claim: Claim, handover: Handover): Promise<void> {
    switch (handover.outcome) {
      case 'accepted':
        await this.database.query(
          `UPDATE delivery SET state = 'sent', sent_at = now(), response = $2, reason = NULL, leased_until = NULL
           WHERE id = $1 AND state IN ('sending', 'uncertain')`,
          [claim.id, handover.response],
        );
        return;
      case 'rejected':
        await this.end(claim.id, handover.recipient ? 'bounced' : 'failed', handover.response);
        return;
      case 'ambiguous':
        await this.end(claim.id, 'uncertain', `${BROKEN_OFF} ${handover.response}`);
        return;
      case 'deferred': {
        const seconds = retryPause(claim.attempt);
        if (seconds === null) {
          await this.end(claim.id, 'failed', `Given up after ${claim.attempt} attempts: ${handover.response}`);
          return;
        }
        await this.database.query(
          `UPDATE delivery SET state = 'planned', due_at = now() + make_interval(secs => $2), reason = $3,
             leased_until = NULL, offered_until = NULL WHERE id = $1 AND state = 'sending'`,
          [claim.id, seconds, handover.response],
        );
      }
    }
  }

  private async end(id: string, state: DeliveryState, reason: string): Promise<void> {
    await this.database.query(
      `UPDATE delivery SET state = $2, reason = $3, leased_until = NULL WHERE id = $1 AND state = 'sending'`,
      [id, state, reason],
    );
  }
}
