import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import {
  CheckInInput,
  CheckInQueries,
  CheckInService,
  DeviceListRequest,
  RegistrationQueries,
  ScansInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Answers, Versioned } from '../answers.js';
import {
  CountersView,
  countersView,
  DeviceListView,
  deviceListView,
  ScanAnswersView,
  scanAnswersView,
} from './check-in.views.js';
import { RegistrationView, registrationView } from './registration.views.js';

/** The door, for the phones and scanners there. */
@ApiTags('check-in')
@Controller('api/v1')
export class CheckInController {
  constructor(
    private readonly checkIns: CheckInService,
    private readonly queries: CheckInQueries,
    private readonly registrations: RegistrationQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** Checks somebody in. */
  @Post('registrations/:id/check-in')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async checkIn(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: CheckInInput.optional() }) input: CheckInInput | undefined,
  ) {
    await this.checkIns.checkIn(actor, id, input);
    return this.registration(actor, id);
  }

  /** Takes a check-in back. */
  @Post('registrations/:id/undo-check-in')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: CheckInInput.optional() }) input: CheckInInput | undefined,
  ) {
    await this.checkIns.undo(actor, id, input);
    return this.registration(actor, id);
  }

  /** Takes in what a device has scanned, also long after. Each scan has an outcome of its own. */
  @Post('editions/:key/check-in/scans')
  @HttpCode(200)
  @Answers(200, ScanAnswersView, 'What became of each scan, in their order.')
  async scan(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: ScansInput }) { scans, sentAt }: ScansInput,
  ) {
    return scanAnswersView(await this.checkIns.scan(actor, key, scans, sentAt));
  }

  /** What a device keeps to work without a connection: everybody, or those who have changed. */
  @Get('editions/:key/check-in/list')
  @Answers(200, DeviceListView, 'One page of people; 304 when it is the same as `If-None-Match` names.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: DeviceListRequest }) request: DeviceListRequest,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const { asOf, ...list } = deviceListView(await this.queries.deviceList(actor, edition, request));
    // When it was asked for is no part of what it says.
    const etag = `W/"${createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 22)}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (known === etag) {
      void reply.status(304);
      return undefined;
    }
    return { asOf, ...list };
  }

  /** How many have come. */
  @Get('editions/:key/check-in/counters')
  @Answers(200, CountersView, 'Over all and in each category.')
  async counters(@CurrentActor() actor: Actor, @Param('key') key: string) {
    return countersView(await this.queries.counters(actor, await this.editions.byKey(actor, key)));
  }

  private async registration(actor: Actor, id: string) {
    const registration = await this.registrations.byId(actor, id);
    return new Versioned(registrationView(registration), registration.version);
  }
}
