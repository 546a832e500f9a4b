import { Get, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import {
  DeadLink,
  type RegistrationDetails,
  RegistrationQueries,
  RegistrationService,
} from '../../features/registration/index.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { holderOf } from './holder-actor.js';
import { LivePages } from './live-pages.js';
import { UnsubscribePage } from './unsubscribe.page.js';

/** The two other personal links of every mail. */
@PagesAt()
export class JoinController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly registrations: RegistrationQueries,
    private readonly registration: RegistrationService,
    private readonly live: LivePages,
  ) {}

  @Get('join/:token')
  async join(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('join', token);
    if (registration.status === 'cancelled') throw new DeadLink();
    return this.live.show(registration, token, request, reply);
  }

  @Get('unsubscribe/:token')
  async ask(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('unsubscribe', token);
    return this.unsubscribePage(registration, token, false, request, reply);
  }

  /** Also what a mail program sends by itself (RFC 8058), which does not follow redirects. */
  @Post('unsubscribe/:token')
  @FormToken('never')
  async unsubscribe(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registration = await this.registrations.byToken('unsubscribe', token);
    await this.registration.setReminders(holderOf(registration, request), registration.id, false);
    return this.unsubscribePage(registration, token, true, request, reply);
  }

  private async unsubscribePage(
    registration: RegistrationDetails,
    token: string,
    done: boolean,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const edition = editionRef(await this.editions.byId(registration.editionId));
    const { locale, timeZone } = registration;
    return this.pages.show(request, reply, <UnsubscribePage token={token} edition={edition} done={done} />, {
      locale,
      timeZone,
    });
  }
}
