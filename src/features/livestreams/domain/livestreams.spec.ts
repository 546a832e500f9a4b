import { liveState, liveWindow } from './live-window.js';
import { mirrorsFor } from './mirror-choice.js';

describe('liveState', () => {
  const window = liveWindow(
    { startsAt: new Date('2026-12-10T12:00:00Z'), endsAt: new Date('2026-12-10T13:00:00Z') },
    { opensMinutesBefore: 10, closesMinutesAfter: 5 },
  );

  it.each([
    { now: '2026-12-10T11:49:59Z', expected: 'before' },
    { now: '2026-12-10T11:50:00Z', expected: 'open' },
    { now: '2026-12-10T13:04:59Z', expected: 'open' },
    { now: '2026-12-10T13:05:00Z', expected: 'ended' },
  ])('at $now it is $expected', ({ now, expected }) => {
    expect(liveState(window, new Date(now))).toBe(expected);
  });
});

describe('mirrorsFor', () => {
  type Mirror = { name: string; region: string[]; language: string | null; priority: number };
  const world: Mirror = { name: 'world', region: ['*'], language: null, priority: 0 };
  const backup: Mirror = { name: 'backup', region: ['*'], language: null, priority: 5 };
  const china: Mirror = { name: 'china', region: ['CN'], language: null, priority: 9 };
  const chinese: Mirror = { name: 'chinese', region: ['*'], language: 'zh-Hans', priority: 3 };
  const english: Mirror = { name: 'english', region: ['*'], language: 'en', priority: 3 };

  it.each([
    { title: 'by priority', mirrors: [backup, world], country: 'CA', language: 'en', expected: ['world', 'backup'] },
    {
      title: 'the own country first',
      mirrors: [world, china],
      country: 'CN',
      language: 'en',
      expected: ['china', 'world'],
    },
    { title: 'never another country', mirrors: [world, china], country: 'CA', language: 'en', expected: ['world'] },
    { title: 'an unknown country', mirrors: [china, world], country: null, language: 'en', expected: ['world'] },
    {
      title: 'the own language first',
      mirrors: [english, chinese],
      country: null,
      language: 'zh-Hans',
      expected: ['chinese', 'english'],
    },
    { title: 'none', mirrors: [china], country: 'CA', language: 'en', expected: [] },
  ])('$title', ({ mirrors, country, language, expected }) => {
    expect(mirrorsFor(mirrors, { country, language }).map(({ name }) => name)).toEqual(expected);
  });
});
