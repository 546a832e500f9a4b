import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SessionsService, SignInInput, SignInRequired } from '../../features/accounts/index.js';
import { Config } from '../../platform/config/config.js';
import { clearSessionCookie, originOf, sessionSecretOf, setSessionCookie } from '../../platform/http/session-cookie.js';
import { readInput } from '../../platform/input/read-input.js';
import { answersOf, textOf, verbatimOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { hrefWith } from '../layout/hrefs.js';
import { Pages, PagesAt, pathWithin } from '../pages.js';
import { refusalOf } from './account-form.js';
import { SignInCodePage, SignInPage } from './sign-in.page.js';

const DONE = ['password', 'signed-out'] as const;

/** Signing in with a password, and a code where the account asks for one; signing out. */
@PagesAt()
export class SignInController {
  constructor(
    private readonly pages: Pages,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  form(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const done = DONE.find((one) => one === query['done']) ?? null;
    return this.pages.show(
      request,
      reply,
      <SignInPage to={destinationOf(query['to'])} form={EMPTY_FORM} done={done} />,
    );
  }

  @Post('sign-in')
  async signIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const answers = answersOf(body);
    const to = destinationOf(textOf(answers, 'to'));
    try {
      const input = readInput(SignInInput, {
        email: textOf(answers, 'email') ?? '',
        password: verbatimOf(answers, 'password'),
      });
      const { awaitsSecondFactor, ...session } = await this.sessions.signIn(input, originOf(request, this.config));
      setSessionCookie(reply, this.config, session);
      return this.pages.goTo(reply, awaitsSecondFactor ? hrefWith('/sign-in/code', { to }) : to);
    } catch (error) {
      const { status, ...refusal } = refusalOf(error);
      const form = { values: { email: textOf(answers, 'email') }, ...refusal };
      return this.pages.refuse(request, reply, <SignInPage to={to} form={form} done={null} />, { status, ...refusal });
    }
  }

  @Get('sign-in/code')
  codeForm(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const to = destinationOf(query['to']);
    if (sessionSecretOf(request, this.config) === undefined) return this.begin(reply, to);
    const page = <SignInCodePage to={to} recovery={query['with'] === 'recovery'} form={EMPTY_FORM} />;
    return this.pages.show(request, reply, page);
  }

  @Post('sign-in/code')
  async complete(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    const to = destinationOf(textOf(answers, 'to'));
    const pending = sessionSecretOf(request, this.config);
    if (pending === undefined) return this.begin(reply, to);
    try {
      const code = textOf(answers, 'code') ?? '';
      const { ip, userAgent } = originOf(request, this.config);
      setSessionCookie(reply, this.config, await this.sessions.completeSignIn(pending, code, { ip, userAgent }));
      return this.pages.goTo(reply, to);
    } catch (error) {
      // It has waited for too long: from the beginning.
      if (error instanceof SignInRequired) return this.begin(reply, to);
      const { status, ...refusal } = refusalOf(error);
      const recovery = textOf(answers, 'with') === 'recovery';
      const page = <SignInCodePage to={to} recovery={recovery} form={{ values: {}, ...refusal }} />;
      return this.pages.refuse(request, reply, page, { status, ...refusal });
    }
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const secret = sessionSecretOf(request, this.config);
    if (secret !== undefined) await this.sessions.signOut(secret, originOf(request, this.config));
    clearSessionCookie(reply, this.config);
    return this.pages.goTo(reply, '/sign-in?done=signed-out');
  }

  private begin(reply: FastifyReply, to: string): void {
    return this.pages.goTo(reply, hrefWith('/sign-in', { to }));
  }
}

/** Where to go after signing in: the console, unless the page before had another wish. */
const destinationOf = (to: unknown) => (to ? pathWithin(to) : '/organise');
