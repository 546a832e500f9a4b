import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, type Scope } from '../../kernel/actor.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails, scopeOfEdition } from '../editions/index.js';
import { readScanned, type ScanKind, type ScanOutcome, type ScanReason, TWO_DEVICES } from './domain/check-in.js';
import { type RegistrationStatus } from './domain/registration-status.js';
import { type Attendance } from './entities/category.entity.js';
import { type DeviceListRequest } from './inputs/check-in.input.js';

/** A check-in: when, by whom (null: the account is gone) and what the device calls itself. */
export interface CheckInMark {
  at: Date;
  by: string | null;
  device: string;
}

/** Somebody at the door. */
export interface CheckInPerson {
  id: string;
  reference: string;
  name: string;
  nativeName: string | null;
  category: { id: string; name: LocalisedText };
  institution: LocalisedText | null;
  affiliation: string | null;
  status: RegistrationStatus;
  /** Null: not in. */
  checkedIn: CheckInMark | null;
  /** Where else the same badge was let in. Not empty: somebody should look into it. */
  alsoOn: CheckInMark[];
}

/** What became of a scan. */
export interface ScanAnswer {
  nonce: string;
  kind: ScanKind;
  outcome: ScanOutcome;
  reason: ScanReason | null;
  twoDevices: boolean;
  /** When it was made, by our clock. */
  at: Date;
  by: string | null;
  device: string;
  /** Null: nobody in this edition. */
  person: CheckInPerson | null;
}

/** A registration as a device keeps it. */
export interface DeviceEntry {
  id: string;
  reference: string;
  name: string;
  nativeName: string | null;
  category: string;
  institution: string | null;
  affiliation: string | null;
  status: RegistrationStatus;
  checkedIn: CheckInMark | null;
  alsoOn: CheckInMark[];
  /** SHA-256 of the ticket, its first 16 bytes in base64url: it recognises a ticket and cannot be turned back into one. */
  ticket: string;
}

export interface DeviceList extends Page<DeviceEntry> {
  /** Ask for what has changed `since` then. */
  asOf: Date;
  /** The names of the institutions in the entries, by slug. */
  institutions: Record<string, LocalisedText>;
}

export interface CheckInCount {
  /** Confirmed. */
  expected: number;
  checkedIn: number;
}

export interface CheckInCounters extends CheckInCount {
  categories: (CheckInCount & { id: string; name: LocalisedText; attendance: Attendance })[];
}

/** The check-in of a registration that is in, as JSON. */
const CHECKED_IN = `
  CASE WHEN r.checked_in_at IS NOT NULL THEN (
    SELECT json_build_object('at', r.checked_in_at, 'by', a.name, 'device', s.device)
    FROM check_in_scan s LEFT JOIN account a ON a.id = r.checked_in_by
    WHERE s.registration_id = r.id AND s.outcome = 'checked_in' AND s.scanned_at = r.checked_in_at LIMIT 1) END`;

const ALSO_ON = `
  CASE WHEN r.checked_in_at IS NULL THEN '[]'::json ELSE coalesce((
    SELECT json_agg(json_build_object('at', s.scanned_at, 'by', a.name, 'device', s.device) ORDER BY s.scanned_at)
    FROM check_in_scan s LEFT JOIN account a ON a.id = s.account_id
    WHERE s.registration_id = r.id AND s.reason = '${TWO_DEVICES}' AND s.scanned_at >= r.checked_in_at), '[]') END`;

const PERSON = `
  json_build_object('id', r.id, 'reference', r.reference, 'name', r.name, 'nativeName', r.native_name,
    'category', json_build_object('id', c.id, 'name', c.name), 'institution', i.name, 'affiliation', r.affiliation,
    'status', r.status, 'checkedIn', ${CHECKED_IN}, 'alsoOn', ${ALSO_ON})`;

const JOINED = `JOIN category c ON c.id = r.category_id LEFT JOIN institution i ON i.id = r.institution_id`;

const SCAN = `
  SELECT s.nonce, s.kind, s.outcome, s.reason, s.scanned_at AS at, s.device, b.name AS by,
    CASE WHEN r.id IS NOT NULL THEN ${PERSON} END AS person
  FROM check_in_scan s LEFT JOIN account b ON b.id = s.account_id
    LEFT JOIN registration r ON r.id = s.registration_id
    LEFT JOIN category c ON c.id = r.category_id LEFT JOIN institution i ON i.id = r.institution_id`;

type ScanRow = Omit<ScanAnswer, 'twoDevices' | 'reason'> & { reason: string | null };

/** How far back a list of changes looks beyond what was asked: longer than any transaction lasts. */
const OVERLAP_MS = 60_000;

/** Reads for the door. */
@Injectable()
export class CheckInQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly tokens: LinkTokens,
  ) {}

  /** What became of the scans, in the order of their nonces; asked by whoever may have sent them. */
  async answers(editionId: string, nonces: readonly string[]): Promise<ScanAnswer[]> {
    const rows = await this.database.query<ScanRow>(`${SCAN} WHERE s.edition_id = $1 AND s.nonce = ANY ($2::text[])`, [
      editionId,
      nonces,
    ]);
    const byNonce = new Map(rows.map((row) => [row.nonce, toAnswer(row)]));
    return nonces.map((nonce) => byNonce.get(nonce)!);
  }

  /** One scan of the edition; null when there is none with the nonce. @throws NotAllowed */
  async answer(actor: Actor, edition: EditionDetails, nonce: string): Promise<ScanAnswer | null> {
    this.authorize(actor, edition);
    const [row] = await this.database.query<ScanRow>(`${SCAN} WHERE s.edition_id = $1 AND s.nonce = $2`, [
      edition.id,
      nonce,
    ]);
    return row ? toAnswer(row) : null;
  }

  /** The last scans of the edition, newest first. @throws NotAllowed */
  async recent(actor: Actor, edition: EditionDetails, limit: number): Promise<ScanAnswer[]> {
    this.authorize(actor, edition);
    const rows = await this.database.query<ScanRow>(
      `${SCAN} WHERE s.edition_id = $1 ORDER BY s.received_at DESC, s.id DESC LIMIT $2`,
      [edition.id, limit],
    );
    return rows.map(toAnswer);
  }

  /** The people whose badge was let in on two devices, the newest first. @throws NotAllowed */
  async flagged(actor: Actor, edition: EditionDetails, limit: number): Promise<CheckInPerson[]> {
    this.authorize(actor, edition);
    const rows = await this.database.query<{ person: CheckInPerson }>(
      `SELECT ${PERSON} AS person FROM registration r ${JOINED}
       WHERE r.edition_id = $1 AND r.checked_in_at IS NOT NULL AND r.id IN (
         SELECT s.registration_id FROM check_in_scan s
         WHERE s.edition_id = $1 AND s.reason = '${TWO_DEVICES}' AND s.scanned_at >= r.checked_in_at)
       ORDER BY r.checked_in_at DESC, r.id LIMIT $2`,
      [edition.id, limit],
    );
    return rows.map(({ person }) => revived(person));
  }

  /**
   * Whoever has this ticket or reference; else by a part of the name, the e-mail address or the reference, the nearest first.
   * @throws NotAllowed
   */
  async find(actor: Actor, edition: EditionDetails, text: string, limit: number): Promise<CheckInPerson[]> {
    this.authorize(actor, edition);
    const { ticket, reference } = readScanned(text);
    const link = ticket === undefined ? null : this.tokens.verify('ticket', ticket);
    const rows = await this.database.query<{ person: CheckInPerson; exact: boolean }>(
      `SELECT ${PERSON} AS person, coalesce(r.reference = $2 OR r.id = $3, false) AS exact FROM registration r ${JOINED}
       WHERE r.edition_id = $1 AND (r.reference = $2 OR (r.id = $3 AND r.link_version = $4)
         OR ($5::text IS NOT NULL AND (r.name ILIKE $5 OR r.native_name ILIKE $5 OR r.email ILIKE $5 OR r.reference ILIKE $5)))
       ORDER BY exact DESC, r.status <> 'confirmed', lower(r.name), r.id LIMIT $6`,
      [
        edition.id,
        reference ?? null,
        link?.id ?? null,
        link?.version ?? null,
        ticket === undefined && text.trim() ? `%${text.trim().replace(/[\\%_]/g, '\\$&')}%` : null,
        limit,
      ],
    );
    const exact = rows.filter((row) => row.exact);
    return (exact.length > 0 ? exact : rows).map(({ person }) => revived(person));
  }

  /**
   * What a device keeps in order to work without a connection: everybody, in lots, or those who have changed since a time. The same
   * person may come twice; the later entry counts.
   * @throws NotAllowed
   */
  async deviceList(actor: Actor, edition: EditionDetails, request: DeviceListRequest): Promise<DeviceList> {
    this.authorize(actor, edition);
    const { since, cursor, limit } = request;
    const from = since ? new Date(since.getTime() - OVERLAP_MS) : null;
    // By the trail, which every change of a registration is written to; its ids begin with the time.
    const rows = await this.database.query<EntryRow>(
      `SELECT now() AS "asOf", r.id, r.reference, r.name, r.native_name AS "nativeName", r.category_id AS category,
         i.slug AS institution, i.name AS "institutionName", r.affiliation, r.status, r.link_version AS "linkVersion",
         ${CHECKED_IN} AS "checkedIn", ${ALSO_ON} AS "alsoOn"
       FROM registration r LEFT JOIN institution i ON i.id = r.institution_id
       WHERE r.edition_id = $1 AND ($2::uuid IS NULL OR r.id > $2) AND ($3::timestamptz IS NULL OR r.id IN (
         SELECT object_id::uuid FROM audit_entry WHERE edition_id = $1 AND id >= $4 AND object_kind = 'registration'
         UNION ALL
         SELECT registration_id FROM check_in_scan WHERE edition_id = $1 AND received_at >= $3))
       ORDER BY r.id LIMIT $5`,
      [edition.id, cursor ?? null, from, from && firstIdAt(from), limit + 1],
    );
    const asOf = rows[0]?.asOf ?? (await this.database.query<{ now: Date }>('SELECT now() AS now'))[0]!.now;
    const page = pageOf(rows, limit, (last) => last.id);
    const names = page.items.flatMap(({ institution, institutionName }): [string, LocalisedText][] =>
      institution !== null && institutionName !== null ? [[institution, institutionName]] : [],
    );
    return {
      asOf,
      institutions: Object.fromEntries(names),
      items: page.items.map((row) => this.toEntry(row)),
      next: page.next,
    };
  }

  /** How many have come of those who are confirmed, over all and in each category. @throws NotAllowed */
  async counters(actor: Actor, edition: EditionDetails): Promise<CheckInCounters> {
    this.authorize(actor, edition);
    const categories = await this.database.query<CheckInCounters['categories'][number]>(
      `SELECT c.id, c.name, c.attendance, coalesce(n.expected, 0) AS expected, coalesce(n.came, 0) AS "checkedIn"
       FROM category c LEFT JOIN (
         SELECT category_id, count(*)::int AS expected, count(checked_in_at)::int AS came
         FROM registration WHERE edition_id = $1 AND status = 'confirmed' GROUP BY category_id) n ON n.category_id = c.id
       WHERE c.edition_id = $1 ORDER BY c.position, c.id`,
      [edition.id],
    );
    const sum = (of: (count: CheckInCount) => number) => categories.reduce((total, one) => total + of(one), 0);
    return { expected: sum(({ expected }) => expected), checkedIn: sum(({ checkedIn }) => checkedIn), categories };
  }

  /** Where a registration belongs, for those who are about to be asked whether they may; null when there is none. */
  async placeOf(registrationId: string): Promise<{ editionId: string; scope: Scope } | null> {
    const [row] = await this.database.query<{ editionId: string; seriesId: string }>(
      `SELECT e.id AS "editionId", e.series_id AS "seriesId" FROM registration r JOIN edition e ON e.id = r.edition_id
       WHERE r.id = $1`,
      [registrationId],
    );
    return row ? { editionId: row.editionId, scope: scopeOfEdition(row.seriesId, row.editionId) } : null;
  }

  private authorize(actor: Actor, edition: EditionDetails): void {
    this.accounts.authorize(actor, 'registration.check-in', edition.scope);
  }

  private toEntry({ institutionName: _, linkVersion, asOf: __, ...row }: EntryRow): DeviceEntry {
    const ticket = ticketPrint(this.tokens.sign('ticket', row.id, linkVersion));
    return { ...row, ...marksOf(row), ticket };
  }
}

type EntryRow = Omit<DeviceEntry, 'ticket'> & {
  asOf: Date;
  linkVersion: number;
  institutionName: LocalisedText | null;
};

/** How a device knows a ticket again. */
export function ticketPrint(ticket: string): string {
  return createHash('sha256').update(ticket).digest().subarray(0, 16).toString('base64url');
}

function toAnswer({ reason, ...row }: ScanRow): ScanAnswer {
  const person = row.person && revived(row.person);
  const isHolding = person?.checkedIn?.at.getTime() === row.at.getTime() && row.outcome === 'checked_in';
  return {
    ...row,
    person,
    reason: reason === TWO_DEVICES ? null : (reason as ScanReason | null),
    twoDevices: reason === TWO_DEVICES || (isHolding && person.alsoOn.length > 0),
  };
}

/** JSON has no instants. */
function revived(person: CheckInPerson): CheckInPerson {
  return { ...person, ...marksOf(person) };
}

function marksOf({ checkedIn, alsoOn }: Pick<CheckInPerson, 'checkedIn' | 'alsoOn'>) {
  const mark = (one: CheckInMark): CheckInMark => ({ ...one, at: new Date(one.at) });
  return { checkedIn: checkedIn && mark(checkedIn), alsoOn: alsoOn.map(mark) };
}

/** The least UUIDv7 of an instant. */
function firstIdAt(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
