import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { type AskedQuestion } from './domain/answers.js';
import { QuestionQueries } from './questions.queries.js';

/** What can be looked up before the lock is taken, because it does not decide who gets a place. */
export interface Facts {
  edition: { id: string; status: string };
  /** Ids of the institutions asked for, by their slugs; slugs of merged institutions lead to what they became. */
  institutions: ReadonlyMap<string, string>;
  questions: readonly AskedQuestion[];
}

/** Either of the two: what reads outside of a transaction, and inside of one. */
type Reader = Pick<Tx, 'query'>;

/** Reads what admission needs, once for a whole group. */
@Injectable()
export class AdmissionFacts {
  constructor(
    private readonly database: Database,
    private readonly asked: QuestionQueries,
  ) {}

  /** @param reader the caller's transaction, if there is one: it must not wait for a second connection. @returns null: there is no such edition */
  async of(editionKey: string, slugs: readonly string[], reader: Reader = this.database): Promise<Facts | null> {
    const [edition] = await reader.query<{ id: string; status: string; asks: boolean }>(
      `SELECT id, status, EXISTS (SELECT 1 FROM question q WHERE q.edition_id = edition.id) AS asks
       FROM edition WHERE key = $1`,
      [editionKey],
    );
    if (!edition) return null;
    const rows =
      slugs.length === 0
        ? []
        : await reader.query<{ slug: string; id: string }>(
            `SELECT slug, id FROM institution WHERE slug = ANY ($1)
             UNION ALL SELECT slug, institution_id FROM institution_redirect WHERE slug = ANY ($1)`,
            [slugs],
          );
    return {
      edition,
      institutions: new Map(rows.map(({ slug, id }) => [slug, id])),
      questions: edition.asks ? await this.questions(edition.id, reader) : [],
    };
  }

  /** What is asked now, in order. */
  questions(editionId: string, reader: Reader = this.database): Promise<readonly AskedQuestion[]> {
    return this.asked.asked(editionId, reader);
  }
}
