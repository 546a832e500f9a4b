/** The edition is open to the public, for the first time or again. */
export class EditionPublished {
  constructor(readonly editionId: string) {}
}

/** Start, end or zone have changed; deliveries that depend on them must follow. */
export class EditionRescheduled {
  constructor(readonly editionId: string) {}
}

/** It will take place, but nobody knows when: whatever hangs on its start must wait. */
export class EditionPostponed {
  constructor(readonly editionId: string) {}
}

/** It will not take place. */
export class EditionCancelled {
  constructor(readonly editionId: string) {}
}

/** It is over. */
export class EditionCompleted {
  constructor(readonly editionId: string) {}
}
