import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { scopeOfEdition } from '../editions/index.js';
import { type DeliveryKind, type DeliveryState } from './domain/delivery.js';
import { occasionOfResend } from './domain/mail-of-move.js';
import { StillUnderWay } from './domain/messaging.errors.js';
import { PlanningService } from './planning.service.js';

/** What people may do about a single mail. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly planning: PlanningService,
  ) {}

  /**
   * Sends it once more as a delivery of its own: a person has decided, knowing that the first may have arrived.
   * @returns the id of the new delivery
   * @throws NotFound, StillUnderWay
   */
  async resend(actor: Actor, id: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const [delivery] = await tx.query<ResendRow>(
        `SELECT d.registration_id, d.invitation_id, d.edition_id, d.kind, d.occasion, d.state, d.rule_id, e.series_id FROM delivery d
         JOIN edition e ON e.id = d.edition_id WHERE d.id = $1 FOR UPDATE OF d`,
        [id],
      );
      if (!delivery) throw new NotFound('The delivery');
      this.accounts.authorize(actor, 'delivery.resend', scopeOfEdition(delivery.series_id, delivery.edition_id));
      if (delivery.state === 'planned' || delivery.state === 'sending') throw new StillUnderWay();
      const { kind } = delivery;
      const newDelivery = await this.planning.planNow(tx, {
        kind,
        occasion: occasionOfResend(newId(), delivery.occasion),
        editionId: delivery.edition_id,
        registrationId: delivery.registration_id,
        invitationId: delivery.invitation_id,
      });
      // With the rule come its own words.
      await tx.query('UPDATE delivery SET rule_id = $2 WHERE id = $1', [newDelivery, delivery.rule_id]);
      await this.audit.record(tx, actor, {
        action: 'delivery.resend',
        object: { kind: 'delivery', id },
        editionId: delivery.edition_id,
        before: { state: delivery.state },
        after: { kind, again: newDelivery },
      });
      return newDelivery!;
    });
  }
}

interface ResendRow {
  registration_id: string | null;
  invitation_id: string | null;
  edition_id: string;
  kind: DeliveryKind;
  occasion: string;
  state: DeliveryState;
  rule_id: string | null;
  series_id: string;
}
