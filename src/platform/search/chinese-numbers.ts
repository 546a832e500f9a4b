const ORDINAL =
  /(?:第([0-9]{1,4}|[〇零一二三四五六七八九十百]{1,7})|([0-9]{1,4}|[一二三四五六七八九十百]{1,7})(?=[届屆]))[届屆次回]?/gu;
const YEAR = /([〇零一二三四五六七八九]{4}|[0-9]{4})年/gu;
const FIGURES = '零一二三四五六七八九';
const UNITS: Record<string, number> = { 十: 10, 百: 100 };

/** What Chinese numerals up to 999 say, or single figures one after the other: 十二 is 12, 二〇一八 is 2018. */
function valueOf(numerals: string): number {
  if (/^[0-9]+$/.test(numerals)) return Number(numerals);
  const characters = [...numerals.replaceAll('〇', '零')];
  if (!/[十百]/.test(numerals)) return Number(characters.map((character) => FIGURES.indexOf(character)).join(''));
  let sum = 0;
  let figure = 0;
  for (const character of characters) {
    const unit = UNITS[character];
    // 十二 begins with a unit: its one is not written.
    if (unit !== undefined) sum += (figure || 1) * unit;
    figure = unit === undefined ? FIGURES.indexOf(character) : 0;
  }
  return sum + figure;
}

/** Writes the ordinals and years of a Chinese text as plain numbers, set off by spaces: 第十二届年会 is “ 12 年会”. */
export function withPlainNumbers(text: string): string {
  return text
    .replace(YEAR, (_, numerals: string) => ` ${valueOf(numerals)} `)
    .replace(ORDINAL, (_, first?: string, second?: string) => ` ${valueOf(first ?? second!)} `);
}

/** The ordinals and years that a Chinese text names. */
export function numbersIn(text: string): number[] {
  const years = [...text.matchAll(YEAR)].map(([, numerals]) => valueOf(numerals!));
  const ordinals = [...text.matchAll(ORDINAL)].map(([, first, second]) => valueOf(first ?? second!));
  return [...years, ...ordinals];
}
