/** One field of an entry: what it was and what it is now; undefined where that side does not have it. */
export interface FieldChange {
  path: string[];
  before: string | undefined;
  after: string | undefined;
}

type Fields = Record<string, unknown> | null;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The fields of an entry in a flat list. Objects are opened, so that a text shows which of its languages has changed. */
export function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  const sides = { before: flat(before), after: flat(after) };
  for (const [one, other] of [
    [sides.before, sides.after],
    [sides.after, sides.before],
  ] as const) {
    // Nothing where the other side has a text in languages: its languages say so.
    for (const [name, text] of one) if (text === '' && opens(other, name)) one.delete(name);
  }
  const names = new Set([...sides.before.keys(), ...sides.after.keys()]);
  return [...names]
    .map((name) => ({
      path: JSON.parse(name) as string[],
      before: sides.before.get(name),
      after: sides.after.get(name),
    }))
    .filter((change) => change.before !== change.after);
}

function flat(fields: Fields): Map<string, string> {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string[]): void => {
    if (isOpened(value)) for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    else leaves.set(JSON.stringify(path), textOf(value));
  };
  for (const [name, value] of Object.entries(fields ?? {})) walk(value, [name]);
  return leaves;
}

/** Has this side fields below that one? */
function opens(leaves: Map<string, string>, name: string): boolean {
  return [...leaves.keys()].some((other) => other.startsWith(`${name.slice(0, -1)},`));
}

function isOpened(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

/** A value as people read it; nothing at all is an empty text. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value === 'object') return Object.values(value).map(textOf).filter(Boolean).join(' · ');
  if (typeof value !== 'string') return JSON.stringify(value);
  return UUID.test(value) ? `${value.slice(0, 8)}…` : value;
}
