/** The main job with BullMQ on Redis, and what happens when Redis forgets everything or goes away: nothing that matters. */
import { contradictions } from '../support/mail-ledger.js';
import { hasRedis, type RedisServer, startRedis } from '../support/redis-server.js';
import { setStage, type Stage } from '../support/stage.js';
import { eventually } from '../support/until.js';
import { visit, type VisitedEdition, type Visitor } from '../support/visitor.js';

const PEOPLE = 200;
const available = hasRedis();

if (!available) {
  const message = 'There is no redis-server on this machine, so nothing was tested with Redis.';
  if (process.env['CI'] === 'true') {
    it('needs redis-server', () => {
      throw new Error(message);
    });
  } else {
    it.skip(message, () => undefined);
  }
}

(available ? describe : describe.skip)('with the queue on Redis', () => {
  let stage: Stage;
  let redis: RedisServer;
  beforeEach(async () => {
    stage = await setStage();
    redis = await startRedis();
  });
  afterEach(async () => {
    await stage.clear();
    await redis.kill();
  });

  const start = (kind: string) => stage.start({ env: { PROCESS: kind, REDIS_URL: redis.url } });

  /** PEOPLE registered and confirmed, and the reminders under way, slowly. */
  async function fanOut(visitor: Visitor): Promise<VisitedEdition> {
    const edition = await visitor.edition();
    await visitor.registerAll(edition, PEOPLE);
    await stage.sink.waitFor(PEOPLE, 120_000);
    stage.sink.script.delayMs = 60;
    await visitor.remindIn(edition, 2);
    await stage.sink.waitFor(PEOPLE + 40, 60_000);
    return edition;
  }

  async function expectEveryoneHasOne(visitor: Visitor, edition: VisitedEdition): Promise<void> {
    expect(await visitor.settled(edition, 180_000)).toEqual({ sent: 2 * PEOPLE });
    expect(contradictions(await visitor.deliveries(edition), stage.sink)).toEqual([]);
    expect(stage.sink.messages).toHaveLength(2 * PEOPLE);
  }

  it('a web and a worker process: confirmation and reminder', async () => {
    const [web, worker] = await Promise.all([start('web'), start('worker')]);
    const visitor = await visit(web.url);
    expect(await readyAt(web.url)).toMatchObject({ status: 200, body: { status: 'ready', queue: 'redis' } });
    const edition = await visitor.edition();
    expect((await visitor.register(edition, 1)).status).toBe(201);
    const [confirmation] = await stage.sink.waitFor(1, 30_000);
    expect(confirmation!.envelope.to).toEqual(['person-1@example.org']);
    await visitor.remindIn(edition, 2);
    const [, reminder] = await stage.sink.waitFor(2, 30_000);
    expect(reminder!.headers['list-unsubscribe']).toBeDefined();
    expect(await visitor.settled(edition)).toEqual({ sent: 2 });
    expect(await redis.run('EXISTS', 'bull:sweep-deliveries:meta')).toBe(1);
    expect(await worker.stop()).toBe(0);
    expect(await web.stop()).toBe(0);
  }, 120_000);

  it('FLUSHALL in the middle of a fan-out: everybody gets theirs, nobody two', async () => {
    const application = await start('all');
    const visitor = await visit(application.url);
    const edition = await fanOut(visitor);
    await redis.run('FLUSHALL');
    await expectEveryoneHasOne(visitor, edition);
    expect(await application.stop()).toBe(0);
  }, 300_000);

  it('Redis is killed in the middle of a fan-out and comes back empty: the same', async () => {
    const application = await start('all');
    const visitor = await visit(application.url);
    const edition = await fanOut(visitor);
    await redis.kill();
    await eventually(
      () => readyAt(application.url),
      ({ status }) => status === 503,
    );
    await redis.start();
    await expectEveryoneHasOne(visitor, edition);
    expect((await readyAt(application.url)).status).toBe(200);
    expect(await application.stop()).toBe(0);
  }, 300_000);

  it('Redis is away: people register all the same, /readyz says why, and the mails go out when it is back', async () => {
    const application = await start('all');
    const visitor = await visit(application.url);
    const edition = await visitor.edition();
    await visitor.register(edition, 1);
    await stage.sink.waitFor(1, 30_000);
    await redis.kill();
    for (const number of [2, 3, 4]) expect((await visitor.register(edition, number)).status).toBe(201);
    const { status, body } = await eventually(
      () => readyAt(application.url),
      (answer) => answer.status === 503,
    );
    expect({ status, reasons: body.reasons.length }).toEqual({ status: 503, reasons: 1 });
    expect(body.reasons[0]).toMatch(/^queue \(redis\): \S/);
    expect((await fetch(`${application.url}/healthz`)).status).toBe(200);
    expect(stage.sink.messages).toHaveLength(1);

    await redis.start();
    await stage.sink.waitFor(4, 60_000);
    expect(await visitor.settled(edition)).toEqual({ sent: 4 });
    expect(stage.sink.messages).toHaveLength(4);
    expect(await application.stop()).toBe(0);
  }, 240_000);

  it('Redis is away at the start and at the stop: the pages are there, and SIGTERM ends in order', async () => {
    await redis.kill();
    const first = await stage.begin({ REDIS_URL: redis.url });
    const answer = await eventually(
      () => readyAt(first.url),
      ({ status }) => status === 503,
      60_000,
    );
    expect(answer.body.reasons).toEqual([expect.stringMatching(/^queue \(redis\): \S/)]);
    const visitor = await visit(first.url);
    const edition = await visitor.edition();
    expect((await visitor.register(edition, 1)).status).toBe(201);
    const began = performance.now();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);

    const second = await stage.begin({ REDIS_URL: redis.url });
    await eventually(
      () => readyAt(second.url),
      ({ status }) => status === 503,
      60_000,
    );
    await redis.start();
    await stage.sink.waitFor(1, 60_000);
    expect((await readyAt(second.url)).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  }, 240_000);
});

interface Readiness {
  status: string;
  reasons: string[];
  queue: string;
}

async function readyAt(url: string): Promise<{ status: number; body: Readiness }> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: (await response.json()) as Readiness };
}
