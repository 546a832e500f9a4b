import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { CaughtMails } from '../../platform/mail/caught-mails.js';
import { RegistrationErased } from '../registration/index.js';

/**
 * Whoever is erased gets no further mail, and what mail servers have said about their address is forgotten. That a mail of a kind was
 * sent, and when, stays.
 */
@Injectable()
export class ErasedMails implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly caught: CaughtMails,
  ) {}

  onModuleInit(): void {
    this.events.on(RegistrationErased, async (tx, { registrationId, invitationIds, addresses }) => {
      await tx.query(
        `UPDATE delivery SET response = NULL,
           state = CASE state WHEN 'planned' THEN 'cancelled' ELSE state END,
           -- A code says nothing about the person; words of a server may.
           reason = CASE WHEN state = 'planned' THEN 'erased' WHEN reason ~ '^[a-z-]+$' THEN reason END
         WHERE registration_id = $1 OR invitation_id = ANY ($2::uuid[])`,
        [registrationId, invitationIds],
      );
      await this.caught.forget(tx, addresses);
    });
  }
}
