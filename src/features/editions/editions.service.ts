import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { asLocalised, type Locale, type LocalisedText } from '../../kernel/locale.js';
import { formatWallTime, wallTime } from '../../kernel/time-zone.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { expectVersion } from '../../platform/database/version.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { newId } from '../../platform/ids.js';
import { AccountsService } from '../accounts/index.js';
import { AuditService } from '../audit/index.js';
import { type EditionAction, type EditionStatus, transition } from './domain/edition-state.js';
import {
  DuplicateEditionKey,
  DuplicateOrdinal,
  ImpossibleTransition,
  InUse,
  NotReadyToPublish,
} from './domain/editions.errors.js';
import {
  EditionCancelled,
  EditionCompleted,
  EditionPostponed,
  EditionPublished,
  EditionRescheduled,
} from './domain/editions.events.js';
import { type Schedule, schedule } from './domain/schedule.js';
import { scopeOfEdition, scopeOfSeries } from './editions.queries.js';
import { Edition, type Venue } from './entities/edition.entity.js';
import { Series } from './entities/series.entity.js';
import { type CreateEditionInput, type UpdateEditionInput } from './inputs/edition.input.js';

/** An edition of the past as the archive records it; what is not recorded is left out. */
export interface RecordedEdition {
  series: string;
  key: string;
  ordinal: number | null;
  year: number;
  theme?: LocalisedText;
  hosts: string[];
  roles: { institution: string; role: string }[];
  timeZone?: string;
  startsAt?: string;
  endsAt?: string;
  heldOn?: string;
  city?: string;
  satelliteVenues?: number;
  note?: string;
}

@Injectable()
export class EditionsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a draft. Ordinal, key, year and zone are proposed where they are left out.
   * @throws NotFound, InvalidInput, AmbiguousLocalTime, DuplicateEditionKey, DuplicateOrdinal
   */
  async create(actor: Actor, input: CreateEditionInput): Promise<{ id: string; key: string }> {
    return this.database.transaction(async (tx) => {
      const series = await seriesBySlug(tx, input.series);
      this.accounts.authorize(actor, 'edition.create', scopeOfSeries(series.id));
      const hosts = await institutionsOf(tx, input.hosts ?? [], 'hosts');
      const zone = input.timeZone ?? hosts[0]?.timeZone;
      const times = scheduleOf(input.startsAt, input.endsAt, zone);
      const languages: Locale[] = input.languages ?? ['en'];
      const year = input.year ?? (times && zone ? wallTime(zone, times.startsAt).year : undefined);
      if (year === undefined) throw InvalidInput.at('year', 'required', 'Give a year or a start.');
      const edition = tx.manager.create(Edition, {
        ...emptyEdition(series.id, this.clock.now()),
        ...times,
        ...localisedFields(input, languages[0]!),
        key: input.key ?? `${series.slug}-${year}`,
        ordinal: input.ordinal === undefined ? await nextOrdinal(tx, series.id) : input.ordinal,
        year,
        timeZone: zone ?? null,
        format: input.format ?? (input.venue ? 'in_person' : 'online'),
        languages,
        status: 'draft',
      });
      await insertEdition(tx, edition);
      await writeInstitutions(tx, edition.id, input.hosts ?? [], input.roles ?? []);
      await this.audit.record(tx, actor, {
        action: 'edition.create',
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        after: input,
      });
      return { id: edition.id, key: edition.key };
    });
  }

  /** Changes what is given and leaves the rest. @throws as `create`, and StaleVersion */
  async update(actor: Actor, key: string, input: UpdateEditionInput, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.locked(tx, actor, key);
      this.accounts.authorize(actor, 'edition.edit', scopeOf(edition));
      expectVersion(edition, version);
      const before = { ...edition };
      const { hosts, roles, startsAt, endsAt, ...plain } = input;
      const languages = input.languages ?? edition.languages;
      Object.assign(edition, omitUndefined({ ...plain, ...localisedFields(input, languages[0]!) }), {
        version: edition.version + 1,
        updatedAt: this.clock.now(),
      });
      const moved = reschedule(edition, before, { startsAt, endsAt });
      if (moved) edition.sequence++;
      if (edition.status === 'published') assertReady(edition);
      await translateConstraints(tx.manager.save(edition), { edition_ordinal_uq: () => new DuplicateOrdinal() });
      if (hosts || roles) await replaceInstitutions(tx, edition.id, hosts, roles);
      await this.audit.record(tx, actor, {
        action: 'edition.update',
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        before: Object.fromEntries(Object.keys(plain).map((name) => [name, before[name as keyof Edition]])),
        after: input,
      });
      if (moved) await this.events.publish(tx, new EditionRescheduled(edition.id));
    });
  }

  async publish(actor: Actor, key: string, version?: number): Promise<void> {
    await this.change(actor, key, 'publish', { version });
  }

  async postpone(actor: Actor, key: string, version?: number): Promise<void> {
    await this.change(actor, key, 'postpone', { version });
  }

  async cancel(actor: Actor, key: string, reason: string | undefined, version?: number): Promise<void> {
    await this.change(actor, key, 'cancel', { reason, version });
  }

  async complete(actor: Actor, key: string, version?: number): Promise<void> {
    await this.change(actor, key, 'complete', { version });
  }

  /** Only a draft that nobody has registered for. @throws NotFound, StaleVersion, InUse */
  async remove(actor: Actor, key: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.locked(tx, actor, key);
      this.accounts.authorize(actor, 'edition.edit', scopeOf(edition));
      expectVersion(edition, version);
      if (edition.status !== 'draft') throw new InUse('Only a draft can be removed.');
      await translateConstraints(tx.manager.delete(Edition, { id: edition.id }), {
        registration_edition_fk: () => new InUse('People have registered for the edition.'),
      });
      await this.audit.record(tx, actor, {
        action: 'edition.delete',
        object: { kind: 'edition', id: edition.id },
        before: edition,
      });
    });
  }

  /** Puts an edition of the past into the archive, complete as it is. Does nothing when its key is there already. */
  async recordPast(actor: Actor, recorded: RecordedEdition): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const series = await seriesBySlug(tx, recorded.series);
      this.accounts.authorize(actor, 'edition.create', scopeOfSeries(series.id));
      if (await tx.manager.existsBy(Edition, { key: recorded.key })) return false;
      const venue: Venue | null = recorded.city ? { city: recorded.city } : null;
      const edition = tx.manager.create(Edition, {
        ...emptyEdition(series.id, this.clock.now()),
        ...scheduleOf(recorded.startsAt, recorded.endsAt, recorded.timeZone),
        key: recorded.key,
        ordinal: recorded.ordinal,
        year: recorded.year,
        theme: recorded.theme ?? null,
        timeZone: recorded.timeZone ?? null,
        heldOn: recorded.heldOn ?? null,
        venue,
        satelliteVenues: recorded.satelliteVenues ?? null,
        note: recorded.note ?? null,
        languages: ['en'],
        status: 'completed',
      });
      await insertEdition(tx, edition);
      await writeInstitutions(tx, edition.id, recorded.hosts, recorded.roles);
      await this.audit.record(tx, actor, {
        action: 'edition.record',
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        after: recorded,
      });
      return true;
    });
  }

  private async change(
    actor: Actor,
    key: string,
    action: EditionAction,
    { reason, version }: { reason?: string; version?: number },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.locked(tx, actor, key);
      this.accounts.authorize(actor, 'edition.publish', scopeOf(edition));
      expectVersion(edition, version);
      const before = edition.status;
      const after = transition(before, action);
      if (after === null) throw new ImpossibleTransition(before, action);
      if (action === 'publish') {
        assertReady(edition);
        edition.publishedAt = this.clock.now();
      }
      edition.status = after;
      edition.statusReason = reason ?? null;
      edition.version++;
      edition.updatedAt = this.clock.now();
      if (before !== 'draft') edition.sequence++;
      await tx.manager.save(edition);
      await this.audit.record(tx, actor, {
        action: `edition.${action}`,
        object: { kind: 'edition', id: edition.id },
        editionId: edition.id,
        before: { status: before },
        after: { status: after, ...(reason ? { reason } : {}) },
      });
      await this.events.publish(tx, eventOf(after, edition.id));
    });
  }

  /** Locks the row first, so that what is read is what is changed. A hidden draft does not exist. @throws NotFound */
  private async locked(tx: Tx, actor: Actor, key: string): Promise<Edition> {
    const edition = await tx.manager.findOne(Edition, { where: { key }, lock: { mode: 'pessimistic_write' } });
    if (!edition) throw new NotFound('The edition');
    if (edition.status === 'draft' && !this.accounts.may(actor, 'edition.view', scopeOf(edition))) {
      throw new NotFound('The edition');
    }
    return edition;
  }
}

const scopeOf = (edition: Edition) => scopeOfEdition(edition.seriesId, edition.id);

function eventOf(status: EditionStatus, editionId: string): object {
  switch (status) {
    case 'cancelled':
      return new EditionCancelled(editionId);
    case 'postponed':
      return new EditionPostponed(editionId);
    case 'completed':
      return new EditionCompleted(editionId);
    default:
      return new EditionPublished(editionId);
  }
}

function emptyEdition(seriesId: string, now: Date): Partial<Edition> {
  return {
    id: newId(),
    seriesId,
    title: null,
    theme: null,
    description: null,
    startsAt: null,
    endsAt: null,
    startsWall: null,
    endsWall: null,
    zoneDataRelease: null,
    heldOn: null,
    format: null,
    venue: null,
    satelliteVenues: null,
    summary: null,
    website: null,
    participants: null,
    clonedFrom: null,
    note: null,
    statusReason: null,
    sequence: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    publishedAt: null,
  };
}

/** Both times or neither. @throws InvalidInput, AmbiguousLocalTime */
function scheduleOf(
  startsAt: string | null | undefined,
  endsAt: string | null | undefined,
  zone: string | undefined,
): Schedule | null {
  if (!startsAt && !endsAt) return null;
  if (!startsAt) throw InvalidInput.at('startsAt', 'required', 'Give the start too.');
  if (!endsAt) throw InvalidInput.at('endsAt', 'required', 'Give the end too.');
  if (!zone) throw InvalidInput.at('timeZone', 'required', 'Give the time zone, or a host that has one.');
  return schedule(startsAt, endsAt, zone);
}

/** Applies new times to the edition; a new zone alone keeps the wall clock. Tells whether an instant or the zone has moved. */
function reschedule(
  edition: Edition,
  before: Edition,
  input: { startsAt?: string | null; endsAt?: string | null },
): boolean {
  const zoneChanged = edition.timeZone !== before.timeZone;
  if (input.startsAt === undefined && input.endsAt === undefined && !zoneChanged) return false;
  const wall = (instant: Date | null) =>
    instant && before.timeZone ? formatWallTime(wallTime(before.timeZone, instant)) : null;
  const keep = (instant: Date | null) => (zoneChanged ? wall(instant) : (instant?.toISOString() ?? null));
  const times = scheduleOf(
    input.startsAt === undefined ? keep(before.startsAt) : input.startsAt,
    input.endsAt === undefined ? keep(before.endsAt) : input.endsAt,
    edition.timeZone ?? undefined,
  );
  Object.assign(
    edition,
    times ?? { startsAt: null, endsAt: null, startsWall: null, endsWall: null, zoneDataRelease: null },
  );
  return (
    zoneChanged ||
    edition.startsAt?.getTime() !== before.startsAt?.getTime() ||
    edition.endsAt?.getTime() !== before.endsAt?.getTime()
  );
}

function assertReady(edition: Edition): void {
  const missing = [
    edition.startsAt && edition.endsAt ? null : 'its start and end',
    edition.timeZone ? null : 'a time zone',
  ];
  const lines = missing.filter((what) => what !== null);
  if (lines.length > 0) throw new NotReadyToPublish(lines);
}

function localisedFields(input: UpdateEditionInput, first: Locale): Partial<Edition> {
  const text = (value: string | LocalisedText | null | undefined) =>
    value === null || value === undefined ? value : asLocalised(value, first);
  const venue = input.venue;
  return omitUndefined({
    title: text(input.title),
    theme: text(input.theme),
    description: text(input.description),
    venue:
      venue === null || venue === undefined
        ? venue
        : omitUndefined({ ...venue, name: text(venue.name) ?? undefined, address: text(venue.address) ?? undefined }),
  });
}

function omitUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

async function seriesBySlug(tx: Tx, slug: string): Promise<Series> {
  const series = await tx.manager.findOneBy(Series, { slug });
  if (!series) throw new NotFound('The series');
  return series;
}

async function nextOrdinal(tx: Tx, seriesId: string): Promise<number> {
  // One proposal at a time in a series: nobody should be refused for a number that they did not choose.
  await tx.query('SELECT 1 FROM series WHERE id = $1 FOR NO KEY UPDATE', [seriesId]);
  const [row] = await tx.query<{ next: number }>(
    'SELECT coalesce(max(ordinal), 0) + 1 AS next FROM edition WHERE series_id = $1',
    [seriesId],
  );
  return row!.next;
}

async function insertEdition(tx: Tx, edition: Edition): Promise<void> {
  await translateConstraints(tx.manager.insert(Edition, edition), {
    edition_key_uq: () => new DuplicateEditionKey(edition.key),
    edition_ordinal_uq: () => new DuplicateOrdinal(),
  });
}

async function institutionsOf(
  tx: Tx,
  slugs: string[],
  path: string,
): Promise<{ slug: string; id: string; timeZone: string }[]> {
  const rows = await tx.query<{ slug: string; id: string; timeZone: string }>(
    'SELECT slug, id, time_zone AS "timeZone" FROM institution WHERE slug = ANY($1)',
    [slugs],
  );
  return slugs.map((slug, position) => {
    const found = rows.find((row) => row.slug === slug);
    if (!found)
      throw InvalidInput.at(`${path}.${position}`, 'unknown-institution', `There is no institution “${slug}”.`);
    return found;
  });
}

async function writeInstitutions(
  tx: Tx,
  editionId: string,
  hosts: string[],
  roles: { institution: string; role: string }[],
): Promise<void> {
  const hostRows = await institutionsOf(tx, hosts, 'hosts');
  const roleRows = await institutionsOf(
    tx,
    roles.map(({ institution }) => institution),
    'roles',
  );
  const entries = [
    ...hostRows.map(({ id }) => ({ id, role: 'host' })),
    ...roleRows.map(({ id }, position) => ({ id, role: roles[position]!.role })),
  ];
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO edition_institution (edition_id, institution_id, role, position)
     SELECT $1, id, role, position FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS entry (id, role, position)
     ON CONFLICT DO NOTHING`,
    [editionId, entries.map(({ id }) => id), entries.map(({ role }) => role)],
  );
}

async function replaceInstitutions(
  tx: Tx,
  editionId: string,
  hosts: string[] | undefined,
  roles: { institution: string; role: string }[] | undefined,
): Promise<void> {
  if (hosts) await tx.query(`DELETE FROM edition_institution WHERE edition_id = $1 AND role = 'host'`, [editionId]);
  if (roles) await tx.query(`DELETE FROM edition_institution WHERE edition_id = $1 AND role <> 'host'`, [editionId]);
  await writeInstitutions(tx, editionId, hosts ?? [], roles ?? []);
}
