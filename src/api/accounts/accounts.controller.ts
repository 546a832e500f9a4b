import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AccountsService, CreateTokenInput, SignInInput } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Config } from '../../platform/config/config.js';
import { CurrentActor } from '../../platform/http/request.js';
import { clearSessionCookie, sessionSecretOf, setSessionCookie } from '../../platform/http/session-cookie.js';
import { Answers } from '../answers.js';

const TokenView = z.object({ id: z.string(), token: z.string().describe('Shown this once.') }).meta({ id: 'Token' });
const MeView = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.object({ role: z.string(), scope: z.string() })),
  })
  .meta({ id: 'Me' });

@ApiTags('accounts')
@Controller('api/v1')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly config: Config,
  ) {}

  /** Signs in; the session is a cookie. */
  @Post('session')
  @HttpCode(204)
  @Answers(204, null, 'Signed in.')
  async signIn(
    @Body({ schema: SignInInput }) input: SignInInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const origin = { ip: request.ip, userAgent: request.headers['user-agent'] };
    setSessionCookie(reply, this.config, await this.accounts.signIn(input, origin));
  }

  /** Signs out: the session ends on the server too. */
  @Delete('session')
  @HttpCode(204)
  @Answers(204, null, 'Signed out.')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const secret = sessionSecretOf(request, this.config);
    if (secret !== undefined) await this.accounts.signOut(secret);
    clearSessionCookie(reply, this.config);
  }

  /** The signed-in account. */
  @Get('me')
  @Answers(200, MeView, 'The account.')
  me(@CurrentActor() actor: Actor) {
    return this.accounts.me(actor);
  }

  /** Makes a bearer token for a program. */
  @Post('tokens')
  @Answers(201, TokenView, 'The token.')
  createToken(@CurrentActor() actor: Actor, @Body({ schema: CreateTokenInput }) input: CreateTokenInput) {
    return this.accounts.createToken(actor, input);
  }
}
