import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import {
  EditionCloned,
  EditionExtensions,
  EditionRescheduled,
  type ScheduledSession,
  shiftedSpan,
} from '../editions/index.js';

/** What a programme adds to an edition: to its times and its clone. */
@Injectable()
export class ProgrammeOfEdition implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly extensions: EditionExtensions,
  ) {}

  onModuleInit(): void {
    this.extensions.register({ sessions: (tx, editionId) => scheduled(tx, editionId) });
    this.events.on(EditionCloned, (tx, event) => this.copy(tx, event));
    this.events.on(EditionRescheduled, (tx, event) => this.move(tx, event));
  }

  /** Where it takes place and its themes return; who speaks when does not. */
  private async copy(tx: Tx, { sourceId, targetId, include }: EditionCloned): Promise<void> {
    if (include.includes('rooms')) {
      await tx.query(
        `INSERT INTO room (id, edition_id, name, capacity, virtual, time_zone, position)
         SELECT new_id(), $2, name, capacity, virtual, time_zone, position FROM room WHERE edition_id = $1`,
        [sourceId, targetId],
      );
    }
    if (include.includes('tracks')) {
      await tx.query(
        `INSERT INTO track (id, edition_id, name, colour, position)
         SELECT new_id(), $2, name, colour, position FROM track WHERE edition_id = $1`,
        [sourceId, targetId],
      );
    }
  }

  /**
   * Sessions keep their distance to the edition's start on its clock. What has been released stays as it is until the next release.
   * Without a date before or after there is no distance, and they stay where they are.
   */
  private async move(tx: Tx, { editionId, shift }: EditionRescheduled): Promise<void> {
    if (!shift) return;
    const moved = (await scheduled(tx, editionId)).map(({ id, startsAt, endsAt }) => ({
      id,
      ...shiftedSpan(shift, { opensAt: startsAt, closesAt: endsAt }),
    }));
    await tx.query(
      `UPDATE programme_session p SET starts_at = moved.starts_at, ends_at = moved.ends_at, version = p.version + 1
       FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS moved (id, starts_at, ends_at)
       WHERE p.id = moved.id AND (p.starts_at, p.ends_at) <> (moved.starts_at, moved.ends_at)`,
      [moved.map(({ id }) => id), moved.map(({ opensAt }) => opensAt), moved.map(({ closesAt }) => closesAt)],
    );
  }
}

function scheduled(tx: Tx, editionId: string): Promise<ScheduledSession[]> {
  return tx.query<ScheduledSession>(
    `SELECT id, title, starts_at AS "startsAt", ends_at AS "endsAt" FROM programme_session
     WHERE edition_id = $1 AND starts_at IS NOT NULL ORDER BY starts_at, id`,
    [editionId],
  );
}
