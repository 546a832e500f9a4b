import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { type EditionDetails, readInstant } from '../editions/index.js';
import { AlreadyInvited, InvitationNotOpen, InviteeRegistered } from './domain/invitation.errors.js';
import { invitationState, type InvitationKind, type ListedPerson, REMINDER_PAUSE_MS } from './domain/invitation.js';
import { InvitationRequired, InvitationUsed } from './domain/registration.errors.js';
import { Invitation } from './entities/invitation.entity.js';
import { type InviteInput, type InviteListInput, type RemindInput } from './inputs/invitation.input.js';
import { InvitationAccess } from './invitation-access.js';
import { type CheckedPerson, type InvitationTerms, InvitedPeople } from './invited-people.js';

/** How many addresses an entry of the trail names; the rest is a number. */
const MOST_NAMED = 100;

/** Somebody whom an invitation brings; who it is, is only known when they have registered. */
const WHOEVER: Actor = { kind: 'anonymous' };

/** What became of a row: `id` of the invitation when it is new. */
export interface InvitedRow extends CheckedPerson {
  id: string | null;
}

/** Invitations to an edition's categories: each opens one place for one person, or a delegation for its coordinator. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: LinkTokens,
    private readonly access: InvitationAccess,
    private readonly people: InvitedPeople,
  ) {}

  /**
   * Invites one person, or the coordinator of one delegation, and mails them.
   * @returns the id of the invitation
   * @throws NotFound, InvalidInput, AmbiguousLocalTime, EditionNotOn, AlreadyInvited, InviteeRegistered, NoQuota
   */
  async invite(actor: Actor, editionKey: string, input: InviteInput): Promise<string> {
    const edition = await this.access.openToMail(actor, editionKey);
    const terms = this.termsOf(edition, input, input.kind);
    if (input.kind === 'delegation' && !input.institution) {
      throw InvalidInput.at('institution', 'required', 'Choose the institution whose delegates are to be named.');
    }
    const invitee = await this.people.invitee({ ...input, locale: input.locale ?? firstLanguage(edition) });
    const known = await this.people.known(terms, [invitee.emailKey]);
    if (input.kind === 'person' && known.registered.size > 0) throw new InviteeRegistered();
    if (known.invited.size > 0) throw new AlreadyInvited();
    return this.database.transaction(async (tx) => {
      if (input.kind === 'delegation') await this.people.expectQuota(tx, input.category, invitee.institutionId!);
      const [invitation] = await this.people.save(tx, terms, [invitee]);
      if (!invitation) throw new AlreadyInvited();
      const { id } = invitation;
      await this.access.mail(tx, edition.id, [id], 'issue');
      await this.access.record(
        tx,
        actor,
        { id, editionId: edition.id, version: 1 },
        { action: 'registration-invitation.issue', after: input },
      );
      return id;
    });
  }

  /** What would become of each row of a list. Sends nothing. @throws NotFound, InvalidInput, AmbiguousLocalTime, EditionNotOn */
  async preview(
    actor: Actor,
    editionKey: string,
    input: InviteListInput,
    people: readonly ListedPerson[],
  ): Promise<CheckedPerson[]> {
    const edition = await this.access.openToMail(actor, editionKey);
    const terms = this.termsOf(edition, input, 'person');
    return this.people.fates(terms, people, input.locale ?? firstLanguage(edition));
  }

  /**
   * Invites everybody of a list who can be, in one transaction, and mails them; the others are left out and told.
   * @throws NotFound, InvalidInput, AmbiguousLocalTime, EditionNotOn
   */
  async inviteAll(
    actor: Actor,
    editionKey: string,
    input: InviteListInput,
    people: readonly ListedPerson[],
  ): Promise<InvitedRow[]> {
    const edition = await this.access.openToMail(actor, editionKey);
    const terms = this.termsOf(edition, input, 'person');
    const rows = await this.people.fates(terms, people, input.locale ?? firstLanguage(edition));
    const invitees = rows.flatMap(({ outcome }) => (outcome.fate === 'new' ? [outcome.invitee] : []));
    const saved = await this.database.transaction(async (tx) => {
      const invitations = await this.people.save(tx, terms, invitees);
      const ids = invitations.map(({ id }) => id);
      if (ids.length === 0) return invitations;
      await this.access.mail(tx, edition.id, ids, 'issue');
      await this.access.recordMany(tx, actor, edition.id, {
        action: 'registration-invitation.issue',
        after: {
          category: input.category,
          invitations: ids.length,
          leftOut: people.length - ids.length,
          emails: invitations.slice(0, MOST_NAMED).map(({ emailKey }) => emailKey),
        },
      });
      return invitations;
    });
    const ids = new Map(saved.map(({ id, emailKey }) => [emailKey, id]));
    return rows.map((row) => settled(row, ids));
  }

  /** Takes an invitation back: its link opens nothing any more. @throws NotFound, StaleVersion, InvitationNotOpen */
  async withdraw(actor: Actor, editionKey: string, id: string, version?: number): Promise<void> {
    const edition = await this.access.open(actor, editionKey);
    await this.database.transaction(async (tx) => {
      const invitation = await this.locked(tx, edition, id);
      expectVersion(invitation, version);
      if (invitation.state !== 'open') throw new InvitationNotOpen(invitation.state);
      invitation.state = 'withdrawn';
      invitation.version++;
      await tx.manager.save(invitation);
      await this.access.record(tx, actor, invitation, {
        action: 'registration-invitation.withdraw',
        before: { state: 'open' },
        after: { state: 'withdrawn' },
      });
    });
  }

  /** Mails an invitation again, with a new link; the old one is dead. @throws NotFound, EditionNotOn, InvitationNotOpen */
  async resend(actor: Actor, editionKey: string, id: string): Promise<void> {
    const edition = await this.access.openToMail(actor, editionKey);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const invitation = await this.locked(tx, edition, id);
      const state = invitationState(invitation, now);
      if (state !== 'open') throw new InvitationNotOpen(state);
      invitation.linkVersion++;
      invitation.version++;
      invitation.remindedAt = now;
      await tx.manager.save(invitation);
      await this.access.mail(tx, edition.id, [id], `resend-${invitation.linkVersion}`);
      await this.access.record(tx, actor, invitation, {
        action: 'registration-invitation.resend',
        after: { email: invitation.email },
      });
    });
  }

  /**
   * Reminds everybody who has not answered and has had no mail about it for a day.
   * @returns how many
   * @throws NotFound, EditionNotOn
   */
  async remind(actor: Actor, editionKey: string, input: RemindInput): Promise<number> {
    const edition = await this.access.openToMail(actor, editionKey);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      // Two who ask at once: the second finds nobody whose day is over.
      const reminded = await tx.query<{ id: string }>(
        `UPDATE invitation SET reminded_at = $4, version = version + 1
         WHERE edition_id = $1 AND kind = $2 AND ($3::uuid IS NULL OR category_id = $3) AND state = 'open'
           AND (expires_at IS NULL OR expires_at > $4) AND coalesce(reminded_at, created_at) <= $5
         RETURNING id`,
        [edition.id, input.kind, input.category ?? null, now, new Date(now.getTime() - REMINDER_PAUSE_MS)],
      );
      if (reminded.length === 0) return 0;
      const ids = reminded.map(({ id }) => id);
      await this.access.mail(tx, edition.id, ids, `remind-${now.toISOString()}`);
      await this.access.recordMany(tx, actor, edition.id, {
        action: 'registration-invitation.remind',
        after: {
          kind: input.kind,
          invitations: ids.length,
        },
      });
      return ids.length;
    });
  }

  /**
   * Uses an invitation up, in the transaction that admits somebody. Of several who use one at the same time, one does. The
   * address may be another than the one that was invited: whoever holds the link is meant.
   * @throws InvitationUsed (used, withdrawn, expired, or no such link), InvitationRequired (for another category or edition)
   */
  async use(
    tx: Tx,
    token: string,
    target: { editionId: string; categoryId: string; emailKey: string },
    actor: Actor = WHOEVER,
  ): Promise<{ id: string }> {
    const link = this.tokens.verify('register', token);
    if (!link) throw new InvitationUsed();
    const { editionId, categoryId, emailKey } = target;
    const now = this.clock.now();
    const [used] = await tx.query<{ id: string; version: number }>(
      `UPDATE invitation SET state = 'used', answered_at = $3, version = version + 1
       WHERE id = $1 AND link_version = $2 AND kind = 'person' AND edition_id = $4 AND category_id = $5 AND state = 'open'
         AND (expires_at IS NULL OR expires_at > $3)
       RETURNING id, version`,
      [link.id, link.version, now, editionId, categoryId],
    );
    if (!used) throw await this.refusal(tx, link, now);
    await this.access.record(
      tx,
      actor,
      { ...used, editionId },
      {
        action: 'registration-invitation.use',
        before: { state: 'open' },
        after: { state: 'used', email: emailKey },
      },
    );
    return { id: used.id };
  }

  /** Why an invitation could not be used. */
  private async refusal(tx: Tx, link: { id: string; version: number }, now: Date): Promise<Error> {
    const invitation = await tx.manager.findOneBy(Invitation, { id: link.id, linkVersion: link.version });
    const isGood = invitation?.kind === 'person' && invitationState(invitation, now) === 'open';
    return isGood ? new InvitationRequired() : new InvitationUsed();
  }

  private async locked(tx: Tx, edition: EditionDetails, id: string): Promise<Invitation> {
    const invitation = await tx.manager.findOne(Invitation, {
      where: { id, editionId: edition.id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!invitation) throw new NotFound('The invitation');
    return invitation;
  }

  private termsOf(edition: EditionDetails, input: InviteListInput, kind: InvitationKind): InvitationTerms {
    const { category, message, expiresAt: until } = input;
    const expiresAt = until ? readInstant(until, edition.timeZone ?? 'UTC', 'expiresAt') : null;
    if (expiresAt !== null && expiresAt <= this.clock.now()) {
      throw InvalidInput.at('expiresAt', 'in-the-past', 'The invitation would be over before it is sent.');
    }
    return { editionId: edition.id, categoryId: category, kind, message: message || null, expiresAt };
  }
}

const firstLanguage = ({ languages }: EditionDetails): Locale => languages[0] ?? 'en';

/** Whom somebody else has invited between our look and the insertion has an invitation too, but not this one. */
function settled(row: CheckedPerson, ids: ReadonlyMap<string, string>): InvitedRow {
  const { outcome } = row;
  if (outcome.fate !== 'new') return { ...row, id: null };
  const id = ids.get(outcome.invitee.emailKey) ?? null;
  return id === null ? { ...row, id, outcome: { ...outcome, fate: 'invited' } } : { ...row, id };
}
