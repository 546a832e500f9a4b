import { type TaskDetails } from '../../../features/registration/index.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { Name } from '../../layout/localised.js';
import { Pager } from '../../layout/pager.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditionConsole } from '../parts/edition-console.js';
import { isOpen, kindText, progressText, stateWord } from './task-words.js';

/** `/organise/editions/{key}/tasks` */
export function TasksPage({
  edition,
  tasks,
  next,
}: {
  edition: EditionRef;
  tasks: readonly TaskDetails[];
  next: string | null;
}) {
  const { t } = useView();
  return (
    <EditionConsole edition={edition} place="registrations" title={t('tasks.title')} note={t('tasks.note')}>
      {tasks.length === 0 ? (
        <EmptyList clear={null} title={t('tasks.none')} text={t('tasks.noneText')} />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                'tasks.what' as const,
                'tasks.state' as const,
                'tasks.startedBy' as const,
                'tasks.startedAt' as const,
              ].map((key) => ({ text: t(key) }))}
            />
            <tbody role="rowgroup">
              {tasks.map((task) => (
                <TaskRow key={task.id} edition={edition} task={task} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager next={next} />
    </EditionConsole>
  );
}

function TaskRow({ edition, task }: { edition: EditionRef; task: TaskDetails }) {
  const { t } = useView();
  const progress = isOpen(task) ? progressText(task, t) : null;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <a href={`/organise/editions/${edition.key}/tasks/${task.id}`}>{kindText(task.kind, t)}</a>
      </th>
      <td role="cell" data-label={t('tasks.state')}>
        <TaskStateMark task={task} />
        {progress && <span class="small num"> {progress}</span>}
      </td>
      <td role="cell" data-label={t('tasks.startedBy')}>
        <Name>{task.startedBy.name}</Name>
      </td>
      <td role="cell" data-label={t('tasks.startedAt')}>
        <At instant={task.createdAt} zone={edition.when.timeZone ?? 'UTC'} />
      </td>
    </tr>
  );
}

export function TaskStateMark({ task }: { task: TaskDetails }) {
  const { t } = useView();
  const { text, look } = stateWord(task);
  return (
    <span class="status" data-is={look}>
      {t(text)}
    </span>
  );
}
