import { type INestApplicationContext } from '@nestjs/common';
import {
  CreateEditionInput,
  type EditionDetails,
  EditionQueries,
  EditionsService,
  type EditionStatus,
} from '../features/editions/index.js';
import { CreateStreamInput, StreamQueries, StreamsService } from '../features/livestreams/index.js';
import { CreateReminderRuleInput, MessagingQueries, ReminderRulesService } from '../features/messaging/index.js';
import {
  AlreadyRegistered,
  CategoriesService,
  CreateCategoryInput,
  RegisterInput,
  RegistrationFilter,
  RegistrationQueries,
  RegistrationService,
} from '../features/registration/index.js';
import { type Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { MAX_PAGE_SIZE } from '../kernel/page.js';
import { Database } from '../platform/database/database.js';
import { readInput } from '../platform/input/read-input.js';
import { annualMeeting, isAhead, type Plan, symposium, SYMPOSIUM_KEYS } from './demonstration-plans.js';
import { readHistory } from './history-file.js';

const DEMONSTRATION: Actor = { kind: 'system', name: 'demonstration' };
const ALL = { limit: MAX_PAGE_SIZE };

/** How many register at the same time; each takes a connection. */
const AT_ONCE = 5;

/**
 * Adds an annual meeting next year and a symposium that begins in ten minutes, both labelled as demonstrations; the
 * history has to be loaded. Whatever is there already stays, but a symposium that has begun gives way to a new one.
 */
export async function addDemonstration(app: INestApplicationContext): Promise<EditionDetails[]> {
  const { institutions } = await readHistory();
  return app.get(Database).transaction(async (tx) => {
    // Holds a lock and writes nothing: of two processes that start together, the second finds the work of the first.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('demonstration'))`);
    const now = app.get(Clock).now();
    const coming = await retireOldSymposiums(app, now);
    const people = symposium(now, institutions);
    const symposiumPlan = coming ? { ...people, edition: { ...people.edition, key: coming.key } } : people;
    return [await establish(app, annualMeeting(now)), await establish(app, symposiumPlan)];
  });
}

/** Ends the demonstration symposiums that have begun or are about to. @returns the one that is still ahead, if there is one */
async function retireOldSymposiums(app: INestApplicationContext, now: Date): Promise<EditionDetails | undefined> {
  const queries = app.get(EditionQueries);
  const editions = app.get(EditionsService);
  const series = await queries.seriesBySlug('telemedicine');
  const { items } = await queries.ofSeries(DEMONSTRATION, series.id, ALL);
  const unfinished: EditionStatus[] = ['draft', 'published'];
  const open = items.filter(({ key, status }) => key.startsWith(SYMPOSIUM_KEYS) && unfinished.includes(status));
  const coming = open.find(({ startsAt }) => isAhead(startsAt, now));
  for (const { key, status } of open.filter((edition) => edition !== coming)) {
    if (status === 'published') await editions.complete(DEMONSTRATION, key);
    else await editions.remove(DEMONSTRATION, key);
  }
  return coming;
}

/** Makes the edition with all that belongs to it, or goes on where an earlier process was stopped. */
async function establish(app: INestApplicationContext, plan: Plan): Promise<EditionDetails> {
  const { key } = plan.edition;
  const details = () => app.get(EditionQueries).byKey(DEMONSTRATION, key);
  const known = await app.get(EditionQueries).ofKeys?.(key);
  return known ?? details();
}
