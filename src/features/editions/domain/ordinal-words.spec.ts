import { chineseYears, ordinalWords } from './ordinal-words.js';

describe('ordinalWords', () => {
  it.each([
    { ordinal: 1, expected: ['1st', '第1届', '第一届', '第一屆'] },
    { ordinal: 2, expected: ['2nd', '第二届'] },
    { ordinal: 4, expected: ['4th', 'fourth', '第四届'] },
    { ordinal: 10, expected: ['10th', 'tenth', '第十届'] },
    { ordinal: 11, expected: ['11th', 'eleventh', '第十一届'] },
    { ordinal: 12, expected: ['12th', 'twelfth', '第 12 届', '第十二屆'] },
    { ordinal: 20, expected: ['20th', 'twentieth', '第二十届'] },
    { ordinal: 22, expected: ['22nd', 'twenty-second', '第二十二届'] },
    { ordinal: 90, expected: ['90th', 'ninetieth', '第九十届'] },
    { ordinal: 112, expected: ['112th', '第112届'] },
  ])('$ordinal', ({ ordinal, expected }) => {
    expect(ordinalWords(ordinal)).toEqual(expect.arrayContaining(expected));
  });
});

it('takes no ordinary word for an ordinal', () => {
  expect([1, 2, 3].flatMap(ordinalWords)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^[a-z]+$/)]));
});

describe('chineseYears', () => {
  it.each([
    { year: 2026, expected: ['二〇二六', '二零二六', '二○二六'] },
    { year: 1999, expected: ['一九九九'] },
  ])('$year', ({ year, expected }) => {
    expect(chineseYears(year)).toEqual(expected);
  });
});
