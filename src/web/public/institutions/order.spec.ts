import { type Locale } from '../../../kernel/locale.js';
import { byCountry, inOrder } from './order.js';

const same = (text: string) => text;

describe('inOrder', () => {
  it.each<{ locale: Locale; names: string[]; expected: string[] }>([
    { locale: 'en', names: ['Yale', 'alberta', 'Zürich', 'Álvaro'], expected: ['alberta', 'Álvaro', 'Yale', 'Zürich'] },
    // jiàn, niú, shàn, xiāng
    {
      locale: 'zh-Hans',
      names: ['香港大学', '汕头大学', '牛津大学', '剑桥大学'],
      expected: ['剑桥大学', '牛津大学', '汕头大学', '香港大学'],
    },
    // 4, 5, 6, 9 and 15 strokes
    {
      locale: 'zh-Hant',
      names: ['香港大學', '劍橋大學', '加州大學', '西澳大學', '牛津大學'],
      expected: ['牛津大學', '加州大學', '西澳大學', '香港大學', '劍橋大學'],
    },
  ])('$locale', ({ locale, names, expected }) => {
    expect(inOrder(locale, names, same)).toEqual(expected);
  });
});

describe('byCountry', () => {
  const institutions = [
    { slug: 'yale', country: 'US', name: { en: 'Yale University', 'zh-Hans': '耶鲁大学' } },
    { slug: 'hku', country: 'HK', name: { en: 'The University of Hong Kong', 'zh-Hans': '香港大学' } },
    { slug: 'sumc', country: 'CN', name: { en: 'Shantou University Medical College', 'zh-Hans': '汕头大学医学院' } },
    {
      slug: 'berkeley',
      country: 'US',
      name: { en: 'University of California, Berkeley', 'zh-Hans': '加州大学伯克利分校' },
    },
  ];

  it.each<{ locale: Locale; expected: string[][] }>([
    {
      locale: 'en',
      expected: [
        ['China', 'sumc'],
        ['Hong Kong', 'hku'],
        ['United States', 'berkeley', 'yale'],
      ],
    },
    {
      locale: 'zh-Hans',
      expected: [
        ['美国', 'berkeley', 'yale'],
        ['香港', 'hku'],
        ['中国', 'sumc'],
      ],
    },
  ])('$locale', ({ locale, expected }) => {
    const groups = byCountry(locale, institutions).map(({ name, institutions: these }) => [
      name,
      ...these.map(({ slug }) => slug),
    ]);
    expect(groups).toEqual(expected);
  });

  it('nothing for nobody', () => {
    expect(byCountry('en', [])).toEqual([]);
  });
});
