import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { AccountsService, SignInInput, WrongCredentials } from '../../features/accounts/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { isTimeZone } from '../../kernel/time-zone.js';
import { Config } from '../../platform/config/config.js';
import { clearSessionCookie, sessionSecretOf, setSessionCookie } from '../../platform/http/session-cookie.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { setReaderCookie } from '../chosen-language.js';
import { type Answers, answersOf, textOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt, pathWithin } from '../pages.js';
import { SignInPage } from './sign-in.page.js';
import { TimeZonePage } from './time-zone.page.js';

/** Zones of the places that most readers come from. */
const SUGGESTED = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Europe/London', 'America/New_York', 'America/Los_Angeles'];

/** Who the reader is, and where. */
@PagesAt()
export class AccountController {
  constructor(
    private readonly pages: Pages,
    private readonly accounts: AccountsService,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  signInForm(
    @Query('to') to: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.pages.show(request, reply, <SignInPage to={to ? pathWithin(to) : '/organise'} form={EMPTY_FORM} />);
  }

  @Post('sign-in')
  async signIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const answers = answersOf(body);
    const to = textOf(answers, 'to') ? pathWithin(textOf(answers, 'to')) : '/organise';
    const refuse = (errors: FieldError[], status: number) =>
      this.pages.show(
        request,
        reply,
        <SignInPage to={to} form={{ values: { email: textOf(answers, 'email') }, errors }} />,
        { status },
      );
    const input = SignInInput.safeParse({ email: textOf(answers, 'email') ?? '', password: passwordOf(answers) });
    if (!input.success) return refuse(fieldErrorsOf(input.error), 422);
    try {
      const session = await this.accounts.signIn(input.data, {
        ip: request.ip,
        userAgent: request.headers['user-agent'],
      });
      setSessionCookie(reply, this.config, session);
    } catch (error) {
      if (error instanceof WrongCredentials)
        return refuse([{ path: '', code: error.code, message: error.message }], 401);
      throw error;
    }
    return this.pages.goTo(reply, to);
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const secret = sessionSecretOf(request, this.config);
    if (secret !== undefined) await this.accounts.signOut(secret);
    clearSessionCookie(reply, this.config);
    return this.pages.goTo(reply, '/');
  }

  @Get('time-zone')
  timeZoneForm(
    @Query('to') to: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.pages.show(request, reply, <TimeZonePage to={pathWithin(to)} suggested={SUGGESTED} />);
  }

  @Post('time-zone')
  setTimeZone(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const answers = answersOf(body);
    const zone = textOf(answers, 'timeZone');
    if (zone && isTimeZone(zone)) setReaderCookie(reply, this.config, 'tz', zone);
    return this.pages.goTo(reply, pathWithin(textOf(answers, 'to')));
  }
}

/** As typed: spaces at its ends may belong to it. */
function passwordOf(answers: Answers): string {
  const { password } = answers;
  return typeof password === 'string' ? password : '';
}
