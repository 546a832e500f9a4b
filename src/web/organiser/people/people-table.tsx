import { TableHead } from '../../layout/data-table.js';
import { Email } from '../../layout/email.js';
import { Name } from '../../layout/localised.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type NamedRole, type PersonWithPlaces } from './people-places.js';
import { Place, ROLE_WORDS } from './role-words.js';

/** People with their roles, each a link to the person's page. */
export function PeopleTable({
  people,
  rolesOf = ({ roles }) => roles,
}: {
  people: readonly PersonWithPlaces[];
  /** Which of the roles are of interest here. */
  rolesOf?: (person: PersonWithPlaces) => readonly NamedRole[];
}) {
  const { t, readerZone } = useView();
  return (
    <div class="data">
      <table role="table">
        <caption class="vh">{t('console.people')}</caption>
        <TableHead
          columns={[
            { text: t('register.name') },
            { text: t('register.email') },
            { text: t('people.roles') },
            { text: t('people.state') },
            { text: t('people.lastSeen') },
          ]}
        />
        <tbody role="rowgroup">
          {people.map((person) => (
            <tr role="row" key={person.id}>
              <th role="rowheader" scope="row">
                <a href={`/organise/people/${person.id}`}>
                  <Name>{person.name}</Name>
                </a>
              </th>
              <td role="cell" data-label={t('register.email')}>
                <Email>{person.email}</Email>
              </td>
              <td role="cell" data-label={t('people.roles')}>
                <ul role="list">
                  {rolesOf(person).map((role) => (
                    <li key={role.id}>
                      {t(ROLE_WORDS[role.role].name)} <span class="muted">·</span>{' '}
                      <span class="muted">
                        <Place place={role.place} />
                      </span>
                    </li>
                  ))}
                </ul>
              </td>
              <td role="cell" data-label={t('people.state')}>
                <PersonState person={person} />
              </td>
              <td role="cell" data-label={t('people.lastSeen')}>
                {person.lastSeenAt ? <At instant={person.lastSeenAt} zone={readerZone} /> : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Can the person sign in, and how? */
export function PersonState({
  person,
}: {
  person: Pick<PersonWithPlaces, 'disabled' | 'hasPassword' | 'hasSecondFactor'>;
}) {
  const { t } = useView();
  const [look, text] = person.disabled
    ? (['cancelled', t('people.disabled')] as const)
    : person.hasPassword
      ? (['confirmed', person.hasSecondFactor ? t('people.twoFactors') : t('people.withPassword')] as const)
      : (['planned', t('people.byLink')] as const);
  return (
    <span class="status" data-is={look}>
      {text}
    </span>
  );
}
