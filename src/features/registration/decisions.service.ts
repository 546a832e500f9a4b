import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { requireAccount } from '../accounts/index.js';
import { AdmissionDesk, type Desk } from './admission-desk.js';
import { OthersFirst, QuotaFull, SoldOut, WrongStatus } from './domain/registration.errors.js';
import { type RegistrationStatus } from './domain/registration-status.js';
import { type Registration } from './entities/registration.entity.js';
import { type DecisionInput } from './inputs/decision.input.js';
import { RegistrationAccess } from './registration-access.js';

type Verdict = 'approve' | 'decline';

/** What has become of a registration, or that it stays as it is until another reviewer has decided. */
export interface Decision {
  status: RegistrationStatus;
  /** How many reviewers have said so, of how many that must. */
  verdicts: number;
  required: number;
}

/** Which statuses a verdict may be about. */
const OPEN_TO: Record<Verdict, readonly RegistrationStatus[]> = {
  // Somebody who was declined may be approved after all.
  approve: ['pending', 'declined'],
  decline: ['pending', 'waitlisted', 'offered'],
};

/** What is told of a verdict that has decided. */
const DECIDED = {
  approve: { action: 'registration.approve' },
  decline: { action: 'registration.decline' },
} as const;

/** Who does what no person does. */
const OFFERS: Actor = { kind: 'system', name: 'offers' };

/** What organisers decide about registrations, and what becomes of offers. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly desk: AdmissionDesk,
    private readonly access: RegistrationAccess,
  ) {}

  /**
   * The person gets a place, an offer of one, or waits for one. In a category with several reviewers only the last of them
   * moves anything. @throws NotFound, NotAllowed, WrongStatus, SoldOut, QuotaFull
   */
  approve(actor: Actor, id: string, input: DecisionInput = {}): Promise<Decision> {
    return this.decide(actor, id, 'approve', input, (desk, registration) => this.afterApproval(desk, registration));
  }

  /** `message` is told to the person, `note` to reviewers only. @throws NotFound, NotAllowed, WrongStatus */
  decline(actor: Actor, id: string, input: DecisionInput = {}): Promise<Decision> {
    return this.decide(actor, id, 'decline', input, () => 'declined');
  }

  /**
   * Gives a free place to somebody who waits, if it is their turn: as the waiting list does by itself while the edition is on.
   * @throws NotFound, NotAllowed, WrongStatus, SoldOut, QuotaFull, OthersFirst
   */
  async promote(actor: Actor, id: string): Promise<void> {
    await this.atDesk(actor, id, async (tx, desk, registration) => {
      const { status, categoryId, institutionId } = registration;
      if (status !== 'waitlisted') throw new WrongStatus(status, 'promoted');
      const hindrance = desk.places.hindrance(categoryId, institutionId);
      if (hindrance !== null) throw hindrance === 'sold-out' ? new SoldOut() : new QuotaFull();
      const [first] = await this.desk.eligible(tx, desk, 1);
      if (first?.id !== id) throw new OthersFirst();
      const to = this.desk.placed(desk, categoryId);
      await this.desk.move(tx, desk, registration, to, { why: 'promoted' });
      await this.access.record(tx, actor, registration, {
        action: 'registration.promote',
        before: { status },
        after: { status: to },
      });
    });
  }

  /** An offer becomes a place. By the holder or an organiser. @throws NotFound, WrongStatus */
  async accept(actor: Actor, id: string): Promise<void> {
    const editionId = await this.access.editionOf(id);
    await this.database.transaction(async (tx) => {
      const desk = await this.desk.open(tx, editionId);
      const registration = await this.access.locked(tx, actor, id);
      const { status, offerExpiresAt } = registration;
      if (status !== 'offered' || offerExpiresAt! <= this.clock.now()) throw new WrongStatus(status, 'accepted');
      await this.desk.move(tx, desk, registration, 'confirmed', { why: 'accepted' });
      await this.access.record(tx, actor, registration, {
        action: 'registration.accept-offer',
        before: { status },
        after: { status: 'confirmed' },
      });
      await this.desk.close(tx, desk);
    });
  }

  /** Offers whose deadline has passed go on to whoever is next. @returns how many have lapsed */
  async lapse(): Promise<number> {
    const editions = await this.database.query<{ id: string }>(
      `SELECT DISTINCT edition_id AS id FROM registration WHERE status = 'offered' AND offer_expires_at <= $1`,
      [this.clock.now()],
    );
    let lapsed = 0;
    for (const { id } of editions) lapsed += await this.lapseIn(id);
    return lapsed;
  }

  private lapseIn(editionId: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const desk = await this.desk.open(tx, editionId);
      const expired = await this.access.expiredOffers(tx, editionId, this.clock.now());
      for (const registration of expired) {
        await this.desk.move(tx, desk, registration, 'cancelled', { why: 'lapsed' });
        await this.access.record(tx, OFFERS, registration, {
          action: 'registration.lapse-offer',
          before: { status: 'offered' },
          after: { status: 'cancelled' },
        });
      }
      await this.desk.close(tx, desk);
      return expired.length;
    });
  }

  private async decide(
    actor: Actor,
    id: string,
    verdict: Verdict,
    { note, message }: DecisionInput,
    outcome: (desk: Desk, registration: Registration) => RegistrationStatus,
  ): Promise<Decision> {
    const { accountId } = requireAccount(actor);
    let decision: Decision | undefined;
    await this.atDesk(actor, id, async (tx, desk, registration) => {
      const { status } = registration;
      if (!OPEN_TO[verdict].includes(status))
        throw new WrongStatus(status, verdict === 'approve' ? 'approved' : 'declined');
      // What several have decided is not turned round by one of them.
      const { reviewsRequired } = desk.categories.get(registration.categoryId)!;
      const required = status === 'pending' || status === 'declined' ? reviewsRequired : 1;
      const verdicts = await this.review(tx, registration, accountId, verdict, note);
      const to = verdicts < required ? status : outcome(desk, registration);
      if (to !== status) {
        await this.desk.move(tx, desk, registration, to, {
          why: verdict === 'approve' ? 'approved' : 'declined',
          note: verdict === 'decline' ? message : null,
          // The place in line is that of the approval: nobody who waits already is overtaken by an older application.
          toTheEnd: to === 'waitlisted',
        });
      }
      await this.access.record(tx, actor, registration, {
        ...(to === status ? { action: 'registration.review' } : DECIDED[verdict]),
        before: { status },
        after: { status: to, verdict, ...(note ? { note } : {}), ...(message ? { message } : {}) },
      });
      decision = { status: to, verdicts, required };
    });
    return decision!;
  }

  /** One verdict a reviewer; whoever thinks again replaces their own. @returns how many say the same */
  private async review(
    tx: Tx,
    { id }: Registration,
    accountId: string,
    verdict: Verdict,
    note: string | undefined,
  ): Promise<number> {
    await tx.query(
      `INSERT INTO registration_review (id, registration_id, account_id, verdict, note, reviewed_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (registration_id, account_id) DO UPDATE SET verdict = excluded.verdict, note = excluded.note,
         reviewed_at = excluded.reviewed_at`,
      [newId(), id, accountId, verdict, note ?? null, this.clock.now()],
    );
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM registration_review WHERE registration_id = $1 AND verdict = $2',
      [id, verdict],
    );
    return row!.count;
  }

  private afterApproval(desk: Desk, { categoryId, institutionId }: Registration): RegistrationStatus {
    const hindrance = desk.places.hindrance(categoryId, institutionId);
    if (hindrance === null) return this.desk.placed(desk, categoryId);
    if (desk.categories.get(categoryId)!.waitingList) return 'waitlisted';
    throw hindrance === 'sold-out' ? new SoldOut() : new QuotaFull();
  }

  private async atDesk(
    actor: Actor,
    id: string,
    work: (tx: Tx, desk: Desk, registration: Registration) => Promise<void>,
  ): Promise<void> {
    const editionId = await this.access.toDecide(actor, id);
    await this.database.transaction(async (tx) => {
      const desk = await this.desk.open(tx, editionId);
      await work(tx, desk, await this.access.locked(tx, actor, id));
      await this.desk.close(tx, desk);
    });
  }
}
