import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { partOf } from '../audit/index.js';
import { AdmissionDesk, type CategoryAtDesk, type Desk } from './admission-desk.js';
import { Admissions, type Admitted, type Origin, type Outcome } from './admissions.js';
import { claimFiles } from './answer-files.js';
import { windowState } from './domain/admission.js';
import { checkAnswers, type CheckedAnswers } from './domain/answers.js';
import {
  AlreadyCancelled,
  AlreadyRegistered,
  InvitationRequired,
  QuotaFull,
  RegistrationClosed,
  SoldOut,
  TooLateToUndo,
  WrongStatus,
} from './domain/registration.errors.js';
import { type RegistrationStatus } from './domain/registration-status.js';
import { type Registration } from './entities/registration.entity.js';
import { type RegisterInput, type UpdateRegistrationInput } from './inputs/registration.input.js';
import { RegistrationAccess } from './registration-access.js';

/** How long a cancellation can be undone, ms. */
export const UNDO_MS = 10 * 60_000;

const ACTIVE: readonly RegistrationStatus[] = ['confirmed', 'offered', 'waitlisted', 'pending'];
const PLACED: readonly RegistrationStatus[] = ['confirmed', 'offered'];

/** One person's registration, from its beginning to its end. What organisers decide about it is `DecisionsService`. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly admissions: Admissions,
    private readonly desk: AdmissionDesk,
    private readonly access: RegistrationAccess,
  ) {}

  /**
   * Takes a place, or one on the waiting list, or waits for approval.
   * @throws NotFound, RegistrationClosed, SoldOut, QuotaFull, AlreadyRegistered, InvitationRequired, InvitationUsed, InvalidInput, AdmissionBusy
   */
  register(
    actor: Actor,
    editionKey: string,
    input: RegisterInput,
    negotiated: Locale | null,
    origin: Origin = {},
  ): Promise<Admitted> {
    return this.admissions.one(editionKey, { invitation: input.invitation, ...origin, actor, input, negotiated });
  }

  /**
   * Several in one transaction of the caller's, each with an outcome: what one of them is refused harms nobody else. The caller
   * has asked for permission, and throws if it is to be all or nothing. @throws NotFound, RegistrationClosed
   */
  registerWithin(
    tx: Tx,
    actor: Actor,
    editionKey: string,
    inputs: readonly RegisterInput[],
    origin: Origin,
  ): Promise<Outcome[]> {
    return this.admissions.within(
      tx,
      editionKey,
      inputs.map((input) => ({ ...origin, actor, input, negotiated: null })),
    );
  }

  /** By the holder or an organiser. @throws NotFound, StaleVersion, AlreadyCancelled, InvalidInput, QuotaFull */
  async update(actor: Actor, id: string, input: UpdateRegistrationInput, version?: number): Promise<void> {
    const institutionId = await this.access.institutionId(input.institution);
    const editionId = await this.access.editionOf(id);
    const questions = input.answers === undefined ? [] : await this.admissions.questionsOf(editionId);
    await this.database.transaction(async (tx) => {
      // Another institution may have another quota: then counters change, and their lock comes first.
      const desk = input.institution === undefined ? null : await this.desk.open(tx, editionId);
      const registration = await this.access.locked(tx, actor, id);
      expectVersion(registration, version);
      if (!ACTIVE.includes(registration.status)) throw new AlreadyCancelled();
      const { institution, answers, ...rest } = input;
      const checked =
        answers === undefined ? null : checkAnswers(questions, registration.categoryId, answers, keptOf(registration));
      const before = partOf(registration, { ...rest, ...(answers && { answers }) });
      if (desk) changeInstitution(desk, registration, institutionId);
      Object.assign(registration, rest, { version: registration.version + 1 });
      if (institution !== undefined) registration.institutionId = institutionId;
      if (checked) await this.answer(tx, registration, checked);
      await this.access.withInstitution(tx.manager.save(registration));
      await this.access.changed(tx, registration);
      await this.access.record(tx, actor, registration, { action: 'registration.update', before, after: input });
      if (desk) await this.desk.close(tx, desk);
    });
  }

  /** Gives the place back; whoever waits for it has it in the same moment. By the holder or an organiser. @throws NotFound, AlreadyCancelled, WrongStatus */
  async cancel(actor: Actor, id: string): Promise<void> {
    await this.atDesk(actor, id, async (tx, desk, registration) => {
      const { status } = registration;
      if (status === 'cancelled') throw new AlreadyCancelled();
      if (!ACTIVE.includes(status)) throw new WrongStatus(status, 'cancelled');
      await this.desk.move(tx, desk, registration, 'cancelled', { why: 'cancelled' });
      await this.access.record(tx, actor, registration, {
        action: 'registration.cancel',
        before: { status },
        after: { status: 'cancelled' },
      });
    });
  }

  /**
   * Within ten minutes. The place is had back if nobody has it yet, else there is the waiting list, where the registration
   * stands where it would have stood.
   * @throws NotFound, TooLateToUndo, AlreadyRegistered, RegistrationClosed, SoldOut, QuotaFull
   */
  async undoCancel(actor: Actor, id: string): Promise<void> {
    await this.atDesk(actor, id, async (tx, desk, registration) => {
      const { cancelledFrom, cancelledAt, categoryId, institutionId } = registration;
      const isRecent = cancelledAt !== null && this.clock.now().getTime() - cancelledAt.getTime() <= UNDO_MS;
      if (registration.status !== 'cancelled' || cancelledFrom === null || !isRecent) throw new TooLateToUndo();
      if (windowState({ ...desk.edition, opensAt: null, closesAt: null }, this.clock.now()) !== 'open')
        throw new RegistrationClosed();
      if (await this.access.isRegistered(tx, registration)) throw new AlreadyRegistered();
      const to = PLACED.includes(cancelledFrom)
        ? this.placeOrLine(desk, categoryId, institutionId, this.statusBack(desk, registration))
        : cancelledFrom;
      await this.desk.move(tx, desk, registration, to, { why: 'reinstated' });
      await this.access.record(tx, actor, registration, {
        action: 'registration.reinstate',
        before: { status: 'cancelled' },
        after: { status: to },
      });
    });
  }

  /**
   * To another category of the edition, if there is room; who has a place keeps it otherwise. By the holder or an organiser.
   * @throws NotFound, InvalidInput, AlreadyCancelled, RegistrationClosed, InvitationRequired, SoldOut, QuotaFull
   */
  async changeCategory(actor: Actor, id: string, categoryId: string): Promise<void> {
    await this.atDesk(actor, id, async (tx, desk, registration) => {
      const target = desk.categories.get(categoryId);
      if (!target) throw this.access.unknownCategory();
      if (!ACTIVE.includes(registration.status)) throw new AlreadyCancelled();
      if (categoryId === registration.categoryId) return;
      if (actor.kind === 'holder') this.expectOpen(desk, target);
      const before = partOf(registration, { categoryId, status: '' });
      const to = this.statusIn(desk, target, registration, actor);
      await this.desk.move(tx, desk, registration, to, {
        why: 'recategorised',
        categoryId,
        toTheEnd: to === 'waitlisted',
      });
      // It is another application now: what reviewers have said was about the other category.
      if (to === 'pending') await tx.query('DELETE FROM registration_review WHERE registration_id = $1', [id]);
      await this.access.record(tx, actor, registration, {
        action: 'registration.change-category',
        before,
        after: { categoryId, status: to },
      });
    });
  }

  /** Stops or resumes reminders; confirmations, changes and cancellations still go out. */
  async setReminders(actor: Actor, id: string, wanted: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const registration = await this.access.locked(tx, actor, id);
      const before = registration.unsubscribedAt === null;
      registration.unsubscribedAt = wanted ? null : (registration.unsubscribedAt ?? this.clock.now());
      await tx.manager.save(registration);
      await this.access.record(tx, actor, registration, {
        action: 'registration.reminders',
        before: { reminders: before },
        after: { reminders: wanted },
      });
    });
  }

  /** Mails the personal link again, at most once an hour. By the holder or an organiser. @throws NotFound */
  async resendLink(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const registration = await this.access.locked(tx, actor, id);
      await this.access.repeated(tx, registration);
      await this.access.record(tx, actor, registration, { action: 'registration.resend-link' });
    });
  }

  /** The lock of the edition's counters first, then that of the row: always in this order. */
  private async atDesk(
    actor: Actor,
    id: string,
    work: (tx: Tx, desk: Desk, registration: Registration) => Promise<void>,
  ): Promise<void> {
    const editionId = await this.access.editionOf(id);
    await this.database.transaction(async (tx) => {
      const desk = await this.desk.open(tx, editionId);
      await work(tx, desk, await this.access.locked(tx, actor, id));
      await this.desk.close(tx, desk);
    });
  }

  private async answer(tx: Tx, registration: Registration, checked: CheckedAnswers): Promise<void> {
    registration.answers = checked.answers;
    registration.answerVersions = checked.versions;
    if (checked.files.length > 0) await claimFiles(tx, [{ registrationId: registration.id, files: checked.files }]);
  }

  private expectOpen(desk: Desk, { opensAt, closesAt, invitationOnly }: CategoryAtDesk): void {
    if (windowState({ ...desk.edition, opensAt, closesAt }, this.clock.now()) !== 'open')
      throw new RegistrationClosed();
    if (invitationOnly) throw new InvitationRequired();
  }

  /** An offer that was given back is an offer again, with a deadline of its own. */
  private statusBack(desk: Desk, { cancelledFrom, categoryId }: Registration): 'confirmed' | 'offered' {
    return cancelledFrom === 'offered' ? this.desk.placed(desk, categoryId) : 'confirmed';
  }

  private placeOrLine(
    desk: Desk,
    categoryId: string,
    institutionId: string | null,
    placed: 'confirmed' | 'offered',
  ): RegistrationStatus {
    const hindrance = desk.places.hindrance(categoryId, institutionId);
    if (hindrance === null) return placed;
    if (desk.categories.get(categoryId)!.waitingList) return 'waitlisted';
    throw hindrance === 'sold-out' ? new SoldOut() : new QuotaFull();
  }

  private statusIn(desk: Desk, target: CategoryAtDesk, registration: Registration, actor: Actor): RegistrationStatus {
    const { status, institutionId } = registration;
    if (status === 'pending') return 'pending';
    if (target.approval && actor.kind === 'holder') return 'pending';
    const hasPlace = PLACED.includes(status);
    // What the registration has now is free for it.
    if (hasPlace) desk.places.free(registration.categoryId, institutionId);
    const hindrance = desk.places.hindrance(target.id, institutionId);
    if (hasPlace) desk.places.take(registration.categoryId, institutionId);
    if (hindrance === null) return hasPlace ? status : this.desk.placed(desk, target.id);
    if (hindrance === 'institution-required')
      throw InvalidInput.at('institution', 'institution-required', 'Choose your institution first.');
    if (!hasPlace && target.waitingList) return 'waitlisted';
    throw hindrance === 'sold-out' ? new SoldOut() : new QuotaFull();
  }
}

const keptOf = ({ answers, answerVersions }: Registration) => ({ answers, versions: answerVersions });

/** Moves the place from one institution's quota to the other's. @throws QuotaFull, InvalidInput */
function changeInstitution({ places }: Desk, registration: Registration, institutionId: string | null): void {
  const { categoryId, status } = registration;
  if (institutionId === registration.institutionId || !PLACED.includes(status)) return;
  places.free(categoryId, registration.institutionId);
  const hindrance = places.hindrance(categoryId, institutionId);
  if (hindrance === 'institution-required')
    throw InvalidInput.at('institution', 'institution-required', 'Places are given by institution: choose one.');
  // The place itself may be one beyond a capacity that was lowered: it is kept all the same.
  if (hindrance === 'quota-full') throw new QuotaFull();
  places.take(categoryId, institutionId);
}
