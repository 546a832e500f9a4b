import { asLocalised, type Locale, localeFor, type LocalisedText, negotiateLocale, pick } from './locale.js';

describe('localeFor', () => {
  it.each<{ tag: string; expected: Locale | null }>([
    { tag: 'en', expected: 'en' },
    { tag: 'en-GB', expected: 'en' },
    { tag: 'zh', expected: 'zh-Hans' },
    { tag: 'zh-CN', expected: 'zh-Hans' },
    { tag: 'zh-SG', expected: 'zh-Hans' },
    { tag: 'zh-TW', expected: 'zh-Hant' },
    { tag: 'zh-HK', expected: 'zh-Hant' },
    { tag: 'zh_MO', expected: 'zh-Hant' },
    { tag: 'zh-Hans-HK', expected: 'zh-Hans' },
    { tag: 'ZH-HANT-CN', expected: 'zh-Hant' },
    { tag: 'de', expected: null },
    { tag: '', expected: null },
  ])('$tag: $expected', ({ tag, expected }) => {
    expect(localeFor(tag)).toBe(expected);
  });
});

describe('negotiateLocale', () => {
  it.each<{ header: string | undefined; expected: Locale | null }>([
    { header: undefined, expected: null },
    { header: 'de-DE,de;q=0.9', expected: null },
    { header: 'zh-TW,zh;q=0.9,en;q=0.8', expected: 'zh-Hant' },
    { header: 'de,en;q=0.5,zh-CN;q=0.7', expected: 'zh-Hans' },
    { header: 'zh;q=0, en;q=0.1', expected: 'en' },
    { header: 'en;q=0.8, zh-HK;q=0.8', expected: 'en' },
    { header: ';;;,q=1,,', expected: null },
  ])('$header: $expected', ({ header, expected }) => {
    expect(negotiateLocale(header)).toBe(expected);
  });
});

describe('pick', () => {
  it.each<{ text: LocalisedText | null; locale: Locale; expected: { text: string; locale: Locale } }>([
    { text: { en: 'Hello', 'zh-Hans': '你好' }, locale: 'zh-Hans', expected: { text: '你好', locale: 'zh-Hans' } },
    { text: { en: 'Hello', 'zh-Hans': '你好' }, locale: 'zh-Hant', expected: { text: '你好', locale: 'zh-Hans' } },
    { text: { en: 'Hello' }, locale: 'zh-Hant', expected: { text: 'Hello', locale: 'en' } },
    { text: { 'zh-Hant': '您好' }, locale: 'en', expected: { text: '您好', locale: 'zh-Hant' } },
    { text: { en: '', 'zh-Hant': '您好' }, locale: 'en', expected: { text: '您好', locale: 'zh-Hant' } },
    { text: null, locale: 'en', expected: { text: '', locale: 'en' } },
  ])('$text for a reader of $locale', ({ text, locale, expected }) => {
    expect(pick(text, locale)).toEqual(expected);
  });
});

describe('asLocalised', () => {
  it('reads a plain string as the first language', () => {
    expect([asLocalised('论坛', 'zh-Hans'), asLocalised({ en: 'Forum' }, 'zh-Hans')]).toEqual([
      { 'zh-Hans': '论坛' },
      { en: 'Forum' },
    ]);
  });
});
