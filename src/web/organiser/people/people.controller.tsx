import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { PeopleService, UpdateAccountInput } from '../../../features/accounts/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf, onePerField, textOf } from '../../form-answers.js';
import { EMPTY_FORM } from '../../layout/form.js';
import { Pages, PagesAt } from '../../pages.js';
import { doneOf } from '../parts/edition-console.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { personErrors, refusedWord } from './people-errors.js';
import { listQueryOf, PeoplePages } from './people-pages.js';
import { PEOPLE_DONE } from './people.page.js';

/** Who can sign in: the list, one person, and what is done to their account. */
@PagesAt('organise/people')
@UseGuards(SignedIn)
export class PeopleController {
  constructor(
    private readonly pages: Pages,
    private readonly people: PeopleService,
    private readonly peoplePages: PeoplePages,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const page = await this.peoplePages.list(actor, listQueryOf(query), EMPTY_FORM, doneOf(request, PEOPLE_DONE));
    return this.pages.show(request, reply, page);
  }

  @Post()
  async invite(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const { id } = await this.people.create(actor, await this.peoplePages.invited(actor, answers));
      return this.pages.goTo(reply, `/organise/people/${id}?done=invited`);
    } catch (error) {
      const form = { values: answers, errors: onePerField(personErrors(error)) };
      const page = await this.peoplePages.list(actor, { q: '' }, form, null);
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }

  @Get(':id')
  async show(@Asked() asking: Asking, @Param('id', IdPipe) id: string) {
    const { request, reply } = asking;
    return this.pages.show(request, reply, await this.peoplePages.person(asking, id));
  }

  @Post(':id')
  async change(@Asked() asking: Asking, @Param('id', IdPipe) id: string, @Body() body: unknown) {
    const { actor, request, reply } = asking;
    const answers = answersOf(body);
    try {
      const input = readInput(UpdateAccountInput, detailsOf(answers));
      await this.people.update(actor, id, input, versionAnswer(answers));
      return this.pages.goTo(reply, `/organise/people/${id}?done=saved`);
    } catch (error) {
      const state = { values: answers, errors: onePerField(personErrors(error)) };
      const page = await this.peoplePages.person(asking, id, { form: 'person', state });
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }

  @Post(':id/invitation')
  resend(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(reply, id, 'resent', () => this.people.resendInvitation(actor, id));
  }

  @Post(':id/disable')
  disable(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(reply, id, 'disabled', () => this.people.update(actor, id, { disabled: true }));
  }

  @Post(':id/enable')
  enable(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(reply, id, 'enabled', () => this.people.update(actor, id, { disabled: false }));
  }

  @Post(':id/end-second-factor')
  endSecondFactor(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(reply, id, 'factor-ended', () => this.people.endSecondFactor(actor, id));
  }

  @Post(':id/remove')
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.act(reply, id, 'removed', () => this.people.remove(actor, id));
  }

  private async act(reply: FastifyReply, id: string, done: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof NotFound) throw error;
      return this.pages.goTo(reply, `/organise/people/${id}?refused=${refusedWord(error)}`);
    }
    return this.pages.goTo(
      reply,
      done === 'removed' ? '/organise/people?done=removed' : `/organise/people/${id}?done=${done}`,
    );
  }
}

const detailsOf = (answers: Answers) => ({
  email: textOf(answers, 'email') ?? '',
  name: textOf(answers, 'name') ?? '',
  locale: textOf(answers, 'locale'),
});
