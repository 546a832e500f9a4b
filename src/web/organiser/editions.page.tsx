import { TableHead } from '../layout/data-table.js';
import { EditionName, WhenLine, cityOfEdition } from '../layout/edition.js';
import { Localised } from '../layout/localised.js';
import { Pager } from '../layout/pager.js';
import { Console } from '../layout/console.js';
import { EditionStatusMark, editionStatusKey } from '../layout/status.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef, type EditionStatus } from '../layout/view-models.js';

export interface EditionsPageProps {
  /** How many editions there are in each state that has any. */
  counts: Partial<Record<EditionStatus, number>>;
  /** The state that the list is narrowed to. */
  status: EditionStatus | null;
  editions: (EditionRef & { confirmed: number; planned: number })[];
  next: string | null;
}

const ORDER: readonly EditionStatus[] = ['draft', 'published', 'postponed', 'completed', 'cancelled'];

/** `/organise` */
export function EditionsPage({ counts, status, editions, next }: EditionsPageProps) {
  const { t } = useView();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Console title={t('console.editions')} place="editions">
      <div class="console-title">
        <div>
          <h1>{t('console.editions')}</h1>
          <p>{t('console.editionsNote')}</p>
        </div>
        <a class="btn btn-primary" href="/organise/editions/new">
          {t('console.new')}
        </a>
      </div>
      <nav class="tabs" aria-label={t('console.byStatus')}>
        <a href="/organise" aria-current={status === null ? 'page' : undefined}>
          {t('console.all')} <span class="count">{all}</span>
        </a>
        {ORDER.filter((one) => counts[one]).map((one) => (
          <a key={one} href={`/organise?status=${one}`} aria-current={status === one ? 'page' : undefined}>
            {t(editionStatusKey(one))} <span class="count">{counts[one]}</span>
          </a>
        ))}
      </nav>
      {editions.length === 0 ? (
        <div class="empty">
          <h2>{t('console.noEditions')}</h2>
          <p>{t('console.noEditionsText')}</p>
          <a class="btn" href="/organise/editions/new">
            {t('console.new')}
          </a>
        </div>
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('console.edition') },
                { text: t('console.when') },
                { text: t('console.state') },
                { text: t('status.registration.confirmed'), isNumber: true },
                { text: t('console.plannedMails'), isNumber: true },
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
                  <td role="cell" data-label={t('console.when')}>
                    <WhenLine when={edition.when} city={cityOfEdition(edition)} />
                  </td>
                  <td role="cell" data-label={t('console.state')}>
                    <EditionStatusMark status={edition.status} />
                  </td>
                  <td role="cell" data-num data-label={t('status.registration.confirmed')}>
                    {edition.confirmed}
                  </td>
                  <td role="cell" data-num data-label={t('console.plannedMails')}>
                    {edition.planned}
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
