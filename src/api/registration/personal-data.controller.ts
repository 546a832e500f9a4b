import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EditionQueries } from '../../features/editions/index.js';
import { MailsOfPerson } from '../../features/messaging/index.js';
import {
  ErasureService,
  HolderDataQueries,
  LostLinkInput,
  LostLinkService,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { Answers } from '../answers.js';
import { PersonalDataView } from './personal-data.views.js';

/** What is kept of somebody, and that it is kept no more. */
@ApiTags('registration')
@Controller('api/v1')
export class PersonalDataController {
  constructor(
    private readonly data: HolderDataQueries,
    private readonly mails: MailsOfPerson,
    private readonly erasure: ErasureService,
    private readonly links: LostLinkService,
    private readonly editions: EditionQueries,
  ) {}

  /** Everything that is kept about a registration, for its holder or whoever may see it. */
  @Get('registrations/:id/data')
  @Header('cache-control', 'no-store')
  @Answers(200, PersonalDataView, 'The data.')
  async all(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    const [data, mails] = await Promise.all([this.data.of(actor, id), this.mails.of(actor, id)]);
    return { ...data, mails };
  }

  /** Erases the person for good, by the holder or an organiser: the place is given back, and what stays names nobody. */
  @Post('registrations/:id/erase')
  @HttpCode(204)
  @Answers(204, null, 'Erased. Every link of the registration is dead, manage token included.')
  async erase(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @IfMatch() version: number | undefined) {
    await this.erasure.erase(actor, id, version);
  }

  /** Mails the personal link again to whoever has registered with the address. The answer is the same for everybody. Public. */
  @Post('editions/:key/lost-link')
  @HttpCode(204)
  @Answers(204, null, 'If somebody has registered with the address, a mail is on its way, at most one an hour.')
  async lostLink(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: LostLinkInput }) input: LostLinkInput,
  ) {
    await this.links.ask(actor, await this.editions.byKey(actor, key), input);
  }
}
