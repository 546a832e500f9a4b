import {
  INVITATION_STATES,
  type InvitationDetails,
  type InvitationKind,
  type InvitationState,
} from '../../../features/registration/index.js';
import { textIn } from '../../../kernel/locale.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { Email } from '../../layout/email.js';
import { PostForm } from '../../layout/form.js';
import { Localised, Name } from '../../layout/localised.js';
import { Pager } from '../../layout/pager.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditionConsole } from '../parts/edition-console.js';
import { type CategoryChoice, InvitationStateMark, stateKey } from './invitation-parts.js';

/** Filters are query parameters: `kind, state, category, q, cursor`. */
export interface InvitationsPageProps {
  edition: EditionRef;
  filter: { kind: InvitationKind; state: InvitationState | null; category: string | null; q: string };
  counts: Record<InvitationKind, Partial<Record<InvitationState, number>>>;
  categories: CategoryChoice[];
  invitations: InvitationDetails[];
  next: string | null;
  /** How many a reminder would go to. */
  remindable: number;
  mayEdit: boolean;
  /** Why nobody can be invited now; null when they can. */
  closed: boolean;
  done: string | null;
}

const KINDS = { person: 'invitations.people', delegation: 'invitations.delegations' } as const;

/** `/organise/editions/{key}/invitations` */
export function InvitationsPage(props: InvitationsPageProps) {
  const { edition, filter, counts, invitations, mayEdit, closed } = props;
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/invitations`;
  const isNarrowed = filter.state !== null || filter.category !== null || filter.q !== '';
  const isDelegations = filter.kind === 'delegation';
  const own = isDelegations ? `${base}?kind=delegation` : base;
  return (
    <EditionConsole
      edition={edition}
      place="invitations"
      title={t('console.invitations')}
      note={t('invitations.note')}
      action={mayEdit && !closed && <InviteLinks base={base} isDelegations={isDelegations} />}
      done={props.done}
    >
      {mayEdit && closed && <p class="note">{t('invitations.closed')}</p>}
      <nav class="tabs" aria-label={t('invitations.byKind')}>
        {(['person', 'delegation'] as const).map((kind) => (
          <a
            key={kind}
            href={kind === 'person' ? base : `${base}?kind=delegation`}
            aria-current={filter.kind === kind ? 'page' : undefined}
          >
            {t(KINDS[kind])} <span class="count">{sumOf(counts[kind])}</span>
          </a>
        ))}
      </nav>
      <Filter base={base} {...props} />
      {mayEdit && !closed && props.remindable > 0 && (
        <PostForm action={`${base}/remind`} class="row">
          <input type="hidden" name="kind" value={filter.kind} />
          <button class="btn" type="submit">
            {t('invitations.remind', { count: props.remindable })}
          </button>
          <span class="help">{t('invitations.remindHelp')}</span>
        </PostForm>
      )}
      {invitations.length === 0 ? (
        <EmptyList
          clear={isNarrowed ? own : null}
          title={isDelegations ? t('invitations.noDelegations') : t('invitations.none')}
          text={isDelegations ? t('invitations.noDelegationsText') : t('invitations.noneText')}
        />
      ) : (
        <List edition={edition} invitations={invitations} isDelegations={isDelegations} />
      )}
      <Pager next={props.next} />
    </EditionConsole>
  );
}

const sumOf = (counts: Partial<Record<InvitationState, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function InviteLinks({ base, isDelegations }: { base: string; isDelegations: boolean }) {
  const { t } = useView();
  return isDelegations ? (
    <a class="btn btn-primary" href={`${base}/new?kind=delegation`}>
      {t('invitations.addDelegation')}
    </a>
  ) : (
    <div class="row">
      <a class="btn" href={`${base}/many`}>
        {t('invitations.addMany')}
      </a>
      <a class="btn btn-primary" href={`${base}/new`}>
        {t('invitations.add')}
      </a>
    </div>
  );
}

function Filter({ base, filter, counts, categories }: InvitationsPageProps & { base: string }) {
  const { t, locale } = useView();
  const kind = filter.kind === 'delegation' ? 'delegation' : null;
  const ofKind = counts[filter.kind];
  return (
    <form class="filter" method="get" action={base} role="search">
      {kind && <input type="hidden" name="kind" value={kind} />}
      <div class="field">
        <label for="q">{t('list.search')}</label>
        <input
          class="input"
          id="q"
          name="q"
          type="search"
          maxLength={200}
          value={filter.q}
          placeholder={t('invitations.searchFor')}
        />
      </div>
      <div class="field">
        <label for="state">{t('console.state')}</label>
        <select class="input" id="state" name="state">
          <option value="">
            {t('console.all')} ({sumOf(ofKind)})
          </option>
          {INVITATION_STATES.map((state) => (
            <option key={state} value={state} selected={state === filter.state}>
              {t(stateKey(state))} ({ofKind[state] ?? 0})
            </option>
          ))}
        </select>
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
  );
}

function List({
  edition,
  invitations,
  isDelegations,
}: Pick<InvitationsPageProps, 'edition' | 'invitations'> & { isDelegations: boolean }) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/invitations`;
  const zone = edition.when.timeZone ?? 'UTC';
  const columns = {
    who: isDelegations ? t('invitations.coordinator') : t('invitations.who'),
    institution: t('register.institution'),
    category: t('manage.category'),
    places: t('parts.category.places'),
    state: t('console.state'),
    sent: t('invitations.sentAt'),
  };
  const heads = [columns.who, columns.institution, columns.category, ...(isDelegations ? [columns.places] : [])];
  return (
    <div class="data">
      <table role="table">
        <TableHead columns={[...heads, columns.state, columns.sent].map((text) => ({ text }))} />
        <tbody role="rowgroup">
          {invitations.map((invitation) => (
            <tr role="row" key={invitation.id}>
              <th role="rowheader" scope="row">
                <a href={`${base}/${invitation.id}`}>
                  {invitation.name ? <Name>{invitation.name}</Name> : <Email>{invitation.email}</Email>}
                </a>
                {invitation.name && (
                  <>
                    <br />
                    <span class="small muted regular">
                      <Email>{invitation.email}</Email>
                    </span>
                  </>
                )}
              </th>
              <td role="cell" data-label={columns.institution}>
                {invitation.institution ? <Localised text={invitation.institution.name} /> : '–'}
              </td>
              <td role="cell" data-label={columns.category}>
                <Localised text={invitation.category.name} />
              </td>
              {isDelegations && (
                <td role="cell" data-label={columns.places}>
                  {invitation.quota ? t('overview.takenOf', invitation.quota) : '–'}
                </td>
              )}
              <td role="cell" data-label={columns.state}>
                <span>
                  <InvitationStateMark state={invitation.state} />
                  {invitation.registration && (
                    <>
                      <br />
                      <a
                        class="small"
                        href={`/organise/editions/${edition.key}/registrations/${invitation.registration.id}`}
                      >
                        <Name>{invitation.registration.name}</Name>
                      </a>
                    </>
                  )}
                </span>
              </td>
              <td role="cell" data-label={columns.sent}>
                <At instant={invitation.remindedAt ?? invitation.createdAt} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
