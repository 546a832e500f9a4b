import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { EditionTasks, ImportInput, RegistrationImport } from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { CurrentActor } from '../../platform/http/request.js';
import { Answers } from '../answers.js';
import { ImportPreviewView, importPreviewView, TaskView, taskView } from './tasks.views.js';

@ApiTags('registration')
@Controller('api/v1/editions/:key/registrations/import')
export class ImportsController {
  constructor(
    private readonly imports: RegistrationImport,
    private readonly tasks: EditionTasks,
  ) {}

  /**
   * Registers people from comma-separated values, at most 20,000 at once, or says beforehand what would become of each row. Whoever
   * imports confirms that these people have agreed to it.
   */
  @Post()
  @Answers(200, ImportPreviewView, 'With `preview`: what would become of each row.')
  @ApiResponse({ status: 202, description: 'Otherwise: the task that registers them.', standardSchema: TaskView })
  async import(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Body({ schema: ImportInput }) { csv, mode }: ImportInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (mode === 'preview') {
      void reply.status(200);
      return importPreviewView(await this.imports.previewText(actor, key, csv));
    }
    const id = await this.imports.startText(actor, key, csv, mode);
    void reply.status(202).header('location', `/api/v1/tasks/${id}`);
    return taskView(await this.tasks.byId(actor, id));
  }
}
