import { type LocalisedText } from '../../../kernel/locale.js';

/** What a reminder rule's deliveries look like at one moment. */
export interface DueDeliveries {
  rule: string;
  anchor: string;
  offset: string;
  /** Null while the edition has no date. */
  dueAt: Date | null;
  /** That time has come. */
  overdue: boolean;
  /** Grows when those who were reminded already are to be reminded again. */
  round: number;
  /** How many are still to go out. */
  planned: number;
  /** How many are recorded as skipped, by reason: too late, or in favour of a later reminder. */
  skipped: { late: number; superseded: number };
}

/** A session that has a time. */
export interface ScheduledSession {
  id: string;
  title: LocalisedText;
  startsAt: Date;
  endsAt: Date;
}

/** A session that a change of date moves. */
export interface MovedSession {
  id: string;
  title: LocalisedText;
  startsAt: { before: Date; after: Date };
  endsAt: { before: Date; after: Date };
}

/** Which sessions have other times after the change, in the order given. */
export function movedSessions(before: readonly ScheduledSession[], after: readonly ScheduledSession[]): MovedSession[] {
  const then = new Map(before.map((session) => [session.id, session]));
  return after
    .map(({ id, title, startsAt, endsAt }) => ({
      ...{ id, title },
      startsAt: { before: then.get(id)?.startsAt ?? startsAt, after: startsAt },
      endsAt: { before: then.get(id)?.endsAt ?? endsAt, after: endsAt },
    }))
    .filter((session) =>
      [session.startsAt, session.endsAt].some(({ before: was, after: is }) => was.getTime() !== is.getTime()),
    );
}

/**
 * What a change of date does to deliveries:
 * - `unchanged`, `moved`: due at the same time, or at another one that lies ahead;
 * - `waiting`: due when the edition has a date again;
 * - `again`: went out for the old date, and goes out again for the new one;
 * - `late`: their time lies in the past now, so they go out at once;
 * - `superseded`: the same, but a later reminder goes out at once in their place;
 * - `skipped`: the same, and their rule says that a late reminder is not sent;
 * - `past`: their time lies in the past, and nothing is left to be sent.
 */
export const RESCHEDULE_OUTCOMES = [
  'unchanged',
  'moved',
  'waiting',
  'again',
  'late',
  'superseded',
  'skipped',
  'past',
] as const;
export type RescheduleOutcome = (typeof RESCHEDULE_OUTCOMES)[number];

/** The deliveries of one rule that share a fate. */
export interface RescheduledDeliveries {
  rule: string;
  anchor: string;
  offset: string;
  /** How many people it concerns. */
  recipients: number;
  before: Date | null;
  after: Date | null;
  outcome: RescheduleOutcome;
}

/** Compares the rules before and after the change; one line a rule and fate, in the order given. */
export function rescheduledDeliveries(
  before: readonly DueDeliveries[],
  after: readonly DueDeliveries[],
): RescheduledDeliveries[] {
  return after.flatMap((now) => {
    const then = before.find(({ rule }) => rule === now.rule) ?? now;
    const line = (outcome: RescheduleOutcome, recipients: number): RescheduledDeliveries => ({
      rule: now.rule,
      anchor: now.anchor,
      offset: now.offset,
      recipients,
      before: then.dueAt,
      after: now.dueAt,
      outcome,
    });
    const skipped = now.skipped.late - then.skipped.late;
    const superseded = now.skipped.superseded - then.skipped.superseded;
    const lost = [
      ...(skipped > 0 ? [line('skipped', skipped)] : []),
      ...(superseded > 0 ? [line('superseded', superseded)] : []),
    ];
    return lost.length > 0 && now.planned === 0 ? lost : [line(outcomeOf(then, now), now.planned), ...lost];
  });
}

function outcomeOf(then: DueDeliveries, now: DueDeliveries): RescheduleOutcome {
  if (now.round > then.round) return 'again';
  if (now.dueAt === null) return 'waiting';
  if (now.overdue) return now.planned > 0 ? 'late' : 'past';
  return then.dueAt?.getTime() === now.dueAt.getTime() ? 'unchanged' : 'moved';
}
