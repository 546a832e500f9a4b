import { Injectable } from '@nestjs/common';
import { AccountsService, FormDrafts } from '../features/accounts/index.js';
import { DocumentFiles } from '../features/editions/index.js';
import { IdempotencyInterceptor } from '../platform/http/idempotency.js';
import { TaskFiles } from '../platform/tasks/task-files.js';

/** Removes what has had its time, wherever it is kept. */
@Injectable()
export class Pruning {
  constructor(
    private readonly accounts: AccountsService,
    private readonly idempotency: IdempotencyInterceptor,
    private readonly drafts: FormDrafts,
    private readonly files: DocumentFiles,
    private readonly tasks: TaskFiles,
  ) {}

  async prune(): Promise<void> {
    await this.accounts.prune();
    await this.idempotency.prune();
    await this.drafts.prune();
    await this.tasks.prune();
    await this.files.sweep();
  }
}
