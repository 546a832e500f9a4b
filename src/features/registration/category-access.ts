import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type Tx } from '../../platform/database/tx.js';
import { AccountsService } from '../accounts/index.js';
import { type AuditRecord, AuditService } from '../audit/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { InstitutionsService } from '../institutions/index.js';
import { type Quota } from './quotas.js';

/** Who may change what there is to register for, and what is told of it. */
@Injectable()
export class CategoryAccess {
  constructor(
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
    private readonly institutions: InstitutionsService,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotAllowed */
  async edition(actor: Actor, key: string): Promise<EditionDetails> {
    const edition = await this.editions.byKey(actor, key);
    this.accounts.authorize(actor, 'edition.edit', edition.scope);
    return edition;
  }

  /** @throws InvalidInput */
  async quotas(quotas: readonly { institution: string; capacity: number }[]): Promise<Quota[]> {
    const slugs = quotas.map(({ institution }) => institution);
    const ids = await this.institutions.idsOf(slugs, 'quotas');
    return quotas.map(({ institution, capacity }) => ({ institutionId: ids.get(institution)!, capacity }));
  }

  now(): Date {
    return this.clock.now();
  }

  async record(
    tx: Tx,
    actor: Actor,
    { id, editionId, version }: { id: string; editionId: string; version: number },
    kind: 'category' | 'pool',
    change: Pick<AuditRecord, 'action' | 'before' | 'after'>,
  ): Promise<void> {
    await this.audit.record(tx, actor, { ...change, object: { kind, id }, editionId, version });
  }
}
