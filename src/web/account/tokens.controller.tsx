import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CreateTokenInput, TokensService } from '../../features/accounts/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DEFAULT_PAGE_SIZE } from '../../kernel/page.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { readInput } from '../../platform/input/read-input.js';
import { type Answers, answersOf, textOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { SignedIn } from '../organiser/signed-in.js';
import { Pages, PagesAt } from '../pages.js';
import { type AccountForm, refusalOf } from './account-form.js';
import { NewTokenPage, TOKEN_LIVES, TokensPage } from './tokens.page.js';

const DAY_MS = 86_400_000;
const UUID = /^[0-9a-f-]{36}$/;

/** Bearer tokens for somebody's own programs. */
@PagesAt('account/tokens')
@UseGuards(SignedIn)
export class TokensController {
  constructor(
    private readonly pages: Pages,
    private readonly tokens: TokensService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const cursor = typeof query['cursor'] === 'string' && UUID.test(query['cursor']) ? query['cursor'] : undefined;
    const done = query['done'] === 'revoked' ? 'revoked' : null;
    return this.pages.show(request, reply, await this.page(actor, EMPTY_FORM, { cursor, done }));
  }

  @Post()
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const input = readInput(CreateTokenInput, {
        name: textOf(answers, 'tokenName') ?? '',
        scopes: textOf(answers, 'scope') === 'write' ? ['read', 'write'] : ['read'],
        expiresAt: this.endOf(answers),
      });
      const { token } = await this.tokens.create(actor, input);
      return this.pages.show(request, reply, <NewTokenPage name={input.name} token={token} />);
    } catch (error) {
      const { status, errors, wait } = refusalOf(error);
      const named = errors.map((one) => (one.path === 'name' ? { ...one, path: 'tokenName' } : one));
      const page = await this.page(actor, { values: answers, errors: named, wait });
      return this.pages.refuse(request, reply, page, { status, wait });
    }
  }

  @Post(':id/revoke')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.tokens.revoke(actor, id);
    return this.pages.goTo(reply, '/account/tokens?done=revoked');
  }

  private async page(
    actor: Actor,
    form: AccountForm,
    { cursor, done = null }: { cursor?: string; done?: 'revoked' | null } = {},
  ) {
    const { items, next } = await this.tokens.list(actor, { limit: DEFAULT_PAGE_SIZE, cursor });
    return <TokensPage tokens={items} next={next} form={form} done={done} />;
  }

  /** Without a choice of the form's, the shortest life. */
  private endOf(answers: Answers): string | undefined {
    const life = TOKEN_LIVES.find((one) => one === textOf(answers, 'life')) ?? TOKEN_LIVES[0];
    return life === 'never' ? undefined : new Date(this.clock.now().getTime() + Number(life) * DAY_MS).toISOString();
  }
}
