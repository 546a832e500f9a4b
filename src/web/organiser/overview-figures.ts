import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../features/editions/index.js';
import { RegistrationLists, RegistrationQueries } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';

/** What the overview of an edition says of its registrations. */
@Injectable()
export class OverviewFigures {
  constructor(
    private readonly queries: RegistrationQueries,
    private readonly lists: RegistrationLists,
  ) {}

  categories(edition: EditionDetails) {
    return this.queries.categories(edition);
  }

  /** How many there are, and how they have become as many. @throws NotAllowed */
  async people(actor: Actor, edition: EditionDetails) {
    const [counts, days] = await Promise.all([this.lists.counts(actor, edition), this.lists.byDay(actor, edition)]);
    return { counts, days };
  }
}
