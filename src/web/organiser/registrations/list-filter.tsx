import {
  REGISTRATION_SORTS,
  type RegisteredInstitution,
  type RegistrationFilter,
  type RegistrationSort,
} from '../../../features/registration/index.js';
import { type LocalisedText, textIn } from '../../../kernel/locale.js';
import { registrationStatusKey } from '../../layout/status.js';
import { useView } from '../../layout/view-context.js';
import { type RegistrationStatus } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { InstitutionSelect } from '../forms/fields.js';
import { listHref } from './list-query.js';

const ORDER: readonly RegistrationStatus[] = ['confirmed', 'offered', 'waitlisted', 'pending', 'declined', 'cancelled'];

const SORTS: Record<RegistrationSort, TextKey> = {
  created: 'registrations.sort.oldest',
  '-created': 'registrations.sort.newest',
  name: 'registrations.sort.name',
  status: 'registrations.sort.status',
};

/** One tab for each status that there is, with how many of the filter have it. */
export function StatusTabs({
  base,
  filter,
  counts,
}: {
  base: string;
  filter: RegistrationFilter;
  counts: Partial<Record<RegistrationStatus, number>>;
}) {
  const { t } = useView();
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tab = (status: RegistrationStatus | undefined, text: string, count: number) => (
    <a
      key={status ?? ''}
      href={listHref(base, { ...filter, status })}
      aria-current={filter.status === status ? 'page' : undefined}
    >
      {text} <span class="count">{count}</span>
    </a>
  );
  return (
    <nav class="tabs" aria-label={t('console.byStatus')}>
      {tab(undefined, t('console.all'), all)}
      {ORDER.filter((status) => counts[status] || filter.status === status).map((status) =>
        tab(status, t(registrationStatusKey(status)), counts[status] ?? 0),
      )}
    </nav>
  );
}

/** Search and what else narrows the list; its address says all of it. */
export function ListFilter({
  base,
  filter,
  categories,
  institutions,
}: {
  base: string;
  filter: RegistrationFilter;
  categories: readonly { id: string; name: LocalisedText }[];
  institutions: readonly RegisteredInstitution[];
}) {
  const { t, locale } = useView();
  const { status, category, institution, checkedIn, sort } = filter;
  const isOpen = [category, institution, checkedIn].some((value) => value !== undefined) || sort !== '-created';
  return (
    <form class="filter" method="get" action={base} role="search">
      {status && <input type="hidden" name="status" value={status} />}
      <div class="field wide">
        <label for="q">{t('list.search')}</label>
        <input
          class="input"
          id="q"
          name="q"
          type="search"
          maxLength={200}
          value={filter.q ?? ''}
          placeholder={t('registrations.searchFor')}
        />
      </div>
      <button class="btn" type="submit">
        {t('list.show')}
      </button>
      <details class="filter-more" open={isOpen}>
        <summary>{t('registrations.filterMore')}</summary>
        <div class="filter">
          {categories.length > 1 && (
            <div class="field">
              <label for="category">{t('manage.category')}</label>
              <select class="input" id="category" name="category">
                <option value="">{t('console.all')}</option>
                {categories.map(({ id, name }) => (
                  <option key={id} value={id} selected={id === category}>
                    {textIn(name, locale)}
                  </option>
                ))}
              </select>
            </div>
          )}
          {institutions.length > 0 && (
            <div class="field">
              <label for="institution">{t('register.institution')}</label>
              <InstitutionSelect
                id="institution"
                name="institution"
                institutions={institutions}
                value={institution ?? ''}
                none={t('console.all')}
              />
            </div>
          )}
          <div class="field">
            <label for="checkedIn">{t('registrations.checkedIn')}</label>
            <select class="input" id="checkedIn" name="checkedIn">
              <option value="">{t('console.all')}</option>
              <option value="true" selected={checkedIn === true}>
                {t('registrations.checkedIn.yes')}
              </option>
              <option value="false" selected={checkedIn === false}>
                {t('registrations.checkedIn.no')}
              </option>
            </select>
          </div>
          <div class="field">
            <label for="sort">{t('registrations.sort')}</label>
            <select class="input" id="sort" name="sort">
              {REGISTRATION_SORTS.map((one) => (
                <option key={one} value={one} selected={one === sort}>
                  {t(SORTS[one])}
                </option>
              ))}
            </select>
          </div>
        </div>
      </details>
    </form>
  );
}
