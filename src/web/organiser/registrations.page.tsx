import { EmptyList, TableHead } from '../layout/data-table.js';
import { type LocalisedText, textIn } from '../../kernel/locale.js';
import { Email } from '../layout/email.js';
import { hrefWith } from '../layout/hrefs.js';
import { Localised, Name } from '../layout/localised.js';
import { Pager } from '../layout/pager.js';
import { Console } from '../layout/console.js';
import { RegistrationStatusMark, registrationStatusKey } from '../layout/status.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef, type RegistrationStatus } from '../layout/view-models.js';
import { consoleEdition } from './overview.page.js';

/** Filters are query parameters: `status, category, q, cursor`. */
export interface RegistrationsPageProps {
  edition: EditionRef;
  counts: Partial<Record<RegistrationStatus, number>>;
  deliveries: number;
  categories: { id: string; name: LocalisedText }[];
  filter: { status: RegistrationStatus | null; category: string | null; q: string };
  registrations: {
    id: string;
    reference: string;
    name: string;
    nativeName: string | null;
    email: string;
    category: LocalisedText;
    institution: LocalisedText | null;
    affiliation: string | null;
    status: RegistrationStatus;
    createdAt: Date;
  }[];
  next: string | null;
}

const ORDER: readonly RegistrationStatus[] = ['confirmed', 'waitlisted', 'pending', 'cancelled'];

/** `/organise/editions/{key}/registrations` */
export function RegistrationsPage(props: RegistrationsPageProps) {
  const { edition, counts, filter, categories, registrations, next } = props;
  const { t, locale } = useView();
  const base = `/organise/editions/${edition.key}/registrations`;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const zone = edition.when.timeZone ?? 'UTC';
  const isNarrowed = filter.status !== null || filter.category !== null || filter.q !== '';
  const link = (status: RegistrationStatus | null) =>
    hrefWith(base, { status, category: filter.category, q: filter.q });
  return (
    <Console
      title={t('console.registrations')}
      place="registrations"
      edition={consoleEdition(edition, { registrations: all, deliveries: props.deliveries }, { t, locale })}
    >
      <div class="console-title">
        <div>
          <h1>{t('console.registrations')}</h1>
        </div>
      </div>
      <nav class="tabs" aria-label={t('console.byStatus')}>
        <a href={link(null)} aria-current={filter.status === null ? 'page' : undefined}>
          {t('console.all')} <span class="count">{all}</span>
        </a>
        {ORDER.filter((status) => counts[status]).map((status) => (
          <a key={status} href={link(status)} aria-current={filter.status === status ? 'page' : undefined}>
            {t(registrationStatusKey(status))} <span class="count">{counts[status]}</span>
          </a>
        ))}
      </nav>
      <form class="filter" method="get" action={base} role="search">
        {filter.status && <input type="hidden" name="status" value={filter.status} />}
        <div class="field">
          <label for="q">{t('list.search')}</label>
          <input
            class="input"
            id="q"
            name="q"
            type="search"
            value={filter.q}
            placeholder={t('registrations.searchFor')}
          />
        </div>
        {categories.length > 1 && (
          <div class="field">
            <label for="category">{t('manage.category')}</label>
            <select class="input" id="category" name="category">
              <option value="">{t('console.all')}</option>
              {categories.map(({ id, name }) => (
                <option key={id} value={id} selected={id === filter.category}>
                  {textIn(name, locale)}
                </option>
              ))}
            </select>
          </div>
        )}
        <button class="btn" type="submit">
          {t('list.show')}
        </button>
      </form>
      {registrations.length === 0 ? (
        <EmptyList
          clear={isNarrowed ? base : null}
          title={t('registrations.none')}
          text={t('registrations.noneText')}
        />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('register.name') },
                { text: t('register.email') },
                { text: t('register.institution') },
                { text: t('manage.category') },
                { text: t('console.state') },
                { text: t('registrations.since') },
              ]}
            />
            <tbody role="rowgroup">
              {registrations.map((registration) => (
                <tr role="row" key={registration.id}>
                  <th role="rowheader" scope="row">
                    <Name>{registration.name}</Name>
                    {registration.nativeName && (
                      <>
                        {' '}
                        <Name>{registration.nativeName}</Name>
                      </>
                    )}
                    <br />
                    <span class="small muted regular num">{registration.reference}</span>
                  </th>
                  <td role="cell" data-label={t('register.email')}>
                    <a
                      href={`/organise/editions/${edition.key}/deliveries?registration=${registration.id}`}
                      title={t('registrations.mails')}
                    >
                      <Email>{registration.email}</Email>
                    </a>
                  </td>
                  <td role="cell" data-label={t('register.institution')}>
                    {registration.institution ? (
                      <Localised text={registration.institution} />
                    ) : (
                      <Name>{registration.affiliation ?? '–'}</Name>
                    )}
                  </td>
                  <td role="cell" data-label={t('manage.category')}>
                    <Localised text={registration.category} />
                  </td>
                  <td role="cell" data-label={t('console.state')}>
                    <RegistrationStatusMark status={registration.status} />
                  </td>
                  <td role="cell" data-label={t('registrations.since')}>
                    <At instant={registration.createdAt} zone={zone} />
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
