import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { type Problem, problemOf } from './problem.js';
import { wantsJson } from './request.js';

/** Draws an error for people. Given by the pages, which know layout and language. */
export abstract class ErrorPages {
  abstract render(request: FastifyRequest, reply: FastifyReply, problem: Problem): string | Promise<string>;
}

/** Seconds that a client should wait before it tries again, unless the error knows better. */
const RETRY_AFTER = 5;

const retryAfterOf = (error: unknown) =>
  error instanceof DomainError ? (error.retryAfterSeconds ?? RETRY_AFTER) : RETRY_AFTER;

/** Answers every error: as problem+json for programs, as a page for people. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Request');

  constructor(private readonly pages: ErrorPages | null) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem: Problem = { ...problemOf(error), instance: `urn:request:${request.id}` };
    if (problem.status >= 500) {
      const { stack } = error as { stack?: string };
      this.logger.error({
        msg: `${request.method} ${request.url.split('?', 1)[0]} failed`,
        id: request.id,
        stack: stack ?? String(error),
      });
    }
    if (reply.sent) return;
    if (problem.status === 429 || problem.status === 503) void reply.header('retry-after', retryAfterOf(error));
    void reply.status(problem.status).header('cache-control', 'no-store');
    if (this.pages === null || wantsJson(request)) {
      if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
      await reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
      return;
    }
    await reply.type('text/html; charset=utf-8').send(await this.pages.render(request, reply, problem));
  }
}
