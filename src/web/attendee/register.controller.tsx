import { Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  AdmissionBusy,
  AlreadyRegistered,
  InvitationRequired,
  InvitationUsed,
  QuotaFull,
  RegistrationClosed,
  SoldOut,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { CurrentActor } from '../../platform/http/request.js';
import { TakesFiles } from '../../platform/http/uploads.js';
import { textOf } from '../form-answers.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { FormFiles, type SentForm } from './form-files.js';
import { RegisterDesk } from './register-desk.js';
import { readRegistration } from './register-form.js';
import { type OpenForm, RegisterPages } from './register-pages.js';
import { RegisteredPage } from './registered.page.js';

/** Registration without an account. */
@PagesAt('events/:key')
export class RegisterController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: RegisterDesk,
    private readonly registerPages: RegisterPages,
    private readonly files: FormFiles,
  ) {}

  @Get('register')
  async form(
    @Param('key') key: string,
    @Query('invitation') token: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.edition(actor, key);
    try {
      const open = await this.desk.open(edition, typeof token === 'string' ? token : undefined);
      return await this.registerPages.show(open, null, request, reply);
    } catch (error) {
      if (error instanceof InvitationUsed) return this.registerPages.dead(edition, request, reply);
      throw error;
    }
  }

  @Post('register')
  @TakesFiles()
  @FormToken('with-cookie-by-handler')
  async register(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.edition(actor, key);
    const open = await this.desk.open(edition, undefined);
    const done = () => this.pages.goTo(reply, `/events/${edition.key}/registered`);
    // Only a program fills in what people cannot see. It is told nothing.
    const sent = await this.files.read(request, edition, open.questions, (answers) => !textOf(answers, 'website'));
    if (!sent) return done();
    try {
      const token = textOf(sent.answers, 'invitation');
      const invited = token === undefined ? open : await this.desk.open(edition, token);
      const wrong = await this.accept(actor, invited, sent, request);
      if (wrong === null) return done();
      const form = { values: sent.answers, errors: wrong.errors };
      return await this.registerPages.show(invited, form, request, reply, wrong);
    } catch (error) {
      // The same answer as for a new address: nobody learns here who is registered.
      if (error instanceof AlreadyRegistered) return done();
      if (error instanceof InvitationUsed) return this.registerPages.dead(edition, request, reply);
      throw error;
    }
  }

  @Get('registered')
  async registered(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.edition(actor, key);
    return this.pages.show(request, reply, <RegisteredPage edition={editionRef(edition)} />);
  }

  /** Registers; or what can be mended in the form. */
  private async accept(
    actor: Actor,
    open: OpenForm,
    { answers, errors }: SentForm,
    request: FastifyRequest,
  ): Promise<Wrong | null> {
    const read = readRegistration(answers, open.questions);
    if ('errors' in read || errors.length > 0) {
      return { status: 422, errors: [...errors, ...('errors' in read ? read.errors : [])] };
    }
    const { locale } = this.pages.viewOf(request);
    try {
      await this.desk.register(actor, open, textOf(answers, 'formKey'), read.input, locale);
      return null;
    } catch (error) {
      const wrong = wrongOf(error);
      if (wrong === null) throw error;
      return wrong;
    }
  }
}

/** Why the form is shown again; `busy`: the seconds after which it may be sent once more as it is. */
interface Wrong {
  status: number;
  errors: FieldError[];
  busy?: number;
}

/** What whoever registers can do something about; null for everything else. */
function wrongOf(error: unknown): Wrong | null {
  if (!(error instanceof DomainError)) return null;
  if (error instanceof AdmissionBusy) return { status: 503, errors: [], busy: error.retryAfterSeconds };
  if (error.kind === 'invalid' && error.errors.length > 0) return { status: 422, errors: error.errors };
  const isOfCategory = [SoldOut, RegistrationClosed, QuotaFull, InvitationRequired].some((one) => error instanceof one);
  return isOfCategory ? { status: 409, errors: [atCategory(error)] } : null;
}

const atCategory = ({ code, message }: DomainError): FieldError => ({ path: 'category', code, message });
