import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails, EditionQueries } from '../../features/editions/index.js';
import {
  AlreadyRegistered,
  type AskedQuestion,
  DecisionsService,
  QuestionQueries,
  QuotaFull,
  RegistrationClosed,
  type RegistrationDetails,
  RegistrationQueries,
  RegistrationService,
  SoldOut,
  TooLateToUndo,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Pages } from '../pages.js';
import { editionRef } from '../presenters.js';
import { askable } from './answer-forms.js';
import { DeadLinkPage } from './lost-link.page.js';

/** What stands around a registration. */
@Injectable()
export class HolderLookup {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly questions: QuestionQueries,
    private readonly registrations: RegistrationQueries,
  ) {}

  async editionOf(registration: RegistrationDetails): Promise<{ edition: EditionDetails; questions: AskedQuestion[] }> {
    const [edition, questions] = await Promise.all([
      this.editions.byId(registration.editionId),
      this.questions.asked(registration.editionId),
    ]);
    return { edition, questions: askable(questions, [registration.category.id]) };
  }

  async deadLink(token: string, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const editionId = await this.registrations.editionOfOldLink(token);
    const edition = editionId === null ? null : await this.editions.byId(editionId);
    return this.pages.show(request, reply, <DeadLinkPage edition={edition && editionRef(edition)} />, { status: 410 });
  }
}

/** Opens registrations by their links, and does what their holders want. */
@Injectable()
export class HolderDesk {
  constructor(
    readonly service: RegistrationService,
    readonly decisions: DecisionsService,
    private readonly registrations: RegistrationQueries,
    private readonly lookup: HolderLookup,
  ) {}

  /** @throws DeadLink */
  registration(token: string): Promise<RegistrationDetails> {
    return this.registrations.byToken('manage', token);
  }

  /** With what is asked of the holder. @throws DeadLink */
  async open(
    token: string,
  ): Promise<{ registration: RegistrationDetails; edition: EditionDetails; questions: AskedQuestion[] }> {
    const registration = await this.registration(token);
    return { registration, ...(await this.lookup.editionOf(registration)) };
  }

  /** Whatever keeps it from being undone now, it is too late for it. @throws TooLateToUndo */
  async undo(actor: Actor, id: string): Promise<void> {
    try {
      await this.service.undoCancel(actor, id);
    } catch (error) {
      const isGone = [SoldOut, QuotaFull, RegistrationClosed, AlreadyRegistered].some((one) => error instanceof one);
      throw isGone ? new TooLateToUndo() : error;
    }
  }

  /** A link that opens nothing: how to get another one. */
  deadLink(token: string, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    return this.lookup.deadLink(token, request, reply);
  }
}
