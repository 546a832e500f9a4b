import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EditionTasks, PLAIN_WORDS, writeErrors } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { sendDownload } from '../../platform/http/downloads.js';
import { IdPipe } from '../../platform/http/input.pipe.js';
import { CurrentActor } from '../../platform/http/request.js';
import { sendWhileWritten } from '../../platform/http/streamed-file.js';
import { Answers } from '../answers.js';
import { TaskView, taskView } from './tasks.views.js';

/** Nobody between us and whoever asked keeps lists of people. */
const CACHING = 'private, no-store';

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TasksController {
  constructor(private readonly tasks: EditionTasks) {}

  /** Long work, for whoever has started it and for organisers of the edition. It is kept for a week after its end. */
  @Get(':id')
  @Answers(200, TaskView, 'How far it is, and what has become of it.')
  async one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return taskView(await this.tasks.byId(actor, id));
  }

  /** Ends it at its next step; what is done by then stays done. No effect when it is over. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Answers(200, TaskView, 'As it stands now.')
  async cancel(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    await this.tasks.cancel(actor, id);
    return this.one(actor, id);
  }

  /** What it has made; of an import the rows that were not registered, with the reasons. */
  @Get(':id/file')
  @Answers(200, null, 'The file.')
  async file(@Param('id', IdPipe) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { result } = await this.tasks.byId(request.actor, id);
    if (result?.errors && !result.file) {
      const { heads, rows } = await this.tasks.errors(request.actor, id);
      const file = { name: `errors-${id}.csv`, mediaType: 'text/csv; charset=utf-8' };
      await sendWhileWritten(reply, file, (out) => writeErrors(heads, rows, PLAIN_WORDS, out));
      return;
    }
    const { file, open } = await this.tasks.file(request.actor, id);
    // A file never changes, so its id is as good as its hash.
    await sendDownload({ request, reply }, { ...file, sha256: file.id.replaceAll('-', '') }, CACHING, open);
  }
}

/** What the library cannot know of an answer that is a file. */
export function describeTaskFiles(document: OpenAPIObject): void {
  const download = document.paths['/api/v1/tasks/{id}/file']?.get;
  if (!download) throw new Error('The route for files of tasks has gone from the description of the API.');
  download.responses['200'] = {
    description: 'The file.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  };
}
