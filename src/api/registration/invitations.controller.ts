import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  InvitationFilter,
  InvitationQueries,
  InvitationsService,
  InvitationsInput,
  type InviteInput,
  RemindInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { InvitationView, invitationView, InvitedView, invitedView, RemindedView } from './invitations.views.js';

@ApiTags('registration')
@Controller('api/v1/editions/:key/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly queries: InvitationQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** Who has been invited, newest first. */
  @Get()
  @Answers(200, pageView(InvitationView), 'One page of invitations.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: InvitationFilter }) filter: InvitationFilter,
  ) {
    const { items, next } = await this.queries.list(actor, await this.editions.byKey(actor, key), filter);
    return { items: items.map(invitationView), next };
  }

  /** Invites one person or a delegation's coordinator; with `invitations` up to 2,000 people, each with an outcome. */
  @Post()
  @Answers(201, z.union([InvitationView, InvitedView]), 'The new invitation; for a list what became of each row.')
  async invite(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: InvitationsInput }) { invitations, ...input }: InvitationsInput,
  ) {
    if (!invitations) return this.one(actor, key, await this.invitations.invite(actor, key, input as InviteInput));
    const { category, message, expiresAt, locale } = input;
    const people = invitations.map(({ email, name, institution, locale: language }, index) => ({
      ...{ row: index + 1, email, name: name ?? '', institution: institution ?? '', language: language ?? '' },
    }));
    return invitedView(await this.invitations.inviteAll(actor, key, { category, message, expiresAt, locale }, people));
  }

  /** Mails all of a kind again who have not answered and have had no mail about it for 24 hours. */
  @Post('remind')
  @HttpCode(200)
  @Answers(200, RemindedView, 'How many.')
  async remind(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: RemindInput }) input: RemindInput,
  ) {
    return { reminded: await this.invitations.remind(actor, key, input) };
  }

  /** One invitation. */
  @Get(':id')
  @Answers(200, InvitationView, 'The invitation.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const invitation = await this.queries.byId(actor, await this.editions.byKey(actor, key), id);
    return new Versioned(invitationView(invitation), invitation.version);
  }

  /** Mails an invitation again, with a new link; the old one opens nothing any more. */
  @Post(':id/resend')
  @HttpCode(200)
  @Answers(200, InvitationView, 'The invitation.')
  async resend(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    await this.invitations.resend(actor, key, id);
    return this.one(actor, key, id);
  }

  /** Takes an invitation back that nobody has used. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Withdrawn.')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.invitations.withdraw(actor, key, id, version);
  }
}
