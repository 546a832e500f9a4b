import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DocumentsService, type EditionDetails } from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { DomainError, type FieldError, InvalidInput } from '../../../kernel/domain-error.js';
import { Config } from '../../../platform/config/config.js';
import { FileTooLarge } from '../../../platform/files/file-store.js';
import { FormToken } from '../../../platform/http/form-token.guard.js';
import { FORM_TOKEN_FIELD, FormTokens } from '../../../platform/http/form-tokens.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { type IncomingForm, isMultipart, receiveForm, TakesFiles } from '../../../platform/http/uploads.js';
import { type Answers, answersOf, onePerField } from '../../form-answers.js';
import { EMPTY_FORM, type FormState } from '../../layout/form.js';
import { Pages, PagesAt } from '../../pages.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { readUpload } from './archive-form.js';
import { archiveEdition, archiveErrorsOf } from './archive-pages.js';
import { UploadPage } from './document.page.js';

/** Files for the archive of an edition. */
@PagesAt('organise/editions/:key/archive/upload')
@UseGuards(SignedIn)
export class UploadController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly documents: DocumentsService,
    private readonly tokens: FormTokens,
    private readonly config: Config,
  ) {}

  @Get()
  async form(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.show(await this.desk.open(actor, key, 'edition.edit'), EMPTY_FORM, request, reply);
  }

  @Post()
  @TakesFiles()
  @FormToken('by-handler')
  async upload(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    let values: Answers = {};
    const read = async ({ fields: { [FORM_TOKEN_FIELD]: token, ...fields }, file }: IncomingForm) => {
      this.tokens.check(request, token);
      values = answersOf(fields);
      const input = readUpload(values);
      if (!file) throw noFile();
      await this.documents.upload(actor, key, input, file);
    };
    try {
      if (isMultipart(request)) await receiveForm(request, this.config.uploadLimit, read);
      else {
        // Any other form has no file; the guard has seen its token.
        values = answersOf(request.body);
        readUpload(values);
        throw noFile();
      }
    } catch (error) {
      const errors = errorsOf(error);
      if (errors === null) throw error;
      const status = error instanceof FileTooLarge ? 413 : 422;
      return this.show(edition, { values, errors: onePerField(errors) }, request, reply, status);
    }
    return this.pages.goTo(reply, `/organise/editions/${key}/archive?done=uploaded`);
  }

  private show(
    edition: EditionDetails,
    form: FormState,
    request: FastifyRequest,
    reply: FastifyReply,
    status = 200,
  ): string {
    const page = <UploadPage edition={archiveEdition(edition)} form={form} limit={this.config.uploadLimit} />;
    return this.pages.show(request, reply, page, { status });
  }
}

const noFile = () => InvalidInput.at('file', 'required', 'Choose a file.');

/** What can be mended in the form; null for everything else. */
function errorsOf(error: unknown): FieldError[] | null {
  if (!(error instanceof DomainError)) return null;
  if (error instanceof FileTooLarge) return [{ path: 'file', code: error.code, message: error.message }];
  return archiveErrorsOf(error) ?? (error.kind === 'invalid' && error.errors.length > 0 ? error.errors : null);
}
