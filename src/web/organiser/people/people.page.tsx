import { covers, type Role, type Scope } from '../../../kernel/actor.js';
import { Console } from '../../layout/console.js';
import { EmptyList } from '../../layout/data-table.js';
import { ErrorSummary, type FormState, PostForm } from '../../layout/form.js';
import { Pager } from '../../layout/pager.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { useExplain } from './people-errors.js';
import { type PersonWithPlaces, type PlaceChoice } from './people-places.js';
import { PeopleTable } from './people-table.js';
import { PERSON_DONE } from './person.page.js';
import { PersonFields, PlaceField, RoleField } from './person-fields.js';

/** What has just happened, as the address says after a form (`?done=`). */
export const PEOPLE_DONE = {
  revoked: 'people.done.revoked',
  removed: 'people.done.removed',
} as const satisfies Record<string, TextKey>;

/** Filters are query parameters: `q, cursor`. The invitation posts `email, name, locale, role, where` to the same address. */
export interface PeoplePageProps {
  people: PersonWithPlaces[];
  next: string | null;
  q: string;
  /** Where the reader may give roles, and which. */
  places: PlaceChoice[];
  roles: Role[];
  form: FormState;
  done: keyof typeof PEOPLE_DONE | null;
}

/** `/organise/people` */
export function PeoplePage({ people, next, q, places, roles, form, done }: PeoplePageProps) {
  const { t } = useView();
  const base = '/organise/people';
  return (
    <Console title={titleOf(t('console.people'), form, t)} place="people">
      <div class="console-title">
        <div>
          <h1>{t('console.people')}</h1>
          <p>{t('people.note')}</p>
        </div>
        {places.length > 0 && (
          <a class="btn btn-primary" href="#invite">
            {t('people.invite')}
          </a>
        )}
      </div>
      {done && (
        <p class="note done-note" role="status">
          {t(PEOPLE_DONE[done])}
        </p>
      )}
      <Search action={base} q={q} />
      {people.length === 0 ? (
        <EmptyList clear={q ? base : null} title={t('people.none')} text={t('people.noneText')} />
      ) : (
        <PeopleTable people={people} />
      )}
      <Pager next={next} />
      {places.length > 0 && <Invite action={base} places={places} roles={roles} form={form} />}
    </Console>
  );
}

export interface EditionPeoplePageProps {
  edition: EditionRef;
  scope: Scope;
  people: PersonWithPlaces[];
  next: string | null;
  q: string;
  roles: Role[];
  form: FormState;
  done: keyof typeof PERSON_DONE | null;
}

/** `/organise/editions/{key}/people`: whoever has a role that holds on this edition, as far as the reader may see. */
export function EditionPeoplePage({ edition, scope, people, next, q, roles, form, done }: EditionPeoplePageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/people`;
  return (
    <EditionConsole
      edition={edition}
      place="people"
      title={titleOf(t('console.people'), form, t)}
      note={t('people.editionNote')}
      done={done && t(PERSON_DONE[done])}
      action={
        <a class="btn btn-primary" href="#invite">
          {t('people.invite')}
        </a>
      }
    >
      <Search action={base} q={q} />
      {people.length === 0 ? (
        <EmptyList clear={q ? base : null} title={t('people.none')} text={t('people.editionNone')} />
      ) : (
        <PeopleTable people={people} rolesOf={({ roles: all }) => all.filter((role) => covers(role.scope, scope))} />
      )}
      <Pager next={next} />
      <Invite action={base} roles={roles} form={form} />
    </EditionConsole>
  );
}

const titleOf = (title: string, form: FormState, t: ReturnType<typeof useView>['t']) =>
  form.errors.length > 0 ? t('form.errorTitle', { title }) : title;

function Search({ action, q }: { action: string; q: string }) {
  const { t } = useView();
  return (
    <form class="filter" method="get" action={action} role="search">
      <div class="field">
        <label for="q">{t('list.search')}</label>
        <input class="input" id="q" name="q" type="search" value={q} placeholder={t('people.searchFor')} />
      </div>
      <button class="btn" type="submit">
        {t('list.show')}
      </button>
    </form>
  );
}

/** Without places the role is for the edition whose page it is. */
function Invite({
  action,
  places,
  roles,
  form,
}: {
  action: string;
  places?: PlaceChoice[];
  roles: Role[];
  form: FormState;
}) {
  const { t } = useView();
  const common = { form, explain: useExplain() };
  return (
    <section class="section" aria-labelledby="invite">
      <div class="section-head">
        <h2 id="invite">{t('people.invite')}</h2>
        <p>{t('people.inviteNote')}</p>
      </div>
      <div class="stack">
        <ErrorSummary {...common} />
        <PostForm action={action}>
          <PersonFields {...common} />
          <RoleField roles={roles} {...common} />
          {places && <PlaceField places={places} {...common} />}
          <div class="row">
            <button class="btn btn-primary" type="submit">
              {t('people.inviteAction')}
            </button>
          </div>
        </PostForm>
      </div>
    </section>
  );
}
