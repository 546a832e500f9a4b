import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
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
import { type Attendance } from './entities/category.entity.js';
import { type RegistrationSource, type RegistrationStatus } from './domain/registration-status.js';

export interface CategoryDetails {
  id: string;
  name: LocalisedText;
  attendance: Attendance;
  capacity: number | null;
  opensAt: Date | null;
  closesAt: Date | null;
  approval: boolean;
  /** How many reviewers have to be of one mind. */
  reviewsRequired: number;
  invitationOnly: boolean;
  waitingList: boolean;
  /** Set: whoever is approved or promoted gets an offer for so many hours. */
  offerHours: number | null;
  /** Places for each institution without a quota of its own; null: no limit. */
  quotaDefault: number | null;
  quotas: { institution: string; name: LocalisedText; capacity: number; taken: number; overhang: number }[];
  pool: { id: string; name: LocalisedText; capacity: number; taken: number } | null;
  taken: number;
  /** Places given away beyond a capacity that was lowered later. */
  overhang: number;
  waiting: number;
  /** Whether somebody who comes now finds a place. */
  admission: Admission;
  /** Null: unlimited. */
  placesLeft: number | null;
  version: number;
}

/** Places that several categories share. */
export interface PoolDetails {
  id: string;
  name: LocalisedText;
  capacity: number;
  taken: number;
  overhang: number;
  version: number;
}

export interface RegistrationDetails {
  id: string;
  editionId: string;
  reference: string;
  status: RegistrationStatus;
  /** Since when. */
  statusAt: Date;
  /** What the organiser has said to it, e.g. with a decline. */
  statusNote: string | null;
  /** The place in line, from 1, for somebody on the waiting list. */
  position: number | null;
  offerExpiresAt: Date | null;
  confirmedAt: Date | null;
  cancelledFrom: RegistrationStatus | null;
  email: string;
  name: string;
  nativeName: string | null;
  institution: { slug: string; name: LocalisedText; country: string; timeZone: string } | null;
  affiliation: string | null;
  country: string | null;
  timeZone: string | null;
  locale: Locale;
  category: { id: string; name: LocalisedText; attendance: Attendance };
  /** By the question's id. */
  answers: Record<string, unknown>;
  answerVersions: Record<string, number>;
  source: RegistrationSource;
  invitationId: string | null;
  checkedInAt: Date | null;
  erasedAt: Date | null;
  unsubscribedAt: Date | null;
  cancelledAt: Date | null;
  createdAt: Date;
  linkVersion: number;
  version: number;
}

/** @param position an expression for the place in line: what is quick for one is slow for a thousand */
export const selectRegistration = (position: string) => `
  SELECT r.id, r.edition_id AS "editionId", r.reference, r.status, r.email, r.name, r.native_name AS "nativeName",
    r.affiliation, r.country, r.time_zone AS "timeZone", r.locale, r.unsubscribed_at AS "unsubscribedAt",
    r.cancelled_at AS "cancelledAt", r.created_at AS "createdAt", r.status_at AS "statusAt", r.status_note AS "statusNote",
    r.offer_expires_at AS "offerExpiresAt", r.confirmed_at AS "confirmedAt", r.cancelled_from AS "cancelledFrom",
    r.answers, r.answer_versions AS "answerVersions", r.source, r.invitation_id AS "invitationId",
    r.checked_in_at AS "checkedInAt", r.erased_at AS "erasedAt",
    ${position} AS position, r.link_version AS "linkVersion", r.version,
    e.series_id AS "seriesId",
    json_build_object('id', c.id, 'name', c.name, 'attendance', c.attendance) AS category,
    CASE WHEN i.id IS NULL THEN NULL
      ELSE json_build_object('slug', i.slug, 'name', i.name, 'country', i.country, 'timeZone', i.time_zone) END AS institution
  FROM registration r JOIN category c ON c.id = r.category_id JOIN edition e ON e.id = r.edition_id
    LEFT JOIN institution i ON i.id = r.institution_id`;

const SELECT = selectRegistration(`CASE r.status WHEN 'waitlisted' THEN (SELECT count(*)::int FROM registration w
  WHERE w.category_id = r.category_id AND w.status = 'waitlisted' AND w.sequence <= r.sequence) END`);

export type Row = RegistrationDetails & { seriesId: string };

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
      `SELECT c.id, c.name, c.attendance, c.capacity, c.opens_at AS "opensAt", c.closes_at AS "closesAt", c.approval,
         c.reviews_required AS "reviewsRequired", c.invitation_only AS "invitationOnly", c.waiting_list AS "waitingList",
         c.offer_hours AS "offerHours", c.quota_default AS "quotaDefault", c.taken, c.overhang, c.waiting, c.version,
         CASE WHEN p.id IS NOT NULL
           THEN json_build_object('id', p.id, 'name', p.name, 'capacity', p.capacity, 'taken', p.taken) END AS pool,
         coalesce((SELECT json_agg(json_build_object('institution', i.slug, 'name', i.name, 'capacity', q.capacity,
             'taken', q.taken, 'overhang', q.overhang) ORDER BY i.slug)
           FROM category_quota q JOIN institution i ON i.id = q.institution_id
           WHERE q.category_id = c.id AND q.listed), '[]') AS quotas
       FROM category c LEFT JOIN place_pool p ON p.id = c.pool_id WHERE c.edition_id = $1
         AND ($2::uuid IS NULL OR (c.position, c.id) > (SELECT position, id FROM category WHERE id = $2))
       ORDER BY c.position, c.id LIMIT $3`,
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

  /** The pools of an edition. */
  async pools(edition: EditionDetails, page: PageRequest = { limit: 200 }): Promise<Page<PoolDetails>> {
    const rows = await this.database.query<PoolDetails>(
      `SELECT id, name, capacity, taken, overhang, version FROM place_pool WHERE edition_id = $1
         AND ($2::uuid IS NULL OR (position, id) > (SELECT position, id FROM place_pool WHERE id = $2))
       ORDER BY position, id LIMIT $3`,
      [edition.id, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async pool(edition: EditionDetails, id: string): Promise<PoolDetails> {
    const found = (await this.pools(edition)).items.find((pool) => pool.id === id);
    if (!found) throw new NotFound('The pool');
    return found;
  }

  /** @throws NotFound */
  async category(edition: EditionDetails, id: string): Promise<CategoryDetails> {
    const found = (await this.categories(edition)).items.find((category) => category.id === id);
    if (!found) throw new NotFound('The category');
    return found;
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
  async byToken(purpose: 'manage' | 'join' | 'ticket' | 'unsubscribe', token: string): Promise<RegistrationDetails> {
    const link = this.tokens.verify(purpose, token);
    if (!link) throw new DeadLink();
    const [row] = await this.database.query<Row>(`${SELECT} WHERE r.id = $1 AND r.link_version = $2`, [
      link.id,
      link.version,
    ]);
    if (!row) throw new DeadLink();
    return toDetails(row);
  }

  /** Where a link belongs that was good once; null for one that never was, or whose registration is gone. */
  async editionOfOldLink(token: string): Promise<string | null> {
    const link = this.tokens.verify('manage', token);
    if (!link) return null;
    const [row] = await this.database.query<{ id: string }>('SELECT edition_id AS id FROM registration WHERE id = $1', [
      link.id,
    ]);
    return row?.id ?? null;
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

export function toDetails({ seriesId: _, ...row }: Row): RegistrationDetails {
  return row;
}
