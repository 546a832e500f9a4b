import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EditionQueries } from '../../features/editions/index.js';
import { ANSWER_FILE_LIMIT, AnswerFiles, RegistrationQueries } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { sendDownload } from '../../platform/http/downloads.js';
import { IdempotencyInterceptor } from '../../platform/http/idempotency.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { isMultipart, receiveForm, TakesFiles } from '../../platform/http/uploads.js';
import { Answers } from '../answers.js';
import { AnswerFileView, answerFileView } from './question.views.js';

const UploadQuery = z.object({ question: z.uuid('Name the question, as in ?question=<id>.') });

/** Nobody between us and whoever asked keeps what people have sent about themselves. */
const CACHING = 'private, no-store';

@ApiTags('registration')
@Controller('api/v1')
export class AnswerFilesController {
  constructor(
    private readonly files: AnswerFiles,
    private readonly registrations: RegistrationQueries,
    private readonly editions: EditionQueries,
    private readonly idempotency: IdempotencyInterceptor,
  ) {}

  /** Receives a file (as a form, with any bearer token) for an answer. What no registration names within a day is removed. */
  @Post('editions/:key/answer-files')
  @TakesFiles()
  @Answers(201, AnswerFileView, 'The file, with the id that the answer is to name.')
  async receive(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: UploadQuery }) { question }: z.output<typeof UploadQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.editions.byKey(actor, key);
    if (!isMultipart(request)) throw InvalidInput.at('file', 'required', 'Send a form with a file.');
    return receiveForm(request, ANSWER_FILE_LIMIT, async ({ file }) => {
      if (!file) throw InvalidInput.at('file', 'required', 'Send a file.');
      const received = await this.files.receive(actor, edition, question, file);
      const content = { key, question, name: received.name, sha256: received.sha256 };
      const answer = await this.idempotency.once(request, reply, content, () =>
        Promise.resolve(answerFileView(received)),
      );
      // Sent once more: the first one counts.
      if ((answer as { id?: string }).id !== received.id) await this.files.release(received);
      return answer;
    });
  }

  /** A file of an answer, for the holder of the registration or an organiser. */
  @Get('registrations/:id/answer-files/:fileId')
  @Answers(200, null, 'The file.')
  async download(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.registrations.byId(request.actor, id);
    const file = await this.files.fileOf(id, fileId);
    await sendDownload({ request, reply }, file, CACHING, (range) => this.files.content(file, range));
  }
}

/** What the library cannot know of forms with a file, and of answers that are one. */
export function describeAnswerFiles(document: OpenAPIObject): void {
  const upload = document.paths['/api/v1/editions/{key}/answer-files']?.post;
  const download = document.paths['/api/v1/registrations/{id}/answer-files/{fileId}']?.get;
  if (!upload || !download)
    throw new Error('The routes for files of answers have gone from the description of the API.');
  const file = { type: 'string', format: 'binary' };
  upload.requestBody = {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file'],
          properties: { file: { ...file, description: 'At most 10 MB. The kind is told by its content.' } },
        },
      },
    },
  };
  download.responses['200'] = {
    description: 'The file.',
    content: { 'application/octet-stream': { schema: file } },
  };
}
