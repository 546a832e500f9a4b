const UNITS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const TEENS = 'eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(' ');
const TENS = ['', '', 'twent', 'thirt', 'fort', 'fift', 'sixt', 'sevent', 'eight', 'ninet'];
const DIGITS = '〇一二三四五六七八九';

/**
 * How people write an ordinal in titles: `12th`, `twelfth`, `第12届`, `第十二届` and so on. Words below a hundred only, and English ones
 * from four on: "first" is first of all an ordinary word.
 */
export function ordinalWords(ordinal: number): string[] {
  const numerals = [`${ordinal}`, ` ${ordinal} `, ...(ordinal < 100 ? [chineseNumeral(ordinal)] : [])];
  const chinese = numerals.flatMap((numeral) => ['届', '屆', '次'].map((measure) => `第${numeral}${measure}`));
  return [`${ordinal}${suffix(ordinal)}`, ...(ordinal > 3 && ordinal < 100 ? [englishWord(ordinal)] : []), ...chinese];
}

/** A year as Chinese titles write it: `二〇二六`, and with the full zero `二零二六`. */
export function chineseYears(year: number): string[] {
  const digits = [...String(year)].map((digit) => DIGITS[Number(digit)]).join('');
  return [...new Set([digits, digits.replaceAll('〇', '零'), digits.replaceAll('〇', '○')])];
}

function suffix(ordinal: number): string {
  const tens = ordinal % 100;
  if (tens >= 11 && tens <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][ordinal % 10] ?? 'th';
}

function englishWord(ordinal: number): string {
  if (ordinal <= 10) return UNITS[ordinal]!;
  if (ordinal < 20) return TEENS[ordinal - 11]!;
  const stem = TENS[Math.floor(ordinal / 10)]!;
  return ordinal % 10 === 0 ? `${stem}ieth` : `${stem}y-${UNITS[ordinal % 10]!}`;
}

function chineseNumeral(number: number): string {
  const tens = Math.floor(number / 10);
  const unit = number % 10 === 0 ? '' : DIGITS[number % 10]!;
  if (tens === 0) return unit;
  return `${tens === 1 ? '' : DIGITS[tens]!}十${unit}`;
}
