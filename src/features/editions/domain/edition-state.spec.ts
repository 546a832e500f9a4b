import {
  EDITION_STATUSES,
  type EditionAction,
  type EditionStatus,
  possibleActions,
  transition,
} from './edition-state.js';

describe('transition', () => {
  it.each<{ status: EditionStatus; action: EditionAction; expected: EditionStatus | null }>([
    { status: 'draft', action: 'publish', expected: 'published' },
    { status: 'draft', action: 'cancel', expected: null },
    { status: 'draft', action: 'postpone', expected: null },
    { status: 'draft', action: 'complete', expected: null },
    { status: 'published', action: 'publish', expected: null },
    { status: 'published', action: 'postpone', expected: 'postponed' },
    { status: 'published', action: 'cancel', expected: 'cancelled' },
    { status: 'published', action: 'complete', expected: 'completed' },
    { status: 'postponed', action: 'publish', expected: 'published' },
    { status: 'postponed', action: 'cancel', expected: 'cancelled' },
    { status: 'cancelled', action: 'publish', expected: null },
    { status: 'completed', action: 'cancel', expected: null },
  ])('$action of a $status edition leads to $expected', ({ status, action, expected }) => {
    expect(transition(status, action)).toBe(expected);
  });

  it('leaves nothing to do once an edition is cancelled or completed', () => {
    expect(EDITION_STATUSES.filter((status) => possibleActions(status).length === 0)).toEqual([
      'cancelled',
      'completed',
    ]);
  });
});
