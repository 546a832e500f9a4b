import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../features/editions/index.js';
import { InstitutionsService } from '../../features/institutions/index.js';
import { RegistrationQueries } from '../../features/registration/index.js';
import { Clock } from '../../kernel/clock.js';
import { textIn } from '../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { newSecret } from '../../platform/security/tokens.js';
import { type FormState } from '../layout/form.js';
import { Pages } from '../pages.js';
import { categoryView, editionRef, standOf } from '../presenters.js';
import { RegisterPage } from './register.page.js';

/** Puts the registration form together. */
@Injectable()
export class RegisterPages {
  constructor(
    private readonly pages: Pages,
    private readonly institutions: InstitutionsService,
    private readonly registrations: RegistrationQueries,
    private readonly clock: Clock,
  ) {}

  async show(
    edition: EditionDetails,
    form: FormState,
    request: FastifyRequest,
    reply: FastifyReply,
    status = 200,
  ): Promise<string> {
    const [categories, institutions] = await Promise.all([
      this.registrations.categories(edition),
      this.institutions.list({ limit: MAX_PAGE_SIZE }),
    ]);
    const { locale } = this.pages.viewOf(request);
    const byName = new Intl.Collator(locale);
    const page = (
      <RegisterPage
        edition={editionRef(edition)}
        registration={standOf(edition, categories.items, this.clock.now())}
        categories={categories.items.map(categoryView)}
        institutions={institutions.items.sort((a, b) => byName.compare(textIn(a.name, locale), textIn(b.name, locale)))}
        formKey={newSecret()}
        form={form}
      />
    );
    return this.pages.show(request, reply, page, { status });
  }
}
