import { Injectable } from '@nestjs/common';
import {
  ChangeCategoryInput,
  CheckInService,
  DecisionInput,
  DecisionsService,
  ErasureService,
  RegistrationService,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, textOf } from '../../form-answers.js';
import { type DETAIL_DONE } from './detail-words.js';

type Done = (typeof DETAIL_DONE)[number];
type UseCase = (actor: Actor, id: string, answers: Answers) => Promise<Done>;

export type Act =
  | 'approve'
  | 'decline'
  | 'promote'
  | 'accept'
  | 'cancel'
  | 'undo'
  | 'category'
  | 'resend-link'
  | 'check-in'
  | 'undo-check-in'
  | 'erase';

/** The buttons on the page of a registration: each calls one use case, and says what has been done. */
@Injectable()
export class RegistrationActs {
  private readonly acts: Readonly<Record<Act, UseCase>>;

  constructor(
    registrations: RegistrationService,
    decisions: DecisionsService,
    checkIns: CheckInService,
    erasures: ErasureService,
  ) {
    this.acts = {
      approve: async (actor, id, answers) => {
        const { status } = await decisions.approve(actor, id, wordsOf(answers));
        return status === 'pending' ? 'reviewed' : 'approved';
      },
      decline: async (actor, id, answers) => {
        const { status } = await decisions.decline(actor, id, wordsOf(answers));
        return status === 'declined' ? 'declined' : 'reviewed';
      },
      promote: (actor, id) => decisions.promote(actor, id).then(() => 'promoted'),
      accept: (actor, id) => decisions.accept(actor, id).then(() => 'accepted'),
      cancel: (actor, id) => registrations.cancel(actor, id).then(() => 'cancelled'),
      undo: (actor, id) => registrations.undoCancel(actor, id).then(() => 'undone'),
      category: async (actor, id, answers) => {
        const { category } = readInput(ChangeCategoryInput, { category: textOf(answers, 'category') });
        await registrations.changeCategory(actor, id, category);
        return 'moved';
      },
      'resend-link': (actor, id) => registrations.resendLink(actor, id).then(() => 'mailed'),
      'check-in': (actor, id) => checkIns.checkIn(actor, id).then(() => 'in'),
      'undo-check-in': (actor, id) => checkIns.undo(actor, id).then(() => 'out'),
      erase: (actor, id) => erasures.erase(actor, id).then(() => 'erased'),
    };
  }

  /** @throws what the use case throws */
  do(actor: Actor, id: string, act: Act, answers: Answers): Promise<Done> {
    return this.acts[act](actor, id, answers);
  }
}

const wordsOf = (answers: Answers): DecisionInput =>
  readInput(DecisionInput, { message: textOf(answers, 'message'), note: textOf(answers, 'note') });
