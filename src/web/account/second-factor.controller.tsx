import { Body, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CodeInput, NoSecondFactor, ProfileService, SecondFactorActive } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { readInput } from '../../platform/input/read-input.js';
import { totpUri } from '../../platform/security/one-time-codes.js';
import { answersOf, textOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { SignedIn } from '../organiser/signed-in.js';
import { Pages, PagesAt } from '../pages.js';
import { refusalOf } from './account-form.js';
import { BeginSecondFactorPage, RecoveryCodesPage, SecondFactorPage } from './second-factor.page.js';

const HOME = '/account/second-factor';

/** The code of an app beside the password. Secrets are in the answer to a form, never behind an address. */
@PagesAt('account/second-factor')
@UseGuards(SignedIn)
export class SecondFactorController {
  constructor(
    private readonly pages: Pages,
    private readonly profiles: ProfileService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const profile = await this.profiles.profile(actor);
    const page = <SecondFactorPage profile={profile} done={done === 'ended' ? 'ended' : null} />;
    return this.pages.show(request, reply, page);
  }

  @Post('begin')
  async begin(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      const begun = await this.profiles.beginSecondFactor(actor);
      return this.pages.show(request, reply, <BeginSecondFactorPage {...begun} form={EMPTY_FORM} />);
    } catch (error) {
      // In another window it is done already.
      if (error instanceof SecondFactorActive) return this.pages.goTo(reply, HOME);
      throw error;
    }
  }

  @Post('confirm')
  async confirm(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const { recoveryCodes } = await this.profiles.confirmSecondFactor(actor, textOf(answers, 'code') ?? '');
      return this.pages.show(request, reply, <RecoveryCodesPage codes={recoveryCodes} isNew />);
    } catch (error) {
      const { status, ...refusal } = refusalOf(error);
      const secret = textOf(answers, 'secret') ?? '';
      // The code that counts is checked against the stored secret; this one is only shown again.
      if (!/^[A-Z2-7]{16,64}$/.test(secret)) return this.pages.goTo(reply, HOME);
      const { email } = await this.profiles.profile(actor);
      const page = (
        <BeginSecondFactorPage secret={secret} uri={totpUri(secret, email)} form={{ values: {}, ...refusal }} />
      );
      return this.pages.refuse(request, reply, page, { status, ...refusal });
    }
  }

  @Post('end')
  async end(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      await this.profiles.endSecondFactor(actor, readInput(CodeInput, { code: textOf(answersOf(body), 'end') ?? '' }));
      return this.pages.goTo(reply, `${HOME}?done=ended`);
    } catch (error) {
      return this.refuse(actor, 'end', error, request, reply);
    }
  }

  @Post('codes')
  async renew(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      const input = readInput(CodeInput, { code: textOf(answersOf(body), 'codes') ?? '' });
      const { recoveryCodes } = await this.profiles.renewRecoveryCodes(actor, input);
      return this.pages.show(request, reply, <RecoveryCodesPage codes={recoveryCodes} isNew={false} />);
    } catch (error) {
      return this.refuse(actor, 'codes', error, request, reply);
    }
  }

  private async refuse(
    actor: Actor,
    form: 'end' | 'codes',
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    if (error instanceof NoSecondFactor) return this.pages.goTo(reply, HOME);
    const { status, ...refusal } = refusalOf(error);
    const refused = { form, state: { values: {}, ...refusal } };
    const page = <SecondFactorPage profile={await this.profiles.profile(actor)} refused={refused} done={null} />;
    return this.pages.refuse(request, reply, page, { status, ...refusal });
  }
}
