import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { ErrorPages } from '../platform/http/error.filter.js';
import { type Problem } from '../platform/http/problem.js';
import { ErrorPage } from './layout/error.page.js';
import { renderPage } from './layout/render.js';
import { Pages } from './pages.js';

/** The pages for everything that goes wrong. */
@Injectable()
export class PageErrors extends ErrorPages {
  constructor(private readonly pages: Pages) {
    super();
  }

  override render(request: FastifyRequest, { status }: Problem): string {
    return renderPage(<ErrorPage status={status} reference={request.id} />, this.pages.viewOf(request));
  }
}
