import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Database } from '../../platform/database/database.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { missingToPublish } from './domain/checklist.js';
import { type EditionAction, type EditionStatus, transition } from './domain/edition-state.js';
import { ImpossibleTransition, NotReadyToPublish } from './domain/editions.errors.js';
import { EditionCancelled, EditionCompleted, EditionPostponed, EditionPublished } from './domain/editions.events.js';
import { EditionAccess } from './edition-access.js';
import { indexEditions } from './edition-search.js';
import { type Edition } from './entities/edition.entity.js';

/** From draft to archive. */
@Injectable()
export class EditionLifecycle {
  constructor(
    private readonly database: Database,
    private readonly access: EditionAccess,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, ImpossibleTransition, NotReadyToPublish */
  async change(
    actor: Actor,
    key: string,
    action: EditionAction,
    { reason, version }: { reason?: string; version?: number } = {},
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.access.locked(tx, actor, key, 'edition.publish', version);
      const before = edition.status;
      const after = transition(before, action);
      if (after === null) throw new ImpossibleTransition(before, action);
      if (action === 'publish') {
        assertReady(edition);
        edition.publishedAt = this.clock.now();
      }
      edition.status = after;
      edition.statusReason = reason ?? null;
      edition.version++;
      edition.updatedAt = this.clock.now();
      if (before !== 'draft') edition.sequence++;
      await tx.manager.save(edition);
      await this.access.record(tx, actor, edition, {
        action: `edition.${action}`,
        before: { status: before },
        after: { status: after, ...(reason ? { reason } : {}) },
      });
      await indexEditions(tx, [edition.id]);
      await this.events.publish(tx, eventOf(after, edition.id));
    });
  }
}

/** @throws NotReadyToPublish */
export function assertReady(edition: Edition): void {
  const missing = missingToPublish(edition);
  if (missing.length > 0) throw new NotReadyToPublish(missing);
}

function eventOf(status: EditionStatus, editionId: string): object {
  switch (status) {
    case 'cancelled':
      return new EditionCancelled(editionId);
    case 'postponed':
      return new EditionPostponed(editionId);
    case 'completed':
      return new EditionCompleted(editionId);
    default:
      return new EditionPublished(editionId);
  }
}
