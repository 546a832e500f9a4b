import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale } from '../../kernel/locale.js';
import { sqlStateOf } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { AuditService } from '../audit/index.js';
import { type CategoryPlaces, Places, type PoolPlaces, type QuotaPlaces, type Waiter } from './domain/places.js';
import { type Move, type MoveReason, RegistrationRepeated, RegistrationsMoved } from './domain/registration.events.js';
import { AdmissionBusy } from './domain/registration.errors.js';
import { type RegistrationStatus } from './domain/registration-status.js';
import { type Registration } from './entities/registration.entity.js';

/** Who promotes: nobody in person. */
const WAITING_LIST: Actor = { kind: 'system', name: 'waiting list' };

/** How long a request waits for the lock of an edition's categories before it is told to try again, ms. */
const LOCK_PATIENCE_MS = 3_000;

/** What admission needs to know of an edition. */
export interface EditionAtDesk {
  id: string;
  seriesId: string;
  status: string;
  endsAt: Date | null;
  languages: Locale[];
}

/** A category with what decides who may come. */
export interface CategoryAtDesk extends CategoryPlaces {
  approval: boolean;
  reviewsRequired: number;
  invitationOnly: boolean;
  waitingList: boolean;
  opensAt: Date | null;
  closesAt: Date | null;
}

/** An edition whose counters this transaction holds. */
export interface Desk {
  edition: EditionAtDesk;
  categories: ReadonlyMap<string, CategoryAtDesk>;
  places: Places;
  /** What has been done so far, in order; told when the desk is closed. */
  moves: Move[];
  /** Registrations whose holders have tried to register again. */
  repeated: Set<string>;
}

/** What else changes with a status. */
export interface MoveDetails {
  why: MoveReason;
  note?: string | null;
  categoryId?: string;
  /** To the end of the waiting list of another category. */
  toTheEnd?: boolean;
}

const HOLDS_PLACE: readonly RegistrationStatus[] = ['confirmed', 'offered'];

/**
 * Where places are given and taken. `open` locks the categories of an edition, always all and always in the same order, so all
 * that changes its counters happens one after the other; only then may a row of `registration` be locked. `close` promotes from
 * the waiting list what fits, writes the counters and tells what has happened, once.
 */
@Injectable()
export class AdmissionDesk {
  constructor(
    private readonly events: EventBus,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the edition has gone, AdmissionBusy when others hold the lock for too long */
  async open(tx: Tx, editionId: string): Promise<Desk> {
    const [first, ...rest] = await tx.prepared<LockedRow>(LOCK, [editionId, `${LOCK_PATIENCE_MS}ms`]).catch(sayBusy);
    // Without a category there is nothing to lock.
    const edition = first ?? (await tx.query<LockedRow>(EDITION_ALONE, [editionId]))[0];
    if (!edition) throw new NotFound('The edition');
    const categories = first ? [first, ...rest].map(({ category }) => dated(category)) : [];
    const counters = await tx.prepared<CounterRow>(COUNTERS, [editionId]);
    return {
      edition: {
        id: editionId,
        seriesId: edition.seriesId,
        status: edition.status,
        endsAt: edition.endsAt,
        languages: edition.languages,
      },
      categories: new Map(categories.map((category) => [category.id, category])),
      places: new Places(categories, counters.filter(isPool), counters.filter(isQuota)),
      moves: [],
      repeated: new Set(),
    };
  }

  /**
   * Gives a registration another status, its row being locked by this transaction, and keeps the counters in step. The caller
   * has asked the rules; the constraints of the database stand behind them.
   */
  async move(
    tx: Tx,
    desk: Desk,
    registration: Registration,
    to: RegistrationStatus,
    details: MoveDetails,
  ): Promise<Move> {
    const from = registration.status;
    const now = this.clock.now();
    const target = details.categoryId ?? registration.categoryId;
    leaveOld(desk.places, registration);
    if (HOLDS_PLACE.includes(to)) desk.places.take(target, registration.institutionId);
    if (to === 'waitlisted') desk.places.wait(target);
    registration.categoryId = target;
    registration.status = to;
    registration.statusAt = now;
    registration.statusNote = details.note ?? null;
    // The deadline of an offer stands, wherever it is moved to.
    const until = from === 'offered' ? registration.offerExpiresAt : null;
    registration.offerExpiresAt = to === 'offered' ? (until ?? this.offerUntil(desk, target, now)) : null;
    registration.cancelledAt = to === 'cancelled' ? now : null;
    registration.cancelledFrom = to === 'cancelled' && details.why === 'cancelled' ? from : null;
    if (to === 'confirmed') registration.confirmedAt ??= now;
    registration.version++;
    const [row] = await tx.query<{ sequence: string }>(
      `UPDATE registration SET category_id = $2, status = $3, status_at = $4, status_note = $5, offer_expires_at = $6,
         cancelled_at = $7, cancelled_from = $8, confirmed_at = $9, version = $10,
         sequence = CASE WHEN $11 THEN nextval('registration_sequence') ELSE sequence END
       WHERE id = $1 RETURNING sequence`,
      [
        registration.id,
        target,
        to,
        now,
        registration.statusNote,
        registration.offerExpiresAt,
        registration.cancelledAt,
        registration.cancelledFrom,
        registration.confirmedAt,
        registration.version,
        details.toTheEnd === true,
      ],
    );
    registration.sequence = row!.sequence;
    const move = { registrationId: registration.id, version: registration.version, from, to, why: details.why };
    desk.moves.push(move);
    return move;
  }

  /** Promotes whoever fits now, writes the counters, and publishes every move. */
  async close(tx: Tx, desk: Desk): Promise<void> {
    await this.promote(tx, desk);
    await this.save(tx, desk);
    if (desk.moves.length > 0) await this.events.publish(tx, new RegistrationsMoved(desk.edition.id, desk.moves));
    for (const id of desk.repeated) await this.events.publish(tx, new RegistrationRepeated(id, desk.edition.id));
  }

  /** Locks, promotes and tells: after something else has made room. */
  async settle(tx: Tx, editionId: string): Promise<void> {
    await this.close(tx, await this.open(tx, editionId));
  }

  /** What the time is at the desk. */
  now(): Date {
    return this.clock.now();
  }

  /** The status that somebody who gets a place in the category has: the place itself, or an offer of it. */
  placed(desk: Desk, categoryId: string): 'confirmed' | 'offered' {
    return desk.categories.get(categoryId)!.offerHours === null ? 'confirmed' : 'offered';
  }

  /** Those who would get a place if promotion ran now, first come first, at most `limit` of them. Takes nothing. */
  async eligible(tx: Tx, desk: Desk, limit: number): Promise<Waiter[]> {
    const room = desk.places.withRoom().map(({ id }) => id);
    const waiters = room.length === 0 ? [] : await tx.query<Waiter>(WAITERS, this.waitersOf(desk, room, limit));
    return waiters.filter(({ categoryId, institutionId }) => desk.places.fits(categoryId, institutionId));
  }

  /** Nobody is promoted into an edition that is not on: whoever got a place would not know what for. */
  private isOn({ edition }: Desk): boolean {
    return edition.status === 'published' && edition.endsAt !== null && this.clock.now() < edition.endsAt;
  }

  private async promote(tx: Tx, desk: Desk): Promise<void> {
    while (this.isOn(desk)) {
      const open = desk.places.withRoom();
      if (open.length === 0) return;
      const limit = open.reduce((sum, { room }) => sum + room, 0);
      const waiters = await tx.query<Waiter>(
        WAITERS,
        this.waitersOf(
          desk,
          open.map(({ id }) => id),
          limit,
        ),
      );
      const promoted = desk.places.promote(waiters);
      if (promoted.length === 0) return;
      await this.givePlaces(tx, desk, promoted);
      if (waiters.length < limit) return;
    }
  }

  private waitersOf(desk: Desk, categories: string[], limit: number): unknown[] {
    const full = desk.places.fullQuotas();
    return [
      categories,
      full.map(({ categoryId }) => categoryId),
      full.map(({ institutionId }) => institutionId),
      limit,
    ];
  }

  private async givePlaces(tx: Tx, desk: Desk, promoted: readonly Waiter[]): Promise<void> {
    const now = this.clock.now();
    const statuses = promoted.map(({ categoryId }) => this.placed(desk, categoryId));
    const expiries = promoted.map(({ categoryId }, index) =>
      statuses[index] === 'offered' ? this.offerUntil(desk, categoryId, now) : null,
    );
    const rows = await tx.query<{ id: string; version: number }>(
      `UPDATE registration r SET status = given.status, status_at = $4, status_note = NULL, offer_expires_at = given.expires,
         confirmed_at = CASE given.status WHEN 'confirmed' THEN coalesce(r.confirmed_at, $4) ELSE r.confirmed_at END,
         version = r.version + 1
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS given (id, status, expires)
       WHERE r.id = given.id AND r.status = 'waitlisted' RETURNING r.id, r.version`,
      [promoted.map(({ id }) => id), statuses, expiries, now],
    );
    if (rows.length !== promoted.length) throw new Error('Somebody on the waiting list has moved without the lock.');
    const versions = new Map(rows.map(({ id, version }) => [id, version]));
    promoted.forEach(({ id }, index) => {
      const to = statuses[index]!;
      desk.moves.push({ registrationId: id, version: versions.get(id)!, from: 'waitlisted', to, why: 'promoted' });
    });
    await this.audit.recordAll(
      tx,
      promoted.map(({ id }, index) => ({
        actor: WAITING_LIST,
        action: 'registration.promote',
        object: { kind: 'registration', id },
        editionId: desk.edition.id,
        version: versions.get(id)!,
        before: { status: 'waitlisted' },
        after: { status: statuses[index] },
      })),
    );
  }

  /** The database refuses a counter that would go beyond its capacity: `overhang` can only shrink here. */
  private async save(tx: Tx, { places }: Desk): Promise<void> {
    const { categories, pools, quotas } = places.changes();
    if (pools.length > 0) {
      await tx.query(
        `UPDATE place_pool p SET taken = p.taken + d.taken, overhang = least(p.overhang, greatest(0, p.taken + d.taken - p.capacity))
         FROM unnest($1::uuid[], $2::int[]) AS d (id, taken) WHERE p.id = d.id`,
        [pools.map(({ id }) => id), pools.map(({ taken }) => taken)],
      );
    }
    if (categories.length > 0) {
      await tx.prepared(
        `UPDATE category c SET taken = c.taken + d.taken, waiting = c.waiting + d.waiting,
           overhang = least(c.overhang, greatest(0, c.taken + d.taken - coalesce(c.capacity, c.taken + d.taken)))
         FROM unnest($1::uuid[], $2::int[], $3::int[]) AS d (id, taken, waiting) WHERE c.id = d.id`,
        [categories.map(({ id }) => id), categories.map(({ taken }) => taken), categories.map((one) => one.waiting)],
      );
    }
    if (quotas.length > 0) {
      await tx.query(
        `WITH d AS (
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[]) AS d (category_id, institution_id, capacity, taken)),
         counted AS (
           UPDATE category_quota q SET taken = q.taken + d.taken,
             overhang = least(q.overhang, greatest(0, q.taken + d.taken - coalesce(q.capacity, q.taken + d.taken)))
           FROM d WHERE q.category_id = d.category_id AND q.institution_id = d.institution_id
           RETURNING q.category_id, q.institution_id)
         INSERT INTO category_quota (id, category_id, institution_id, capacity, listed, taken)
         SELECT new_id(), category_id, institution_id, capacity, false, taken
         FROM d WHERE (category_id, institution_id) NOT IN (SELECT category_id, institution_id FROM counted)`,
        [
          quotas.map(({ categoryId }) => categoryId),
          quotas.map(({ institutionId }) => institutionId),
          quotas.map(({ capacity }) => capacity),
          quotas.map(({ taken }) => taken),
        ],
      );
    }
  }

  private offerUntil({ categories, edition }: Desk, categoryId: string, now: Date): Date {
    const until = new Date(now.getTime() + (categories.get(categoryId)!.offerHours ?? 0) * 3_600_000);
    return edition.endsAt !== null && edition.endsAt > now && edition.endsAt < until ? edition.endsAt : until;
  }
}

/** SQLSTATE lock_not_available: others have held the lock for longer than our patience. */
const LOCK_NOT_AVAILABLE = '55P03';

/** @throws AdmissionBusy for it, and whatever else it is */
function sayBusy(error: unknown): never {
  throw sqlStateOf(error) === LOCK_NOT_AVAILABLE ? new AdmissionBusy() : error;
}

/** Gives back what the registration has: a place, or its place in line. */
function leaveOld(places: Places, { status, categoryId, institutionId }: Registration): void {
  if (HOLDS_PLACE.includes(status)) places.free(categoryId, institutionId);
  if (status === 'waitlisted') places.leave(categoryId);
}

interface LockedRow extends Omit<EditionAtDesk, 'id'> {
  category: CategoryAtDesk;
}

type CounterRow = (PoolPlaces & { kind: 'pool' }) | (QuotaPlaces & { kind: 'quota' });

const isPool = (row: CounterRow): row is PoolPlaces & { kind: 'pool' } => row.kind === 'pool';
const isQuota = (row: CounterRow): row is QuotaPlaces & { kind: 'quota' } => row.kind === 'quota';

/** Instants inside of JSON come as text. */
function dated(category: CategoryAtDesk): CategoryAtDesk {
  const instant = (value: Date | null) => (value === null ? null : new Date(value));
  return { ...category, opensAt: instant(category.opensAt), closesAt: instant(category.closesAt) };
}

/**
 * The edition keeps from being cancelled or removed meanwhile; the categories are locked in the order of their ids. The
 * patience holds for this transaction: somebody who holds the lock for long must not make everybody else wait without an answer.
 * So does the other setting: plans that are kept may have been made while there was hardly a row, when to read the whole table was
 * cheapest, and must not be kept into a burst.
 */
const LOCK = `
  SELECT e.series_id AS "seriesId", e.status, e.ends_at AS "endsAt", e.languages,
    set_config('lock_timeout', $2, true) AS patience, set_config('enable_seqscan', 'off', true) AS plans,
    json_build_object('id', c.id, 'poolId', c.pool_id, 'capacity', c.capacity, 'taken', c.taken, 'waiting', c.waiting,
      'quotaDefault', c.quota_default, 'offerHours', c.offer_hours, 'approval', c.approval,
      'reviewsRequired', c.reviews_required, 'invitationOnly', c.invitation_only, 'waitingList', c.waiting_list,
      'opensAt', c.opens_at, 'closesAt', c.closes_at) AS category
  FROM edition e JOIN category c ON c.edition_id = e.id WHERE e.id = $1 ORDER BY c.id
  FOR KEY SHARE OF e FOR NO KEY UPDATE OF c`;

const EDITION_ALONE = `
  SELECT series_id AS "seriesId", status, ends_at AS "endsAt", languages FROM edition WHERE id = $1 FOR KEY SHARE`;

/** Read after the lock was had, and so as they are now; nobody changes them without that lock. */
const COUNTERS = `
  SELECT 'pool' AS kind, id, NULL::uuid AS "categoryId", NULL::uuid AS "institutionId", capacity, taken
  FROM place_pool WHERE edition_id = $1
  UNION ALL
  SELECT 'quota', NULL, q.category_id, q.institution_id, q.capacity, q.taken
  FROM category_quota q JOIN category c ON c.id = q.category_id WHERE c.edition_id = $1`;

/**
 * First come, first. Those whose institution has all its places do not stand in the way of others; neither does whoever is of no
 * institution, or of one that no quota names, where others than the named ones have no places at all.
 */
const WAITERS = `
  SELECT r.id, r.category_id AS "categoryId", r.institution_id AS "institutionId"
  FROM registration r
  WHERE r.category_id = ANY ($1::uuid[]) AND r.status = 'waitlisted'
    AND NOT EXISTS (SELECT 1 FROM unnest($2::uuid[], $3::uuid[]) AS f (category_id, institution_id)
      WHERE f.category_id = r.category_id AND f.institution_id = r.institution_id)
    AND NOT EXISTS (SELECT 1 FROM category c WHERE c.id = r.category_id AND c.quota_default = 0
      AND NOT EXISTS (SELECT 1 FROM category_quota q WHERE q.category_id = c.id AND q.institution_id = r.institution_id))
  ORDER BY r.sequence LIMIT $4`;
