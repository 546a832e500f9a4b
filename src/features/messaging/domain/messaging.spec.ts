import { dueAt } from './due.js';
import { type Facts, lastLook, lastLookAtInvitation, type Verdict } from './last-look.js';
import { retryPause } from './retry.js';

describe('lastLook', () => {
  const NOW = new Date('2027-05-20T10:00:00Z');
  const facts: Facts = {
    kind: 'reminder',
    occasion: 'rule:x:1',
    registration: { status: 'confirmed', unsubscribedAt: null, erasedAt: null },
    edition: { status: 'published', endsAt: new Date('2027-05-20T12:00:00Z') },
  };
  const being = (status: Facts['registration']['status']) => ({ ...facts.registration, status });
  const cancelled = being('cancelled');
  const unsubscribed = { ...facts.registration, unsubscribedAt: NOW };
  const superseded: Verdict = { send: false, state: 'skipped', reason: 'superseded' };

  it.each<{ title: string; change: Partial<Facts>; expected: Verdict }>([
    { title: 'a reminder in good time', change: {}, expected: { send: true } },
    {
      title: 'a reminder for a cancelled registration',
      change: { registration: cancelled },
      expected: { send: false, state: 'cancelled', reason: 'registration-cancelled' },
    },
    {
      title: 'a reminder for a cancelled edition',
      change: { edition: { ...facts.edition, status: 'cancelled' } },
      expected: { send: false, state: 'cancelled', reason: 'edition-cancelled' },
    },
    {
      title: 'a reminder for a postponed edition',
      change: { edition: { ...facts.edition, status: 'postponed' } },
      expected: { send: false, state: 'cancelled', reason: 'edition-postponed' },
    },
    {
      title: 'a reminder to somebody who wants none',
      change: { registration: unsubscribed },
      expected: { send: false, state: 'suppressed', reason: 'unsubscribed' },
    },
    {
      title: 'a reminder after the end',
      change: { edition: { ...facts.edition, endsAt: NOW } },
      expected: { send: false, state: 'skipped', reason: 'edition-over' },
    },
    {
      title: 'a confirmation to somebody who wants no reminders',
      change: { kind: 'confirmation', occasion: 'confirmation', registration: unsubscribed },
      expected: { send: true },
    },
    {
      title: 'a confirmation after the end',
      change: { kind: 'confirmation', occasion: 'confirmation', edition: { ...facts.edition, endsAt: NOW } },
      expected: { send: true },
    },
    {
      title: 'the notice of a cancellation',
      change: { kind: 'cancelled', occasion: 'cancelled:2', registration: cancelled },
      expected: { send: true },
    },
    {
      title: 'the notice of a cancellation that has been undone',
      change: { kind: 'cancelled', occasion: 'cancelled:2' },
      expected: superseded,
    },
    {
      title: 'the notice of a cancelled edition',
      change: { kind: 'cancelled', occasion: 'edition-cancelled', edition: { ...facts.edition, status: 'cancelled' } },
      expected: { send: true },
    },
    {
      title: '“you are on the waiting list” to somebody who has a place',
      change: { kind: 'waitlisted', occasion: 'waitlisted:1' },
      expected: superseded,
    },
    {
      title: '“we have your application” to somebody who has a place',
      change: { kind: 'confirmation', occasion: 'confirmation:1:pending' },
      expected: superseded,
    },
    {
      title: 'an offer to somebody who has accepted it',
      change: { kind: 'promoted', occasion: 'promoted:2:offered' },
      expected: superseded,
    },
    {
      title: 'an offer that stands',
      change: { kind: 'promoted', occasion: 'promoted:2:offered', registration: being('offered') },
      expected: { send: true },
    },
    {
      title: 'an approval of somebody who has cancelled since',
      change: { kind: 'approved', occasion: 'approved:2', registration: cancelled },
      expected: { send: false, state: 'cancelled', reason: 'registration-cancelled' },
    },
    {
      title: 'a refusal',
      change: { kind: 'declined', occasion: 'declined:2', registration: being('declined') },
      expected: { send: true },
    },
    {
      title: 'the personal link, asked for by somebody who waits',
      change: { kind: 'confirmation', occasion: 'link:2027052010', registration: being('waitlisted') },
      expected: { send: true },
    },
    {
      title: 'anything to somebody who has asked to be forgotten',
      change: { kind: 'cancelled', occasion: 'cancelled:2', registration: { ...cancelled, erasedAt: NOW } },
      expected: { send: false, state: 'cancelled', reason: 'erased' },
    },
  ])('$title', ({ change, expected }) => {
    expect(lastLook({ ...facts, ...change }, NOW)).toEqual(expected);
  });
});

describe('lastLookAtInvitation', () => {
  const NOW = new Date('2027-05-20T10:00:00Z');
  const edition = { status: 'published', endsAt: new Date('2027-05-20T12:00:00Z') };

  it.each<[Parameters<typeof lastLookAtInvitation>[0]['invitation']['state'], object, Verdict]>([
    ['open', {}, { send: true }],
    ['used', {}, { send: false, state: 'skipped', reason: 'invitation-used' }],
    ['expired', {}, { send: false, state: 'skipped', reason: 'invitation-expired' }],
    ['withdrawn', {}, { send: false, state: 'cancelled', reason: 'invitation-withdrawn' }],
    ['open', { status: 'cancelled' }, { send: false, state: 'cancelled', reason: 'edition-cancelled' }],
    ['open', { endsAt: NOW }, { send: false, state: 'skipped', reason: 'edition-over' }],
  ])('%s with %j', (state, change, expected) => {
    expect(lastLookAtInvitation({ invitation: { state }, edition: { ...edition, ...change } }, NOW)).toEqual(expected);
  });
});

describe('dueAt', () => {
  it.each([
    {
      offset: '-PT1H',
      at: null,
      anchor: '2026-12-10T12:00:00Z',
      zone: 'Asia/Shanghai',
      expected: '2026-12-10T11:00:00.000Z',
    },
    {
      offset: '-PT9M30S',
      at: null,
      anchor: '2026-12-10T12:00:00Z',
      zone: 'Asia/Shanghai',
      expected: '2026-12-10T11:50:30.000Z',
    },
    // 09:00 in Amsterdam stays 09:00 although the clocks go forward in between (2027-03-28).
    {
      offset: '-P1D',
      at: null,
      anchor: '2027-03-28T07:00:00Z',
      zone: 'Europe/Amsterdam',
      expected: '2027-03-27T08:00:00.000Z',
    },
    {
      offset: '-P1D',
      at: '09:00',
      anchor: '2027-03-14T18:00:00Z',
      zone: 'America/New_York',
      expected: '2027-03-13T14:00:00.000Z',
    },
    {
      offset: '-P1D',
      at: '09:00',
      anchor: '2026-11-01T20:00:00Z',
      zone: 'America/Winnipeg',
      expected: '2026-10-31T14:00:00.000Z',
    },
    { offset: 'PT2H', at: null, anchor: '2026-12-10T12:00:00Z', zone: 'UTC', expected: '2026-12-10T14:00:00.000Z' },
  ])('$offset at $at of $anchor in $zone', ({ offset, at, anchor, zone, expected }) => {
    expect(dueAt({ offset, at }, new Date(anchor), zone)?.toISOString()).toBe(expected);
  });

  it('is unknown without a start', () => {
    expect(dueAt({ offset: '-PT1H', at: null }, null, 'UTC')).toBeNull();
  });
});

describe('retryPause', () => {
  it('grows, then gives up', () => {
    const pauses = Array.from({ length: 8 }, (_, index) => retryPause(index + 1));
    expect(pauses).toEqual([30, 120, 600, 1800, 3600, 7200, 14_400, null]);
  });
});
