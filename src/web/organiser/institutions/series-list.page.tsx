import { type SeriesKind } from '../../../features/editions/index.js';
import { type LocalisedText } from '../../../kernel/locale.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { Localised } from '../../layout/localised.js';
import { Pager } from '../../layout/pager.js';
import { useView } from '../../layout/view-context.js';
import { type TextKey } from '../../texts.js';
import { Desk } from './desk.js';

export const KIND_WORDS: Record<SeriesKind, TextKey> = {
  annual_meeting: 'institutions.series.annualMeeting',
  symposium: 'institutions.series.symposium',
  exchange_programme: 'institutions.series.exchangeProgramme',
};

export interface SeriesListPageProps {
  series: {
    slug: string;
    kind: SeriesKind;
    name: LocalisedText;
    foundedYear: number | null;
    /** Otherwise its name leads to the public page. */
    mayEdit: boolean;
  }[];
  next: string | null;
  mayCreate: boolean;
  done: string | null;
}

/** `/organise/series` */
export function SeriesListPage({ series, next, mayCreate, done }: SeriesListPageProps) {
  const { t } = useView();
  return (
    <Desk
      place="series"
      title={t('console.series')}
      note={t('institutions.series.note')}
      done={done}
      action={
        mayCreate && (
          <a class="btn btn-primary" href="/organise/series/new">
            {t('institutions.series.new')}
          </a>
        )
      }
    >
      {series.length === 0 ? (
        <EmptyList clear={null} title={t('new.noSeries')} text={t('new.noSeriesText')} />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('institutions.name') },
                { text: t('institutions.series.kind') },
                { text: t('institutions.series.foundedYear'), isNumber: true },
                { text: t('institutions.publicPage'), isHidden: true },
              ]}
            />
            <tbody role="rowgroup">
              {series.map(({ slug, kind, name, foundedYear, mayEdit }) => (
                <tr role="row" key={slug}>
                  <th role="rowheader" scope="row">
                    <a href={mayEdit ? `/organise/series/${slug}` : `/series/${slug}`}>
                      <Localised text={name} />
                    </a>
                  </th>
                  <td role="cell" data-label={t('institutions.series.kind')}>
                    {t(KIND_WORDS[kind])}
                  </td>
                  <td role="cell" data-num data-label={t('institutions.series.foundedYear')}>
                    {foundedYear ?? '–'}
                  </td>
                  <td role="cell">
                    <a href={`/series/${slug}`}>{t('institutions.publicPage')}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager next={next} />
    </Desk>
  );
}
