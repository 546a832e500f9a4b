import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails } from '../editions/index.js';
import { type InvitationKind, type InvitationState, invitationState, REMINDER_PAUSE_MS } from './domain/invitation.js';
import { InvitationUsed } from './domain/registration.errors.js';
import { type RegistrationStatus } from './domain/registration-status.js';
import { type Attendance } from './entities/category.entity.js';
import { type InvitationFilter } from './inputs/invitation.input.js';

export interface InvitationDetails {
  id: string;
  editionId: string;
  kind: InvitationKind;
  category: { id: string; name: LocalisedText; attendance: Attendance };
  email: string;
  name: string | null;
  institution: { slug: string; name: LocalisedText } | null;
  locale: Locale;
  message: string | null;
  state: InvitationState;
  expiresAt: Date | null;
  remindedAt: Date | null;
  answeredAt: Date | null;
  /** Who has registered with it. */
  registration: { id: string; name: string; reference: string } | null;
  /** Of a delegation: how many places its institution has in the category, and how many are taken; null where there is no limit. */
  quota: { capacity: number; taken: number } | null;
  linkVersion: number;
  version: number;
  createdAt: Date;
}

/** A delegate, for the coordinator of the delegation. */
export interface Delegate {
  id: string;
  name: string;
  nativeName: string | null;
  email: string;
  affiliation: string | null;
  status: RegistrationStatus;
  createdAt: Date;
}

const SELECT = `
  SELECT i.id, i.edition_id AS "editionId", i.kind, i.email, i.name, i.locale, i.message, i.state, i.expires_at AS "expiresAt",
    i.reminded_at AS "remindedAt", i.answered_at AS "answeredAt", i.link_version AS "linkVersion", i.version,
    i.created_at AS "createdAt", json_build_object('id', c.id, 'name', c.name, 'attendance', c.attendance) AS category,
    CASE WHEN h.id IS NULL THEN NULL ELSE json_build_object('slug', h.slug, 'name', h.name) END AS institution,
    (SELECT json_build_object('id', r.id, 'name', r.name, 'reference', r.reference) FROM registration r
     WHERE i.kind = 'person' AND r.invitation_id = i.id LIMIT 1) AS registration,
    CASE WHEN i.kind = 'delegation' AND (CASE WHEN q.listed THEN q.capacity ELSE c.quota_default END) IS NOT NULL
      THEN json_build_object('capacity', CASE WHEN q.listed THEN q.capacity ELSE c.quota_default END,
        'taken', coalesce(q.taken, 0)) END AS quota
  FROM invitation i JOIN category c ON c.id = i.category_id LEFT JOIN institution h ON h.id = i.institution_id
    LEFT JOIN category_quota q ON q.category_id = i.category_id AND q.institution_id = i.institution_id`;

/** The state that people see, at the instant $2. */
const STATE = `CASE WHEN i.state = 'open' AND i.expires_at <= $2 THEN 'expired' ELSE i.state END`;

type Row = Omit<InvitationDetails, 'state'> & { state: Exclude<InvitationState, 'expired'> };

/** Reads of invitations, and of what their links open. */
@Injectable()
export class InvitationQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly tokens: LinkTokens,
    private readonly clock: Clock,
  ) {}

  /** An edition's invitations, newest first. @throws NotAllowed */
  async list(actor: Actor, edition: EditionDetails, filter: InvitationFilter): Promise<Page<InvitationDetails>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const rows = await this.database.query<Row>(
      `${SELECT} WHERE i.edition_id = $1 AND ($3::uuid IS NULL OR i.id < $3) AND ($4::text IS NULL OR ${STATE} = $4)
         AND ($5::text IS NULL OR i.kind = $5) AND ($6::uuid IS NULL OR i.category_id = $6)
         AND ($7::text IS NULL OR i.email ILIKE $7 OR i.name ILIKE $7)
       ORDER BY i.id DESC LIMIT $8`,
      [
        edition.id,
        this.clock.now(),
        filter.cursor ?? null,
        filter.state ?? null,
        filter.kind ?? null,
        filter.category ?? null,
        filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null,
        filter.limit + 1,
      ],
    );
    return pageOf(
      rows.map((row) => this.detailsOf(row)),
      filter.limit,
      (last) => last.id,
    );
  }

  /** How many of a kind there are in each state. @throws NotAllowed */
  async counts(
    actor: Actor,
    edition: EditionDetails,
    kind: InvitationKind,
  ): Promise<Partial<Record<InvitationState, number>>> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const rows = await this.database.query<{ state: InvitationState; count: number }>(
      `SELECT ${STATE} AS state, count(*)::int AS count FROM invitation i WHERE i.edition_id = $1 AND i.kind = $3 GROUP BY 1`,
      [edition.id, this.clock.now(), kind],
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.count]));
  }

  /** How many a reminder would go to now. @throws NotAllowed */
  async remindable(actor: Actor, edition: EditionDetails, kind: InvitationKind): Promise<number> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const now = this.clock.now();
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM invitation i
       WHERE i.edition_id = $1 AND ${STATE} = 'open' AND i.kind = $3 AND coalesce(i.reminded_at, i.created_at) <= $4`,
      [edition.id, now, kind, new Date(now.getTime() - REMINDER_PAUSE_MS)],
    );
    return row!.count;
  }

  /** @throws NotFound, NotAllowed */
  async byId(actor: Actor, edition: EditionDetails, id: string): Promise<InvitationDetails> {
    this.accounts.authorize(actor, 'registration.view', edition.scope);
    const [row] = await this.database.query<Row>(`${SELECT} WHERE i.edition_id = $1 AND i.id = $2`, [edition.id, id]);
    if (!row) throw new NotFound('The invitation');
    return this.detailsOf(row);
  }

  /** What the link of an invitation opens. @throws InvitationUsed when it opens nothing (any more) */
  async byToken(kind: InvitationKind, token: string): Promise<InvitationDetails> {
    const link = this.tokens.verify('register', token);
    if (!link) throw new InvitationUsed();
    const [row] = await this.database.query<Row>(`${SELECT} WHERE i.id = $1 AND i.link_version = $2 AND i.kind = $3`, [
      link.id,
      link.version,
      kind,
    ]);
    const invitation = row && this.detailsOf(row);
    if (invitation?.state !== 'open') throw new InvitationUsed();
    return invitation;
  }

  /** Those who were named for a delegation's institution and category by a link, the first one first. The caller holds the link. */
  async delegates({ editionId, category, institution }: InvitationDetails): Promise<Delegate[]> {
    return this.database.query<Delegate>(
      `SELECT r.id, r.name, r.native_name AS "nativeName", r.email, r.affiliation, r.status, r.created_at AS "createdAt"
       FROM registration r JOIN institution h ON h.id = r.institution_id
       WHERE r.edition_id = $1 AND r.category_id = $2 AND h.slug = $3 AND r.source = 'delegation' AND r.erased_at IS NULL
       ORDER BY r.id LIMIT 1000`,
      [editionId, category.id, institution!.slug],
    );
  }

  private detailsOf(row: Row): InvitationDetails {
    return { ...row, state: invitationState(row, this.clock.now()) };
  }
}
