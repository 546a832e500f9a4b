import { Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import { DeliveriesService, DeliveryFilter } from '../../features/messaging/index.js';
import { RegistrationFilter } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Pages, PagesAt } from '../pages.js';
import { ListPages } from './list-pages.js';
import { SignedIn } from './signed-in.js';

/** The long lists of one edition. */
@PagesAt('organise/editions/:key')
@UseGuards(SignedIn)
export class ListsController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly lists: ListPages,
    private readonly service: DeliveriesService,
  ) {}

  @Get('registrations')
  async registrations(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const filter = filterOf(RegistrationFilter, query);
    const page = await this.lists.registrations(actor, await this.editions.byKey(actor, key), filter);
    return this.pages.show(request, reply, page);
  }

  @Get('deliveries')
  async deliveries(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const filter = filterOf(DeliveryFilter, query);
    const isResent = query['done'] === 'resent';
    const page = await this.lists.deliveries(actor, await this.editions.byKey(actor, key), filter, isResent);
    return this.pages.show(request, reply, page);
  }

  @Post('deliveries/:id/resend')
  async resend(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.service.resend(actor, id);
    return this.pages.goTo(reply, `/organise/editions/${key}/deliveries?done=resent`);
  }
}

/** Query parameters that cannot be read are left out: a list is shown in any case. */
function filterOf<S extends z.ZodObject>(schema: S, query: Record<string, unknown>): z.output<S> {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const readable = given.filter(([name, value]) => {
    const field = schema.shape[name] as z.ZodType | undefined;
    return field?.safeParse(value).success;
  });
  return schema.parse(Object.fromEntries(readable));
}
