/** The statements that the application sends for a piece of work, as PostgreSQL's own benchmark can repeat them. */
import pg from 'pg';

/** One statement with its parameters, as the driver got it. */
export interface Recorded {
  text: string;
  values: unknown[];
}

/** Writes down what the clients of this process that call themselves `name` send while `work` is done, transactions included. */
export async function record(name: string, work: () => Promise<unknown>): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...parameters: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function (this: pg.Client, ...parameters: unknown[]) {
    const [first, second] = parameters;
    // Either the text and its values, or both in one object where the plan is kept.
    const { text, values } = typeof first === 'string' ? { text: first, values: second } : (first as Partial<Recorded>);
    const { application_name: client } = (this as unknown as { connectionParameters: { application_name?: string } })
      .connectionParameters;
    if (typeof text === 'string' && client === name) {
      recorded.push({ text, values: Array.isArray(values) ? (values as unknown[]) : [] });
    }
    return original.apply(this, parameters);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return recorded;
}

/**
 * A script for `pgbench -M prepared`. Each of `unique` (a text that must differ from one run to the next, e.g. an id) is
 * replaced by what an expression with the variables of the script gives; `head` sets these variables.
 */
export function scriptOf(recorded: readonly Recorded[], unique: ReadonlyMap<string, string>, head: string): string {
  const statements = recorded.map(({ text, values }) =>
    text
      .replace(/--.*$/gm, '')
      .replace(/\$(\d+)/g, (_, number: string) => literalOf(values[Number(number) - 1], unique))
      .replace(/\s+/g, ' '),
  );
  return `${head}\n${statements.map((statement) => `${statement.trim()};`).join('\n')}\n`;
}

function literalOf(value: unknown, unique: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `'${value.toISOString()}'::timestamptz`;
  if (!Array.isArray(value)) return textOf(typeof value === 'string' ? value : JSON.stringify(value), unique);
  const elements = value.map((one) =>
    one === null ? 'NULL' : `"${(one instanceof Date ? one.toISOString() : String(one)).replace(/["\\]/g, '\\$&')}"`,
  );
  const text = textOf(`{${elements.join(',')}}`, unique);
  return text.includes('||') ? `${text}::text[]` : text;
}

/** `'…' || expression || '…'`. A colon in front of a word would be a variable of pgbench. */
function textOf(text: string, unique: ReadonlyMap<string, string>): string {
  const quoted = (part: string) => `'${part.replaceAll("'", "''").replaceAll('":', '": ')}'`;
  const found = [...unique.keys()].filter((one) => text.includes(one));
  if (found.length === 0) return quoted(text);
  const pattern = new RegExp(`(${found.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`);
  const parts = text.split(pattern).map((part) => unique.get(part) ?? quoted(part));
  const expression = `(${parts.filter((part) => part !== "''").join(' || ')})`;
  return /^[0-9a-f-]{36}$/.test(text) ? `${expression}::uuid` : expression;
}
