import { DomainError } from '../../../kernel/domain-error.js';

/** It has not gone out yet, so sending it "again" would make two. */
export class StillUnderWay extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'still-under-way';

  constructor() {
    super('This mail is planned or being sent, so there is nothing to send again yet.');
  }
}
