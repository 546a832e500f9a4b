import { Body, Param, Post, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { ChangeRoleInput, PeopleService, RolesService } from '../../../features/accounts/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { refusedWord } from './people-errors.js';
import { PeoplePages, roleOf } from './people-pages.js';

/** The roles of one person: given, changed, taken away. */
@PagesAt('organise/people/:id/roles')
@UseGuards(SignedIn)
export class PersonRolesController {
  constructor(
    private readonly pages: Pages,
    private readonly people: PeopleService,
    private readonly roles: RolesService,
    private readonly peoplePages: PeoplePages,
  ) {}

  @Post()
  async grant(@Asked() asking: Asking, @Param('id', IdPipe) id: string, @Body() body: unknown) {
    const { actor, request, reply } = asking;
    const answers = answersOf(body);
    // Whoever may not see the person does not learn that there is one.
    await this.people.byId(actor, id);
    try {
      await this.roles.grant(actor, id, await this.peoplePages.grantOf(actor, answers));
      return this.pages.goTo(reply, `/organise/people/${id}?done=granted`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) return this.refuse(reply, id, error);
      const state = { values: answers, errors: error.errors };
      const page = await this.peoplePages.person(asking, id, { form: 'role', state });
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }

  @Post(':roleId')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('roleId', IdPipe) roleId: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answers = answersOf(body);
    try {
      const input = readInput(ChangeRoleInput, { role: roleOf(answers) });
      await this.roles.change(actor, id, roleId, input, versionAnswer(answers));
      return this.pages.goTo(reply, `/organise/people/${id}?done=changed`);
    } catch (error) {
      return this.refuse(reply, id, error);
    }
  }

  @Post(':roleId/revoke')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('roleId', IdPipe) roleId: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    try {
      await this.roles.revoke(actor, id, roleId, versionAnswer(answersOf(body)));
    } catch (error) {
      return this.refuse(reply, id, error);
    }
    const remains = await this.people.byId(actor, id).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    // Somebody without a role in the actor's scopes is no longer theirs to see.
    return this.pages.goTo(reply, remains ? `/organise/people/${id}?done=revoked` : '/organise/people?done=revoked');
  }

  private refuse(reply: FastifyReply, id: string, error: unknown): void {
    return this.pages.goTo(reply, `/organise/people/${id}?refused=${refusedWord(error)}`);
  }
}
