import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { AccountsService, type Permission } from '../accounts/index.js';
import { type AuditRecord, AuditService } from '../audit/index.js';
import { scopeOfEdition, scopeOfSeries } from './editions.queries.js';
import { Edition } from './entities/edition.entity.js';

/** Who may touch an edition, and what the audit trail keeps of it. */
@Injectable()
export class EditionAccess {
  constructor(
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
  ) {}

  /** @throws SignInRequired, NotAllowed */
  authorizeCreation(actor: Actor, seriesId: string): void {
    this.accounts.authorize(actor, 'edition.create', scopeOfSeries(seriesId));
  }

  /**
   * Locks the row first, so that what is read is what is changed. A hidden draft does not exist.
   * @throws NotFound, SignInRequired, NotAllowed, StaleVersion
   */
  async locked(tx: Tx, actor: Actor, key: string, permission: Permission, version?: number): Promise<Edition> {
    const edition = await tx.manager.findOne(Edition, { where: { key }, lock: { mode: 'pessimistic_write' } });
    if (!edition) throw new NotFound('The edition');
    this.authorize(actor, edition, permission);
    expectVersion(edition, version);
    return edition;
  }

  /** Kept from being changed or removed until the transaction ends; others may read it so at the same time. @throws as `locked` */
  async held(tx: Tx, actor: Actor, key: string, permission: Permission): Promise<Edition> {
    const edition = await tx.manager.findOne(Edition, { where: { key }, lock: { mode: 'pessimistic_read' } });
    if (!edition) throw new NotFound('The edition');
    this.authorize(actor, edition, permission);
    return edition;
  }

  async record(
    tx: Tx,
    actor: Actor,
    edition: Edition,
    change: Pick<AuditRecord, 'action' | 'before' | 'after'>,
  ): Promise<void> {
    const { id, version } = edition;
    await this.audit.record(tx, actor, { ...change, object: { kind: 'edition', id }, editionId: id, version });
  }

  private authorize(actor: Actor, edition: Edition, permission: Permission): void {
    const scope = scopeOfEdition(edition.seriesId, edition.id);
    if (edition.status === 'draft' && !this.accounts.may(actor, 'edition.view', scope)) {
      throw new NotFound('The edition');
    }
    this.accounts.authorize(actor, permission, scope);
  }
}
