import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  AnswerFiles,
  QuestionQueries,
  type RegistrationDetails,
  RegistrationQueries,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/domain-error.js';
import { editionRef } from '../../presenters.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { RegistrationDetailPage, type RegistrationDetailPageProps } from './registration-detail.page.js';
import { RegistrationHistory } from './registration-history.js';

/** Puts the page of one registration together. */
@Injectable()
export class RegistrationDetailPages {
  constructor(
    private readonly desk: EditionDesk,
    private readonly queries: RegistrationQueries,
    private readonly questions: QuestionQueries,
    private readonly files: AnswerFiles,
    private readonly history: RegistrationHistory,
  ) {}

  /** One of the edition's. @throws NotFound, NotAllowed */
  async one(actor: Actor, edition: EditionDetails, id: string): Promise<RegistrationDetails> {
    const registration = await this.queries.byId(actor, id);
    if (registration.editionId !== edition.id) throw new NotFound('The registration');
    return registration;
  }

  /** @throws NotFound, NotAllowed */
  async page(
    actor: Actor,
    edition: EditionDetails,
    id: string,
    said: Pick<RegistrationDetailPageProps, 'done' | 'refused'>,
  ) {
    const registration = await this.one(actor, edition, id);
    const [answered, files, categories, history] = await Promise.all([
      this.questions.answered(registration),
      this.files.filesOf(id),
      this.queries.categories(edition),
      this.history.of(actor, edition, id),
    ]);
    return (
      <RegistrationDetailPage
        edition={editionRef(edition)}
        registration={registration}
        answered={answered}
        files={files}
        categories={categories.items}
        {...history}
        may={{
          decide: this.desk.may(actor, 'registration.decide', edition),
          edit: this.desk.may(actor, 'registration.edit', edition),
          checkIn: this.desk.may(actor, 'registration.check-in', edition),
        }}
        {...said}
      />
    );
  }
}
