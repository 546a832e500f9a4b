import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AccountsService, type Permission } from '../accounts/index.js';
import { type AuditRecord, AuditService } from '../audit/index.js';
import { scopeOfEdition } from '../editions/index.js';
import { InstitutionsService } from '../institutions/index.js';
import { RegistrationChanged, RegistrationRepeated } from './domain/registration.events.js';
import { Registration } from './entities/registration.entity.js';

/** A registration in the audit trail. */
interface Subject {
  id: string;
  editionId: string;
  version: number;
}

type Change = Pick<AuditRecord, 'action' | 'before' | 'after'>;

/** Who may touch a registration (its holder by the personal link, and whoever has the role), and what is told of it. */
@Injectable()
export class RegistrationAccess {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly institutions: InstitutionsService,
  ) {}

  /** The edition of a registration, to lock its counters before the row. @throws NotFound */
  async editionOf(id: string): Promise<string> {
    return (await this.placeOf(id)).editionId;
  }

  /** The same, for somebody who decides about the registration. @throws NotFound, NotAllowed, SignInRequired */
  async toDecide(actor: Actor, id: string): Promise<string> {
    const { editionId, seriesId } = await this.placeOf(id);
    this.authorize(actor, 'registration.decide', seriesId, editionId);
    return editionId;
  }

  /** Locks the registration for a change. @throws NotFound, also for everybody who may not know of it */
  async locked(tx: Tx, actor: Actor, id: string): Promise<Registration> {
    const registration = await tx.manager.findOne(Registration, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!registration) throw new NotFound('The registration');
    if (actor.kind === 'holder') {
      if (actor.registrationId !== id) throw new NotFound('The registration');
      return registration;
    }
    const [edition] = await tx.query<{ series_id: string }>('SELECT series_id FROM edition WHERE id = $1', [
      registration.editionId,
    ]);
    this.authorize(actor, 'registration.edit', edition!.series_id, registration.editionId);
    return registration;
  }

  /** Offers whose deadline has passed, locked, the oldest first. */
  expiredOffers(tx: Tx, editionId: string, now: Date): Promise<Registration[]> {
    return tx.manager
      .createQueryBuilder(Registration, 'r')
      .where(`r.editionId = :editionId AND r.status = 'offered' AND r.offerExpiresAt <= :now`, { editionId, now })
      .orderBy('r.sequence')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** Has somebody with the same address registered in the meantime? */
  async isRegistered(tx: Tx, { editionId, emailKey }: Registration): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM registration WHERE edition_id = $1 AND email_key = $2 AND status <> 'cancelled'`,
      [editionId, emailKey],
    );
    return rows.length > 0;
  }

  async record(tx: Tx, actor: Actor, registration: Subject, change: Change): Promise<void> {
    await this.recordAll(tx, [{ ...change, actor, registration }]);
  }

  async recordAll(tx: Tx, changes: readonly (Change & { actor: Actor; registration: Subject })[]): Promise<void> {
    await this.audit.recordAll(
      tx,
      changes.map(({ registration: { id, editionId, version }, ...change }) => ({
        ...change,
        object: { kind: 'registration', id },
        editionId,
        version,
      })),
    );
  }

  /** What decides which mails there are may be another now. */
  async changed(tx: Tx, { id, editionId }: Subject): Promise<void> {
    await this.events.publish(tx, new RegistrationChanged(id, editionId));
  }

  /** The holder gets the personal link again. */
  async repeated(tx: Tx, { id, editionId }: Subject): Promise<void> {
    await this.events.publish(tx, new RegistrationRepeated(id, editionId));
  }

  /** @throws InvalidInput */
  async institutionId(slug: string | null | undefined): Promise<string | null> {
    if (!slug) return null;
    return (await this.institutions.idsOf([slug], 'institution')).get(slug) ?? null;
  }

  /** Does work that writes an institution which may have gone in the meantime. @throws InvalidInput */
  withInstitution<T>(work: Promise<T>): Promise<T> {
    const gone = () => InvalidInput.at('institution', 'unknown-institution', 'This institution has just been removed.');
    return translateConstraints(work, {
      registration_institution_fk: gone,
      category_quota_institution_fk: gone,
    });
  }

  unknownCategory(): InvalidInput {
    return InvalidInput.at('category', 'unknown-category', 'There is no such category in this edition.');
  }

  private authorize(actor: Actor, permission: Permission, seriesId: string, editionId: string): void {
    this.accounts.authorize(actor, permission, scopeOfEdition(seriesId, editionId));
  }

  private async placeOf(id: string): Promise<{ editionId: string; seriesId: string }> {
    const [place] = await this.database.query<{ editionId: string; seriesId: string }>(
      `SELECT r.edition_id AS "editionId", e.series_id AS "seriesId"
       FROM registration r JOIN edition e ON e.id = r.edition_id WHERE r.id = $1`,
      [id],
    );
    if (!place) throw new NotFound('The registration');
    return place;
  }
}
