import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { normaliseEmail } from '../../kernel/email-address.js';
import { type Locale } from '../../kernel/locale.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { newIds } from '../../platform/ids.js';
import { InstitutionQueries, InstitutionsService } from '../institutions/index.js';
import { NoQuota } from './domain/invitation.errors.js';
import {
  fatesOf,
  type Invitee,
  type InvitationKind,
  type KnownAddresses,
  type ListedPerson,
  type RowFate,
} from './domain/invitation.js';
import { checkRow, institutionNames } from './invitation-rows.js';

/** What all invitations that are made together have. */
export interface InvitationTerms {
  editionId: string;
  categoryId: string;
  kind: InvitationKind;
  message: string | null;
  expiresAt: Date | null;
}

const CATEGORY = 'SELECT 1 FROM category WHERE id = $1 AND edition_id = $2';

/** A row of a list with what becomes of it. */
export interface CheckedPerson extends ListedPerson {
  outcome: RowFate;
}

/** Whether people can be invited, and the rows that say that they are. */
@Injectable()
export class InvitedPeople {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly institutions: InstitutionsService,
    private readonly institutionQueries: InstitutionQueries,
  ) {}

  /** @throws InvalidInput for an unknown institution */
  async invitee(input: {
    email: string;
    name?: string | null;
    institution?: string | null;
    locale: Locale;
  }): Promise<Invitee> {
    const { email, name, institution, locale } = input;
    const ids = institution ? await this.institutions.idsOf([institution], 'institution') : null;
    const institutionId = ids?.get(institution!) ?? null;
    return { email, emailKey: normaliseEmail(email), name: name ?? null, institutionId, locale };
  }

  /**
   * What becomes of each row, as far as one can say now. `otherwise` is the language of those who name none.
   * @throws InvalidInput when there is no such category in the edition
   */
  async fates(terms: InvitationTerms, people: readonly ListedPerson[], otherwise: Locale): Promise<CheckedPerson[]> {
    const { categoryId, editionId } = terms;
    const category = await this.database.query(CATEGORY, [categoryId, editionId]);
    if (category.length === 0) throw unknownCategory();
    const institutions = institutionNames(await this.institutionQueries.all());
    const rows = people.map((person) => ({ ...person, checked: checkRow(person, institutions, otherwise) }));
    const keys = rows.flatMap(({ checked }) => ('code' in checked ? [] : [checked.emailKey]));
    const fates = fatesOf(rows, await this.known(terms, keys));
    return fates.map(({ checked: _, ...row }) => row);
  }

  /** Which of these addresses need no invitation. */
  async known({ editionId, categoryId, kind }: InvitationTerms, emailKeys: readonly string[]): Promise<KnownAddresses> {
    const rows = await this.database.query<{ key: string; registered: boolean }>(
      `SELECT email_key AS key, true AS registered FROM registration
       WHERE edition_id = $1 AND email_key = ANY ($4) AND status <> 'cancelled'
       UNION ALL
       SELECT email_key, false FROM invitation
       WHERE edition_id = $1 AND category_id = $2 AND kind = $3 AND email_key = ANY ($4) AND state = 'open'
         AND (expires_at IS NULL OR expires_at > $5)`,
      [editionId, categoryId, kind, emailKeys, this.clock.now()],
    );
    return {
      invited: new Set(rows.filter(({ registered }) => !registered).map(({ key }) => key)),
      registered: new Set(rows.filter(({ registered }) => registered).map(({ key }) => key)),
    };
  }

  /**
   * Writes invitations, and withdraws those of the same people whose time is over. Whom somebody else has invited in this moment
   * is left out. @returns the new ones @throws InvalidInput when there is no such category in the edition
   */
  async save(tx: Tx, terms: InvitationTerms, people: readonly Invitee[]): Promise<{ id: string; emailKey: string }[]> {
    const { editionId, categoryId, kind, message, expiresAt } = terms;
    const now = this.clock.now();
    const category = await tx.query(`${CATEGORY} FOR KEY SHARE`, [categoryId, editionId]);
    if (category.length === 0) throw unknownCategory();
    await tx.query(
      `UPDATE invitation SET state = 'withdrawn', version = version + 1
       WHERE edition_id = $1 AND category_id = $2 AND kind = $3 AND email_key = ANY ($4) AND state = 'open' AND expires_at <= $5`,
      [editionId, categoryId, kind, people.map(({ emailKey }) => emailKey), now],
    );
    return tx.query<{ id: string; emailKey: string }>(
      `INSERT INTO invitation (id, edition_id, category_id, kind, email, email_key, name, institution_id, locale, message, state,
         expires_at, created_at)
       SELECT id, $1, $2, $3, email, email_key, name, institution_id, locale, $4, 'open', $5, $6
       FROM unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::uuid[], $12::text[])
         AS person (id, email, email_key, name, institution_id, locale)
       ON CONFLICT (edition_id, category_id, kind, email_key) WHERE state = 'open' DO NOTHING
       RETURNING id, email_key AS "emailKey"`,
      [
        editionId,
        categoryId,
        kind,
        message,
        expiresAt,
        now,
        newIds(people.length),
        people.map(({ email }) => email),
        people.map(({ emailKey }) => emailKey),
        people.map(({ name }) => name),
        people.map(({ institutionId }) => institutionId),
        people.map(({ locale }) => locale),
      ],
    );
  }

  /** Whether the institution has places of its own in the category. @throws NoQuota */
  async expectQuota(tx: Tx, categoryId: string, institutionId: string): Promise<void> {
    const [row] = await tx.query<{ capacity: number | null }>(
      `SELECT CASE WHEN q.listed THEN q.capacity ELSE c.quota_default END AS capacity
       FROM category c LEFT JOIN category_quota q ON q.category_id = c.id AND q.institution_id = $2 WHERE c.id = $1`,
      [categoryId, institutionId],
    );
    if (!row?.capacity) throw new NoQuota();
  }
}

const unknownCategory = (): InvalidInput =>
  InvalidInput.at('category', 'unknown-category', 'There is no such category in this edition.');
