import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { CreateTokenInput, TokensService } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView } from '../answers.js';
import { NewTokenView, TokenView, tokenView } from './accounts.views.js';

@ApiTags('accounts')
@Controller('api/v1/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  /** Your bearer tokens, those that have expired included. Needs a session, not a token. */
  @Get()
  @Answers(200, pageView(TokenView), 'One page of tokens.')
  async list(@CurrentActor() actor: Actor, @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>) {
    const { items, next } = await this.tokens.list(actor, page);
    return { items: items.map(tokenView), next };
  }

  /** Makes a bearer token for a program. Needs a session, not a token. */
  @Post()
  @Answers(201, NewTokenView, 'The token.')
  create(@CurrentActor() actor: Actor, @Body({ schema: CreateTokenInput }) input: CreateTokenInput) {
    return this.tokens.create(actor, input);
  }

  /** One of your bearer tokens. Needs a session, not a token. */
  @Get(':id')
  @Answers(200, TokenView, 'The token, without its secret.')
  async one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return tokenView(await this.tokens.token(actor, id));
  }

  /** Revokes a token: it opens nothing from now on. Needs a session, not a token. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Revoked.')
  async revoke(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.tokens.revoke(actor, id);
  }
}
