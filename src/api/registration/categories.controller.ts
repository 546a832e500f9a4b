import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  CategoriesService,
  CreateCategoryInput,
  RegistrationQueries,
  UpdateCategoryInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { CategoryView, categoryView } from './registration.views.js';

@ApiTags('registration')
@Controller('api/v1/editions/:key/categories')
export class CategoriesController {
  constructor(
    private readonly categories: CategoriesService,
    private readonly registrations: RegistrationQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** The kinds of places of an edition. Public. */
  @Get()
  @Answers(200, pageView(CategoryView), 'One page of categories.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.registrations.categories(await this.editions.byKey(actor, key), page);
    return { items: items.map(categoryView), next };
  }

  /** Adds a category. */
  @Post()
  @Answers(201, CategoryView, 'The new category.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateCategoryInput }) input: CreateCategoryInput,
  ) {
    return this.one(actor, key, await this.categories.create(actor, key, input));
  }

  /** One category. Public. */
  @Get(':id')
  @Answers(200, CategoryView, 'The category.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const category = await this.registrations.category(await this.editions.byKey(actor, key), id);
    return new Versioned(categoryView(category), category.version);
  }

  /** Changes what is given. */
  @Patch(':id')
  @Answers(200, CategoryView, 'The changed category.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateCategoryInput }) input: UpdateCategoryInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.categories.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes a category that nobody has registered in. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.categories.remove(actor, key, id, version);
  }
}
