import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/domain-error.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page, type PageRequest, pageOf } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';

export interface InstitutionDetails {
  id: string;
  slug: string;
  name: LocalisedText;
  city: string;
  country: string;
  timeZone: string;
  website: string | null;
  parent: string | null;
  aliases: string[];
  version: number;
}

/** A name that an institution had. */
export interface FormerName {
  id: string;
  name: LocalisedText;
  /** The last year in which it had this name. */
  until: number;
  version: number;
}

const SELECT = `SELECT i.id, i.slug, i.name, i.city, i.country, i.time_zone AS "timeZone", i.website, i.parent, i.aliases,
  i.version FROM institution i`;
const SELECT_NAME = 'SELECT id, name, until, version FROM institution_name';

/** Reads of institutions, for pages and API. They are public. */
@Injectable()
export class InstitutionQueries {
  constructor(private readonly database: Database) {}

  /**
   * The institution of this slug, or the one into which it was merged: then its slug is another one, and that is where to
   * send people.
   * @throws NotFound
   */
  async find(slug: string): Promise<InstitutionDetails> {
    const [row] = await this.database.query<InstitutionDetails>(
      `${SELECT} WHERE i.slug = $1
       UNION ALL ${SELECT} JOIN institution_redirect r ON r.institution_id = i.id WHERE r.slug = $1`,
      [slug],
    );
    if (!row) throw new NotFound('The institution');
    return row;
  }

  /** All of them, for an index and for choices. There are hundreds, not thousands. */
  async all(): Promise<InstitutionDetails[]> {
    return this.database.query<InstitutionDetails>(`${SELECT} ORDER BY i.id LIMIT 5000`);
  }

  /** Those in whose present or former names, aliases, city or slug these words stand, oldest record first. */
  async search(words: string | undefined, page: PageRequest): Promise<Page<InstitutionDetails>> {
    const rows = await this.database.query<InstitutionDetails>(
      `${SELECT} WHERE ($1::uuid IS NULL OR i.id > $1)
         AND ($2::text IS NULL OR i.slug ILIKE $2 OR i.city ILIKE $2
           OR EXISTS (SELECT 1 FROM jsonb_each_text(i.name) WHERE value ILIKE $2)
           OR EXISTS (SELECT 1 FROM unnest(i.aliases) AS alias WHERE alias ILIKE $2)
           OR EXISTS (SELECT 1 FROM institution_name former, jsonb_each_text(former.name)
             WHERE former.institution_id = i.id AND value ILIKE $2))
       ORDER BY i.id LIMIT $3`,
      [page.cursor ?? null, words ? `%${words.replace(/[\\%_]/g, '\\$&')}%` : null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** What some are called today, by slug. */
  async namesOf(slugs: readonly string[]): Promise<Map<string, LocalisedText>> {
    const rows = await this.database.query<{ slug: string; name: LocalisedText }>(
      'SELECT slug, name FROM institution WHERE slug = ANY($1)',
      [slugs],
    );
    return new Map(rows.map(({ slug, name }) => [slug, name]));
  }

  /** The former names, the last one first. */
  async names(institutionId: string, page: PageRequest): Promise<Page<FormerName>> {
    const rows = await this.database.query<FormerName>(
      `${SELECT_NAME} WHERE institution_id = $1
         AND ($2::uuid IS NULL OR until < (SELECT until FROM institution_name WHERE id = $2))
       ORDER BY until DESC LIMIT $3`,
      [institutionId, page.cursor ?? null, page.limit + 1],
    );
    return pageOf(rows, page.limit, (last) => last.id);
  }

  /** @throws NotFound */
  async name(institutionId: string, id: string): Promise<FormerName> {
    const [row] = await this.database.query<FormerName>(`${SELECT_NAME} WHERE institution_id = $1 AND id = $2`, [
      institutionId,
      id,
    ]);
    if (!row) throw new NotFound('The name');
    return row;
  }
}
