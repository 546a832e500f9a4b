import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EditionQueries } from '../../features/editions/index.js';
import { DeliveriesService, DeliveryFilter, MessagingQueries } from '../../features/messaging/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Answers, pageView } from '../answers.js';
import { CountsView, DeliveryView, deliveryView } from './messaging.views.js';

@ApiTags('messaging')
@Controller('api/v1')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly queries: MessagingQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** Every mail of an edition: planned, sent, or why not. */
  @Get('editions/:key/deliveries')
  @Answers(200, pageView(DeliveryView), 'One page of deliveries.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: DeliveryFilter }) filter: DeliveryFilter,
  ) {
    const { items, next } = await this.queries.deliveries(actor, await this.editions.byKey(actor, key), filter);
    return { items: items.map(deliveryView), next };
  }

  /** How many there are in each state. */
  @Get('editions/:key/deliveries/summary')
  @Answers(200, CountsView, 'Counts by state.')
  async summary(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return this.queries.summary(actor, await this.editions.byKey(actor, key));
  }

  /** Sends a mail once more, as a delivery of its own. */
  @Post('deliveries/:id/resend')
  @Answers(201, DeliveryView, 'The new delivery.')
  async resend(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return deliveryView(await this.queries.delivery(actor, await this.deliveries.resend(actor, id)));
  }
}
