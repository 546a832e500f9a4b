export const EDITION_STATUSES = ['draft', 'published', 'postponed', 'cancelled', 'completed'] as const;
export type EditionStatus = (typeof EDITION_STATUSES)[number];

export type EditionAction = 'publish' | 'postpone' | 'cancel' | 'complete';

/** From which states an action is sensible, and where it leads. */
const TRANSITIONS: Record<EditionAction, { from: readonly EditionStatus[]; to: EditionStatus }> = {
  publish: { from: ['draft', 'postponed'], to: 'published' },
  postpone: { from: ['published'], to: 'postponed' },
  cancel: { from: ['published', 'postponed'], to: 'cancelled' },
  complete: { from: ['published'], to: 'completed' },
};

/** The state after the action, or null when it makes no sense now. */
export function transition(status: EditionStatus, action: EditionAction): EditionStatus | null {
  const { from, to } = TRANSITIONS[action];
  return from.includes(status) ? to : null;
}

/** The actions that a console may offer. */
export function possibleActions(status: EditionStatus): EditionAction[] {
  return (Object.keys(TRANSITIONS) as EditionAction[]).filter((action) => transition(status, action) !== null);
}
