import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AccountsService } from '../accounts/index.js';
import { type AuditRecord, AuditService } from '../audit/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { InvitationsIssued } from './domain/invitation.events.js';
import { EditionNotOn } from './domain/invitation.errors.js';

/** An invitation in the audit trail. */
interface Subject {
  id: string;
  editionId: string;
  version: number;
}

/** Who may invite to an edition, and what is told of it. */
@Injectable()
export class InvitationAccess {
  constructor(
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /** The edition, for somebody who may invite to it. @throws NotFound, NotAllowed, SignInRequired */
  async open(actor: Actor, editionKey: string): Promise<EditionDetails> {
    const edition = await this.editions.byKey(actor, editionKey);
    this.accounts.authorize(actor, 'invitation.edit', edition.scope);
    return edition;
  }

  /** The same, for mails that only make sense while people can register. @throws EditionNotOn besides */
  async openToMail(actor: Actor, editionKey: string): Promise<EditionDetails> {
    const edition = await this.open(actor, editionKey);
    const isOver = edition.endsAt === null || edition.endsAt <= this.clock.now();
    if (edition.status !== 'published' || isOver) throw new EditionNotOn();
    return edition;
  }

  async record(
    tx: Tx,
    actor: Actor,
    invitation: Subject,
    change: Pick<AuditRecord, 'action' | 'before' | 'after'>,
  ): Promise<void> {
    const { id, editionId, version } = invitation;
    await this.audit.record(tx, actor, {
      ...change,
      object: { kind: 'registration-invitation', id },
      editionId,
      version,
    });
  }

  /** One entry about many invitations of one edition. */
  async recordMany(
    tx: Tx,
    actor: Actor,
    editionId: string,
    change: Pick<AuditRecord, 'action' | 'after'>,
  ): Promise<void> {
    await this.audit.record(tx, actor, { ...change, object: { kind: 'edition', id: editionId }, editionId });
  }

  /** Has each of them mailed, once for the occasion. */
  async mail(tx: Tx, editionId: string, ids: readonly string[], occasion: string): Promise<void> {
    if (ids.length > 0) await this.events.publish(tx, new InvitationsIssued(editionId, ids, occasion));
  }
}
