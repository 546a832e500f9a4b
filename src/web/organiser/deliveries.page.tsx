import { EmptyList, TableHead } from '../layout/data-table.js';
import { PostForm } from '../layout/form.js';
import { Email } from '../layout/email.js';
import { hrefWith } from '../layout/hrefs.js';
import { Name } from '../layout/localised.js';
import { Pager } from '../layout/pager.js';
import { Console } from '../layout/console.js';
import { deliveryKindKey, DeliveryStateMark, deliveryStateKey } from '../layout/status.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type DeliveryKind, type DeliveryState, type EditionRef } from '../layout/view-models.js';
import { offsetText } from './offset.js';
import { consoleEdition } from './overview.page.js';

/** Filters are query parameters: `state, rule, registration, cursor`. Resend posts to `…/deliveries/{id}/resend`. */
export interface DeliveriesPageProps {
  edition: EditionRef;
  registrations: number;
  counts: Partial<Record<DeliveryState, number>>;
  filter: { state: DeliveryState | null; rule: string | null; registration: string | null };
  rules: { id: string; offset: string }[];
  deliveries: {
    id: string;
    kind: DeliveryKind;
    /** ISO 8601 with a sign, of a reminder. */
    offset: string | null;
    name: string;
    email: string;
    /** Null: it waits for a date. */
    dueAt: Date | null;
    sentAt: Date | null;
    state: DeliveryState;
    attempts: number;
    reason: string | null;
    mayResend: boolean;
  }[];
  next: string | null;
  done: 'resent' | null;
}

const ORDER: readonly DeliveryState[] = [
  'planned',
  'sending',
  'sent',
  'failed',
  'bounced',
  'uncertain',
  'skipped',
  'suppressed',
  'cancelled',
];

/** `/organise/editions/{key}/deliveries` */
export function DeliveriesPage(props: DeliveriesPageProps) {
  const { edition, counts, filter, rules, deliveries, next, done } = props;
  const { t, locale } = useView();
  const base = `/organise/editions/${edition.key}/deliveries`;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const zone = edition.when.timeZone ?? 'UTC';
  const isNarrowed = filter.state !== null || filter.rule !== null || filter.registration !== null;
  const link = (state: DeliveryState | null) =>
    hrefWith(base, { state, rule: filter.rule, registration: filter.registration });
  return (
    <Console
      title={t('console.deliveries')}
      place="deliveries"
      edition={consoleEdition(edition, { registrations: props.registrations, deliveries: all }, { t, locale })}
    >
      <div class="console-title">
        <div>
          <h1>{t('console.deliveries')}</h1>
          <p>{t('deliveries.note')}</p>
        </div>
      </div>
      {done && (
        <p class="note done-note" role="status">
          {t('deliveries.resent')}
        </p>
      )}
      <nav class="tabs" aria-label={t('console.byStatus')}>
        <a href={link(null)} aria-current={filter.state === null ? 'page' : undefined}>
          {t('console.all')} <span class="count">{all}</span>
        </a>
        {ORDER.filter((state) => counts[state]).map((state) => (
          <a key={state} href={link(state)} aria-current={filter.state === state ? 'page' : undefined}>
            {t(deliveryStateKey(state))} <span class="count">{counts[state]}</span>
          </a>
        ))}
      </nav>
      {rules.length > 0 && (
        <form class="filter" method="get" action={base}>
          {filter.state && <input type="hidden" name="state" value={filter.state} />}
          <div class="field">
            <label for="rule">{t('delivery.kind.reminder')}</label>
            <select class="input" id="rule" name="rule">
              <option value="">{t('console.all')}</option>
              {rules.map(({ id, offset }) => (
                <option key={id} value={id} selected={id === filter.rule}>
                  {offsetText(offset, t)}
                </option>
              ))}
            </select>
          </div>
          <button class="btn" type="submit">
            {t('list.show')}
          </button>
        </form>
      )}
      {deliveries.length === 0 ? (
        <EmptyList clear={isNarrowed ? base : null} title={t('deliveries.none')} text={t('deliveries.noneText')} />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('deliveries.person') },
                { text: t('deliveries.message') },
                { text: t('deliveries.due') },
                { text: t('console.state') },
                { text: t('deliveries.what') },
                { text: t('deliveries.action'), isHidden: true },
              ]}
            />
            <tbody role="rowgroup">
              {deliveries.map((delivery) => (
                <tr role="row" key={delivery.id}>
                  <th role="rowheader" scope="row">
                    <Name>{delivery.name}</Name>
                    <br />
                    <span class="small muted regular">
                      <Email>{delivery.email}</Email>
                    </span>
                  </th>
                  <td role="cell" data-label={t('deliveries.message')}>
                    {delivery.offset ? offsetText(delivery.offset, t) : t(deliveryKindKey(delivery.kind))}
                  </td>
                  <td role="cell" data-label={t('deliveries.due')}>
                    {delivery.dueAt ? <At instant={delivery.dueAt} zone={zone} /> : '–'}
                  </td>
                  <td role="cell" data-label={t('console.state')}>
                    <DeliveryStateMark state={delivery.state} />
                  </td>
                  <td role="cell" data-label={t('deliveries.what')}>
                    <span>
                      {delivery.sentAt && <At instant={delivery.sentAt} zone={zone} />}
                      {delivery.sentAt && delivery.reason && <br />}
                      {delivery.reason}
                      {!delivery.sentAt && !delivery.reason && '–'}
                      {delivery.attempts > 1 && (
                        <span class="muted"> {t('deliveries.attempts', { count: delivery.attempts })}</span>
                      )}
                    </span>
                  </td>
                  <td role="cell">
                    {delivery.mayResend && (
                      <PostForm action={`${base}/${delivery.id}/resend`} class="row">
                        <button class="btn" type="submit">
                          {t('deliveries.resend')} <span class="vh">{delivery.name}</span>
                        </button>
                      </PostForm>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager next={next} />
    </Console>
  );
}
