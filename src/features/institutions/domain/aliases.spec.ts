import { distinctNames, unitedAliases } from './aliases.js';

describe('distinctNames', () => {
  it.each([
    { given: [], expected: [] },
    { given: ['SUMC', 'sumc', 'ＳＵＭＣ'], expected: ['SUMC'] },
    { given: ['汕大醫學院', '汕大医学院'], expected: ['汕大醫學院', '汕大医学院'] },
    { given: ['B', 'A', 'b '], expected: ['B', 'A'] },
  ])('$given: $expected', ({ given, expected }) => {
    expect(distinctNames(given)).toEqual(expected);
  });
});

describe('unitedAliases', () => {
  const stays = { name: { en: 'Shantou University Medical College', 'zh-Hans': '汕头大学医学院' }, aliases: ['SUMC'] };
  it.each([
    {
      case: 'the other name',
      goes: { name: { en: 'STU Medical College' }, aliases: [] },
      expected: ['SUMC', 'STU Medical College'],
    },
    {
      case: 'its own name in another case, which is none',
      goes: { name: { en: 'shantou university medical college' }, aliases: ['Sumc'] },
      expected: ['SUMC'],
    },
    {
      case: 'all languages, and the aliases of both',
      goes: { name: { en: 'STUMC', 'zh-Hans': '汕大医', 'zh-Hant': '汕大醫' }, aliases: ['Old', 'SUMC'] },
      expected: ['SUMC', 'STUMC', '汕大医', '汕大醫', 'Old'],
    },
    {
      case: 'a former name that has no place of its own',
      goes: { name: { en: 'STUMC' }, aliases: [] },
      lost: [{ en: 'Medical School of 1983' }, { en: 'STUMC' }],
      expected: ['SUMC', 'STUMC', 'Medical School of 1983'],
    },
  ])('$case', ({ goes, lost, expected }) => {
    expect(unitedAliases(stays, goes, lost)).toEqual(expected);
  });
});
