import { standOf } from './presenters.js';

const NOW = new Date('2026-12-10T12:00:00Z');
const LATER = new Date('2026-12-20T12:00:00Z');
const SOONER = new Date('2026-12-15T12:00:00Z');
const category = (admission: 'open' | 'full' | 'not-yet-open' | 'closed', opensAt: Date | null = null) => ({
  admission,
  opensAt,
});

describe('standOf', () => {
  it.each([
    ['open', 'published', LATER, [category('full'), category('open')], { kind: 'open' }],
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
