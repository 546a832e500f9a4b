import encodeQR from 'qr';

/** Modules of white around the code, as scanners need it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** Dark modules of each row as spans [from, to), the quiet zone included: as many rows as the code has modules on a side. */
export function qrRows(text: string): [number, number][][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET }).map((row) => {
    const spans: [number, number][] = [];
    row.forEach((isDark, x) => {
      const last = spans.at(-1);
      if (!isDark) return;
      if (last?.[1] === x) last[1] = x + 1;
      else spans.push([x, x + 1]);
    });
    return spans;
  });
}

/** The dark modules as the path of an SVG whose view box has `side` units on a side. */
export function qrPath(text: string): { side: number; path: string } {
  const rows = qrRows(text);
  const path = rows.flatMap((spans, y) => spans.map(([from, to]) => `M${from} ${y}h${to - from}v1H${from}z`)).join('');
  return { side: rows.length, path };
}
