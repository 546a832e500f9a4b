import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CategoriesService,
  DecisionsService,
  OthersFirst,
  PoolsService,
  QuotaFull,
  RegistrationService,
  SoldOut,
  TooLateToUndo,
} from '../../src/features/registration/index.js';
import { AccountsService } from '../../src/features/accounts/index.js';
import { EditionsService } from '../../src/features/editions/index.js';
import { MergeService } from '../../src/features/institutions/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aForm, aRegistration } from '../factories/registration.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

interface Person {
  name: string;
  status: string;
}

describe('the waiting list', () => {
  let application: TestApplication;
  let registrations: RegistrationService;
  let decisions: DecisionsService;
  let organiser: Actor;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
    registrations = application.get(RegistrationService);
    decisions = application.get(DecisionsService);
    organiser = (await application.get(AccountsService).actorOfToken(application.adminToken))!.actor;
  });
  afterAll(() => application.stop());
  afterEach(() => application.setNow(null));

  const people = ({ id }: BuiltEdition) =>
    application.sql<Person>('SELECT name, status FROM registration WHERE edition_id = $1 ORDER BY sequence', [id]);
  const statuses = async (edition: BuiltEdition) => (await people(edition)).map(({ status }) => status);
  const statusOf = async (id: string) =>
    (await application.sql<Person>('SELECT status FROM registration WHERE id = $1', [id]))[0]!.status;
  const counters = async (category: string) =>
    (await application.sql('SELECT taken, waiting, overhang FROM category WHERE id = $1', [category]))[0];
  const change = (edition: BuiltEdition, category: string, input: object) =>
    application.get(CategoriesService).update(TESTER, edition.key, category, input);

  it('300 who come at once for 50 places: 50 have one, 250 stand in line; ten cancel, the first ten have theirs', async () => {
    const edition = await anEdition(application, {
      category: { capacity: 50, waitingList: true },
      stream: null,
      rule: null,
    });
    const answers = await Promise.all(
      Array.from({ length: 300 }, () =>
        application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition)),
      ),
    );
    const bodies = answers.map(({ body }) => body);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const confirmed = bodies.filter(({ status }) => status === 'confirmed');
    const waiting = bodies.filter(({ status }) => status === 'waitlisted');
    expect([confirmed.length, waiting.length]).toEqual([50, 250]);
    const inLine = waiting.sort((a, b) => (a['position'] as number) - (b['position'] as number));
    expect(inLine.map((body) => body['position'])).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));

    const cancelled = await Promise.all(
      confirmed
        .slice(0, 10)
        .map(({ id, manageToken }) =>
          application.api('POST', `/registrations/${id}/cancel`, undefined, { token: manageToken }),
        ),
    );
    expect(cancelled.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const promoted = await application.sql<{ object_id: string }>(
      `SELECT object_id FROM audit_entry WHERE edition_id = $1 AND action = 'registration.promote' ORDER BY id`,
      [edition.id],
    );
    expect(promoted.map(({ object_id }) => object_id)).toEqual(inLine.slice(0, 10).map(({ id }) => id));
    expect(await counters(edition.category)).toEqual({ taken: 50, waiting: 240, overhang: 0 });

    const mails = () =>
      application.sql<{ registration_id: string; state: string }>(
        `SELECT registration_id, state FROM delivery WHERE edition_id = $1 AND kind = 'promoted' ORDER BY registration_id`,
        [edition.id],
      );
    const sent = await eventually(mails, (rows) => rows.every(({ state }) => state === 'sent'));
    expect(sent.map(({ registration_id }) => registration_id)).toEqual(
      inLine
        .slice(0, 10)
        .map(({ id }) => id)
        .sort(),
    );
    const first = await application.api('GET', `/registrations/${inLine[10]!.id}`, undefined, {
      token: inLine[10]!.manageToken,
    });
    expect(first.body).toMatchObject({ status: 'waitlisted', position: 1 });
  });

  it('tells newcomers of no place while somebody waits, and gives it to whoever waits', async () => {
    const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
    const first = await aRegistration(application, edition, { name: 'A' });
    await aRegistration(application, edition, { name: 'B' });
    await registrations.cancel(TESTER, first.id);
    expect(await aRegistration(application, edition, { name: 'C' })).toMatchObject({
      status: 'waitlisted',
      position: 1,
    });
    expect(await people(edition)).toEqual([
      { name: 'A', status: 'cancelled' },
      { name: 'B', status: 'confirmed' },
      { name: 'C', status: 'waitlisted' },
    ]);
  });

  it('promotes as many as there is room for when a capacity is raised, and nobody while there is an overhang', async () => {
    const edition = await anEdition(application, { category: { capacity: 3, waitingList: true } });
    const ids: string[] = [];
    for (let person = 0; person < 8; person++) ids.push((await aRegistration(application, edition)).id);
    await change(edition, edition.category, { capacity: 1 });
    await registrations.cancel(TESTER, ids[0]!);
    expect(await counters(edition.category)).toEqual({ taken: 2, waiting: 5, overhang: 1 });
    await registrations.cancel(TESTER, ids[1]!);
    expect(await counters(edition.category)).toEqual({ taken: 1, waiting: 5, overhang: 0 });
    await change(edition, edition.category, { capacity: 4 });
    expect(await counters(edition.category)).toEqual({ taken: 4, waiting: 2, overhang: 0 });
    expect((await statuses(edition)).slice(2)).toEqual([
      ...['confirmed', 'confirmed', 'confirmed', 'confirmed', 'waitlisted', 'waitlisted'],
    ]);
    await change(edition, edition.category, { capacity: null });
    expect(await counters(edition.category)).toEqual({ taken: 6, waiting: 0, overhang: 0 });
  });

  it('shares a pool between categories, in the order of coming', async () => {
    const edition = await anEdition(application, { category: { waitingList: true } });
    const pool = await application.get(PoolsService).create(TESTER, edition.key, { name: 'Hall', capacity: 2 });
    await change(edition, edition.category, { pool });
    const students = await aCategory(application, edition.key, { capacity: 1, waitingList: true, pool });
    const a = await aRegistration(application, edition, { name: 'A' });
    await aRegistration(application, { ...edition, category: students }, { name: 'B' });
    await aRegistration(application, { ...edition, category: students }, { name: 'C' });
    await aRegistration(application, edition, { name: 'D' });
    expect(await statuses(edition)).toEqual(['confirmed', 'confirmed', 'waitlisted', 'waitlisted']);
    // A place in the hall is free, but not one for students: whoever came after them has it.
    await registrations.cancel(TESTER, a.id);
    expect(await statuses(edition)).toEqual(['cancelled', 'confirmed', 'waitlisted', 'confirmed']);
    await expect(
      application.sql('UPDATE place_pool SET taken = taken + 1 WHERE id = $1', [pool]),
    ).rejects.toMatchObject({ driverError: { constraint: 'place_pool_taken_ck' } });
  });

  it('holds to the quotas of institutions, and passes over those who have all their places', async () => {
    const [one, two] = [await anInstitution(application), await anInstitution(application)];
    const edition = await anEdition(application, {
      category: { capacity: 4, waitingList: true, quotas: [{ institution: one, capacity: 1 }], quotaDefault: 2 },
    });
    const come = (institution: string | null) => aRegistration(application, edition, { institution });
    const first = await come(one);
    const outcomes = [];
    for (const institution of [one, two, two, two, null]) outcomes.push((await come(institution)).status);
    expect(outcomes).toEqual(['waitlisted', 'confirmed', 'confirmed', 'waitlisted', 'confirmed']);
    expect((await come(null)).status).toBe('waitlisted');
    await registrations.cancel(TESTER, first.id);
    // The second of the first institution has waited longest, and their institution has a place now.
    expect(await statuses(edition)).toEqual([
      ...['cancelled', 'confirmed', 'confirmed', 'confirmed', 'waitlisted', 'confirmed', 'waitlisted'],
    ]);
    await change(edition, edition.category, { capacity: 5 });
    expect((await statuses(edition)).at(-1)).toBe('confirmed');
    await expect(
      application.sql('UPDATE category_quota SET taken = taken + 2 WHERE category_id = $1', [edition.category]),
    ).rejects.toMatchObject({ driverError: { constraint: 'category_quota_taken_ck' } });
  });

  it('does not hold up those who have a quota behind somebody who can never get a place', async () => {
    const [listed, other] = [await anInstitution(application), await anInstitution(application)];
    const edition = await anEdition(application, {
      category: { capacity: 1, waitingList: true, quotas: [{ institution: listed, capacity: 5 }], quotaDefault: 0 },
    });
    const come = (institution: string) => aRegistration(application, edition, { institution });
    const first = await come(listed);
    for (const institution of [other, listed]) await come(institution);
    expect(await statuses(edition)).toEqual(['confirmed', 'waitlisted', 'waitlisted']);
    await registrations.cancel(TESTER, first.id);
    expect(await statuses(edition)).toEqual(['cancelled', 'waitlisted', 'confirmed']);
  });

  it('refuses by quota where there is no waiting list, and moves the place with the institution', async () => {
    const [one, two] = [await anInstitution(application), await anInstitution(application)];
    const edition = await anEdition(application, {
      category: { quotas: [one, two].map((institution) => ({ institution, capacity: 1 })), quotaDefault: 0 },
    });
    const { id } = await aRegistration(application, edition, { institution: one });
    await expect(aRegistration(application, edition, { institution: one })).rejects.toEqual(new QuotaFull());
    await expect(aRegistration(application, edition)).rejects.toMatchObject({
      errors: [{ path: 'institution', code: 'institution-required' }],
    });
    await registrations.update(TESTER, id, { institution: two });
    await expect(aRegistration(application, edition, { institution: two })).rejects.toEqual(new QuotaFull());
    expect((await aRegistration(application, edition, { institution: one })).status).toBe('confirmed');
    await expect(registrations.update(TESTER, id, { institution: one })).rejects.toEqual(new QuotaFull());
  });

  it('adds up the quotas of two records of one institution that are merged', async () => {
    const [from, into] = [await anInstitution(application), await anInstitution(application)];
    const edition = await anEdition(application, {
      category: {
        waitingList: true,
        quotas: [
          { institution: from, capacity: 1 },
          { institution: into, capacity: 2 },
        ],
      },
    });
    for (const institution of [from, from, into]) await aRegistration(application, edition, { institution });
    expect(await statuses(edition)).toEqual(['confirmed', 'waitlisted', 'confirmed']);
    await application.get(MergeService).merge(TESTER, from, into);
    expect(await statuses(edition)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(
      await application.sql('SELECT capacity, taken, overhang FROM category_quota WHERE category_id = $1', [
        edition.category,
      ]),
    ).toEqual([{ capacity: 3, taken: 3, overhang: 0 }]);
  });

  describe('decisions', () => {
    it('approve as there is room, then to the end of the line', async () => {
      const edition = await anEdition(application, { category: { capacity: 1, waitingList: true, approval: true } });
      const [a, b] = [await aRegistration(application, edition), await aRegistration(application, edition)];
      expect([a.status, b.status]).toEqual(['pending', 'pending']);
      expect(await decisions.approve(organiser, b.id)).toEqual({ status: 'confirmed', verdicts: 1, required: 1 });
      expect(await decisions.approve(organiser, a.id)).toMatchObject({ status: 'waitlisted' });
      await expect(decisions.approve(organiser, a.id)).rejects.toMatchObject({ code: 'wrong-status' });
      await decisions.decline(organiser, b.id).catch(() => undefined);
      expect(await statusOf(b.id)).toBe('confirmed');
      await registrations.cancel(TESTER, b.id);
      expect(await statusOf(a.id)).toBe('confirmed');
    });

    it('refuse an approval without room where there is no waiting list, and keep the application', async () => {
      const edition = await anEdition(application, { category: { capacity: 0, approval: true } });
      const { id } = await aRegistration(application, edition);
      await expect(decisions.approve(organiser, id)).rejects.toEqual(new SoldOut());
      expect(await statusOf(id)).toBe('pending');
      await decisions.decline(organiser, id, { message: 'Not this year.', note: 'Weak.' });
      expect(await application.sql('SELECT status, status_note FROM registration WHERE id = $1', [id])).toEqual([
        { status: 'declined', status_note: 'Not this year.' },
      ]);
    });

    it('take two reviewers who agree where two are asked for', async () => {
      const edition = await anEdition(application, { category: { approval: true, reviewsRequired: 2 } });
      const { id } = await aRegistration(application, edition);
      const second = await anOrganiser(application);
      expect(await decisions.approve(organiser, id)).toEqual({ status: 'pending', verdicts: 1, required: 2 });
      expect(await decisions.approve(organiser, id)).toMatchObject({ status: 'pending', verdicts: 1 });
      expect(await decisions.decline(second, id)).toMatchObject({ status: 'pending', verdicts: 1 });
      expect(await decisions.approve(second, id)).toMatchObject({ status: 'confirmed', verdicts: 2 });
    });

    it('are not turned round by one reviewer alone, and not carried into another category', async () => {
      const edition = await anEdition(application, { category: { approval: true, reviewsRequired: 2 } });
      const other = await aCategory(application, edition.key, { approval: true, reviewsRequired: 2 });
      const { id } = await aRegistration(application, edition);
      const second = await anOrganiser(application);
      for (const reviewer of [organiser, second]) await decisions.decline(reviewer, id);
      expect(await decisions.approve(organiser, id)).toEqual({ status: 'declined', verdicts: 1, required: 2 });
      const { id: applicant } = await aRegistration(application, edition);
      await decisions.approve(organiser, applicant);
      await registrations.changeCategory(organiser, applicant, other);
      expect(await decisions.approve(second, applicant)).toEqual({ status: 'pending', verdicts: 1, required: 2 });
    });

    it('promote only whose turn it is', async () => {
      const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
      const [a, b, c] = [
        await aRegistration(application, edition),
        await aRegistration(application, edition),
        await aRegistration(application, edition),
      ];
      await expect(decisions.promote(organiser, b.id)).rejects.toEqual(new SoldOut());
      await application.get(EditionsService).postpone(TESTER, edition.key);
      await registrations.cancel(TESTER, a.id);
      expect(await statusOf(b.id)).toBe('waitlisted');
      await expect(decisions.promote(organiser, c.id)).rejects.toEqual(new OthersFirst());
      await decisions.promote(organiser, b.id);
      expect([await statusOf(b.id), await statusOf(c.id)]).toEqual(['confirmed', 'waitlisted']);
    });

    it('promote at once what was free when an edition is published again', async () => {
      const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
      const [a, b] = [await aRegistration(application, edition), await aRegistration(application, edition)];
      await application.get(EditionsService).postpone(TESTER, edition.key);
      await registrations.cancel(TESTER, a.id);
      expect(await statusOf(b.id)).toBe('waitlisted');
      await application.get(EditionsService).publish(TESTER, edition.key);
      expect(await statusOf(b.id)).toBe('confirmed');
    });
  });

  describe('offers', () => {
    const exchange = { capacity: 1, waitingList: true, approval: true, offerHours: 48 };

    it('hold the place until their deadline, then go on to whoever is next', async () => {
      const edition = await anEdition(application, { category: exchange });
      const ids: string[] = [];
      for (let person = 0; person < 3; person++) ids.push((await aRegistration(application, edition)).id);
      for (const id of ids) await decisions.approve(organiser, id);
      expect(await statuses(edition)).toEqual(['offered', 'waitlisted', 'waitlisted']);
      expect(await decisions.lapse()).toBe(0);
      application.setNow(new Date(Date.now() + 49 * 3_600_000));
      expect(await decisions.lapse()).toBe(1);
      expect(await statuses(edition)).toEqual(['cancelled', 'offered', 'waitlisted']);
      await expect(registrations.undoCancel(TESTER, ids[0]!)).rejects.toEqual(new TooLateToUndo());
      await decisions.accept({ kind: 'holder', registrationId: ids[1]! }, ids[1]!);
      expect(await statuses(edition)).toEqual(['cancelled', 'confirmed', 'waitlisted']);
      application.setNow(new Date(Date.now() + 200 * 3_600_000));
      expect(await decisions.lapse()).toBe(0);
    });

    it('are accepted or lapse, never both', async () => {
      const edition = await anEdition(application, { category: exchange });
      const { id } = await aRegistration(application, edition);
      await decisions.approve(organiser, id);
      await application.sql(`UPDATE registration SET offer_expires_at = now() - interval '1 second' WHERE id = $1`, [
        id,
      ]);
      await Promise.allSettled([
        ...Array.from({ length: 5 }, () => decisions.accept(TESTER, id)),
        ...Array.from({ length: 5 }, () => decisions.lapse()),
      ]);
      expect(await statusOf(id)).toBe('cancelled');
      expect(await counters(edition.category)).toEqual({ taken: 0, waiting: 0, overhang: 0 });
    });
  });

  describe('undoing a cancellation', () => {
    it('gives the place back while nobody has it', async () => {
      const edition = await anEdition(application, { category: { capacity: 1 } });
      const { id } = await aRegistration(application, edition);
      await registrations.cancel(TESTER, id);
      await registrations.undoCancel({ kind: 'holder', registrationId: id }, id);
      expect(await statusOf(id)).toBe('confirmed');
      expect(await counters(edition.category)).toEqual({ taken: 1, waiting: 0, overhang: 0 });
    });

    it('stands first in line when the place has gone to the next', async () => {
      const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
      const [a, b, c] = [
        await aRegistration(application, edition),
        await aRegistration(application, edition),
        await aRegistration(application, edition),
      ];
      await registrations.cancel(TESTER, a.id);
      await registrations.undoCancel(TESTER, a.id);
      expect(await statuses(edition)).toEqual(['waitlisted', 'confirmed', 'waitlisted']);
      await registrations.cancel(TESTER, b.id);
      expect([await statusOf(a.id), await statusOf(c.id)]).toEqual(['confirmed', 'waitlisted']);
    });

    it('is possible for ten minutes, once, and not when the address has registered anew', async () => {
      const edition = await anEdition(application);
      const email = 'ada@example.org';
      const { id } = await aRegistration(application, edition, { email });
      await registrations.cancel(TESTER, id);
      application.setNow(new Date(Date.now() + 10 * 60_000 + 1_000));
      await expect(registrations.undoCancel(TESTER, id)).rejects.toEqual(new TooLateToUndo());
      application.setNow(null);
      await aRegistration(application, edition, { email });
      await expect(registrations.undoCancel(TESTER, id)).rejects.toMatchObject({ code: 'already-registered' });
    });
  });

  describe('another category', () => {
    it('is had if there is room, and the old place kept if not', async () => {
      const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
      const online = await aCategory(application, edition.key, { capacity: 1 });
      const [a, b] = [await aRegistration(application, edition), await aRegistration(application, edition)];
      await aRegistration(application, { ...edition, category: online });
      await expect(registrations.changeCategory(TESTER, a.id, online)).rejects.toEqual(new SoldOut());
      expect(await statusOf(a.id)).toBe('confirmed');
      await change(edition, online, { capacity: 2 });
      await registrations.changeCategory(TESTER, a.id, online);
      expect([await statusOf(a.id), await statusOf(b.id)]).toEqual(['confirmed', 'confirmed']);
      expect([await counters(edition.category), await counters(online)]).toEqual([
        { taken: 1, waiting: 0, overhang: 0 },
        { taken: 2, waiting: 0, overhang: 0 },
      ]);
    });

    it('of the same pool needs no second place in it', async () => {
      const edition = await anEdition(application);
      const pool = await application.get(PoolsService).create(TESTER, edition.key, { name: 'Hall', capacity: 1 });
      await change(edition, edition.category, { pool });
      const other = await aCategory(application, edition.key, { pool });
      const { id } = await aRegistration(application, edition);
      await registrations.changeCategory(TESTER, id, other);
      expect(await application.sql('SELECT taken FROM place_pool WHERE id = $1', [pool])).toEqual([{ taken: 1 }]);
    });
  });

  it('answers at once with 503 when a lane is full, and loses nobody who stands in it', async () => {
    const edition = await anEdition(application, { rule: null, stream: null });
    const blocker = new pg.Client({ connectionString: application.databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM category WHERE id = $1 FOR UPDATE', [edition.category]);
    const ask = async () => {
      const since = performance.now();
      const answer = await application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition));
      return { ...answer, ms: performance.now() - since };
    };
    const standing = Array.from({ length: 520 }, ask);
    await pause(1_500);
    const refused = await Promise.all(Array.from({ length: 20 }, ask));
    await blocker.query('ROLLBACK');
    await blocker.end();
    const busy = refused.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    for (const { body, headers, ms } of busy) {
      expect([body.code, headers.get('retry-after')]).toEqual(['busy', '2']);
      expect(ms).toBeLessThan(1_000);
    }
    const served = (await Promise.all(standing)).filter(({ status }) => status === 201);
    expect(served.length).toBeGreaterThanOrEqual(500);
    expect(await counters(edition.category)).toMatchObject({
      taken: served.length + refused.filter(({ status }) => status === 201).length,
    });
  }, 30_000);

  it('gives up after a while on a lock that others hold, and says so', async () => {
    const edition = await anEdition(application, { rule: null, stream: null });
    const blocker = new pg.Client({ connectionString: application.databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM category WHERE id = $1 FOR UPDATE', [edition.category]);
    const answer = await application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition));
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect([answer.status, answer.body.code]).toEqual([503, 'busy']);
    expect(await counters(edition.category)).toMatchObject({ taken: 0 });
  }, 15_000);
});

/** Another organiser of everything. */
async function anOrganiser(application: TestApplication): Promise<Actor> {
  const [account] = await application.sql<{ id: string }>(
    `INSERT INTO account (id, email, name) VALUES (new_id(), $1, 'Second') RETURNING id`,
    [`organiser-${nextNumber()}@symposia.example`],
  );
  return {
    kind: 'account',
    accountId: account!.id,
    name: 'Second',
    grants: [{ role: 'organiser', scope: '' }],
    via: 'session',
  };
}
