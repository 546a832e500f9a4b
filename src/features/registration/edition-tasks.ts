import { type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { FileStore } from '../../platform/files/file-store.js';
import { type TaskFile } from '../../platform/tasks/task.js';
import { TASK_COLUMNS, type TaskStanding, Tasks } from '../../platform/tasks/tasks.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { type EditionDetails, scopeOfEdition } from '../editions/index.js';
import { readErrorLines, type TaskErrorRow } from './task-errors.js';

/** Long work about an edition, and who has started it. */
export interface TaskDetails extends Omit<TaskStanding, 'editionId' | 'accountId'> {
  edition: { id: string; key: string };
  startedBy: { id: string; name: string };
}

type Row = TaskStanding & { key: string; seriesId: string; name: string };

const SELECT = `SELECT ${TASK_COLUMNS}, e.key, e.series_id AS "seriesId", a.name
  FROM task t JOIN edition e ON e.id = t.edition_id JOIN account a ON a.id = t.account_id`;

/** Long work about editions, for whoever has started it and may still see the people it is about, and for organisers. */
@Injectable()
export class EditionTasks {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly tasks: Tasks,
    private readonly files: FileStore,
    private readonly audit: AuditService,
  ) {}

  /** @throws NotFound, also for those who may not know of it */
  async byId(actor: Actor, id: string): Promise<TaskDetails> {
    const [row] = await this.database.query<Row>(`${SELECT} WHERE t.id = $1`, [id]);
    if (!row || !this.maySee(actor, row)) throw new NotFound('The task');
    return toDetails(row);
  }

  /** The newest first: all of an edition for its organisers, for others what they have started themselves. @throws NotAllowed */
  async list(actor: Actor, edition: EditionDetails, { limit, cursor }: PageRequest): Promise<Page<TaskDetails>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const own = this.accounts.may(actor, 'registration.edit', edition.scope) ? null : accountOf(actor);
    const rows = await this.database.query<Row>(
      `${SELECT} WHERE t.edition_id = $1 AND ($2::uuid IS NULL OR t.id < $2) AND ($3::uuid IS NULL OR t.account_id = $3)
         AND (t.leased_until IS DISTINCT FROM 'infinity'::timestamptz)
       ORDER BY t.id DESC LIMIT $4`,
      [edition.id, cursor ?? null, own, limit + 1],
    );
    return pageOf(rows.map(toDetails), limit, (last) => last.id);
  }

  /** Ends it at its next step; no effect when it is over. @throws NotFound */
  async cancel(actor: Actor, id: string): Promise<void> {
    const { edition } = await this.byId(actor, id);
    await this.database.transaction(async (tx) => {
      await this.tasks.cancel(tx, id);
      await this.audit.record(tx, actor, {
        action: 'task.cancel',
        object: { kind: 'task', id },
        editionId: edition.id,
      });
    });
  }

  /** What it has made. @throws NotFound */
  async file(actor: Actor, id: string): Promise<{ file: TaskFile; open: () => Promise<Readable> }> {
    const { result } = await this.byId(actor, id);
    const file = result?.file;
    if (!file) throw new NotFound('The file');
    return { file, open: () => this.files.read(file.id) };
  }

  /** What it could not do. @throws NotFound when there is nothing of the kind */
  async errors(actor: Actor, id: string): Promise<{ heads: string[]; rows: AsyncGenerator<TaskErrorRow> }> {
    const { result } = await this.byId(actor, id);
    if (!result?.errors) throw new NotFound('The file');
    return readErrorLines(await this.files.read(result.errors.id));
  }

  private maySee(actor: Actor, { accountId, seriesId, editionId }: Row): boolean {
    const scope = scopeOfEdition(seriesId, editionId!);
    if (this.accounts.may(actor, 'registration.edit', scope)) return true;
    return accountOf(actor) === accountId && this.accounts.may(actor, 'registration.view', scope);
  }
}

const accountOf = (actor: Actor): string | null => (actor.kind === 'account' ? actor.accountId : null);

function toDetails({ key, seriesId: _, name, editionId, accountId, ...task }: Row): TaskDetails {
  return { ...task, edition: { id: editionId!, key }, startedBy: { id: accountId, name } };
}
