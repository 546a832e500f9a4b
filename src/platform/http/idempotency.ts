import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DomainError, InvalidInput } from '../../kernel/domain-error.js';
import { Database } from '../database/database.js';
import { Seal } from '../security/seal.js';
import { type Problem, problemOf } from './problem.js';
import { isMultipart } from './uploads.js';

/** How long one request may hold a key before another may take it over (its process has died). */
const LEASE = `interval '30 seconds'`;
const POLL_MS = 25;
const WAIT_MS = 20_000;

/** A repeated request while the first one is still under way, and will not end. */
class StillRunning extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request-in-progress';

  constructor() {
    super('A request with this Idempotency-Key is still under way. Try again in a few seconds.');
  }
}

interface Stored {
  fingerprint: Buffer;
  /** Sealed, because an answer may hold a token that is stored nowhere else; null while the request is under way. */
  answer: Buffer | null;
}

/** What is answered once more, to the letter. */
interface Answer {
  status: number;
  body?: unknown;
  etag?: string;
}

/**
 * `Idempotency-Key` on POST (IETF draft-ietf-httpapi-idempotency-key-header): the same key with the same body gives the
 * same answer and has one effect; with another body it is refused. Answers are kept for a day; a 5xx is not kept.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // A handler that takes a file reads the body itself, and then asks for `once`.
    if (request.method !== 'POST' || isMultipart(request)) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return this.answer(request, reply, request.body, next);
  }

  /**
   * The same for a handler that had to read the body before it could be compared with another one.
   * @param content what that body was, e.g. its fields and the hash of its file
   */
  async once(
    request: FastifyRequest,
    reply: FastifyReply,
    content: unknown,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const answer = await this.answer(request, reply, content, { handle: () => from(work()) });
    return lastValueFrom(answer);
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    content: unknown,
    next: CallHandler,
  ): Promise<Observable<unknown>> {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string') return next.handle();
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw InvalidInput.at('Idempotency-Key', 'invalid-value', 'Use 1 to 255 visible ASCII characters, e.g. a UUID.');
    }
    const slot = { scope: scopeOf(request), key, fingerprint: fingerprintOf(content) };
    const stored = await this.reserve(slot);
    if (stored) {
      void reply.status(stored.status).header('idempotency-replayed', 'true');
      if (stored.status >= 400) void reply.type('application/problem+json; charset=utf-8');
      if (stored.etag) void reply.header('etag', stored.etag);
      return from([stored.body]);
    }
    return from(this.run(slot, next, reply));
  }

  /** Forgets answers that are older than a day. */
  async prune(): Promise<void> {
    await this.database.query(`DELETE FROM idempotency_record WHERE created_at < now() - interval '1 day'`);
  }

  private async run(slot: Slot, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.keep(slot, { status: reply.statusCode, body, etag: reply.getHeader('etag') as string | undefined });
      return body;
    } catch (error) {
      const problem: Problem = problemOf(error);
      if (problem.status >= 500) await this.release(slot);
      else await this.keep(slot, { status: problem.status, body: problem });
      throw error;
    }
  }

  /** The stored answer, after waiting for it if need be; null when this request is the one to do the work. */
  private async reserve(slot: Slot): Promise<Answer | null> {
    for (let waited = 0; ; waited += POLL_MS) {
      const [mine] = await this.database.query(
        `INSERT INTO idempotency_record (scope, key, fingerprint, leased_until) VALUES ($1, $2, $3, now() + ${LEASE})
         ON CONFLICT (scope, key) DO UPDATE SET leased_until = now() + ${LEASE}
           WHERE idempotency_record.answer IS NULL AND idempotency_record.leased_until < now()
             AND idempotency_record.fingerprint = excluded.fingerprint
         RETURNING 1`,
        [slot.scope, slot.key, slot.fingerprint],
      );
      if (mine) return null;
      const [stored] = await this.database.query<Stored>(
        'SELECT fingerprint, answer FROM idempotency_record WHERE scope = $1 AND key = $2',
        [slot.scope, slot.key],
      );
      if (stored && !stored.fingerprint.equals(slot.fingerprint)) {
        throw new InvalidInput(
          [
            {
              path: 'Idempotency-Key',
              code: 'key-reused',
              message: 'This key was used for another request. Use a new one.',
            },
          ],
          'idempotency-key-reused',
        );
      }
      if (stored?.answer) return JSON.parse(this.seal.open(stored.answer)) as Answer;
      if (waited >= WAIT_MS) throw new StillRunning();
      await pause(POLL_MS);
    }
  }

  private async keep(slot: Slot, answer: Answer): Promise<void> {
    await this.database.query('UPDATE idempotency_record SET answer = $3 WHERE scope = $1 AND key = $2', [
      slot.scope,
      slot.key,
      this.seal.close(JSON.stringify(answer)),
    ]);
  }

  private async release(slot: Slot): Promise<void> {
    await this.database.query('DELETE FROM idempotency_record WHERE scope = $1 AND key = $2 AND answer IS NULL', [
      slot.scope,
      slot.key,
    ]);
  }
}

interface Slot {
  scope: string;
  key: string;
  fingerprint: Buffer;
}

/** A key belongs to who uses it, where it is used. */
function scopeOf(request: FastifyRequest): string {
  const { actor } = request;
  const who = actor.kind === 'account' ? actor.accountId : actor.kind === 'holder' ? actor.registrationId : actor.kind;
  return `${who} ${request.url.split('?', 1)[0]}`.slice(0, 500);
}

/** @throws InvalidInput for a body that is nested too deeply to be written down again */
function fingerprintOf(body: unknown): Buffer {
  try {
    return createHash('sha256')
      .update(JSON.stringify(body ?? null))
      .digest();
  } catch (error) {
    if (error instanceof RangeError) throw InvalidInput.at('', 'too-deep', 'Nest lists and objects less deeply.');
    throw error;
  }
}
