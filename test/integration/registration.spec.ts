import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import {
  AlreadyCancelled,
  AlreadyRegistered,
  CategoriesService,
  RegistrationClosed,
  RegistrationService,
  RegistrationsMoved,
  SoldOut,
  UpdateCategoryInput,
} from '../../src/features/registration/index.js';
import { EditionCancelled, EditionsService } from '../../src/features/editions/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { type InvalidInput, NotFound } from '../../src/kernel/domain-error.js';
import { EventBus } from '../../src/platform/events/event-bus.js';
import { type BuiltEdition, anEdition, END, hoursFromStart } from '../factories/edition.js';
import { aForm, aRegistration, VISITOR } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('registration', () => {
  let application: TestApplication;
  let registrations: RegistrationService;
  let categories: CategoriesService;
  beforeAll(async () => {
    application = await startTestApplication();
    registrations = application.get(RegistrationService);
    categories = application.get(CategoriesService);
  });
  afterAll(() => application.stop());
  afterEach(() => application.setNow(null));

  const register = (edition: BuiltEdition, more = {}) =>
    registrations.register(VISITOR, edition.key, aForm(edition, more), null);
  /** How often each error, or `admitted`, came out. */
  const tally = async (work: Promise<unknown>[]) => {
    const outcomes = await Promise.allSettled(work);
    const names = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? 'admitted' : (outcome.reason as Error).name,
    );
    return Object.fromEntries(
      [...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]),
    );
  };
  const counter = async ({ category }: BuiltEdition) =>
    (await application.sql('SELECT taken, capacity, overhang FROM category WHERE id = $1', [category]))[0];
  /** Everything that a registration writes. */
  const written = async ({ id }: BuiltEdition) =>
    (
      await application.sql(
        `SELECT (SELECT count(*)::int FROM registration WHERE edition_id = $1) AS registrations,
           (SELECT count(*)::int FROM delivery WHERE edition_id = $1) AS deliveries,
           (SELECT count(*)::int FROM audit_entry WHERE edition_id = $1 AND action LIKE 'registration.%') AS entries,
           (SELECT sum(taken)::int FROM category WHERE edition_id = $1) AS taken`,
        [id],
      )
    )[0];

  it('gives ten places to fifty who come at once, and leaves nothing of the others', async () => {
    const edition = await anEdition(application, { category: { capacity: 10 } });
    expect(await tally(Array.from({ length: 50 }, () => register(edition)))).toEqual({ SoldOut: 40, admitted: 10 });
    expect(await written(edition)).toEqual({ registrations: 10, deliveries: 20, entries: 10, taken: 10 });
  });

  it('admits one of thirty who register one address at once, however it is spelt', async () => {
    const edition = await anEdition(application);
    const spellings = ['ada@example.org', 'Ada@Example.org', 'ADA@EXAMPLE.ORG'];
    const work = Array.from({ length: 30 }, (_, index) => register(edition, { email: spellings[index % 3] }));
    expect(await tally(work)).toEqual({ AlreadyRegistered: 29, admitted: 1 });
    expect(await written(edition)).toMatchObject({ registrations: 1, taken: 1 });
  });

  it('the counter is the number of places taken after any sequence of registrations and cancellations', async () => {
    const steps = fc.array(
      fc.record({ person: fc.integer({ min: 0, max: 6 }), does: fc.constantFrom('register', 'register', 'cancel') }),
      { minLength: 5, maxLength: 25 },
    );
    const property = fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      async (sequence, capacity, atOnce) => {
        const edition = await anEdition(application, { category: { capacity }, stream: null, rule: null });
        const step = async ({ person, does }: { person: number; does: string }) => {
          const email = `p${person}@example.org`;
          if (does === 'register') return register(edition, { email });
          const [row] = await application.sql<{ id: string }>(
            `SELECT id FROM registration WHERE edition_id = $1 AND email_key = $2 AND status = 'confirmed'`,
            [edition.id, email],
          );
          return row && registrations.cancel(TESTER, row.id);
        };
        for (let start = 0; start < sequence.length; start += atOnce) {
          const outcomes = await Promise.allSettled(sequence.slice(start, start + atOnce).map(step));
          for (const outcome of outcomes) {
            if (outcome.status === 'rejected') {
              expect(['SoldOut', 'AlreadyRegistered', 'AlreadyCancelled']).toContain((outcome.reason as Error).name);
            }
          }
          const [state] = await application.sql<{ taken: number; rows: number }>(
            `SELECT taken, (SELECT count(*)::int FROM registration WHERE category_id = c.id AND status = 'confirmed') AS rows
           FROM category c WHERE id = $1`,
            [edition.category],
          );
          expect(state!.taken).toBe(state!.rows);
          expect(state!.taken).toBeLessThanOrEqual(capacity);
        }
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });

  it('a capacity lowered below what is taken throws nobody out, and admits nobody until places are free again', async () => {
    const edition = await anEdition(application, { category: { capacity: 5 } });
    const people = [];
    for (let person = 0; person < 5; person++) people.push(await aRegistration(application, edition));
    await categories.update(TESTER, edition.key, edition.category, UpdateCategoryInput.parse({ capacity: 2 }));
    expect(await counter(edition)).toEqual({ taken: 5, capacity: 2, overhang: 3 });
    await expect(register(edition)).rejects.toEqual(new SoldOut());

    const afterCancel = [];
    for (const { id } of people.slice(0, 3)) {
      await registrations.cancel(TESTER, id);
      afterCancel.push(await counter(edition));
      await expect(register(edition)).rejects.toEqual(new SoldOut());
    }
    expect(afterCancel).toEqual([
      { taken: 4, capacity: 2, overhang: 2 },
      { taken: 3, capacity: 2, overhang: 1 },
      { taken: 2, capacity: 2, overhang: 0 },
    ]);
    await registrations.cancel(TESTER, people[3]!.id);
    await register(edition);
    await expect(register(edition)).rejects.toEqual(new SoldOut());
    expect(await counter(edition)).toEqual({ taken: 2, capacity: 2, overhang: 0 });
    await expect(
      application.sql('UPDATE category SET taken = taken + 1 WHERE id = $1', [edition.category]),
    ).rejects.toMatchObject({ driverError: { constraint: 'category_taken_ck' } });
  });

  it.each([
    { from: 3, to: 4, expected: { taken: 3, capacity: 4, overhang: 0 }, admits: true },
    { from: 3, to: null, expected: { taken: 3, capacity: null, overhang: 0 }, admits: true },
    { from: null, to: 3, expected: { taken: 3, capacity: 3, overhang: 0 }, admits: false },
    { from: null, to: 0, expected: { taken: 3, capacity: 0, overhang: 3 }, admits: false },
  ])('three taken, capacity changed from $from to $to: admits $admits', async ({ from, to, expected, admits }) => {
    const edition = await anEdition(application, { category: { capacity: from } });
    for (let person = 0; person < 3; person++) await aRegistration(application, edition);
    await categories.update(TESTER, edition.key, edition.category, { capacity: to });
    expect(await counter(edition)).toEqual(expected);
    expect(await tally([register(edition)])).toEqual(admits ? { admitted: 1 } : { SoldOut: 1 });
  });

  it('ten cancellations of one registration at once give back one place', async () => {
    const edition = await anEdition(application, { category: { capacity: 3 } });
    const { id } = await aRegistration(application, edition);
    await aRegistration(application, edition);
    const outcomes = await tally(Array.from({ length: 10 }, () => registrations.cancel(TESTER, id)));
    expect(outcomes).toEqual({ [AlreadyCancelled.name]: 9, admitted: 1 });
    expect(await counter(edition)).toEqual({ taken: 1, capacity: 3, overhang: 0 });
  });

  it('whoever has cancelled may come back as somebody new', async () => {
    const edition = await anEdition(application);
    const first = await aRegistration(application, edition, { email: 'ada@example.org' });
    await registrations.cancel(TESTER, first.id);
    const second = await aRegistration(application, edition, { email: 'ada@example.org' });
    expect(second.id).not.toBe(first.id);
    expect(
      await application.sql('SELECT id, status FROM registration WHERE edition_id = $1 ORDER BY id', [edition.id]),
    ).toEqual([
      { id: first.id, status: 'cancelled' },
      { id: second.id, status: 'confirmed' },
    ]);
  });

  it('registration, counter, deliveries and audit entry are written by one transaction', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    expect(
      await application.sql(
        `WITH rows AS (SELECT 'registration' AS what, xmin FROM registration WHERE id = $1
           UNION ALL SELECT 'category', xmin FROM category WHERE id = $2
           UNION ALL SELECT kind, xmin FROM delivery WHERE registration_id = $1
           UNION ALL SELECT action, xmin FROM audit_entry WHERE object_id = $1::text)
         SELECT array_agg(what ORDER BY what) AS rows, count(DISTINCT xmin::text)::int AS transactions FROM rows`,
        [id, edition.category],
      ),
    ).toEqual([
      { rows: ['category', 'confirmation', 'registration', 'registration.register', 'reminder'], transactions: 1 },
    ]);
  });

  it('a failure at the very end leaves nothing', async () => {
    const edition = await anEdition(application, { category: { capacity: 5 } });
    application
      .get(EventBus)
      .on(RegistrationsMoved, (_, { editionId }) =>
        editionId === edition.id ? Promise.reject(new Error('no paper left')) : Promise.resolve(),
      );
    await expect(register(edition)).rejects.toThrow('no paper left');
    expect(await written(edition)).toEqual({ registrations: 0, deliveries: 0, entries: 0, taken: 0 });
  });

  it('the audit trail tells who came, without their name and address', async () => {
    const edition = await anEdition(application);
    const { id, reference } = await aRegistration(application, edition, { name: 'Ada Lovelace' });
    expect(
      await application.sql(
        'SELECT actor_kind, ip, action, edition_id, before, after FROM audit_entry WHERE object_id = $1',
        [id],
      ),
    ).toEqual([
      {
        actor_kind: 'anonymous',
        ip: '192.0.2.1',
        action: 'registration.register',
        edition_id: edition.id,
        before: null,
        after: { reference, category: edition.category, status: 'confirmed' },
      },
    ]);
    await expect(application.sql('DELETE FROM audit_entry WHERE object_id = $1', [id])).rejects.toThrow(
      'audit entries are never changed or removed',
    );
  });

  describe('the door', () => {
    const at = (hours: number) => new Date(hoursFromStart(hours));
    it.each([
      {
        case: 'before it opens',
        window: { opensAt: hoursFromStart(-48) },
        now: at(-48.01),
        expected: 'RegistrationClosed',
      },
      { case: 'when it opens', window: { opensAt: hoursFromStart(-48) }, now: at(-48), expected: 'admitted' },
      { case: 'just before it closes', window: { closesAt: hoursFromStart(-2) }, now: at(-2.01), expected: 'admitted' },
      { case: 'when it closes', window: { closesAt: hoursFromStart(-2) }, now: at(-2), expected: 'RegistrationClosed' },
      { case: 'during the event', window: {}, now: at(1), expected: 'admitted' },
      { case: 'when the event is over', window: {}, now: new Date(END), expected: 'RegistrationClosed' },
    ])('$case: $expected', async ({ window, now, expected }) => {
      const edition = await anEdition(application, { category: window });
      application.setNow(now);
      expect(await tally([register(edition)])).toEqual({ [expected]: 1 });
    });

    it.each(['draft', 'postponed', 'cancelled', 'completed'] as const)('of a %s edition is closed', async (status) => {
      const edition = await anEdition(application, { published: status !== 'draft' });
      const editions = application.get(EditionsService);
      if (status === 'postponed') await editions.postpone(TESTER, edition.key);
      if (status === 'cancelled') await editions.cancel(TESTER, edition.key, undefined);
      if (status === 'completed') await editions.complete(TESTER, edition.key);
      await expect(register(edition)).rejects.toEqual(new RegistrationClosed());
    });

    it('shuts at once when the edition is cancelled, also for those who are on the threshold', async () => {
      const edition = await anEdition(application);
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      let reached = (): void => undefined;
      const cancelling = new Promise<void>((resolve) => (reached = resolve));
      application.get(EventBus).on(EditionCancelled, async (_, { editionId }) => {
        if (editionId !== edition.id) return;
        reached();
        await released;
      });
      const cancelled = application.get(EditionsService).cancel(TESTER, edition.key, 'Storm');
      await cancelling;
      const late = tally([register(edition)]);
      await pause(200);
      release();
      await cancelled;
      expect(await late).toEqual({ RegistrationClosed: 1 });
      expect(await written(edition)).toEqual({ registrations: 0, deliveries: 0, entries: 0, taken: 0 });
    });

    it('does not lead to a category of another edition', async () => {
      const [edition, other] = [await anEdition(application), await anEdition(application)];
      const error = await register({ ...edition, category: other.category }).catch((thrown: unknown) => thrown);
      expect((error as InvalidInput).errors).toMatchObject([{ path: 'category', code: 'unknown-category' }]);
    });
  });

  it('somebody who registers again is sent the link once an hour, also when all places are taken', async () => {
    const edition = await anEdition(application, { category: { capacity: 1 }, rule: null });
    const { id } = await aRegistration(application, edition, { email: 'ada@example.org' });
    for (let time = 0; time < 3; time++) {
      await expect(register(edition, { email: 'Ada@example.org' })).rejects.toEqual(new AlreadyRegistered());
    }
    expect(
      await application.sql(
        `SELECT kind, split_part(occasion, ':', 1) AS occasion FROM delivery WHERE registration_id = $1 ORDER BY id`,
        [id],
      ),
    ).toEqual([
      { kind: 'confirmation', occasion: 'confirmation' },
      { kind: 'confirmation', occasion: 'link' },
    ]);
  });

  it('a holder opens one registration and no other', async () => {
    const edition = await anEdition(application);
    const [mine, other] = [await aRegistration(application, edition), await aRegistration(application, edition)];
    const holder: Actor = { kind: 'holder', registrationId: mine.id };
    await registrations.update(holder, mine.id, { nativeName: '艾达' });
    await expect(registrations.update(holder, other.id, { nativeName: '艾达' })).rejects.toBeInstanceOf(NotFound);
    await expect(registrations.cancel(holder, other.id)).rejects.toBeInstanceOf(NotFound);
    expect(
      await application.sql('SELECT id, native_name, status FROM registration WHERE edition_id = $1 ORDER BY id', [
        edition.id,
      ]),
    ).toEqual([
      { id: mine.id, native_name: '艾达', status: 'confirmed' },
      { id: other.id, native_name: null, status: 'confirmed' },
    ]);
  });
});
