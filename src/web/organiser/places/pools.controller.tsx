import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  CreatePoolInput,
  PoolInUse,
  PoolsService,
  RegistrationQueries,
  UpdatePoolInput,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { Asked, type Asking } from '../asking.js';
import { ConsoleForms, type EditPlan } from '../forms/console-forms.js';
import { localisedAnswers, localisedOf, numberOf } from '../forms/form-texts.js';
import { refusedOf } from '../parts/edition-console.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { versionAnswer } from '../parts/part-answers.js';
import { SignedIn } from '../signed-in.js';
import { POOL_REFUSED, PoolPage } from './pools.page.js';

/** The places that categories share. They are listed below the categories. */
@PagesAt('organise/editions/:key/pools')
@UseGuards(SignedIn)
export class PoolPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly forms: ConsoleForms,
    private readonly queries: RegistrationQueries,
    private readonly pools: PoolsService,
  ) {}

  @Get('new')
  async newForm(@Asked() asking: Asking, @Param('key') key: string) {
    return this.forms.show(asking, await this.newPlan(asking.actor, key));
  }

  @Post('new')
  async create(@Asked() asking: Asking, @Param('key') key: string) {
    return this.forms.save(asking, await this.newPlan(asking.actor, key), asking.request.body);
  }

  @Get(':id')
  async form(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.forms.show(asking, await this.planOf(asking, key, id));
  }

  @Post(':id')
  async save(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    return this.forms.save(asking, await this.planOf(asking, key, id), asking.request.body);
  }

  @Post(':id/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const base = `/organise/editions/${key}`;
    try {
      await this.pools.remove(actor, key, id, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof PoolInUse) return this.pages.goTo(reply, `${base}/pools/${id}?refused=in-use`);
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}/pools/${id}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}/categories?done=pool-removed`);
  }

  private async newPlan(actor: Actor, key: string): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    return {
      name: `edition:${key}:pools:new`,
      path: `/organise/editions/${key}/pools/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: {} }),
      page: (form) => <PoolPage edition={editionRef(edition)} pool={null} form={form} />,
      save: async (answers) => {
        await this.pools.create(actor, key, readInput(CreatePoolInput, poolAnswers(answers)));
        return `/organise/editions/${key}/categories?done=pool-created`;
      },
    };
  }

  private async planOf({ actor, request }: Asking, key: string, id: string): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    return {
      name: `edition:${key}:pools:${id}`,
      path: `/organise/editions/${key}/pools/${id}`,
      object: { kind: 'pool', id },
      current: async () => {
        const { name, capacity, version } = await this.queries.pool(edition, id);
        return { version, answers: { ...localisedAnswers('name', name), capacity: String(capacity) } };
      },
      page: async (form) => (
        <PoolPage
          edition={editionRef(edition)}
          pool={await this.queries.pool(edition, id)}
          form={form}
          refused={refusedOf(request, POOL_REFUSED)}
        />
      ),
      save: async (answers, version) => {
        await this.pools.update(actor, key, id, readInput(UpdatePoolInput, poolAnswers(answers)), version);
        return `/organise/editions/${key}/categories?done=pool-saved`;
      },
    };
  }
}

const poolAnswers = (answers: Answers) => ({
  name: localisedOf(answers, 'name') ?? '',
  capacity: numberOf(answers, 'capacity'),
});
