import { Get, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SearchQueries } from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { SEARCH_KINDS } from '../../../platform/search/search-entry.js';
import { Pages, PagesAt } from '../../pages.js';
import { SearchPage } from './search.page.js';

/** As many as one can look over. */
const RESULTS_A_PAGE = 20;

/** The search of the whole site; an organiser finds drafts too. */
@PagesAt('search')
export class SearchPageController {
  constructor(
    private readonly pages: Pages,
    private readonly search: SearchQueries,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
    const q = text('q').trim();
    const kind = SEARCH_KINDS.find((one) => one === query['kind']) ?? null;
    const found = await this.search.find(actor, {
      q,
      kinds: kind ? [kind] : [],
      limit: RESULTS_A_PAGE,
      cursor: text('cursor') || undefined,
    });
    return this.pages.show(request, reply, <SearchPage q={q} kind={kind} {...found} />);
  }
}
