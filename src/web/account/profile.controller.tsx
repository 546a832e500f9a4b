import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ChangePasswordInput, ProfileInput, ProfileService, SessionsService } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Config } from '../../platform/config/config.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { sessionSecretOf } from '../../platform/http/session-cookie.js';
import { readInput } from '../../platform/input/read-input.js';
import { answersOf, textOf, verbatimOf } from '../form-answers.js';
import { Pages, PagesAt } from '../pages.js';
import { SignedIn } from '../organiser/signed-in.js';
import { refusalOf } from './account-form.js';
import { ProfilePage, type ProfilePageProps } from './profile.page.js';

const DONE = ['profile', 'password', 'session', 'sessions'] as const;

/** Somebody's own account: who they are, their password, and where they are signed in. */
@PagesAt('account')
@UseGuards(SignedIn)
export class ProfileController {
  constructor(
    private readonly pages: Pages,
    private readonly profiles: ProfileService,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const page = await this.page(actor, request, { done: DONE.find((one) => one === done) ?? null });
    return this.pages.show(request, reply, page);
  }

  @Post()
  async change(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const input = { name: textOf(answers, 'name') ?? '', locale: textOf(answers, 'locale') };
      await this.profiles.update(actor, readInput(ProfileInput, input));
      return this.pages.goTo(reply, '/account?done=profile');
    } catch (error) {
      const { status, ...refusal } = refusalOf(error);
      const refused = { form: 'profile' as const, state: { values: answers, ...refusal } };
      const page = await this.page(actor, request, { refused, done: null });
      return this.pages.refuse(request, reply, page, { status, ...refusal });
    }
  }

  @Post('password')
  async changePassword(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const input = readInput(ChangePasswordInput, {
        current: verbatimOf(answers, 'current'),
        password: verbatimOf(answers, 'password'),
      });
      await this.profiles.changePassword(actor, input, sessionSecretOf(request, this.config));
      return this.pages.goTo(reply, '/account?done=password');
    } catch (error) {
      const { status, ...refusal } = refusalOf(error);
      const refused = { form: 'password' as const, state: { values: {}, ...refusal } };
      const page = await this.page(actor, request, { refused, done: null });
      return this.pages.refuse(request, reply, page, { status, ...refusal });
    }
  }

  @Post('sessions/end-others')
  async endOthers(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.revokeOthers(actor, sessionSecretOf(request, this.config));
    return this.pages.goTo(reply, '/account?done=sessions');
  }

  @Post('sessions/:id/end')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.revoke(actor, id);
    return this.pages.goTo(reply, '/account?done=session');
  }

  private async page(actor: Actor, request: FastifyRequest, state: Pick<ProfilePageProps, 'refused' | 'done'>) {
    const [profile, sessions] = await Promise.all([
      this.profiles.profile(actor),
      this.sessions.list(actor, sessionSecretOf(request, this.config)),
    ]);
    return <ProfilePage profile={profile} sessions={sessions} {...state} />;
  }
}
