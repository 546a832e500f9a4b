import { inRuns, type RegistrationChange, registrationsByDay } from './registrations-by-day.js';

const joined = (at: string, count = 1): RegistrationChange => ({ at: new Date(at), joined: count, gone: 0 });
const gone = (at: string, count = 1): RegistrationChange => ({ at: new Date(at), joined: 0, gone: count });
const short = (changes: RegistrationChange[], zone: string, until: string) =>
  registrationsByDay(changes, zone, new Date(until)).map(({ date, confirmed }) => `${date} ${confirmed}`);

describe('registrations by day', () => {
  it('is empty as long as nobody has registered', () => {
    expect(registrationsByDay([], 'Asia/Shanghai', new Date('2027-01-01T00:00:00Z'))).toEqual([]);
  });

  it('counts what was given and given up, day by day', () => {
    const changes = [
      joined('2027-01-01T02:00:00Z', 3),
      joined('2027-01-02T02:00:00Z'),
      gone('2027-01-02T03:00:00Z', 2),
    ];
    expect(registrationsByDay(changes, 'Asia/Shanghai', new Date('2027-01-02T04:00:00Z'))).toEqual([
      { date: '2027-01-01', joined: 3, gone: 0, confirmed: 3 },
      { date: '2027-01-02', joined: 1, gone: 2, confirmed: 2 },
    ]);
  });

  it('fills days on which nothing happened, until today', () => {
    expect(short([joined('2027-02-27T12:00:00Z')], 'UTC', '2027-03-02T00:00:00Z')).toEqual([
      '2027-02-27 1',
      '2027-02-28 1',
      '2027-03-01 1',
      '2027-03-02 1',
    ]);
  });

  it.each([
    ['Asia/Shanghai', '2027-01-01T15:59:00Z', '2027-01-01T16:00:00Z'],
    // Midnight lies at a quarter past an hour of UTC.
    ['Asia/Kathmandu', '2027-01-01T18:00:00Z', '2027-01-01T18:15:00Z'],
    ['America/Toronto', '2027-01-02T04:45:00Z', '2027-01-02T05:00:00Z'],
    // The night in which clocks go forward, and that in which they go back: midnight before and after.
    ['America/Toronto', '2027-03-14T04:45:00Z', '2027-03-14T05:00:00Z'],
    ['America/Toronto', '2027-03-15T03:45:00Z', '2027-03-15T04:00:00Z'],
    ['America/Toronto', '2027-11-07T03:45:00Z', '2027-11-07T04:00:00Z'],
    ['America/Toronto', '2027-11-08T04:45:00Z', '2027-11-08T05:00:00Z'],
  ])('parts days at midnight in %s, between %s and %s', (zone, before, after) => {
    const days = registrationsByDay([joined(before), joined(after)], zone, new Date(after));
    expect(days.map((day) => day.joined)).toEqual([1, 1]);
  });

  it('has a day of 23 and one of 25 hours once each', () => {
    expect(short([joined('2027-03-13T12:00:00Z')], 'America/Toronto', '2027-03-15T12:00:00Z')).toHaveLength(3);
    expect(short([joined('2027-11-06T12:00:00Z')], 'America/Toronto', '2027-11-08T12:00:00Z')).toHaveLength(3);
  });

  it('adds days up to weeks, called by their last day', () => {
    const days = registrationsByDay(
      [joined('2027-01-01T12:00:00Z', 2), joined('2027-01-08T12:00:00Z', 5), gone('2027-01-09T12:00:00Z')],
      'UTC',
      new Date('2027-01-09T13:00:00Z'),
    );
    expect(inRuns(days, 7)).toEqual([
      { date: '2027-01-07', joined: 2, gone: 0, confirmed: 2 },
      { date: '2027-01-09', joined: 5, gone: 1, confirmed: 6 },
    ]);
  });
});
