/** A row of figures in a table of text, with its goal. */
export interface Figures {
  what: string;
  unit: 'ms' | 'MB';
  values: number[];
  goal: number;
}

/** Prints minimum, median and maximum beside the goal, which the maximum must keep. @returns whether all of them did */
export function report(title: string, rows: Figures[]): boolean {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`\n${title}`);
  for (const { what, unit, values, goal } of rows) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)]!;
    const figures = sorted.length === 1 ? [middle] : [sorted[0]!, middle, sorted.at(-1)!];
    const text = figures.map((figure) => figure.toFixed(0)).join(' / ');
    const kept = sorted.at(-1)! < goal;
    console.log(`  ${what.padEnd(width)}  ${text} ${unit}  (goal below ${goal}: ${kept ? 'kept' : 'MISSED'})`);
  }
  return rows.every(({ values, goal }) => Math.max(...values) < goal);
}
