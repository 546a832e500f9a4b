import { Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import { type EditionDetails } from '../../../features/editions/index.js';
import {
  CreateReminderRuleInput,
  ReminderRulesService,
  UpdateReminderRuleInput,
} from '../../../features/messaging/index.js';
import { type Actor } from '../../../kernel/actor.js';
import { InvalidInput, StaleVersion } from '../../../kernel/domain-error.js';
import { IdPipe } from '../../../platform/http/input.pipe.js';
import { CurrentActor } from '../../../platform/http/request.js';
import { readInput } from '../../../platform/input/read-input.js';
import { type Answers, answersOf } from '../../form-answers.js';
import { Pages, PagesAt } from '../../pages.js';
import { ConsoleForms, type EditPlan } from '../forms/console-forms.js';
import { openState } from '../forms/edit-state.js';
import { Asked, type Asking } from '../asking.js';
import { SignedIn } from '../signed-in.js';
import { doneOf, refusedOf } from './edition-console.js';
import { EditionDesk } from './edition-desk.js';
import { versionAnswer } from './part-answers.js';
import { NEW_REMINDER, reminderAnswers, reminderValues } from './reminder-form.js';
import { ReminderPages } from './reminder-pages.js';
import { REMINDER_DONE, REMINDER_REFUSED } from './reminders.page.js';

/** What people are reminded of, and when. */
@PagesAt('organise/editions/:key/reminders')
@UseGuards(SignedIn)
export class ReminderPagesController {
  constructor(
    private readonly desk: EditionDesk,
    private readonly forms: ConsoleForms,
    private readonly service: ReminderRulesService,
    private readonly reminders: ReminderPages,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const edition = await this.desk.open(actor, key, 'delivery.view');
    const page = await this.reminders.list(actor, edition, {
      done: doneOf(request, REMINDER_DONE),
      refused: refusedOf(request, REMINDER_REFUSED),
    });
    return this.pages.show(request, reply, page);
  }

  @Get('new')
  async newForm(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor } = asking;
    return this.forms.show(asking, await this.newPlan(actor, key));
  }

  @Post('new')
  async create(@Asked() asking: Asking, @Param('key') key: string) {
    const { actor, request } = asking;
    return this.forms.save(asking, await this.newPlan(actor, key), request.body);
  }

  @Get(':id')
  async form(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request, reply } = asking;
    const edition = await this.desk.open(actor, key, 'delivery.view');
    if (this.desk.may(actor, 'reminder.edit', edition)) {
      return this.forms.show(asking, this.planOf(actor, edition, id, request));
    }
    const rule = await this.reminders.rule(actor, edition, id);
    const form = openState({ name: '', path: '', version: rule.version, original: reminderValues(rule) });
    return this.pages.show(request, reply, await this.reminders.item(actor, edition, rule, { form }));
  }

  @Post(':id')
  async save(@Asked() asking: Asking, @Param('key') key: string, @Param('id', IdPipe) id: string) {
    const { actor, request } = asking;
    const edition = await this.desk.open(actor, key, 'reminder.edit');
    return this.forms.save(asking, this.planOf(actor, edition, id, request), request.body);
  }

  @Post(':id/enable')
  async enable(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.turn({ actor, key, id, enabled: true }, request, reply);
  }

  @Post(':id/disable')
  async disable(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.turn({ actor, key, id, enabled: false }, request, reply);
  }

  @Post(':id/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const base = `/organise/editions/${key}/reminders`;
    try {
      await this.service.remove(actor, key, id, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}/${id}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}?done=removed`);
  }

  private async turn(
    { actor, key, id, enabled }: { actor: Actor; key: string; id: string; enabled: boolean },
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const base = `/organise/editions/${key}/reminders`;
    try {
      await this.service.update(actor, key, id, { enabled }, versionAnswer(answersOf(request.body)));
    } catch (error) {
      if (error instanceof StaleVersion) return this.pages.goTo(reply, `${base}?refused=changed`);
      throw error;
    }
    return this.pages.goTo(reply, `${base}?done=${enabled ? 'on' : 'off'}`);
  }

  private async newPlan(actor: Actor, key: string): Promise<EditPlan> {
    const edition = await this.desk.open(actor, key, 'reminder.edit');
    const base = `/organise/editions/${key}/reminders`;
    return {
      name: `edition:${key}:reminders:new`,
      path: `${base}/new`,
      object: null,
      current: () => Promise.resolve({ version: null, answers: NEW_REMINDER }),
      page: (form) => this.reminders.item(actor, edition, null, { form }),
      lists: ['timing'],
      save: async (answers) => {
        await this.service.create(actor, key, readReminder(CreateReminderRuleInput, answers));
        return `${base}?done=created`;
      },
    };
  }

  private planOf(actor: Actor, edition: EditionDetails, id: string, request: FastifyRequest): EditPlan {
    const base = `/organise/editions/${edition.key}/reminders`;
    const refused = refusedOf(request, REMINDER_REFUSED);
    return {
      name: `edition:${edition.key}:reminders:${id}`,
      path: `${base}/${id}`,
      object: { kind: 'reminder-rule', id },
      current: async () => {
        const rule = await this.reminders.rule(actor, edition, id);
        return { version: rule.version, answers: reminderValues(rule) };
      },
      page: async (form) =>
        this.reminders.item(actor, edition, await this.reminders.rule(actor, edition, id), { form, refused }),
      lists: ['timing'],
      save: async (answers, version) => {
        const input = readReminder(UpdateReminderRuleInput, answers);
        await this.service.update(actor, edition.key, id, input, version);
        return `${base}?done=saved`;
      },
    };
  }
}

/** @throws InvalidInput: what is wrong with one box is wrong with its group */
function readReminder<S extends z.ZodType>(schema: S, answers: Answers): z.output<S> {
  try {
    return readInput(schema, reminderAnswers(answers));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.errors.map((one) => ({ ...one, path: one.path.replace(/^(audience\.\w+)\..*/, '$1') })),
    );
  }
}
