import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  AcceptInvitationInput,
  AccountLinksService,
  AskForLinkInput,
  ResetPasswordInput,
} from '../../features/accounts/index.js';
import { Config } from '../../platform/config/config.js';
import { originOf, setSessionCookie } from '../../platform/http/session-cookie.js';
import { Answers } from '../answers.js';

@ApiTags('accounts')
@Controller('api/v1')
export class LinksController {
  constructor(
    private readonly links: AccountLinksService,
    private readonly config: Config,
  ) {}

  /** Mails a link to set a new password, if somebody has this address. The answer is the same if nobody has. */
  @Post('password-reset')
  @HttpCode(202)
  @Answers(202, null, 'Taken up.')
  async requestPasswordReset(
    @Body({ schema: AskForLinkInput }) { email }: AskForLinkInput,
    @Req() request: FastifyRequest,
  ) {
    await this.links.requestPasswordReset(email, originOf(request, this.config));
  }

  /** Mails a link to sign in by, for people without a password; others get one to set a new password. The answer is always the same. */
  @Post('sign-in-link')
  @HttpCode(202)
  @Answers(202, null, 'Taken up.')
  async requestSignInLink(
    @Body({ schema: AskForLinkInput }) { email }: AskForLinkInput,
    @Req() request: FastifyRequest,
  ) {
    await this.links.requestSignInLink(email, originOf(request, this.config));
  }

  /** Sets a new password by the mailed link, once, and ends every session. */
  @Post('password-reset/:token')
  @HttpCode(204)
  @Answers(204, null, 'Set. Sign in with it now.')
  async resetPassword(
    @Param('token') token: string,
    @Body({ schema: ResetPasswordInput }) input: ResetPasswordInput,
    @Req() request: FastifyRequest,
  ) {
    await this.links.resetPassword(token, input, originOf(request, this.config));
  }

  /** Accepts an invitation by the mailed link, once, and signs in. */
  @Post('invitations/:token')
  @HttpCode(204)
  @Answers(204, null, 'Accepted and signed in.')
  async acceptInvitation(
    @Param('token') token: string,
    @Body({ schema: AcceptInvitationInput }) input: AcceptInvitationInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const session = await this.links.acceptInvitation(token, input, originOf(request, this.config));
    setSessionCookie(reply, this.config, session);
  }
}
