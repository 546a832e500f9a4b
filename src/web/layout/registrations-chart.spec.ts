import { LOCALES } from '../../kernel/locale.js';
import { type ChartDay, shapeOf, shortDay } from './registrations-chart.js';

const days = (...confirmed: number[]): ChartDay[] =>
  confirmed.map((count, index) => ({
    date: `2027-01-${String(index + 1).padStart(2, '0')}`,
    joined: 0,
    gone: 0,
    confirmed: count,
  }));

describe('the chart of registrations', () => {
  it('goes from the first day at the left to the last at the right, more being higher', () => {
    const { line, last } = shapeOf(days(0, 5, 10), null);
    expect(line).toBe('M34,176L197,96L360,16');
    expect(last).toEqual({ x: 360, y: 16, value: 10 });
  });

  it('is a level for a single day', () => {
    expect(shapeOf(days(3), null)).toMatchObject({
      line: 'M34,16L360,16',
      labels: [{ date: '2027-01-01', x: 34, anchor: 'start' }],
    });
  });

  it.each([
    { confirmed: [0], capacity: null, expected: [0, 1] },
    { confirmed: [1, 2], capacity: null, expected: [0, 1, 2] },
    { confirmed: [0, 312], capacity: null, expected: [0, 100, 200, 300, 400] },
    { confirmed: [0, 12], capacity: 40, expected: [0, 10, 20, 30, 40] },
  ])('has whole numbers at its side: $expected', ({ confirmed, capacity, expected }) => {
    expect(shapeOf(days(...confirmed), capacity).levels.map(({ value }) => value)).toEqual(expected);
  });

  it('draws the limit of places where there is one, within the chart even when it is not nearly reached', () => {
    expect(shapeOf(days(1, 2), null).limit).toBeNull();
    expect(shapeOf(days(1, 2), 40).limit).toBe(16);
    expect(shapeOf(days(1, 80), 40).limit).toBe(96);
  });

  it('names at most four days, the first and the last among them, none twice', () => {
    const named = (count: number) =>
      shapeOf(days(...Array.from({ length: count }, () => 1)), null).labels.map(({ date }) => date.slice(-2));
    expect(named(2)).toEqual(['01', '02']);
    expect(named(10)).toEqual(['01', '04', '07', '10']);
    expect(named(31)).toEqual(['01', '11', '21', '31']);
  });

  it('calls a day in the reader’s language', () => {
    expect(LOCALES.map((locale) => shortDay(locale, '2027-10-20'))).toEqual(['20 Oct', '10月20日', '10月20日']);
  });
});
