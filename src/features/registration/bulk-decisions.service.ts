import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails } from '../editions/index.js';
import { BulkActions } from './bulk-actions.js';
import { type BulkOutcome } from './domain/bulk-outcome.js';
import { type DecideManyInput } from './inputs/decide-many.input.js';

/** Decisions about several applications, told one by one. */
@Injectable()
export class BulkDecisions {
  constructor(
    private readonly accounts: AccountsService,
    private readonly bulk: BulkActions,
  ) {}

  /** In the order of the ids, which is the order in which places are given. @throws NotAllowed, SignInRequired */
  async decide(
    actor: Actor,
    edition: EditionDetails,
    verdict: 'approve' | 'decline',
    { ids, ...words }: DecideManyInput,
  ): Promise<{ id: string; outcome: BulkOutcome }[]> {
    this.accounts.authorize(actor, 'registration.decide', edition.scope);
    const decided: { id: string; outcome: BulkOutcome }[] = [];
    for (const id of new Set(ids.map((one) => one.toLowerCase()))) {
      decided.push({ id, outcome: await this.bulk.one(actor, edition, { action: verdict, id, words }) });
    }
    return decided;
  }
}
