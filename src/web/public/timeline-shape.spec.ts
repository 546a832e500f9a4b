import { type ChartInput, shapeOf, widthOf } from './timeline-shape.js';

type Mark = ChartInput['marks'][number];

const MISSING = { host: 'Host not recorded', run: 'Not recorded' };

const mark = (year: number, hosts: string[], more: Partial<Mark> = {}): Mark => ({
  state: 'held',
  ordinal: year - 2000,
  year,
  lanes: hosts.map((key) => ({ key, label: key.toUpperCase() })),
  theme: '',
  text: `${year}`,
  ...more,
});
const shape = (marks: Mark[], more: Partial<ChartInput> = {}) =>
  shapeOf({ foundedYear: null, missing: MISSING, marks, runs: [], ...more });

describe('shapeOf', () => {
  it('gives each host a line, in the order in which they first hosted, and what is not recorded the last one', () => {
    const { lanes, marks } = shape([mark(2004, []), mark(2003, ['b']), mark(2002, ['a']), mark(2001, ['b'])]);
    expect(lanes.map(({ label, isMissing }) => [label, isMissing])).toEqual([
      ['B', false],
      ['A', false],
      ['Host not recorded', true],
    ]);
    expect(marks.map(({ ordinal, state }) => [ordinal, state])).toEqual([
      [1, 'held'],
      [3, 'held'],
      [2, 'held'],
      [4, 'missing'],
    ]);
    expect(lanes.map(({ y }) => y)).toEqual(lanes.map(({ y }) => y).toSorted((a, b) => a - b));
  });

  it('sets marks as far apart as their years', () => {
    const { marks } = shape([mark(2001, ['a']), mark(2002, ['a']), mark(2004, ['a'])]);
    const [first, second, third] = marks.map(({ x }) => x);
    expect(third! - second!).toBe(2 * (second! - first!));
  });

  it('two of one year and host stand beside each other, not on each other', () => {
    const { marks } = shape([mark(2001, ['a']), mark(2001, ['a'])]);
    expect(marks[1]!.x - marks[0]!.x).toBeGreaterThan(10);
  });

  it('joins the lines of those who hosted together', () => {
    const { joins, marks, lanes } = shape([mark(2001, ['a', 'b'])]);
    expect(marks).toHaveLength(2);
    expect(joins).toEqual([{ x: marks[0]!.x, from: lanes[0]!.y, to: lanes[1]!.y }]);
  });

  it('keeps the state of what is cancelled or ahead, also without a host', () => {
    const { marks } = shape([mark(2001, [], { state: 'cancelled' }), mark(2002, [], { state: 'ahead' })]);
    expect(marks.map(({ state }) => state)).toEqual(['cancelled', 'ahead']);
  });

  it.each([
    { case: 'one edition, founded in its year', foundedYear: 2001, years: [2001], founded: null, bars: 0 },
    { case: 'founded the year before: no gap', foundedYear: 2000, years: [2001, 2002], founded: 2000, bars: 0 },
    { case: 'founded years before', foundedYear: 1999, years: [2006, 2014], founded: 1999, bars: 1 },
    { case: 'not recorded when', foundedYear: null, years: [2006, 2014], founded: null, bars: 0 },
    { case: 'recorded later than its first edition', foundedYear: 2010, years: [2006, 2014], founded: null, bars: 0 },
  ])('$case', ({ foundedYear, years, founded, bars }) => {
    const drawn = shape(
      years.map((year) => mark(year, ['a'])),
      { foundedYear },
    );
    expect([drawn.founded?.year ?? null, drawn.runs.length]).toEqual([founded, bars]);
  });

  it('draws a run of missing numbers between its neighbours', () => {
    const { runs, marks, lanes } = shape([mark(2006, ['a']), mark(2014, ['a'])], {
      runs: [{ after: 2006, before: 2014, text: '7 to 13' }],
    });
    expect(runs).toEqual([{ from: marks[0]!.x + 13, to: marks[1]!.x - 13, y: lanes[1]!.y, text: '7 to 13' }]);
    expect(lanes.map(({ label }) => label)).toEqual(['A', 'Not recorded']);
  });

  it('stays within its width, whatever the texts', () => {
    const long = '很长的主题'.repeat(40);
    const name = { lanes: [{ key: 'a', label: 'University of '.repeat(20) }], theme: long };
    const { width, height, lanes, themes, marks } = shape([mark(2001, ['a'], name), mark(2002, ['a'], name)]);
    for (const { labelX, label } of lanes) {
      expect(labelX).toBeGreaterThanOrEqual(0);
      expect(labelX + widthOf(label)).toBeLessThanOrEqual(width);
    }
    for (const { x, y, text } of themes) {
      expect(x + widthOf(text)).toBeLessThanOrEqual(width);
      expect(y).toBeLessThanOrEqual(height);
    }
    for (const { x } of marks) expect(x).toBeLessThanOrEqual(width);
    expect(new Set(themes.map(({ y }) => y)).size).toBe(2);
  });

  it.each([
    { years: [2001], ticks: [2001] },
    { years: [2001, 2003], ticks: [2001, 2002, 2003] },
    {
      years: [1999, 2029],
      ticks: [2000, 2002, 2004, 2006, 2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024, 2026, 2028],
    },
  ])('names whole years, and not too many: $years', ({ years, ticks }) => {
    const drawn = shape(years.map((year) => mark(year, ['a'])));
    expect(drawn.ticks.map(({ year }) => year)).toEqual(ticks);
    const apart = drawn.ticks.slice(1).map(({ x }, index) => x - drawn.ticks[index]!.x);
    for (const distance of apart) expect(distance).toBeGreaterThanOrEqual(40);
  });
});
