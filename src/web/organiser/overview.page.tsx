import { type ChecklistItem, type ChecklistItemName } from '../../features/editions/index.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { EditionName, editionName, WhenLine, cityOfEdition } from '../layout/edition.js';
import { TableHead } from '../layout/data-table.js';
import { PostForm } from '../layout/form.js';
import { hrefWith } from '../layout/hrefs.js';
import { Localised, Name } from '../layout/localised.js';
import { Console } from '../layout/console.js';
import { type ChartDay, RegistrationsChart, RegistrationsTable } from '../layout/registrations-chart.js';
import {
  deliveryKindKey,
  DeliveryStateMark,
  deliveryStateKey,
  EditionStatusMark,
  registrationStatusKey,
} from '../layout/status.js';
import { TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import {
  type Attendance,
  type DeliveryKind,
  type DeliveryState,
  type EditionRef,
  type RegistrationStatus,
} from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { offsetText } from './offset.js';
import { sumOf } from './parts/delivery-counts.js';
import { TodoDetails } from './parts/todo-details.js';

/** Posts to `/organise/editions/{key}/publish`. What the reader may not see is null. */
export interface OverviewPageProps {
  edition: EditionRef & { city: string | null };
  registrations: Partial<Record<RegistrationStatus, number>> | null;
  /** How the confirmed have become as many, by day; `rows` are the same figures for the table. */
  growth: { days: ChartDay[]; rows: ChartDay[]; capacity: number | null } | null;
  deliveries: Partial<Record<DeliveryState, number>> | null;
  /** The latest mails that have not arrived. */
  problems: {
    id: string;
    kind: DeliveryKind;
    name: string;
    state: DeliveryState;
    reason: string | null;
  }[];
  categories: { id: string; name: LocalisedText; attendance: Attendance; capacity: number | null; taken: number }[];
  todo: ChecklistItem[];
  /** The reminder that is due next. */
  next: { offset: string; dueAt: Date; recipients: number } | null;
  mayEdit: boolean;
  mayPublish: boolean;
  mayClone: boolean;
  /** It can be postponed, closed, cancelled or removed, all of which is done on the page of its details. */
  mayEnd: boolean;
  done: keyof typeof OVERVIEW_DONE | null;
}

export const OVERVIEW_DONE = {
  created: 'overview.done.created',
  published: 'overview.done.published',
  cloned: 'parts.clone.done',
} as const;

const TODO: Record<ChecklistItemName, { text: TextKey; path: string }> = {
  dates: { text: 'parts.todo.dates', path: '/schedule' },
  zone: { text: 'parts.todo.zone', path: '/schedule' },
  host: { text: 'parts.todo.host', path: '/details' },
  venue: { text: 'parts.todo.venue', path: '/details' },
  category: { text: 'parts.todo.category', path: '/categories' },
  stream: { text: 'parts.todo.stream', path: '/streams' },
  reminder: { text: 'parts.todo.reminder', path: '/reminders' },
  translations: { text: 'parts.todo.translations', path: '/details' },
  mentions: { text: 'parts.todo.mentions', path: '/details' },
};

export const todoKey = (item: ChecklistItemName): TextKey => TODO[item].text;

/** How the side navigation of an edition's pages is filled. */
export function consoleEdition(
  edition: EditionRef,
  counts: { registrations?: number; deliveries?: number },
  view: Pick<ReturnType<typeof useView>, 'locale' | 't'>,
) {
  return {
    key: edition.key,
    name: editionName(edition, view.locale, view.t),
    published: edition.status !== 'draft',
    ...counts,
  };
}

const baseOf = (edition: EditionRef): string => `/organise/editions/${edition.key}`;

const ALWAYS: readonly RegistrationStatus[] = ['confirmed', 'waitlisted', 'cancelled'];

function Tiles({ edition, registrations }: OverviewPageProps) {
  const { t } = useView();
  if (registrations === null) return null;
  const statuses = registrations.pending ? [...ALWAYS, 'pending' as const] : ALWAYS;
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers" class="vh">
        {t('overview.numbers')}
      </h2>
      <div class="tiles">
        {statuses.map((status) => (
          <a class="tile" href={`${baseOf(edition)}/registrations?status=${status}`} key={status}>
            <b>{registrations[status] ?? 0}</b>
            <span>{t(registrationStatusKey(status))}</span>
          </a>
        ))}
      </div>
    </section>
  );
}

function Todo({ edition, todo, mayEdit }: OverviewPageProps) {
  const { t } = useView();
  const done = todo.filter((item) => item.done).length;
  const text = t('todo.progress', { done, all: todo.length });
  const open = todo.filter((item) => !item.done);
  return (
    <section class="card" aria-labelledby="todo">
      <div class="card-head">
        <h2 id="todo">{t('todo.title')}</h2>
        <p class="small muted">{text}</p>
      </div>
      <progress value={done} max={todo.length} aria-label={text} />
      <ul class="todo" role="list">
        {[...open, ...todo.filter((item) => item.done)].map(({ item, required, done: isDone, detail = [] }) => (
          <li key={item} data-is={isDone ? 'done' : 'due'}>
            <div>
              {mayEdit && !isDone ? (
                <a href={baseOf(edition) + TODO[item].path}>{t(TODO[item].text)}</a>
              ) : (
                t(TODO[item].text)
              )}
              {required && !isDone && (
                <>
                  <br />
                  <span class="muted">{t('parts.todo.required')}</span>
                </>
              )}
              {detail.length > 0 && <TodoDetails edition={edition} item={item} detail={detail} mayEdit={mayEdit} />}
            </div>
            <span class="small">{isDone ? t('todo.done') : t('todo.open')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Categories({ edition, categories, mayEdit }: OverviewPageProps) {
  const { t } = useView();
  return (
    <section class="card" id="categories" aria-labelledby="categories-title">
      <div class="card-head">
        <h2 id="categories-title">{t('overview.categories')}</h2>
        <a href={`${baseOf(edition)}/categories`} class="small">
          {mayEdit ? t('parts.overview.editCategories') : t('parts.category.all')}
        </a>
      </div>
      {categories.length === 0 && <p class="muted">{t('overview.noCategories')}</p>}
      {categories.map(({ id, name, attendance, capacity, taken }) => (
        <div class="stack-s" key={id}>
          <p class="row spread">
            <strong>
              <Localised text={name} />
            </strong>
            <span class="small num">
              {capacity === null ? t('overview.taken', { count: taken }) : t('overview.takenOf', { taken, capacity })}
            </span>
          </p>
          {capacity !== null && (
            <progress
              value={taken}
              max={Math.max(capacity, 1)}
              aria-label={t('overview.takenOf', { taken, capacity })}
            />
          )}
          <p class="small muted">{attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}</p>
        </div>
      ))}
    </section>
  );
}

function Next({ edition, next, deliveries }: OverviewPageProps) {
  const { t } = useView();
  const { timeZone } = edition.when;
  if (deliveries === null) return null;
  return (
    <section class="card" aria-labelledby="next">
      <div class="card-head">
        <h2 id="next">{t('parts.next.title')}</h2>
        <a href={`${baseOf(edition)}/reminders`} class="small">
          {t('parts.reminder.all')}
        </a>
      </div>
      {next && timeZone ? (
        <>
          <p>
            <strong>{offsetText(next.offset, t)}</strong>
            {t('list.comma')}
            {t('parts.next.recipients', { count: next.recipients })}
          </p>
          <TimePair startsAt={next.dueAt} endsAt={null} timeZone={timeZone} city={cityOfEdition(edition)} />
          {edition.status === 'draft' && <p class="small muted">{t('parts.reminder.muted')}</p>}
        </>
      ) : (
        <p class="muted">{t('parts.next.none')}</p>
      )}
    </section>
  );
}

function Growth({ edition, growth }: OverviewPageProps) {
  const { t } = useView();
  if (growth === null) return null;
  const { days, rows, capacity } = growth;
  return (
    <section class="card wide" aria-labelledby="growth">
      <div class="card-head">
        <h2 id="growth">{t('parts.chart.title')}</h2>
        <a href={`${baseOf(edition)}/registrations`} class="small">
          {t('parts.chart.all')}
        </a>
      </div>
      {days.length === 0 ? (
        <p class="muted">{t('parts.chart.none')}</p>
      ) : (
        <div class="growth">
          <RegistrationsChart days={days} capacity={capacity} />
          <details class="growth-table">
            <summary class="small">{t('parts.chart.asTable')}</summary>
            <div class="growth-rows" role="region" aria-label={t('parts.chart.asTable')} tabIndex={0}>
              <RegistrationsTable rows={rows} />
            </div>
          </details>
        </div>
      )}
    </section>
  );
}

const TROUBLE: readonly DeliveryState[] = ['failed', 'bounced', 'uncertain'];

function Problems({ edition, deliveries, problems }: OverviewPageProps) {
  const { t } = useView();
  if (deliveries === null) return null;
  const base = `${baseOf(edition)}/deliveries`;
  const troubled = TROUBLE.filter((state) => deliveries[state]);
  return (
    <section class="card wide" aria-labelledby="problems">
      <div class="card-head">
        <h2 id="problems">{t('parts.problems.title')}</h2>
        <a href={base} class="small">
          {t('overview.allDeliveries')}
        </a>
      </div>
      {troubled.length === 0 ? (
        <p class="muted">{t('parts.problems.none')}</p>
      ) : (
        <>
          <ul class="row" role="list">
            {troubled.map((state) => (
              <li key={state}>
                <a class="trouble" href={hrefWith(base, { state })}>
                  <span class="num">{deliveries[state]}</span> {t(deliveryStateKey(state))}
                </a>
              </li>
            ))}
          </ul>
          <div class="data">
            <table role="table">
              <TableHead
                columns={[
                  { text: t('deliveries.person') },
                  { text: t('deliveries.message') },
                  { text: t('console.state') },
                  { text: t('deliveries.what') },
                ]}
              />
              <tbody role="rowgroup">
                {problems.map(({ id, kind, name, state, reason }) => (
                  <tr role="row" key={id}>
                    <th role="rowheader" scope="row">
                      <Name>{name}</Name>
                    </th>
                    <td role="cell" data-label={t('deliveries.message')}>
                      {t(deliveryKindKey(kind))}
                    </td>
                    <td role="cell" data-label={t('console.state')}>
                      <DeliveryStateMark state={state} />
                    </td>
                    <td role="cell" data-label={t('deliveries.what')}>
                      <span>{reason ?? '–'}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

/** `/organise/editions/{key}` */
export function OverviewPage(props: OverviewPageProps) {
  const { edition, registrations, deliveries, done } = props;
  const { t, locale } = useView();
  const base = baseOf(edition);
  const isReady = props.todo.every((item) => item.done || !item.required);
  return (
    <Console
      title={t('console.overview')}
      place="overview"
      edition={consoleEdition(
        edition,
        {
          registrations: registrations ? sumOf(registrations) : undefined,
          deliveries: deliveries ? sumOf(deliveries) : undefined,
        },
        { t, locale },
      )}
    >
      <div class="console-title">
        <div>
          <h1>
            <EditionName edition={edition} />
          </h1>
          <p>
            <WhenLine when={edition.when} city={cityOfEdition(edition)} />
          </p>
        </div>
        <div class="row">
          <EditionStatusMark status={edition.status} />
          {props.mayClone && (
            <a class="btn" href={`${base}/clone`}>
              {t('parts.clone.action')}
            </a>
          )}
          {props.mayEnd && (
            <a class="btn" href={`${base}/details#state`}>
              {t('parts.overview.state')}
            </a>
          )}
          {props.mayPublish && isReady && (
            <PostForm action={`${base}/publish`} class="row">
              <button class="btn btn-primary" type="submit">
                {t('overview.publish')}
              </button>
            </PostForm>
          )}
        </div>
      </div>
      {done && (
        <p class="note done-note" role="status">
          {t(OVERVIEW_DONE[done])}
        </p>
      )}
      <Tiles {...props} />
      <div class="overview">
        <Todo {...props} />
        <div class="overview-side">
          <Next {...props} />
          <Categories {...props} />
        </div>
        <Growth {...props} />
        <Problems {...props} />
      </div>
    </Console>
  );
}
