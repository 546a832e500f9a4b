/** Long work: who has it, how far it is, and what a kill, a cancel or an error does to it. A toy kind writes numbers into a table. */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { DomainError } from '../../src/kernel/domain-error.js';
import { Database } from '../../src/platform/database/database.js';
import { FileStore } from '../../src/platform/files/file-store.js';
import { newId } from '../../src/platform/ids.js';
import { JobQueue } from '../../src/platform/queue/job-queue.js';
import { type TaskContext, TaskRefused, type TaskResult, type TaskStopped } from '../../src/platform/tasks/task.js';
import { TaskFiles } from '../../src/platform/tasks/task-files.js';
import { TaskRegistry } from '../../src/platform/tasks/task-registry.js';
import { TaskRunner } from '../../src/platform/tasks/task-runner.js';
import { Tasks } from '../../src/platform/tasks/tasks.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

class NoSuchToy extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-such-toy';
}

const ToyInput = z.object({ script: z.string(), file: z.object({ id: z.string() }).optional() });

describe('long work', () => {
  let application: TestApplication;
  let accountId: string;
  /** What the toy does, by the name in its input. */
  const scripts: Record<string, (context: TaskContext) => Promise<TaskResult>> = {};

  beforeAll(async () => {
    application = await startTestApplication();
    await application.sql('CREATE TABLE toy (task uuid NOT NULL, number integer NOT NULL)');
    [{ id: accountId }] = (await application.sql<{ id: string }>('SELECT id FROM account LIMIT 1')) as [{ id: string }];
    registerToy(application);
  });
  afterAll(() => application.stop());

  const registerToy = (where: TestApplication) =>
    where.get(TaskRegistry).register({
      kind: 'toy',
      input: ToyInput,
      run: (context, { script }) => scripts[script]!(context),
    });
  /** Another worker on the same database. */
  const aRunner = () => {
    const [database, registry] = [application.get(Database), application.get(TaskRegistry)];
    return new TaskRunner(database, registry, application.get(FileStore), application.get(JobQueue));
  };
  const start = (script: string, run: (context: TaskContext) => Promise<TaskResult>, input: object = {}) => {
    scripts[script] = run;
    const task = { kind: 'toy', accountId, input: { ...input, script } };
    return application.get(Database).transaction((tx) => application.get(Tasks).start(tx, task));
  };
  const standing = async (id: string) => {
    const { state, done, total, result, error } = await application.get(Tasks).byId(id);
    return { state, done, total, result, error };
  };
  const numbers = async (id: string) =>
    (await application.sql<{ number: number }>('SELECT number FROM toy WHERE task = $1 ORDER BY number', [id])).map(
      (row) => row.number,
    );
  /** One number a step, from where the last run came to. */
  const count = async (context: TaskContext, to: number, before?: (number: number) => Promise<void>) => {
    const { task } = context;
    for (let number = Number(task.progress['next'] ?? 1); number <= to; number++) {
      await before?.(number);
      await context.commit(async (tx) => {
        await tx.query('INSERT INTO toy (task, number) VALUES ($1, $2)', [task.id, number]);
        return { done: number, total: to, progress: { next: number + 1 } };
      });
    }
    return { counts: { numbers: to } };
  };
  const expire = (id: string) =>
    application.sql(`UPDATE task SET leased_until = clock_timestamp() - interval '1 second' WHERE id = $1`, [id]);

  it('goes from step to step to its end, and keeps the file that its result names', async () => {
    const seen: unknown[] = [];
    let thrown = '';
    const id = await start('to the end', async (context) => {
      seen.push(await standing(context.task.id));
      await count(context, 3);
      seen.push(await standing(context.task.id));
      thrown = (await context.keep('not named.txt', 'text/plain', Readable.from([Buffer.from('b')]))).id;
      return { file: await context.keep('toys.txt', 'text/plain', Readable.from([Buffer.from('toys')])) };
    });
    expect(await standing(id)).toEqual({ state: 'waiting', done: 0, total: null, result: null, error: null });
    await aRunner().run(id);
    expect(seen).toEqual([
      { state: 'running', done: 0, total: null, result: null, error: null },
      { state: 'running', done: 3, total: 3, result: null, error: null },
    ]);
    const { result, ...rest } = await standing(id);
    expect(rest).toEqual({ state: 'done', done: 3, total: 3, error: null });
    expect(result).toEqual({
      file: { id: expect.any(String) as string, name: 'toys.txt', mediaType: 'text/plain', size: 4 },
    });
    expect(await text(await application.get(FileStore).read(result!.file!.id))).toBe('toys');
    await expect(application.get(FileStore).read(thrown)).rejects.toThrow('does not exist');
    expect(await numbers(id)).toEqual([1, 2, 3]);
  });

  it('is run by one of several who are woken, and by nobody when it is over', async () => {
    let runs = 0;
    const id = await start('one of several', (context) => {
      runs++;
      return count(context, 2);
    });
    await Promise.all([1, 2, 3, 4].map(() => aRunner().run(id)));
    await aRunner().run(id);
    expect([runs, await numbers(id)]).toEqual([1, [1, 2]]);
  });

  it('is taken over where it came to, and whoever wakes up too late does nothing more', async () => {
    let letGo = () => {};
    const frozen = new Promise<void>((resolve) => (letGo = resolve));
    let reached = () => {};
    const stuck = new Promise<void>((resolve) => (reached = resolve));
    let runs = 0;
    const ends: unknown[] = [];
    const id = await start('taken over', async (context) => {
      const isFirst = ++runs === 1;
      try {
        return await count(context, 5, async (number) => {
          if (!isFirst || number < 3) return;
          reached();
          await frozen;
        });
      } catch (error) {
        ends.push((error as TaskStopped).why);
        throw error;
      }
    });
    const first = aRunner().run(id);
    await stuck;
    await aRunner().run(id);
    expect(runs).toBe(1);
    await expire(id);
    await aRunner().run(id);
    expect(await standing(id)).toMatchObject({ state: 'done', done: 5, total: 5 });
    letGo();
    await first;
    expect([runs, ends, await numbers(id)]).toEqual([2, ['taken-over'], [1, 2, 3, 4, 5]]);
    expect(await standing(id)).toMatchObject({ state: 'done', result: { counts: { numbers: 5 } } });
  });

  it('keeps its lease while it says nothing', async () => {
    let letGo = () => {};
    const busy = new Promise<void>((resolve) => (letGo = resolve));
    const id = await start('silent', async () => {
      await busy;
      return {};
    });
    const running = aRunner().run(id);
    const until = async () =>
      (await application.sql<{ until: Date }>('SELECT leased_until AS until FROM task WHERE id = $1', [id]))[0]!.until;
    const first = await eventually(until, (lease) => lease !== null);
    await eventually(until, (lease) => lease.getTime() >= first.getTime() + 4_000, 8_000);
    letGo();
    await running;
    expect(await standing(id)).toMatchObject({ state: 'done' });
  });

  const cancel = (id: string) => application.get(Database).transaction((tx) => application.get(Tasks).cancel(tx, id));

  it.each([
    { title: 'before it has begun', begun: false, held: false },
    { title: 'while it is held', begun: false, held: true },
    { title: 'at its next step', begun: true, held: false },
  ])('is cancelled $title', async ({ begun, held }) => {
    const tasks = application.get(Tasks);
    const task = { kind: 'toy', accountId, input: { script: 'cancelled' } };
    scripts['cancelled'] = (context) =>
      count(context, 9, async (number) => {
        if (number === 4) await cancel(context.task.id);
      });
    const id = await application
      .get(Database)
      .transaction((tx) => (held ? tasks.hold(tx, task) : tasks.start(tx, task)));
    if (!begun) await cancel(id);
    await aRunner().run(id);
    // The step that was under way is done.
    expect(await numbers(id)).toEqual(begun ? [1, 2, 3, 4] : []);
    expect(await standing(id)).toMatchObject({ state: 'cancelled', done: begun ? 4 : 0, result: null, error: null });
    await cancel(id);
    expect((await tasks.byId(id)).finishedAt).toEqual(expect.any(Date));
  });

  it('that was to be cancelled when its worker died ends without another run', async () => {
    let runs = 0;
    const id = await start('dead and cancelled', () => Promise.resolve({ counts: { runs: ++runs } }));
    await application.sql(
      `UPDATE task SET state = 'running', attempts = 5, leased_until = now() - interval '1 s', cancel_requested_at = now() WHERE id = $1`,
      [id],
    );
    await aRunner().sweep();
    await aRunner().run(id);
    expect([runs, (await standing(id)).state]).toEqual([0, 'cancelled']);
  });

  it('is tried again after an error of ours, five times, and then says where to ask', async () => {
    let runs = 0;
    const id = await start('broken', async (context) => {
      runs++;
      await context.keep('half.txt', 'text/plain', Readable.from([Buffer.from('x')]));
      throw new Error('secret detail');
    });
    for (let attempt = 1; attempt < 5; attempt++) {
      await aRunner().run(id);
      expect(await standing(id)).toMatchObject({ state: 'waiting', error: null });
      // Not at once.
      await aRunner().run(id);
      expect(runs).toBe(attempt);
      await expire(id);
    }
    await aRunner().run(id);
    const { state, error } = await standing(id);
    expect([runs, state, error?.code]).toEqual([5, 'failed', 'unexpected']);
    expect(error?.message).toContain(id);
    expect(error?.message).not.toContain('secret');
  });

  it('has failed when five workers have died of it', async () => {
    const id = await start('deadly', () => Promise.resolve({}));
    await application.sql(
      `UPDATE task SET state = 'running', attempts = 5, leased_until = now() - interval '1 s' WHERE id = $1`,
      [id],
    );
    await aRunner().run(id);
    expect(await standing(id)).toMatchObject({ state: 'running' });
    await aRunner().sweep();
    expect(await standing(id)).toMatchObject({ state: 'failed', error: { code: 'broken-off' } });
  });

  it('fails at once for a reason of the domain, and may have something to show', async () => {
    const plain = await start('refused', () => Promise.reject(new NoSuchToy('There is no such toy.')));
    await aRunner().run(plain);
    expect(await standing(plain)).toMatchObject({
      state: 'failed',
      error: { code: 'no-such-toy', message: 'There is no such toy.' },
    });
    const showing = await start('refused with a list', async (context) => {
      const errors = await context.keep('errors.txt', 'text/plain', Readable.from([Buffer.from('these')]));
      throw new TaskRefused('bad-toys', 'Some toys are bad.', { errors });
    });
    await aRunner().run(showing);
    const { state, result, error } = await standing(showing);
    expect([state, error]).toEqual(['failed', { code: 'bad-toys', message: 'Some toys are bad.' }]);
    expect(await text(await application.get(FileStore).read(result!.errors!.id))).toBe('these');
  });

  it('is given back when its process ends, for another to go on with at once', async () => {
    const runner = aRunner();
    const id = await start('given back', (context) =>
      count(context, 4, async (number) => {
        if (number === 3) runner.stop();
        await Promise.resolve();
      }),
    );
    await runner.run(id);
    expect([await standing(id), await numbers(id)]).toEqual([
      { state: 'waiting', done: 2, total: 4, result: null, error: null },
      [1, 2],
    ]);
    await runner.run(id);
    expect(await standing(id)).toMatchObject({ state: 'waiting' });
    await aRunner().run(id);
    expect(await standing(id)).toMatchObject({ state: 'done', done: 4 });
    const [row] = await application.sql('SELECT attempts FROM task WHERE id = $1', [id]);
    expect([row, await numbers(id)]).toEqual([{ attempts: 1 }, [1, 2, 3, 4]]);
  });

  it('writes nothing of a step that fails', async () => {
    const id = await start('half a step', async (context) => {
      await count(context, 2);
      await context.commit(async (tx) => {
        await tx.query('INSERT INTO toy (task, number) VALUES ($1, 3)', [id]);
        throw new NoSuchToy('There is no third toy.');
      });
      return {};
    });
    await aRunner().run(id);
    expect([await numbers(id), await standing(id)]).toEqual([
      [1, 2],
      expect.objectContaining({ state: 'failed', done: 2 }),
    ]);
  });

  it('of a kind that this version does not know waits for one that does', async () => {
    const id = await application
      .get(Database)
      .transaction((tx) => application.get(Tasks).start(tx, { kind: 'of tomorrow', accountId, input: {} }));
    await aRunner().run(id);
    const [row] = await application.sql('SELECT state, attempts FROM task WHERE id = $1', [id]);
    expect(row).toEqual({ state: 'waiting', attempts: 0 });
    await cancel(id);
  });

  it('that is held begins when it is released, once, and with its final input', async () => {
    const tasks = application.get(Tasks);
    const database = application.get(Database);
    scripts['held'] = () => Promise.resolve({ counts: { held: 1 } });
    const id = await database.transaction((tx) => tasks.hold(tx, { kind: 'toy', accountId, input: {} }));
    await aRunner().run(id);
    expect(await tasks.byId(id)).toMatchObject({ state: 'waiting', isHeld: true });
    const release = () => database.transaction((tx) => tasks.release(tx, id, { script: 'held' }));
    expect([await release(), await release()]).toEqual([true, false]);
    await aRunner().run(id);
    expect(await tasks.byId(id)).toMatchObject({ state: 'done', isHeld: false, result: { counts: { held: 1 } } });
  });

  it('is forgotten a week after its end, or a day after it was prepared, with its files', async () => {
    const store = application.get(FileStore);
    const given = { id: newId() };
    await store.write(given.id, Readable.from([Buffer.from('given')]), 100);
    const id = await start(
      'forgotten',
      async (context) => ({ file: await context.keep('a.txt', 'text/plain', Readable.from([Buffer.from('made')])) }),
      { file: given },
    );
    await aRunner().run(id);
    const made = (await standing(id)).result!.file!.id;
    const prepared = { id: newId() };
    await store.write(prepared.id, Readable.from([Buffer.from('prepared')]), 100);
    const held = await application
      .get(Database)
      .transaction((tx) => application.get(Tasks).hold(tx, { kind: 'toy', accountId, input: { file: prepared } }));
    const inDays = async (days: number) => {
      application.setNow(new Date(Date.now() + days * 86_400_000));
      await application.get(TaskFiles).prune();
      application.setNow(null);
      const readable = async (file: string) =>
        store.read(file).then(
          (content) => (content.destroy(), true),
          () => false,
        );
      return Promise.all([given.id, made, prepared.id].map(readable));
    };
    expect(await inDays(0.9)).toEqual([true, true, true]);
    expect(await inDays(1.1)).toEqual([true, true, false]);
    await expect(standing(held)).rejects.toThrow('does not exist');
    expect(await inDays(6.9)).toEqual([true, true, false]);
    expect(await inDays(7.1)).toEqual([false, false, false]);
    await expect(standing(id)).rejects.toThrow('does not exist');
  });

  describe('in a worker', () => {
    let worker: TestApplication;
    beforeAll(async () => {
      worker = await startTestApplication({ process: 'worker', beside: application });
      registerToy(worker);
    });
    afterAll(() => worker.stop());

    it('begins when it is started', async () => {
      const id = await start('by a job', (context) => count(context, 3));
      await eventually(
        () => standing(id),
        ({ state }) => state === 'done',
        5_000,
      );
      expect(await numbers(id)).toEqual([1, 2, 3]);
    });

    it('is found by the sweep when its job was lost, and when its worker has died', async () => {
      scripts['swept'] = (context) => count(context, 4);
      const insert = async (more: string) => {
        const id = newId();
        await application.sql(
          `INSERT INTO task (id, kind, account_id, input, state, created_at) VALUES ($1, 'toy', $2, '{"script": "swept"}', 'waiting', now())`,
          [id, accountId],
        );
        await application.sql(`UPDATE task SET ${more} WHERE id = $1`, [id]);
        return id;
      };
      const lost = await insert('attempts = 0');
      const dead = await insert(
        `state = 'running', attempts = 1, leased_until = now() - interval '1 s', done = 2, progress = '{"next": 3}'`,
      );
      for (const id of [lost, dead]) {
        await eventually(
          () => standing(id),
          ({ state }) => state === 'done',
          10_000,
        );
      }
      expect([await numbers(lost), await numbers(dead)]).toEqual([
        [1, 2, 3, 4],
        [3, 4],
      ]);
    });
  });
});
