import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/domain-error.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { type EditionDetails } from '../editions/index.js';
import { type ReleaseChanges } from './domain/release-changes.js';
import { type ReleasedProgramme } from './domain/released-programme.js';

/** A release without what it froze. */
export interface ReleaseDetails {
  id: string;
  version: number;
  comment: string;
  releasedAt: Date;
  changes: ReleaseChanges;
}

export type ReleasedProgrammeDetails = Omit<ReleaseDetails, 'changes'> & { content: ReleasedProgramme };

/** Reads of what has been released. Whoever may see the edition may see it: nobody else gets an `EditionDetails`. */
@Injectable()
export class ReleaseQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(edition: EditionDetails, { cursor, limit }: PageRequest): Promise<Page<ReleaseDetails>> {
    const rows = await this.database.query<ReleaseDetails>(
      `SELECT id, version, comment, released_at AS "releasedAt", changes FROM programme_release WHERE edition_id = $1
         AND ($2::uuid IS NULL OR version < (SELECT version FROM programme_release WHERE id = $2 AND edition_id = $1))
       ORDER BY version DESC LIMIT $3`,
      [edition.id, cursor ?? null, limit + 1],
    );
    return pageOf(rows, limit, (last) => last.id);
  }

  /** @throws NotFound */
  async byVersion(edition: EditionDetails, version: number): Promise<ReleaseDetails> {
    const [row] = await this.database.query<ReleaseDetails>(
      `SELECT id, version, comment, released_at AS "releasedAt", changes FROM programme_release
       WHERE edition_id = $1 AND version = $2`,
      [edition.id, version],
    );
    if (!row) throw new NotFound('The release');
    return row;
  }

  /** One release in full, or the newest. @throws NotFound, also when nothing has been released yet */
  async programme(edition: EditionDetails, version?: number): Promise<ReleasedProgrammeDetails> {
    const [row] = await this.database.query<ReleasedProgrammeDetails>(
      `SELECT id, version, comment, released_at AS "releasedAt", content FROM programme_release
       WHERE edition_id = $1 AND ($2::integer IS NULL OR version = $2) ORDER BY version DESC LIMIT 1`,
      [edition.id, version ?? null],
    );
    if (!row) throw new NotFound('The released programme');
    return row;
  }
}
