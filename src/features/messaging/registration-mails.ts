import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import { RegistrationRepeated, RegistrationsMoved } from '../registration/index.js';
import { mailOfMove, STATE_KINDS } from './domain/mail-of-move.js';
import { Nudge } from './nudge.js';
import { TELL_MOVES, UNPLAN_MOVED } from './planning-sql.js';
import { PlanningService } from './planning.service.js';

/** Everybody hears of every change of their registration, once, and of nothing that has changed again meanwhile. */
@Injectable()
export class RegistrationMails implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly nudge: Nudge,
    private readonly planning: PlanningService,
  ) {}

  onModuleInit(): void {
    this.events.on(RegistrationsMoved, (tx, event) => this.tell(tx, event));
    this.events.on(RegistrationRepeated, async (tx, { registrationId, editionId }) => {
      // At most one an hour, so that nobody can flood somebody else's inbox.
      const [hour] = await tx.query<{ hour: string }>(
        `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24') AS hour`,
      );
      await this.planning.planNow(tx, {
        kind: 'confirmation',
        occasion: `link:${hour!.hour}`,
        editionId,
        registrationId,
      });
    });
  }

  /**
   * In two statements however many have moved, in one when all of them are new. The publisher holds the edition's row, so a
   * reminder rule cannot be made at the same time without either of the two seeing the other.
   */
  private async tell(tx: Tx, { editionId, moves }: RegistrationsMoved): Promise<void> {
    const latest = new Map(moves.map((move) => [move.registrationId, move]));
    const known = [...latest.values()].filter(({ from }) => from !== null);
    if (known.length > 0) {
      await tx.query(UNPLAN_MOVED, [
        known.map(({ registrationId }) => registrationId),
        known.map(({ to }) => to),
        known.map(({ why, to }) => `registration-${why === 'recategorised' ? why : to}`),
        STATE_KINDS,
      ]);
    }
    const ids = newIds(moves.length);
    const mails = moves.map(mailOfMove);
    const isOvertaken = moves.map((move) => latest.get(move.registrationId) !== move);
    await tx.prepared(TELL_MOVES, [
      editionId,
      ids,
      moves.map(({ registrationId }) => registrationId),
      mails.map(({ kind }) => kind),
      mails.map(({ occasion }) => occasion),
      isOvertaken,
      [...latest.values()].filter(({ to }) => to !== 'cancelled').map(({ registrationId }) => registrationId),
    ]);
    tx.afterCommit(() => this.nudge.deliver(ids.filter((_, index) => !isOvertaken[index])));
  }
}
