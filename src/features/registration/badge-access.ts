import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { type EditionDetails } from '../editions/index.js';
import { type BadgesInput } from './inputs/badges.input.js';

/** Badges are a list of everybody: who may have one may have the other, and the trail says who did. */
@Injectable()
export class BadgeAccess {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
  ) {}

  /** @throws NotAllowed, SignInRequired */
  authorize(actor: Actor, edition: EditionDetails): void {
    this.accounts.authorize(actor, 'registration.export', edition.scope);
  }

  record(actor: Actor, edition: EditionDetails, { format, filter }: BadgesInput, count: number): Promise<void> {
    return this.database.transaction((tx) =>
      this.audit.record(tx, actor, {
        action: 'registration.badges',
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        after: { format, rows: count, ...filter },
      }),
    );
  }
}
