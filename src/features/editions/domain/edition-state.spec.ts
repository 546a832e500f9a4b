import {
  EDITION_STATUSES,
  type EditionAction,
  type EditionStatus,
  possibleActions,
  transition,
} from './edition-state.js';

/** All states and all actions; what is not named is refused. */
const TABLE: Record<EditionStatus, Partial<Record<EditionAction, EditionStatus>>> = {
  draft: { publish: 'published' },
  published: { postpone: 'postponed', cancel: 'cancelled', complete: 'completed' },
  postponed: { publish: 'published', cancel: 'cancelled' },
  cancelled: {},
  completed: {},
};
const ACTIONS: EditionAction[] = ['publish', 'postpone', 'cancel', 'complete'];

describe('transition', () => {
  it.each(
    EDITION_STATUSES.flatMap((status) =>
      ACTIONS.map((action) => ({ status, action, expected: TABLE[status][action] ?? null })),
    ),
  )('$action of a $status edition leads to $expected', ({ status, action, expected }) => {
    expect(transition(status, action)).toBe(expected);
  });
});

describe('possibleActions', () => {
  it.each(EDITION_STATUSES.map((status) => ({ status, expected: Object.keys(TABLE[status]).sort() })))(
    'of a $status edition: $expected',
    ({ status, expected }) => {
      expect(possibleActions(status).sort()).toEqual(expected);
    },
  );
});
