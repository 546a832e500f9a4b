import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type EditionDetails } from '../../../features/editions/index.js';
import { AnswerFiles, type RegistrationDetails } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { sendDownload } from '../../../platform/http/downloads.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { Pages, PagesAt } from '../../pages.js';
import { Asked, type Asking } from '../asking.js';
import { doneOf } from '../parts/edition-console.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { SignedIn } from '../signed-in.js';
import { DETAIL_DONE_TEXTS } from './detail-words.js';
import { EditPlans } from './edit-plans.js';
import { RegistrationDetailPages } from './registration-detail-pages.js';

/** One registration: all that is known of it, its files, and the form that changes it. */
@PagesAt('organise/editions/:key/registrations/:id')
@UseGuards(SignedIn)
export class RegistrationDetailController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly detail: RegistrationDetailPages,
    private readonly edits: EditPlans,
    private readonly files: AnswerFiles,
  ) {}

  @Get()
  async page(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'registration.view');
    const { refused } = request.query as Record<string, unknown>;
    const page = await this.detail.page(actor, edition, id, {
      done: doneOf(request, DETAIL_DONE_TEXTS),
      refused: typeof refused === 'string' && refused !== '' ? refused : null,
    });
    return this.pages.show(request, reply, page);
  }

  @Get('edit')
  async form(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { edition, registration } = await this.toEdit(asking.actor, key, id);
    return this.edits.show(asking, edition, registration);
  }

  @Post('edit')
  async save(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { edition, registration } = await this.toEdit(asking.actor, key, id);
    return this.edits.save(asking, edition, registration);
  }

  @Get('files/:fileId')
  async file(
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const edition = await this.desk.open(request.actor, key, 'registration.view');
    await this.detail.one(request.actor, edition, id);
    const file = await this.files.fileOf(id, fileId);
    await sendDownload({ request, reply }, file, 'private, no-store', (range) => this.files.content(file, range));
  }

  private async toEdit(
    actor: Actor,
    key: string,
    id: string,
  ): Promise<{ edition: EditionDetails; registration: RegistrationDetails }> {
    const edition = await this.desk.open(actor, key, 'registration.edit');
    return { edition, registration: await this.detail.one(actor, edition, id) };
  }
}
