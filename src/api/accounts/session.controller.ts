import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { AccountsService, SessionsService, SignInInput } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Config } from '../../platform/config/config.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { clearSessionCookie, originOf, sessionSecretOf, setSessionCookie } from '../../platform/http/session-cookie.js';
import { Answers, pageView } from '../answers.js';
import { MeView, SessionView, sessionView } from './accounts.views.js';

@ApiTags('accounts')
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  /** Signs in; the session is a cookie. An account with a second factor needs `code` as well. */
  @Post('session')
  @HttpCode(204)
  @Answers(204, null, 'Signed in.')
  async signIn(
    @Body({ schema: SignInInput }) input: SignInInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const session = await this.sessions.signInAtOnce(input, originOf(request, this.config));
    setSessionCookie(reply, this.config, session);
  }

  /** Signs out: the session ends on the server too. */
  @Delete('session')
  @HttpCode(204)
  @Answers(204, null, 'Signed out.')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const secret = sessionSecretOf(request, this.config);
    if (secret !== undefined) await this.sessions.signOut(secret, originOf(request, this.config));
    clearSessionCookie(reply, this.config);
  }

  /** The signed-in account. */
  @Get('me')
  @Answers(200, MeView, 'The account.')
  me(@CurrentActor() actor: Actor) {
    return this.accounts.me(actor);
  }

  /** Your open sessions, the latest used first. Needs a session, not a token. */
  @Get('me/sessions')
  @Answers(200, pageView(SessionView), 'All of them.')
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const sessions = await this.sessions.list(actor, sessionSecretOf(request, this.config));
    return { items: sessions.map(sessionView), next: null };
  }

  /** Ends one of your sessions. Needs a session, not a token. */
  @Delete('me/sessions/:id')
  @HttpCode(204)
  @Answers(204, null, 'Ended.')
  async revoke(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.sessions.revoke(actor, id);
  }
}
