import { DomainError } from '../../../kernel/domain-error.js';

export class AlreadyInvited extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-invited';

  constructor() {
    super('This address has an open invitation to the category already. Send it again, or withdraw it first.');
  }
}

/** Whoever is to be invited has registered without an invitation. */
export class InviteeRegistered extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'invitee-registered';

  constructor() {
    super('This address is registered for the edition already.');
  }
}

/** What was asked needs an invitation that nobody has answered and whose time is not over. */
export class InvitationNotOpen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'invitation-not-open';

  constructor(state: string) {
    super(`This invitation is ${state}. Invite the person anew.`);
  }
}

/** A delegation is named within a quota, and the institution has none in this category. */
export class NoQuota extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-quota';

  constructor() {
    super('This institution has no places of its own in the category. Give it a quota first.');
  }
}

/** Nobody could register with an invitation now. */
export class EditionNotOn extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'edition-not-on';

  constructor() {
    super('Invitations are sent while the edition is published and not over.');
  }
}
