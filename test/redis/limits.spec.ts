/** Limits against guessing, counted on Redis: shared by processes, and shut while Redis is away. */
import { ADMIN } from '../support/application.js';
import { hasRedis, type RedisServer, startRedis } from '../support/redis-server.js';
import { setStage, type Stage } from '../support/stage.js';

// `redis.spec.ts` says aloud when there is none, and fails in CI.
(hasRedis() ? describe : describe.skip)('limits on Redis', () => {
  let stage: Stage;
  let redis: RedisServer;
  beforeAll(async () => {
    stage = await setStage();
    redis = await startRedis();
  });
  afterAll(async () => {
    await stage.clear();
    await redis.kill();
  });

  const signIn = async (url: string, email: string, password: string) => {
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    await answer.arrayBuffer();
    return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after')) };
  };

  it('hold across two processes; nobody gets in while they cannot be counted', async () => {
    const start = () => stage.start({ env: { PROCESS: 'web', REDIS_URL: redis.url } });
    const [one, other] = [await start(), await start()];
    const answers = [];
    for (let guess = 0; guess < 12; guess++) {
      answers.push(await signIn([one, other][guess % 2]!.url, 'somebody@example.org', `wrong-${guess}`));
    }
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect(answers[11]!.retryAfter).toBeGreaterThan(800);
    expect(answers[11]!.retryAfter).toBeLessThanOrEqual(900);
    expect((await signIn(one.url, ADMIN.email, ADMIN.password)).status).toBe(204);

    await redis.kill();
    const shut = await signIn(one.url, ADMIN.email, ADMIN.password);
    expect(shut.status).toBe(503);
    await redis.start();
    const deadline = Date.now() + 20_000;
    let back = await signIn(one.url, ADMIN.email, ADMIN.password);
    while (back.status !== 204 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      back = await signIn(one.url, ADMIN.email, ADMIN.password);
    }
    expect(back.status).toBe(204);
  }, 120_000);
});
