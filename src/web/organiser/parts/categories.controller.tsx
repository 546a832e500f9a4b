import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CategoryInUse, RegistrationQueries } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { openState } from '../forms/edit-state.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { CATEGORY_DONE, CategoriesPage, CategoryPage } from './categories.page.js';
import { categoryValues } from './category-form.js';
import { CategoryPlans } from './category-plans.js';
import { doneOf } from './edition-console.js';
import { EditionDesk } from './edition-desk.js';
import { versionAnswer } from './part-answers.js';

/** What people register for. */
@PagesAt('organise/editions/:key/categories')
@UseGuards(SignedIn)
export class CategoryPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly forms: ConsoleForms,
    private readonly queries: RegistrationQueries,
    private readonly plans: CategoryPlans,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key);
    const { items } = await this.queries.categories(edition);
    const pools = await this.queries.pools(edition);
    return this.pages.show(
      request,
      reply,
      <CategoriesPage
        edition={editionRef(edition)}
        categories={items}
        pools={pools.items}
        mayEdit={this.desk.may(actor, 'edition.edit', edition)}
        done={doneOf(request, CATEGORY_DONE)}
      />,
    );
  }

  @Get('new')
  async newForm(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.plans.create(actor, key));
  }

  @Post('new')
  async create(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.plans.create(actor, key), request.body);
  }

  @Get(':id')
  async form(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request, reply } = asking;
    const edition = await this.desk.open(actor, key);
    if (this.desk.may(actor, 'edition.edit', edition)) {
      return this.forms.show(asking, this.plans.edit(actor, edition, id, request));
    }
    const category = await this.queries.category(edition, id);
    const form = openState({
      name: '',
      path: '',
      version: category.version,
      original: categoryValues(category, edition.timeZone ?? 'UTC'),
    });
    return this.pages.show(
      request,
      reply,
      <CategoryPage
        edition={editionRef(edition)}
        category={category}
        choices={await this.plans.choices(edition)}
        form={form}
        mayEdit={false}
      />,
    );
  }

  @Post(':id')
  async save(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    const edition = await this.desk.open(actor, key, 'edition.edit');
    return this.forms.save(asking, this.plans.edit(actor, edition, id, request), request.body);
  }

  @Post(':id/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const base = `/organise/editions/${key}/categories`;
    try {
      await this.plans.service.remove(actor, key, id, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof CategoryInUse) return this.pages.goTo(reply, `${base}/${id}?refused=in-use`);
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}/${id}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}?done=removed`);
  }
}
