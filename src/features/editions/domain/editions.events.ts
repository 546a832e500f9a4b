import { type WallShift } from './wall-shift.js';

/** The edition is open to the public, for the first time or again. */
export class EditionPublished {
  constructor(readonly editionId: string) {}
}

/**
 * Start, end or zone have changed; what depends on them must follow. Without a shift the edition had no date before, or has none
 * now: what hangs on its start stays where it is, or waits.
 */
export class EditionRescheduled {
  constructor(
    readonly editionId: string,
    readonly shift: WallShift | null,
  ) {}
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

export const CLONE_PARTS = ['roles', 'categories', 'questions', 'rooms', 'tracks', 'rules', 'streams'] as const;
export type ClonePart = (typeof CLONE_PARTS)[number];

/**
 * A draft has been made after another edition. Whoever keeps one of the parts that are included copies it from the source, with
 * its times shifted; without a shift the source has no date, and times that would hang on it are left out.
 */
export class EditionCloned {
  constructor(
    readonly sourceId: string,
    readonly targetId: string,
    readonly include: readonly ClonePart[],
    readonly shift: WallShift | null,
  ) {}
}
