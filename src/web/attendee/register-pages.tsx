import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../features/editions/index.js';
import { InstitutionsService } from '../../features/institutions/index.js';
import { type AskedQuestion, type InvitationDetails, RegistrationQueries } from '../../features/registration/index.js';
import { textIn } from '../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { newSecret } from '../../platform/security/tokens.js';
import { EMPTY_FORM, type FormState } from '../layout/form.js';
import { Pages } from '../pages.js';
import { categoryView, editionRef, standOf } from '../presenters.js';
import { FormFiles } from './form-files.js';
import { DeadInvitationPage } from './invitation-dead.page.js';
import { inFormOrder } from './register-form.js';
import { RegisterPage } from './register.page.js';

/** A registration form that somebody has opened, by an invitation or without one. */
export interface OpenForm {
  edition: EditionDetails;
  questions: readonly AskedQuestion[];
  invited: { token: string; invitation: InvitationDetails } | null;
}

/** Puts the registration form together. */
@Injectable()
export class RegisterPages {
  constructor(
    private readonly pages: Pages,
    private readonly institutions: InstitutionsService,
    private readonly registrations: RegistrationQueries,
    private readonly files: FormFiles,
  ) {}

  /** @param sent the form as it was sent before; null when it is new. `busy`: seconds after which to send it again */
  async show(
    { edition, questions, invited }: OpenForm,
    sent: FormState | null,
    request: FastifyRequest,
    reply: FastifyReply,
    { status = 200, busy }: { status?: number; busy?: number } = {},
  ): Promise<string> {
    const form = sent ?? (invited ? prefilled(invited.invitation) : EMPTY_FORM);
    const [categories, institutions, files] = await Promise.all([
      this.registrations.categories(edition),
      this.institutions.list({ limit: MAX_PAGE_SIZE }),
      this.files.namesOf(edition, questions, form.values),
    ]);
    const { locale, now } = this.pages.viewOf(request);
    const byName = new Intl.Collator(locale);
    const page = (
      <RegisterPage
        edition={editionRef(edition)}
        registration={standOf(edition, categories.items, now)}
        categories={categories.items.map(categoryView)}
        institutions={institutions.items.sort((a, b) => byName.compare(textIn(a.name, locale), textIn(b.name, locale)))}
        questions={questions}
        files={files}
        invitation={invited && { token: invited.token, category: invited.invitation.category.id }}
        formKey={newSecret()}
        form={{ ...form, errors: inFormOrder(form.errors, questions) }}
        busy={busy !== undefined}
      />
    );
    const html =
      busy === undefined
        ? this.pages.show(request, reply, page, { status })
        : this.pages.refuse(request, reply, page, { status, wait: busy });
    if (invited) void reply.header('cache-control', 'no-store');
    return html;
  }

  /** For whoever comes with an invitation that opens nothing. */
  dead(edition: EditionDetails, request: FastifyRequest, reply: FastifyReply): string {
    return this.pages.show(request, reply, <DeadInvitationPage edition={editionRef(edition)} />, { status: 410 });
  }
}

/** What the invitation knows of the person; all of it can be changed. */
function prefilled({ name, email, institution, locale }: InvitationDetails): FormState {
  return { values: { name: name ?? '', email, institution: institution?.slug ?? '', locale }, errors: [] };
}
