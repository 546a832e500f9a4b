import { z } from 'zod';
import {
  CHECKLIST_ITEMS,
  type ChecklistItem,
  type ClockAdjustment,
  type LeftOverMention,
  MENTION_KINDS,
  RESCHEDULE_OUTCOMES,
  type ReschedulePreview,
  TEXT_PLACES,
} from '../../features/editions/index.js';
import { LOCALES } from '../../kernel/locale.js';
import { formatWallTime } from '../../kernel/time-zone.js';
import { InstantView, LocalisedView } from '../answers.js';
import { EditionView } from './editions.views.js';

const textFields = {
  place: z.enum(TEXT_PLACES),
  id: z.string().describe('Of the thing that the text belongs to.'),
  path: z.string().describe('The field, in dots.'),
  locale: z.enum(LOCALES).nullable().describe('Null: the same for all languages, such as a city or an address.'),
};

export const MentionView = z
  .object({
    ...textFields,
    text: z.string().describe('The text, or the part of it around what was found.'),
    kind: z.enum(MENTION_KINDS).describe('`address`: taken over unchanged; check whether it still leads somewhere.'),
    found: z.string(),
  })
  .meta({ id: 'LeftOverMention' });

export const ChecklistItemView = z
  .object({
    item: z.enum(CHECKLIST_ITEMS),
    required: z.boolean().describe('Without it the edition cannot be published.'),
    done: z.boolean(),
    detail: z
      .array(z.object({ ...textFields, text: z.string() }))
      .optional()
      .describe('Which texts lack which language, or still name the edition that this one was cloned from.'),
  })
  .meta({ id: 'ChecklistItem' });

const ClockAdjustmentView = z
  .object({
    place: z.enum(['edition', 'category']),
    name: LocalisedView.nullable(),
    path: z.enum(['startsAt', 'endsAt', 'opensAt', 'closesAt']),
    wanted: z.string().describe('Wall clock of the edition’s zone.'),
    reason: z.enum(['skipped', 'repeated']).describe('The clocks skip that time, or show it twice.'),
    at: InstantView.describe('What it has become.'),
  })
  .meta({ id: 'ClockAdjustment' });

export const ClonedEditionView = EditionView.extend({
  mentions: z.array(MentionView).describe('Texts that still speak of the source.'),
  adjusted: z.array(ClockAdjustmentView).describe('Times that the clock of the new year does not have, or has twice.'),
}).meta({ id: 'ClonedEdition' });

const change = z.object({ before: InstantView.nullable(), after: InstantView.nullable() });

export const ReschedulePreviewView = z
  .object({
    startsAt: change,
    endsAt: change,
    sessions: z
      .array(z.object({ id: z.string(), title: LocalisedView, startsAt: change, endsAt: change }))
      .describe('Those of the draft that would move.'),
    deliveries: z.array(
      z.object({
        rule: z.string(),
        anchor: z.string(),
        offset: z.string(),
        recipients: z.int(),
        before: InstantView.nullable(),
        after: InstantView.nullable(),
        outcome: z
          .enum(RESCHEDULE_OUTCOMES)
          .describe(
            '`again`: went out for the old date and goes out again. `late`: goes out at once, because its time lies in the past; ' +
              '`superseded`: a later reminder does so in its place; `skipped`: its rule sends nothing late. `waiting`: for a date.',
          ),
      }),
    ),
  })
  .meta({ id: 'ReschedulePreview' });

export function mentionView(mention: LeftOverMention): z.input<typeof MentionView> {
  const { place, id, path, locale, text, kind, found } = mention;
  return { place, id, path, locale, text, kind, found };
}

export function checklistItemView({ item, required, done, detail }: ChecklistItem): z.input<typeof ChecklistItemView> {
  return { item, required, done, ...(detail ? { detail } : {}) };
}

export function clockAdjustmentView(adjustment: ClockAdjustment): z.input<typeof ClockAdjustmentView> {
  const { place, name, path, wanted, trick, at } = adjustment;
  return { place, name, path, wanted: formatWallTime(wanted), reason: trick, at: at.toISOString() };
}

export function reschedulePreviewView(preview: ReschedulePreview): z.input<typeof ReschedulePreviewView> {
  const { startsAt, endsAt, sessions, deliveries } = preview;
  return {
    startsAt: changeView(startsAt),
    endsAt: changeView(endsAt),
    sessions: sessions.map((session) => ({
      ...{ id: session.id, title: session.title },
      startsAt: changeView(session.startsAt),
      endsAt: changeView(session.endsAt),
    })),
    deliveries: deliveries.map(({ rule, anchor, offset, recipients, before, after, outcome }) => ({
      ...{ rule, anchor, offset, recipients, outcome },
      ...changeView({ before, after }),
    })),
  };
}

const changeView = ({ before, after }: { before: Date | null; after: Date | null }): z.input<typeof change> => ({
  before: before?.toISOString() ?? null,
  after: after?.toISOString() ?? null,
});
