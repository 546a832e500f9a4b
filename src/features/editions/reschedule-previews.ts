import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import {
  type MovedSession,
  movedSessions,
  type RescheduledDeliveries,
  rescheduledDeliveries,
} from './domain/reschedule-preview.js';
import { EditionAccess } from './edition-access.js';
import { EditionExtensions } from './edition-extensions.js';
import { EditionsService, type NewTimes, timesOf } from './editions.service.js';
import { Edition } from './entities/edition.entity.js';

interface Change {
  before: Date | null;
  after: Date | null;
}

/** What other times would do. */
export interface ReschedulePreview {
  startsAt: Change;
  endsAt: Change;
  /** Those that would move, of the draft. */
  sessions: MovedSession[];
  deliveries: RescheduledDeliveries[];
}

/** Carries the preview out of a transaction that must not be kept. */
class Undone extends Error {
  constructor(readonly preview: ReschedulePreview) {
    super('A preview is never committed.');
  }
}

/**
 * Tells what a change of date would do by doing it: the very transaction of `EditionsService.reschedule`, read at its end and
 * rolled back. Preview and deed cannot differ, and whatever else comes to depend on the dates is in it by itself.
 */
@Injectable()
export class ReschedulePreviews {
  constructor(
    private readonly database: Database,
    private readonly access: EditionAccess,
    private readonly editions: EditionsService,
    private readonly extensions: EditionExtensions,
  ) {}

  /** Changes nothing. @throws as `EditionsService.reschedule` */
  async of(actor: Actor, key: string, input: NewTimes): Promise<ReschedulePreview> {
    try {
      return await this.database.transaction(async (tx) => {
        throw new Undone(await this.changed(tx, actor, key, input));
      });
    } catch (thrown) {
      if (thrown instanceof Undone) return thrown.preview;
      throw thrown;
    }
  }

  private async changed(tx: Tx, actor: Actor, key: string, input: NewTimes): Promise<ReschedulePreview> {
    const { id, startsAt, endsAt } = await this.access.locked(tx, actor, key, 'edition.edit');
    const [before, sessions] = [await this.extensions.due(tx, id), await this.extensions.sessions(tx, id)];
    await this.editions.change(tx, actor, key, timesOf(input));
    const after = await tx.manager.findOneByOrFail(Edition, { id });
    return {
      startsAt: { before: startsAt, after: after.startsAt },
      endsAt: { before: endsAt, after: after.endsAt },
      sessions: movedSessions(sessions, await this.extensions.sessions(tx, id)),
      deliveries: rescheduledDeliveries(before, await this.extensions.due(tx, id)),
    };
  }
}
