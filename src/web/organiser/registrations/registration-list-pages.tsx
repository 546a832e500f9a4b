import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import { MessagingQueries } from '../../../features/messaging/index.js';
import {
  type BulkAction,
  type BulkCounts,
  type RegistrationFilter,
  RegistrationLists,
  RegistrationQueries,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { editionRef } from '../../presenters.js';
import { sumOf } from '../parts/delivery-counts.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { BulkPage } from './bulk.page.js';
import { isNarrowed } from './list-query.js';
import { RegistrationListPage, type RegistrationListPageProps } from './registration-list.page.js';

/** Puts the list of an edition's registrations together. */
@Injectable()
export class RegistrationListPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly lists: RegistrationLists,
    private readonly queries: RegistrationQueries,
    private readonly messages: MessagingQueries,
  ) {}

  /** @throws NotAllowed */
  async list(
    actor: Actor,
    edition: EditionDetails,
    filter: RegistrationFilter,
    said: { came: BulkCounts; refused: RegistrationListPageProps['refused'] },
  ) {
    const may = (permission: Parameters<EditionDesk['may']>[1]) => this.desk.may(actor, permission, edition);
    const [page, counts, everybody, categories, institutions, deliveries] = await Promise.all([
      this.lists.list(actor, edition, filter),
      this.lists.counts(actor, edition, filter),
      isNarrowed(filter) ? this.lists.counts(actor, edition) : null,
      this.queries.categories(edition),
      this.lists.institutions(actor, edition),
      may('delivery.view') ? this.messages.summary(actor, edition) : {},
    ]);
    return (
      <RegistrationListPage
        edition={editionRef(edition)}
        everybody={sumOf(everybody ?? counts)}
        deliveries={sumOf(deliveries)}
        filter={filter}
        counts={counts}
        total={filter.status ? (counts[filter.status] ?? 0) : sumOf(counts)}
        categories={categories.items}
        institutions={institutions}
        registrations={page.items}
        next={page.next}
        may={{
          decide: may('registration.decide'),
          edit: may('registration.edit'),
          checkIn: may('registration.check-in'),
          export: may('registration.export'),
        }}
        {...said}
      />
    );
  }

  /** Asks before something is done. `ids` is null for all of the filter. @throws NotAllowed */
  async ask(
    actor: Actor,
    edition: EditionDetails,
    asked: { action: BulkAction; filter: RegistrationFilter; ids: readonly string[] | null },
  ) {
    const { ids, filter } = asked;
    const chosen = ids && (await this.lists.named(actor, edition, ids));
    const counts = chosen ? {} : await this.lists.counts(actor, edition, filter);
    const count = chosen ? chosen.length : filter.status ? (counts[filter.status] ?? 0) : sumOf(counts);
    return <BulkPage edition={editionRef(edition)} {...asked} chosen={chosen} count={count} />;
  }
}
