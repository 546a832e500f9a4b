import { type ComponentChildren } from 'preact';
import { type TaskDetails } from '../../../features/registration/index.js';
import { PostForm } from '../../layout/form.js';
import { Name } from '../../layout/localised.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { outcomesSentence } from '../registrations/outcomes.js';
import { errorText, isOpen, kindText, progressText } from './task-words.js';
import { TaskStateMark } from './tasks.page.js';

/** Without a script the page comes again by itself after so long. Seconds. */
const AGAIN_AFTER = 3;

interface TaskPageProps {
  edition: EditionRef;
  task: TaskDetails;
  /** Until when its files are kept. */
  keptUntil: Date | null;
}

/** `/organise/editions/{key}/tasks/{id}`. With the script (`task.js`) what changes is fetched; without, the page comes again. */
export function TaskPage({ edition, task, keptUntil }: TaskPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}`;
  const open = isOpen(task);
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={kindText(task.kind, t)}
      action={
        <a class="btn" href={`${base}/tasks`}>
          {t('tasks.title')}
        </a>
      }
      scripts={open ? ['task.js'] : undefined}
      head={
        open && (
          <noscript>
            <meta http-equiv="refresh" content={`${AGAIN_AFTER}`} />
          </noscript>
        )
      }
    >
      <p class="vh" role="status" data-task-said />
      <div class="stack" data-task={task.state}>
        <p class="row">
          <TaskStateMark task={task} />
          <span class="small muted">
            {t('tasks.startedBy')}: <Name>{task.startedBy.name}</Name>
            {t('list.comma')}
            <At instant={task.createdAt} zone={edition.when.timeZone ?? 'UTC'} />
            {task.finishedAt && (
              <>
                {t('list.comma')}
                {t('tasks.finishedAt')}: <At instant={task.finishedAt} zone={edition.when.timeZone ?? 'UTC'} />
              </>
            )}
          </span>
        </p>
        {open ? (
          <Progress base={base} task={task} />
        ) : (
          <Ended base={base} edition={edition} task={task} keptUntil={keptUntil} />
        )}
      </div>
    </EditionConsole>
  );
}

function Progress({ base, task }: { base: string; task: TaskDetails }) {
  const { t } = useView();
  const words = progressText(task, t) ?? t(task.state === 'waiting' ? 'tasks.inQueue' : 'tasks.beginning');
  return (
    <>
      <div class="stack-s task-progress">
        {/* Without a value it says that it is going on, and not how far. */}
        <progress
          aria-label={kindText(task.kind, t)}
          max={task.total ?? undefined}
          value={task.total === null ? undefined : task.done}
          data-task-bar
        />
        <p class="num" data-task-words>
          {words}
        </p>
      </div>
      <p>{t('tasks.goesOn')}</p>
      <noscript>
        <p class="small muted">{t('tasks.reload')}</p>
      </noscript>
      {!task.isCancelling && (
        <PostForm action={`${base}/tasks/${task.id}/cancel`} class="row">
          <button class="btn" type="submit">
            {t('tasks.stop')}
          </button>
          <span class="small muted">{t(isAllOrNothing(task) ? 'tasks.stopNothing' : 'tasks.stopNote')}</span>
        </PostForm>
      )}
    </>
  );
}

/** Nothing of it stays when it is stopped. */
const isAllOrNothing = ({ kind, input }: TaskDetails): boolean =>
  kind === 'import' && (input as { mode?: string } | null)?.mode === 'all-or-nothing';

function Ended({ base, edition, task, keptUntil }: { base: string } & TaskPageProps) {
  const { t } = useView();
  const { kind, state, result } = task;
  const path = `${base}/tasks/${task.id}`;
  return (
    <>
      {state === 'failed' && (
        <div class="note refused-note" data-is="warn">
          <p>
            <strong>{t('tasks.error.title')}</strong>
          </p>
          <p>{errorText(task, t)}</p>
        </div>
      )}
      {state === 'cancelled' && <p>{stoppedText(task, t)}</p>}
      {result && <Counts kind={kind} counts={result.counts ?? {}} />}
      {result?.errors && (
        <p>
          <a class="btn" href={`${path}/errors.csv`} download>
            {t('tasks.errors')}
          </a>{' '}
          <span class="small muted">{t('tasks.errorsNote')}</span>
        </p>
      )}
      {result?.file && (
        <p>
          <a class="btn btn-primary" href={`${path}/file`} download>
            {t('tasks.download', { name: result.file.name })}
          </a>
        </p>
      )}
      {keptUntil && (result?.file ?? result?.errors) && (
        <Kept>
          <At instant={keptUntil} zone={edition.when.timeZone ?? 'UTC'} />
        </Kept>
      )}
      <p class="row">
        <a href={`${base}/registrations`}>{t('tasks.toList')}</a>
        {kind === 'import' && <a href={`${base}/registrations/import`}>{t('tasks.again')}</a>}
      </p>
    </>
  );
}

/** A sentence around a time that is marked up. */
function Kept({ children }: { children: ComponentChildren }) {
  const { t } = useView();
  const [before = '', after = ''] = t('tasks.kept', { date: '\n' }).split('\n');
  return (
    <p class="small muted">
      {before}
      {children}
      {after}
    </p>
  );
}

function stoppedText(task: TaskDetails, t: ReturnType<typeof useView>['t']): string {
  if (isAllOrNothing(task)) return t('tasks.stoppedNothing');
  return task.done === 0
    ? t('tasks.stoppedEarly')
    : t('tasks.stopped', { done: task.done, total: task.total ?? task.done });
}

const IMPORTED = [
  ['confirmed', 'tasks.count.confirmed'],
  ['waitlisted', 'tasks.count.waitlisted'],
  ['pending', 'tasks.count.pending'],
  ['refused', 'tasks.count.refused'],
] as const satisfies readonly (readonly [string, TextKey])[];

function Counts({ kind, counts }: { kind: string; counts: Record<string, number> }) {
  const { t } = useView();
  if (kind === 'export') return <p>{t('tasks.rows', { count: counts['rows'] ?? 0 })}</p>;
  if (kind === 'badges') return <p>{t('tasks.badges', { count: counts['badges'] ?? 0 })}</p>;
  if (kind === 'decide') return <p>{outcomesSentence(counts, t) ?? t('tasks.nothing')}</p>;
  const shown = IMPORTED.filter(([name]) => counts[name]);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="result" class="stack-s">
      <h2 id="result">{t('tasks.result')}</h2>
      <dl class="facts">
        {shown.map(([name, text]) => (
          <div key={name}>
            <dt>{t(text)}</dt>
            <dd class="num">{counts[name]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
