import { type ChecklistItemName } from '../../features/editions/index.js';
import { type Role } from '../../kernel/actor.js';
import { EmptyList, TableHead } from '../layout/data-table.js';
import { EditionName, WhenLine, cityOfEdition } from '../layout/edition.js';
import { hrefWith } from '../layout/hrefs.js';
import { Localised } from '../layout/localised.js';
import { Pager } from '../layout/pager.js';
import { Console } from '../layout/console.js';
import { EditionStatusMark, editionStatusKey } from '../layout/status.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef, type EditionStatus } from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { offsetText } from './offset.js';
import { todoKey } from './overview.page.js';

/** What is to be done next for an edition, or happens by itself. */
export type NextStep =
  | { kind: 'missing'; count: number; first: ChecklistItemName }
  | { kind: 'publish' }
  | { kind: 'reminder'; offset: string; dueAt: Date };

export interface EditionsPageProps {
  /** How many editions there are in each state that has any, among those that the search finds. */
  counts: Partial<Record<EditionStatus, number>>;
  filter: { status: EditionStatus | null; q: string };
  /** `confirmed` is null for those whose registrations the reader may not see. */
  editions: (EditionRef & { confirmed: number | null; role: Role | null; step: NextStep | null; mayClone: boolean })[];
  next: string | null;
  mayCreate: boolean;
}

const ORDER: readonly EditionStatus[] = ['draft', 'published', 'postponed', 'completed', 'cancelled'];

const ROLE_NAMES: Record<Role, TextKey> = {
  administrator: 'parts.role.administrator',
  organiser: 'parts.role.organiser',
  programme: 'parts.role.programme',
  check_in: 'parts.role.checkIn',
  viewer: 'parts.role.viewer',
};

/** An edition that is over is what the next one is made after. */
function Step({ edition }: { edition: EditionsPageProps['editions'][number] }) {
  const { t } = useView();
  const { step } = edition;
  if (step === null && edition.mayClone) {
    return (
      <a href={`/organise/editions/${edition.key}/clone`}>
        {t('parts.clone.action')}{' '}
        <span class="vh">
          <EditionName edition={edition} />
        </span>
      </a>
    );
  }
  if (step === null) return <>–</>;
  switch (step.kind) {
    case 'publish':
      return <>{t('parts.step.publish')}</>;
    case 'missing':
      return (
        <span>
          {t(todoKey(step.first))}
          <br />
          <span class="small muted">{t('parts.step.missing', { count: step.count })}</span>
        </span>
      );
    case 'reminder':
      return (
        <span>
          {t('delivery.kind.reminder')}
          {t('list.comma')}
          {offsetText(step.offset, t)}
          <br />
          <span class="small muted">
            <At instant={step.dueAt} zone={edition.when.timeZone ?? 'UTC'} />
          </span>
        </span>
      );
  }
}

/** `/organise` */
export function EditionsPage({ counts, filter, editions, next, mayCreate }: EditionsPageProps) {
  const { t } = useView();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const link = (status: EditionStatus | null) => hrefWith('/organise', { status, q: filter.q });
  const columns = {
    when: t('console.when'),
    state: t('console.state'),
    step: t('parts.step.title'),
    role: t('parts.role.yours'),
    confirmed: t('status.registration.confirmed'),
  };
  return (
    <Console title={t('console.editions')} place="editions">
      <div class="console-title">
        <div>
          <h1>{t('console.editions')}</h1>
          <p>{t('console.editionsNote')}</p>
        </div>
        {mayCreate && (
          <a class="btn btn-primary" href="/organise/editions/new">
            {t('console.new')}
          </a>
        )}
      </div>
      <nav class="tabs" aria-label={t('console.byStatus')}>
        <a href={link(null)} aria-current={filter.status === null ? 'page' : undefined}>
          {t('console.all')} <span class="count">{all}</span>
        </a>
        {ORDER.filter((one) => counts[one]).map((one) => (
          <a key={one} href={link(one)} aria-current={filter.status === one ? 'page' : undefined}>
            {t(editionStatusKey(one))} <span class="count">{counts[one]}</span>
          </a>
        ))}
      </nav>
      <form class="filter" method="get" action="/organise" role="search">
        {filter.status && <input type="hidden" name="status" value={filter.status} />}
        <div class="field">
          <label for="q">{t('list.search')}</label>
          <input
            class="input"
            id="q"
            name="q"
            type="search"
            maxLength={200}
            value={filter.q}
            placeholder={t('parts.editions.searchFor')}
          />
        </div>
        <button class="btn" type="submit">
          {t('list.show')}
        </button>
      </form>
      {editions.length === 0 ? (
        <EmptyList
          clear={filter.q || filter.status ? '/organise' : null}
          title={t('console.noEditions')}
          text={t('console.noEditionsText')}
        />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('console.edition') },
                { text: columns.when },
                { text: columns.state },
                { text: columns.step },
                { text: columns.role },
                { text: columns.confirmed, isNumber: true },
              ]}
            />
            <tbody role="rowgroup">
              {editions.map((edition) => (
                <tr role="row" key={edition.key}>
                  <th role="rowheader" scope="row">
                    <a href={`/organise/editions/${edition.key}`}>
                      <EditionName edition={edition} />
                    </a>
                    <br />
                    <span class="small muted regular">
                      <Localised text={edition.series.name} />
                    </span>
                  </th>
                  <td role="cell" data-label={columns.when}>
                    <WhenLine when={edition.when} city={cityOfEdition(edition)} />
                  </td>
                  <td role="cell" data-label={columns.state}>
                    <EditionStatusMark status={edition.status} />
                  </td>
                  <td role="cell" data-label={columns.step}>
                    <Step edition={edition} />
                  </td>
                  <td role="cell" data-label={columns.role}>
                    {edition.role ? t(ROLE_NAMES[edition.role]) : '–'}
                  </td>
                  <td role="cell" data-num data-label={columns.confirmed}>
                    {edition.confirmed ?? '–'}
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
