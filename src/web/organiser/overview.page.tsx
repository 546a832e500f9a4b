import { type LocalisedText } from '../../kernel/locale.js';
import { EditionName, editionName, WhenLine, cityOfEdition } from '../layout/edition.js';
import { PostForm } from '../layout/form.js';
import { Localised } from '../layout/localised.js';
import { Console } from '../layout/console.js';
import { DeliveryStateMark, EditionStatusMark } from '../layout/status.js';
import { At, TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type Attendance, type DeliveryState, type EditionRef } from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { offsetText } from './offset.js';

/** Posts to `/organise/editions/{key}/publish` and to `…/cancel` with `reason`. */
export interface OverviewPageProps {
  edition: EditionRef & { city: string | null };
  registrations: { confirmed: number; waiting: number; cancelled: number };
  deliveries: Partial<Record<DeliveryState, number>>;
  categories: { id: string; name: LocalisedText; attendance: Attendance; capacity: number | null; taken: number }[];
  /** What an edition needs before and after publishing, in the order in which it is done. */
  todo: { kind: TodoKind; done: boolean }[];
  /** By due time; those relative to the start. */
  reminders: {
    id: string;
    /** ISO 8601 with a sign, e.g. `-P7D`. */
    offset: string;
    enabled: boolean;
    /** When it is due, if the edition has a time. */
    dueAt: Date | null;
    deliveries: Partial<Record<DeliveryState, number>>;
  }[];
  confirmations: Partial<Record<DeliveryState, number>>;
  mayPublish: boolean;
  mayCancel: boolean;
  done: 'created' | 'published' | 'cancelled' | null;
}

export type TodoKind = 'time' | 'hosts' | 'category' | 'languages' | 'stream' | 'reminders' | 'published';

const TODO: Record<TodoKind, TextKey> = {
  time: 'todo.time',
  hosts: 'todo.hosts',
  category: 'todo.category',
  languages: 'todo.languages',
  stream: 'todo.stream',
  reminders: 'todo.reminders',
  published: 'todo.published',
};

const DONE = {
  created: 'overview.done.created',
  published: 'overview.done.published',
  cancelled: 'overview.done.cancelled',
} as const;

/** How the side navigation of an edition's pages is filled. */
export function consoleEdition(
  edition: EditionRef,
  counts: { registrations: number; deliveries: number },
  view: Pick<ReturnType<typeof useView>, 'locale' | 't'>,
) {
  return {
    key: edition.key,
    name: editionName(edition, view.locale, view.t),
    published: edition.status !== 'draft',
    ...counts,
  };
}

const sum = (counts: Partial<Record<string, number>>): number =>
  Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);

function Tiles({ edition, registrations, deliveries, categories }: OverviewPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}`;
  const limited = categories.filter((category) => category.capacity !== null);
  const places = limited.reduce((left, category) => left + Math.max(0, (category.capacity ?? 0) - category.taken), 0);
  const isUnlimited = limited.length < categories.length;
  const mail = (state: DeliveryState) => ({
    href: `${base}/deliveries?state=${state}`,
    count: String(deliveries[state] ?? 0),
  });
  const tiles = [
    {
      href: `${base}/registrations?status=confirmed`,
      count: String(registrations.confirmed),
      text: t('status.registration.confirmed'),
    },
    { href: '#categories', count: isUnlimited ? '∞' : String(places), text: t('overview.placesLeft') },
    { ...mail('planned'), text: t('overview.planned') },
    { ...mail('sent'), text: t('overview.sent') },
    { ...mail('failed'), text: t('overview.failed') },
    { ...mail('uncertain'), text: t('overview.uncertain') },
  ];
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers" class="vh">
        {t('overview.numbers')}
      </h2>
      <div class="tiles">
        {tiles.map(({ href, count, text }) => (
          <a class="tile" href={href} key={href}>
            <b>{count}</b>
            <span>{text}</span>
          </a>
        ))}
      </div>
    </section>
  );
}

function Todo({ todo }: Pick<OverviewPageProps, 'todo'>) {
  const { t } = useView();
  const done = todo.filter((item) => item.done).length;
  const text = t('todo.progress', { done, all: todo.length });
  return (
    <section class="card tall" aria-labelledby="todo">
      <div class="card-head">
        <h2 id="todo">{t('todo.title')}</h2>
        <p class="small muted">{text}</p>
      </div>
      <progress value={done} max={todo.length} aria-label={text} />
      <ul class="todo" role="list">
        {[...todo]
          .sort((a, b) => Number(a.done) - Number(b.done))
          .map((item) => (
            <li key={item.kind} data-is={item.done ? 'done' : 'due'}>
              <span>{t(TODO[item.kind])}</span>
              <span class="small">{item.done ? t('todo.done') : t('todo.open')}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Categories({ categories }: Pick<OverviewPageProps, 'categories'>) {
  const { t } = useView();
  return (
    <section class="card" id="categories" aria-labelledby="categories-title">
      <div class="card-head">
        <h2 id="categories-title">{t('overview.categories')}</h2>
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

const SHOWN: readonly DeliveryState[] = [
  'sent',
  'planned',
  'sending',
  'failed',
  'bounced',
  'uncertain',
  'skipped',
  'suppressed',
];

function Counts({ counts }: { counts: Partial<Record<DeliveryState, number>> }) {
  const { t } = useView();
  if (sum(counts) === 0) return <p class="small muted">{t('overview.nobodyYet')}</p>;
  return (
    <p class="row small">
      {SHOWN.filter((state) => counts[state]).map((state) => (
        <span key={state} class="row counted">
          <span class="num">{counts[state]}</span> <DeliveryStateMark state={state} />
        </span>
      ))}
    </p>
  );
}

function lineState(
  counts: Partial<Record<DeliveryState, number>>,
  enabled: boolean,
): 'done' | 'now' | 'off' | undefined {
  if (!enabled) return 'off';
  const ahead = (counts.planned ?? 0) + (counts.sending ?? 0);
  if (sum(counts) === 0 || sum(counts) === ahead) return undefined;
  return ahead > 0 ? 'now' : 'done';
}

function Reminders({ edition, reminders, confirmations }: OverviewPageProps) {
  const { t } = useView();
  const zone = edition.when.timeZone ?? 'UTC';
  const base = `/organise/editions/${edition.key}/deliveries`;
  return (
    <section class="card wide" aria-labelledby="reminders">
      <div class="card-head">
        <h2 id="reminders">{t('overview.reminders')}</h2>
        <a href={base} class="small">
          {t('overview.allDeliveries')}
        </a>
      </div>
      <ol class="line on-card" role="list">
        <li data-is={lineState(confirmations, true)}>
          <div class="rem">
            <h3>{t('delivery.kind.confirmation')}</h3>
            <p class="small muted">{t('overview.confirmationNote')}</p>
            <Counts counts={confirmations} />
          </div>
        </li>
        {reminders.map(({ id, offset, enabled, dueAt, deliveries }) => (
          <li key={id} data-is={lineState(deliveries, enabled)}>
            <div class="rem">
              <div class="row">
                <h3>{offsetText(offset, t)}</h3>
                {!enabled && <span class="status">{t('overview.off')}</span>}
              </div>
              {dueAt && (
                <p class="small muted">
                  <At instant={dueAt} zone={zone} />
                </p>
              )}
              <Counts counts={deliveries} />
              <p class="small">
                <a href={`${base}?rule=${id}`}>{t('overview.seeWho')}</a>
              </p>
            </div>
          </li>
        ))}
      </ol>
      {reminders.length === 0 && <p class="note">{t('overview.noReminders')}</p>}
    </section>
  );
}

/** `/organise/editions/{key}` */
export function OverviewPage(props: OverviewPageProps) {
  const { edition, registrations, deliveries, done } = props;
  const { t, locale } = useView();
  const { when } = edition;
  const base = `/organise/editions/${edition.key}`;
  return (
    <Console
      title={t('console.overview')}
      place="overview"
      edition={consoleEdition(
        edition,
        { registrations: registrations.confirmed + registrations.waiting, deliveries: sum(deliveries) },
        { t, locale },
      )}
    >
      <div class="console-title">
        <div>
          <h1>
            <EditionName edition={edition} />
          </h1>
          <p>
            <WhenLine when={when} city={cityOfEdition(edition)} />
          </p>
        </div>
        <EditionStatusMark status={edition.status} />
        {props.mayPublish && (
          <PostForm action={`${base}/publish`} class="row">
            <button class="btn btn-primary" type="submit">
              {t('overview.publish')}
            </button>
          </PostForm>
        )}
      </div>
      {done && (
        <p class="note done-note" role="status">
          {t(DONE[done])}
        </p>
      )}
      <Tiles {...props} />
      <div class="overview">
        <Todo todo={props.todo} />
        <Categories categories={props.categories} />
        {when.startsAt && when.timeZone && (
          <section class="card" aria-labelledby="moment">
            <div class="card-head">
              <h2 id="moment">{t('time.label')}</h2>
            </div>
            <TimePair
              startsAt={when.startsAt}
              endsAt={when.endsAt}
              timeZone={when.timeZone}
              city={cityOfEdition(edition)}
            />
          </section>
        )}
        <Reminders {...props} />
        {props.mayCancel && (
          <section class="card wide" aria-labelledby="cancel">
            <div class="card-head">
              <h2 id="cancel">{t('overview.cancelTitle')}</h2>
            </div>
            <details>
              <summary>{t('overview.cancelAsk')}</summary>
              <div class="stack">
                <p>{t('overview.cancelText', { count: registrations.confirmed + registrations.waiting })}</p>
                <PostForm action={`${base}/cancel`}>
                  <div class="field">
                    <label for="f-reason">{t('overview.reason')}</label>
                    <p class="help" id="f-reason-h">
                      {t('overview.reasonHelp')}
                    </p>
                    <input
                      class="input"
                      id="f-reason"
                      name="reason"
                      maxLength={300}
                      aria-describedby="f-reason-h"
                      required
                    />
                  </div>
                  <div class="row">
                    <button class="btn btn-danger" type="submit">
                      {t('overview.cancel')}
                    </button>
                  </div>
                </PostForm>
              </div>
            </details>
          </section>
        )}
      </div>
    </Console>
  );
}
