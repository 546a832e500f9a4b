import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { DomainError, NotFound } from '../../kernel/domain-error.js';
import { type EditionDetails } from '../editions/index.js';
import { CheckInService } from './check-in.service.js';
import { DecisionsService } from './decisions.service.js';
import { addOutcome, type BulkAction, type BulkCounts, type BulkOutcome, hindranceOf } from './domain/bulk-outcome.js';
import { type DecisionInput } from './inputs/decision.input.js';
import { RegistrationLists } from './registration-lists.queries.js';
import { RegistrationQueries } from './registration.queries.js';
import { RegistrationService } from './registration.service.js';

/** The same done with several registrations, each on its own: what one is refused harms no other. */
@Injectable()
export class BulkActions {
  constructor(
    private readonly lists: RegistrationLists,
    private readonly queries: RegistrationQueries,
    private readonly registrations: RegistrationService,
    private readonly decisions: DecisionsService,
    private readonly checkIns: CheckInService,
  ) {}

  /**
   * Those of the edition, in the order in which they have registered: so places go to those who came first.
   * @throws NotAllowed, SignInRequired
   */
  async act(
    actor: Actor,
    edition: EditionDetails,
    { action, ids, words }: { action: BulkAction; ids: readonly string[]; words?: DecisionInput },
  ): Promise<BulkCounts> {
    let counts: BulkCounts = {};
    for (const id of [...new Set(ids)].sort()) {
      counts = addOutcome(counts, await this.one(actor, edition, { action, id, words }));
    }
    return counts;
  }

  /** One of them, for work that remembers each. @throws NotAllowed, SignInRequired */
  async one(
    actor: Actor,
    edition: EditionDetails,
    { action, id, words = {} }: { action: BulkAction; id: string; words?: DecisionInput },
  ): Promise<BulkOutcome> {
    try {
      if ((await this.lists.named(actor, edition, [id])).length === 0) return 'not-found';
      return await this.outcome(actor, action, id, words);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'forbidden' || error.kind === 'unauthenticated')
        throw error;
      if (error instanceof NotFound) return 'not-found';
      // As it is now: somebody may have been faster than the reader.
      return hindranceOf(error, (await this.queries.byId(actor, id)).status);
    }
  }

  private async outcome(actor: Actor, action: BulkAction, id: string, words: DecisionInput): Promise<BulkOutcome> {
    switch (action) {
      case 'approve':
      case 'decline': {
        const { status } = await this.decisions[action](actor, id, words);
        return status === 'pending' ? 'reviewed' : status;
      }
      case 'promote': {
        await this.decisions.promote(actor, id);
        return (await this.queries.byId(actor, id)).status === 'offered' ? 'offered' : 'confirmed';
      }
      case 'cancel':
        await this.registrations.cancel(actor, id);
        return 'cancelled';
      case 'resend-link':
        await this.registrations.resendLink(actor, id);
        return 'mailed';
      case 'check-in':
        await this.checkIns.checkIn(actor, id);
        return 'checked-in';
    }
  }
}
