import { type Role } from '../../../kernel/actor.js';
import { Console } from '../../layout/console.js';
import { Email } from '../../layout/email.js';
import { EMPTY_FORM, ErrorSummary, type FormState, PostForm } from '../../layout/form.js';
import { Name } from '../../layout/localised.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { Section } from '../../layout/section.js';
import { type TextKey } from '../../texts.js';
import { type REFUSED as Refused, REFUSED, useExplain } from './people-errors.js';
import { type NamedRole, type PersonWithPlaces, type PlaceChoice } from './people-places.js';
import { PersonState } from './people-table.js';
import { PersonFields, PlaceField, RoleField } from './person-fields.js';
import { Place, placeText, ROLE_WORDS } from './role-words.js';

/** What has just happened, as the address says after a form (`?done=`). */
export const PERSON_DONE = {
  invited: 'people.done.invited',
  saved: 'people.done.saved',
  resent: 'people.done.resent',
  granted: 'people.done.granted',
  changed: 'people.done.changed',
  revoked: 'people.done.revoked',
  disabled: 'people.done.disabled',
  enabled: 'people.done.enabled',
  'factor-ended': 'people.done.factorEnded',
} as const satisfies Record<string, TextKey>;

/** Posts to `/organise/people/{id}`, `…/invitation`, `…/disable`, `…/enable`, `…/end-second-factor`, `…/remove`, `…/roles`, `…/roles/{role}` and `…/roles/{role}/revoke`. */
export interface PersonPageProps {
  person: PersonWithPlaces;
  /** May the reader change the account itself? */
  mayManage: boolean;
  /** Is it the reader's own? */
  isSelf: boolean;
  /** The ids of those roles that the reader may change or take away. */
  mayChange: readonly string[];
  places: PlaceChoice[];
  roles: Role[];
  refusedForm: { form: 'person' | 'role'; state: FormState } | null;
  done: keyof typeof PERSON_DONE | null;
  refused: keyof typeof Refused | null;
}

/** `/organise/people/{id}` */
export function PersonPage(props: PersonPageProps) {
  const { person, mayManage, refusedForm, done, refused } = props;
  const { t, readerZone } = useView();
  const base = `/organise/people/${person.id}`;
  const title = refusedForm ? t('form.errorTitle', { title: person.name }) : person.name;
  return (
    <Console title={title} place="people">
      <div class="console-title">
        <div>
          <h1>
            <Name>{person.name}</Name>
          </h1>
          <p>
            <Email>{person.email}</Email>
          </p>
        </div>
        <PersonState person={person} />
      </div>
      {done && (
        <p class="note done-note" role="status">
          {t(PERSON_DONE[done])}
        </p>
      )}
      {refused && (
        <p class="note refused-note" data-is="warn" role="alert">
          {t(REFUSED[refused])}
        </p>
      )}
      <p class="small muted person-seen">
        {t('people.lastSeen')}: {person.lastSeenAt ? <At instant={person.lastSeenAt} zone={readerZone} /> : '–'} ·{' '}
        <a href={`/organise/audit?person=${person.id}`}>{t('people.trail')}</a>
      </p>
      <div class="long-form">
        <Roles {...props} />
        {mayManage && (
          <Section id="person" title={t('people.person')}>
            <PersonForm base={base} person={person} form={refusedForm?.form === 'person' ? refusedForm.state : null} />
          </Section>
        )}
        <SignIn {...props} base={base} />
      </div>
    </Console>
  );
}

function Roles({ person, mayChange, places, roles, refusedForm }: PersonPageProps) {
  const { t } = useView();
  const base = `/organise/people/${person.id}/roles`;
  const form = refusedForm?.form === 'role' ? refusedForm.state : EMPTY_FORM;
  const common = { form, explain: useExplain() };
  return (
    <Section id="roles" title={t('people.roles')} note={t('people.rolesNote')}>
      {person.roles.length === 0 ? (
        <p class="muted">{t('people.noRoles')}</p>
      ) : (
        <ul class="people" role="list">
          {person.roles.map((role) => (
            <li key={role.id}>
              <div>
                <h3>{t(ROLE_WORDS[role.role].name)}</h3>
                <p>
                  <Place place={role.place} />
                </p>
                <p class="small muted">{t(ROLE_WORDS[role.role].text)}</p>
                {mayChange.includes(role.id) && <ChangeRole base={base} person={person} role={role} roles={roles} />}
              </div>
            </li>
          ))}
        </ul>
      )}
      {places.length > 0 && (
        <details open={form.errors.length > 0}>
          <summary>{t('people.grant')}</summary>
          <div class="stack">
            <ErrorSummary {...common} />
            <PostForm action={base}>
              <RoleField roles={roles} {...common} />
              <PlaceField places={places} {...common} />
              <div class="row">
                <button class="btn btn-primary" type="submit">
                  {t('people.grantAction')}
                </button>
              </div>
            </PostForm>
          </div>
        </details>
      )}
    </Section>
  );
}

function ChangeRole({
  base,
  person,
  role,
  roles,
}: {
  base: string;
  person: PersonWithPlaces;
  role: NamedRole;
  roles: Role[];
}) {
  const view = useView();
  const { t } = view;
  const words = { name: person.name, role: t(ROLE_WORDS[role.role].name), place: placeText(role.place, view) };
  return (
    <details>
      <summary>
        {t('people.changeRole')}
        <span class="vh">
          : {words.role}, {words.place}
        </span>
      </summary>
      <div class="stack">
        <PostForm action={`${base}/${role.id}`} class="filter">
          <input type="hidden" name="version" value={role.version} />
          <div class="field">
            <label for={`role-${role.id}`}>{t('people.role')}</label>
            <select class="input" id={`role-${role.id}`} name="role">
              {roles.map((one) => (
                <option key={one} value={one} selected={one === role.role}>
                  {t(ROLE_WORDS[one].name)}
                </option>
              ))}
            </select>
          </div>
          <button class="btn" type="submit">
            {t('people.changeAction')}
          </button>
        </PostForm>
        <PostForm action={`${base}/${role.id}/revoke`} class="stack">
          <input type="hidden" name="version" value={role.version} />
          <p>{t('people.revokeText', words)}</p>
          <button class="btn btn-danger" type="submit">
            {t('people.revoke')}
          </button>
        </PostForm>
      </div>
    </details>
  );
}

function PersonForm({ base, person, form }: { base: string; person: PersonWithPlaces; form: FormState | null }) {
  const { t } = useView();
  const { email, name, locale } = person;
  const common = { form: form ?? { values: { email, name, locale }, errors: [] }, explain: useExplain() };
  return (
    <>
      <ErrorSummary {...common} />
      <PostForm action={base}>
        <input type="hidden" name="version" value={person.version} />
        <PersonFields {...common} />
        <div class="row">
          <button class="btn btn-primary" type="submit">
            {t('account.save')}
          </button>
        </div>
      </PostForm>
    </>
  );
}

/** How the person comes in, and shutting them out. */
function SignIn({ person, mayManage, isSelf, base }: PersonPageProps & { base: string }) {
  const { t } = useView();
  const { name, email } = person;
  const isInvited = !person.hasPassword && !person.hasSecondFactor && !person.disabled;
  if (!isInvited && !mayManage) return null;
  return (
    <Section id="sign-in" title={t('people.signIn')}>
      {isInvited && (
        <PostForm action={`${base}/invitation`} class="stack">
          <p>{t('people.resendText', { email })}</p>
          <button class="btn" type="submit">
            {t('people.resend')}
          </button>
        </PostForm>
      )}
      {mayManage && person.hasSecondFactor && (
        <Fold
          title={t('people.endFactor')}
          text={t('people.endFactorText', { name })}
          action={`${base}/end-second-factor`}
        />
      )}
      {mayManage && person.disabled && (
        <PostForm action={`${base}/enable`} class="stack">
          <p>{t('people.enableText', { name })}</p>
          <button class="btn" type="submit">
            {t('people.enable')}
          </button>
        </PostForm>
      )}
      {mayManage && isSelf && <p class="note">{t('people.self')}</p>}
      {mayManage && !isSelf && !person.disabled && (
        <Fold title={t('people.disable')} text={t('people.disableText', { name })} action={`${base}/disable`} />
      )}
      {mayManage && !isSelf && (
        <Fold title={t('people.remove')} text={t('people.removeText', { name, email })} action={`${base}/remove`} />
      )}
    </Section>
  );
}

/** What cannot simply be taken back is folded away, and says what it does to whom. */
function Fold({ title, text, action }: { title: string; text: string; action: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <PostForm action={action} class="stack">
        <p>{text}</p>
        <button class="btn btn-danger" type="submit">
          {title}
        </button>
      </PostForm>
    </details>
  );
}
