import { Injectable } from '@nestjs/common';
import { type EditionDetails, EditionQueries } from '../../features/editions/index.js';
import {
  InvitationQueries,
  InvitationUsed,
  QuestionQueries,
  type RegisterInput,
  RegistrationService,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { type Locale } from '../../kernel/locale.js';
import { FormKeys } from './form-keys.js';
import { type OpenForm } from './register-pages.js';

/** Where the registration form of the public pages is opened and handed in. */
@Injectable()
export class RegisterDesk {
  constructor(
    private readonly editions: EditionQueries,
    private readonly questions: QuestionQueries,
    private readonly invitations: InvitationQueries,
    private readonly registration: RegistrationService,
    private readonly forms: FormKeys,
  ) {}

  /** @throws NotFound */
  edition(actor: Actor, key: string): Promise<EditionDetails> {
    return this.editions.byKey(actor, key);
  }

  /**
   * The form of an edition.
   * @param token of an invitation, for whoever comes with one
   * @throws InvitationUsed for one that opens nothing here (any more)
   */
  async open(edition: EditionDetails, token: string | undefined): Promise<OpenForm> {
    const questions = await this.questions.asked(edition.id);
    if (token === undefined) return { edition, questions, invited: null };
    const invitation = await this.invitations.byToken('person', token);
    if (invitation.editionId !== edition.id) throw new InvitationUsed();
    return { edition, questions, invited: { token, invitation } };
  }

  /** @param formKey of the form: sent twice, it registers once. @throws what `RegistrationService.register` does */
  async register(
    actor: Actor,
    { edition, invited }: OpenForm,
    formKey: string | undefined,
    input: RegisterInput,
    locale: Locale,
  ): Promise<void> {
    await this.forms.once(formKey, () =>
      this.registration.register(actor, edition.key, input, locale, {
        source: 'form',
        ...(invited ? { invitation: invited.token } : {}),
      }),
    );
  }
}
