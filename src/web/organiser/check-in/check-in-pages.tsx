import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import { InstitutionsService } from '../../../features/institutions/index.js';
import { CheckInQueries, RegistrationQueries } from '../../../features/registration/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textIn } from '../../../kernel/locale.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { newId } from '../../../platform/ids.js';
import { type Answers, textOf } from '../../form-answers.js';
import { type FormState } from '../../layout/form.js';
import { Pages } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { type Asking } from '../asking.js';
import { CheckInPage } from './check-in.page.js';

const RECENT = 8;
const FLAGGED = 50;
const FOUND = 20;

/** Puts the page at the door together. */
@Injectable()
export class CheckInPages {
  constructor(
    private readonly pages: Pages,
    private readonly queries: CheckInQueries,
    private readonly registrations: RegistrationQueries,
    private readonly institutions: InstitutionsService,
    private readonly clock: Clock,
  ) {}

  async show(
    { actor, request, reply }: Asking,
    edition: EditionDetails,
    { search, scan, walkIn }: { search: string; scan: string; walkIn: FormState },
    status = 200,
  ): Promise<string> {
    const { locale } = this.pages.viewOf(request);
    const [counters, recent, flagged, answer, found, categories, institutions] = await Promise.all([
      this.queries.counters(actor, edition),
      this.queries.recent(actor, edition, RECENT),
      this.queries.flagged(actor, edition, FLAGGED),
      scan ? this.queries.answer(actor, edition, scan) : null,
      search.trim() ? this.queries.find(actor, edition, search, FOUND) : null,
      this.registrations.categories(edition),
      this.institutions.list({ limit: MAX_PAGE_SIZE }),
    ]);
    const byName = new Intl.Collator(locale);
    const page = (
      <CheckInPage
        edition={editionRef(edition)}
        counters={counters}
        recent={recent}
        flagged={flagged}
        answer={answer}
        search={found && { text: search, found }}
        categories={categories.items}
        institutions={institutions.items.sort((a, b) => byName.compare(textIn(a.name, locale), textIn(b.name, locale)))}
        walkIn={walkIn}
        nonce={newId}
      />
    );
    // The one page of the site that may use a camera.
    void reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()');
    return this.pages.show(request, reply, page, { status });
  }

  /** A scan as a form of the page sends it: `registration, kind, nonce`. */
  scanOf(answers: Answers, device: string): object {
    return {
      registration: textOf(answers, 'registration') ?? '',
      kind: textOf(answers, 'kind') ?? 'in',
      nonce: textOf(answers, 'nonce') ?? newId(),
      at: this.clock.now().toISOString(),
      device,
    };
  }
}
