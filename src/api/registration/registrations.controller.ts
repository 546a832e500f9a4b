import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangeCategoryInput,
  RegisterInput,
  RegistrationQueries,
  RegistrationService,
  UpdateRegistrationInput,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { negotiateLocale } from '../../kernel/locale.js';
import { Config } from '../../platform/config/config.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { LinkTokens } from '../../platform/security/tokens.js';
import { Answers, Versioned } from '../answers.js';
import { AdmittedView, RegistrationView, registrationView } from './registration.views.js';

@ApiTags('registration')
@Controller('api/v1')
export class RegistrationsController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly queries: RegistrationQueries,
    private readonly tokens: LinkTokens,
    private readonly config: Config,
  ) {}

  /** Registers a person. Public; needs no account. */
  @Post('editions/:key/registrations')
  @Answers(201, AdmittedView, 'Registered.')
  async register(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: RegisterInput }) input: RegisterInput,
    @Headers('accept-language') language: string | undefined,
  ) {
    const { linkVersion, ...admitted } = await this.registration.register(
      actor,
      key,
      input,
      negotiateLocale(language),
      { source: 'api' },
    );
    const manageToken = this.tokens.sign('manage', admitted.id, linkVersion);
    return { ...admitted, manageUrl: `${this.config.publicUrl}/r/${manageToken}`, manageToken };
  }

  /** One registration, for its holder or an organiser. */
  @Get('registrations/:id')
  @Answers(200, RegistrationView, 'The registration.')
  async one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    const registration = await this.queries.byId(actor, id);
    return new Versioned(registrationView(registration), registration.version);
  }

  /** Changes what is given, by its holder or an organiser. */
  @Patch('registrations/:id')
  @Answers(200, RegistrationView, 'The changed registration.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateRegistrationInput }) input: UpdateRegistrationInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.registration.update(actor, id, input, version);
    return this.one(actor, id);
  }

  /** Gives the place back, by its holder or an organiser. */
  @Post('registrations/:id/cancel')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The cancelled registration.')
  async cancel(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.registration.cancel(actor, id);
    return this.one(actor, id);
  }

  /** Takes a cancellation back, within ten minutes, by its holder or an organiser. */
  @Post('registrations/:id/undo-cancel')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async undoCancel(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.registration.undoCancel(actor, id);
    return this.one(actor, id);
  }

  /** Goes to another category if there is room, by its holder or an organiser. */
  @Post('registrations/:id/change-category')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async changeCategory(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: ChangeCategoryInput }) { category }: ChangeCategoryInput,
  ) {
    await this.registration.changeCategory(actor, id, category);
    return this.one(actor, id);
  }
}
