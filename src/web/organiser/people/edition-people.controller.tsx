import { Body, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { PeopleService } from '../../../features/accounts/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf, onePerField } from '../../form-answers.js';
import { EMPTY_FORM } from '../../layout/form.js';
import { Pages, PagesAt } from '../../pages.js';
import { doneOf } from '../parts/edition-console.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { personErrors } from './people-errors.js';
import { listQueryOf, PeoplePages } from './people-pages.js';
import { PERSON_DONE } from './person.page.js';

/** Who helps with one edition. */
@PagesAt('organise/editions/:key/people')
@UseGuards(SignedIn)
export class EditionPeopleController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly people: PeopleService,
    private readonly peoplePages: PeoplePages,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'role.grant');
    const done = doneOf(request, PERSON_DONE);
    const page = await this.peoplePages.ofEdition(actor, edition, listQueryOf(query), EMPTY_FORM, done);
    return this.pages.show(request, reply, page);
  }

  @Post()
  async invite(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'role.grant');
    const answers = answersOf(body);
    try {
      await this.people.create(actor, await this.peoplePages.invited(actor, answers, edition.scope));
      return this.pages.goTo(reply, `/organise/editions/${edition.key}/people?done=invited`);
    } catch (error) {
      const form = { values: answers, errors: onePerField(personErrors(error)) };
      const page = await this.peoplePages.ofEdition(actor, edition, { q: '' }, form, null);
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }
}
