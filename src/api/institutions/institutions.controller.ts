import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CreateInstitutionInput,
  type Institution,
  InstitutionsService,
  UpdateInstitutionInput,
} from '../../features/institutions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, LocalisedView, pageView, Versioned } from '../answers.js';

const InstitutionView = z
  .object({
    slug: z.string(),
    name: LocalisedView,
    city: z.string(),
    country: z.string(),
    timeZone: z.string(),
    website: z.string().nullable(),
    parent: z.string().nullable(),
  })
  .meta({ id: 'Institution' });

@ApiTags('institutions')
@Controller('api/v1/institutions')
export class InstitutionsController {
  constructor(private readonly institutions: InstitutionsService) {}

  /** All institutions. Public. */
  @Get()
  @Answers(200, pageView(InstitutionView), 'One page of institutions.')
  async list(@Query({ schema: pageRequest }) page: z.output<typeof pageRequest>) {
    const { items, next } = await this.institutions.list(page);
    return { items: items.map(view), next };
  }

  /** Adds an institution. */
  @Post()
  @Answers(201, InstitutionView, 'The new institution.')
  async create(@CurrentActor() actor: Actor, @Body({ schema: CreateInstitutionInput }) input: CreateInstitutionInput) {
    return versioned(await this.institutions.create(actor, input));
  }

  /** One institution. Public. */
  @Get(':slug')
  @Answers(200, InstitutionView, 'The institution.')
  async one(@Param('slug') slug: string) {
    return versioned(await this.institutions.bySlug(slug));
  }

  /** Changes what is given. */
  @Patch(':slug')
  @Answers(200, InstitutionView, 'The changed institution.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: UpdateInstitutionInput }) input: UpdateInstitutionInput,
    @IfMatch() version: number | undefined,
  ) {
    return versioned(await this.institutions.update(actor, slug, input, version));
  }

  /** Removes an institution that nothing names. */
  @Delete(':slug')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(@CurrentActor() actor: Actor, @Param('slug') slug: string, @IfMatch() version: number | undefined) {
    await this.institutions.remove(actor, slug, version);
  }
}

function view(row: Institution): z.input<typeof InstitutionView> {
  const { slug, name, city, country, timeZone, website, parent } = row;
  return { slug, name, city, country, timeZone, website, parent };
}

const versioned = (row: Institution) => new Versioned(view(row), row.version);
