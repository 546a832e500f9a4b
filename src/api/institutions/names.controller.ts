import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import {
  CreateNameInput,
  InstitutionQueries,
  NamesService,
  UpdateNameInput,
} from '../../features/institutions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { FormerNameView, nameView } from './institutions.views.js';

@ApiTags('institutions')
@Controller('api/v1/institutions/:slug/names')
export class NamesController {
  constructor(
    private readonly names: NamesService,
    private readonly queries: InstitutionQueries,
  ) {}

  /** The names that the institution had, the last one first. Public. */
  @Get()
  @Answers(200, pageView(FormerNameView), 'One page of former names.')
  async list(@Param('slug') slug: string, @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>) {
    const { id } = await this.queries.find(slug);
    const { items, next } = await this.queries.names(id, page);
    return { items: items.map(nameView), next };
  }

  /** Records a former name; editions of its years show it. */
  @Post()
  @Answers(201, FormerNameView, 'The former name.')
  async add(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: CreateNameInput }) input: CreateNameInput,
  ) {
    return this.one(slug, await this.names.add(actor, slug, input));
  }

  /** One former name. Public. */
  @Get(':id')
  @Answers(200, FormerNameView, 'The former name.')
  async one(@Param('slug') slug: string, @Param('id', IdPipe) id: string) {
    const { id: institutionId } = await this.queries.find(slug);
    const name = await this.queries.name(institutionId, id);
    return new Versioned(nameView(name), name.version);
  }

  /** Changes what is given. */
  @Patch(':id')
  @Answers(200, FormerNameView, 'The changed name.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateNameInput }) input: UpdateNameInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.names.update(actor, slug, id, input, version);
    return this.one(slug, id);
  }

  /** Forgets a former name. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.names.remove(actor, slug, id, version);
  }
}
