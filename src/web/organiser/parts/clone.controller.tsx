import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  CloneEditionInput,
  DuplicateEditionKey,
  DuplicateOrdinal,
  EditionCloning,
  type EditionDetails,
  EditionQueries,
  scopeOfSeries,
} from '../../../features/editions/index.js';
import { InstitutionsService } from '../../../features/institutions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { MAX_PAGE_SIZE } from '../../../kernel/page.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { answersOf, onePerField } from '../../form-answers.js';
import { type FormState } from '../../layout/form.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { SignedIn } from '../signed-in.js';
import { cloneAnswers, cloneValues } from './clone-form.js';
import { ClonedPage, ClonePage } from './clone.page.js';
import { EditionDesk } from './edition-desk.js';

const ALL = { limit: MAX_PAGE_SIZE };

/** Next year's edition after this one. */
@PagesAt('organise/editions/:key/clone')
@UseGuards(SignedIn)
export class ClonePagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly editions: EditionQueries,
    private readonly institutions: InstitutionsService,
    private readonly cloning: EditionCloning,
  ) {}

  @Get()
  async form(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.source(actor, key);
    const page = await this.page(actor, edition, { values: cloneValues(edition), errors: [] });
    return this.pages.show(request, reply, page);
  }

  @Post()
  async clone(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const source = await this.source(actor, key);
    const answers = answersOf(request.body);
    try {
      const made = await this.cloning.clone(actor, key, readInput(CloneEditionInput, cloneAnswers(answers)));
      if (made.adjusted.length === 0) return this.pages.goTo(reply, `/organise/editions/${made.key}?done=cloned`);
      const edition = editionRef(await this.editions.byKey(actor, made.key));
      return this.pages.show(request, reply, <ClonedPage edition={edition} adjusted={made.adjusted} />);
    } catch (error) {
      const errors = errorsOf(error);
      if (errors === null) throw error;
      const page = await this.page(actor, source, { values: answers, errors: onePerField(errors) });
      return this.pages.show(request, reply, page, { status: 422 });
    }
  }

  /** For whoever may see it and may make editions in its series. @throws NotFound, NotAllowed */
  private async source(actor: Actor, key: string): Promise<EditionDetails> {
    const edition = await this.desk.open(actor, key);
    this.desk.authorize(actor, 'edition.create', scopeOfSeries(edition.series.id));
    return edition;
  }

  private async page(actor: Actor, edition: EditionDetails, form: FormState) {
    const [others, institutions] = await Promise.all([
      this.editions.ofSeries(actor, edition.series.id, ALL),
      this.institutions.list(ALL),
    ]);
    const ordinal = Math.max(0, ...others.items.map((one) => one.ordinal ?? 0)) + 1;
    return (
      <ClonePage
        edition={editionRef(edition)}
        proposed={{ ordinal, key: `${edition.series.slug}-${edition.year + 1}` }}
        institutions={institutions.items}
        form={form}
      />
    );
  }
}

/** What can be mended in the form; null for anything else. */
function errorsOf(error: unknown): FieldError[] | null {
  if (!(error instanceof DomainError)) return null;
  const at = (path: string, code: string): FieldError[] => [{ path, code, message: error.message }];
  if (error instanceof DuplicateEditionKey) return at('key', 'key-taken');
  if (error instanceof DuplicateOrdinal) return at('ordinal', 'ordinal-taken');
  return error.kind === 'invalid' && error.errors.length > 0 ? error.errors : null;
}
