import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import {
  ProgrammeQueries,
  ReleasedVersion,
  ReleaseInput,
  ReleaseQueries,
  ReleasesService,
} from '../../features/programme/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView } from '../answers.js';
import { ProgrammeView, programmeView, ReleaseView, releaseView, WarningView, warningView } from './programme.views.js';

/** The programme as a whole: what may be wrong with the draft, and what has been released. */
@ApiTags('programme')
@Controller('api/v1/editions/:key/programme')
export class ProgrammeController {
  constructor(
    private readonly service: ReleasesService,
    private readonly draft: ProgrammeQueries,
    private readonly released: ReleaseQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** The released programme, the newest unless a version is asked for. Public; what is not released yet is never in it. */
  @Get()
  @Answers(200, ProgrammeView, 'The programme as it was released.')
  async programme(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: ReleasedVersion }) { version }: ReleasedVersion,
  ) {
    return programmeView(await this.released.programme(await this.editions.byKey(actor, key), version));
  }

  /** What may be wrong with the draft. Nothing of it keeps it from being released. */
  @Get('warnings')
  @Answers(200, pageView(WarningView), 'All of them, by kind and time.')
  async warnings(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return { items: (await this.draft.warnings(actor, key)).map(warningView), next: null };
  }

  /** What has been released, the newest first. Public. */
  @Get('releases')
  @Answers(200, pageView(ReleaseView), 'One page of releases.')
  async releases(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.released.list(await this.editions.byKey(actor, key), page);
    return { items: items.map(releaseView), next };
  }

  /** Freezes the draft: from now on the public sees it as it is now. */
  @Post('releases')
  @Answers(201, ReleaseView, 'The release, and what is new in it.')
  async release(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: ReleaseInput }) input: ReleaseInput,
  ) {
    const version = await this.service.release(actor, key, input);
    return releaseView(await this.released.byVersion(await this.editions.byKey(actor, key), version));
  }
}
