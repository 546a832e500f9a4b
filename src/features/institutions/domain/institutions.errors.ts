import { DomainError } from '../../../kernel/domain-error.js';

export class DuplicateSlug extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-slug';

  constructor(slug: string) {
    super(`“${slug}” is taken already. Choose another one.`);
  }
}

/** Its name stands in series, editions or registrations, which must not lose it. */
export class InstitutionInUse extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'institution-in-use';

  constructor() {
    super('This institution is named by a series, an edition or a registration, so it cannot be removed.');
  }
}

/** A year has one name. */
export class DuplicateNameYear extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-name-year';

  constructor() {
    super('Another former name of this institution ends in the same year. Change that one, or choose another year.');
  }
}
