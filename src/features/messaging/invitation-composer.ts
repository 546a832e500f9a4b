import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { textIn } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { type InvitationDetails, InvitationQueries } from '../registration/index.js';
import { mailEdition } from './mail-edition.js';
import { PersonalLinks } from './personal-links.js';
import { renderInvitationMail } from './templates/invitation-mail.js';
import { type RenderedMail } from './templates/mail-content.js';

const MAILER: Actor = { kind: 'system', name: 'mail' };

/** What a mail to somebody who is invited is made from, read at the moment it is sent. */
export interface InvitationFacts {
  invitation: InvitationDetails;
  edition: EditionDetails;
  /** Of the institution that the person belongs to. */
  timeZone: string | null;
}

/** Writes to those who are invited, in their language and zone. */
@Injectable()
export class InvitationComposer {
  constructor(
    private readonly database: Database,
    private readonly editions: EditionQueries,
    private readonly invitations: InvitationQueries,
    private readonly links: PersonalLinks,
    private readonly clock: Clock,
  ) {}

  async facts(invitationId: string): Promise<InvitationFacts> {
    const [row] = await this.database.query<{ editionId: string; timeZone: string | null }>(
      `SELECT v.edition_id AS "editionId", i.time_zone AS "timeZone"
       FROM invitation v LEFT JOIN institution i ON i.id = v.institution_id WHERE v.id = $1`,
      [invitationId],
    );
    const edition = await this.editions.byId(row!.editionId);
    return {
      edition,
      invitation: await this.invitations.byId(MAILER, edition, invitationId),
      timeZone: row!.timeZone,
    };
  }

  /** @param occasion of the delivery: a reminder has other words than the invitation itself */
  compose({ invitation, edition, timeZone }: InvitationFacts, occasion: string): RenderedMail {
    const { kind, name, email, locale, category, institution, quota, message, expiresAt } = invitation;
    const about = mailEdition(edition, locale, this.clock.now());
    return renderInvitationMail({
      kind,
      isReminder: occasion.startsWith('remind'),
      person: { name, email, locale, timeZone: timeZone ?? about.timeZone },
      edition: about,
      category: textIn(category.name, locale),
      institution: institution && textIn(institution.name, locale),
      places: quota?.capacity ?? null,
      message,
      expiresAt,
      link: this.links.toInvitation(invitation, edition.key),
      event: this.links.toEvent(edition.key),
    });
  }
}
