import { type EditionText } from './edition-texts.js';
import { type CloneChange, leftOverMentions } from './left-over-mentions.js';

const SUMC = [
  'Shantou University Medical College',
  '汕头大学医学院',
  '汕頭大學醫學院',
  'SUMC',
  'Shantou',
  '汕头',
  '汕頭',
];
const TORONTO = ["St. Michael's Hospital / University of Toronto", 'University of Toronto', 'Toronto', '多伦多'];
const GRONINGEN = ['University Medical Center Groningen', 'UMCG', 'Groningen', '格罗宁根'];

const text = (words: string, more: Partial<EditionText> = {}): EditionText => ({
  place: 'edition',
  id: '1',
  path: 'title',
  locale: 'en',
  text: words,
  ...more,
});

const change = (more: Partial<CloneChange> = {}): CloneChange => ({
  oldYear: 2026,
  newYear: 2027,
  oldOrdinal: 12,
  newOrdinal: 13,
  oldHosts: SUMC,
  newHosts: GRONINGEN,
  ...more,
});

const found = (words: string, more?: Partial<CloneChange>) =>
  leftOverMentions([text(words)], change(more)).map((mention) => `${mention.kind}: ${mention.found}`);

describe('leftOverMentions', () => {
  it.each([
    { words: 'Annual Meeting 2026', expected: ['year: 2026'] },
    { words: 'EWA2026', expected: ['year: 2026'] },
    { words: '2026年会', expected: ['year: 2026'] },
    { words: '二〇二六年年会', expected: ['year: 二〇二六'] },
    { words: '二零二六年年会', expected: ['year: 二零二六'] },
    { words: 'https://live.example/2026/main?v=12026', expected: ['year: 2026'] },
    { words: '2026, and once more: 2026', expected: ['year: 2026'] },
    { words: 'Room 12026, extension 20261', expected: [] },
    { words: 'https://live.example/a%2026b', expected: [] },
    { words: 'Annual Meeting 2027', expected: [] },
  ])('the year in “$words”: $expected', ({ words, expected }) => {
    expect(found(words)).toEqual(expected);
  });

  it.each([
    { words: 'The 12th Annual Meeting', expected: ['ordinal: 12th'] },
    { words: 'Our Twelfth meeting', expected: ['ordinal: Twelfth'] },
    { words: '第十二届年会', expected: ['ordinal: 第十二届'] },
    { words: '第12屆年會', expected: ['ordinal: 第12屆'] },
    { words: 'The 112th and the 13th', expected: [] },
    { words: 'Room 12', expected: [] },
  ])('the ordinal in “$words”: $expected', ({ words, expected }) => {
    expect(found(words)).toEqual(expected);
  });

  it.each([
    { words: 'Come to Shantou!', expected: ['host: Shantou'] },
    { words: 'in Shantou University Medical College', expected: ['host: Shantou University Medical College'] },
    { words: 'sumc.example', expected: ['host: sumc'] },
    { words: '欢迎来到汕头大学医学院', expected: ['host: 汕头大学医学院'] },
    { words: '在Shantou举行', expected: ['host: Shantou'] },
    { words: 'Shantouese and SUMCs', expected: [] },
    { words: 'UMCG, Groningen', expected: [] },
  ])('the host in “$words”: $expected', ({ words, expected }) => {
    expect(found(words)).toEqual(expected);
  });

  it('finds nothing of a host that is still one', () => {
    expect(found('Come to Shantou, to 汕头', { newHosts: [...GRONINGEN, ...SUMC] })).toEqual([]);
  });

  it('finds no part of the name of a host that is still one', () => {
    const words = "At St. Michael's Hospital / University of Toronto";
    const change = { oldHosts: ['Hospital', 'Stanford'], newHosts: TORONTO };
    expect(found(words, change)).toEqual([]);
    expect(found(`${words}, and another Hospital`, change)).toEqual(['host: Hospital']);
  });

  it('finds neither year nor ordinal where they have not changed, and no ordinal of an unnumbered edition', () => {
    expect(found('12th, 2026', { newYear: 2026, newOrdinal: 12 })).toEqual([]);
    expect(found('12th', { oldOrdinal: null })).toEqual([]);
  });

  it('tells everything once, with its place, in the order of the texts', () => {
    const texts = [
      text('12th Meeting, Shantou 2026'),
      text('https://live.example/hall', { place: 'mirror', id: '2', path: 'url', locale: null }),
      text('See you', { place: 'reminder-rule', id: '3', path: 'subject' }),
    ];
    const mentions = leftOverMentions(texts, change({ oldAddresses: ['https://live.example/hall'] }));
    expect(mentions).toEqual([
      { ...texts[0], kind: 'year', found: '2026' },
      { ...texts[0], kind: 'ordinal', found: '12th' },
      { ...texts[0], kind: 'host', found: 'Shantou' },
      { ...texts[1], kind: 'address', found: 'https://live.example/hall' },
    ]);
  });

  it('shows the surroundings of what it finds in a long text', () => {
    const [mention] = leftOverMentions([text(`${'a '.repeat(100)}in 2026 ${'b '.repeat(100)}`)], change());
    expect(mention!.text).toMatch(/^… ?(a )+in 2026 (b ?)+…$/);
    expect(mention!.text).toHaveLength(2 + 60 + 4 + 60);
  });

  it.each(['C++ Institute', 'A (B) [C] $', 'Ludwig-Maximilians-Universität', 'St. John’s'])(
    'takes %s literally',
    (name) => {
      expect(found(`at ${name}, again`, { oldHosts: [name] })).toEqual([`host: ${name}`]);
    },
  );
});
