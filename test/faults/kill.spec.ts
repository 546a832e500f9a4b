/**
 * The whole process dies without a word while 300 reminders go out. Nobody may have two; everybody has one, or is listed as uncertain.
 * FAULT_SEEDS=3,4,5 runs other kill points.
 */
import { serverOf } from '../support/embedded-database.js';
import { addressesWithTwo, contradictions, copiesOf } from '../support/mail-ledger.js';
import { numbersFrom, setStage, type Stage } from '../support/stage.js';
import { eventually } from '../support/until.js';
import { visit } from '../support/visitor.js';

const PEOPLE = 300;
const SEEDS = (process.env['FAULT_SEEDS'] ?? '1').split(',').map(Number);
const LIMIT_MS = 400_000;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());

describe.each(SEEDS)('SIGKILL, seed %i', (seed) => {
  it(
    'in the middle of a fan-out, three times, once together with the database',
    async () => {
      const random = numbersFrom(seed);
      let application = await stage.start();
      const { port } = application;
      const visitor = await visit(application.url);
      const edition = await visitor.edition();
      await visitor.registerAll(edition, PEOPLE);
      await stage.sink.waitFor(PEOPLE, 120_000);
      stage.sink.script.delayMs = 40;
      await visitor.remindIn(edition, 2);

      const points = [0, 1, 2].map((third) => Math.floor(10 + (third + random()) * 80));
      const withDatabase = Math.floor(random() * points.length);
      for (const [index, point] of points.entries()) {
        await stage.sink.waitFor(PEOPLE + point, 120_000);
        await application.kill();
        const orphan = await serverOf(stage.dataDir);
        expect(orphan).not.toBeNull();
        if (index === withDatabase) process.kill(orphan!, 'SIGKILL');
        application = await stage.start({ port });
        if (index !== withDatabase) expect(application.output()).toContain('Attached to the running database');
      }

      const counts = await visitor.settled(edition, 180_000);
      const reminders = await visitor.deliveries(edition, 'reminder');
      expect(contradictions(await visitor.deliveries(edition), stage.sink)).toEqual([]);
      expect(addressesWithTwo(reminders, stage.sink)).toEqual([]);
      expect(reminders).toHaveLength(PEOPLE);
      expect(new Set(reminders.map(({ registration }) => registration)).size).toBe(PEOPLE);
      expect((counts['sent'] ?? 0) + (counts['uncertain'] ?? 0)).toBe(2 * PEOPLE);
      // At the most what the workers had in their hands at each kill.
      expect(counts['uncertain'] ?? 0).toBeLessThanOrEqual(8 * points.length);
      expect(await application.stop()).toBe(0);
      expect(await serverOf(stage.dataDir)).toBeNull();
    },
    LIMIT_MS,
  );
});

it(
  'SIGKILL between the final dot and the record: those mails are uncertain, arrived once, and are not sent again',
  async () => {
    const first = await stage.start();
    const visitor = await visit(first.url);
    const edition = await visitor.edition();
    await visitor.registerAll(edition, PEOPLE);
    await stage.sink.waitFor(PEOPLE, 120_000);
    await visitor.remindIn(edition, 2);
    await stage.sink.waitFor(PEOPLE + 50, 60_000);

    let held = 0;
    let letGo = () => {};
    const released = new Promise<void>((resolve) => (letGo = resolve));
    stage.sink.script.onData = async () => {
      held += 1;
      await released;
    };
    await eventually(
      () => held,
      (count) => count >= 8,
    );
    await first.kill();
    letGo();
    delete stage.sink.script.onData;
    const second = await stage.start({ port: first.port });

    const counts = await visitor.settled(edition, 180_000);
    const reminders = await visitor.deliveries(edition, 'reminder');
    const uncertain = reminders.filter(({ state }) => state === 'uncertain');
    expect(contradictions(reminders, stage.sink)).toEqual([]);
    expect(addressesWithTwo(reminders, stage.sink)).toEqual([]);
    expect(uncertain).toHaveLength(held);
    const copies = copiesOf(stage.sink);
    expect(uncertain.map(({ id }) => copies.get(id))).toEqual(uncertain.map(() => 1));
    expect(uncertain.every(({ reason }) => /may have been delivered/.test(reason ?? ''))).toBe(true);
    expect(counts).toEqual({ sent: 2 * PEOPLE - held, uncertain: held });
    expect(await second.stop()).toBe(0);
  },
  LIMIT_MS,
);
