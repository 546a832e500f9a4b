import { DomainError } from '../../../kernel/domain-error.js';

export class RegistrationClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'registration-closed';

  constructor() {
    super('Registration is not open now.');
  }
}

export class SoldOut extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'sold-out';

  constructor() {
    super('There are no places left in this category.');
  }
}

export class AlreadyRegistered extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-registered';

  constructor() {
    super('This e-mail address is registered for the edition already. We have mailed the personal link to it again.');
  }
}

/** A personal link that is malformed, forged or revoked. */
export class DeadLink extends DomainError {
  readonly kind = 'gone';
  readonly code = 'dead-link';

  constructor() {
    super('This link does not work (any more). Use the newest mail about your registration.');
  }
}

export class AlreadyCancelled extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-cancelled';

  constructor() {
    super('This registration is cancelled.');
  }
}

export class CategoryInUse extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'category-in-use';

  constructor() {
    super('People have registered in this category, so it cannot be removed. Close its registration instead.');
  }
}

/** The category takes invited people only, and there was no (good) invitation. */
export class InvitationRequired extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'invitation-required';

  constructor() {
    super('This category is by invitation only. Use the link in your invitation.');
  }
}

/** The link of an invitation that was used, withdrawn, or has expired. */
export class InvitationUsed extends DomainError {
  readonly kind = 'gone';
  readonly code = 'invitation-used';

  constructor() {
    super('This invitation has been used or does not hold any more. Ask whoever invited you for another one.');
  }
}

/** The institution has no further place in this category. */
export class QuotaFull extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'quota-full';

  constructor() {
    super('The institution has all its places in this category already.');
  }
}

/** What was asked is not possible in the status that the registration has. */
export class WrongStatus extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'wrong-status';

  constructor(status: string, wanted: string) {
    super(`The registration is ${status}, so it cannot be ${wanted}.`);
  }
}

/** Somebody who has waited longer comes first. */
export class OthersFirst extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'others-first';

  constructor() {
    super('Somebody who has waited longer comes first.');
  }
}

/** So many people want a place at this moment that this request would wait too long. */
export class AdmissionBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'busy';
  override readonly retryAfterSeconds = 2;

  constructor() {
    super('Very many people are registering at this moment. Nothing was lost: try again in a few seconds.');
  }
}

/** A cancellation can be undone for ten minutes. */
export class TooLateToUndo extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-late-to-undo';

  constructor() {
    super('The cancellation can no longer be undone. Register again, if there are places.');
  }
}

export class PoolInUse extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'pool-in-use';

  constructor() {
    super('Categories draw on this pool, so it cannot be removed. Take them out of it first.');
  }
}

/** Lost links were asked for too often from one network. Who has registered makes no difference. */
export class TooManyLinkRequests extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-many-link-requests';

  constructor(override readonly retryAfterSeconds: number) {
    super('Links were asked for too often from your network. Try again later, or use the mail that you have.');
  }
}

/** More badges than one file takes, or more than somebody may wait for. */
export class TooManyBadges extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-badges';

  constructor(readonly most: number) {
    super(`At most ${most} badges can be made in this way. Choose fewer people, or have them made in the background.`);
  }
}
