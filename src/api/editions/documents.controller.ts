import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import {
  CreateDocumentInput,
  DocumentQueries,
  DocumentsService,
  EditionQueries,
  UpdateDocumentInput,
} from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { Config } from '../../platform/config/config.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor, IfMatch } from '../../platform/http/request.js';
import { TakesFiles } from '../../platform/http/uploads.js';
import { pageRequest } from '../../platform/input/fields.js';
import { Answers, pageView, Versioned } from '../answers.js';
import { DocumentUploads } from './document-uploads.js';
import { DocumentView, documentView } from './documents.views.js';

@ApiTags('editions')
@Controller('api/v1/editions/:key/documents')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentsService,
    private readonly queries: DocumentQueries,
    private readonly editions: EditionQueries,
    private readonly uploads: DocumentUploads,
    private readonly config: Config,
  ) {}

  /** Documents and recordings of an edition, in their order. Public; those of a draft for whoever may see it. */
  @Get()
  @Answers(200, pageView(DocumentView), 'One page of documents and recordings.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: pageRequest }) page: z.output<typeof pageRequest>,
  ) {
    const { items, next } = await this.queries.list(await this.editions.byKey(actor, key), page);
    return { items: items.map((document) => documentView(document, key, this.config.publicUrl)), next };
  }

  /** Adds a link (as JSON) or a file (as a form whose fields come before the file). */
  @Post()
  @TakesFiles()
  @Answers(201, DocumentView, 'The new document or recording.')
  async create(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: CreateDocumentInput.optional() }) input: CreateDocumentInput | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (input) return this.one(actor, key, await this.documents.create(actor, key, input));
    return this.uploads.receive({ actor, editionKey: key, request, reply }, (id) => this.one(actor, key, id));
  }

  /** One document or recording. */
  @Get(':id')
  @Answers(200, DocumentView, 'The document or recording.')
  async one(@CurrentActor() actor: Actor, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const document = await this.queries.byId(await this.editions.byKey(actor, key), id);
    return new Versioned(documentView(document, key, this.config.publicUrl), document.version);
  }

  /** Changes what is given. */
  @Patch(':id')
  @Answers(200, DocumentView, 'The changed document or recording.')
  async update(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: UpdateDocumentInput }) input: UpdateDocumentInput,
    @IfMatch() version: number | undefined,
  ) {
    await this.documents.update(actor, key, id, input, version);
    return this.one(actor, key, id);
  }

  /** Removes it, with its file. */
  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, 'Removed.')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number | undefined,
  ) {
    await this.documents.remove(actor, key, id, version);
  }
}
