import { DomainError } from '../../../kernel/domain-error.js';

/** Sessions name it: nothing of a programme is lost by the way when something else is removed. */
abstract class NamedBySessions extends DomainError {
  readonly kind = 'conflict';

  constructor(what: string) {
    super(`Sessions name this ${what}. Change or remove them first.`);
  }
}

export class RoomInUse extends NamedBySessions {
  readonly code = 'room-in-use';

  constructor() {
    super('room');
  }
}

export class TrackInUse extends NamedBySessions {
  readonly code = 'track-in-use';

  constructor() {
    super('track');
  }
}

export class SpeakerInUse extends NamedBySessions {
  readonly code = 'speaker-in-use';

  constructor() {
    super('speaker');
  }
}

/** The draft says what the newest release says, or nothing at all. */
export class NothingToRelease extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-release';

  constructor() {
    super('The programme has not changed since its newest release.');
  }
}
