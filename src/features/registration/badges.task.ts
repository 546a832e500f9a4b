import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type z } from 'zod';
import { type TaskContext, type TaskKind, type TaskResult } from '../../platform/tasks/task.js';
import { TaskRegistry } from '../../platform/tasks/task-registry.js';
import { AccountsService } from '../accounts/index.js';
import { EditionQueries } from '../editions/index.js';
import { BadgesService } from './badges.service.js';
import { BadgesTaskInput } from './inputs/badges.input.js';

type Input = z.output<typeof BadgesTaskInput>;

/** Under which the task is started. */
export const BADGES_TASK = 'badges';

/** Badges as long work: one file, begun anew by whoever takes over. */
@Injectable()
export class BadgesTask implements TaskKind<Input>, OnModuleInit {
  readonly kind = BADGES_TASK;
  readonly input = BadgesTaskInput;

  constructor(
    private readonly registry: TaskRegistry,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly badges: BadgesService,
  ) {}

  onModuleInit(): void {
    this.registry.register<Input>({
      kind: this.kind,
      input: this.input,
      run: (context, input) => this.run(context, input),
    });
  }

  async run(context: TaskContext, { edition: key, ...input }: Input): Promise<TaskResult> {
    const actor = await this.accounts.actorOfAccount(context.task.accountId);
    const edition = await this.editions.byKey(actor, key);
    const { file, draw } = await this.badges.many(actor, edition, input, (done, total) => context.report(done, total));
    const kept = context.keep(`badges-${key}.pdf`, 'application/pdf', file.content);
    try {
      const [written, count] = await Promise.all([kept, draw()]);
      await context.report(count, count);
      return { file: written, counts: { badges: count } };
    } catch (error) {
      // Whoever reads the file waits for its end.
      file.content.destroy(error as Error);
      await kept.catch(() => undefined);
      throw error;
    }
  }
}
