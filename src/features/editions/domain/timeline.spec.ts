import { timeline } from './timeline.js';

const shape = (editions: { ordinal: number | null; year: number }[]) =>
  timeline(editions).map((entry) =>
    entry.kind === 'gap' ? `${entry.from}–${entry.to} missing` : (entry.edition.ordinal ?? 'unnumbered'),
  );

describe('timeline', () => {
  it.each([
    { title: 'nothing', editions: [], expected: [] },
    {
      title: 'an unbroken run',
      editions: [
        { ordinal: 1, year: 2007 },
        { ordinal: 2, year: 2008 },
      ],
      expected: [2, 1],
    },
    {
      title: 'the telemedicine symposium: nothing is assumed before the tenth',
      editions: [
        { ordinal: 10, year: 2006 },
        { ordinal: 18, year: 2014 },
      ],
      expected: [18, '11–17 missing', 10],
    },
    {
      title: 'an unnumbered edition makes no gap',
      editions: [
        { ordinal: 3, year: 2009 },
        { ordinal: null, year: 2010 },
        { ordinal: 4, year: 2011 },
      ],
      expected: [4, 'unnumbered', 3],
    },
  ])('$title', ({ editions, expected }) => {
    expect(shape(editions)).toEqual(expected);
  });
});
