import { Body, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { StaleVersion } from '../../../kernel/domain-error.js';
import { DocumentsService } from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { ConsoleForms } from '../forms/console-forms.js';
import { numberOf } from '../forms/form-texts.js';
import { doneOf, refusedOf } from '../parts/edition-console.js';
import { versionAnswer } from '../parts/part-answers.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { ARCHIVE_DONE } from './archive.page.js';
import { ArchivePages } from './archive-pages.js';
import { DOCUMENT_REFUSED } from './document.page.js';

/** What remains of an edition: the record, documents and recordings. Files come in through `UploadController`. */
@PagesAt('organise/editions/:key/archive')
@UseGuards(SignedIn)
export class ArchiveController {
  constructor(
    private readonly pages: Pages,
    private readonly forms: ConsoleForms,
    private readonly archive: ArchivePages,
    private readonly documents: DocumentsService,
  ) {}

  @Get()
  async show(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request, reply } = asking;
    const done = doneOf(request, ARCHIVE_DONE);
    const readOnly = await this.archive.readOnly(actor, key);
    if (readOnly) return this.pages.show(request, reply, readOnly);
    return this.forms.show(asking, await this.archive.recordPlan(actor, key, done));
  }

  @Post()
  async save(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    const plan = await this.archive.recordPlan(actor, key, null);
    return this.forms.save(asking, plan, request.body);
  }

  @Get('link')
  async linkForm(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.archive.linkPlan(actor, key));
  }

  @Post('link')
  async addLink(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.archive.linkPlan(actor, key), request.body);
  }

  @Get(':id')
  async document(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    const refused = refusedOf(request, DOCUMENT_REFUSED);
    return this.forms.show(asking, await this.archive.documentPlan(actor, key, id, refused));
  }

  @Post(':id')
  async change(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    const plan = await this.archive.documentPlan(actor, key, id, null);
    return this.forms.save(asking, plan, request.body);
  }

  @Post(':id/move')
  async move(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const place = numberOf(answersOf(body), 'place');
    // Only a form that is not ours has no place.
    const position = typeof place === 'number' && place > 0 ? Math.min(place, 1000) : 1;
    await this.documents.update(actor, key, id, { position });
    return this.pages.goTo(reply, `/organise/editions/${key}/archive?done=moved`);
  }

  @Post(':id/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const base = `/organise/editions/${key}/archive`;
    try {
      await this.documents.remove(actor, key, id, versionAnswer(answersOf(body)));
    } catch (error) {
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}/${id}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}?done=removed`);
  }
}
