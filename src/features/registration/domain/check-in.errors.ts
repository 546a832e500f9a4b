import { DomainError } from '../../../kernel/domain-error.js';

export class AlreadyCheckedIn extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-checked-in';

  constructor() {
    super('This person is checked in already.');
  }
}

export class NotCheckedIn extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-checked-in';

  constructor() {
    super('This person is not checked in.');
  }
}

/** The device has kept the scan for too long to say what happened since. */
export class ScanTooOld extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'scan-too-old';

  constructor() {
    super('This was scanned more than a week ago, so it does not count any more.');
  }
}

/** Two different scans with one nonce, at the same moment. */
export class NonceTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nonce-taken';

  constructor() {
    super('Another scan has used this nonce. Make a new one for every scan.');
  }
}
