import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { EditionQueries } from '../editions/index.js';
import { type ScanKind } from './domain/check-in.js';
import { AlreadyCheckedIn, NotCheckedIn, ScanTooOld } from './domain/check-in.errors.js';
import { WrongStatus } from './domain/registration.errors.js';
import { CheckInDesk, type NewScan } from './check-in-desk.js';
import { CheckInQueries, type ScanAnswer } from './check-in.queries.js';
import { type CheckInInput } from './inputs/check-in.input.js';

/** What a scan without a device of its own is said to come from. */
const DESK = 'desk';

/** Lets people in, and takes it back. */
@Injectable()
export class CheckInService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly desk: CheckInDesk,
    private readonly queries: CheckInQueries,
  ) {}

  /**
   * Takes scans in, in the order given; each has its own outcome, none stops the others. A nonce that is known already has the
   * answer of then.
   * @param sentAt what the clock of the device shows; undefined: it is believed
   * @throws NotFound, SignInRequired, NotAllowed, NonceTaken
   */
  async scan(actor: Actor, editionKey: string, scans: readonly NewScan[], sentAt?: Date): Promise<ScanAnswer[]> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'registration.check-in', edition.scope);
    return this.record(actor, edition.id, scans, sentAt);
  }

  /** @throws NotFound, AlreadyCheckedIn, WrongStatus, ScanTooOld */
  async checkIn(actor: Actor, registrationId: string, input: CheckInInput = {}): Promise<void> {
    const { outcome, reason, person } = await this.one(actor, registrationId, 'in', input);
    if (outcome === 'already_in') throw new AlreadyCheckedIn();
    if (reason === 'too-old') throw new ScanTooOld();
    if (outcome === 'not_valid') throw new WrongStatus(person?.status ?? 'unknown', 'checked in');
  }

  /** @throws NotFound, NotCheckedIn, AlreadyCheckedIn (again since then), ScanTooOld */
  async undo(actor: Actor, registrationId: string, input: CheckInInput = {}): Promise<void> {
    const { outcome, reason } = await this.one(actor, registrationId, 'undo', input);
    if (outcome === 'already_in') throw new AlreadyCheckedIn();
    if (reason === 'too-old') throw new ScanTooOld();
    if (outcome === 'not_valid') throw new NotCheckedIn();
  }

  private async one(actor: Actor, registration: string, kind: ScanKind, input: CheckInInput): Promise<ScanAnswer> {
    const place = await this.queries.placeOf(registration);
    if (!place) throw new NotFound('The registration');
    this.accounts.authorize(actor, 'registration.check-in', place.scope);
    const { nonce = newId(), at, device = DESK } = input;
    const [answer] = await this.record(actor, place.editionId, [{ registration, kind, nonce, device, at }]);
    return answer!;
  }

  private async record(
    actor: Actor,
    editionId: string,
    scans: readonly NewScan[],
    sentAt?: Date,
  ): Promise<ScanAnswer[]> {
    await this.database.transaction((tx) => this.desk.record(tx, actor, editionId, scans, sentAt));
    return this.queries.answers(
      editionId,
      scans.map(({ nonce }) => nonce),
    );
  }
}
