import { Injectable } from '@nestjs/common';
import { type Actor, PLATFORM } from '../../kernel/actor.js';
import { Database } from '../../platform/database/database.js';
import { AccountsService } from '../accounts/index.js';
import {
  type EditionDetails,
  type EditionRow,
  SELECT_EDITION,
  type SeriesBrief,
  toDetails,
} from './editions.queries.js';
import { type MemberRole } from './entities/series-member.entity.js';

/** An institution's place in a series, seen from the institution. */
export interface Membership {
  id: string;
  series: SeriesBrief;
  role: MemberRole;
  founding: boolean;
  since: number | null;
  until: number | null;
}

/** What series and editions know of an institution. */
@Injectable()
export class InstitutionHistory {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
  ) {}

  /** Public. By series, the first year first. */
  async memberships(institutionId: string): Promise<Membership[]> {
    return this.database.query<Membership>(
      `SELECT m.id, m.role, m.founding, m.since, m.until,
         json_build_object('id', s.id, 'slug', s.slug, 'kind', s.kind, 'name', s.name, 'shortName', s.short_name) AS series
       FROM series_member m JOIN series s ON s.id = m.series_id
       WHERE m.institution_id = $1 ORDER BY s.id, m.since NULLS FIRST, m.role LIMIT 500`,
      [institutionId],
    );
  }

  /** The editions in which it has any part, newest first. Public: a draft is never among them. */
  async editions(institutionId: string): Promise<EditionDetails[]> {
    const rows = await this.database.query<EditionRow>(
      `${SELECT_EDITION} WHERE e.status <> 'draft'
         AND e.id IN (SELECT edition_id FROM edition_institution WHERE institution_id = $1)
       ORDER BY e.year DESC, e.id DESC LIMIT 500`,
      [institutionId],
    );
    return rows.map(toDetails);
  }

  /** How much would move if it were merged into another one; drafts count too. @throws NotAllowed */
  async counts(actor: Actor, institutionId: string): Promise<{ memberships: number; editions: number }> {
    this.accounts.authorize(actor, 'institution.edit', PLATFORM);
    const [row] = await this.database.query<{ memberships: number; editions: number }>(
      `SELECT (SELECT count(*)::int FROM series_member WHERE institution_id = $1) AS memberships,
         (SELECT count(DISTINCT edition_id)::int FROM edition_institution WHERE institution_id = $1) AS editions`,
      [institutionId],
    );
    return row!;
  }
}
