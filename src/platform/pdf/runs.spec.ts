import { type Locale } from '../../kernel/locale.js';
import { PdfFonts } from './pdf-fonts.js';
import { type Coverage, MISSING, runsOf } from './runs.js';

const covering = (pattern: RegExp): Coverage => ({ has: (code) => pattern.test(String.fromCodePoint(code)) });
const LATIN = covering(/[ -~À-ž“”…—]/);
const HAN = covering(/[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF ()“”…—□]/u);
const short = (text: string) => runsOf(text, [LATIN, HAN]).map(({ face, text: run }) => `${face}:${run}`);

describe('runs of a text', () => {
  it.each<[string, string[]]>([
    ['Jan Visser', ['0:Jan Visser']],
    ['黄志明', ['1:黄志明']],
    ['Wong Chi Ming 黄志明', ['0:Wong Chi Ming ', '1:黄志明']],
    ['黄志明 (Wong)', ['1:黄志明 (', '0:Wong)']],
    ['“一带一路”', ['1:“一带一路”']],
    ['“One belt”', ['0:“One belt”']],
    ['第18届', ['1:第', '0:18', '1:届']],
    ['Ła 한', ['0:Ła ', `1:${MISSING}`]],
    ['한', [`1:${MISSING}`]],
    // A letter and its mark are one character where there is one.
    ['e\u0301', ['0:é']],
    // Controls, joiners and variation selectors are nothing to see.
    ['a\u200db\u0007c\ufe0f', ['0:abc']],
    ['two\nlines', ['0:two lines']],
    ['no\u2009thin', ['0:no thin']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it('draws nothing where no face has even the box', () => {
    expect(runsOf('a한', [covering(/a/)])).toEqual([{ face: 0, text: 'a' }]);
  });
});

describe('the faces', () => {
  const fonts = new PdfFonts();
  interface Laid {
    layout(text: string): { glyphs: { id: number; advanceWidth: number; path: { commands: unknown[] } }[] };
  }
  const glyphsOf = (text: string, locale: Locale, weight: 'regular' | 'bold' = 'regular') => {
    const faces = fonts.facesOf(weight, locale);
    return runsOf(text, faces).flatMap((run) => {
      const { font } = faces[run.face]!;
      return (font as unknown as Laid).layout(run.text).glyphs;
    });
  };

  it.each<[Locale, string]>([
    ['zh-Hans', '出席证书 兹证明张伟博士于2026年11月24日出席'],
    ['zh-Hant', '「國際研討會」邀請函：敬邀 蕭龍麗 教授 蒞臨臺北'],
    ['zh-Hant', '间。楼 喆堃甯翀赟璟玥犇淼鑫翯镕'],
    ['zh-Hans', '间。楼 喆堃甯翀赟璟玥犇淼鑫翯镕𣎴'],
    ['en', 'Zürich, Łódź, Ñandú, Nguyễn Thị Ánh, Παπαδημητρίου, Жуков'],
    ['en', '，。、；：“”‘’（）《》—…·'],
    ['en', 'やまだ はなこ 김민준 محمد 😀'],
  ])('%s: every character of %s is drawn, none as the empty glyph', (locale, text) => {
    for (const weight of ['regular', 'bold'] as const) {
      const glyphs = glyphsOf(text, locale, weight);
      // An empty glyph, or one without an outline, would be blank paper although the text can be searched for.
      const blank = glyphs.filter(({ id, path }) => id === 0 || path.commands.length === 0);
      expect(blank).toHaveLength((text.match(/ /g) ?? []).length);
      expect(glyphs.some(({ advanceWidth }) => advanceWidth > 0)).toBe(true);
    }
  });

  it('writes Chinese as it is written where the reader is', () => {
    const nameOf = (locale: Locale) => {
      const faces = fonts.facesOf('regular', locale);
      return faces[runsOf('直', faces)[0]!.face]!.name;
    };
    expect([nameOf('zh-Hans'), nameOf('zh-Hant')]).toEqual(['simplified-regular', 'traditional-regular']);
  });

  it('puts a box where it has no character', () => {
    const faces = fonts.facesOf('regular', 'en');
    expect(runsOf('김민준', faces).map(({ text }) => text)).toEqual(['□□□']);
  });
});
