import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import { BULK_OUTCOMES, BulkDecisions, DecideManyInput } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Answers } from '../answers.js';

/** What became of each application, in the order in which they were named. */
const DecidedView = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        outcome: z
          .enum(BULK_OUTCOMES)
          .describe(
            'The new status; `reviewed` while other reviewers are asked; `was-…` and the rest: refused, and why.',
          ),
      }),
    ),
    next: z.null(),
  })
  .meta({ id: 'Decided' });

@ApiTags('registration')
@Controller('api/v1/editions/:key/registrations')
export class BulkDecisionsController {
  constructor(
    private readonly decisions: BulkDecisions,
    private readonly editions: EditionQueries,
  ) {}

  /** Approves several applications, in this order. What one is refused harms no other. */
  @Post('approve')
  @HttpCode(200)
  @Answers(200, DecidedView, 'What became of each.')
  approve(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: DecideManyInput }) input: DecideManyInput,
  ) {
    return this.decide(actor, key, 'approve', input);
  }

  /** Declines several applications; `message` is told to each of them. */
  @Post('decline')
  @HttpCode(200)
  @Answers(200, DecidedView, 'What became of each.')
  decline(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: DecideManyInput }) input: DecideManyInput,
  ) {
    return this.decide(actor, key, 'decline', input);
  }

  private async decide(
    actor: Actor,
    key: string,
    verdict: 'approve' | 'decline',
    input: DecideManyInput,
  ): Promise<z.input<typeof DecidedView>> {
    const items = await this.decisions.decide(actor, await this.editions.byKey(actor, key), verdict, input);
    return { items, next: null };
  }
}
