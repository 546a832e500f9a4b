import { Injectable } from '@nestjs/common';
import { type VNode } from 'preact';
import { FormDrafts } from '../../../features/accounts/index.js';
import { AuditQueries } from '../../../features/audit/index.js';
import { DomainError, type FieldError, StaleVersion } from '../../../kernel/domain-error.js';
import { type Answers, answersOf, onePerField, textOf } from '../../form-answers.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Pages } from '../../pages.js';
import { type Asking } from '../asking.js';
import { type EditState, FORM_FIELDS, openState } from './edit-state.js';
import { isAnswer, type Merged, mergeAnswers, plainAnswers, sameAnswers, withUnitsOf } from './merge.js';

/** What a form of the console is about: all that its controller has to say. */
export interface EditPlan {
  /** What drafts are kept under, e.g. `edition:ewa-2027:details`. */
  name: string;
  /** The page's address; the form is sent to the same. */
  path: string;
  /** What the trail calls the object. Null for something that is yet to be made. */
  object: { kind: string; id: string } | null;
  /** Reads what is stored, as the form's fields. Asked again when somebody else has changed it, so it must not remember. */
  current(): Promise<{ version: number | null; answers: Answers }>;
  page(form: EditState): VNode | Promise<VNode>;
  /**
   * Saves, and says where to go then. Whatever it throws stops the saving: `InvalidInput` is shown at its fields,
   * `StaleVersion` as a conflict.
   */
  save(answers: Answers, version: number | undefined): Promise<string>;
  /** Other broken rules that can be mended in the form, e.g. a number that is taken; null for the rest. */
  errorsOf?(error: DomainError): FieldError[] | null;
  /** Beginnings of fields that are compared as one when two people have changed them, e.g. `hosts` for `hosts.0`, `hosts.1`. */
  lists?: readonly string[];
}

/**
 * The course of every form of the console: shown with what is stored or with a draft; saved; shown again with all that was
 * typed when something is wrong (422) or somebody else was faster (412).
 *
 * ```tsx
 * // @Get('details')   return this.forms.show(asking, await this.planOf(asking.actor, key));
 * // @Post('details')  return this.forms.save(asking, await this.planOf(asking.actor, key), asking.request.body);
 * private async planOf(actor: Actor, key: string): Promise<EditPlan> {
 *   const edition = await this.editions.byKey(actor, key);
 *   return {
 *     name: `edition:${key}:details`,
 *     path: `/organise/editions/${key}/details`,
 *     object: { kind: 'edition', id: edition.id },
 *     current: async () => {
 *       const now = await this.editions.byKey(actor, key);
 *       return { version: now.version, answers: { year: String(now.year), ...localisedAnswers('title', now.title) } };
 *     },
 *     page: (form) => <DetailsPage edition={edition} form={form} />, // its fields inside <EditForm form={form} …>
 *     save: async (answers, version) => {
 *       await this.service.update(actor, key, readInput(UpdateEditionInput, inputOf(answers)), version);
 *       return `/organise/editions/${key}/details?done=saved`;
 *     },
 *   };
 * }
 * ```
 */
@Injectable()
export class ConsoleForms {
  constructor(
    private readonly pages: Pages,
    private readonly drafts: FormDrafts,
    private readonly audit: AuditQueries,
  ) {}

  /** The form with what is stored and word of a draft, or with `?draft=1` the draft itself. */
  async show({ actor, request, reply }: Asking, plan: EditPlan): Promise<string> {
    const { version, answers } = await plan.current();
    const stored = openState({ name: plan.name, path: plan.path, version, original: answers });
    const draft = await this.drafts.find(actor, plan.name);
    if (draft === null || sameAnswers(draft.answers, answers)) {
      return this.pages.show(request, reply, await plan.page(stored));
    }
    const isShown = (request.query as Record<string, unknown>)['draft'] === '1';
    const form: EditState = { ...stored, draft: { savedAt: draft.savedAt, isShown } };
    if (!isShown) return this.pages.show(request, reply, await plan.page(form));
    const typed: EditState = {
      ...form,
      values: plainAnswers(draft.answers),
      version: draft.objectVersion,
      original: originalOf(draft.answers) ?? answers,
    };
    return this.pages.show(request, reply, await plan.page(typed));
  }

  /** Saves what was sent and goes on, or shows it again. Throws what the form cannot help. */
  async save(asking: Asking, plan: EditPlan, body: unknown): Promise<string | void> {
    const { actor, reply } = asking;
    const sent = answersOf(body);
    const version = versionOf(sent);
    if (textOf(sent, FORM_FIELDS.keep)) {
      await this.drafts.keep(actor, plan.name, sent, version);
      return this.pages.goTo(reply, hrefWith(plan.path, { draft: 1 }));
    }
    const answers = chosenAnswers(sent, plan.lists);
    try {
      const next = await this.saveUnlessMet(plan, { sent, answers, version });
      if (typeof next !== 'string') return await this.showConflict(asking, plan, next);
      await this.drafts.discard(actor, plan.name);
      return this.pages.goTo(reply, next);
    } catch (error) {
      const errors = error instanceof DomainError ? errorsOf(error, plan) : null;
      if (errors === null) throw error;
      return this.showErrors(asking, plan, { sent, answers, version, errors });
    }
  }

  /**
   * Where to go then, or what two people have both changed. Somebody who has changed other parts of the object (its state, or
   * the fields of another form) does not stand in the way: then it is saved over the newer version.
   */
  private async saveUnlessMet(plan: EditPlan, form: Sent): Promise<string | Met> {
    let { answers, version } = form;
    for (let attempt = 1; ; attempt++) {
      try {
        return await plan.save(answers, version ?? undefined);
      } catch (error) {
        if (!(error instanceof StaleVersion)) throw error;
        const theirs = await plan.current();
        const original = originalOf(form.sent) ?? {};
        const merged = mergeAnswers({ original, mine: form.answers, theirs: theirs.answers }, plan.lists);
        if (merged.differences.length > 0 || attempt === MAX_ATTEMPTS) return { ...form, theirs, merged };
        ({ answers } = merged);
        ({ version } = theirs);
      }
    }
  }

  private async showErrors({ request, reply }: Asking, plan: EditPlan, wrong: Sent & { errors: FieldError[] }) {
    const page = await plan.page({
      ...openState({
        name: plan.name,
        path: plan.path,
        version: wrong.version,
        original: originalOf(wrong.sent) ?? {},
      }),
      values: wrong.answers,
      errors: onePerField(wrong.errors),
    });
    return this.pages.show(request, reply, page, { status: 422 });
  }

  /** What was typed is also kept as a draft, for those who take the other's version or leave the page. */
  private async showConflict({ actor, request, reply }: Asking, plan: EditPlan, met: Met) {
    const { sent, answers, version, theirs, merged } = met;
    await this.drafts.keep(actor, plan.name, { ...sent, ...answers }, version);
    const { object } = plan;
    const changes = object ? await this.audit.changesSince(object.kind, object.id, version ?? 0) : [];
    const page = await plan.page({
      ...openState({ name: plan.name, path: plan.path, version: theirs.version, original: theirs.answers }),
      values: merged.answers,
      conflict: { changes: changes.map(({ who, at }) => ({ who, at })), differences: merged.differences },
    });
    return this.pages.show(request, reply, page, { status: 412 });
  }
}

const MAX_ATTEMPTS = 3;

interface Sent {
  /** With the form's hidden fields. */
  sent: Answers;
  answers: Answers;
  version: number | null;
}

/** Somebody else has changed what the form shows. */
interface Met extends Sent {
  theirs: { version: number | null; answers: Answers };
  merged: Merged;
}

/** What was typed, with the other person's values where the reader chose them: the form was made from those. */
function chosenAnswers(sent: Answers, lists: readonly string[] = []): Answers {
  const taken = Object.keys(sent).flatMap((name) => {
    const unit = name.startsWith(`${FORM_FIELDS.take}.`) ? name.slice(FORM_FIELDS.take.length + 1) : null;
    return unit !== null && textOf(sent, name) === 'theirs' ? [unit] : [];
  });
  const answers = plainAnswers(sent);
  const original = originalOf(sent);
  if (taken.length === 0 || original === null) return answers;
  const known = taken.filter((unit) => isAnswer(unit) && (lists.includes(unit) || unit in answers || unit in original));
  return withUnitsOf(answers, original, known);
}

function versionOf(sent: Answers): number | null {
  const text = textOf(sent, FORM_FIELDS.version);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The hidden copy of what the form was made from; null where it was left out or is broken. */
function originalOf(sent: Answers): Answers | null {
  const text = textOf(sent, FORM_FIELDS.original);
  if (text === undefined) return null;
  try {
    return answersOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function errorsOf(error: DomainError, plan: EditPlan): FieldError[] | null {
  const own = plan.errorsOf?.(error) ?? null;
  if (own !== null) return own;
  return error.kind === 'invalid' && error.errors.length > 0 ? error.errors : null;
}
