import { copiedRule } from './copied-rule.js';

describe('copiedRule', () => {
  const copies = new Map([
    ['hall', 'hall-2'],
    ['online', 'online-2'],
  ]);

  it.each([
    { title: 'for everybody', audience: {}, enabled: true, expected: { audience: {}, enabled: true } },
    {
      title: 'for certain categories',
      audience: { categories: ['online', 'hall'], locales: ['en'] },
      enabled: true,
      expected: { audience: { categories: ['online-2', 'hall-2'], locales: ['en'] }, enabled: true },
    },
    {
      title: 'for categories of which one is gone',
      audience: { categories: ['gone', 'hall'] },
      enabled: true,
      expected: { audience: { categories: ['hall-2'] }, enabled: true },
    },
    {
      title: 'for categories that were not copied',
      audience: { categories: ['gone'] },
      enabled: true,
      expected: { audience: { categories: [] }, enabled: false },
    },
    {
      title: 'switched off',
      audience: { categories: ['hall'] },
      enabled: false,
      expected: { audience: { categories: ['hall-2'] }, enabled: false },
    },
  ])('$title', ({ audience, enabled, expected }) => {
    expect(copiedRule({ audience, enabled }, copies)).toEqual(expected);
  });
});
