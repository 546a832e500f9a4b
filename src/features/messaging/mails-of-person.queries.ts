import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { scopeOfEdition } from '../editions/index.js';
import { type DeliveryKind, type DeliveryState } from './domain/delivery.js';

/** A mail to somebody, as they may know of it. */
export interface MailOfPerson {
  kind: DeliveryKind;
  state: DeliveryState;
  plannedAt: Date;
  sentAt: Date | null;
}

/** What was mailed to somebody, and what will be. */
@Injectable()
export class MailsOfPerson {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
  ) {}

  /** Of a registration, with those of the invitation that it came from. For its holder, or whoever may see it. @throws NotFound */
  async of(actor: Actor, registrationId: string): Promise<MailOfPerson[]> {
    const [place] = await this.database.query<{ editionId: string; seriesId: string }>(
      `SELECT r.edition_id AS "editionId", e.series_id AS "seriesId"
       FROM registration r JOIN edition e ON e.id = r.edition_id WHERE r.id = $1`,
      [registrationId],
    );
    if (!place || (actor.kind === 'holder' && actor.registrationId !== registrationId))
      throw new NotFound('The registration');
    if (actor.kind !== 'holder')
      this.accounts.authorize(actor, 'registration.view', scopeOfEdition(place.seriesId, place.editionId));
    return this.database.query<MailOfPerson>(
      `SELECT kind, state, created_at AS "plannedAt", sent_at AS "sentAt" FROM delivery
       WHERE registration_id = $1
         OR invitation_id = (SELECT r.invitation_id FROM registration r JOIN invitation v ON v.id = r.invitation_id
           WHERE r.id = $1 AND v.kind = 'person')
       ORDER BY created_at, id`,
      [registrationId],
    );
  }
}
