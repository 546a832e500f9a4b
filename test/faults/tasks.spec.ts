/** Long work whose worker is killed, frozen or told to stop: another one goes on, and nothing is done twice or by halves. */
import { type RunningApplication } from '../support/application.js';
import { sqlIn } from '../support/embedded-database.js';
import { setStage, type Stage } from '../support/stage.js';
import { eventually } from '../support/until.js';
import { visit, type VisitedEdition, type Visitor } from '../support/visitor.js';

const PEOPLE = 2_000;
/** So many that a worker which has begun is still at it when it is told to stop or frozen, however fast the machine is. */
const MANY = 12_000;
const LIMIT_MS = 240_000;

interface Task {
  id: string;
  state: string;
  done: number;
  total: number;
  counts: Record<string, number>;
}

let stage: Stage;
let web: RunningApplication;
let visitor: Visitor;
let edition: VisitedEdition;
beforeEach(async () => {
  stage = await setStage();
  web = await stage.start({ env: { PROCESS: 'web' } });
  visitor = await visit(web.url);
  edition = await visitor.edition();
}, 120_000);
afterEach(() => stage.clear());

const aWorker = () => stage.start({ env: { PROCESS: 'worker' } });

/** People whose rows are good, and every hundredth that is not. */
const rowsOf = (people: number) =>
  Array.from({ length: people }, (_, index) =>
    index % 100 === 99 ? `nonsense ${index},Nobody` : `person-${index}@example.org,Person ${index}`,
  );
const goodOf = (rows: readonly string[]) =>
  rows.filter((row) => row.startsWith('person')).map((row) => row.split(',')[0]!);
const ROWS = rowsOf(PEOPLE);
const GOOD = goodOf(ROWS);

const begin = (rows: readonly string[], mode: string) =>
  visitor.admin<Task>('POST', `/editions/${edition.key}/registrations/import`, {
    csv: `email,name\n${rows.join('\n')}\n`,
    mode,
  });
const look = ({ id }: Task) => visitor.admin<Task>('GET', `/tasks/${id}`);
const until = (task: Task, isThere: (now: Task) => boolean, withinMs = 60_000) =>
  eventually(() => look(task), isThere, withinMs);
const registered = async () =>
  (
    await sqlIn<{ email: string }>(
      stage.dataDir,
      `SELECT r.email FROM registration r JOIN edition e ON e.id = r.edition_id WHERE e.key = '${edition.key}' ORDER BY r.sequence`,
    )
  ).map(({ email }) => email);

/** Everybody once, in the order of the file, with one mail each; and the counters say the same. */
async function expectComplete(emails: readonly string[]): Promise<void> {
  expect(await registered()).toEqual(emails);
  const [counts] = await sqlIn(
    stage.dataDir,
    `SELECT (SELECT count(*)::int FROM delivery d WHERE d.edition_id = e.id AND d.kind = 'confirmation') AS mails,
       (SELECT count(DISTINCT registration_id)::int FROM delivery d WHERE d.edition_id = e.id) AS people,
       (SELECT sum(taken)::int FROM category c WHERE c.edition_id = e.id) AS taken
     FROM edition e WHERE e.key = '${edition.key}'`,
  );
  expect(counts).toEqual({ mails: emails.length, people: emails.length, taken: emails.length });
}

it(
  'SIGKILL in the middle of an import: another worker goes on within twenty seconds, and nobody is registered twice',
  async () => {
    const first = await aWorker();
    const task = await begin(ROWS, 'skip-bad-rows');
    await until(task, ({ done }) => done > 0);
    await first.kill();
    const killedAt = performance.now();
    const { state, done } = await look(task);
    expect([state, done > 0 && done < PEOPLE]).toEqual(['running', true]);
    // Whole lots only: what is there is what is said to be done.
    const rows = (await registered()).length;
    expect(rows).toBe(ROWS.slice(0, done).filter((row) => row.startsWith('person')).length);

    const second = await aWorker();
    await until(task, (now) => now.done > done, 30_000);
    const tookOver = performance.now() - killedAt;
    expect(tookOver).toBeLessThan(25_000);
    process.stdout.write(`Taken over ${(tookOver / 1000).toFixed(1)} s after SIGKILL at ${done} of ${PEOPLE}.\n`);
    const over = await until(task, (now) => now.state !== 'running' && now.state !== 'waiting');
    expect(over).toMatchObject({
      state: 'done',
      done: PEOPLE,
      total: PEOPLE,
      counts: { confirmed: GOOD.length, refused: PEOPLE - GOOD.length },
    });
    await expectComplete(GOOD);
    expect(await second.stop()).toBe(0);
  },
  LIMIT_MS,
);

it(
  'SIGKILL in the middle of all or nothing leaves nothing, and whoever takes over does all of it',
  async () => {
    const first = await aWorker();
    const rows = ROWS.filter((row) => row.startsWith('person'));
    const task = await begin(rows, 'all-or-nothing');
    await until(task, ({ done }) => done > 0);
    await first.kill();
    expect(await registered()).toEqual([]);
    await aWorker();
    const over = await until(task, ({ state }) => state !== 'running' && state !== 'waiting', 90_000);
    expect(over).toMatchObject({ state: 'done', done: rows.length, counts: { confirmed: rows.length, refused: 0 } });
    await expectComplete(GOOD);
  },
  LIMIT_MS,
);

it(
  'a worker that is told to stop hands its work on at once, and one that was frozen does nothing more',
  async () => {
    const first = await aWorker();
    const rows = rowsOf(MANY);
    const good = goodOf(rows);
    const task = await begin(rows, 'skip-bad-rows');
    await until(task, (now) => now.done > 0);
    const second = await aWorker();
    expect(await first.stop()).toBe(0);
    const stoppedAt = performance.now();
    const { done } = await look(task);
    await until(task, (now) => now.done > done);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);

    process.kill(second.pid, 'SIGSTOP');
    const frozen = await look(task);
    const third = await aWorker();
    // A lease is fifteen seconds; nobody can tell a lease that was cut short from one that ran out.
    await sqlIn(
      stage.dataDir,
      `UPDATE task SET leased_until = now() - interval '1 second' WHERE id = '${task.id}' AND state = 'running'`,
    );
    await until(task, ({ state }) => state === 'done');
    process.kill(second.pid, 'SIGCONT');
    expect(frozen.state).toBe('running');
    expect(await second.stop()).toBe(0);
    expect(await look(task)).toMatchObject({ state: 'done', done: MANY, counts: { confirmed: good.length } });
    await expectComplete(good);
    expect(await third.stop()).toBe(0);
  },
  LIMIT_MS,
);
