import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Tx } from '../../platform/database/tx.js';
import {
  type TaskContext,
  type TaskFile,
  TaskRefused,
  type TaskResult,
  type TaskStep,
} from '../../platform/tasks/task.js';
import { TaskRegistry } from '../../platform/tasks/task-registry.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails, EditionQueries } from '../editions/index.js';
import { type Outcome } from './admissions.js';
import { AdmissionBusy } from './domain/registration.errors.js';
import { IMPORT_TASK } from './import-access.js';
import { ImportReader, type JudgedRow } from './import-reader.js';
import { RunningImport } from './inputs/import.input.js';
import { RegistrationService } from './registration.service.js';
import { errorLines, ERRORS_TYPE, type TaskErrorRow } from './task-errors.js';

/** How many were registered as what, and how many were not. */
type Counts = Record<'confirmed' | 'waitlisted' | 'pending' | 'refused', number>;

/** Where an import that skips bad rows goes on. */
interface Progress {
  /** The last line that is done. */
  line: number;
  counts: Counts;
  /** Lines that were good and were refused all the same, by the code of the reason. */
  refused: Record<string, number[]>;
}

const BEGINNING: Progress = {
  line: 0,
  counts: { confirmed: 0, waitlisted: 0, pending: 0, refused: 0 },
  refused: {},
};

/** Between two attempts to get the lock, ms; and how many there are. */
const PATIENCE_MS = 1_000;
const ATTEMPTS = 60;

/** Somebody was refused, so nobody is registered. */
class SomeRefused extends Error {
  constructor(readonly refused: Progress['refused']) {
    super('Some rows were refused.');
  }
}

/** Whom a run registers, where. */
interface Run {
  context: TaskContext;
  input: RunningImport;
  actor: Actor;
  edition: EditionDetails;
  total: number;
}

/** Imports of people, as long work. */
@Injectable()
export class ImportTask implements OnModuleInit {
  constructor(
    private readonly registry: TaskRegistry,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationService,
    private readonly reader: ImportReader,
  ) {}

  onModuleInit(): void {
    this.registry.register<RunningImport>({
      kind: IMPORT_TASK,
      input: RunningImport,
      run: (context, input) => this.run(context, input),
    });
  }

  private async run(context: TaskContext, input: RunningImport): Promise<TaskResult> {
    const actor = await this.accounts.actorOfAccount(context.task.accountId);
    const edition = await this.editions.byId(context.task.editionId ?? '');
    this.accounts.authorize(actor, 'registration.edit', edition.scope);
    // A file that breaks off in the middle is found out before anybody is registered.
    const { total, bad } = await this.look(edition, input);
    const run = { context, input, actor, edition, total };
    await context.report(context.task.done, total);
    return input.mode === 'all-or-nothing' ? this.allOrNothing(run, bad) : this.skippingBadRows(run);
  }

  private async look(edition: EditionDetails, input: RunningImport): Promise<{ total: number; bad: number }> {
    const { lots } = await this.reader.open(edition.id, input);
    let [total, bad] = [0, 0];
    for await (const lot of lots) {
      total += lot.length;
      bad += lot.filter(({ refused }) => refused !== null).length;
    }
    return { total, bad };
  }

  /** Lot by lot, each with how far it is in one transaction: whoever takes over goes on after the last line that is done. */
  private async skippingBadRows(run: Run): Promise<TaskResult> {
    const { context, input, edition } = run;
    let progress = 'line' in context.task.progress ? (context.task.progress as unknown as Progress) : BEGINNING;
    let { done } = context.task;
    const { lots } = await this.reader.open(edition.id, input);
    try {
      for await (const lot of lots) {
        const rows = lot.filter(({ line }) => line > progress.line);
        if (rows.length === 0) continue;
        done += rows.length;
        let next = progress;
        await this.patiently(context, () =>
          context.commit(async (tx) => {
            next = after(progress, rows, await this.register(tx, run, rows));
            return { done, progress: next };
          }),
        );
        progress = next;
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Those who are registered stay so.
      throw new TaskRefused(error.code, error.message, { counts: progress.counts });
    }
    const { errors } = await this.errorFile(run, progress);
    return { counts: progress.counts, ...(errors && { errors }) };
  }

  /** All lots in one transaction. */
  private async allOrNothing(run: Run, bad: number): Promise<TaskResult> {
    const { context, total } = run;
    // Whoever comes after a kill finds it done, because that was written in the same transaction.
    if ('counts' in context.task.progress) return { counts: context.task.progress['counts'] as Counts };
    if (bad > 0) throw await this.nothing(run, {});
    let counts = BEGINNING.counts;
    try {
      await this.patiently(context, () =>
        context.commit(async (tx): Promise<TaskStep> => {
          counts = await this.registerAll(tx, run);
          return { done: total, progress: { counts } };
        }),
      );
    } catch (error) {
      throw error instanceof SomeRefused ? await this.nothing(run, error.refused) : error;
    }
    return { counts };
  }

  private async registerAll(tx: Tx, run: Run): Promise<Counts> {
    const { context, input, edition, total } = run;
    const { lots } = await this.reader.open(edition.id, input);
    let progress = BEGINNING;
    let done = 0;
    for await (const lot of lots) {
      progress = after(progress, lot, await this.register(tx, run, lot));
      if (progress.counts.refused > 0) throw new SomeRefused(progress.refused);
      done += lot.length;
      // Outside of the transaction, for people to see that it goes on. The last step is the transaction's own.
      if (done < total) await context.report(done, total);
    }
    return progress.counts;
  }

  private async register(tx: Tx, { actor, edition }: Run, rows: readonly JudgedRow[]): Promise<Outcome[]> {
    const inputs = toRegister(rows).map(({ good }) => good!.input);
    if (inputs.length === 0) return [];
    return this.registrations.registerWithin(tx, actor, edition.key, inputs, { source: 'import', asOrganiser: true });
  }

  /** Others are served first for as long as they come in bursts. */
  private async patiently(context: TaskContext, work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof AdmissionBusy) || attempt >= ATTEMPTS) throw error;
        await pause(PATIENCE_MS);
        context.check();
      }
    }
  }

  private async nothing(run: Run, refused: Progress['refused']): Promise<TaskRefused> {
    const { errors, count } = await this.errorFile(run, { ...BEGINNING, refused });
    return new TaskRefused('import-refused', `${count} of ${run.total} rows could not be registered, so nobody was.`, {
      counts: { ...BEGINNING.counts, refused: count },
      errors,
    });
  }

  /** The rows that were not registered, with the reasons; no file when there are none. */
  private async errorFile(run: Run, { refused }: Progress): Promise<{ errors?: TaskFile; count: number }> {
    const { context, input, edition } = run;
    const { lots, columns } = await this.reader.open(edition.id, input);
    const codes = new Map(
      Object.entries(refused).flatMap(([code, lines]) => lines.map((line) => [line, code] as const)),
    );
    let count = 0;
    const rows = async function* (): AsyncGenerator<TaskErrorRow> {
      for await (const lot of lots) {
        for (const row of lot) {
          const code = codes.get(row.line);
          // Whoever has been registered by now may be so by us.
          const isOurs = row.refused === 'already-registered' && input.mode === 'skip-bad-rows';
          if (code === undefined && (row.refused === null || isOurs)) continue;
          count++;
          yield { line: row.line, cells: row.cells, problems: code === undefined ? row.problems : [problemOf(code)] };
        }
      }
    };
    const errors = await context.keep('errors.jsonl', ERRORS_TYPE, errorLines(columns.heads, rows()));
    return count > 0 ? { errors, count } : { count };
  }
}

const toRegister = (rows: readonly JudgedRow[]): JudgedRow[] => rows.filter(({ refused }) => refused === null);

/** What has happened by now, with what has become of further rows. */
function after(
  { counts, refused, line }: Progress,
  rows: readonly JudgedRow[],
  outcomes: readonly Outcome[],
): Progress {
  const next = { counts: { ...counts }, refused: { ...refused }, line: rows.at(-1)?.line ?? line };
  const refuse = (row: JudgedRow, code: string) => {
    next.refused[code] = [...(next.refused[code] ?? []), row.line];
  };
  for (const row of rows) {
    if (row.refused !== null) next.counts.refused++;
    if (row.refused === 'already-registered') refuse(row, row.refused);
  }
  for (const [index, row] of toRegister(rows).entries()) {
    const outcome = outcomes[index]!;
    if ('refused' in outcome) {
      next.counts.refused++;
      refuse(row, outcome.refused.errors[0]?.code ?? outcome.refused.code);
    } else next.counts[outcome.status]++;
  }
  return next;
}

const MESSAGES: Record<string, string> = {
  'already-registered': 'This address is registered already.',
  'sold-out': 'There is no place left in this category.',
  'quota-full': 'The institution has all its places in this category already.',
  'institution-required': 'Places of this category are given by institution: name one.',
};

const problemOf = (code: string) => ({
  column: null,
  code,
  value: null,
  message: MESSAGES[code] ?? `This row was refused: ${code}.`,
});
