import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { CLONE_PARTS, type ClonePart, EditionCloned } from './domain/editions.events.js';
import { readInstant, type Schedule, schedule } from './domain/schedule.js';
import { adjustments, type ClockAdjustment, shiftedSpan, type WallShift } from './domain/wall-shift.js';
import { EditionAccess } from './edition-access.js';
import { EditionExtensions } from './edition-extensions.js';
import {
  emptyEdition,
  insertEdition,
  institutionsOf,
  localisedFields,
  nextOrdinal,
  writeInstitutions,
} from './edition-rows.js';
import { indexEditions } from './edition-search.js';
import { Edition } from './entities/edition.entity.js';
import { Series } from './entities/series.entity.js';
import { type CloneEditionInput } from './inputs/edition.input.js';

/** The new draft, and the times whose like its clock does not have. */
export interface ClonedEdition {
  id: string;
  key: string;
  adjusted: ClockAdjustment[];
}

/**
 * Next year's edition after last year's: what stays from year to year is copied, what belongs to its year (theme, ordinal, documents,
 * registrations) is not. Nothing is mailed: the copy is a draft, and a draft has nobody to write to.
 */
@Injectable()
export class EditionCloning {
  constructor(
    private readonly database: Database,
    private readonly access: EditionAccess,
    private readonly events: EventBus,
    private readonly clock: Clock,
    private readonly extensions: EditionExtensions,
  ) {}

  /**
   * For whoever may see the source and may make editions in its series.
   * @throws NotFound, InvalidInput, AmbiguousLocalTime, DuplicateEditionKey, DuplicateOrdinal
   */
  async clone(actor: Actor, key: string, input: CloneEditionInput): Promise<ClonedEdition> {
    return this.database.transaction(async (tx) => {
      const source = await this.access.held(tx, actor, key, 'edition.view');
      this.access.authorizeCreation(actor, source.seriesId);
      const { times, shift } = datesOf(source, input, await zoneOf(tx, source, input));
      const include = partsOf(input);
      const edition = await this.draft(tx, source, input, times);
      await insertEdition(tx, edition);
      await copyInstitutions(tx, source.id, edition.id, { hosts: !input.hosts, roles: include.includes('roles') });
      await writeInstitutions(tx, edition.id, input.hosts ?? [], []);
      await this.events.publish(tx, new EditionCloned(source.id, edition.id, include, shift));
      await this.access.record(tx, actor, edition, {
        action: 'edition.clone',
        after: { ...input, clonedFrom: source.key, key: edition.key, ordinal: edition.ordinal, include },
      });
      await indexEditions(tx, [edition.id]);
      const adjusted = shift ? adjustments(shift, await this.spans(tx, source, input, include)) : [];
      return { id: edition.id, key: edition.key, adjusted };
    });
  }

  private async draft(tx: Tx, source: Edition, input: CloneEditionInput, times: ZonedSchedule): Promise<Edition> {
    const { slug } = await tx.manager.findOneByOrFail(Series, { id: source.seriesId });
    const { title, description, venue, languages, format } = source;
    return tx.manager.create(Edition, {
      ...emptyEdition(source.seriesId, this.clock.now()),
      title,
      description,
      venue,
      languages,
      format: format ?? (venue ? 'in_person' : 'online'),
      ...localisedFields({ title: input.title, theme: input.theme }, languages[0] ?? 'en'),
      ...times,
      key: input.key ?? `${slug}-${input.year}`,
      ordinal: input.ordinal === undefined ? await nextOrdinal(tx, source.seriesId) : input.ordinal,
      year: input.year,
      status: 'draft',
      clonedFrom: source.id,
    });
  }

  private async spans(tx: Tx, source: Edition, input: CloneEditionInput, include: readonly ClonePart[]) {
    const { startsAt, endsAt } = source;
    const own = { place: 'edition' as const, name: null, opensAt: startsAt, closesAt: input.endsAt ? null : endsAt };
    return [own, ...(include.includes('categories') ? await this.extensions.spans(tx, source.id) : [])];
  }
}

type ZonedSchedule = Schedule & { timeZone: string };

function partsOf({ include }: CloneEditionInput): ClonePart[] {
  if (!include) return [...CLONE_PARTS];
  return CLONE_PARTS.filter(
    (part) => include.includes(part) || (part === 'rules' && include.includes('reminder-rules')),
  );
}

/** @throws InvalidInput */
async function zoneOf(tx: Tx, source: Edition, input: CloneEditionInput): Promise<string> {
  const [host] = await institutionsOf(tx, input.hosts ?? [], 'hosts');
  const zone = input.timeZone ?? host?.timeZone ?? source.timeZone;
  if (!zone) throw InvalidInput.at('timeZone', 'required', 'Give the time zone: the source has none.');
  return zone;
}

/** @throws InvalidInput, AmbiguousLocalTime */
function datesOf(
  source: Edition,
  input: CloneEditionInput,
  timeZone: string,
): { times: ZonedSchedule; shift: WallShift | null } {
  const startsAt = readInstant(input.startsAt, timeZone, 'startsAt');
  const shift =
    source.startsAt && source.timeZone
      ? { from: { startsAt: source.startsAt, timeZone: source.timeZone }, to: { startsAt, timeZone } }
      : null;
  const copied = shift && shiftedSpan(shift, { opensAt: source.startsAt, closesAt: source.endsAt }).closesAt;
  const endsAt = input.endsAt ?? copied?.toISOString();
  if (!endsAt) throw InvalidInput.at('endsAt', 'required', 'Give the end too: the source has none.');
  return { times: { ...schedule(startsAt.toISOString(), endsAt, timeZone), timeZone }, shift };
}

async function copyInstitutions(
  tx: Tx,
  sourceId: string,
  targetId: string,
  wanted: { hosts: boolean; roles: boolean },
): Promise<void> {
  await tx.query(
    `INSERT INTO edition_institution (edition_id, institution_id, role, position)
     SELECT $2, institution_id, role, position FROM edition_institution
     WHERE edition_id = $1 AND CASE WHEN role = 'host' THEN $3::boolean ELSE $4::boolean END`,
    [sourceId, targetId, wanted.hosts, wanted.roles],
  );
}
