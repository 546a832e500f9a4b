import { Injectable } from '@nestjs/common';
import { AccountsService } from '../../features/accounts/index.js';
import {
  type EditionDetails,
  EditionQueries,
  type EditionStatus,
  possibleActions,
} from '../../features/editions/index.js';
import { type StreamDetails, StreamQueries } from '../../features/livestreams/index.js';
import { MessagingQueries, type ReminderRuleDetails } from '../../features/messaging/index.js';
import {
  type CategoryDetails,
  RegistrationQueries,
  type RegistrationStatus,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { hasText } from '../../kernel/locale.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../kernel/page.js';
import { editionRef } from '../presenters.js';
import { EditionsPage } from './editions.page.js';
import { OverviewPage, type OverviewPageProps } from './overview.page.js';

const NONE: Partial<Record<RegistrationStatus, number>> = {};
const ALL = { limit: MAX_PAGE_SIZE };

/** Puts the list of editions and the overview of one together, of what the organiser's roles show. */
@Injectable()
export class OverviewPages {
  constructor(
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly streams: StreamQueries,
    private readonly messages: MessagingQueries,
  ) {}

  async list(actor: Actor, status: EditionStatus | null, cursor: string | undefined) {
    const [page, counts] = await Promise.all([
      this.editions.visibleTo(actor, { limit: DEFAULT_PAGE_SIZE, cursor }, status),
      this.editions.countsVisibleTo(actor),
    ]);
    const [confirmed, planned] = await Promise.all([
      this.registrations.confirmedOf(actor, page.items),
      this.messages.plannedOf(actor, page.items),
    ]);
    const editions = page.items.map((edition) => ({
      ...editionRef(edition),
      confirmed: confirmed.get(edition.id) ?? 0,
      planned: planned.get(edition.id) ?? 0,
    }));
    return <EditionsPage counts={counts} status={status} editions={editions} next={page.next} />;
  }

  async overview(actor: Actor, edition: EditionDetails, done: OverviewPageProps['done']) {
    const may = (permission: Parameters<AccountsService['may']>[1]) =>
      this.accounts.may(actor, permission, edition.scope);
    this.accounts.authorize(actor, 'edition.view', edition.scope);
    const [counts, deliveries, rules, confirmations, streams, categories] = await Promise.all([
      may('registration.view') ? this.registrations.counts(actor, edition) : NONE,
      may('delivery.view') ? this.messages.summary(actor, edition) : {},
      may('delivery.view') ? this.messages.rules(actor, edition, ALL) : { items: [] },
      may('delivery.view') ? this.messages.summaryOfKind(actor, edition, 'confirmation') : {},
      may('stream.view') ? this.streams.list(actor, edition, ALL) : { items: [] },
      this.registrations.categories(edition),
    ]);
    const actions = may('edition.publish') ? possibleActions(edition.status) : [];
    return (
      <OverviewPage
        edition={editionRef(edition)}
        registrations={{
          confirmed: counts.confirmed ?? 0,
          waiting: counts.waitlisted ?? 0,
          cancelled: counts.cancelled ?? 0,
        }}
        deliveries={deliveries}
        categories={categories.items}
        todo={todoOf(edition, { categories: categories.items, streams: streams.items, rules: rules.items })}
        reminders={rules.items
          .map(({ id, offset, enabled, dueAt, counts: byState }) => ({
            id,
            offset,
            enabled,
            dueAt,
            deliveries: byState,
          }))
          .sort((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0))}
        confirmations={confirmations}
        mayPublish={actions.includes('publish')}
        mayCancel={actions.includes('cancel')}
        done={done}
      />
    );
  }
}

interface Parts {
  categories: CategoryDetails[];
  streams: StreamDetails[];
  rules: ReminderRuleDetails[];
}

/** What an edition needs, and whether it has it. */
export function todoOf(edition: EditionDetails, { categories, streams, rules }: Parts): OverviewPageProps['todo'] {
  const texts = [edition.title, edition.theme, edition.description].filter(hasText);
  const isTranslated = texts.every((text) => edition.languages.every((locale) => text?.[locale]));
  const isBroadcast = edition.format !== 'in_person';
  return [
    { kind: 'time', done: edition.startsAt !== null && edition.timeZone !== null },
    { kind: 'hosts', done: edition.hosts.length > 0 },
    { kind: 'category', done: categories.length > 0 },
    { kind: 'languages', done: isTranslated },
    ...(isBroadcast ? [{ kind: 'stream' as const, done: streams.some(({ mirrors }) => mirrors.length > 0) }] : []),
    { kind: 'reminders', done: rules.some(({ enabled }) => enabled) },
    { kind: 'published', done: edition.status !== 'draft' },
  ];
}
