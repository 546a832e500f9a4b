import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../../platform/database/database.js';
import { type TaskContext, type TaskResult } from '../../platform/tasks/task.js';
import { TaskRegistry } from '../../platform/tasks/task-registry.js';
import { AccountsService } from '../accounts/index.js';
import { EditionQueries } from '../editions/index.js';
import { BulkActions } from './bulk-actions.js';
import { addOutcome, BULK_ACTIONS, type BulkCounts } from './domain/bulk-outcome.js';
import { DecisionInput } from './inputs/decision.input.js';
import { RegistrationSelection } from './inputs/registration-filter.js';
import { registrationFilterSql } from './registration-filter-sql.js';

/** What is done, and with whom: with these, or with all that a selection means when it begins. */
const DecideTaskInput = DecisionInput.extend({
  action: z.enum(BULK_ACTIONS),
  ids: z.array(z.uuid()).optional(),
  filter: RegistrationSelection.default({}),
}).strip();
type DecideTaskInput = z.output<typeof DecideTaskInput>;

/** Whose turn it is; `sequence` is a bigint, so a text. */
interface Progress {
  /** The `sequence` of the last one whose turn it was. */
  after: string;
  /** That of the last one when it began: whoever comes later was not meant. */
  last: string;
  counts: BulkCounts;
}

/** How many are looked up at a time. */
const LOT = 200;

/** Decisions about many registrations, as long work: in the order in which they stand, in which places are given. */
@Injectable()
export class DecideTask implements OnModuleInit {
  constructor(
    private readonly registry: TaskRegistry,
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly bulk: BulkActions,
  ) {}

  onModuleInit(): void {
    this.registry.register<DecideTaskInput>({
      kind: 'decide',
      input: DecideTaskInput,
      run: (context, input) => this.run(context, input),
    });
  }

  private async run(context: TaskContext, input: DecideTaskInput): Promise<TaskResult> {
    const { action, note, message } = input;
    const { task } = context;
    const actor = await this.accounts.actorOfAccount(task.accountId);
    const edition = await this.editions.byId(task.editionId ?? '');
    let progress = await this.begun(context, input, edition.id);
    for (let lot = await this.next(input, edition.id, progress); lot.length > 0;) {
      for (const { id, sequence } of lot) {
        context.check();
        const outcome = await this.bulk.one(actor, edition, { action, id, words: { note, message } });
        progress = { ...progress, after: sequence, counts: addOutcome(progress.counts, outcome) };
        await context.report(task.done + 1, Math.max(task.total ?? 0, task.done + 1), progress);
      }
      lot = await this.next(input, edition.id, progress);
    }
    // Some may have left the selection meanwhile, by somebody else's hand.
    await context.report(task.done, task.done);
    return { counts: progress.counts };
  }

  /** Where it stands, or who is meant, if nothing has been done yet. */
  private async begun(context: TaskContext, input: DecideTaskInput, editionId: string): Promise<Progress> {
    if ('after' in context.task.progress) return context.task.progress as unknown as Progress;
    const { where, parameters } = meant(input, editionId);
    const [found] = await this.database.query<{ total: number; last: string | null }>(
      `SELECT count(*)::int AS total, max(r.sequence)::text AS last FROM registration r WHERE ${where}`,
      parameters,
    );
    const progress = { after: '0', last: found?.last ?? '0', counts: {} };
    await context.report(0, found?.total ?? 0, progress);
    return progress;
  }

  private next(
    input: DecideTaskInput,
    editionId: string,
    { after, last }: Progress,
  ): Promise<{ id: string; sequence: string }[]> {
    const { where, parameters } = meant(input, editionId);
    return this.database.query(
      `SELECT r.id, r.sequence::text AS sequence FROM registration r
       WHERE ${where} AND r.sequence > $${parameters.push(after)}::bigint AND r.sequence <= $${parameters.push(last)}::bigint
       ORDER BY r.sequence LIMIT ${LOT}`,
      parameters,
    );
  }
}

function meant({ ids, filter }: DecideTaskInput, editionId: string): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [editionId];
  const chosen =
    ids === undefined ? registrationFilterSql(filter, parameters) : `r.id = ANY ($${parameters.push(ids)}::uuid[])`;
  return { where: `r.edition_id = $1 AND ${chosen}`, parameters };
}
