import { EditionsService } from '../../src/features/editions/index.js';
import { OutboxService, SweepService } from '../../src/features/messaging/index.js';
import { RegistrationService } from '../../src/features/registration/index.js';
import { anEdition, type BuiltEdition, END } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { SmtpError } from '../support/mail-sink.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('outbox', () => {
  let application: TestApplication;
  let outbox: OutboxService;
  let edition: BuiltEdition;
  beforeAll(async () => {
    application = await startTestApplication();
    outbox = application.get(OutboxService);
    edition = await anEdition(application);
  });
  afterAll(() => application.stop());
  afterEach(() => {
    application.setNow(null);
    application.sink.script = {};
    application.sink.messages.length = 0;
  });

  /** A planned confirmation, or the reminder of the same registration, that is due now. */
  const due = async (kind: 'confirmation' | 'reminder' = 'confirmation', of: BuiltEdition = edition, more = {}) => {
    const { id: registration } = await aRegistration(application, of, more);
    const [row] = await application.sql<{ id: string }>(
      'UPDATE delivery SET due_at = now() WHERE registration_id = $1 AND kind = $2 RETURNING id',
      [registration, kind],
    );
    return { id: row!.id, registration };
  };
  const row = async (id: string) => {
    const [found] = await application.sql(
      'SELECT state, attempts, reason, response, leased_until, sent_at IS NOT NULL AS sent FROM delivery WHERE id = $1',
      [id],
    );
    return found as { state: string; attempts: number; reason: string | null; response: string | null; sent: boolean };
  };
  const becomeDue = (id: string) => application.sql('UPDATE delivery SET due_at = now() WHERE id = $1', [id]);

  it('records what the server has said to a mail that it has taken', async () => {
    const { id } = await due();
    await outbox.deliver([id]);
    const [mail] = application.sink.messages;
    expect(mail!.deliveryId).toBe(id);
    expect(await row(id)).toEqual({
      state: 'sent',
      attempts: 1,
      reason: null,
      response: expect.stringMatching(/^250 /) as string,
      leased_until: null,
      sent: true,
    });
  });

  it.each(['onRcpt', 'onData'] as const)(
    'tries again after a 4xx (%s): one mail, by the same Message-ID',
    async (stage) => {
      const { id } = await due();
      const offered: string[] = [];
      application.sink.script = {
        onRcpt: () => (stage === 'onRcpt' ? new SmtpError(450, 'Greylisted') : undefined),
        onData: ({ messageId }) => {
          offered.push(messageId);
          return new SmtpError(451, 'Greylisted');
        },
      };
      await outbox.deliver([id]);
      const after = await row(id);
      expect([after.state, after.attempts]).toEqual(['planned', 1]);
      expect(after.reason).toMatch(/^45[01] Greylisted/);

      // Not before its time.
      await outbox.deliver([id]);
      expect((await row(id)).attempts).toBe(1);
      const [{ wait }] = (await application.sql<{ wait: number }>(
        'SELECT extract(epoch FROM due_at - now())::float AS wait FROM delivery WHERE id = $1',
        [id],
      )) as [{ wait: number }];
      expect(wait).toBeGreaterThan(20);
      expect(wait).toBeLessThanOrEqual(30);

      application.sink.script = {};
      await becomeDue(id);
      await outbox.deliver([id]);
      expect(application.sink.messages.map(({ messageId }) => messageId)).toEqual([
        `<delivery.${id}@symposia.example>`,
      ]);
      expect(offered).toEqual(stage === 'onData' ? [`<delivery.${id}@symposia.example>`] : []);
      expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, reason: null });
    },
  );

  it('gives up after eight attempts, and says so', async () => {
    const { id } = await due();
    application.sink.script = { onRcpt: () => new SmtpError(450, 'Never today') };
    for (let attempt = 0; attempt < 9; attempt++) {
      await becomeDue(id);
      await outbox.deliver([id]);
    }
    expect(await row(id)).toMatchObject({
      state: 'failed',
      attempts: 8,
      reason: 'Given up after 8 attempts: 450 Never today',
    });
  });

  it.each([
    {
      stage: 'RCPT',
      script: { onRcpt: () => new SmtpError(550, 'No such user') },
      state: 'bounced',
      reason: '550 No such user',
    },
    {
      stage: 'DATA',
      script: { onData: () => new SmtpError(554, 'Looks like spam') },
      state: 'failed',
      reason: '554 Looks like spam',
    },
  ])('a 5xx to $stage: $state, and never tried again', async ({ script, state, reason }) => {
    const { id } = await due();
    application.sink.script = script;
    await outbox.deliver([id]);
    const expected = { state, attempts: 1, reason, leased_until: null, sent: false };
    expect(await row(id)).toMatchObject(expected);
    application.sink.script = {};
    await becomeDue(id);
    await outbox.deliver([id]);
    expect(await row(id)).toMatchObject(expected);
    expect(application.sink.messages).toEqual([]);
  });

  it('a connection that breaks before the message: tried again', async () => {
    const { id } = await due();
    application.sink.script = { onRcpt: () => 'drop' };
    await outbox.deliver([id]);
    expect(await row(id)).toMatchObject({ state: 'planned', attempts: 1 });
  });

  it('a connection that breaks after the final dot: uncertain, and never sent again', async () => {
    const { id } = await due();
    application.sink.script = { onData: () => 'drop' };
    await outbox.deliver([id]);
    const after = await row(id);
    expect([after.state, after.attempts, after.sent]).toEqual(['uncertain', 1, false]);
    expect(after.reason).toMatch(/^The connection broke after the message was handed over/);
    application.sink.script = {};
    await becomeDue(id);
    await outbox.deliver([id]);
    await application.get(SweepService).sweep();
    expect((await row(id)).state).toBe('uncertain');
    expect(application.sink.messages.map(({ deliveryId }) => deliveryId)).toEqual([id]);
  });

  it('a connection that breaks in the middle of a large message: tried again, as the server cannot have it', async () => {
    const { id } = await due('reminder');
    await application.sql('UPDATE reminder_rule SET body = $2 WHERE id = $1', [
      edition.rule,
      { en: 'All that. '.repeat(800_000) },
    ]);
    application.sink.script = { onDataStart: () => 'drop' };
    try {
      await outbox.deliver([id]);
    } finally {
      await application.sql('UPDATE reminder_rule SET body = NULL WHERE id = $1', [edition.rule]);
    }
    expect(await row(id)).toMatchObject({ state: 'planned', attempts: 1 });
    application.sink.script = {};
    await becomeDue(id);
    await outbox.deliver([id]);
    expect(application.sink.messages.map(({ deliveryId }) => deliveryId)).toEqual([id]);
  });

  it('a claim whose lease has run out becomes uncertain, and one whose lease runs stays', async () => {
    const [dead, alive] = [await due(), await due()];
    await application.sql(
      `UPDATE delivery SET state = 'sending', attempts = 1,
         leased_until = now() + CASE WHEN id = $1 THEN interval '-1 second' ELSE interval '50 seconds' END WHERE id = ANY($2)`,
      [dead.id, [dead.id, alive.id]],
    );
    await application.get(SweepService).sweep();
    await outbox.deliver([dead.id, alive.id]);
    const after = await row(dead.id);
    expect([after.state, after.attempts]).toEqual(['uncertain', 1]);
    expect(after.reason).toMatch(/^The process stopped between handing the mail over and recording the answer/);
    expect((await row(alive.id)).state).toBe('sending');
    expect(application.sink.messages).toEqual([]);
  });

  it('thirty workers with the same delivery send one mail', async () => {
    const { id } = await due();
    await Promise.all(Array.from({ length: 30 }, () => outbox.deliver([id])));
    expect(application.sink.messages.map(({ deliveryId }) => deliveryId)).toEqual([id]);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('two processes with the same deliveries send each once', async () => {
    const ids: string[] = [];
    for (let person = 0; person < 20; person++) ids.push((await due()).id);
    await Promise.all(Array.from({ length: 4 }, (_, index) => outbox.deliver(index % 2 ? ids : ids.toReversed())));
    expect(application.sink.messages.map(({ deliveryId }) => deliveryId).sort()).toEqual(ids.sort());
  });

  it('a mail that cannot be written fails alone', async () => {
    const [broken, fine] = [await due(), await due()];
    await application.sql(`UPDATE registration SET time_zone = 'Nowhere/Atall' WHERE id = $1`, [broken.registration]);
    await outbox.deliver([broken.id, fine.id]);
    const after = await row(broken.id);
    expect([after.state, after.sent]).toEqual(['failed', false]);
    expect(after.reason).toMatch(/^The mail could not be written: RangeError: Unknown time zone: Nowhere\/Atall/);
    expect((await row(fine.id)).state).toBe('sent');
    expect(application.sink.messages.map(({ deliveryId }) => deliveryId)).toEqual([fine.id]);
  });

  it('what is not due is not sent, also when a job asks for it', async () => {
    const { id: registration } = await aRegistration(application, edition);
    const [reminder] = await application.sql<{ id: string }>(
      `SELECT id FROM delivery WHERE registration_id = $1 AND kind = 'reminder'`,
      [registration],
    );
    await outbox.deliver([reminder!.id]);
    expect(await row(reminder!.id)).toMatchObject({ state: 'planned', attempts: 0 });
    expect(application.sink.messages).toEqual([]);
  });

  describe('the last look before a reminder', () => {
    it.each([
      {
        case: 'somebody has unsubscribed',
        change: (_: BuiltEdition, registration: string) =>
          application.get(RegistrationService).setReminders(TESTER, registration, false),
        expected: { state: 'suppressed', reason: 'unsubscribed' },
      },
      {
        case: 'the edition is over',
        change: () => Promise.resolve(application.setNow(new Date(END))),
        expected: { state: 'skipped', reason: 'edition-over' },
      },
      {
        case: 'the edition has been put into the archive',
        change: ({ key }: BuiltEdition) => application.get(EditionsService).complete(TESTER, key),
        expected: { state: 'cancelled', reason: 'edition-completed' },
      },
      {
        case: 'nothing has changed',
        change: () => Promise.resolve(),
        expected: { state: 'sent', reason: null },
      },
    ])('$case: $expected.state', async ({ change, expected }) => {
      const own = await anEdition(application);
      const { id, registration } = await due('reminder', own);
      await change(own, registration);
      await outbox.deliver([id]);
      expect(await row(id)).toMatchObject(expected);
      expect(application.sink.messages).toHaveLength(expected.state === 'sent' ? 1 : 0);
    });
  });

  it('a reminder says what is true when it is sent, not when it was planned', async () => {
    const own = await anEdition(application);
    const { id } = await due('reminder', own, { timeZone: 'Europe/Berlin' });
    await application.get(EditionsService).update(TESTER, own.key, { title: 'Autumn symposium' });
    await outbox.deliver([id]);
    expect(application.sink.messages[0]!.text).toContain('Autumn symposium');
    expect(application.sink.messages[0]!.text).not.toContain('Winter symposium');
  });

  // Last: it cannot be undone.
  it('begins no further mail when the process is to stop', async () => {
    const [first, second] = [await due(), await due()];
    application.sink.script = { onData: () => outbox.stop() };
    await outbox.deliver([first.id, second.id]);
    expect([(await row(first.id)).state, (await row(second.id)).state]).toEqual(['sent', 'planned']);
  });
});
