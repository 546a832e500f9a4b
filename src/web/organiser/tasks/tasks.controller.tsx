import { Get, Param, Post, UseGuards } from '@nestjs/common';
import { EditionTasks, type TaskDetails, writeErrors } from '../../../features/registration/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/domain-error.js';
import { DEFAULT_PAGE_SIZE } from '../../../kernel/page.js';
import { sendDownload } from '../../../platform/http/downloads.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { sendWhileWritten } from '../../../platform/http/streamed-file.js';
import { pageRequest } from '../../../platform/input/fields.js';
import { answersOf, textOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { Asked, type Asking } from '../asking.js';
import { EditionDesk } from '../parts/edition-desk.js';
import { errorWords } from '../registrations/import-words.js';
import { SignedIn } from '../signed-in.js';
import { TaskPage } from './task.page.js';
import { TasksPage } from './tasks.page.js';

/** As long as tasks are kept after their end. ms. */
const KEPT_MS = 7 * 86_400_000;

/** Long work about an edition: how far it is, and what has become of it. */
@PagesAt('organise/editions/:key/tasks')
@UseGuards(SignedIn)
export class TaskPagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly tasks: EditionTasks,
  ) {}

  @Get()
  async list(@Asked() { actor, request, reply }: Asking, @Param('key') key: string) {
    const edition = await this.desk.open(actor, key, 'registration.view');
    const cursor = pageRequest.shape.cursor.safeParse(textOf(answersOf(request.query), 'cursor')).data;
    const { items, next } = await this.tasks.list(actor, edition, { limit: DEFAULT_PAGE_SIZE, cursor });
    return this.pages.show(request, reply, <TasksPage edition={editionRef(edition)} tasks={items} next={next} />);
  }

  @Get(':id')
  async one(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const task = await this.task(actor, key, id);
    const edition = await this.desk.open(actor, key);
    // An import that waits for its go has a page of its own.
    if (task.isHeld) return this.pages.goTo(reply, `/organise/editions/${key}/registrations/import/${id}`);
    const keptUntil = task.finishedAt && new Date(task.finishedAt.getTime() + KEPT_MS);
    const page = <TaskPage edition={editionRef(edition)} task={task} keptUntil={keptUntil} />;
    return this.pages.show(request, reply, page);
  }

  @Post(':id/cancel')
  async cancel(@Asked() { actor, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    await this.task(actor, key, id);
    await this.tasks.cancel(actor, id);
    return this.pages.goTo(reply, `/organise/editions/${key}/tasks/${id}`);
  }

  @Get(':id/file')
  async file(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    await this.task(actor, key, id);
    const { file, open } = await this.tasks.file(actor, id);
    // A file never changes, so its id is as good as its hash.
    const download = { ...file, sha256: file.id.replaceAll('-', '') };
    await sendDownload({ request, reply }, download, 'private, no-cache', open);
  }

  @Get(':id/errors.csv')
  async errors(@Asked() { actor, request, reply }: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    await this.task(actor, key, id);
    const { heads, rows } = await this.tasks.errors(actor, id);
    const { t } = this.pages.viewOf(request);
    const file = { name: `${t('tasks.errorsFile')}-${key}.csv`, mediaType: 'text/csv; charset=utf-8' };
    return sendWhileWritten(reply, file, (out) => writeErrors(heads, rows, errorWords(t), out));
  }

  /** @throws NotFound, also for a task of another edition */
  private async task(actor: Actor, key: string, id: string): Promise<TaskDetails> {
    const task = await this.tasks.byId(actor, id);
    if (task.edition.key !== key) throw new NotFound('The task');
    return task;
  }
}
