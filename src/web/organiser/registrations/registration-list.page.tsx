import {
  BULK_ACTIONS,
  type BulkCounts,
  type RegisteredInstitution,
  type RegistrationDetails,
  type RegistrationFilter,
} from '../../../features/registration/index.js';
import { type LocalisedText } from '../../../kernel/locale.js';
import { Console, ConsoleHead } from '../../layout/console.js';
import { EmptyList } from '../../layout/data-table.js';
import { PostForm } from '../../layout/form.js';
import { Pager } from '../../layout/pager.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef, type RegistrationStatus } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { consoleEdition } from '../overview.page.js';
import { isNarrowed, listHref, parametersOf } from './list-query.js';
import { ListFilter, StatusTabs } from './list-filter.js';
import { BULK_TEXTS, outcomesSentence } from './outcomes.js';
import { PeopleTable } from './people-table.js';

/** Why nothing was done (`?refused=`). */
export const LIST_REFUSED = {
  none: 'registrations.refused.none',
  action: 'registrations.refused.action',
} as const satisfies Record<string, TextKey>;

/** The address says all of the filter; a bulk action is sent to `…/registrations/bulk`. */
export interface RegistrationListPageProps {
  edition: EditionRef;
  /** Of everybody, for the navigation. */
  everybody: number;
  deliveries: number;
  filter: RegistrationFilter;
  /** Of the filter, whatever the status. */
  counts: Partial<Record<RegistrationStatus, number>>;
  /** How many the list has in all. */
  total: number;
  categories: readonly { id: string; name: LocalisedText }[];
  institutions: readonly RegisteredInstitution[];
  registrations: readonly RegistrationDetails[];
  next: string | null;
  may: { decide: boolean; edit: boolean; checkIn: boolean; export: boolean };
  /** What has become of the last bulk action. */
  came: BulkCounts;
  refused: keyof typeof LIST_REFUSED | null;
}

/** An export of more rows is a task. */
export const EXPORT_AT_ONCE = 5_000;

/** `/organise/editions/{key}/registrations` */
export function RegistrationListPage(props: RegistrationListPageProps) {
  const { edition, filter, registrations, refused } = props;
  const view = useView();
  const { t } = view;
  const base = `/organise/editions/${edition.key}/registrations`;
  const isFiltered = isNarrowed(filter) || filter.status !== undefined;
  return (
    <Console
      title={t('console.registrations')}
      place="registrations"
      edition={consoleEdition(edition, { registrations: props.everybody, deliveries: props.deliveries }, view)}
      scripts={['choose.js']}
    >
      <ConsoleHead
        title={t('console.registrations')}
        action={<Ways base={base} {...props} />}
        done={outcomesSentence(props.came, t)}
        refused={refused && t(LIST_REFUSED[refused])}
      />
      <StatusTabs base={base} filter={filter} counts={props.counts} />
      <ListFilter base={base} filter={filter} categories={props.categories} institutions={props.institutions} />
      {registrations.length === 0 ? (
        <EmptyList
          clear={isFiltered || filter.cursor !== undefined ? base : null}
          title={t('registrations.none')}
          text={t('registrations.noneText')}
        />
      ) : (
        <>
          <Matches base={base} {...props} />
          <Chosen base={base} {...props} />
        </>
      )}
      <Pager next={props.next} />
    </Console>
  );
}

type Part = RegistrationListPageProps & { base: string };

/** To what else can be done with registrations. */
function Ways({ base, edition, filter, counts, may }: Part) {
  const { t } = useView();
  return (
    <div class="row">
      {may.decide && Boolean(counts.pending) && (
        <a class="btn" href={`${base}/applications`}>
          {t('applications.title')}
        </a>
      )}
      {may.export && (
        <a class="btn" href={listHref(`${base}/badges`, filter, { sort: null })}>
          {t('badges.title')}
        </a>
      )}
      {may.edit && (
        <a class="btn" href={`${base}/import`}>
          {t('registrations.toImport')}
        </a>
      )}
      <a class="btn" href={`/organise/editions/${edition.key}/tasks`}>
        {t('tasks.title')}
      </a>
    </div>
  );
}

/** How many there are, and what can be had of all of them. */
function Matches({ base, filter, total, may }: Part) {
  const { t } = useView();
  return (
    <div class="row spread small list-head">
      <p>
        {t('registrations.total', { count: total })}
        {isNarrowed(filter) && (
          <>
            {' '}
            <a href={listHref(base, { status: filter.status, sort: '-created' })}>{t('list.clear')}</a>
          </>
        )}
      </p>
      {may.export && total > EXPORT_AT_ONCE && (
        <PostForm action={`${base}/export`} class="row">
          <Hidden filter={filter} />
          <button class="btn" name="format" value="csv">
            {t('registrations.csv')}
          </button>
          <button class="btn" name="format" value="xlsx">
            {t('registrations.xlsx')}
          </button>
        </PostForm>
      )}
      {may.export && total <= EXPORT_AT_ONCE && (
        <p class="row">
          <a href={listHref(`${base}.csv`, filter)} download>
            {t('registrations.csv')}
          </a>
          <a href={listHref(`${base}.xlsx`, filter)} download>
            {t('registrations.xlsx')}
          </a>
        </p>
      )}
    </div>
  );
}

/** A form remembers the filter of the list that it stands on. */
function Hidden({ filter }: { filter: RegistrationFilter }) {
  return (
    <>
      {Object.entries(parametersOf(filter)).map(
        ([name, value]) => value !== null && <input key={name} type="hidden" name={name} value={value} />,
      )}
    </>
  );
}

function Chosen({ base, ...props }: Part) {
  const { filter, registrations, total, may } = props;
  const { t } = useView();
  const actions = BULK_ACTIONS.filter((action) =>
    action === 'check-in' ? may.checkIn : action === 'cancel' || action === 'resend-link' ? may.edit : may.decide,
  );
  const table = (
    <PeopleTable base={base} edition={props.edition} registrations={registrations} canChoose={actions.length > 0} />
  );
  if (actions.length === 0) return table;
  return (
    <PostForm action={`${base}/bulk`} class="stack-s">
      <Hidden filter={filter} />
      <fieldset class="choosing">
        <legend class="vh">{t('registrations.choosing')}</legend>
        <label class="choice" data-choose-all hidden>
          <input type="checkbox" />
          <span>{t('registrations.chooseAll')}</span>
        </label>
        {total > registrations.length && (
          <label class="choice">
            <input type="checkbox" name="all" value="true" />
            <span>{t('registrations.everyOne', { count: total })}</span>
          </label>
        )}
        <div class="row">
          <label class="vh" for="action">
            {t('registrations.what')}
          </label>
          <select class="input" id="action" name="action">
            <option value="">{t('registrations.what')}</option>
            {actions.map((action) => (
              <option key={action} value={action}>
                {t(BULK_TEXTS[action])}
              </option>
            ))}
          </select>
          <button class="btn" type="submit">
            {t('registrations.go')}
          </button>
        </div>
      </fieldset>
      {table}
    </PostForm>
  );
}
