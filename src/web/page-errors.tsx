import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ErrorPages } from '../platform/http/error.filter.js';
import { type Problem } from '../platform/http/problem.js';
import { ErrorPage } from './layout/error.page.js';
import { Pages } from './pages.js';
import { recoveryOf } from './stale-form.js';
import { StaleFormPage } from './stale-form.page.js';

/** The pages for everything that goes wrong. */
@Injectable()
export class PageErrors extends ErrorPages {
  constructor(private readonly pages: Pages) {
    super();
  }

  override render(request: FastifyRequest, reply: FastifyReply, { status, code }: Problem): string {
    const page =
      code === 'stale-form' ? (
        <StaleFormPage {...recoveryOf(request)} reference={request.id} />
      ) : (
        <ErrorPage status={status} reference={request.id} retryAfter={Number(reply.getHeader('retry-after') ?? 0)} />
      );
    return this.pages.render(request, reply, page, this.pages.viewOf(request));
  }
}
