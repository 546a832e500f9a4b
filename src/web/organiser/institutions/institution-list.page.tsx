import { type LocalisedText } from '../../../kernel/locale.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { placeText } from '../../layout/edition.js';
import { Localised, Name } from '../../layout/localised.js';
import { Pager } from '../../layout/pager.js';
import { useView } from '../../layout/view-context.js';
import { Desk } from './desk.js';

/** Filters are query parameters: `q, cursor`. */
export interface InstitutionListPageProps {
  q: string;
  institutions: { slug: string; name: LocalisedText; aliases: string[]; city: string; country: string }[];
  next: string | null;
  /** Otherwise the list only leads to the public pages. */
  mayEdit: boolean;
  done: string | null;
}

const BASE = '/organise/institutions';

/** `/organise/institutions` */
export function InstitutionListPage({ q, institutions, next, mayEdit, done }: InstitutionListPageProps) {
  const { t, locale } = useView();
  const title = t('console.institutions');
  return (
    <Desk
      place="institutions"
      title={title}
      note={t('institutions.note')}
      done={done}
      action={
        mayEdit && (
          <a class="btn btn-primary" href={`${BASE}/new`}>
            {t('institutions.new')}
          </a>
        )
      }
    >
      <form class="filter" method="get" action={BASE} role="search" aria-label={title}>
        <div class="field">
          <label for="institution-q">{t('list.search')}</label>
          <input
            class="input"
            id="institution-q"
            name="q"
            type="search"
            value={q}
            maxLength={100}
            placeholder={t('institutions.searchFor')}
          />
        </div>
        <button class="btn" type="submit">
          {t('list.show')}
        </button>
      </form>
      {institutions.length === 0 ? (
        <EmptyList clear={q ? BASE : null} title={t('institution.none')} text={t('institutions.noneText')} />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('institutions.name') },
                { text: t('institution.place') },
                { text: t('institution.otherNames') },
                { text: t('institutions.publicPage'), isHidden: true },
              ]}
            />
            <tbody role="rowgroup">
              {institutions.map(({ slug, name, aliases, ...place }) => (
                <tr role="row" key={slug}>
                  <th role="rowheader" scope="row">
                    <a href={mayEdit ? `${BASE}/${slug}` : `/institutions/${slug}`}>
                      <Localised text={name} />
                    </a>
                  </th>
                  <td role="cell" data-label={t('institution.place')}>
                    <Name>{placeText(locale, place, t)}</Name>
                  </td>
                  <td role="cell" data-label={t('institution.otherNames')}>
                    <Name>{aliases.join(t('list.separator')) || '–'}</Name>
                  </td>
                  <td role="cell">
                    <a href={`/institutions/${slug}`}>{t('institutions.publicPage')}</a>
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
