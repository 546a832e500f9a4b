/** A place was given. */
export class RegistrationConfirmed {
  constructor(
    readonly registrationId: string,
    readonly editionId: string,
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

/** A place was given back. */
export class RegistrationCancelled {
  constructor(
    readonly registrationId: string,
    readonly editionId: string,
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
