import { DomainError } from '../../../kernel/domain-error.js';
import { readInstant, schedule } from './schedule.js';

describe('readInstant', () => {
  it.each([
    { text: '2026-12-10T06:00', zone: 'America/Edmonton', expected: '2026-12-10T12:00:00.000Z' },
    { text: '2026-12-10T07:00:00', zone: 'America/Winnipeg', expected: '2026-12-10T12:00:00.000Z' },
    { text: '2026-12-10 05:00', zone: 'America/Vancouver', expected: '2026-12-10T12:00:00.000Z' },
    { text: '2026-12-10T20:00:00+08:00', zone: 'America/Vancouver', expected: '2026-12-10T12:00:00.000Z' },
    { text: '2026-12-10T12:00:00Z', zone: 'Asia/Shanghai', expected: '2026-12-10T12:00:00.000Z' },
    { text: '2027-03-28T02:30:00+02:00', zone: 'Europe/Berlin', expected: '2027-03-28T00:30:00.000Z' },
  ])('$text in $zone', ({ text, zone, expected }) => {
    expect(readInstant(text, zone, 'startsAt').toISOString()).toBe(expected);
  });

  it.each([
    { text: '2027-03-28T02:30', zone: 'Europe/Berlin', code: 'ambiguous-local-time' },
    { text: '2026-11-01T01:30', zone: 'America/New_York', code: 'ambiguous-local-time' },
    { text: '2027-02-30T10:00', zone: 'Europe/Berlin', code: 'invalid-input' },
    { text: '2027-02-30T10:00:00Z', zone: 'Europe/Berlin', code: 'invalid-input' },
    { text: '2027-01-01T25:00', zone: 'Europe/Berlin', code: 'invalid-input' },
  ])('refuses $text in $zone as $code', ({ text, zone, code }) => {
    let refused: unknown;
    try {
      readInstant(text, zone, 'startsAt');
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(DomainError);
    expect((refused as DomainError).code).toBe(code);
  });
});

describe('schedule', () => {
  it('keeps the wall clock that was meant', () => {
    expect(schedule('2026-11-26T01:30:00Z', '2026-11-26T03:00:00Z', 'Asia/Shanghai')).toMatchObject({
      startsWall: '2026-11-26T09:30:00',
      endsWall: '2026-11-26T11:00:00',
    });
  });

  it('refuses an end that is not after the start', () => {
    expect(() => schedule('2026-11-26T09:30', '2026-11-26T09:30', 'Asia/Shanghai')).toThrow('after the start');
  });
});
