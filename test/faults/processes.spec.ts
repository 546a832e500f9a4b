/** Several processes on one data directory. */
import { serverOf, sqlIn } from '../support/embedded-database.js';
import { contradictions, copiesOf } from '../support/mail-ledger.js';
import { setStage, type Stage } from '../support/stage.js';
import { eventually } from '../support/until.js';
import { visit } from '../support/visitor.js';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());

it('web and worker, started at the same moment on an empty folder, share its database', async () => {
  // Without SECRET_KEY, so that they must agree on one by themselves.
  const [web, worker] = await Promise.all([
    stage.start({ env: { PROCESS: 'web', SECRET_KEY: undefined } }),
    stage.start({ env: { PROCESS: 'worker', SECRET_KEY: undefined } }),
  ]);
  const migrations = (web.output() + worker.output()).match(/Migrated: (\w+)/g) ?? [];
  expect(migrations.length).toBeGreaterThan(0);
  expect(new Set(migrations).size).toBe(migrations.length);
  const administrators = await sqlIn<{ count: number }>(
    stage.dataDir,
    `SELECT count(*)::int FROM role_assignment WHERE role = 'administrator'`,
  );
  expect(administrators).toEqual([{ count: 1 }]);

  const visitor = await visit(web.url);
  const edition = await visitor.edition();
  expect((await visitor.register(edition, 1)).status).toBe(201);
  await stage.sink.waitFor(1, 30_000);

  // The web goes on without a worker, and the mail waits for one.
  expect(await worker.stop()).toBe(0);
  expect(worker.output()).toContain('Left the database running');
  expect((await visitor.register(edition, 2)).status).toBe(201);
  const again = await stage.start({ env: { PROCESS: 'worker' } });
  await stage.sink.waitFor(2, 60_000);

  // The worker goes on without the web.
  await visitor.remindIn(edition, 5);
  expect(await web.stop()).toBe(0);
  await stage.sink.waitFor(4, 60_000);
  expect(await serverOf(stage.dataDir)).not.toBeNull();
  expect(await again.stop()).toBe(0);
  expect(await serverOf(stage.dataDir)).toBeNull();
}, 180_000);

describe('a worker that is frozen for longer than its lease', () => {
  const PEOPLE = 40;

  it.each(['onRcpt', 'onData'] as const)(
    'and then goes on, never sends a third mail (frozen at %s)',
    async (where) => {
      const web = await stage.start({ env: { PROCESS: 'web' } });
      const frozen = await stage.start({ env: { PROCESS: 'worker' } });
      const visitor = await visit(web.url);
      const edition = await visitor.edition();
      await visitor.registerAll(edition, PEOPLE);
      await stage.sink.waitFor(PEOPLE, 60_000);

      let held = 0;
      let letGo = () => {};
      const released = new Promise<void>((resolve) => (letGo = resolve));
      stage.sink.script[where] = async () => {
        held += 1;
        await released;
      };
      await visitor.remindIn(edition, 2);
      // One worker's eight jobs of ten: four of them have something to do.
      await eventually(
        () => held,
        (count) => count >= 4,
      );
      process.kill(frozen.pid, 'SIGSTOP');
      delete stage.sink.script[where];

      const other = await stage.start({ env: { PROCESS: 'worker' } });
      // A lease is a minute; nobody can tell a lease that was cut short from one that ran out.
      await sqlIn(
        stage.dataDir,
        `UPDATE delivery SET leased_until = now() - interval '1 second' WHERE state = 'sending'`,
      );
      await eventually(
        () => visitor.summary(edition),
        ({ planned = 0, sending = 0, uncertain = 0 }) => planned + sending === 0 && uncertain === held,
        120_000,
      );
      const doubtful = (await visitor.deliveries(edition)).find(({ state }) => state === 'uncertain')!;
      // The organiser has it sent once more; the frozen worker still holds the first.
      const resent = await visitor.admin<{ id: string }>('POST', `/deliveries/${doubtful.id}/resend`);
      await visitor.settled(edition);
      letGo();
      process.kill(frozen.pid, 'SIGCONT');
      expect(await frozen.stop(30_000)).toBe(0);

      const deliveries = await visitor.deliveries(edition);
      expect(contradictions(deliveries, stage.sink)).toEqual([]);
      expect(deliveries).toHaveLength(2 * PEOPLE + 1);
      const copies = copiesOf(stage.sink);
      expect(copies.get(resent.id)).toBe(1);
      // Each delivery at most once, so at most two mails for whom it was sent again, and one for all others.
      expect(Math.max(...copies.values())).toBe(1);
      expect(await other.stop()).toBe(0);
      expect(await web.stop()).toBe(0);
      expect(await serverOf(stage.dataDir)).toBeNull();
    },
    240_000,
  );
});
