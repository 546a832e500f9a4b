import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DecisionInput, DecisionsService, RegistrationQueries } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Answers, Versioned } from '../answers.js';
import { RegistrationView, registrationView } from './registration.views.js';

/** What is decided about registrations. */
@ApiTags('registration')
@Controller('api/v1/registrations/:id')
export class DecisionsController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly queries: RegistrationQueries,
  ) {}

  /** Approves a pending registration: a place, an offer of one, or a place in line. With several reviewers the last one moves it. */
  @Post('approve')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: DecisionInput.optional() }) input: DecisionInput | undefined,
  ) {
    await this.decisions.approve(actor, id, input);
    return this.one(actor, id);
  }

  /** Declines a registration that is pending, waits or has an offer. */
  @Post('decline')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body({ schema: DecisionInput.optional() }) input: DecisionInput | undefined,
  ) {
    await this.decisions.decline(actor, id, input);
    return this.one(actor, id);
  }

  /** Gives a free place to somebody who waits, if it is their turn. */
  @Post('promote')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async promote(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.decisions.promote(actor, id);
    return this.one(actor, id);
  }

  /** Accepts an offer, by its holder or an organiser. */
  @Post('accept')
  @HttpCode(200)
  @Answers(200, RegistrationView, 'The registration.')
  async accept(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.decisions.accept(actor, id);
    return this.one(actor, id);
  }

  private async one(actor: Actor, id: string) {
    const registration = await this.queries.byId(actor, id);
    return new Versioned(registrationView(registration), registration.version);
  }
}
