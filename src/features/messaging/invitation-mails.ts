import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newIds } from '../../platform/ids.js';
import { InvitationsIssued } from '../registration/index.js';
import { Nudge } from './nudge.js';
import { OFFERED } from './planning-sql.js';

/** Whoever is invited, or reminded of it, hears of it once for each occasion. */
@Injectable()
export class InvitationMails implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly nudge: Nudge,
  ) {}

  onModuleInit(): void {
    this.events.on(InvitationsIssued, (tx, event) => this.plan(tx, event));
  }

  /** In two statements, however many are invited. An earlier mail that has not gone out would say the same, so it need not. */
  private async plan(tx: Tx, { editionId, invitationIds, occasion }: InvitationsIssued): Promise<void> {
    await tx.query(
      `UPDATE delivery SET state = 'cancelled', reason = 'superseded'
       WHERE invitation_id = ANY ($1::uuid[]) AND state = 'planned' AND occasion <> $2`,
      [invitationIds, occasion],
    );
    const planned = await tx.query<{ id: string }>(
      `INSERT INTO delivery (id, edition_id, invitation_id, kind, occasion, due_at, state, offered_until)
       SELECT mail.id, $1, mail.invitation_id, 'invitation', $2, now(), 'planned', ${OFFERED}
       FROM unnest($3::uuid[], $4::uuid[]) AS mail (id, invitation_id)
       ON CONFLICT (invitation_id, occasion) DO NOTHING RETURNING id`,
      [editionId, occasion, newIds(invitationIds.length), invitationIds],
    );
    tx.afterCommit(() => this.nudge.deliver(planned.map(({ id }) => id)));
  }
}
