import { Get, Param, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DocumentQueries, documentPath, EditionQueries } from '../../features/editions/index.js';
import { NotFound } from '../../kernel/domain-error.js';
import { sendDownload } from '../../platform/http/downloads.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { PagesAt } from '../pages.js';

/** Everybody gets the same, for a while; what was removed is soon gone from caches. */
const CACHING = 'public, max-age=300';
const CACHING_OF_DRAFT = 'private, no-cache';

/** The files of editions. */
@PagesAt('events/:key/documents')
export class DocumentsController {
  constructor(
    private readonly editions: EditionQueries,
    private readonly documents: DocumentQueries,
  ) {}

  @Get(':id/:name')
  async download(
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(request.actor, key);
    const { file } = await this.documents.byId(edition, id);
    if (file === null) throw new NotFound('The file');
    // Under its own name only: nobody makes a link that calls it something else.
    if (name !== file.name) return void reply.redirect(documentPath(key, { id, file }), 302);
    const caching = edition.status === 'draft' ? CACHING_OF_DRAFT : CACHING;
    await sendDownload({ request, reply }, file, caching, (range) => this.documents.content(file, range));
  }
}
