import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CreateEditionInput,
  CreateMemberInput,
  CreateSeriesInput,
  EditionQueries,
  EditionsService,
  SeriesService,
  UpdateMemberInput,
  UpdateSeriesInput,
} from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { EditionView, editionView, MemberView, memberView, SeriesView, seriesView } from './editions.views.js';

type PageQuery = z.output<typeof pageRequest>;

/** As for `/editions`; the series is the one in the path. */
const CreateEditionOfSeries = CreateEditionInput.extend({ series: CreateEditionInput.shape.series.optional() }).meta({
  id: 'CreateEditionOfSeries',
});

@ApiTags('series')
@Controller('api/v1/series')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly editions: EditionsService,
    private readonly queries: EditionQueries,
  ) {}

  /** All series. Public. */
  @Get()
  @Answers(200, pageView(SeriesView), 'One page of series.')
  async list(@Query({ schema: pageRequest }) page: PageQuery) {
    const { items, next } = await this.queries.seriesList(page);
    return { items: items.map(seriesView), next };
  }

  /** Adds a series. */
  @Post()
  @Answers(201, SeriesView, 'The new series.')
  async create(@CurrentActor() actor: Actor, @Body({ schema: CreateSeriesInput }) input: CreateSeriesInput) {
    await this.series.create(actor, input);
    return this.one(input.slug);
  }

  /** One series. Public. */
  @Get(':slug')
  @Answers(200, SeriesView, 'The series.')
  async one(@Param('slug') slug: string) {
    const series = await this.queries.seriesBySlug(slug);
    return new Versioned(seriesView(series), series.version);
  }

  /** Changes what is given. */
  @Patch(':slug')
  @Answers(200, SeriesView, 'The changed series.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: UpdateSeriesInput }) input: UpdateSeriesInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.series.update(actor, slug, input, version);
    return this.one(slug);
  }

  /** Removes a series without editions. */
  @Delete(':slug')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(@CurrentActor() actor: Actor, @Param('slug') slug: string, @IfMatch() version: number | undefined) {
    await this.series.remove(actor, slug, version);
  }

  /** Members, partners and broadcasters. Public. */
  @Get(':slug/members')
  @Answers(200, pageView(MemberView), 'One page of members.')
  async members(@Param('slug') slug: string, @Query({ schema: pageRequest }) page: PageQuery) {
    const { id } = await this.queries.seriesBySlug(slug);
    const { items, next } = await this.queries.members(id, page);
    return { items: items.map(memberView), next };
  }

  /** Adds an institution to the series. */
  @Post(':slug/members')
  @Answers(201, MemberView, 'The new member.')
  async addMember(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: CreateMemberInput }) input: CreateMemberInput,
  ) {
    return this.member(slug, await this.series.addMember(actor, slug, input));
  }

  /** One member. Public. */
  @Get(':slug/members/:id')
  @Answers(200, MemberView, 'The member.')
  async member(@Param('slug') slug: string, @Param('id', IdPipe) id: string) {
    const series = await this.queries.seriesBySlug(slug);
    const member = await this.queries.member(series.id, id);
    return new Versioned(memberView(member), member.version);
  }

  /** Changes what is given. */
  @Patch(':slug/members/:id')
  @Answers(200, MemberView, 'The changed member.')
  async updateMember(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateMemberInput }) input: UpdateMemberInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.series.updateMember(actor, slug, id, input, version);
    return this.member(slug, id);
  }

  /** Takes an institution out of the series. */
  @Delete(':slug/members/:id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async removeMember(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.series.removeMember(actor, slug, id, version);
  }

  /** The editions of a series, newest first. Public; drafts only for those who may see them. */
  @Get(':slug/editions')
  @Answers(200, pageView(EditionView), 'One page of editions.')
  async editionsOf(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Query({ schema: pageRequest }) page: PageQuery,
  ) {
    const { id } = await this.queries.seriesBySlug(slug);
    const { items, next } = await this.queries.ofSeries(actor, id, page);
    return { items: items.map(editionView), next };
  }

  /** Makes a draft; the next ordinal is proposed when none is given. */
  @Post(':slug/editions')
  @Answers(201, EditionView, 'The new draft.')
  async createEdition(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Body({ schema: CreateEditionOfSeries }) input: z.output<typeof CreateEditionOfSeries>,
  ) {
    if (input.series !== undefined && input.series !== slug) {
      throw InvalidInput.at('series', 'invalid-value', 'The series is the one in the address.');
    }
    const { key } = await this.editions.create(actor, { ...input, series: slug });
    const edition = await this.queries.byKey(actor, key);
    return new Versioned(editionView(edition), edition.version);
  }
}
