import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails, scopeOfEdition } from '../editions/index.js';
import { type Admission, admission, placesLeft } from './domain/admission.js';
import { DeadLink } from './domain/registration.errors.js';
import { type RegistrationChange, type RegistrationDay, registrationsByDay } from './domain/registrations-by-day.js';
import { type Attendance } from './entities/category.entity.js';
import { type RegistrationStatus } from './entities/registration.entity.js';
import { type RegistrationFilter } from './inputs/registration.input.js';

export interface CategoryDetails {
  id: string;
  name: LocalisedText;
  attendance: Attendance;
  capacity: number | null;
  opensAt: Date | null;
  closesAt: Date | null;
  taken: number;
  waiting: number;
  /** Whether somebody who comes now finds a place. */
  admission: Admission;
  /** Null: unlimited. */
  placesLeft: number | null;
  version: number;
}

export interface RegistrationDetails {
  id: string;
  editionId: string;
  reference: string;
  status: RegistrationStatus;
  email: string;
  name: string;
  nativeName: string | null;
  institution: { slug: string; name: LocalisedText; country: string; timeZone: string } | null;
  affiliation: string | null;
  country: string | null;
  timeZone: string | null;
  locale: Locale;
  category: { id: string; name: LocalisedText; attendance: Attendance };
  unsubscribedAt: Date | null;
  cancelledAt: Date | null;
  createdAt: Date;
  linkVersion: number;
  version: number;
}

const SELECT = `
  SELECT r.id, r.edition_id AS "editionId", r.reference, r.status, r.email, r.name, r.native_name AS "nativeName",
    r.affiliation, r.country, r.time_zone AS "timeZone", r.locale, r.unsubscribed_at AS "unsubscribedAt",
    r.cancelled_at AS "cancelledAt", r.created_at AS "createdAt", r.link_version AS "linkVersion", r.version,
    e.series_id AS "seriesId",
    json_build_object('id', c.id, 'name', c.name, 'attendance', c.attendance) AS category,
    CASE WHEN i.id IS NULL THEN NULL
      ELSE json_build_object('slug', i.slug, 'name', i.name, 'country', i.country, 'timeZone', i.time_zone) END AS institution
  FROM registration r JOIN category c ON c.id = r.category_id JOIN edition e ON e.id = r.edition_id
    LEFT JOIN institution i ON i.id = r.institution_id`;

type Row = RegistrationDetails & { seriesId: string };

/** Reads of categories and registrations. */
@Injectable()
export class RegistrationQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly tokens: LinkTokens,
    private readonly clock: Clock,
  ) {}

  async categories(edition: EditionDetails, page: PageRequest = { limit: 200 }): Promise<Page<CategoryDetails>> {
    const rows = await this.database.query<Omit<CategoryDetails, 'admission' | 'placesLeft'>>(
      `SELECT id, name, attendance, capacity, opens_at AS "opensAt", closes_at AS "closesAt", taken, 0 AS waiting, version
       FROM category WHERE edition_id = $1
         AND ($2::uuid IS NULL OR (position, id) > (SELECT position, id FROM category WHERE id = $2))
       ORDER BY position, id LIMIT $3`,
      [edition.id, page.cursor ?? null, page.limit + 1],
    );
    const now = this.clock.now();
    const details = rows.map((row) => ({
      ...row,
      admission: admission({ ...row, status: edition.status, endsAt: edition.endsAt }, now),
      placesLeft: placesLeft(row),
    }));
    return pageOf(details, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async category(edition: EditionDetails, id: string): Promise<CategoryDetails> {
    const found = (await this.categories(edition)).items.find((category) => category.id === id);
    if (!found) throw new NotFound('The category');
    return found;
  }

  /** An edition's registrations, oldest first, for those who may see them. */
  async list(actor: Actor, edition: EditionDetails, filter: RegistrationFilter): Promise<Page<RegistrationDetails>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const rows = await this.database.query<Row>(
      `${SELECT} WHERE r.edition_id = $1 AND ($2::uuid IS NULL OR r.id > $2) AND ($3::text IS NULL OR r.status = $3)
         AND ($4::uuid IS NULL OR r.category_id = $4)
         AND ($5::text IS NULL OR r.name ILIKE $5 OR r.native_name ILIKE $5 OR r.email ILIKE $5 OR r.reference ILIKE $5)
       ORDER BY r.id LIMIT $6`,
      [
        edition.id,
        filter.cursor ?? null,
        filter.status ?? null,
        filter.category ?? null,
        filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null,
        filter.limit + 1,
      ],
    );
    return pageOf(rows.map(toDetails), filter.limit, (last) => last.id);
  }

  /** How many there are in each state. */
  async counts(actor: Actor, edition: EditionDetails): Promise<Partial<Record<RegistrationStatus, number>>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const rows = await this.database.query<{ status: RegistrationStatus; count: number }>(
      'SELECT status, count(*)::int AS count FROM registration WHERE edition_id = $1 GROUP BY status',
      [edition.id],
    );
    return Object.fromEntries(rows.map((row) => [row.status, row.count]));
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
       FROM (SELECT created_at AS at, 1 AS joined, 0 AS gone FROM registration
             WHERE edition_id = $1 AND status IN ('confirmed', 'cancelled')
           UNION ALL
           SELECT cancelled_at, 0, 1 FROM registration
             WHERE edition_id = $1 AND status = 'cancelled' AND cancelled_at IS NOT NULL) AS change
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

  /** For its holder, or whoever may see it. @throws NotFound, also for those who may not know of it */
  async byId(actor: Actor, id: string): Promise<RegistrationDetails> {
    const [row] = await this.database.query<Row>(`${SELECT} WHERE r.id = $1`, [id]);
    if (!row) throw new NotFound('The registration');
    if (actor.kind === 'holder') {
      if (actor.registrationId !== id) throw new NotFound('The registration');
    } else {
      this.accounts.authorize(actor, 'registration.view', scopeOfEdition(row.seriesId, row.editionId));
    }
    return toDetails(row);
  }

  /** The registration behind a personal link. @throws DeadLink */
  async byToken(purpose: 'manage' | 'join' | 'unsubscribe', token: string): Promise<RegistrationDetails> {
    const link = this.tokens.verify(purpose, token);
    if (!link) throw new DeadLink();
    const [row] = await this.database.query<Row>(`${SELECT} WHERE r.id = $1 AND r.link_version = $2`, [
      link.id,
      link.version,
    ]);
    if (!row) throw new DeadLink();
    return toDetails(row);
  }

  /** The holder who stands behind a manage token; null when it opens nothing. */
  async holderOf(token: string, ip?: string): Promise<Actor | null> {
    const link = this.tokens.verify('manage', token);
    if (!link) return null;
    const [row] = await this.database.query('SELECT 1 FROM registration WHERE id = $1 AND link_version = $2', [
      link.id,
      link.version,
    ]);
    return row ? { kind: 'holder', registrationId: link.id, ip } : null;
  }
}

function toDetails({ seriesId: _, ...row }: Row): RegistrationDetails {
  return row;
}
