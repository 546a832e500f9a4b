import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { type Tx } from '../../platform/database/tx.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { type ReminderRule } from './entities/reminder-rule.entity.js';

/** Permission and audit trail of reminders. */
@Injectable()
export class ReminderAccess {
  constructor(
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly editions: EditionQueries,
  ) {}

  /** @throws NotFound, NotAllowed */
  async edition(actor: Actor, key: string): Promise<EditionDetails> {
    const edition = await this.editions.byKey(actor, key);
    this.accounts.authorize(actor, 'reminder.edit', edition.scope);
    return edition;
  }

  async record(
    tx: Tx,
    actor: Actor,
    action: string,
    rule: ReminderRule,
    change: { before?: object; after?: object },
  ): Promise<void> {
    await this.audit.record(tx, actor, {
      action,
      object: { kind: 'reminder-rule', id: rule.id },
      editionId: rule.editionId,
      version: rule.version,
      ...change,
    });
  }
}
