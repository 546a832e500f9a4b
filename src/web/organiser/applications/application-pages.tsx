import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  QuestionQueries,
  RegistrationFilter,
  RegistrationLists,
  RegistrationQueries,
  ReviewQueries,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { type Answers, textOf } from '../../form-answers.js';
import { editionRef } from '../../presenters.js';
import { ApplicationsPage, type ApplicationsPageProps } from './applications.page.js';

/** Applications on one page: each is a card with answers, so there are fewer than in a table. */
const ON_PAGE = 25;

/** Puts the page of those who wait for a decision together. */
@Injectable()
export class ApplicationPages {
  constructor(
    private readonly lists: RegistrationLists,
    private readonly registrations: RegistrationQueries,
    private readonly reviews: ReviewQueries,
    private readonly questions: QuestionQueries,
  ) {}

  async page(
    actor: Actor,
    edition: EditionDetails,
    given: Answers,
    said: Pick<ApplicationsPageProps, 'done' | 'refused'>,
  ) {
    const filter = readFilter(given);
    const [{ items, next }, categories, open, offers, wordings] = await Promise.all([
      this.lists.list(actor, edition, filter),
      this.registrations.categories(edition),
      this.reviews.open(actor, edition),
      this.reviews.offers(actor, edition),
      this.questions.wordings(edition.id),
    ]);
    const ids = items.map(({ id }) => id);
    const [reviews, files] = await Promise.all([
      this.reviews.of(actor, edition, ids),
      this.reviews.files(actor, edition, ids),
    ]);
    return (
      <ApplicationsPage
        edition={editionRef(edition)}
        categories={categories.items
          .map((category) => ({ category, open: open.get(category.id) ?? { pending: 0, offered: 0 } }))
          .filter(({ category, open: { pending, offered } }) => category.approval || pending + offered > 0)}
        filter={{ category: filter.category ?? null, q: filter.q ?? '' }}
        applications={items.map((registration) => ({
          registration,
          answered: wordings.answered(registration),
          files: files.filter(({ registrationId }) => registrationId === registration.id),
          reviews: reviews.get(registration.id) ?? [],
        }))}
        next={next}
        offers={offers}
        reviewer={actor.kind === 'account' ? actor.accountId : null}
        {...said}
      />
    );
  }
}

/** What cannot be read of a filter is left out: a list is shown in any case. */
function readFilter(given: Answers): RegistrationFilter {
  const { category, q, cursor } = RegistrationFilter.shape;
  const readable = Object.entries({ category, q, cursor }).flatMap(([name, field]) => {
    const text = textOf(given, name);
    return text !== undefined && field.safeParse(text).success ? [[name, text] as const] : [];
  });
  return RegistrationFilter.parse({ ...Object.fromEntries(readable), status: 'pending', limit: ON_PAGE });
}
