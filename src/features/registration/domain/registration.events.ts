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
