import { Injectable } from '@nestjs/common';
import { Prune } from '../features/accounts/index.js';
import {
  AnswerErasure,
  AnswerFileSweep,
  DecisionsService,
  EraseAnswers,
  LapseOffers,
} from '../features/registration/index.js';
import { type Processor, processorOf } from '../platform/queue/job.js';
import { Pruning } from './pruning.js';

/** What is done from time to time, without anybody asking for it. */
@Injectable()
export class Upkeep {
  constructor(
    private readonly pruning: Pruning,
    private readonly answerFiles: AnswerFileSweep,
    private readonly erasure: AnswerErasure,
    private readonly decisions: DecisionsService,
  ) {}

  all(): Processor[] {
    return [
      processorOf(EraseAnswers, () => this.erasure.sweep()),
      processorOf(LapseOffers, async () => void (await this.decisions.lapse())),
      processorOf(Prune, async () => {
        await this.answerFiles.removeUnclaimed();
        await this.pruning.prune();
      }),
    ];
  }
}
