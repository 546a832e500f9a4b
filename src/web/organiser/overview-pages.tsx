import { Injectable } from '@nestjs/common';
import { type Permission } from '../../features/accounts/index.js';
import {
  EditionChecklist,
  type EditionDetails,
  possibleActions,
  scopeOfSeries,
} from '../../features/editions/index.js';
import { MessagingQueries, type ReminderRuleDetails } from '../../features/messaging/index.js';
import { type CategoryDetails, inRuns, type RegistrationDay } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { MAX_PAGE_SIZE } from '../../kernel/page.js';
import { editionRef } from '../presenters.js';
import { OverviewPage, type OverviewPageProps } from './overview.page.js';
import { OverviewFigures } from './overview-figures.js';
import { EditionDesk } from './parts/edition-desk.js';

const ALL = { limit: MAX_PAGE_SIZE };
const LATEST = 5;

/** A table is by day as long as it has no more rows than this, then by week. */
const MOST_DAYS = 14;

/** Puts the overview of an edition together, of what the organiser's roles show. */
@Injectable()
export class OverviewPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly checklist: EditionChecklist,
    private readonly registrations: OverviewFigures,
    private readonly messages: MessagingQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotAllowed */
  async overview(actor: Actor, key: string, done: OverviewPageProps['done']) {
    const edition = await this.desk.open(actor, key);
    const may = (permission: Permission) => this.desk.may(actor, permission, edition);
    const [todo, categories, people, mails] = await Promise.all([
      this.checklist.of(actor, key),
      this.registrations.categories(edition),
      may('registration.view') ? this.registrations.people(actor, edition) : null,
      may('delivery.view') ? this.mails(actor, edition) : null,
    ]);
    const actions = may('edition.publish') ? possibleActions(edition.status) : [];
    return (
      <OverviewPage
        edition={editionRef(edition)}
        registrations={people && people.counts}
        growth={people && { ...growthOf(people.days), capacity: capacityOf(categories.items) }}
        deliveries={mails && mails.counts}
        problems={mails?.problems.map(({ recipient, ...one }) => ({ ...one, name: recipient.name })) ?? []}
        categories={categories.items}
        todo={todo}
        next={mails && nextOf(mails.rules, mails.sizes, this.clock.now())}
        mayEdit={may('edition.edit')}
        mayPublish={actions.includes('publish')}
        mayClone={this.desk.may(actor, 'edition.create', { scope: scopeOfSeries(edition.series.id) })}
        mayEnd={actions.some((action) => action !== 'publish') || (edition.status === 'draft' && may('edition.edit'))}
        done={done}
      />
    );
  }

  private async mails(actor: Actor, edition: EditionDetails) {
    const [counts, problems, rules, sizes] = await Promise.all([
      this.messages.summary(actor, edition),
      this.messages.problems(actor, edition, LATEST),
      this.messages.rules(actor, edition, ALL),
      this.messages.audienceSizes(actor, edition),
    ]);
    return { counts, problems, rules: rules.items, sizes };
  }
}

function growthOf(days: RegistrationDay[]): { days: RegistrationDay[]; rows: RegistrationDay[] } {
  return { days, rows: days.length > MOST_DAYS ? inRuns(days, 7) : days };
}

/** All places together; null as soon as one category has no limit. */
function capacityOf(categories: readonly Pick<CategoryDetails, 'capacity'>[]): number | null {
  const isLimited = categories.length > 0 && categories.every(({ capacity }) => capacity !== null);
  return isLimited ? categories.reduce((sum, { capacity }) => sum + (capacity ?? 0), 0) : null;
}

/** The reminder that leaves next, as far as a date is known. */
function nextOf(
  rules: readonly ReminderRuleDetails[],
  sizes: ReadonlyMap<string, number>,
  now: Date,
): OverviewPageProps['next'] {
  const [next] = rules
    .flatMap(({ id, offset, enabled, dueAt }) => (enabled && dueAt && dueAt > now ? [{ id, offset, dueAt }] : []))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  return next ? { offset: next.offset, dueAt: next.dueAt, recipients: sizes.get(next.id) ?? 0 } : null;
}
