import { fit, wrap } from './wrap.js';

/** Letters are one wide, Chinese characters two. */
const measure = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\u3000-\u9fff\uff00-\uffef]/.test(character) ? 2 : 1), 0);

describe('wrap', () => {
  it.each<[string, number, string[]]>([
    ['', 10, []],
    ['one line', 10, ['one line']],
    ['National Telemedicine Symposium', 12, ['National', 'Telemedicine', 'Symposium']],
    ['a  b\n c', 3, ['a b', 'c']],
    ['汕头大学医学院', 8, ['汕头大学', '医学院']],
    // What closes does not begin a line, what opens does not end one.
    ['汕头大学，医学院', 8, ['汕头大', '学，医学', '院']],
    ['汕头大“学医”院', 8, ['汕头大', '“学医”院']],
    ['第42届年会', 7, ['第42届', '年会']],
    ['Konstantin-Papadimitriou', 14, ['Konstantin-', 'Papadimitriou']],
    ['2026-11-24', 8, ['2026-11-', '24']],
  ])('%j within %i', (text, width, expected) => {
    expect(wrap(text, width, measure).lines).toEqual(expected);
  });

  it('says that it has broken a word', () => {
    expect(wrap('Llanfairpwllgwyngyll', 8, measure)).toEqual({ lines: ['Llanfair', 'pwllgwyn', 'gyll'], broken: true });
    expect(wrap('short words only', 8, measure).broken).toBe(false);
  });

  it('keeps a letter and its marks together', () => {
    const { lines } = wrap('x\u0302'.repeat(3), 3, (text) => text.length);
    expect(lines).toEqual(['x\u0302', 'x\u0302', 'x\u0302']);
  });

  it.each([10, 17, 23])('loses nothing and never exceeds %i', (width) => {
    const text = 'The 18th 全国远程医疗学术研讨会（汕头）and “live broadcast” of 2026–2027, 第42届年会。';
    const { lines } = wrap(text, width, measure);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(width);
  });
});

describe('fit', () => {
  const box = { width: 40, lines: 2, most: 10, least: 4 };

  it.each<[string, number, string[]]>([
    ['Li', 10, ['Li']],
    ['Jan Visser', 6.5, ['Jan', 'Visser']],
    ['黄志明', 10, ['黄志', '明']],
    ['a very long name of somebody', 4, ['a very', 'long name…']],
  ])('%j', (text, size, lines) => {
    expect(fit(text, box, measure)).toEqual({ size, lines });
  });

  it('breaks a word only when it has to', () => {
    expect(fit('Papadimitriou', { ...box, most: 10, least: 3 }, measure)).toEqual({
      size: 3,
      lines: ['Papadimitriou'],
    });
    expect(fit('Papadimitriou', { ...box, least: 5 }, measure)).toEqual({ size: 5, lines: ['Papadimi', 'triou'] });
  });
});
