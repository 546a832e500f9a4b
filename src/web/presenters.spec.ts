import { standOf } from './presenters.js';

const NOW = new Date('2026-12-10T12:00:00Z');
const LATER = new Date('2026-12-20T12:00:00Z');
const SOONER = new Date('2026-12-15T12:00:00Z');
type Admission = 'open' | 'waiting-list' | 'full' | 'not-yet-open' | 'closed';
const category = (admission: Admission, opensAt: Date | null = null) => ({
  ...{ admission, opensAt },
  ...{ approval: false, invitationOnly: false },
});
const invited = (admission: Admission) => ({ ...category(admission), invitationOnly: true });
const approved = (admission: Admission) => ({ ...category(admission), approval: true });

const OPEN_BY = (by: 'waiting-list' | 'application') => ({ kind: 'open', by }) as const;

describe('standOf', () => {
  it.each([
    ['open', 'published', LATER, [category('full'), category('open')], { kind: 'open' }],
    ['a waiting list', 'published', LATER, [category('full'), category('waiting-list')], OPEN_BY('waiting-list')],
    ['a place rather than a list', 'published', LATER, [category('waiting-list'), category('open')], { kind: 'open' }],
    ['by application', 'published', LATER, [approved('open'), category('full')], OPEN_BY('application')],
    ['a place rather than an application', 'published', LATER, [approved('open'), category('open')], { kind: 'open' }],
    ['by invitation', 'published', LATER, [invited('open'), invited('closed')], { kind: 'invitation' }],
    ['sold out but to the invited', 'published', LATER, [invited('open'), category('full')], { kind: 'sold-out' }],
    ['closed to the invited too', 'published', LATER, [invited('closed')], { kind: 'closed' }],
    ['sold out', 'published', LATER, [category('full'), category('closed')], { kind: 'sold-out' }],
    ['closed', 'published', LATER, [category('closed')], { kind: 'closed' }],
    [
      'the first opening',
      'published',
      LATER,
      [category('not-yet-open', LATER), category('not-yet-open', SOONER), category('full')],
      { kind: 'opens', at: SOONER },
    ],
    ['over', 'published', NOW, [category('closed')], { kind: 'ended' }],
    ['completed', 'completed', null, [category('closed')], { kind: 'ended' }],
    ['nothing to register for', 'completed', null, [], { kind: 'none' }],
    ['cancelled', 'cancelled', LATER, [category('closed')], { kind: 'cancelled' }],
    ['postponed', 'postponed', LATER, [], { kind: 'postponed' }],
  ] as const)('%s', (_, status, endsAt, categories, expected) => {
    expect(standOf({ status, endsAt }, [...categories], NOW)).toEqual(expected);
  });
});
