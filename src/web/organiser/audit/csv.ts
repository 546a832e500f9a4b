/** Begins what a spreadsheet takes for a formula, or for a cell that hides one. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/**
 * One line of RFC 4180. What a spreadsheet would carry out as a formula gets an apostrophe in front, since the cells hold
 * what strangers have typed.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
