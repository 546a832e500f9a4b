import { z } from 'zod';
import { IMPORT_FATES, type ImportPreview, type TaskDetails } from '../../features/registration/index.js';
import { InstantView } from '../answers.js';

/** Long work: how far it is, and what has become of it. */
export const TaskView = z
  .object({
    id: z.uuid(),
    kind: z.string().describe('`import`, `export`, `badges` or `decide`.'),
    edition: z.string().describe('The key.'),
    startedBy: z.object({ id: z.uuid(), name: z.string() }),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    cancelling: z.boolean().describe('Will end at its next step.'),
    done: z.int(),
    total: z.int().nullable().describe('Null: not known yet.'),
    counts: z.record(z.string(), z.int()).describe('How many of what, when it is over.'),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    file: z.boolean().describe('Is there anything at `/tasks/{id}/file`?'),
    createdAt: InstantView,
    startedAt: InstantView.nullable(),
    finishedAt: InstantView.nullable(),
  })
  .meta({ id: 'Task' });

export function taskView(task: TaskDetails): z.input<typeof TaskView> {
  const { id, kind, edition, startedBy, state, isCancelling, done, total, result, error } = task;
  return {
    ...{ id, kind, startedBy, state, done, total, error },
    edition: edition.key,
    cancelling: isCancelling && (state === 'waiting' || state === 'running'),
    counts: result?.counts ?? {},
    file: (result?.file ?? result?.errors) !== undefined,
    createdAt: task.createdAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? null,
    finishedAt: task.finishedAt?.toISOString() ?? null,
  };
}

const RemarkView = z.object({
  column: z.string().nullable().describe('The head of the column; null: the whole row.'),
  code: z.string(),
  value: z.string().nullable(),
  message: z.string(),
});

/** What would become of each row of an import. */
export const ImportPreviewView = z
  .object({
    rows: z.int(),
    open: z.boolean().describe('Does the edition take registrations at all?'),
    totals: z.partialRecord(z.enum(IMPORT_FATES), z.int()),
    ignored: z.array(z.string()).describe('Heads of columns that are not understood.'),
    items: z.array(
      z.object({
        line: z.int(),
        email: z.string(),
        name: z.string(),
        fate: z.enum(IMPORT_FATES),
        problems: z.array(RemarkView),
        formulas: z.array(z.string()).describe('Heads of cells that look like formulas: they are taken as text.'),
      }),
    ),
  })
  .meta({ id: 'ImportPreview' });

export function importPreviewView(preview: ImportPreview): z.input<typeof ImportPreviewView> {
  const { rows, totals, ignored, isOpen, items } = preview;
  return {
    ...{ rows, totals, ignored, open: isOpen },
    items: items.map(({ line, email, name, fate, problems, formulas }) => ({
      ...{ line, email, name, fate },
      problems: problems.map(({ column, code, value, message }) => ({ column, code, value, message })),
      formulas: formulas.map(({ column }) => column ?? ''),
    })),
  };
}
