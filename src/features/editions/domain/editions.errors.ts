import { DomainError } from '../../../kernel/domain-error.js';
import { type EditionAction, type EditionStatus } from './edition-state.js';

export class DuplicateSeriesSlug extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-slug';

  constructor(slug: string) {
    super(`There is a series “${slug}” already.`);
  }
}

export class DuplicateEditionKey extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-key';

  constructor(key: string) {
    super(`There is an edition “${key}” already. Choose another key.`);
  }
}

export class DuplicateOrdinal extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-ordinal';

  constructor() {
    super('Another edition of the series has this ordinal. Choose another one, or null for an unnumbered edition.');
  }
}

export class DuplicateMember extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'duplicate-member';

  constructor() {
    super('The institution has this role in the series already.');
  }
}

export class ImpossibleTransition extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'impossible-transition';

  constructor(status: EditionStatus, action: EditionAction) {
    super(`A ${status} edition cannot be changed by “${action}”.`);
  }
}

export class NotReadyToPublish extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-ready';

  constructor(missing: string[]) {
    super(`Before it can be published the edition needs: ${missing.join(', ')}.`);
  }
}

/** The archive must not lose what people took part in. */
export class InUse extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'in-use';

  constructor(what: string) {
    super(`${what} Cancel it instead of removing it.`);
  }
}
