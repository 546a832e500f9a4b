import { LOCALES, type Locale } from '../../kernel/locale.js';
import { createTranslator, type MessageKey, type TranslationOf } from './translator.js';

const en = {
  'page.title': 'Welcome',
  greeting: 'Hello {{name}}',
  two: '{{first}} and {{second}}',
  'seats.left_one': '{{count}} seat in {{room}}',
  'seats.left_other': '{{count}} seats in {{room}}',
} as const;
const zhHans = {
  'page.title': '欢迎',
  greeting: '{{name}},您好',
  two: '{{first}}和{{second}}',
  'seats.left_other': '{{room}}剩余 {{count}} 席',
} satisfies TranslationOf<typeof en>;
const zhHant = {
  'page.title': '歡迎',
  greeting: '{{name}},您好',
  two: '{{first}}和{{second}}',
  'seats.left_other': '{{room}}剩餘 {{count}} 席',
} satisfies TranslationOf<typeof en>;

const translatorFor = createTranslator({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });

describe('a translator', () => {
  it.each<[Locale, MessageKey<typeof en>, Record<string, string | number> | undefined, string]>([
    ['en', 'page.title', undefined, 'Welcome'],
    ['zh-Hans', 'page.title', undefined, '欢迎'],
    ['zh-Hant', 'page.title', undefined, '歡迎'],
    ['en', 'seats.left', { count: 1, room: 'A' }, '1 seat in A'],
    ['en', 'seats.left', { count: 0, room: 'A' }, '0 seats in A'],
    ['en', 'seats.left', { count: 2, room: 'A' }, '2 seats in A'],
    ['zh-Hans', 'seats.left', { count: 1, room: 'A' }, 'A剩余 1 席'],
    ['zh-Hant', 'seats.left', { count: 7, room: 'A' }, 'A剩餘 7 席'],
  ])('%s %s %j', (locale, key, values, expected) => {
    expect(translatorFor(locale)(key, values)).toBe(expected);
  });

  it.each(['<b>Ada</b> & "Bo"', '$t(page.title)', '{{second}}', '{{- second}}', '$& $1 $$', 'Ada {{name}}', 'a/b', ''])(
    'inserts %j as it is',
    (name) => {
      for (const locale of LOCALES) {
        expect(translatorFor(locale)('greeting', { name })).toBe(locale === 'en' ? `Hello ${name}` : `${name},您好`);
      }
      expect(translatorFor('en')('two', { first: name, second: 'Bo' })).toBe(`${name} and Bo`);
      expect(translatorFor('en')('two', { first: 'Bo', second: name })).toBe(`Bo and ${name}`);
    },
  );

  it.each([
    'context',
    'defaultValue',
    'lng',
    'ns',
    'ordinal',
    'returnObjects',
    'joinArrays',
    'replace',
    'keySeparator',
  ])('takes a value called %s for a value, not for an option', (word) => {
    const texts = { key: `[{{${word}}}]`, key_male: 'wrong' };
    expect(
      createTranslator({ en: texts, 'zh-Hans': texts, 'zh-Hant': texts })('zh-Hans')('key', { [word]: 'male' }),
    ).toBe('[male]');
  });

  it('leaves a placeholder without a value where it is', () => {
    expect(translatorFor('en')('two', { first: 'Ada' })).toBe('Ada and {{second}}');
  });

  it('keeps two sets of catalogues apart', () => {
    const other = { greeting: 'Other' };
    const otherFor = createTranslator({ en: other, 'zh-Hans': other, 'zh-Hant': other });
    expect(otherFor('en')('greeting')).toBe('Other');
    expect(translatorFor('en')('greeting', { name: 'Ada' })).toBe('Hello Ada');
  });

  it('fails to compile on a missing, unknown or suffixed key', () => {
    const t = translatorFor('en');
    // @ts-expect-error no such key
    t('nothing');
    // @ts-expect-error a plural is asked for without its suffix
    t('seats.left_one', { count: 1 });
    // @ts-expect-error a key is missing
    createTranslator({ en, 'zh-Hans': { greeting: '' }, 'zh-Hant': zhHant });
    // @ts-expect-error a key too many
    const more = { ...zhHans, more: '' } satisfies TranslationOf<typeof en>;
    expect(more.greeting).toBe(zhHans.greeting);
  });
});
