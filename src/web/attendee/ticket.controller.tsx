import { Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { AccountsService } from '../../features/accounts/index.js';
import { EditionQueries } from '../../features/editions/index.js';
import { RegistrationQueries, Tickets } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { zoneOf } from './holder-zone.js';
import { TicketPage } from './ticket.page.js';

/** What any camera opens that reads the code of a ticket. */
@PagesAt('t/:token')
export class TicketController {
  constructor(
    private readonly pages: Pages,
    private readonly accounts: AccountsService,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly tickets: Tickets,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('ticket', token);
    const edition = await this.editions.byId(registration.editionId);
    const mayLetIn = this.accounts.may(actor, 'registration.check-in', edition.scope);
    const page = (
      <TicketPage
        registration={registration}
        edition={editionRef(edition)}
        url={registration.status === 'confirmed' ? this.tickets.urlOf(registration) : null}
        checkInHref={mayLetIn ? `/organise/editions/${edition.key}/check-in?ticket=${token}` : null}
      />
    );
    const { locale } = registration;
    return this.pages.show(request, reply, page, { locale, timeZone: zoneOf(registration, edition) });
  }
}
