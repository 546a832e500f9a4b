import { Get, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AccountsService } from '../../../features/accounts/index.js';
import { EditionQueries, scopeOfSeries } from '../../../features/editions/index.js';
import { type Actor, PLATFORM } from '../../../kernel/actor.js';
import { DEFAULT_PAGE_SIZE } from '../../../kernel/page.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { Pages, PagesAt } from '../../pages.js';
import { doneOf } from '../parts/edition-console.js';
import { SignedIn } from '../signed-in.js';
import { SERIES_DONE } from './done.js';
import { SeriesListPage } from './series-list.page.js';

const Filter = z.object({ cursor: z.uuid().optional().catch(undefined) });

/** All series. */
@PagesAt('organise/series')
@UseGuards(SignedIn)
export class SeriesListController {
  constructor(
    private readonly pages: Pages,
    private readonly queries: EditionQueries,
    private readonly accounts: AccountsService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { cursor } = Filter.parse(query);
    const { items, next } = await this.queries.seriesList({ limit: DEFAULT_PAGE_SIZE, cursor });
    const done = doneOf(request, SERIES_DONE);
    return this.pages.show(
      request,
      reply,
      <SeriesListPage
        series={items.map((one) => ({
          ...one,
          mayEdit: this.accounts.may(actor, 'series.edit', scopeOfSeries(one.id)),
        }))}
        next={next}
        mayCreate={this.accounts.may(actor, 'series.edit', PLATFORM)}
        done={done && this.pages.viewOf(request).t(SERIES_DONE[done])}
      />,
    );
  }
}
