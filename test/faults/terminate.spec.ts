/** SIGTERM while mails go out and requests come in: nothing is cut, nothing is half-sent, and the next start sends the rest. */
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverOf } from '../support/embedded-database.js';
import { contradictions } from '../support/mail-ledger.js';
import { setStage, type Stage } from '../support/stage.js';
import { eventually } from '../support/until.js';
import { visit, type VisitedEdition } from '../support/visitor.js';

const PEOPLE = 300;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());

it('SIGTERM during a fan-out and during requests', async () => {
  const first = await stage.start();
  const visitor = await visit(first.url);
  const edition = await visitor.edition();
  await visitor.registerAll(edition, PEOPLE);
  await stage.sink.waitFor(PEOPLE, 120_000);
  stage.sink.script.delayMs = 150;
  await visitor.remindIn(edition, 2);
  await stage.sink.waitFor(PEOPLE + 40, 60_000);

  // The server has the headers and waits for the rest of the body when the signal comes.
  const slow = await Promise.all(
    Array.from({ length: 10 }, (_, index) => beginRegistration(first.url, edition, 1000 + index)),
  );
  await sleep(200);
  const began = performance.now();
  const stopped = first.stop(20_000);
  const busy = registerUntilClosed(visitor, edition);
  await sleep(300);
  const answers = await Promise.all(slow.map((finish) => finish()));
  const { accepted, odd } = await busy;
  const code = await stopped;
  const took = performance.now() - began;

  expect(answers).toEqual(slow.map(() => 201));
  expect(odd).toEqual([]);
  expect(code).toBe(0);
  expect(took).toBeLessThan(10_000);
  expect(await serverOf(stage.dataDir)).toBeNull();
  expect(first.output()).not.toMatch(/"level":(50|60)/);

  stage.sink.script.delayMs = 0;
  const second = await stage.start({ port: first.port });
  const counts = await visitor.settled(edition, 120_000);
  const people = PEOPLE + slow.length + accepted;
  expect(counts).toEqual({ sent: 2 * people });
  expect(contradictions(await visitor.deliveries(edition), stage.sink)).toEqual([]);
  expect(stage.sink.messages).toHaveLength(2 * people);
  expect(await second.stop()).toBe(0);
}, 240_000);

it('SIGTERM while it is still starting: it ends in order all the same', async () => {
  const starting = await stage.begin();
  await eventually(
    () => starting.output(),
    (output) => output.includes('Started the database'),
    60_000,
  );
  starting.child.kill('SIGTERM');
  expect(await starting.ended).toBe(0);
  expect(await serverOf(stage.dataDir)).toBeNull();
}, 120_000);

/** Sends the headers and half of the body. @returns what sends the rest and reads the status. */
async function beginRegistration(
  url: string,
  { key, category }: VisitedEdition,
  number: number,
): Promise<() => Promise<number>> {
  const body = JSON.stringify({
    category,
    email: `person-${number}@example.org`,
    name: `Person ${number}`,
    locale: 'en',
    consent: true,
  });
  const request = http.request(`${url}/api/v1/editions/${key}/registrations`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
  answered.catch(() => undefined); // told by whoever awaits it
  request.write(body.slice(0, 20));
  await once(request, 'socket');
  return async () => {
    request.end(body.slice(20));
    const [response] = await answered;
    response.resume();
    return response.statusCode ?? 0;
  };
}

/** One request after the other, each on a connection of its own, until nobody listens any more. */
async function registerUntilClosed(
  visitor: { url: string },
  edition: VisitedEdition,
): Promise<{ accepted: number; odd: string[] }> {
  let accepted = 0;
  const odd: string[] = [];
  for (let number = 2000; ; number++) {
    try {
      const status = await (await beginRegistration(visitor.url, edition, number))();
      if (status === 201) accepted += 1;
      else if (status !== 503) odd.push(`answer ${status}`);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      // A connection that the server never accepted is reset when it stops listening.
      if (code !== 'ECONNREFUSED' && code !== 'ECONNRESET') odd.push(String(error));
      return { accepted, odd };
    }
  }
}
