import { type RegistrationStatus } from './registration-status.js';

/** Why a registration has another status, or is there at all. Decides the words of the one mail that each move has. */
export type MoveReason =
  | 'registered'
  | 'approved'
  | 'declined'
  | 'promoted'
  | 'accepted'
  | 'cancelled'
  | 'lapsed'
  | 'reinstated'
  | 'recategorised';

/** One registration that has gone from one status to another. */
export interface Move {
  registrationId: string;
  /** Of the registration after the move: no two moves of one registration have the same. */
  version: number;
  /** Null: it is new. */
  from: RegistrationStatus | null;
  to: RegistrationStatus;
  why: MoveReason;
}

/** Registrations of one edition have moved, in one transaction and in this order. */
export class RegistrationsMoved {
  constructor(
    readonly editionId: string,
    readonly moves: readonly Move[],
  ) {}
}

/** The person has changed what decides which mails there are: language, institution, zone. */
export class RegistrationChanged {
  constructor(
    readonly registrationId: string,
    readonly editionId: string,
  ) {}
}

/** Somebody asked for a second place with a known address; the holder gets the link again. */
export class RegistrationRepeated {
  constructor(
    readonly registrationId: string,
    readonly editionId: string,
  ) {}
}

/** Somebody is erased: whoever keeps anything of them, or has something in store for them, forgets it. */
export class RegistrationErased {
  constructor(
    readonly registrationId: string,
    readonly editionId: string,
    /** The addresses that mails went to; in small letters. */
    readonly addresses: readonly string[],
    /** Those that were sent to them. */
    readonly invitationIds: readonly string[],
  ) {}
}

/**
 * A clone of an edition has its categories, none of them if they were not to be copied. Follows `EditionCloned` in the same
 * transaction, for whoever keeps things that name categories by their ids.
 */
export class CategoriesCopied {
  constructor(
    /** The editions. */
    readonly sourceId: string,
    readonly targetId: string,
    /** Each category of the source that was copied, and its copy. */
    readonly copies: ReadonlyMap<string, string>,
    /** What else is to be copied. */
    readonly include: readonly string[],
  ) {}
}
