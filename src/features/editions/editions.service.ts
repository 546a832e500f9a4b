import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { wallTime } from '../../kernel/time-zone.js';
import { translateConstraints } from '../../platform/database/constraints.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { DuplicateOrdinal, InUse } from './domain/editions.errors.js';
import { EditionRescheduled } from './domain/editions.events.js';
import { rescheduled, scheduleOf } from './domain/schedule.js';
import { shiftBetween } from './domain/wall-shift.js';
import { EditionAccess } from './edition-access.js';
import { assertReady, EditionLifecycle } from './edition-lifecycle.service.js';
import {
  emptyEdition,
  insertEdition,
  institutionsOf,
  localisedFields,
  nextOrdinal,
  omitUndefined,
  type PartnerRole,
  replaceInstitutions,
  seriesBySlug,
  writeInstitutions,
} from './edition-rows.js';
import { forgetEdition, indexEditions } from './edition-search.js';
import { Edition, type Venue } from './entities/edition.entity.js';
import {
  type CreateEditionInput,
  type RescheduleEditionInput,
  type UpdateEditionInput,
} from './inputs/edition.input.js';

/** An edition of the past as the archive records it; what is not recorded is left out. */
export interface RecordedEdition {
  series: string;
  key: string;
  ordinal: number | null;
  year: number;
  theme?: LocalisedText;
  hosts: string[];
  roles: PartnerRole[];
  timeZone?: string;
  startsAt?: string;
  endsAt?: string;
  heldOn?: string;
  city?: string;
  satelliteVenues?: number;
  note?: string;
}

/** When an edition is to take place from now on, and in which zone, if that changes too. */
export type NewTimes = Pick<RescheduleEditionInput, 'startsAt' | 'endsAt'> & Pick<UpdateEditionInput, 'timeZone'>;

/** Making, changing and removing editions. */
@Injectable()
export class EditionsService {
  constructor(
    private readonly database: Database,
    private readonly access: EditionAccess,
    private readonly events: EventBus,
    private readonly clock: Clock,
    private readonly lifecycle: EditionLifecycle,
  ) {}

  /**
   * Makes a draft. Ordinal, key, year and zone are proposed where they are left out.
   * @throws NotFound, InvalidInput, AmbiguousLocalTime, DuplicateEditionKey, DuplicateOrdinal
   */
  async create(actor: Actor, input: CreateEditionInput): Promise<{ id: string; key: string }> {
    return this.database.transaction(async (tx) => {
      const series = await seriesBySlug(tx, input.series);
      this.access.authorizeCreation(actor, series.id);
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
        website: input.website ?? null,
        participants: input.participants ?? null,
        languages,
        status: 'draft',
      });
      await insertEdition(tx, edition);
      await writeInstitutions(tx, edition.id, input.hosts ?? [], input.roles ?? []);
      await this.access.record(tx, actor, edition, { action: 'edition.create', after: input });
      await indexEditions(tx, [edition.id]);
      return { id: edition.id, key: edition.key };
    });
  }

  /** Changes what is given and leaves the rest. @throws as `create`, and StaleVersion, NotReadyToPublish */
  async update(actor: Actor, key: string, input: UpdateEditionInput, version?: number): Promise<void> {
    await this.database.transaction((tx) => this.change(tx, actor, key, input, version));
  }

  /** Gives it other times; what depends on them follows. @throws as `update` */
  async reschedule(actor: Actor, key: string, times: NewTimes, version?: number): Promise<void> {
    await this.database.transaction((tx) => this.change(tx, actor, key, timesOf(times), version));
  }

  /** The one place where an edition is changed, in a transaction of the caller's. @returns its id @throws as `update` */
  async change(tx: Tx, actor: Actor, key: string, input: UpdateEditionInput, version?: number): Promise<string> {
    const edition = await this.access.locked(tx, actor, key, 'edition.edit', version);
    const before = { ...edition };
    const { hosts, roles, startsAt, endsAt, ...plain } = input;
    const schedule = rescheduled(before, { startsAt, endsAt, timeZone: input.timeZone });
    const languages = input.languages ?? edition.languages;
    Object.assign(edition, omitUndefined({ ...plain, ...localisedFields(input, languages[0]!) }), schedule?.times, {
      version: edition.version + 1,
      updatedAt: this.clock.now(),
    });
    if (schedule?.moved) edition.sequence++;
    if (edition.status === 'published') assertReady(edition);
    await translateConstraints(tx.manager.save(edition), { edition_ordinal_uq: () => new DuplicateOrdinal() });
    const institutions = await replaceInstitutions(tx, edition.id, { hosts, roles });
    await this.access.record(tx, actor, edition, {
      action: 'edition.update',
      before: { ...pickKeys(before, input), ...institutions },
      after: input,
    });
    await indexEditions(tx, [edition.id]);
    if (schedule?.moved)
      await this.events.publish(tx, new EditionRescheduled(edition.id, shiftBetween(before, edition)));
    return edition.id;
  }

  async publish(actor: Actor, key: string, version?: number): Promise<void> {
    await this.lifecycle.change(actor, key, 'publish', { version });
  }

  async postpone(actor: Actor, key: string, version?: number): Promise<void> {
    await this.lifecycle.change(actor, key, 'postpone', { version });
  }

  async cancel(actor: Actor, key: string, reason: string | undefined, version?: number): Promise<void> {
    await this.lifecycle.change(actor, key, 'cancel', { reason, version });
  }

  async complete(actor: Actor, key: string, version?: number): Promise<void> {
    await this.lifecycle.change(actor, key, 'complete', { version });
  }

  /** Only a draft that nobody has registered for. @throws NotFound, StaleVersion, InUse */
  async remove(actor: Actor, key: string, version?: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const edition = await this.access.locked(tx, actor, key, 'edition.edit', version);
      if (edition.status !== 'draft') throw new InUse('Only a draft can be removed.');
      await translateConstraints(tx.manager.delete(Edition, { id: edition.id }), {
        registration_edition_fk: () => new InUse('People have registered for the edition.'),
      });
      await this.access.record(tx, actor, edition, { action: 'edition.delete', before: edition });
      await forgetEdition(tx, edition);
    });
  }

  /** Puts an edition of the past into the archive, complete as it is. Does nothing when its key is there already. */
  async recordPast(actor: Actor, recorded: RecordedEdition): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const series = await seriesBySlug(tx, recorded.series);
      this.access.authorizeCreation(actor, series.id);
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
      await this.access.record(tx, actor, edition, { action: 'edition.record', after: recorded });
      await indexEditions(tx, [edition.id]);
      return true;
    });
  }
}

/** Nothing but times, whatever else came with them. */
export function timesOf({ startsAt, endsAt, timeZone }: NewTimes): NewTimes {
  return { startsAt, endsAt, ...(timeZone === undefined ? {} : { timeZone }) };
}

/** The part of a row that an input would change, for the audit trail. */
function pickKeys(row: object, input: object): object {
  return Object.fromEntries(Object.keys(input).map((key) => [key, (row as Record<string, unknown>)[key]]));
}
