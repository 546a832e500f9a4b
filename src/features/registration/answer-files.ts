import { type Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { NotFound } from '../../kernel/domain-error.js';
import { Database, isLostConnection } from '../../platform/database/database.js';
import { type Tx } from '../../platform/database/tx.js';
import { FileScan } from '../../platform/files/file-scan.js';
import { type ByteRange, FileStore, isFileId } from '../../platform/files/file-store.js';
import { type IncomingFile, type ReceivedFile, receiveFile } from '../../platform/files/receive-file.js';
import { type RateLimit, RateLimits } from '../../platform/security/rate-limits.js';
import { networkOf } from '../accounts/index.js';
import { type EditionDetails, type EditionStatus } from '../editions/index.js';
import { type NewFile } from './domain/answers.js';
import { TooManyFiles, UnknownFile } from './domain/question.errors.js';
import { RegistrationClosed } from './domain/registration.errors.js';

/** The largest file of an answer. Bytes. */
export const ANSWER_FILE_LIMIT = 10_000_000;

/** Files that one network may send within an hour: those of a whole department on the last day. */
const FROM_NETWORK: RateLimit = { name: 'answer-file-network', points: 200, seconds: 3_600 };

/** When people register, or change what they have answered. */
const TAKING: readonly EditionStatus[] = ['published', 'postponed'];

/** A file of an answer. */
export interface AnswerFile {
  id: string;
  question: string;
  /** To be shown and saved under. */
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** In hexadecimal digits. */
  sha256: string;
}

const SELECT = `SELECT id, question_id AS question, name, media_type AS "mediaType", size::int AS size,
  encode(sha256, 'hex') AS sha256 FROM answer_file`;

/**
 * The files that people send with their answers. One is received first, before there is a registration; the registration that
 * names it claims it; and what nobody has claimed within a day goes.
 */
@Injectable()
export class AnswerFiles {
  private readonly logger = new Logger(AnswerFiles.name);

  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly scan: FileScan,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes in a file for a question, from whoever may register: nobody has to say who it is. The answer is the id that it got.
   * @throws RegistrationClosed, NotFound, TooManyFiles, InvalidInput, FileTypeNotAllowed, FileTooLarge, FileInfected, FilesUnavailable
   */
  async receive(actor: Actor, edition: EditionDetails, questionId: string, file: IncomingFile): Promise<AnswerFile> {
    if (!TAKING.includes(edition.status)) throw new RegistrationClosed();
    const [question] = await this.database.query(
      `SELECT 1 FROM question WHERE id = $1 AND edition_id = $2 AND kind = 'file' AND retired_at IS NULL`,
      [questionId, edition.id],
    );
    if (!question) throw new NotFound('The question');
    await this.expectWithinLimit(actor);
    const received = await receiveFile(this.store, file, ANSWER_FILE_LIMIT);
    try {
      await this.scan.check(received, () => this.store.read(received.id));
      await this.keep(received, edition.id, questionId);
    } catch (error) {
      // Then nobody knows whether the row is there: better a file too many.
      if (!isLostConnection(error)) await this.discard(received.id);
      throw error;
    }
    const { id, name, mediaType, size, sha256 } = received;
    return { id, question: questionId, name, mediaType, size, sha256: sha256.toString('hex') };
  }

  /** Removes a file that has been received and is not wanted after all. */
  async release({ id }: AnswerFile): Promise<void> {
    const [gone] = await this.database.query<{ id: string }>(
      'DELETE FROM answer_file WHERE id = $1 AND registration_id IS NULL RETURNING id',
      [id],
    );
    if (gone) await this.discard(id);
  }

  /** The files of a registration's answers, in the order in which they came. Permission is asked for the registration. */
  filesOf(registrationId: string): Promise<AnswerFile[]> {
    return this.database.query<AnswerFile>(`${SELECT} WHERE registration_id = $1 ORDER BY id`, [registrationId]);
  }

  /** Those that have come for an edition and that no registration has yet: of a form that has to be shown again. */
  unclaimed({ id }: Pick<EditionDetails, 'id'>, ids: readonly string[]): Promise<AnswerFile[]> {
    return this.database.query<AnswerFile>(
      `${SELECT} WHERE edition_id = $1 AND id = ANY ($2::uuid[]) AND registration_id IS NULL ORDER BY id`,
      [id, ids.filter(isFileId)],
    );
  }

  /** One of them. @throws NotFound */
  async fileOf(registrationId: string, id: string): Promise<AnswerFile> {
    const [file] = await this.database.query<AnswerFile>(`${SELECT} WHERE registration_id = $1 AND id = $2`, [
      registrationId,
      id,
    ]);
    if (!file) throw new NotFound('The file');
    return file;
  }

  /** What is in a file, or in a part of it. @throws NotFound, FilesUnavailable */
  content({ id }: AnswerFile, range?: ByteRange): Promise<Readable> {
    return this.store.read(id, range);
  }

  /** Removes the files of registrations, of some questions or of all: the rows, and after the commit the contents. @returns how many */
  async removeOf(tx: Tx, registrationIds: readonly string[], questionIds?: readonly string[]): Promise<number> {
    const gone = await tx.query<{ id: string }>(
      `DELETE FROM answer_file WHERE registration_id = ANY ($1::uuid[])
         AND ($2::uuid[] IS NULL OR question_id = ANY ($2)) RETURNING id`,
      [registrationIds, questionIds ?? null],
    );
    tx.afterCommit(async () => {
      for (const { id } of gone) await this.discard(id);
    });
    return gone.length;
  }

  private async expectWithinLimit(actor: Actor): Promise<void> {
    if (actor.kind === 'system') return;
    const taken = await this.limits.take([{ limit: FROM_NETWORK, of: networkOf(actor.ip) }]);
    if (!taken.granted) throw new TooManyFiles(taken.retryAfterSeconds);
  }

  private async keep(file: ReceivedFile, editionId: string, questionId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO answer_file (id, edition_id, question_id, name, media_type, size, sha256, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [file.id, editionId, questionId, file.name, file.mediaType, file.size, file.sha256, this.clock.now()],
    );
  }

  private async discard(id: string): Promise<void> {
    await this.store
      .remove(id)
      .catch((error: unknown) => this.logger.warn(`A file is left to the sweep: ${String(error)}`));
  }
}

/**
 * Gives files to the registrations whose answers name them. Only a file that was received for that question of that edition, and that no
 * other registration has. @throws UnknownFile
 */
export async function claimFiles(
  tx: Tx,
  claims: readonly { registrationId: string; files: readonly NewFile[] }[],
): Promise<void> {
  const all = claims.flatMap(({ registrationId, files }) => files.map((file) => ({ registrationId, ...file })));
  if (all.length === 0) return;
  const claimed = await tx.query<{ id: string }>(
    `UPDATE answer_file AS file SET registration_id = claim.registration_id
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS claim (registration_id, question_id, id)
       JOIN registration r ON r.id = claim.registration_id
     WHERE file.id = claim.id AND file.question_id = claim.question_id AND file.edition_id = r.edition_id
       AND (file.registration_id IS NULL OR file.registration_id = claim.registration_id)
     RETURNING file.id`,
    [all.map(({ registrationId }) => registrationId), all.map(({ question }) => question), all.map(({ id }) => id)],
  );
  if (claimed.length === all.length) return;
  const known = new Set(claimed.map(({ id }) => id));
  const missing = all.filter(({ id }) => !known.has(id)).map(({ question }) => question);
  throw new UnknownFile([...new Set(missing.length > 0 ? missing : all.map(({ question }) => question))]);
}
