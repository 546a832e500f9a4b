import { PassThrough } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { locale } from '../../platform/input/fields.js';
import { type TaskContext, type TaskResult } from '../../platform/tasks/task.js';
import { TaskRegistry } from '../../platform/tasks/task-registry.js';
import { AccountsService } from '../accounts/index.js';
import { EditionQueries } from '../editions/index.js';
import { EXPORT_FORMATS, SortedSelection } from './inputs/registration-filter.js';
import { RegistrationExport } from './registration-export.js';

const ExportTaskInput = z.object({ filter: SortedSelection, format: z.enum(EXPORT_FORMATS), locale });
type ExportTaskInput = z.output<typeof ExportTaskInput>;

/** Long lists as files, as long work: begun anew by whoever takes over, since half a file is none. */
@Injectable()
export class ExportTask implements OnModuleInit {
  constructor(
    private readonly registry: TaskRegistry,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly exports: RegistrationExport,
  ) {}

  onModuleInit(): void {
    this.registry.register<ExportTaskInput>({
      kind: 'export',
      input: ExportTaskInput,
      run: (context, input) => this.run(context, input),
    });
  }

  private async run(context: TaskContext, input: ExportTaskInput): Promise<TaskResult> {
    const actor = await this.accounts.actorOfAccount(context.task.accountId);
    const { key } = await this.editions.byId(context.task.editionId ?? '');
    const file = await this.exports.open(actor, key, input);
    const { name, mediaType, total } = file;
    await context.report(0, total);
    const content = new PassThrough();
    const kept = context.keep(name, mediaType, content);
    let rows = 0;
    try {
      await Promise.all([
        kept,
        file.writeTo(content, async (done) => {
          rows = done;
          await context.report(done, Math.max(done, total));
        }),
      ]);
    } catch (error) {
      // Whoever reads the file waits for its end.
      content.destroy(error as Error);
      await kept.catch(() => undefined);
      throw error;
    }
    return { file: await kept, counts: { rows } };
  }
}
