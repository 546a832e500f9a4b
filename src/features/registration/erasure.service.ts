import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AuditService } from '../audit/index.js';
import { AdmissionDesk } from './admission-desk.js';
import { AnswerFiles } from './answer-files.js';
import { RegistrationErased } from './domain/registration.events.js';
import { type Registration } from './entities/registration.entity.js';
import { RegistrationAccess } from './registration-access.js';

/** What the trail may go on saying about an erased registration and its invitations. */
const KEPT_IN_TRAIL = ['status', 'category', 'categoryId', 'reference', 'state', 'kind', 'reminders', 'verdict'];

/** All that there is about somebody. */
@Injectable()
export class ErasureSources {
  constructor(
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly files: AnswerFiles,
  ) {}

  /** The row being locked by this transaction. */
  async forget(tx: Tx, registration: Registration, now: Date): Promise<void> {
    const { id, editionId, email, emailKey } = registration;
    await this.files.removeOf(tx, [id]);
    const invitations = await this.forgetInvitations(tx, registration);
    await tx.query('UPDATE registration_review SET note = NULL WHERE registration_id = $1', [id]);
    await tx.query(
      `UPDATE registration SET name = '—', native_name = NULL, email = $2, email_key = $2, affiliation = NULL, country = NULL,
         time_zone = NULL, answers = '{}', answer_versions = '{}', status_note = NULL, cancelled_from = NULL,
         unsubscribed_at = coalesce(unsubscribed_at, $3), erased_at = $3, link_version = link_version + 1, version = version + 1
       WHERE id = $1`,
      [id, nobody(id), now],
    );
    await this.audit.forget(tx, { kind: 'registration', id }, KEPT_IN_TRAIL);
    for (const { id: invitation } of invitations)
      await this.audit.forget(tx, { kind: 'registration-invitation', id: invitation }, KEPT_IN_TRAIL);
    const addresses = new Set(
      [email, emailKey, ...invitations.map((one) => one.email)].map((one) => one.toLowerCase()),
    );
    await this.events.publish(
      tx,
      new RegistrationErased(
        id,
        editionId,
        [...addresses],
        invitations.map((one) => one.id),
      ),
    );
  }

  /** Those to the same address in this edition, and the one that was used, wherever it went. An open one holds no more. */
  private async forgetInvitations(
    tx: Tx,
    { editionId, emailKey, invitationId }: Registration,
  ): Promise<{ id: string; email: string }[]> {
    const invitations = await tx.query<{ id: string; email: string }>(
      `SELECT id, email FROM invitation
       WHERE edition_id = $1 AND (email_key = $2 OR (id = $3::uuid AND kind = 'person')) ORDER BY id FOR UPDATE`,
      [editionId, emailKey, invitationId],
    );
    await tx.query(
      `UPDATE invitation SET email = gone.email, email_key = gone.email, name = NULL, message = NULL,
         state = CASE state WHEN 'open' THEN 'withdrawn' ELSE state END, link_version = link_version + 1, version = version + 1
       FROM unnest($1::uuid[], $2::text[]) AS gone (id, email) WHERE invitation.id = gone.id`,
      [invitations.map(({ id }) => id), invitations.map(({ id }) => nobody(id))],
    );
    return invitations;
  }
}

/**
 * Forgets who somebody was. What stays is that a registration was made, in which category and from which institution, when it changed
 * and who let it in: the counts of an edition and its trail must still add up. It names nobody; its reference is known to the person
 * alone. Everything else goes, in the tables, among the files and in the trail: names, addresses, country, zone, answers, notes.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly sources: ErasureSources,
    private readonly desk: AdmissionDesk,
    private readonly access: RegistrationAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * By the holder or an organiser, for good. A place is given back, and whoever waits for it has it in the same moment. Every link dies.
   * No mail follows: there is no address left to send it to. Once more is harmless. @throws NotFound, StaleVersion
   */
  async erase(actor: Actor, id: string, expected?: number): Promise<void> {
    const editionId = await this.access.editionOf(id);
    await this.database.transaction(async (tx) => {
      const desk = await this.desk.open(tx, editionId);
      const registration = await this.access.locked(tx, actor, id);
      expectVersion(registration, expected);
      if (registration.erasedAt !== null) return;
      const { status } = registration;
      if (status !== 'cancelled' && status !== 'declined') {
        await this.desk.move(tx, desk, registration, 'cancelled', { why: 'cancelled' });
      }
      // Those who move up are told by this; what it plans for the person is called off below.
      await this.desk.close(tx, desk);
      const version = registration.version + 1;
      await this.access.record(
        tx,
        actor,
        { id, editionId, version },
        { action: 'registration.erase', before: { status }, after: { status: registration.status } },
      );
      await this.sources.forget(tx, registration, this.clock.now());
    });
  }
}

/** An address that nobody has or ever will have (RFC 2606). */
const nobody = (id: string): string => `erased-${id}@erased.invalid`;
