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
  RegistrationLists,
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
import { ifFound } from './if-found.js';

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
  const queries = app.get(EditionQueries);
  const editions = app.get(EditionsService);
  if (!(await ifFound(queries.byKey(DEMONSTRATION, key)))) {
    await editions.create(DEMONSTRATION, readInput(CreateEditionInput, plan.edition));
  }
  const edition = await queries.byKey(DEMONSTRATION, key);
  if (edition.status === 'draft') {
    await furnish(app, edition, plan);
    await editions.publish(DEMONSTRATION, key);
  }
  if (edition.status === 'draft' || edition.status === 'published') await registerMissing(app, edition, plan);
  return queries.byKey(DEMONSTRATION, key);
}

async function furnish(app: INestApplicationContext, edition: EditionDetails, plan: Plan): Promise<void> {
  const { key } = edition;
  if ((await app.get(RegistrationQueries).categories(edition)).items.length === 0) {
    for (const category of plan.categories) {
      await app.get(CategoriesService).create(DEMONSTRATION, key, readInput(CreateCategoryInput, category));
    }
  }
  if ((await app.get(StreamQueries).list(DEMONSTRATION, edition, ALL)).items.length === 0) {
    await app.get(StreamsService).create(DEMONSTRATION, key, readInput(CreateStreamInput, plan.stream));
  }
  if ((await app.get(MessagingQueries).rules(DEMONSTRATION, edition, ALL)).items.length === 0) {
    for (const rule of plan.reminders) {
      await app.get(ReminderRulesService).create(DEMONSTRATION, key, readInput(CreateReminderRuleInput, rule));
    }
  }
}

async function registerMissing(app: INestApplicationContext, edition: EditionDetails, plan: Plan): Promise<void> {
  if (plan.registrants.length === 0) return;
  const queries = app.get(RegistrationQueries);
  const category = (await queries.categories(edition)).items.find(({ attendance }) => attendance === 'online');
  if (!category) return;
  const everybody = await app.get(RegistrationLists).list(DEMONSTRATION, edition, readInput(RegistrationFilter, ALL));
  const known = new Set(everybody.items.map(({ email }) => email));
  const missing = plan.registrants
    .filter(({ email }) => !known.has(email))
    .map((person) => readInput(RegisterInput, { ...person, category: category.id }));
  for (let start = 0; start < missing.length; start += AT_ONCE) {
    const batch = missing.slice(start, start + AT_ONCE);
    await Promise.all(batch.map((input) => register(app, edition.key, input)));
  }
}

async function register(app: INestApplicationContext, key: string, input: RegisterInput): Promise<void> {
  try {
    await app.get(RegistrationService).register(DEMONSTRATION, key, input, null);
  } catch (error) {
    // Somebody has tried the form with this very address in the meantime.
    if (!(error instanceof AlreadyRegistered)) throw error;
  }
}
