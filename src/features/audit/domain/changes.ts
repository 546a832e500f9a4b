/** What was, and what is now. */
export interface Change {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** The part of a row that an input would change, as it was before. */
export function partOf(row: object, input: object): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  const names = Object.keys(input).filter((name) => (input as Record<string, unknown>)[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** As it will be stored: plain JSON, dates as texts, nothing undefined. */
export function plain(value: object | null | undefined): Record<string, unknown> | null {
  return value ? (JSON.parse(JSON.stringify(value)) as Record<string, unknown>) : null;
}

/** Leaves out what is the same on both sides: a form sends all its fields, and people want to see what has changed. */
export function onlyChanged({ before, after }: Change): Change {
  if (before === null || after === null) return { before, after };
  const isSame = (name: string) => name in before && name in after && sameJson(before[name], after[name]);
  const without = (side: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(side).filter(([name]) => !isSame(name)));
  return { before: without(before), after: without(after) };
}

/** Whether two values say the same, whatever the order of their fields. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => sameJson(left[name], right[name]));
}
