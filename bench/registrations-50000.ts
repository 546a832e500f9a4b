/**
 * 50,000 registrations in one edition, and 50,000 in ten others, in the built application over HTTP with one reader: how long until the
 * first byte of the console's list, of searches, filters and orders, and of the exports; the resident memory of the process before
 * and during exports; and how long a whole export takes beside a bare COPY of the same rows. Minimum / median / maximum of 11 after
 * one that is not counted. Needs a build.
 */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { setStage } from '../test/support/stage.js';
import { signIn, visit, type VisitedEdition, type Visitor } from '../test/support/visitor.js';
import { type Figures, report } from './figures.js';

const PEOPLE = 50_000;
const OTHERS = { editions: 10, people: 5_000 };
const TIMES = 11;
const PAIRS = 7;
const GOAL_MS = 200;
/** By how much an export may raise the memory of the process, MB: its lots, and what the collector has not cleared yet. */
const GOAL_MB = 120;

const FILL = `
  INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, native_name, institution_id, affiliation,
    country, locale, status, consented_at, created_at, confirmed_at, answers, answer_versions)
  SELECT made.id, e.id, c.ids[1 + n % cardinality(c.ids)], upper(right(made.id::text, 12)),
    'person-' || n || '@' || (ARRAY['example.org', 'university.example', 'hospital.example', 'clinic.example'])[1 + n % 4],
    'person-' || n || '@load.example',
    (ARRAY['Ada', 'José', 'Mei', 'Hans', 'Olga', 'Chidi', 'Wei', 'Anna'])[1 + n % 8] || ' '
      || (ARRAY['Müller', 'Smith', 'Zhang', 'Okonkwo', 'Ivanova', 'García'])[1 + (n / 8) % 6] || ' ' || substr(md5(n::text), 1, 6),
    CASE n % 3 WHEN 0 THEN (ARRAY['王', '张', '李', '赵'])[1 + n % 4] || (ARRAY['明', '伟', '芳', '丽', '强'])[1 + n % 5]
      || chr(19968 + n % 5000) END,
    (SELECT id FROM institution ORDER BY id OFFSET n % 20 LIMIT 1),
    CASE n % 2 WHEN 0 THEN 'Department of Medicine ' || n % 50 END, 'CN', 'en',
    (ARRAY['confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed', 'confirmed', 'waitlisted', 'pending', 'declined',
      'cancelled'])[1 + n % 10],
    now(), now() - interval '30 days' + n * interval '30 seconds', CASE WHEN n % 10 < 6 THEN now() END,
    jsonb_build_object($3::text, 'Some words that somebody has written, ' || n, $4::text, n % 2 = 0),
    jsonb_build_object($3::text, 1, $4::text, 1)
  FROM (SELECT new_id() AS id, n FROM generate_series(1, $2::int) AS n) AS made
    CROSS JOIN (SELECT id FROM edition WHERE key = $1) AS e
    CROSS JOIN LATERAL (SELECT array_agg(id ORDER BY id) AS ids FROM category WHERE edition_id = e.id) AS c`;

/** The same rows and columns as the export has, by nothing but the database. */
const COPY = (edition: string) => `
  COPY (SELECT r.reference, r.status, r.name, r.native_name, r.email, c.name ->> 'en', c.attendance, i.name ->> 'en', r.affiliation,
      r.country, r.time_zone, r.locale, r.unsubscribed_at IS NULL, r.source, r.created_at, r.confirmed_at, r.cancelled_at,
      r.checked_in_at, r.answers
    FROM registration r JOIN category c ON c.id = r.category_id LEFT JOIN institution i ON i.id = r.institution_id
    WHERE r.edition_id = (SELECT id FROM edition WHERE key = '${edition}') ORDER BY r.id)
  TO PROGRAM 'cat > /dev/null' (FORMAT csv, HEADER)`;

const residentMb = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** A whole answer, and the ms until its last byte. */
async function fetched(url: string, token: string): Promise<{ whole: number; content: Buffer }> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: '*/*' } });
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  const content = Buffer.from(await answer.arrayBuffer());
  return { whole: performance.now() - began, content };
}

/** Ms until the first byte; what would follow is not wanted. */
async function firstByte(url: string, token: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: '*/*' } });
  const reader = answer.body!.getReader();
  await reader.read();
  const first = performance.now() - began;
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  await reader.cancel();
  // The application hears that nobody listens any more.
  await sleep(100);
  return first;
}

/** The most that the process has meanwhile, MB. */
async function peak(pid: number, work: () => Promise<unknown>): Promise<number> {
  let most = residentMb(pid);
  const watch = setInterval(() => (most = Math.max(most, residentMb(pid))), 50);
  try {
    await work();
    return most;
  } finally {
    clearInterval(watch);
  }
}

const stage = await setStage();
try {
  const application = await stage.start({ env: { LOG_LEVEL: 'warn' } });
  const postgres = await startEmbeddedPostgres({ dataDir: stage.dataDir, log: () => undefined });
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  try {
    const visitor = await visit(application.url);
    const token = await signIn(application.url);
    const edition = await fill(visitor, database);
    const reader = { origin: application.url, token, pid: application.pid };
    process.exitCode = (await measure(edition, reader, database)) ? 0 : 1;
  } finally {
    await database.end();
    await application.stop();
    await postgres.stop();
  }
} finally {
  await stage.clear();
}

async function fill(visitor: Visitor, database: pg.Client): Promise<VisitedEdition> {
  for (let number = 1; number <= 20; number++) {
    await visitor.admin('POST', '/institutions', {
      slug: `institution-${number}`,
      name: `Institution ${number}`,
      city: 'Shanghai',
      country: 'CN',
      timeZone: 'Asia/Shanghai',
    });
  }
  const made: VisitedEdition[] = [];
  for (let number = 0; number <= OTHERS.editions; number++) {
    const edition = await visitor.edition();
    made.push(edition);
    for (const name of ['Delegate', 'Student'])
      await visitor.admin('POST', `/editions/${edition.key}/categories`, { name });
    const ask = (label: string, kind: string) =>
      visitor.admin<{ id: string }>('POST', `/editions/${edition.key}/questions`, { label, kind });
    const [words, visa] = [await ask('Why do you come?', 'text'), await ask('Visa letter?', 'boolean')];
    // The large one lies among the others.
    const people = number === OTHERS.editions / 2 ? PEOPLE : OTHERS.people;
    await database.query(FILL, [edition.key, people, words.id, visa.id]);
  }
  await database.query('VACUUM (ANALYZE) registration');
  return made[OTHERS.editions / 2]!;
}

async function measure(
  edition: VisitedEdition,
  { origin, token, pid }: { origin: string; token: string; pid: number },
  database: pg.Client,
): Promise<boolean> {
  const console_ = `/organise/editions/${edition.key}/registrations`;
  const api = `/api/v1/editions/${edition.key}/registrations`;
  const url = (path: string) => origin + path;
  const { next } = JSON.parse((await fetched(url(`${api}?sort=name&limit=200`), token)).content.toString()) as {
    next: string;
  };
  const visits: [what: string, path: string][] = [
    ['list, newest first', console_],
    ['list by name', `${console_}?sort=name`],
    ['list by name, a later page', `${console_}?sort=name&cursor=${next}`],
    ['list by status', `${console_}?sort=status`],
    ['filter: status', `${console_}?status=waitlisted`],
    ['filter: category', `${console_}?category=${edition.category}`],
    ['filter: institution', `${console_}?institution=institution-7`],
    ['filter: not checked in', `${console_}?checkedIn=false`],
    ['search: a common name', `${console_}?q=zhang`],
    ['search: one person', `${console_}?q=person-48211`],
    ['search: two words', `${console_}?q=garcia+jose`],
    ['search: Han', `${console_}?q=${encodeURIComponent('王明')}`],
    ['search: a domain', `${console_}?q=@hospital.example`],
    ['search: nobody', `${console_}?q=zzzz`],
    ['API, one page', `${api}?limit=200`],
    ['export CSV, first byte', `${api}.csv`],
    ['export XLSX, first byte', `${api}.xlsx`],
    ['export CSV of a search, first byte', `${api}.csv?q=zhang&sort=name`],
  ];
  const firsts: Figures[] = [];
  for (const [what, path] of visits) {
    const values: number[] = [];
    for (let time = 0; time <= TIMES; time++) {
      const first = await firstByte(url(path), token);
      if (time > 0) values.push(first);
    }
    firsts.push({ what, unit: 'ms', values, goal: GOAL_MS });
  }
  const quick = report(`First byte among ${PEOPLE}, minimum / median / maximum of ${TIMES}`, firsts);

  const memory: Figures[] = [];
  for (const format of ['csv', 'xlsx']) {
    const before = residentMb(pid);
    const most = await peak(pid, () => fetched(url(`${api}.${format}`), token));
    const slow = await peak(pid, () => slowly(url(`${api}.${format}`), token));
    console.log(
      `\n${format}: ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at the most, ${slow.toFixed(0)} MB with a slow reader, ` +
        `${residentMb(pid).toFixed(0)} MB afterwards`,
    );
    const raised = [most - before, slow - before].map((mb) => Math.max(0, mb));
    memory.push({ what: `${format}: raised by`, unit: 'MB', values: raised, goal: GOAL_MB });
  }
  const flat = report(`Resident memory during an export of ${PEOPLE}`, memory);

  const ratios: Record<string, number[]> = { csv: [], xlsx: [] };
  const times: Record<string, number[]> = { csv: [], xlsx: [], copy: [] };
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const format of ['csv', 'xlsx']) {
      const began = performance.now();
      await database.query(COPY(edition.key));
      const copy = performance.now() - began;
      const { whole, content } = await fetched(url(`${api}.${format}`), token);
      if (format === 'csv' && linesIn(content) !== PEOPLE + 1)
        throw new Error(`The file has ${linesIn(content)} lines.`);
      ratios[format]!.push(whole / copy);
      times[format]!.push(whole);
      times['copy']!.push(copy);
    }
  }
  console.log(`\nWhole file of ${PEOPLE} rows, medians of ${PAIRS} pairs`);
  console.log(`  COPY ${median(times['copy']!).toFixed(0)} ms`);
  for (const format of ['csv', 'xlsx']) {
    const ratio = median(ratios[format]!).toFixed(1);
    console.log(`  ${format.toUpperCase()} ${median(times[format]!).toFixed(0)} ms, ${ratio} times COPY`);
  }
  return quick && flat;
}

/** A reader over a bad line: a pause after each piece. */
async function slowly(url: string, token: string): Promise<void> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const reader = answer.body!.getReader();
  while (!(await reader.read()).done) await sleep(5);
}

function linesIn(content: Buffer): number {
  let lines = 0;
  for (const byte of content) if (byte === 10) lines++;
  return lines;
}
