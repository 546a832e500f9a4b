import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locale } from '../../src/kernel/locale.js';

/*
 * Every catalogue says the same in all languages, says nothing that is not used, and keeps to its own script. The compiler
 * finds missing keys too, but neither placeholders nor what is left over.
 */

const ROOT = join(import.meta.dirname, '../../src');

/**
 * Beginnings of keys that are put together where they are used, by the folder of the catalogue. Whatever is not listed here
 * must stand in the code in full.
 */
const DYNAMIC: Record<string, string[]> = {
  'platform/i18n/words': ['city.', 'ordinal.'],
  'features/registration/locales': ['export.status.', 'export.attendance.', 'export.source.', 'export.language.'],
  'features/messaging/locales': ['subject.', 'heading.', 'intro.'],
};

/** Common characters that exist in one of the two scripts only. */
const SIMPLIFIED_ONLY =
  /[们这个时间开关发报邮动会说请为与从样学医国际远东车门问题无师机联讯连网页进应该书务总统级组织经纪红线难验证签认识语读后复区协单卖买亲观见觉览视]/u;
const TRADITIONAL_ONLY =
  /[們這個時間開關發報郵動會說請為與從樣學醫國際遠東車門問題無師機聯訊連網頁進應該書務總統級組織經紀紅線難驗證簽認識語讀後復區協單賣買親觀見覺覽視]/u;

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
const catalogues = files
  .filter((path) => /(locales|i18n\/words)\/en\.ts$/.test(path))
  .map((path) => path.replace(/\/en\.ts$/, ''));
const sources = files
  .filter((path) => /\.tsx?$/.test(path) && !/\.spec\.tsx?$/.test(path))
  .filter((path) => !catalogues.some((folder) => path.startsWith(`${folder}/`)))
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n');

type Messages = Record<string, string>;

const EXPORTS = { en: 'en', 'zh-Hans': 'zhHans', 'zh-Hant': 'zhHant' } as const;

async function load(folder: string): Promise<Record<Locale, Messages>> {
  const read = async (locale: Locale): Promise<Messages> => {
    const module = (await import(join(ROOT, folder, `${locale}.ts`))) as Record<string, Messages | undefined>;
    return module[EXPORTS[locale]] ?? {};
  };
  const [en, zhHans, zhHant] = [await read('en'), await read('zh-Hans'), await read('zh-Hant')];
  return { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
}

/** The key that code asks for. */
const stem = (key: string): string => key.replace(/_(one|other)$/, '');
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

it('finds the catalogues', () => {
  expect(catalogues).toEqual(expect.arrayContaining(Object.keys(DYNAMIC)));
});

describe.each(catalogues)('%s', (folder) => {
  it('has the same keys in every language, Chinese one plural form', async () => {
    const { en, ...chinese } = await load(folder);
    const expected = Object.keys(en).filter((key) => !key.endsWith('_one'));
    for (const messages of Object.values(chinese)) expect(Object.keys(messages).sort()).toEqual(expected.sort());
    const halves = Object.keys(en).filter((key) => key.endsWith('_one') && !(`${stem(key)}_other` in en));
    expect(halves).toEqual([]);
  });

  it('has some text everywhere, with the same well-formed placeholders', async () => {
    const { en, ...chinese } = await load(folder);
    for (const messages of [en, ...Object.values(chinese)]) {
      const broken = Object.entries(messages).filter(
        ([key, text]) =>
          !text.trim() ||
          /[{}]/.test(text.replace(/\{\{\w+\}\}/g, '')) ||
          (!key.endsWith('_one') && placeholders(text).join() !== placeholders(en[key] ?? '').join()),
      );
      expect(broken).toEqual([]);
    }
  });

  it('keeps to the script of its language', async () => {
    const messages = await load(folder);
    const outside = (texts: Messages, wrong: RegExp) => Object.entries(texts).filter(([, text]) => wrong.test(text));
    expect(outside(messages['zh-Hans'], TRADITIONAL_ONLY)).toEqual([]);
    expect(outside(messages['zh-Hant'], SIMPLIFIED_ONLY)).toEqual([]);
  });

  it('is used', async () => {
    const { en } = await load(folder);
    const dynamic = DYNAMIC[folder] ?? [];
    const unused = [...new Set(Object.keys(en).map(stem))].filter(
      (key) => !dynamic.some((prefix) => key.startsWith(prefix)) && !sources.includes(`'${key}'`),
    );
    expect(unused).toEqual([]);
  });
});
