import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type EditionDetails,
  EditionsService,
  RescheduleEditionInput,
  type ReschedulePreview,
  ReschedulePreviews,
} from '../../../features/editions/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { DomainError, type FieldError, InvalidInput, StaleVersion } from '../../../kernel/domain-error.js';
import { toIsoWithOffset } from '../../../kernel/time-zone.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { timeZone } from '../../../platform/input/fields.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf, onePerField, textOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { editionRef } from '../../presenters.js';
import { SignedIn } from '../signed-in.js';
import { doneOf } from './edition-console.js';
import { EditionDesk } from './edition-desk.js';
import { versionAnswer } from './part-answers.js';
import { previewMark, timesAnswers, timesValues } from './schedule-form.js';
import { SCHEDULE_DONE, SchedulePage, SchedulePreviewPage } from './schedule.page.js';

/** Times with their zone, as the form sends them. */
const Times = z.strictObject({
  startsAt: RescheduleEditionInput.shape.startsAt,
  endsAt: RescheduleEditionInput.shape.endsAt,
  timeZone,
});
type Times = z.output<typeof Times>;

/** When an edition takes place. Nothing moves before somebody has seen what would. */
@PagesAt('organise/editions/:key/schedule')
@UseGuards(SignedIn)
export class SchedulePagesController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: EditionDesk,
    private readonly previews: ReschedulePreviews,
    private readonly service: EditionsService,
  ) {}

  @Get()
  async form(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key);
    return this.pages.show(
      request,
      reply,
      <SchedulePage
        edition={editionRef(edition)}
        version={edition.version}
        form={{ values: timesValues(edition), errors: [] }}
        mayEdit={this.desk.may(actor, 'edition.edit', edition)}
        done={doneOf(request, SCHEDULE_DONE)}
      />,
    );
  }

  /** Shows what would move, and changes nothing. */
  @Post('preview')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const answers = answersOf(request.body);
    try {
      const times = timesOf(answers, edition);
      const preview = await this.previews.of(actor, key, times);
      return this.pages.show(request, reply, previewPage(edition, times, preview));
    } catch (error) {
      return this.pages.show(request, reply, formAgain(edition, answers, error), { status: 422 });
    }
  }

  /** Moves it, if what would move is still what was shown; else shows that anew. */
  @Post()
  async move(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'edition.edit');
    const answers = answersOf(request.body);
    try {
      const times = timesOf(answers, edition);
      const preview = await this.previews.of(actor, key, times);
      const isAsSeen = previewMark(preview) === textOf(answers, 'seen');
      if (isAsSeen && (await this.moved(actor, key, times, versionAnswer(answers)))) {
        return this.pages.goTo(reply, `/organise/editions/${key}/schedule?done=moved`);
      }
      const now = await this.desk.open(actor, key, 'edition.edit');
      const renewed = previewPage(now, times, await this.previews.of(actor, key, times), true);
      return this.pages.show(request, reply, renewed, { status: 412 });
    } catch (error) {
      return this.pages.show(request, reply, formAgain(edition, answers, error), { status: 422 });
    }
  }

  private async moved(actor: Actor, key: string, times: Times, version: number | undefined): Promise<boolean> {
    try {
      await this.service.reschedule(actor, key, times, version);
      return true;
    } catch (error) {
      if (error instanceof StaleVersion) return false;
      throw error;
    }
  }
}

/** @throws InvalidInput */
function timesOf(answers: Answers, edition: EditionDetails): Times {
  return readInput(Times, timesAnswers(answers, edition));
}

function previewPage(edition: EditionDetails, times: Times, preview: ReschedulePreview, isRenewed = false) {
  const exact = (instant: Date | null) => (instant ? toIsoWithOffset(times.timeZone, instant) : '');
  return (
    <SchedulePreviewPage
      edition={editionRef(edition)}
      preview={preview}
      confirm={{
        startsAt: exact(preview.startsAt.after),
        endsAt: exact(preview.endsAt.after),
        timeZone: times.timeZone,
        version: String(edition.version),
        seen: previewMark(preview),
      }}
      isRenewed={isRenewed}
    />
  );
}

/** With everything that was typed. @throws what the form cannot help */
function formAgain(edition: EditionDetails, answers: Answers, error: unknown) {
  const errors = errorsOf(error);
  if (errors === null) throw error;
  return (
    <SchedulePage
      edition={editionRef(edition)}
      version={edition.version}
      form={{ values: answers, errors }}
      mayEdit
      done={null}
    />
  );
}

function errorsOf(error: unknown): FieldError[] | null {
  if (!(error instanceof DomainError)) return null;
  const errors = error instanceof InvalidInput ? onePerField(error.errors) : error.errors;
  return error.kind === 'invalid' && errors.length > 0 ? errors : null;
}
