/**
 * The search among 100,000 generated entries, on a PostgreSQL and a table of its own: how long an answer takes for common and rare words in
 * either script, beside the bare `SELECT … WHERE tokens @@ …` of the same words; whether the index is used, how large it is, and how long
 * it takes to fill. One question after the other, as one reader would ask them. Needs a build (`npm run bench`).
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { dataSourceOf } from '../src/platform/platform.module.js';
import { type SearchEntry, vectorOf } from '../src/platform/search/search-entry.js';
import { putEntries, RANKED, SearchIndex, SETTINGS } from '../src/platform/search/search-index.js';
import { questionOf } from '../src/platform/search/search-tokens.js';
import { type Figures, report } from './figures.js';
import { generatedEntries } from './search-entries.js';

const ENTRIES = 100_000;
const BATCH = 500;
const TIMES = 30;
const GOAL_MS = 50;

/** What people ask for, from words that half of the entries have to words of a few. */
const QUESTIONS = [
  { what: 'in nearly all', asked: ['论坛', '論壇', 'symposium'] },
  { what: 'in half of them', asked: ['医', '医学', 'medicine'] },
  { what: 'in a quarter', asked: ['大学', '大學', 'university', 'north'] },
  { what: 'two common words', asked: ['symposium university', '大学 论坛', '北大学论坛'] },
  { what: 'beginnings of words', asked: ['un', 'uni', 'sym', 'ka', 'symposium un'] },
  { what: 'rare words', asked: ['quinzhu', '安博', 'lokami hospital', 'renshibel'] },
  { what: 'ordinals and years', asked: ['12th symposium', '第十二届', '第12屆 癌症', 'cardiology 2019'] },
  { what: 'with a word of none', asked: ['zzzz university', '大学 龘'] },
  { what: 'of none', asked: ['zzzz', '龘'] },
];

const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-search-'));
await fs.chmod(dataDir, 0o711); // as root, the database server runs as somebody else
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
try {
  await migrate(postgres.url, () => undefined);
  const dataSource = await dataSourceOf({ databaseUrl: postgres.url, entities: [] }).initialize();
  try {
    process.exitCode = (await measure(new Database(dataSource))) ? 0 : 1;
  } finally {
    await dataSource.destroy();
  }
} finally {
  await postgres.stop();
  await fs.rm(dataDir, { recursive: true, force: true });
}

async function measure(database: Database): Promise<boolean> {
  await fill(database);
  const index = new SearchIndex(database);
  const all: number[] = [];
  const bare: number[] = [];
  const rows: Figures[] = [];
  for (const { what, asked } of QUESTIONS) {
    const values: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      for (const q of asked) {
        values.push(await timed(() => index.find({ q, readable: [], limit: 20 })));
        bare.push(await timed(() => limit(database, q)));
      }
    }
    // The first answer of each finds pages that nobody has read yet.
    rows.push({ what, unit: 'ms', values: values.slice(asked.length), goal: GOAL_MS });
    all.push(...values.slice(asked.length));
  }
  for (const { what, asked } of QUESTIONS) console.log(`${what}: ${await plans(database, asked)}`);
  const kept = report(`Answers among ${ENTRIES}, minimum / median / maximum of ${TIMES - 1} each`, rows);
  const words = (values: number[]) =>
    [0.5, 0.95, 1].map((share) => `${quantile(values, share).toFixed(1)}`).join(' / ');
  console.log(`\nAll questions alike, p50 / p95 / maximum: ${words(all)} ms`);
  console.log(`Bare SELECT count(*) … WHERE tokens @@ …:  ${words(bare)} ms`);
  return kept;
}

async function fill(database: Database): Promise<void> {
  let tokens = 0;
  let some: SearchEntry[] = [];
  const write = async () => {
    tokens += await timed(() => Promise.resolve(some.forEach((entry) => vectorOf(entry))));
    await database.transaction((tx) => putEntries(tx, some));
    some = [];
  };
  const all = await timed(async () => {
    for (const entry of generatedEntries(ENTRIES)) if (some.push(entry) === BATCH) await write();
    await write();
  });
  await database.query('VACUUM (ANALYZE) search_entry');
  const [size] = await database.query<{ table: string; index: string }>(
    `SELECT pg_size_pretty(pg_table_size('search_entry')) AS table,
       pg_size_pretty(pg_relation_size('search_entry_tokens_ix')) AS index`,
  );
  console.log(
    `${ENTRIES} entries in ${((all - tokens) / 1000).toFixed(0)} s, ${(tokens / 1000).toFixed(0)} s of it their tokens`,
  );
  console.log(
    `Table ${size!.table}, index of tokens ${size!.index}; resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
}

/** As fast as PostgreSQL can say how many have all the words: nothing that also ranks them can be faster. */
async function limit(database: Database, q: string): Promise<void> {
  await database.query('SELECT count(*) FROM search_entry WHERE tokens @@ $1::tsquery AND is_public', [
    questionOf(q)!.all,
  ]);
}

/** Which ways into the table PostgreSQL takes. */
async function plans(database: Database, asked: readonly string[]): Promise<string> {
  const ways = new Set<string>();
  for (const q of asked) {
    const { all, whole } = questionOf(q)!;
    const lines = await database.transaction(async (tx) => {
      await tx.query(SETTINGS);
      const parameters = [all, whole, all, [], false, [], 21, null, null, null, null];
      return tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, TIMING OFF) ${RANKED}`, parameters);
    });
    for (const { 'QUERY PLAN': line } of lines) {
      if (line.includes('never executed')) continue;
      const way = /((?:Bitmap )?(?:Index|Index Only|Seq) Scan) (?:using|on) (search_entry\w*)/.exec(line);
      if (way) ways.add(`${way[1]} ${way[2]}`);
    }
  }
  return [...ways].sort().join(', ');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
