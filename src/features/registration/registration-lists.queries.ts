import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails } from '../editions/index.js';
import { REGISTRATION_STATUSES, type RegistrationStatus } from './domain/registration-status.js';
import { type RegistrationChange, type RegistrationDay, registrationsByDay } from './domain/registrations-by-day.js';
import {
  REGISTRATION_SORTS,
  type RegistrationFilter,
  type RegistrationSelection,
  type RegistrationSort,
  type SortedSelection,
} from './inputs/registration-filter.js';
import { registrationFilterSql } from './registration-filter-sql.js';
import { type RegistrationDetails, type Row, selectRegistration, toDetails } from './registration.queries.js';

/** An institution that people have registered from. */
export interface RegisteredInstitution {
  slug: string;
  name: LocalisedText;
  country: string;
}

/** How many registrations a stream reads at a time. */
const LOT = 500;

/** A stream is for files, which say nothing of the line: it moves while they are written. */
const UNPLACED = selectRegistration('NULL::int');

/** Of everybody who waits at once, since people of one page may wait far apart. */
const PLACED = `${selectRegistration('line.position')}
    LEFT JOIN (SELECT id, (row_number() OVER (PARTITION BY category_id ORDER BY sequence))::int AS position
      FROM registration WHERE edition_id = $1 AND status = 'waitlisted') AS line ON line.id = r.id`;

/** Where a page ends: the sort, its own value, and the id. */
type Position = readonly [sort: RegistrationSort, key: string, id: string];

interface Order {
  /** What the list is sorted by before the id, in SQL; null: by the id alone, which is the order of registering. */
  by: string | null;
  /** The same of a position, from the parameter that holds it. */
  of: (parameter: string) => string;
  keyOf: (row: RegistrationDetails) => string;
  descending?: boolean;
}

const BY_ID = { by: null, of: () => '', keyOf: () => '' };

const ORDERS: Record<RegistrationSort, Order> = {
  created: BY_ID,
  '-created': { ...BY_ID, descending: true },
  // Small letters are as the database writes them, not as we would.
  name: { by: 'lower(r.name)', of: (parameter) => `lower(${parameter}::text)`, keyOf: ({ name }) => name },
  status: {
    by: `array_position('{${REGISTRATION_STATUSES.join(',')}}'::text[], r.status)`,
    of: (parameter) => `array_position('{${REGISTRATION_STATUSES.join(',')}}'::text[], ${parameter}::text)`,
    keyOf: ({ status }) => status,
  },
};

/** Lists, counts and streams of an edition's registrations. */
@Injectable()
export class RegistrationLists {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  /** One page. @throws NotAllowed, InvalidInput for a cursor that is not one of this list */
  async list(actor: Actor, edition: EditionDetails, filter: RegistrationFilter): Promise<Page<RegistrationDetails>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const after = filter.cursor === undefined ? null : positionOf(filter.cursor, filter.sort);
    const rows = await this.lot(edition.id, filter, after, filter.limit + 1, PLACED);
    return pageOf(rows, filter.limit, (last) => cursorOf(positionAt(last, filter.sort)));
  }

  /**
   * All of a selection in its order, in lots, each read when it is asked for: nothing is held between them, so that a slow
   * reader costs neither memory nor a connection. What changes meanwhile is read as it is then; nobody comes twice.
   * @throws NotAllowed at once
   */
  stream(actor: Actor, edition: EditionDetails, selection: SortedSelection): AsyncGenerator<RegistrationDetails[]> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    return this.lots(edition.id, selection);
  }

  /** How many of a selection there are in each status, whatever status it names. @throws NotAllowed */
  async counts(
    actor: Actor,
    edition: EditionDetails,
    selection: RegistrationSelection = {},
  ): Promise<Partial<Record<RegistrationStatus, number>>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const parameters: unknown[] = [edition.id];
    const where = registrationFilterSql({ ...selection, status: undefined }, parameters);
    const rows = await this.database.query<{ status: RegistrationStatus; count: number }>(
      `SELECT r.status, count(*)::int AS count FROM registration r WHERE r.edition_id = $1 AND ${where} GROUP BY r.status`,
      parameters,
    );
    return Object.fromEntries(rows.map((row) => [row.status, row.count]));
  }

  /** Those of some ids that are the edition's, by their names. @throws NotAllowed */
  async named(actor: Actor, edition: EditionDetails, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    return this.database.query<{ id: string; name: string }>(
      'SELECT id, name FROM registration WHERE edition_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id',
      [edition.id, ids],
    );
  }

  /** Where people have registered from, for a filter. @throws NotAllowed */
  async institutions(actor: Actor, edition: EditionDetails): Promise<RegisteredInstitution[]> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    return this.database.query<RegisteredInstitution>(
      `SELECT i.slug, i.name, i.country FROM institution i
       WHERE i.id IN (SELECT institution_id FROM registration WHERE edition_id = $1) ORDER BY i.slug`,
      [edition.id],
    );
  }

  /**
   * How the confirmed have become as many as they are, day by day in the edition's zone, until today or the end of the edition.
   * The database adds up quarters of an hour, at which the days of every zone begin; which day each belongs to is for our own
   * zone data to say, since the database's is older.
   */
  async byDay(actor: Actor, edition: EditionDetails): Promise<RegistrationDay[]> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const changes = await this.database.query<RegistrationChange>(
      `SELECT date_bin('15 minutes', at, timestamptz 'epoch') AS at, sum(joined)::int AS joined, sum(gone)::int AS gone
       FROM (SELECT confirmed_at AS at, 1 AS joined, 0 AS gone FROM registration
             WHERE edition_id = $1 AND confirmed_at IS NOT NULL
           UNION ALL
           SELECT status_at, 0, 1 FROM registration
             WHERE edition_id = $1 AND confirmed_at IS NOT NULL AND status <> 'confirmed') AS change
       GROUP BY 1 ORDER BY 1`,
      [edition.id],
    );
    const now = this.clock.now();
    const until = edition.endsAt !== null && edition.endsAt < now ? edition.endsAt : now;
    return registrationsByDay(changes, edition.timeZone ?? 'UTC', until);
  }

  /** How many have registered from an institution, in whatever state. For those who may merge it. @throws NotAllowed */
  async countOfInstitution(actor: Actor, institutionId: string): Promise<number> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    const [row] = await this.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM registration WHERE institution_id = $1',
      [institutionId],
    );
    return row!.count;
  }

  /** How many are confirmed, for a list of editions: those that the actor may see, by the edition's id. */
  async confirmedOf(actor: Actor, editions: readonly EditionDetails[]): Promise<Map<string, number>> {
    const visible = editions.filter(({ scope }) => this.accounts.may(actor, 'registration.view', scope));
    const rows = await this.database.query<{ id: string; count: number }>(
      `SELECT edition_id AS id, count(*)::int AS count FROM registration
       WHERE edition_id = ANY ($1::uuid[]) AND status = 'confirmed' GROUP BY edition_id`,
      [visible.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }

  /** Which of these editions have anything to register for. That is no secret to whoever knows of the edition. */
  async withCategory(editionIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT DISTINCT edition_id AS id FROM category WHERE edition_id = ANY ($1::uuid[])',
      [editionIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async *lots(editionId: string, selection: SortedSelection): AsyncGenerator<RegistrationDetails[]> {
    if (selection.sort === 'status' && selection.status === undefined) {
      // There is no index in this order, but one for each status.
      for (const status of REGISTRATION_STATUSES) yield* this.lots(editionId, { ...selection, status });
      return;
    }
    const ordered = selection.sort === 'status' ? { ...selection, sort: 'created' as const } : selection;
    for (let after: Position | null = null; ;) {
      const rows: RegistrationDetails[] = await this.lot(editionId, ordered, after, LOT);
      if (rows.length > 0) yield rows;
      if (rows.length < LOT) return;
      after = positionAt(rows.at(-1)!, ordered.sort);
    }
  }

  /** The ids are found first, so that nothing wide is ever sorted. */
  private async lot(
    editionId: string,
    selection: SortedSelection,
    after: Position | null,
    limit: number,
    select = UNPLACED,
  ): Promise<RegistrationDetails[]> {
    const parameters: unknown[] = [editionId];
    const value = (one: unknown) => `$${parameters.push(one)}`;
    const where = registrationFilterSql(selection, parameters);
    const { by, of, descending } = ORDERS[selection.sort];
    const columns = by === null ? ['r.id'] : [by, 'r.id'];
    const order = columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ');
    const beyond = ([, key, id]: Position) => {
      const values = by === null ? [] : [of(value(key))];
      return `(${columns.join(', ')}) ${descending ? '<' : '>'} (${[...values, `${value(id)}::uuid`].join(', ')})`;
    };
    const rows = await this.database.query<Row>(
      `${select}
         JOIN (SELECT r.id FROM registration r WHERE r.edition_id = $1 AND ${where} AND ${after ? beyond(after) : 'true'}
           ORDER BY ${order} LIMIT ${value(limit)}) AS page ON page.id = r.id
       ORDER BY ${order}`,
      parameters,
    );
    return rows.map(toDetails);
  }
}

const positionAt = (row: RegistrationDetails, sort: RegistrationSort): Position => [
  sort,
  ORDERS[sort].keyOf(row),
  row.id,
];

const PositionText = z.tuple([z.enum(REGISTRATION_SORTS), z.string(), z.uuid()]);

const cursorOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws InvalidInput */
function positionOf(cursor: string, sort: RegistrationSort): Position {
  const position = readPosition(cursor);
  if (position === null || position[0] !== sort)
    throw InvalidInput.at('cursor', 'invalid-value', 'This cursor is not one that this list gave.');
  return position;
}

function readPosition(cursor: string): Position | null {
  try {
    return PositionText.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}
