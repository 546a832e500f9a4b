/**
 * Registration under a burst, as ratios in one run, A B A B …, the median of the pairs:
 * (a) the same SQL for one registration, recorded from the running application and repeated by pgbench, best of 1, 2, 4 and 8 connections;
 * (b) POST over HTTP with 64 connections into one category, confirmation and three reminders planned, by the built application.
 * Then the same over 1,000 editions against pgbench at 8 connections, 64 clients against 2, and a lane that is full. After every run rows,
 * counters, deliveries and audit entries are counted: a fast wrong run is no run.
 * Needs a build and pgbench (Debian: postgresql-contrib). The application is a web process: what is planned is not sent meanwhile.
 */
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startApplication as startInside } from '../src/application.js';
import { RegisterInput, RegistrationService } from '../src/features/registration/index.js';
import { loadConfig } from '../src/platform/config/config.js';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { type RunningApplication, startApplication } from '../test/support/application.js';
import { anEdition, aRule } from '../test/factories/edition.js';
import { type TestApplication } from '../test/support/running-application.js';
import { type Load, load, median, percentile } from './load.js';
import { record, type Recorded, scriptOf } from './recorded-sql.js';

const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 7);
const PGBENCH_SECONDS = 2;
const HTTP_MS = 4_000;
const CLIENTS = 64;
const EDITIONS = 1_000;
/** Of editions and categories that are copied: their number follows. */
const EDITION_ID = '0190aaaa-0000-7000-8000-';
const CATEGORY_ID = '0190bbbb-0000-7000-8000-';

const PGBENCH = ['/usr/bin/pgbench', '/usr/local/bin/pgbench'].find((file) => existsSync(file)) ?? 'pgbench';
const run = promisify(execFile);

interface Counts {
  registrations: number;
  taken: number;
  deliveries: number;
  entries: number;
  oversold: number;
}

/** Numbers go on from run to run, so that nobody registers twice. */
let base = 0;

const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-burst-'));
await fs.chmod(dataDir, 0o711); // as root, the database server runs as somebody else
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const client = new pg.Client({ connectionString: postgres.url });
await client.connect();
try {
  const { recorded, edition, registration } = await prepare();
  const application = await startApplication({
    env: { DATABASE_URL: postgres.url, PROCESS: 'web', LOG_LEVEL: 'warn' },
  });
  try {
    await measure(application, recorded, edition, registration);
  } finally {
    await application.stop();
  }
} finally {
  await client.end();
  await postgres.stop();
  await fs.rm(dataDir, { recursive: true, force: true });
}

interface Prepared {
  recorded: Recorded[];
  edition: { id: string; key: string; category: string };
  registration: { id: string; reference: string; email: string };
}

/** One edition with a category and three reminders, a thousand copies of it, and the SQL of one registration. */
async function prepare(): Promise<Prepared> {
  const inside = await startInside(
    loadConfig({
      ...{ PORT: '0', PROCESS: 'web', DATABASE_URL: postgres.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
      ...{ SECRET_KEY: 'a secret for tests only, and long enough for everybody', PUBLIC_URL: 'http://127.0.0.1' },
      ...{ ADMIN_EMAIL: 'admin@symposia.example', ADMIN_PASSWORD: 'correct horse battery staple' },
    }),
  );
  try {
    const application = {
      get: <T>(service: abstract new (...parameters: never[]) => T) => inside.app.get<T>(service),
    } as TestApplication;
    const edition = await anEdition(application, {
      category: { capacity: 1_000_000, waitingList: true },
      rule: { offset: '-P7D' },
      stream: null,
    });
    for (const offset of ['-P1D', '-PT1H']) await aRule(application, edition.key, { offset });
    await copyEdition(edition);
    const register = (email: string) =>
      application
        .get(RegistrationService)
        .register(
          { kind: 'anonymous', ip: '192.0.2.1' },
          edition.key,
          RegisterInput.parse({ category: edition.category, email, name: 'Ada Lovelace', locale: 'en', consent: true }),
          null,
        );
    await register('first@bench.example');
    let admitted = { id: '', reference: '' };
    const email = 'second@bench.example';
    const recorded = await record('symposia', async () => (admitted = await register(email)));
    return { recorded, edition, registration: { ...admitted, email } };
  } finally {
    await inside.stop();
  }
}

async function copyEdition({ id, category }: { id: string; category: string }): Promise<void> {
  const columns = async (table: string, without: string[]) =>
    (
      await client.query<{ name: string }>(
        `SELECT quote_ident(column_name) AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 AND column_name <> ALL ($2)`,
        [table, without],
      )
    ).rows
      .map(({ name }) => name)
      .join(', ');
  const number = `lpad(n::text, 12, '0')`;
  const ofEdition = await columns('edition', ['id', 'key', 'ordinal']);
  await client.query(
    `INSERT INTO edition (id, key, ${ofEdition}) SELECT ('${EDITION_ID}' || ${number})::uuid, 'bench-' || n, ${ofEdition}
     FROM edition, generate_series(1, ${EDITIONS}) n WHERE id = $1`,
    [id],
  );
  const ofCategory = await columns('category', ['id', 'edition_id']);
  await client.query(
    `INSERT INTO category (id, edition_id, ${ofCategory})
     SELECT ('${CATEGORY_ID}' || ${number})::uuid, ('${EDITION_ID}' || ${number})::uuid, ${ofCategory}
     FROM category, generate_series(1, ${EDITIONS}) n WHERE id = $1`,
    [category],
  );
  const ofRule = await columns('reminder_rule', ['id', 'edition_id']);
  await client.query(
    `INSERT INTO reminder_rule (id, edition_id, ${ofRule})
     SELECT new_id(), ('${EDITION_ID}' || ${number})::uuid, ${ofRule}
     FROM reminder_rule, generate_series(1, ${EDITIONS}) n WHERE edition_id = $1`,
    [id],
  );
  await client.query('ANALYZE');
}

async function measure(
  application: RunningApplication,
  recorded: Recorded[],
  edition: Prepared['edition'],
  registration: Prepared['registration'],
): Promise<void> {
  const scripts = {
    hot: path.join(dataDir, 'hot.sql'),
    spread: path.join(dataDir, 'spread.sql'),
  };
  const unique = uniqueTexts(recorded, edition, registration);
  const head = '\\set i :i + 1\n\\set n :client_id * 1000000000 + :i';
  await fs.writeFile(scripts.hot, scriptOf(recorded, unique, head));
  const number = `lpad((:k)::text, 12, '0')`;
  const spread = new Map([
    ...unique,
    [edition.id, `'${EDITION_ID}' || ${number}`],
    [edition.category, `'${CATEGORY_ID}' || ${number}`],
    [edition.key, `'bench-' || (:k)::text`],
  ]);
  await fs.writeFile(scripts.spread, scriptOf(recorded, spread, `${head}\n\\set k random(1, ${EDITIONS})`));
  if (process.env['BENCH_SHOW_SQL']) console.log(await fs.readFile(scripts.hot, 'utf8'));

  let people = 0;
  const form = (category: string) =>
    JSON.stringify({
      category,
      email: `h${++people}@bench.example`,
      name: 'Ada Lovelace',
      locale: 'en',
      consent: true,
    });
  const intoOne = () => ({ path: `/api/v1/editions/${edition.key}/registrations`, body: form(edition.category) });
  const intoMany = () => {
    const k = 1 + Math.floor(Math.random() * EDITIONS);
    return {
      path: `/api/v1/editions/bench-${k}/registrations`,
      body: form(`${CATEGORY_ID}${String(k).padStart(12, '0')}`),
    };
  };
  const http = async (clients: number, next: () => { path: string; body: string }) => {
    const before = await counts();
    const done = await load(application.url, clients, HTTP_MS, next);
    await expectCounted(before, done.statuses.get(201) ?? 0, 'HTTP');
    return done;
  };
  const rate = ({ statuses, seconds }: Load) => (statuses.get(201) ?? 0) / seconds;

  // Everybody has found their plans and pages before it counts.
  await http(CLIENTS, intoOne);
  await pgbench(scripts.hot, 2, 1);

  console.log(
    `\n(a) pgbench, one registration a transaction, ${recorded.length} statements; (b) HTTP, ${CLIENTS} connections; one category`,
  );
  const hot: number[] = [];
  const p99: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const a: number[] = [];
    for (const connections of [1, 2, 4, 8]) a.push(await pgbench(scripts.hot, connections, PGBENCH_SECONDS));
    const b = await http(CLIENTS, intoOne);
    hot.push(rate(b) / Math.max(...a));
    p99.push(percentile(b.latencies, 0.99));
    console.log(
      `  ${pair}: a ${a.map((one) => one.toFixed(0)).join(' / ')} per s, b ${rate(b).toFixed(0)} per s, b/a ${hot.at(-1)!.toFixed(2)}, ` +
        `p50 ${percentile(b.latencies, 0.5).toFixed(0)} ms, p99 ${p99.at(-1)!.toFixed(0)} ms`,
    );
  }

  console.log(`\nOver ${EDITIONS} editions: (a) pgbench with 8 connections, (b) HTTP with ${CLIENTS}`);
  const wide: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const a = await pgbench(scripts.spread, 8, PGBENCH_SECONDS);
    const b = await http(CLIENTS, intoMany);
    wide.push(rate(b) / a);
    console.log(
      `  ${pair}: a ${a.toFixed(0)} per s, b ${rate(b).toFixed(0)} per s, b/a ${wide.at(-1)!.toFixed(2)}, p99 ${percentile(b.latencies, 0.99).toFixed(0)} ms`,
    );
  }

  console.log('\nOne category, 64 clients against 2');
  const crowd: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const [few, many] = [await http(2, intoOne), await http(CLIENTS, intoOne)];
    crowd.push(rate(many) / rate(few));
    console.log(
      `  ${pair}: 2: ${rate(few).toFixed(0)} per s, 64: ${rate(many).toFixed(0)} per s, ratio ${crowd.at(-1)!.toFixed(2)}`,
    );
  }

  const busy = await fullLane(application, edition, intoOne);
  const verdict = (value: number, goal: number, isBelow = false) =>
    (isBelow ? value < goal : value >= goal) ? 'kept' : 'MISSED';
  const rows: [string, number, number, boolean, string][] = [
    ['b/a, one category (goal 1.0, world class 1.3)', median(hot), 1, false, ''],
    [`b/a, ${EDITIONS} editions (goal 0.35, world class 0.6)`, median(wide), 0.35, false, ''],
    ['64 clients ÷ 2 clients (goal 0.9)', median(crowd), 0.9, false, ''],
    ['p99 with 64 clients, median of the runs (goal < 250 ms)', median(p99), 250, true, ' ms'],
    ['a full lane: slowest 503 (goal < 100 ms)', busy, 100, true, ' ms'],
  ];
  console.log(`\nMedians of ${PAIRS} pairs; oversold 0 in every run`);
  for (const [what, value, goal, isBelow, unit] of rows) {
    console.log(`  ${what.padEnd(58)} ${value.toFixed(isBelow ? 0 : 2)}${unit}  ${verdict(value, goal, isBelow)}`);
    if (verdict(value, goal, isBelow) === 'MISSED') process.exitCode = 1;
  }
}

/** What must differ from one registration to the next, and how pgbench makes it. */
function uniqueTexts(
  recorded: readonly Recorded[],
  edition: Prepared['edition'],
  { id, reference, email }: Prepared['registration'],
): Map<string, string> {
  const text = JSON.stringify(recorded.map(({ values }) => values));
  const others = [
    ...new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g)),
  ].filter((one) => ![id, edition.id, edition.category].includes(one));
  const numbered = (prefix: string) => `'${prefix}-0000-7000-8000-' || lpad((:n)::text, 12, '0')`;
  return new Map([
    [id, numbered('01900000')],
    [reference, `'R' || (:n)::text`],
    [email, `'p' || (:n)::text || '@bench.example'`],
    ...others.map((one, index) => [one, numbered(`0190${String(1000 + index)}`)] as [string, string]),
  ]);
}

/** @returns transactions a second */
async function pgbench(script: string, connections: number, seconds: number): Promise<number> {
  const before = await counts();
  base += 1_000_000;
  const { stdout } = await run(PGBENCH, [
    ...['-n', '-M', 'prepared', '-f', script, '-c', `${connections}`, '-j', `${Math.min(2, connections)}`],
    ...['-T', `${seconds}`, '-D', `i=${base}`, '--max-tries=1', postgres.url],
  ]);
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  const done = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1]);
  if (!/failed transactions: 0/.test(stdout)) throw new Error(`pgbench: ${stdout}`);
  await expectCounted(before, done, 'pgbench');
  return rate;
}

async function counts(): Promise<Counts> {
  const { rows } = await client.query<Counts>(
    `SELECT (SELECT count(*)::int FROM registration WHERE status = 'confirmed') AS registrations,
       (SELECT sum(taken)::int FROM category) AS taken,
       (SELECT count(*)::int FROM delivery) AS deliveries,
       (SELECT count(*)::int FROM audit_entry WHERE action = 'registration.register') AS entries,
       (SELECT count(*)::int FROM category WHERE taken > capacity) AS oversold`,
  );
  return rows[0]!;
}

/** A confirmation and three reminders for each. @throws Error when something was lost or made up */
async function expectCounted(before: Counts, done: number, what: string): Promise<void> {
  const after = await counts();
  const wanted: Counts = {
    registrations: before.registrations + done,
    taken: before.taken + done,
    deliveries: before.deliveries + 4 * done,
    entries: before.entries + done,
    oversold: 0,
  };
  if (JSON.stringify(after) !== JSON.stringify(wanted) || done === 0)
    throw new Error(`${what}: ${done} done; ${JSON.stringify(after)} instead of ${JSON.stringify(wanted)}`);
}

/** Somebody holds the category's row; who comes when the lane is full must be told at once. @returns the slowest 503, ms */
async function fullLane(
  application: RunningApplication,
  edition: Prepared['edition'],
  next: () => { path: string; body: string },
): Promise<number> {
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM category WHERE id = $1 FOR UPDATE', [edition.category]);
  const standing = load(application.url, 600, 1, next);
  await sleep(1_000);
  const refused = await load(application.url, 16, 300, next);
  await client.query('ROLLBACK');
  await standing;
  const answers = refused.statuses.get(503) ?? 0;
  console.log(`\nA full lane: ${answers} answers of 503, p50 ${percentile(refused.latencies, 0.5).toFixed(1)} ms`);
  if (answers === 0) throw new Error('The lane was not full.');
  return percentile(refused.latencies, 1);
}
