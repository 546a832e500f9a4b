import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type VNode } from 'preact';
import {
  AcceptInvitationInput,
  AccountLinksService,
  AskForLinkInput,
  type LinkDetails,
  LinkGone,
  ResetPasswordInput,
} from '../../features/accounts/index.js';
import { Config } from '../../platform/config/config.js';
import { originOf, setSessionCookie } from '../../platform/http/session-cookie.js';
import { readInput } from '../../platform/input/read-input.js';
import { answersOf, textOf, verbatimOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { type AccountForm, refusalOf } from './account-form.js';
import {
  type AskedLink,
  AskLinkPage,
  DeadLinkPage,
  InvitationPage,
  ResetPasswordPage,
  SignInLinkPage,
} from './links.page.js';

const ASKED_AT: Record<AskedLink, string> = { 'sign-in': '/sign-in/link', 'password-reset': '/reset-password' };

/** Mailed links to an account: asking for one, and what stands behind it. A GET never uses one up. */
@PagesAt()
export class LinksController {
  constructor(
    private readonly pages: Pages,
    private readonly links: AccountLinksService,
    private readonly config: Config,
  ) {}

  @Get('sign-in/link')
  signInForm(
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.askForm('sign-in', done, request, reply);
  }

  @Post('sign-in/link')
  askForSignIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.ask('sign-in', body, request, reply);
  }

  @Get('reset-password')
  resetForm(
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.askForm('password-reset', done, request, reply);
  }

  @Post('reset-password')
  askForReset(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.ask('password-reset', body, request, reply);
  }

  @Get('sign-in/link/:token')
  async signInPage(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.behind('sign-in', token, request, reply, (link) => <SignInLinkPage token={token} link={link} />);
  }

  @Post('sign-in/link/:token')
  async signIn(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      const { awaitsSecondFactor, ...session } = await this.links.signInByLink(token, originOf(request, this.config));
      setSessionCookie(reply, this.config, session);
      return this.pages.goTo(reply, awaitsSecondFactor ? '/sign-in/code' : '/organise');
    } catch (error) {
      return this.dead('sign-in', error, request, reply);
    }
  }

  @Get('reset-password/:token')
  async resetPage(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.behind('password-reset', token, request, reply, (link) => (
      <ResetPasswordPage token={token} link={link} form={EMPTY_FORM} />
    ));
  }

  @Post('reset-password/:token')
  async reset(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      const input = readInput(ResetPasswordInput, { password: verbatimOf(answersOf(body), 'password') });
      await this.links.resetPassword(token, input, originOf(request, this.config));
      return this.pages.goTo(reply, '/sign-in?done=password');
    } catch (error) {
      return this.again('password-reset', { token, error }, request, reply, (link, refusal) => (
        <ResetPasswordPage token={token} link={link} form={{ values: {}, ...refusal }} />
      ));
    }
  }

  @Get('invitation/:token')
  async invitationPage(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.behind('invitation', token, request, reply, (link) => (
      <InvitationPage token={token} link={link} form={{ values: { name: link.name }, errors: [] }} />
    ));
  }

  @Post('invitation/:token')
  async accept(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const input = readInput(AcceptInvitationInput, {
        name: textOf(answers, 'name') ?? '',
        password: verbatimOf(answers, 'password') || undefined,
      });
      setSessionCookie(
        reply,
        this.config,
        await this.links.acceptInvitation(token, input, originOf(request, this.config)),
      );
      return this.pages.goTo(reply, '/organise');
    } catch (error) {
      return this.again('invitation', { token, error }, request, reply, (link, refusal) => (
        <InvitationPage token={token} link={link} form={{ values: answers, ...refusal }} />
      ));
    }
  }

  private askForm(kind: AskedLink, done: unknown, request: FastifyRequest, reply: FastifyReply): string {
    return this.pages.show(request, reply, <AskLinkPage kind={kind} form={EMPTY_FORM} sent={done === 'sent'} />);
  }

  private async ask(kind: AskedLink, body: unknown, request: FastifyRequest, reply: FastifyReply) {
    const email = textOf(answersOf(body), 'email') ?? '';
    try {
      const input = readInput(AskForLinkInput, { email });
      const origin = originOf(request, this.config);
      if (kind === 'sign-in') await this.links.requestSignInLink(input.email, origin);
      else await this.links.requestPasswordReset(input.email, origin);
      return this.pages.goTo(reply, `${ASKED_AT[kind]}?done=sent`);
    } catch (error) {
      const { status, ...refusal } = refusalOf(error);
      const page = <AskLinkPage kind={kind} form={{ values: { email }, ...refusal }} sent={false} />;
      return this.pages.refuse(request, reply, page, { status, ...refusal });
    }
  }

  /** The page behind a link that is still good. */
  private async behind(
    kind: LinkKind,
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    page: (link: LinkDetails) => VNode,
  ) {
    try {
      const link = await this.links.read(kind, token);
      return this.pages.show(request, reply, page(link), { locale: link.locale });
    } catch (error) {
      return this.dead(kind, error, request, reply);
    }
  }

  /** The page once more, with what is wrong. */
  private async again(
    kind: LinkKind,
    { token, error }: { token: string; error: unknown },
    request: FastifyRequest,
    reply: FastifyReply,
    page: (link: LinkDetails, refusal: Pick<AccountForm, 'errors' | 'wait'>) => VNode,
  ) {
    if (error instanceof LinkGone) return this.dead(kind, error, request, reply);
    const { status, ...refusal } = refusalOf(error);
    try {
      const link = await this.links.read(kind, token);
      return this.pages.refuse(request, reply, page(link, refusal), {
        status,
        wait: refusal.wait,
        locale: link.locale,
      });
    } catch (gone) {
      return this.dead(kind, gone, request, reply);
    }
  }

  private dead(kind: LinkKind, error: unknown, request: FastifyRequest, reply: FastifyReply): string {
    if (!(error instanceof LinkGone)) throw error;
    return this.pages.show(request, reply, <DeadLinkPage kind={kind} />, { status: 410 });
  }
}

type LinkKind = AskedLink | 'invitation';
