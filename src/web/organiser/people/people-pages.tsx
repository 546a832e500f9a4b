import { Injectable } from '@nestjs/common';
import {
  AccountsService,
  CreateAccountInput,
  mayGive,
  type NewPerson,
  PeopleService,
} from '../../../features/accounts/index.js';
import { type EditionDetails } from '../../../features/editions/index.js';
import { type Actor, type Grant, PLATFORM, type Role, ROLES, type Scope } from '../../../kernel/actor.js';
import { type FieldError, InvalidInput } from '../../../kernel/domain-error.js';
import { DEFAULT_PAGE_SIZE } from '../../../kernel/page.js';
import { fieldErrorsOf } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { type FormState } from '../../layout/form.js';
import { editionRef } from '../../presenters.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { REFUSED } from './people-errors.js';
import { EditionPeoplePage, type PEOPLE_DONE, PeoplePage } from './people.page.js';
import { PeoplePlaces, rolesFor } from './people-places.js';
import { WHOLE_PLATFORM } from './person-fields.js';
import { PERSON_DONE, PersonPage, type PersonPageProps } from './person.page.js';
import { type Asking } from '../asking.js';

/** What a list of people is asked for. */
export interface PeopleListQuery {
  q: string;
  cursor?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WORDS_AT_MOST = 100;

export function listQueryOf({ q, cursor }: Record<string, unknown>): PeopleListQuery {
  return {
    q: typeof q === 'string' ? q.trim().slice(0, WORDS_AT_MOST) : '',
    ...(typeof cursor === 'string' && UUID.test(cursor) ? { cursor } : {}),
  };
}

/** Puts the pages about people together, and reads what their forms say. */
@Injectable()
export class PeoplePages {
  constructor(
    private readonly accounts: AccountsService,
    private readonly people: PeopleService,
    private readonly places: PeoplePlaces,
  ) {}

  async list(actor: Actor, { q, cursor }: PeopleListQuery, form: FormState, done: keyof typeof PEOPLE_DONE | null) {
    const [{ items, next }, places] = await Promise.all([
      this.people.list(actor, { q: q || undefined }, { limit: DEFAULT_PAGE_SIZE, cursor }),
      this.places.choices(actor),
    ]);
    const people = await this.places.named(items);
    const roles = rolesFor(actor, places);
    return <PeoplePage people={people} next={next} q={q} places={places} roles={roles} form={form} done={done} />;
  }

  async ofEdition(
    actor: Actor,
    edition: EditionDetails,
    { q, cursor }: PeopleListQuery,
    form: FormState,
    done: keyof typeof PERSON_DONE | null,
  ) {
    const filter = { holdingOn: edition.scope, q: q || undefined };
    const { items, next } = await this.people.list(actor, filter, { limit: DEFAULT_PAGE_SIZE, cursor });
    return (
      <EditionPeoplePage
        edition={editionRef(edition)}
        scope={edition.scope}
        people={await this.places.named(items)}
        next={next}
        q={q}
        roles={ROLES.filter((role) => mayGive(actor, { role, scope: edition.scope }))}
        form={form}
        done={done}
      />
    );
  }

  /** @throws NotFound for somebody whom the reader may not see */
  async person(
    { actor, request }: Asking,
    id: string,
    refusedForm: PersonPageProps['refusedForm'] = null,
  ): Promise<ReturnType<typeof PersonPage>> {
    const [found, places] = await Promise.all([this.people.byId(actor, id), this.places.choices(actor)]);
    const [person] = await this.places.named([found]);
    return (
      <PersonPage
        person={person!}
        mayManage={this.accounts.may(actor, 'account.manage', PLATFORM)}
        isSelf={actor.kind === 'account' && actor.accountId === id}
        mayChange={found.roles.filter((role) => mayGive(actor, role)).map((role) => role.id)}
        places={places}
        roles={rolesFor(actor, places)}
        refusedForm={refusedForm}
        done={refusedForm ? null : doneOf(request, PERSON_DONE)}
        refused={refusedForm ? null : refusedOf(request, REFUSED)}
      />
    );
  }

  /** The person whom a form invites. `scope` where the page is about one place only. @throws InvalidInput */
  async invited(actor: Actor, answers: Answers, scope?: Scope): Promise<NewPerson> {
    const text = (name: string) => textOf(answers, name);
    const role = roleOf(answers);
    const given = CreateAccountInput.safeParse({
      email: text('email') ?? '',
      name: text('name') ?? '',
      locale: text('locale'),
    });
    if (!given.success || role === undefined) {
      throw new InvalidInput([...(given.success ? [] : fieldErrorsOf(given.error)), ...(role ? [] : [NO_ROLE])]);
    }
    const { email, name, locale } = given.data;
    return { email, name, locale, role: { role, scope: scope ?? (await this.placeOf(actor, answers, role)) } };
  }

  /** The role that a form gives somebody. @throws InvalidInput */
  async grantOf(actor: Actor, answers: Answers): Promise<Grant> {
    const role = roleOf(answers);
    if (role === undefined) throw new InvalidInput([NO_ROLE]);
    return { role, scope: await this.placeOf(actor, answers, role) };
  }

  /** Where the form gives it. Whether the actor may is for the service to say, before anybody learns what there is. */
  private async placeOf(actor: Actor, answers: Answers, role: Role): Promise<Scope> {
    const where = textOf(answers, 'where');
    const scope = where === WHOLE_PLATFORM ? PLATFORM : where;
    const isPlace =
      scope !== undefined && (!mayGive(actor, { role, scope }) || scope === PLATFORM || (await this.places.has(scope)));
    if (!isPlace) throw InvalidInput.at('where', 'invalid-value', 'Choose a place from the list.');
    return scope;
  }
}

const NO_ROLE: FieldError = { path: 'role', code: 'required', message: 'Choose a role.' };

export const roleOf = (answers: Answers): Role | undefined => ROLES.find((one) => one === textOf(answers, 'role'));
