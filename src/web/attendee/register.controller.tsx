import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import {
  AlreadyRegistered,
  RegisterInput,
  RegistrationClosed,
  RegistrationService,
  SoldOut,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { type DomainError, type FieldError, InvalidInput } from '../../kernel/domain-error.js';
import { FormToken } from '../../platform/http/form-token.guard.js';
import { CurrentActor } from '../../platform/http/request.js';
import { fieldErrorsOf } from '../../platform/input/read-input.js';
import { type Answers, answersOf, onePerField, textOf } from '../form-answers.js';
import { EMPTY_FORM } from '../layout/form.js';
import { Pages, PagesAt } from '../pages.js';
import { editionRef } from '../presenters.js';
import { FormKeys } from './form-keys.js';
import { RegisterPages } from './register-pages.js';
import { RegisteredPage } from './registered.page.js';

/** Registration without an account. */
@PagesAt('events/:key')
export class RegisterController {
  constructor(
    private readonly pages: Pages,
    private readonly editions: EditionQueries,
    private readonly registration: RegistrationService,
    private readonly registerPages: RegisterPages,
    private readonly forms: FormKeys,
  ) {}

  @Get('register')
  async form(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    return this.registerPages.show(edition, EMPTY_FORM, request, reply, 200);
  }

  @Post('register')
  @FormToken('with-cookie')
  async register(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    const answers = answersOf(body);
    const done = () => this.pages.goTo(reply, `/events/${edition.key}/registered`);
    // Only a program fills in what people cannot see. It is told nothing.
    if (textOf(answers, 'website')) return done();
    const again = (errors: FieldError[], status: number) =>
      this.registerPages.show(edition, { values: answers, errors }, request, reply, status);

    const input = RegisterInput.safeParse(inputOf(answers));
    if (!input.success) return again(onePerField(fieldErrorsOf(input.error)), 422);
    const { locale } = this.pages.viewOf(request);
    try {
      await this.forms.once(textOf(answers, 'formKey'), () =>
        this.registration.register(actor, key, input.data, locale),
      );
    } catch (error) {
      // The same answer as for a new address: nobody learns here who is registered.
      if (error instanceof AlreadyRegistered) return done();
      if (error instanceof InvalidInput) return again(onePerField(error.errors), 422);
      if (error instanceof SoldOut || error instanceof RegistrationClosed) return again([atCategory(error)], 409);
      throw error;
    }
    return done();
  }

  @Get('registered')
  async registered(
    @Param('key') key: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    return this.pages.show(request, reply, <RegisteredPage edition={editionRef(edition)} />);
  }
}

function inputOf(answers: Answers): Record<string, unknown> {
  const text = (name: string) => textOf(answers, name);
  return {
    category: text('category') ?? '',
    email: text('email') ?? '',
    name: text('name') ?? '',
    nativeName: text('nativeName'),
    institution: text('institution'),
    affiliation: text('affiliation'),
    country: text('country'),
    timeZone: text('timeZone'),
    locale: text('locale'),
    consent: text('consent') === 'true',
  };
}

const atCategory = ({ code, message }: DomainError): FieldError => ({ path: 'category', code, message });
