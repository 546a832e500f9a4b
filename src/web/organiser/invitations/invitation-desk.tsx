import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import { InstitutionQueries } from '../../../features/institutions/index.js';
import {
  InvitationFilter,
  type InvitationKind,
  InvitationQueries,
  RegistrationQueries,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { type Answers, textOf } from '../../form-answers.js';
import { type FormState } from '../../layout/form.js';
import { editionRef } from '../../presenters.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { InvitationsPage } from './invitations.page.js';
import { InviteManyPage, InvitePage } from './invite.page.js';

/** Puts the pages of invitations together. */
@Injectable()
export class InvitationDesk {
  constructor(
    private readonly desk: EditionDesk,
    private readonly queries: InvitationQueries,
    private readonly registrations: RegistrationQueries,
    private readonly institutions: InstitutionQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotAllowed */
  see(actor: Actor, key: string): Promise<EditionDetails> {
    return this.desk.open(actor, key, 'registration.view');
  }

  /** @throws NotFound, NotAllowed */
  edit(actor: Actor, key: string): Promise<EditionDetails> {
    return this.desk.open(actor, key, 'invitation.edit');
  }

  mayEdit(actor: Actor, edition: EditionDetails): boolean {
    return this.desk.may(actor, 'invitation.edit', edition);
  }

  /** Is nobody to be invited now, because nobody could register? */
  isClosed({ status, endsAt }: EditionDetails): boolean {
    return status !== 'published' || endsAt === null || endsAt <= this.clock.now();
  }

  async list(actor: Actor, edition: EditionDetails, given: Answers, done: string | null) {
    const filter = readFilter(given);
    const kind = filter.kind ?? 'person';
    const [{ items, next }, people, delegations, categories, remindable] = await Promise.all([
      this.queries.list(actor, edition, { ...filter, kind }),
      this.queries.counts(actor, edition, 'person'),
      this.queries.counts(actor, edition, 'delegation'),
      this.registrations.categories(edition),
      this.queries.remindable(actor, edition, kind),
    ]);
    return (
      <InvitationsPage
        edition={editionRef(edition)}
        filter={{ kind, state: filter.state ?? null, category: filter.category ?? null, q: filter.q ?? '' }}
        counts={{ person: people, delegation: delegations }}
        categories={categories.items}
        invitations={items}
        next={next}
        remindable={remindable}
        mayEdit={this.mayEdit(actor, edition)}
        closed={this.isClosed(edition)}
        done={done}
      />
    );
  }

  async oneForm(edition: EditionDetails, kind: InvitationKind, form: FormState) {
    const [categories, institutions] = await Promise.all([
      this.registrations.categories(edition),
      this.institutions.all(),
    ]);
    return (
      <InvitePage
        edition={{ ...editionRef(edition), languages: edition.languages }}
        categories={categories.items}
        institutions={institutions}
        kind={kind}
        form={form}
      />
    );
  }

  async manyForm(edition: EditionDetails, form: FormState) {
    const { items } = await this.registrations.categories(edition);
    return (
      <InviteManyPage
        edition={{ ...editionRef(edition), languages: edition.languages }}
        categories={items}
        form={form}
      />
    );
  }
}

/** What cannot be read of a filter is left out: a list is shown in any case. */
function readFilter(given: Answers): InvitationFilter {
  const { kind, state, category, q, cursor } = InvitationFilter.shape;
  const fields = { kind, state, category, q, cursor };
  const readable = Object.entries(fields).flatMap(([name, field]) => {
    const text = textOf(given, name);
    return text !== undefined && field.safeParse(text).success ? [[name, text] as const] : [];
  });
  return InvitationFilter.parse(Object.fromEntries(readable));
}
