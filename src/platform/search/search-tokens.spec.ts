import { highlightsIn } from './highlights.js';
import { type SearchEntry, vectorOf } from './search-entry.js';
import { questionOf, tokensOf, wholeToken } from './search-tokens.js';

describe('the tokens of a text', () => {
  it.each([
    { text: 'Global Health', tokens: ['global', 'health'] },
    { text: 'ＧＬＯＢＡＬ　Health', tokens: ['global', 'health'] },
    { text: 'Zürich, Łódź, Tromsø, Straße', tokens: ['zurich', 'lodz', 'tromso', 'strasse'] },
    { text: 'Montre\u0301al', tokens: ['montreal'] },
    { text: 'e-health', tokens: ['e', 'health', 'ehealth'] },
    { text: "St. Michael's", tokens: ['st', 'michael', 's', 'michaels'] },
    { text: 'ewa-2027', tokens: ['ewa', '2027', 'ewa2027'] },
    { text: 'the 12th', tokens: ['the', '12'] },
    { text: 'the 21st and 2nd', tokens: ['the', '21', 'and', '2'] },
    { text: '论坛', tokens: ['论', '论坛', '坛'] },
    { text: '論壇', tokens: ['论', '论坛', '坛'] },
    { text: 'AI医疗', tokens: ['ai', '医', '医疗', '疗'] },
    { text: '臺', tokens: ['台'] },
    { text: '衞生', tokens: ['卫', '卫生', '生'] },
    { text: '网路', tokens: ['网', '网路', '路'] },
    { text: '網路', tokens: ['网', '网路', '路', '网', '网络', '络'] },
    { text: 'กขค', tokens: ['กขค'] },
    { text: ' ,;—… ', tokens: [] },
  ])('$text', ({ text, tokens }) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  it.each([
    { text: '第十二届', number: '12' },
    { text: '第十二屆', number: '12' },
    { text: '第12屆', number: '12' },
    { text: '第１２届', number: '12' },
    { text: '第二十届', number: '20' },
    { text: '第一百零三届', number: '103' },
    { text: '第一医院', number: '1' },
    { text: '十二届', number: '12' },
    { text: '二〇一八年', number: '2018' },
    { text: '2018年', number: '2018' },
  ])('$text has the number $number', ({ text, number }) => {
    expect(tokensOf(text)).toContain(number);
  });

  it('of a long text leave out single characters', () => {
    expect(tokensOf('远程医疗', { single: false })).toEqual(['远程', '程医', '医疗']);
    expect(tokensOf('医', { single: false })).toEqual(['医']);
  });

  it.each([
    ['論壇', '论坛'],
    ['聯盟', '联盟'],
    ['臺灣', '台湾'],
    ['台灣', '台湾'],
    ['研討會', '研讨会'],
    ['裏', '裡'],
    ['衞', '衛'],
    ['説', '說'],
    ['羣', '群'],
    ['乾', '干'],
    ['West China Hospital', 'WEST—china  hospital'],
    ['Café', 'cafe'],
  ])('%s is the same as %s', (one, other) => {
    expect(wholeToken(one)).toBe(wholeToken(other));
  });

  it('fold a character alone as they do within a word', () => {
    // A conversion by context would keep 乾 here.
    expect(tokensOf('乾隆')).toEqual(['干', '干隆', '隆']);
    expect(tokensOf('乾')).toEqual(['干']);
  });
});

describe('a question', () => {
  it.each([
    { typed: 'global', all: "'global':*" },
    { typed: 'Global Health', all: "('global' & 'health':*)" },
    { typed: 'a', all: "'a'" },
    { typed: '20', all: "'20'" },
    { typed: '201', all: "'201':*" },
    { typed: '12th', all: "'12'" },
    { typed: '论坛', all: "'论坛'" },
    { typed: '論壇', all: "'论坛'" },
    { typed: '医', all: "'医'" },
    { typed: '研讨会', all: "('研讨' & '讨会')" },
    { typed: '东西方联盟年会', all: "('东西' & '西方' & '联盟' & '年会')" },
    { typed: '大学与医院', all: "('大学' & '医院')" },
    { typed: '第十二届年会', all: "('12' & '年会')" },
    { typed: '網路', all: "('网路' | '网络')" },
    { typed: 'e-health', all: "(('e' & 'health':*) | 'ehealth':*)" },
  ])('$typed', ({ typed, all }) => {
    expect(plain(questionOf(typed)?.all ?? '')).toBe(plain(all));
  });

  it.each(['', '   ', '!!', "'", '& | ! <-> :*', '\u0000\u0001', '——，。'])('%j asks for nothing', (typed) => {
    expect(questionOf(typed)).toBeNull();
  });

  it.each([
    "'; DROP TABLE edition; --",
    'a & !b | (c <-> d):*',
    "it''s \\' \\\\",
    '\u0000nul\u0007bell\u2028line',
    'ﷺ'.repeat(500),
    'x'.repeat(10_000),
    '医'.repeat(10_000),
    'word '.repeat(5_000),
    '👩‍⚕️ emoji \ud800 lone',
  ])('%#: hostile text becomes a few quoted tokens', (typed) => {
    const question = questionOf(typed);
    expect(question).not.toBeNull();
    const operators = question!.all.replace(/'[\p{L}\p{M}\p{N}]+'(?::\*)?/gu, '');
    expect(operators).toMatch(/^[ &|()]*$/);
    expect(question!.whole).toMatch(/^'=[\p{L}\p{M}\p{N}]+'$/u);
    expect(question!.all.length).toBeLessThan(3_000);
    expect(question!.units.length).toBeLessThanOrEqual(24);
  });

  /** Brackets around what is alone anyway do not matter. */
  const plain = (query: string) =>
    query
      .replace(/\(('[^']+'(?::\*)?)\)/g, '$1')
      .replace(/^\((.*)\)$/, '$1')
      .replace(/[()]/g, '');
});

describe('an entry', () => {
  const entry = (more: Partial<SearchEntry>): SearchEntry => ({
    ...{ kind: 'edition', objectId: '1', scope: '', isPublic: true, path: '/', title: { en: 'Ada' } },
    ...more,
  });

  it('has its kind, its whole names, and each token with place and weight', () => {
    expect(
      vectorOf(entry({ names: ['Byron'], weighted: { B: ['King'], D: ['Ada says'] } }))
        .split(' ')
        .sort(),
    ).toEqual(
      [
        ...["'~edition'", "'=ada':1A", "'ada':2A,35D", "'=byron':12B", "'byron':13B"],
        ...["'king':24B", "'says':36D"],
      ].sort(),
    );
  });

  it('stays far below the limits of PostgreSQL, however long its texts are', () => {
    const long = Array.from({ length: 40_000 }, (_, number) => String.fromCodePoint(0x4e00 + (number % 20_000))).join(
      '',
    );
    const vector = vectorOf(
      entry({ weighted: { A: Array<string>(50).fill(long), D: [long, `${long}x`, `y${long}`] } }),
    );
    expect(Buffer.byteLength(vector)).toBeLessThan(500_000);
    expect(vector).not.toMatch(/\d{6}|:0/);
  });
});

describe('highlights', () => {
  const marked = (text: string, typed: string) =>
    highlightsIn(text, typed)
      .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
      .join('');

  it.each([
    { text: '国际论坛', typed: '論壇', shown: '国际[论坛]' },
    { text: '國際論壇', typed: '论坛', shown: '國際[論壇]' },
    { text: 'Global Health', typed: 'hea', shown: 'Global [Hea]lth' },
    { text: 'Global Health', typed: 'global h', shown: '[Global] Health' },
    { text: 'Global Health', typed: 'lobal', shown: 'Global Health' },
    { text: 'Zürich Straße', typed: 'zurich strasse', shown: '[Zürich] [Straße]' },
    { text: 'the 12th of 120', typed: '第十二届', shown: 'the [12]th of 120' },
    { text: '<b>Bold</b> & co', typed: 'bold b', shown: '<[b]>[Bold]</[b]> & co' },
    { text: '網路研討會', typed: '网络', shown: '網路研討會' },
    { text: 'AI医疗', typed: 'ai', shown: '[AI]医疗' },
    { text: 'anything', typed: '***', shown: 'anything' },
    { text: '', typed: 'x', shown: '' },
  ])('$typed in $text', ({ text, typed, shown }) => {
    expect(marked(text, typed)).toBe(shown);
  });
});
