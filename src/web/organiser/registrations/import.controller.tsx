import { Get, Param, Post, UseGuards } from '@nestjs/common';
import { type VNode } from 'preact';
import {
  IMPORT_ENCODINGS,
  IMPORT_FATES,
  IMPORT_MODES,
  type ImportEncoding,
  RegistrationImport,
  UnreadableImport,
} from '../../../features/registration/index.js';
import { DomainError, type FieldError, InvalidInput, NotFound } from '../../../kernel/domain-error.js';
import { FileTooLarge } from '../../../platform/files/file-store.js';
import { FormToken } from '../../../platform/http/form-token.guard.js';
import { FORM_TOKEN_FIELD, FormTokens } from '../../../platform/http/form-tokens.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { sendWhileWritten } from '../../../platform/http/streamed-file.js';
import {
  BrokenUpload,
  type IncomingForm,
  isMultipart,
  receiveForm,
  TakesFiles,
} from '../../../platform/http/uploads.js';
import { type Answers, answersOf, onePerField, textOf } from '../../form-answers.js';
import { EMPTY_FORM, type FormState } from '../../layout/form.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { doneOf } from '../parts/edition-console.js';
import { SignedIn } from '../signed-in.js';
import { ImportPages } from './import-pages.js';
import { IMPORT_DONE } from './import.page.js';

const CSV = 'text/csv; charset=utf-8';

/** Registers people from a file: upload, preview of every row, go. */
@PagesAt('organise/editions/:key/registrations/import')
@UseGuards(SignedIn)
export class ImportPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly imports: RegistrationImport,
    private readonly parts: ImportPages,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Asked() asking: Asking, @Param('key') key: string) {
    const done = doneOf(asking.request, IMPORT_DONE);
    return this.show(asking, await this.parts.upload(asking.actor, key, { form: EMPTY_FORM, unreadable: null, done }));
  }

  /** Before `:id`: the words of its path are no id. */
  @Get('template.csv')
  async template(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const view = this.pages.viewOf(request);
    const write = await this.parts.template(actor, key, view);
    const name = `${view.t('import.templateName', { key })}.csv`;
    return sendWhileWritten(reply, { name, mediaType: CSV }, write);
  }

  @Post()
  @TakesFiles()
  @FormToken('by-handler')
  async upload(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request, reply } = asking;
    await this.parts.edition(actor, key);
    let values: Answers = {};
    try {
      const id = isMultipart(request)
        ? await receiveForm(request, this.imports.limit, async ({ fields, file }: IncomingForm) => {
            const { [FORM_TOKEN_FIELD]: token, ...rest } = fields;
            this.tokens.check(request, token);
            values = answersOf(rest);
            if (!file) throw noFile();
            return this.imports.receive(actor, key, { category: categoryOf(values) }, file);
          })
        : await Promise.reject<string>(noFile());
      return this.pages.goTo(reply, `/organise/editions/${key}/registrations/import/${id}`);
    } catch (error) {
      return this.refuse(asking, key, values, error);
    }
  }

  @Get(':id')
  async preview(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request, reply } = asking;
    const query = answersOf(request.query);
    const wanted = textOf(query, 'encoding');
    const asked = {
      encoding: encodingOf(wanted),
      fate: wordOf(IMPORT_FATES, textOf(query, 'fate')),
      page: pageOf(query),
    };
    try {
      if (wanted === 'choose') return this.show(asking, await this.parts.encodings(actor, key, id));
      return this.show(asking, await this.parts.preview(actor, key, id, asked));
    } catch (error) {
      // Begun meanwhile: its page shows how far it is.
      if (error instanceof NotFound && (await this.parts.hasBegun(actor, key, id)))
        return this.pages.goTo(reply, `/organise/editions/${key}/tasks/${id}`);
      if (!(error instanceof UnreadableImport)) throw error;
      const canChoose = error.problem === 'not-utf-8' || error.problem === 'wrong-encoding';
      const page = canChoose
        ? await this.parts.encodings(actor, key, id)
        : await this.parts.unreadable(actor, key, id, { unreadable: error, encoding: asked.encoding });
      return this.show(asking, page);
    }
  }

  @Get(':id/errors.csv')
  async errors(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { t } = this.pages.viewOf(request);
    const encoding = encodingOf(textOf(answersOf(request.query), 'encoding'));
    const write = await this.parts.errors(actor, key, id, { encoding, t });
    return sendWhileWritten(reply, { name: `${t('import.errorsName', { key })}.csv`, mediaType: CSV }, write);
  }

  @Post(':id')
  async go(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const answers = answersOf(request.body);
    const mode = wordOf(IMPORT_MODES, textOf(answers, 'mode')) ?? 'skip-bad-rows';
    const path = `/organise/editions/${key}/tasks/${id}`;
    try {
      await this.imports.start(actor, key, id, { mode, encoding: encodingOf(textOf(answers, 'encoding')) });
    } catch (error) {
      // Sent twice: it goes on all the same.
      if (!(error instanceof NotFound && (await this.parts.hasBegun(actor, key, id)))) throw error;
    }
    return this.pages.goTo(reply, path);
  }

  @Post(':id/discard')
  async discard(@Asked() { actor, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    try {
      await this.imports.discard(actor, key, id);
    } catch (error) {
      // There is nothing to throw away any more.
      if (error instanceof NotFound && (await this.parts.hasBegun(actor, key, id)))
        return this.pages.goTo(reply, `/organise/editions/${key}/tasks/${id}`);
      throw error;
    }
    return this.pages.goTo(reply, `/organise/editions/${key}/registrations/import?done=discarded`);
  }

  private async refuse(asking: Asking, key: string, values: Answers, error: unknown): Promise<string> {
    const errors = errorsOf(error);
    if (errors === null) throw error;
    const form: FormState = { values, errors: onePerField(errors) };
    const unreadable = error instanceof UnreadableImport ? error : null;
    const page = await this.parts.upload(asking.actor, key, { form, unreadable, done: null });
    return this.show(asking, page, error instanceof FileTooLarge ? 413 : 422);
  }

  private show({ request, reply }: Asking, page: VNode, status = 200): string {
    return this.pages.show(request, reply, page, { status });
  }
}

const noFile = () => InvalidInput.at('file', 'required', 'Choose a file.');

function wordOf<W extends string>(words: readonly W[], text: string | undefined): W | undefined {
  return words.find((word) => word === text);
}

const encodingOf = (text: string | undefined): ImportEncoding | null => wordOf(IMPORT_ENCODINGS, text) ?? null;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @throws InvalidInput */
function categoryOf(answers: Answers): string | null {
  const id = textOf(answers, 'category');
  if (id === undefined) return null;
  if (!UUID.test(id)) throw InvalidInput.at('category', 'unknown-category', 'Choose one of the categories.');
  return id;
}

/** From 1. */
function pageOf(query: Answers): number {
  const page = Number(textOf(query, 'page') ?? '1');
  return Number.isInteger(page) && page >= 1 && page < 100_000 ? page : 1;
}

/** What can be mended in the form; null for everything else. */
function errorsOf(error: unknown): FieldError[] | null {
  if (error instanceof UnreadableImport || error instanceof FileTooLarge || error instanceof BrokenUpload) {
    return [{ path: 'file', code: error.code, message: error.message }];
  }
  return error instanceof DomainError && error.kind === 'invalid' && error.errors.length > 0 ? error.errors : null;
}
