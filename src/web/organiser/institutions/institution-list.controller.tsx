import { Get, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AccountsService } from '../../../features/accounts/index.js';
import { InstitutionQueries } from '../../../features/institutions/index.js';
import { type Actor, PLATFORM } from '../../../kernel/actor.js';
import { DEFAULT_PAGE_SIZE } from '../../../kernel/page.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { Pages, PagesAt } from '../../pages.js';
import { doneOf } from '../parts/edition-console.js';
import { SignedIn } from '../signed-in.js';
import { INSTITUTION_DONE } from './done.js';
import { InstitutionListPage } from './institution-list.page.js';

/** What cannot be read is left out: the list is shown in any case. */
const Filter = z.object({
  q: z.string().trim().max(100).optional().catch(undefined),
  cursor: z.uuid().optional().catch(undefined),
});

/** All institutions, to be searched. */
@PagesAt('organise/institutions')
@UseGuards(SignedIn)
export class InstitutionListController {
  constructor(
    private readonly pages: Pages,
    private readonly queries: InstitutionQueries,
    private readonly accounts: AccountsService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { q, cursor } = Filter.parse(query);
    const { items, next } = await this.queries.search(q, { limit: DEFAULT_PAGE_SIZE, cursor });
    const done = doneOf(request, INSTITUTION_DONE);
    return this.pages.show(
      request,
      reply,
      <InstitutionListPage
        q={q ?? ''}
        institutions={items}
        next={next}
        mayEdit={this.accounts.may(actor, 'institution.edit', PLATFORM)}
        done={done && this.pages.viewOf(request).t(INSTITUTION_DONE[done])}
      />,
    );
  }
}
