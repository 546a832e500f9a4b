import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import { DeliveriesService, DeliveryFilter } from '../../features/messaging/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { answersOf, textOf } from '../form-answers.js';
import { Pages, PagesAt } from '../pages.js';
import { ListPages } from './list-pages.js';
import { SignedIn } from './signed-in.js';

/** The mails of one edition. */
@PagesAt('organise/editions/:key')
@UseGuards(SignedIn)
export class ListsController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly lists: ListPages,
    private readonly service: DeliveriesService,
  ) {}

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
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.service.resend(actor, id);
    // Sent from the page of the person, or from the list of all.
    const registration = z.uuid().safeParse(textOf(answersOf(body), 'registration'));
    const page = registration.success ? `registrations/${registration.data}` : 'deliveries';
    return this.pages.goTo(reply, `/organise/editions/${key}/${page}?done=resent`);
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
