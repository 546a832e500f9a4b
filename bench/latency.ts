/**
 * How long a mail takes when there is nothing else to do, on either backend of the queue: from the answer to a registration to the end of
 * DATA at the mail server, and from a reminder's due time to the same. Minimum / median / maximum of 20 each.
 * Needs a build; without redis-server only PostgreSQL is measured.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { hasRedis, startRedis } from '../test/support/redis-server.js';
import { numbersFrom, setStage } from '../test/support/stage.js';
import { visit } from '../test/support/visitor.js';
import { type Figures, report } from './figures.js';

const TIMES = 20;
const CONFIRMATION_WITHIN_MS = 1_000;
const REMINDER_WITHIN_MS = 2_000;

async function measure(name: string, redisUrl: string | undefined): Promise<Figures[]> {
  const stage = await setStage();
  try {
    const application = await stage.start({ env: { REDIS_URL: redisUrl, LOG_LEVEL: 'warn' } });
    const visitor = await visit(application.url);
    const random = numbersFrom(1);
    const confirmations: number[] = [];
    const dues: { address: string; due: Date }[] = [];

    for (let number = 1; number <= TIMES; number++) {
      // At any fraction of a second, so that no edition keeps step with a timer.
      const edition = await visitor.edition(Math.floor(random() * 1000));
      await sleep(500 + random() * 1_000);
      const { status } = await visitor.register(edition, number);
      const answered = Date.now();
      if (status !== 201) throw new Error(`Registration: ${status}`);
      const mails = await stage.sink.waitFor(number, 30_000);
      confirmations.push(mails.at(-1)!.receivedAt.getTime() - answered);
      dues.push({ address: `person-${number}@example.org`, due: await visitor.remindIn(edition, 60) });
    }
    const mails = (await stage.sink.waitFor(2 * TIMES, 180_000)).slice(TIMES);
    const reminders = dues.map(({ address, due }) => {
      const mail = mails.find(({ envelope }) => envelope.to[0] === address)!;
      return mail.receivedAt.getTime() - due.getTime();
    });
    await application.stop();
    return [
      {
        what: `${name}: confirmation after the answer`,
        unit: 'ms',
        values: confirmations,
        goal: CONFIRMATION_WITHIN_MS,
      },
      { what: `${name}: reminder after its due time`, unit: 'ms', values: reminders, goal: REMINDER_WITHIN_MS },
    ];
  } finally {
    await stage.clear();
  }
}

const figures = await measure('PostgreSQL', undefined);
if (hasRedis()) {
  const redis = await startRedis();
  try {
    figures.push(...(await measure('Redis', redis.url)));
  } finally {
    await redis.kill();
  }
}
if (!report(`Mails when idle, minimum / median / maximum of ${TIMES}`, figures)) process.exitCode = 1;
