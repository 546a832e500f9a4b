import { Injectable } from '@nestjs/common';
import { type EditionDetails } from '../../../features/editions/index.js';
import { InstitutionsService } from '../../../features/institutions/index.js';
import {
  type AskedQuestion,
  QuestionQueries,
  type RegistrationDetails,
  RegistrationQueries,
  RegistrationService,
  UpdateRegistrationInput,
} from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { type DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { readInput } from '../../../platform/input/read-input.js';
import { editionRef } from '../../presenters.js';
import { type Asking } from '../asking.js';
import { ConsoleForms, type EditPlan } from '../forms/console-forms.js';
import { EditRegistrationPage } from './edit.page.js';
import { registrationAnswers, registrationValues } from './edit-registration.js';

/** The form in which an organiser changes what somebody has given. */
@Injectable()
export class EditPlans {
  constructor(
    private readonly forms: ConsoleForms,
    private readonly queries: RegistrationQueries,
    private readonly questions: QuestionQueries,
    private readonly institutions: InstitutionsService,
    private readonly service: RegistrationService,
  ) {}

  async show(asking: Asking, edition: EditionDetails, registration: RegistrationDetails) {
    return this.forms.show(asking, await this.planOf(asking.actor, edition, registration));
  }

  async save(asking: Asking, edition: EditionDetails, registration: RegistrationDetails) {
    return this.forms.save(asking, await this.planOf(asking.actor, edition, registration), asking.request.body);
  }

  private async planOf(actor: Actor, edition: EditionDetails, registration: RegistrationDetails): Promise<EditPlan> {
    const { id } = registration;
    const questions = await this.askedOf(edition, registration);
    const path = `/organise/editions/${edition.key}/registrations/${id}`;
    return {
      name: `edition:${edition.key}:registrations:${id}`,
      path: `${path}/edit`,
      object: { kind: 'registration', id },
      current: async () => {
        const now = await this.queries.byId(actor, id);
        return { version: now.version, answers: registrationValues(now, questions) };
      },
      page: async (form) => (
        <EditRegistrationPage
          edition={editionRef(edition)}
          registration={registration}
          institutions={(await this.institutions.list({ limit: MAX_PAGE_SIZE })).items}
          questions={questions}
          form={form}
        />
      ),
      save: async (answers, version) => {
        const input = readInput(UpdateRegistrationInput, registrationAnswers(answers, questions));
        await this.service.update(actor, id, input, version);
        return `${path}?done=saved`;
      },
      errorsOf: quotaErrors,
    };
  }

  /** Files are sent with the person's own form. */
  private async askedOf(edition: EditionDetails, { category }: RegistrationDetails): Promise<AskedQuestion[]> {
    const asked = await this.questions.asked(edition.id);
    return asked.filter(
      ({ kind, categories }) => kind !== 'file' && (categories === null || categories.includes(category.id)),
    );
  }
}

const quotaErrors = ({ code, message }: DomainError): FieldError[] | null =>
  code === 'quota-full' ? [{ path: 'institution', code, message }] : null;
