import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/domain-error.js';
import { type LocalisedText } from '../../kernel/locale.js';
import { type Page, pageOf, type PageRequest } from '../../kernel/page.js';
import { Database } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { type EditionDetails } from '../editions/index.js';
import { type AskedQuestion, type QuestionKind, type QuestionOption } from './domain/question.js';
import { type AnsweredQuestion, QuestionWordings, type Wording } from './domain/question-wordings.js';

/** What a question said at one time. */
export interface QuestionVersion {
  label: LocalisedText;
  kind: QuestionKind;
  options: QuestionOption[] | null;
}

/** Reads of questions. Whoever may see the edition may see what it asks: nobody else gets an `EditionDetails`. */
@Injectable()
export class QuestionQueries {
  constructor(private readonly database: Database) {}

  /** What an edition asks now, in order. */
  async asked(editionId: string, reader: Pick<Tx, 'query'> = this.database): Promise<AskedQuestion[]> {
    return reader.query<AskedQuestion>(
      `SELECT id, version, label, help, kind, required, options, show_if AS "showIf", erase_after AS "eraseAfter",
         position, retired_at AS "retiredAt",
         -- Of those that there still are.
         CASE WHEN categories IS NOT NULL THEN ARRAY(
           SELECT c.id FROM category c WHERE c.edition_id = $1 AND c.id = ANY (question.categories) ORDER BY c.position, c.id)
         END AS categories
       FROM question WHERE edition_id = $1 AND retired_at IS NULL ORDER BY position, id`,
      [editionId],
    );
  }

  /** An edition has at most a hundred, so a page is cut out of all of them. */
  async list(edition: EditionDetails, { cursor, limit }: PageRequest): Promise<Page<AskedQuestion>> {
    const all = await this.asked(edition.id);
    const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    return pageOf(all.slice(start, start + limit + 1), limit, (last) => last.id);
  }

  /** @throws NotFound, also for one that is asked no more */
  async byId(edition: EditionDetails, id: string): Promise<AskedQuestion> {
    const found = (await this.asked(edition.id)).find((question) => question.id === id);
    if (!found) throw new NotFound('The question');
    return found;
  }

  /** How many have answered a question. */
  async answerers(edition: EditionDetails, id: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM registration WHERE edition_id = $1 AND answers ? $2',
      [edition.id, id],
    );
    return row!.count;
  }

  /** What questions said at these versions, by `<id> <version>`; what has gone is left out. */
  async versionsOf(pairs: readonly { id: string; version: number }[]): Promise<Map<string, QuestionVersion>> {
    const rows = await this.database.query<QuestionVersion & { id: string; version: number }>(
      `SELECT asked.id, asked.version, words.label, words.kind, words.options
       FROM unnest($1::uuid[], $2::integer[]) AS asked (id, version)
         CROSS JOIN LATERAL (SELECT label, kind, options FROM question_version v
           WHERE v.question_id = asked.id AND v.version <= asked.version ORDER BY v.version DESC LIMIT 1) AS words`,
      [pairs.map(({ id }) => id), pairs.map(({ version }) => version)],
    );
    return new Map(rows.map(({ id, version, ...words }) => [`${id} ${version}`, words]));
  }

  /** Everything that an edition asks or has asked, in the words of all times: for reading the answers of many. */
  async wordings(editionId: string): Promise<QuestionWordings> {
    const rows = await this.database.query<Wording>(
      `SELECT q.id, q.retired_at IS NOT NULL AS "isRetired", v.version, v.label, v.kind, v.options
       FROM question q JOIN question_version v ON v.question_id = q.id WHERE q.edition_id = $1
       ORDER BY q.retired_at IS NOT NULL, q.position, q.id, v.version`,
      [editionId],
    );
    return new QuestionWordings(rows);
  }

  /** What somebody has answered, each with the question as it was then, in the order of the questions. */
  async answered(registration: {
    editionId: string;
    answers: Record<string, unknown>;
    answerVersions: Record<string, number>;
  }): Promise<AnsweredQuestion[]> {
    if (Object.keys(registration.answers).length === 0) return [];
    return (await this.wordings(registration.editionId)).answered(registration);
  }
}
