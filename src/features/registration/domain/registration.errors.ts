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
