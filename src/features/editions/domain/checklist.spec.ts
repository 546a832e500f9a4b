import { checklist, missingToPublish, missingTranslations, type PartName } from './checklist.js';
import { type EditionText } from './edition-texts.js';

const DAY = new Date('2027-05-20T01:00:00Z');
const edition = {
  startsAt: DAY,
  endsAt: DAY,
  timeZone: 'Asia/Shanghai',
  hosts: ['sumc'],
  format: 'hybrid' as const,
  venue: { city: 'Shantou' },
  languages: ['en', 'zh-Hans'] as const,
};
const parts = new Set<PartName>(['category', 'stream', 'reminder']);
const text = (locale: EditionText['locale'], more: Partial<EditionText> = {}): EditionText => ({
  place: 'edition',
  id: 'e',
  path: 'title',
  locale,
  text: `in ${locale}`,
  ...more,
});

const undone = (facts: Partial<Parameters<typeof checklist>[0]>) =>
  checklist({ edition, parts, texts: [], mentions: [], ...facts })
    .filter(({ done }) => !done)
    .map(({ item, required }) => (required ? `${item}!` : item));

describe('checklist', () => {
  it('has everything in order, with nothing left to do', () => {
    const items = checklist({ edition, parts, texts: [text('en'), text('zh-Hans')], mentions: [] });
    expect(items.map(({ item, done }) => [item, done])).toEqual(
      ['dates', 'zone', 'host', 'venue', 'category', 'stream', 'reminder', 'translations', 'mentions'].map((item) => [
        item,
        true,
      ]),
    );
  });

  it.each([
    { title: 'no start', change: { startsAt: null }, expected: ['dates!'] },
    { title: 'no end', change: { endsAt: null }, expected: ['dates!'] },
    { title: 'no zone', change: { timeZone: null }, expected: ['zone!'] },
    { title: 'no host', change: { hosts: [] }, expected: ['host'] },
    { title: 'no venue', change: { venue: null }, expected: ['venue'] },
    { title: 'a venue of a country only', change: { venue: {} }, expected: ['venue'] },
    { title: 'a venue with a name', change: { venue: { name: { en: 'Hall' } } }, expected: [] },
  ])('$title: $expected', ({ change, expected }) => {
    expect(undone({ edition: { ...edition, ...change } })).toEqual(expected);
  });

  it.each([
    { format: 'in_person' as const, expected: ['venue', 'category', 'reminder'] },
    { format: 'online' as const, expected: ['category', 'stream', 'reminder'] },
    { format: 'hybrid' as const, expected: ['venue', 'category', 'stream', 'reminder'] },
    { format: null, expected: ['category', 'reminder'] },
  ])('$format, with nothing in it yet: $expected', ({ format, expected }) => {
    expect(undone({ edition: { ...edition, format, venue: null }, parts: new Set() })).toEqual(expected);
  });

  it('names the mentions that are left over', () => {
    const items = checklist({ edition, parts, texts: [], mentions: [{ ...text('en'), found: '2026' }] });
    expect(items.at(-1)).toEqual({
      item: 'mentions',
      required: false,
      done: false,
      detail: [{ place: 'edition', id: 'e', path: 'title', locale: 'en', text: '2026' }],
    });
  });
});

describe('missingTranslations', () => {
  it.each<{ title: string; texts: EditionText[]; expected: [string, string, string | null, string][] }>([
    { title: 'all languages', texts: [text('en'), text('zh-Hans')], expected: [] },
    { title: 'one more than the edition has', texts: [text('en'), text('zh-Hans'), text('zh-Hant')], expected: [] },
    { title: 'one language', texts: [text('en')], expected: [['e', 'title', 'zh-Hans', 'in en']] },
    {
      title: 'another language only',
      texts: [text('zh-Hant')],
      expected: [
        ['e', 'title', 'en', 'in zh-Hant'],
        ['e', 'title', 'zh-Hans', 'in zh-Hant'],
      ],
    },
    { title: 'a text of no language', texts: [text(null, { path: 'url' })], expected: [] },
    {
      title: 'two things with the same field',
      texts: [text('en', { id: 'a', place: 'category' }), text('zh-Hans', { id: 'b', place: 'category' })],
      expected: [
        ['a', 'title', 'zh-Hans', 'in en'],
        ['b', 'title', 'en', 'in zh-Hans'],
      ],
    },
  ])('$title', ({ texts, expected }) => {
    const missing = missingTranslations(texts, ['en', 'zh-Hans']);
    expect(missing.map(({ id, path, locale, text: shown }) => [id, path, locale, shown])).toEqual(expected);
  });
});

describe('missingToPublish', () => {
  it.each([
    { change: {}, expected: [] },
    { change: { endsAt: null }, expected: ['its start and end'] },
    { change: { startsAt: null, timeZone: null }, expected: ['its start and end', 'a time zone'] },
  ])('$change: $expected', ({ change, expected }) => {
    expect(missingToPublish({ ...edition, ...change })).toEqual(expected);
  });
});
