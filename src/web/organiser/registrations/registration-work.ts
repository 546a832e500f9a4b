import { Injectable } from '@nestjs/common';
import { type Permission, requireAccount } from '../../../features/accounts/index.js';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  BADGES_TASK,
  type BadgesInput,
  type BulkAction,
  BulkActions,
  type BulkCounts,
  type DecisionInput,
  type ExportRequest,
  type RegistrationFilter,
  RegistrationLists,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { Database } from '../../../platform/database/database.js';
import { Tasks } from '../../../platform/tasks/tasks.js';
import { sumOf } from '../parts/delivery-counts.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { selectionOf } from './list-query.js';

/** So many are done while somebody waits; more are work for later. */
const AT_ONCE = 200;

const PERMISSIONS: Record<BulkAction, Permission> = {
  approve: 'registration.decide',
  decline: 'registration.decide',
  promote: 'registration.decide',
  cancel: 'registration.edit',
  'resend-link': 'registration.edit',
  'check-in': 'registration.check-in',
};

/** What an organiser asks for with many registrations: done at once, or begun as a task. */
@Injectable()
export class RegistrationWork {
  constructor(
    private readonly desk: EditionDesk,
    private readonly database: Database,
    private readonly lists: RegistrationLists,
    private readonly actions: BulkActions,
    private readonly tasks: Tasks,
  ) {}

  /** @throws NotAllowed */
  allow(actor: Actor, { scope }: EditionDetails, action: BulkAction): void {
    this.desk.authorize(actor, PERMISSIONS[action], scope);
  }

  /**
   * Does it with these, or with all of the filter (`ids` null). @returns what has become of them, or the page of the task
   * @throws NotAllowed
   */
  async bulk(
    actor: Actor,
    edition: EditionDetails,
    asked: { action: BulkAction; filter: RegistrationFilter; ids: readonly string[] | null; words: DecisionInput },
  ): Promise<BulkCounts | string> {
    const { action, filter, words } = asked;
    this.allow(actor, edition, action);
    if (asked.ids) return this.actions.act(actor, edition, { action, ids: asked.ids, words });
    const counts = await this.lists.counts(actor, edition, filter);
    const total = filter.status ? (counts[filter.status] ?? 0) : sumOf(counts);
    const { sort: _, ...selection } = selectionOf(filter);
    if (total > AT_ONCE) return this.begin(actor, edition, 'decide', { action, filter: selection, ...words });
    const ids: string[] = [];
    for await (const lot of this.lists.stream(actor, edition, { ...selection, sort: 'created' }))
      ids.push(...lot.map(({ id }) => id));
    return this.actions.act(actor, edition, { action, ids, words });
  }

  /** @returns the page of the task that writes the file */
  export(actor: Actor, edition: EditionDetails, request: ExportRequest): Promise<string> {
    return this.begin(actor, edition, 'export', request);
  }

  /** @returns the page of the task that makes the file */
  badges(actor: Actor, edition: EditionDetails, input: BadgesInput): Promise<string> {
    return this.begin(actor, edition, BADGES_TASK, input);
  }

  private async begin(actor: Actor, { id, key }: EditionDetails, kind: string, input: object): Promise<string> {
    const { accountId } = requireAccount(actor);
    const task = await this.database.transaction((tx) =>
      this.tasks.start(tx, { kind, editionId: id, accountId, input }),
    );
    return `/organise/editions/${key}/tasks/${task}`;
  }
}
