import { Get, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import {
  AlreadyCancelled,
  type DelegateInput,
  DelegationsService,
  InvitationQueries,
  InvitationUsed,
  RegistrationClosed,
  WrongStatus,
} from '../../features/registration/index.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, InvalidInput } from '../../kernel/domain-error.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { type Answers, answersOf, onePerField } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { delegateOf, delegatesOf, namedAs, type NamedDelegate } from './delegation-form.js';
import { DeadDelegationPage, DelegationPage, type DelegationPageProps } from './delegation.page.js';

type Shown = Partial<Pick<DelegationPageProps, 'one' | 'many' | 'named' | 'done'>>;

/** An institution's delegates, for whoever holds the link of its delegation. */
@PagesAt('delegation/:token')
export class DelegationController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly queries: InvitationQueries,
    private readonly delegations: DelegationsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async page(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { done } = request.query as Record<string, unknown>;
    const word = done === 'named' || done === 'cancelled' ? done : null;
    return this.orDead(request, reply, () => this.show(token, { done: word }, request, reply));
  }

  /** Names one delegate. */
  @Post()
  @FormToken('with-cookie')
  async nameOne(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const values = answersOf(request.body);
    return this.orDead(request, reply, async () => {
      const refused = await this.named(token, () => delegateOf(values));
      if (refused === null) return this.pages.goTo(reply, `/delegation/${token}?done=named`);
      return this.show(token, { one: { values, errors: onePerField(refused) } }, request, reply, 422);
    });
  }

  /** Names several, each with an answer; those who could not be named stay in the form. */
  @Post('many')
  @FormToken('with-cookie')
  async nameMany(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const values = answersOf(request.body);
    return this.orDead(request, reply, async () => {
      try {
        const named = await this.nameLines(token, values);
        const left = named.filter(({ status }) => status === null).map(({ text }) => text);
        const many = left.length > 0 ? { values: { ...values, list: left.join('\n') }, errors: [] } : EMPTY_FORM;
        return await this.show(token, { many, named }, request, reply, left.length > 0 ? 422 : 200);
      } catch (error) {
        const errors = errorsOf(error, 'list');
        if (errors === null) throw error;
        return this.show(token, { many: { values, errors: onePerField(errors) } }, request, reply, 422);
      }
    });
  }

  @Post('delegates/:id/cancel')
  @FormToken('with-cookie')
  async cancel(
    @Param('token') token: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.orDead(request, reply, async () => {
      try {
        await this.delegations.cancel(token, id);
      } catch (error) {
        // Somebody was faster.
        if (!(error instanceof AlreadyCancelled || error instanceof WrongStatus)) throw error;
      }
      return this.pages.goTo(reply, `/delegation/${token}?done=cancelled`);
    });
  }

  /** Null when all is well, else what is wrong in the form. */
  private async named(token: string, read: () => DelegateInput): Promise<FieldError[] | null> {
    try {
      const [outcome] = await this.delegations.name(token, [read()]);
      if (!outcome || !('refused' in outcome)) return null;
      const { refused } = outcome;
      return errorsOf(refused, 'email') ?? [{ path: '', code: refused.code, message: refused.message }];
    } catch (error) {
      const errors = errorsOf(error, 'email');
      if (errors === null) throw error;
      return errors;
    }
  }

  private async nameLines(token: string, values: Answers): Promise<NamedDelegate[]> {
    const lines = delegatesOf(values);
    const good = lines.flatMap(({ read }) => (typeof read === 'string' ? [] : [read]));
    const outcomes = await this.delegations.name(token, good);
    return lines.map(({ line: { text }, read }) =>
      typeof read === 'string' ? { text, status: null, problem: read } : namedAs(text, outcomes[good.indexOf(read)]!),
    );
  }

  private async show(
    token: string,
    shown: Shown,
    request: FastifyRequest,
    reply: FastifyReply,
    status = 200,
  ): Promise<string> {
    const delegation = await this.queries.byToken('delegation', token);
    const edition = await this.editions.byId(delegation.editionId);
    const isOver = edition.endsAt === null || edition.endsAt <= this.clock.now();
    const page = (
      <DelegationPage
        token={token}
        edition={editionRef(edition)}
        delegation={delegation}
        delegates={await this.queries.delegates(delegation)}
        open={edition.status === 'published' && !isOver}
        one={shown.one ?? EMPTY_FORM}
        many={shown.many ?? EMPTY_FORM}
        named={shown.named ?? []}
        done={shown.done ?? null}
      />
    );
    return this.pages.show(request, reply, page, { locale: delegation.locale, status });
  }

  /** A link that opens nothing says so, and how to get another one. */
  private async orDead<T>(request: FastifyRequest, reply: FastifyReply, work: () => Promise<T>): Promise<T | string> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof InvitationUsed)
        return this.pages.show(request, reply, <DeadDelegationPage />, { status: 410 });
      throw error;
    }
  }
}

/** What can be told at the form; null for everything else. */
function errorsOf(error: unknown, path: string): FieldError[] | null {
  if (error instanceof InvalidInput) return error.errors;
  if (error instanceof RegistrationClosed) return [{ path: '', code: error.code, message: error.message }];
  if (!(error instanceof DomainError) || error.kind !== 'conflict') return null;
  return [{ path, code: error.code, message: error.message }];
}
