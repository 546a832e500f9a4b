import { DomainError } from '../../../kernel/domain-error.js';

/** An archive of this size is one that nobody reads. */
export const MAX_DOCUMENTS = 200;

export class TooManyDocuments extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-documents';

  constructor() {
    super(`An edition has at most ${MAX_DOCUMENTS} documents and recordings. Remove one first.`);
  }
}
