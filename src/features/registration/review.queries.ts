import { Injectable } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import { type EditionDetails } from '../editions/index.js';

/** What one reviewer has said about an application. */
export interface Review {
  registrationId: string;
  reviewer: { id: string; name: string };
  verdict: 'approve' | 'decline';
  /** For the other reviewers. */
  note: string | null;
  reviewedAt: Date;
}

/** What waits for somebody to decide in one category. */
export interface OpenDecisions {
  /** Applications that nobody has decided about yet, or not enough reviewers. */
  pending: number;
  /** Offers that nobody has accepted yet. */
  offered: number;
}

/** A file that came with an application. */
export interface ApplicationFile {
  id: string;
  registrationId: string;
  question: string;
  name: string;
}

/** A place that is held for somebody until the deadline. */
export interface OpenOffer {
  id: string;
  name: string;
  reference: string;
  categoryId: string;
  expiresAt: Date;
}

/** No more offers than this are shown on one page. */
const MOST_OFFERS = 100;

/** Reads for those who decide about applications. */
@Injectable()
export class ReviewQueries {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
  ) {}

  /** The reviews of some of an edition's registrations, by registration, the first one first. @throws NotAllowed */
  async of(actor: Actor, edition: EditionDetails, registrationIds: readonly string[]): Promise<Map<string, Review[]>> {
    this.accounts.authorize(actor, 'registration.decide', edition.scope);
    const rows = await this.database.query<Review>(
      `SELECT v.registration_id AS "registrationId", v.verdict, v.note, v.reviewed_at AS "reviewedAt",
         json_build_object('id', a.id, 'name', a.name) AS reviewer
       FROM registration_review v JOIN registration r ON r.id = v.registration_id JOIN account a ON a.id = v.account_id
       WHERE r.edition_id = $1 AND v.registration_id = ANY ($2) ORDER BY v.reviewed_at, v.id`,
      [edition.id, registrationIds],
    );
    const reviews = new Map<string, Review[]>();
    for (const row of rows) reviews.set(row.registrationId, [...(reviews.get(row.registrationId) ?? []), row]);
    return reviews;
  }

  /** How much there is to decide, by category. @throws NotAllowed */
  async open(actor: Actor, edition: EditionDetails): Promise<Map<string, OpenDecisions>> {
    this.accounts.authorize(actor, 'registration.decide', edition.scope);
    const rows = await this.database.query<OpenDecisions & { id: string }>(
      `SELECT category_id AS id, count(*) FILTER (WHERE status = 'pending')::int AS pending,
         count(*) FILTER (WHERE status = 'offered')::int AS offered
       FROM registration WHERE edition_id = $1 AND status IN ('pending', 'offered') GROUP BY category_id`,
      [edition.id],
    );
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  }

  /** The files that came with some applications. @throws NotAllowed */
  async files(actor: Actor, edition: EditionDetails, registrationIds: readonly string[]): Promise<ApplicationFile[]> {
    this.accounts.authorize(actor, 'registration.decide', edition.scope);
    return this.database.query<ApplicationFile>(
      `SELECT id, registration_id AS "registrationId", question_id AS question, name FROM answer_file
       WHERE edition_id = $1 AND registration_id = ANY ($2) ORDER BY id`,
      [edition.id, registrationIds],
    );
  }

  /** Offers that nobody has accepted yet, in the order in which they lapse. @throws NotAllowed */
  async offers(actor: Actor, edition: EditionDetails): Promise<OpenOffer[]> {
    this.accounts.authorize(actor, 'registration.decide', edition.scope);
    return this.database.query<OpenOffer>(
      `SELECT id, name, reference, category_id AS "categoryId", offer_expires_at AS "expiresAt" FROM registration
       WHERE edition_id = $1 AND status = 'offered' ORDER BY offer_expires_at, id LIMIT ${MOST_OFFERS}`,
      [edition.id],
    );
  }
}
