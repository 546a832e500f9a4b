import ICAL from 'ical.js';
import { type z } from 'zod';
import { DataSource, type Logger } from 'typeorm';
import { AccountsService } from '../../src/features/accounts/index.js';
import { DeliveriesService, OutboxService } from '../../src/features/messaging/index.js';
import {
  CategoriesService,
  type CreateCategoryInput,
  DecisionsService,
  InvitationsService,
  InviteInput,
  type Move,
  RegistrationRepeated,
  RegistrationService,
  RegistrationsMoved,
} from '../../src/features/registration/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { Database } from '../../src/platform/database/database.js';
import { EventBus } from '../../src/platform/events/event-bus.js';
import { aCategory, anEdition, aRule, type BuiltEdition, hoursFromStart } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { type SunkMail } from '../support/mail-sink.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

type Category = Partial<z.input<typeof CreateCategoryInput>>;

describe('mails about registrations', () => {
  let application: TestApplication;
  let registrations: RegistrationService;
  let decisions: DecisionsService;
  let reviewer: Actor;
  beforeAll(async () => {
    application = await startTestApplication();
    registrations = application.get(RegistrationService);
    decisions = application.get(DecisionsService);
    reviewer = (await application.get(AccountsService).actorOfToken(application.adminToken))!.actor;
  });
  afterAll(() => application.stop());
  afterEach(() => {
    application.setNow(null);
    application.sink.messages.length = 0;
  });

  const mailsTo = (registration: string) =>
    application.sql<{ id: string; kind: string; occasion: string; state: string; reason: string | null }>(
      `SELECT id, kind, occasion, state, reason FROM delivery WHERE registration_id = $1 AND kind <> 'reminder' ORDER BY id`,
      [registration],
    );
  /** Kind, state and reason of the mails, in the order in which they were planned. */
  const told = async (registration: string) =>
    (await mailsTo(registration)).map(({ kind, state, reason }) => [kind, state, reason]);
  const remindersTo = async (registration: string) =>
    (
      await application.sql<{ state: string; reason: string | null }>(
        `SELECT d.state, d.reason FROM delivery d JOIN reminder_rule rule ON rule.id = d.rule_id
         WHERE registration_id = $1 ORDER BY rule.due_at, rule.id`,
        [registration],
      )
    ).map(({ state, reason }) => [state, reason]);
  const publish = (edition: BuiltEdition, moves: Move[]) =>
    application
      .get(Database)
      .transaction((tx) => application.get(EventBus).publish(tx, new RegistrationsMoved(edition.id, moves)));
  /** Sends what is planned for somebody and due, and gives what has arrived. */
  const sent = async (registration: string): Promise<SunkMail[]> => {
    application.sink.messages.length = 0;
    const mails = (await mailsTo(registration)).filter(({ state }) => state === 'planned');
    await application.get(OutboxService).deliver(mails.map(({ id }) => id));
    return [...application.sink.messages];
  };
  /** One place, and a waiting list behind it. */
  const oneWaits = async (more: Category = {}) => {
    const edition = await anEdition(application, { category: { capacity: 1, waitingList: true, ...more } });
    const first = await aRegistration(application, edition, { name: 'Ada' });
    const second = await aRegistration(application, edition, { name: 'Béla' });
    return { edition, first: first.id, second: second.id };
  };
  const onePending = async (more: Category = {}, capacity: number | null = null) => {
    const edition = await anEdition(application, {
      category: { approval: true, waitingList: true, capacity, ...more },
    });
    return { edition, id: (await aRegistration(application, edition, { name: 'Ada' })).id };
  };
  const eventOf = (mail: SunkMail | undefined) => {
    const part = mail?.attachments.find(({ contentType }) => contentType === 'text/calendar');
    if (!part) return null;
    const calendar = new ICAL.Component(ICAL.parse(part.content.toString('utf8')) as unknown[]);
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
    return { method: part.parameters.method, uid: event.uid, sequence: event.sequence };
  };

  describe('one for each move', () => {
    let edition: BuiltEdition;
    beforeAll(async () => {
      edition = await anEdition(application);
    });

    it.each<[Move['why'], Move['from'], Move['to'], string, string]>([
      ['registered', null, 'confirmed', 'confirmation', 'confirmation'],
      ['registered', null, 'waitlisted', 'waitlisted', 'waitlisted:7'],
      ['registered', null, 'pending', 'confirmation', 'confirmation:7:pending'],
      ['approved', 'pending', 'confirmed', 'approved', 'approved:7'],
      ['approved', 'pending', 'offered', 'approved', 'approved:7:offered'],
      ['approved', 'pending', 'waitlisted', 'waitlisted', 'waitlisted:7:approved'],
      ['promoted', 'waitlisted', 'confirmed', 'promoted', 'promoted:7'],
      ['promoted', 'waitlisted', 'offered', 'promoted', 'promoted:7:offered'],
      ['accepted', 'offered', 'confirmed', 'confirmation', 'confirmation:7:accepted'],
      ['declined', 'pending', 'declined', 'declined', 'declined:7'],
      ['cancelled', 'confirmed', 'cancelled', 'cancelled', 'cancelled:7'],
      ['lapsed', 'offered', 'cancelled', 'cancelled', 'cancelled:7:lapsed'],
      ['reinstated', 'cancelled', 'confirmed', 'confirmation', 'confirmation:7:reinstated'],
      ['reinstated', 'cancelled', 'waitlisted', 'waitlisted', 'waitlisted:7:reinstated'],
      ['recategorised', 'confirmed', 'confirmed', 'change', 'change:7'],
      ['recategorised', 'confirmed', 'waitlisted', 'waitlisted', 'waitlisted:7:recategorised'],
    ])('%s: %s → %s', async (why, from, to, kind, occasion) => {
      const { id } = await aRegistration(application, edition);
      await application.sql('DELETE FROM delivery WHERE registration_id = $1', [id]);
      await application.sql(
        `UPDATE registration SET status = $2, offer_expires_at = CASE WHEN $2 = 'offered' THEN now() + interval '1 day' END
         WHERE id = $1`,
        [id, to],
      );
      const move = { registrationId: id, version: 7, from, to, why };
      await publish(edition, [move]);
      // Heard twice, told once.
      await publish(edition, [move]);
      const mails = await mailsTo(id);
      expect(mails.map((mail) => [mail.kind, mail.occasion])).toEqual([[kind, occasion]]);
      // The rule reminds those who have a place.
      expect((await remindersTo(id)).filter(([state]) => state === 'planned')).toHaveLength(to === 'confirmed' ? 1 : 0);
    });
  });

  it.each(['new', 'known'])('takes as many statements for 200 %s registrations as for two', async (which) => {
    const edition = await anEdition(application);
    await aRule(application, edition.key, { audience: { statuses: ['waitlisted'] } });
    await application.sql(
      `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, answers, consented_at,
         created_at, link_version, version)
       SELECT new_id(), $1, $2, 'R' || $3 || n, n || '@example.org', n || '@example.org', 'Person', 'en', 'confirmed', '{}', now(),
         now(), 1, 1 FROM generate_series(1, 202) n`,
      [edition.id, edition.category, which],
    );
    const rows = await application.sql<{ id: string }>(
      'SELECT id FROM registration WHERE edition_id = $1 ORDER BY id',
      [edition.id],
    );
    const moves = rows.map(({ id }, index): Move => {
      const isNew = which === 'new';
      return {
        registrationId: id,
        version: isNew ? 1 : 2,
        from: isNew ? null : 'waitlisted',
        to: 'confirmed',
        why: isNew ? 'registered' : index % 2 ? 'promoted' : 'approved',
      };
    });
    const few = await counted(() => publish(edition, moves.slice(0, 2)));
    const many = await counted(() => publish(edition, moves.slice(2)));
    // BEGIN and COMMIT, and one or two of ours.
    expect([few, many]).toEqual(which === 'new' ? [3, 3] : [4, 4]);
    const [sums] = await application.sql(
      `SELECT count(*) FILTER (WHERE kind <> 'reminder')::int AS told, count(DISTINCT registration_id)::int AS people,
         count(*) FILTER (WHERE kind = 'reminder' AND state = 'planned')::int AS reminders
       FROM delivery WHERE edition_id = $1`,
      [edition.id],
    );
    expect(sums).toEqual({ told: 202, people: 202, reminders: 202 });
  });

  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    const dataSource = application.get(DataSource);
    const usual = dataSource.logger;
    let statements = 0;
    dataSource.logger = {
      logQuery: () => void statements++,
      logQueryError: () => undefined,
      logQuerySlow: () => undefined,
    } as unknown as Logger;
    try {
      await work();
      return statements;
    } finally {
      dataSource.logger = usual;
    }
  };

  it('whoever moves up before hearing of the waiting list hears of the place alone', async () => {
    const { first, second } = await oneWaits();
    expect(await told(second)).toEqual([['waitlisted', 'planned', null]]);
    expect(await remindersTo(second)).toEqual([]);
    await registrations.cancel(TESTER, first);
    expect(await told(second)).toEqual([
      ['waitlisted', 'cancelled', 'superseded'],
      ['promoted', 'planned', null],
    ]);
    expect(await remindersTo(second)).toEqual([['planned', null]]);
    const [mail, ...others] = await sent(second);
    expect(others).toEqual([]);
    expect(mail!.subject).toBe('You have a place: Winter symposium');
    expect(eventOf(mail)).toMatchObject({ method: 'REQUEST', sequence: 1 });
    expect(mail!.text).toContain('/join/');
  });

  it('a mail that was under way when somebody moved up is not sent when its turn comes again', async () => {
    const { first, second } = await oneWaits();
    const [mail] = await mailsTo(second);
    await application.sql(`UPDATE delivery SET state = 'sending' WHERE id = $1`, [mail!.id]);
    await registrations.cancel(TESTER, first);
    // Greylisted.
    await application.sql(`UPDATE delivery SET state = 'planned', due_at = now() WHERE id = $1`, [mail!.id]);
    expect((await sent(second)).map(({ subject }) => subject)).toEqual(['You have a place: Winter symposium']);
    expect(await told(second)).toEqual([
      ['waitlisted', 'skipped', 'superseded'],
      ['promoted', 'sent', null],
    ]);
  });

  it('two moves of one registration in one transaction: the latter is told', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    await application.sql('DELETE FROM delivery WHERE registration_id = $1', [id]);
    await publish(edition, [
      { registrationId: id, version: 1, from: null, to: 'waitlisted', why: 'registered' },
      { registrationId: id, version: 2, from: 'waitlisted', to: 'confirmed', why: 'promoted' },
    ]);
    expect(await told(id)).toEqual([
      ['waitlisted', 'cancelled', 'superseded'],
      ['promoted', 'planned', null],
    ]);
    expect(await remindersTo(id)).toEqual([['planned', null]]);
  });

  it('the waiting list: the place in line, no way in, no calendar', async () => {
    const { edition, second } = await oneWaits();
    const { id: third } = await aRegistration(application, edition, { name: '陈静', locale: 'zh-Hans' });
    const [mail] = await sent(second);
    expect(mail!.text).toContain('Your place in line as we write this: 1.');
    expect(mail!.text).toMatch(/\/r\/\S+/);
    expect(mail!.text).not.toContain('/join/');
    expect(eventOf(mail)).toBeNull();
    const [chinese] = await sent(third);
    expect(chinese!.subject).toBe('您已进入候补名单：Winter symposium');
    expect(chinese!.text).toContain('第 2 位');
    expect(chinese!.headers['content-language']).toBe('zh-Hans');
  });

  it('an application, its approval, and a refusal in the organiser’s words', async () => {
    const { edition, id } = await onePending();
    const [application1] = await sent(id);
    expect(application1!.subject).toBe('We have your application: Winter symposium');
    expect(eventOf(application1)).toBeNull();
    await decisions.approve(reviewer, id);
    const [approval] = await sent(id);
    expect(approval!.subject).toBe('Your application is approved: Winter symposium');
    expect(eventOf(approval)).toMatchObject({ method: 'REQUEST', sequence: 1 });
    expect(await remindersTo(id)).toEqual([['planned', null]]);

    const other = await aRegistration(application, edition, { name: 'Béla' });
    await decisions.decline(reviewer, other.id, { message: 'Too many this year.\n\nDo try again.', note: 'weak' });
    const [refusal] = await sent(other.id);
    expect(refusal!.text).toContain('From the organisers:\n\nToo many this year.\n\nDo try again.\n');
    expect(refusal!.text + refusal!.html).not.toContain('weak');
    expect(await told(other.id)).toEqual([
      ['confirmation', 'cancelled', 'superseded'],
      ['declined', 'sent', null],
    ]);
  });

  it('an offer: a deadline on both clocks and a button; accepted, or lapsed', async () => {
    const { first, second } = await oneWaits({ offerHours: 24 });
    await registrations.cancel(TESTER, first);
    const [offer] = await sent(second);
    expect(offer!.subject).toBe('A place is free for you – please accept it: Winter symposium');
    expect(offer!.text).toMatch(/Please accept it by \d\d:\d\d \w{3} \d+ \w+ \d{4} in Shanghai \(GMT\+8\)/);
    expect(offer!.html).toMatch(/href="https:\/\/symposia\.example\/r\/[^"]+"[^>]*>Accept your place</);
    expect(eventOf(offer)).toBeNull();
    expect(await remindersTo(second)).toEqual([]);
    await decisions.accept(TESTER, second);
    const [confirmation] = await sent(second);
    expect(confirmation!.subject).toBe('Your place is confirmed: Winter symposium');
    expect(await remindersTo(second)).toEqual([['planned', null]]);

    const again = await oneWaits({ offerHours: 1 });
    await registrations.cancel(TESTER, again.first);
    await sent(again.second);
    application.setNow(new Date(Date.now() + 2 * 3_600_000));
    expect(await decisions.lapse()).toBe(1);
    const [lapsed] = await sent(again.second);
    expect(lapsed!.subject).toBe('The offer of a place has lapsed: Winter symposium');
    // There never was an entry to take out.
    expect(eventOf(lapsed)).toBeNull();
  });

  it('an offer on the clock of somebody elsewhere', async () => {
    const edition = await anEdition(application, { category: { approval: true, offerHours: 24 } });
    const { id } = await aRegistration(application, edition, { timeZone: 'America/Winnipeg' });
    await decisions.approve(reviewer, id);
    const [offer] = await sent(id);
    expect(offer!.text).toMatch(/accept it by [^\n]+ in Winnipeg \(GMT−\d\), [^\n]+ in Shanghai \(GMT\+8\)\./);
  });

  it('somebody reinstated gets the reminders to come back, and the entry in the calendar', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    const [confirmation] = await sent(id);
    await registrations.cancel(TESTER, id);
    expect(await remindersTo(id)).toEqual([['cancelled', 'registration-cancelled']]);
    const [cancellation] = await sent(id);
    await registrations.undoCancel(TESTER, id);
    expect(await remindersTo(id)).toEqual([['planned', null]]);
    const [back] = await sent(id);
    expect(back!.subject).toBe('You are registered again: Winter symposium');
    const entries = [confirmation, cancellation, back].map((mail) => eventOf(mail)!);
    expect(entries.map(({ method, sequence }) => [method, sequence])).toEqual([
      ['REQUEST', 0],
      ['CANCEL', 1],
      ['REQUEST', 2],
    ]);
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(1);
  });

  it('a cancellation that is undone before it was told is not told', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    await sent(id);
    await registrations.cancel(TESTER, id);
    await registrations.undoCancel(TESTER, id);
    expect((await sent(id)).map(({ subject }) => subject)).toEqual(['You are registered again: Winter symposium']);
    expect(await told(id)).toEqual([
      ['confirmation', 'sent', null],
      ['cancelled', 'cancelled', 'superseded'],
      ['confirmation', 'sent', null],
    ]);
  });

  it('somebody reinstated after a reminder was sent does not get it again; one that fell due meanwhile comes late', async () => {
    const edition = await anEdition(application, { rule: { offset: '-P7D' } });
    const skipping = await aRule(application, edition.key, { offset: '-P1D', latePolicy: 'skip' });
    const sending = await aRule(application, edition.key, { offset: '-PT2H' });
    const { id } = await aRegistration(application, edition);
    await application.sql(
      `UPDATE delivery SET state = 'sent', sent_at = now() WHERE registration_id = $1 AND rule_id = $2`,
      [id, edition.rule],
    );
    await registrations.cancel(TESTER, id);
    await application.sql(`UPDATE reminder_rule SET due_at = now() - interval '1 minute' WHERE id = ANY ($1)`, [
      [skipping, sending],
    ]);
    await registrations.undoCancel(TESTER, id);
    const states = await application.sql<{ rule_id: string; state: string; reason: string | null; due: boolean }>(
      `SELECT rule_id, state, reason, due_at <= now() AS due FROM delivery WHERE registration_id = $1 AND kind = 'reminder'`,
      [id],
    );
    expect(new Map(states.map(({ rule_id, state, reason }) => [rule_id, [state, reason]]))).toEqual(
      new Map<string, unknown>([
        [edition.rule, ['sent', null]],
        [skipping, ['skipped', 'late']],
        [sending, ['planned', null]],
      ]),
    );
    expect(states.find(({ rule_id }) => rule_id === sending)!.due).toBe(true);
  });

  it('whoever moves up after a reminder’s time is late for it, however early they came', async () => {
    const { edition, first, second } = await oneWaits();
    const skipping = await aRule(application, edition.key, { offset: '-P1D', latePolicy: 'skip' });
    await application.sql(`UPDATE reminder_rule SET due_at = now() - interval '1 minute' WHERE id = ANY ($1)`, [
      [edition.rule, skipping],
    ]);
    await application.sql(`UPDATE registration SET created_at = now() - interval '1 year' WHERE edition_id = $1`, [
      edition.id,
    ]);
    await registrations.cancel(TESTER, first);
    expect((await remindersTo(second)).toSorted()).toEqual([
      ['planned', null],
      ['skipped', 'late'],
    ]);
  });

  it('another category: the reminders of the new one take the place of those of the old one', async () => {
    const edition = await anEdition(application, { rule: null });
    const hall = await aCategory(application, edition.key, { name: 'Hall', attendance: 'in_person' });
    const rules = {
      all: await aRule(application, edition.key),
      online: await aRule(application, edition.key, { audience: { attendance: ['online'] } }),
      hall: await aRule(application, edition.key, { audience: { categories: [hall] } }),
    };
    const { id } = await aRegistration(application, edition);
    await sent(id);
    await registrations.changeCategory(TESTER, id, hall);
    const planned = await application.sql<{ rule: string; state: string; reason: string | null }>(
      'SELECT rule_id AS rule, state, reason FROM delivery WHERE registration_id = $1 AND rule_id IS NOT NULL',
      [id],
    );
    expect(new Map(planned.map(({ rule, state, reason }) => [rule, [state, reason]]))).toEqual(
      new Map<string, unknown>([
        [rules.all, ['planned', null]],
        [rules.online, ['cancelled', 'registration-recategorised']],
        [rules.hall, ['planned', null]],
      ]),
    );
    const [mail] = await sent(id);
    expect(mail!.subject).toBe('Your category has changed: Winter symposium');
    expect(mail!.text).toContain('in the category “Hall” now');
  });

  it('the waiting list of another category: its place in line', async () => {
    const { edition, second } = await oneWaits();
    const full = await aCategory(application, edition.key, { name: 'Hall', capacity: 0, waitingList: true });
    await registrations.changeCategory(TESTER, second, full);
    const [mail, ...others] = await sent(second);
    expect(others).toEqual([]);
    expect(mail!.text).toContain('You have changed to the category “Hall” of Winter symposium');
    expect(mail!.text).toContain('Your place in line as we write this: 1.');
  });

  it('a place that is lost to the waiting list leaves the calendar', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    await sent(id);
    // The engine leaves nobody without the place they have; the mail must be right if ever it does.
    await application.sql(`UPDATE registration SET status = 'waitlisted', version = 2 WHERE id = $1`, [id]);
    await publish(edition, [
      { registrationId: id, version: 2, from: 'confirmed', to: 'waitlisted', why: 'recategorised' },
    ]);
    const [mail] = await sent(id);
    expect(mail!.subject).toBe('You are on the waiting list: Winter symposium');
    expect(eventOf(mail)).toMatchObject({ method: 'CANCEL', sequence: 1 });
    expect(mail!.text).not.toContain('/join/');
    expect(await remindersTo(id)).toEqual([['cancelled', 'registration-recategorised']]);
  });

  it('a rule made while people are approved misses nobody and counts nobody twice', async () => {
    const edition = await anEdition(application, { rule: null, category: { approval: true } });
    const people = await Promise.all(Array.from({ length: 20 }, () => aRegistration(application, edition)));
    const approving = people.map(({ id }) => decisions.approve(reviewer, id));
    const making = Array.from({ length: 4 }, () => aRule(application, edition.key));
    await Promise.all(approving);
    for (const rule of await Promise.all(making)) {
      const rows = await application.sql<{ id: string }>(
        `SELECT registration_id AS id FROM delivery WHERE rule_id = $1 AND state = 'planned'`,
        [rule],
      );
      expect(rows.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
    }
  });

  it('those who wait can be reminded, too', async () => {
    const { edition, first, second } = await oneWaits();
    const rule = await aRule(application, edition.key, { audience: { statuses: ['waitlisted'] } });
    const { id: third } = await aRegistration(application, edition);
    const reminded = () =>
      application.sql(
        `SELECT registration_id AS id, state, reason FROM delivery WHERE rule_id = $1 ORDER BY registration_id`,
        [rule],
      );
    expect(await reminded()).toEqual([second, third].map((id) => ({ id, state: 'planned', reason: null })));
    await registrations.cancel(TESTER, first);
    expect(await reminded()).toEqual([
      { id: second, state: 'cancelled', reason: 'registration-confirmed' },
      { id: third, state: 'planned', reason: null },
    ]);
  });

  it('the personal link that is asked for again says what is true now, at most once an hour', async () => {
    const { edition, second } = await oneWaits();
    await sent(second);
    const ask = () =>
      application
        .get(Database)
        .transaction((tx) => application.get(EventBus).publish(tx, new RegistrationRepeated(second, edition.id)));
    await ask();
    await ask();
    const mails = await sent(second);
    expect(mails.map(({ subject }) => subject)).toEqual(['You are on the waiting list: Winter symposium']);
    expect(mails[0]!.text).toMatch(/\/r\/\S+/);
  });

  it('a mail that is sent again is about the same, as long as it is true', async () => {
    const { first, second } = await oneWaits({ offerHours: 24 });
    await registrations.cancel(TESTER, first);
    await sent(second);
    const [offer] = (await mailsTo(second)).filter(({ state }) => state === 'sent');
    const resend = () => application.get(DeliveriesService).resend(TESTER, offer!.id);
    await resend();
    expect((await sent(second)).map(({ subject }) => subject)).toEqual([
      'A place is free for you – please accept it: Winter symposium',
    ]);
    await decisions.accept(TESTER, second);
    await sent(second);
    const overtaken = await resend();
    expect(await sent(second)).toEqual([]);
    expect((await mailsTo(second)).find(({ id }) => id === overtaken)).toMatchObject({
      state: 'skipped',
      reason: 'superseded',
    });
  });

  it('a moved edition has a greater number than any mail before, also after somebody has changed a lot', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    for (const affiliation of ['A', 'B', 'C']) await registrations.update(TESTER, id, { affiliation });
    const before = eventOf((await sent(id))[0])!;
    await application.asAdmin('PATCH', `/editions/${edition.key}`, {
      startsAt: hoursFromStart(24),
      endsAt: hoursFromStart(25),
    });
    await registrations.resendLink(TESTER, id);
    const after = eventOf((await sent(id))[0])!;
    expect(after.uid).toBe(before.uid);
    expect(after.sequence).toBeGreaterThan(before.sequence);
  });

  describe('to those who are invited', () => {
    let edition: BuiltEdition;
    let institution: string;
    beforeAll(async () => {
      edition = await anEdition(application);
      institution = await anInstitution(application, { timeZone: 'Europe/Berlin', name: 'Charité' });
      const { id } = (await application.asAdmin('GET', `/editions/${edition.key}/categories`)).body.items[0]!;
      await application.get(CategoriesService).update(TESTER, edition.key, id, {
        quotas: [{ institution, capacity: 3 }],
      });
    });

    const invite = (more: object) =>
      application
        .get(InvitationsService)
        .invite(TESTER, edition.key, InviteInput.parse({ category: edition.category, ...more }));
    const mailsOf = (invitation: string) =>
      application.sql<{ id: string; kind: string; state: string; reason: string | null }>(
        'SELECT id, kind, state, reason FROM delivery WHERE invitation_id = $1 ORDER BY id',
        [invitation],
      );
    const sentTo = async (invitation: string) => {
      application.sink.messages.length = 0;
      await application.get(OutboxService).deliver((await mailsOf(invitation)).map(({ id }) => id));
      return [...application.sink.messages];
    };

    it('a person: the link, the organiser’s words, until when, on both clocks', async () => {
      const id = await invite({
        email: 'grace@example.org',
        name: 'Grace Hopper',
        institution,
        locale: 'en',
        message: 'We would love to have you.',
        expiresAt: hoursFromStart(-48),
      });
      const [mail, ...others] = await sentTo(id);
      expect(others).toEqual([]);
      expect(mail!.envelope.to).toEqual(['grace@example.org']);
      expect(mail!.subject).toBe('You are invited: Winter symposium');
      for (const part of [mail!.text, mail!.html]) {
        expect(part).toMatch(
          new RegExp(`https://symposia\\.example/events/${edition.key}/register\\?invitation=[\\w.-]+`),
        );
        for (const words of ['Grace Hopper', 'We would love to have you.', 'Berlin', 'Shanghai', '20:00', '13:00']) {
          expect(part).toContain(words);
        }
      }
      expect(mail!.text).toMatch(/It can be used until 13:00 [^\n]+ in Berlin \(GMT\+1\), 20:00 [^\n]+ in Shanghai/);
      expect(mail!.headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-delivery-id': mail!.deliveryId });
      expect(mail!.headers).not.toHaveProperty('list-unsubscribe');
      expect(mail!.attachments).toEqual([]);
      expect(mail!.raw.byteLength).toBeLessThan(100_000);

      const { body } = await application.asAdmin('GET', `/editions/${edition.key}/deliveries?state=sent`);
      expect(body.items).toMatchObject([{ kind: 'invitation', registration: null, invitation: id, state: 'sent' }]);
      const again = await application.asAdmin('POST', `/deliveries/${mail!.deliveryId}/resend`);
      expect([again.status, again.body.kind, again.body.invitation]).toEqual([201, 'invitation', id]);
      expect((await sentTo(id)).map(({ subject }) => subject)).toEqual(['You are invited: Winter symposium']);
    });

    it('a reminder has words of its own, and takes the place of what has not gone out', async () => {
      const id = await invite({ email: 'alan@example.org', locale: 'zh-Hant' });
      await application.get(InvitationsService).resend(TESTER, edition.key, id);
      expect((await mailsOf(id)).map(({ state, reason }) => [state, reason])).toEqual([
        ['cancelled', 'superseded'],
        ['planned', null],
      ]);
      await sentTo(id);
      await application.sql(
        `UPDATE invitation SET created_at = now() - interval '9 days', reminded_at = now() - interval '8 days' WHERE id = $1`,
        [id],
      );
      await application.get(InvitationsService).remind(TESTER, edition.key, { kind: 'person' });
      expect((await sentTo(id)).map(({ subject }) => subject)).toEqual(['您的邀請仍然有效：Winter symposium']);
    });

    it('a coordinator: the link to name delegates, and how many', async () => {
      const id = await invite({ kind: 'delegation', email: 'coordinator@example.org', institution, locale: 'en' });
      const [mail] = await sentTo(id);
      expect(mail!.subject).toBe('Please name your delegates: Winter symposium');
      expect(mail!.text).toContain('You coordinate the delegation of Charité to Winter symposium.');
      expect(mail!.text).toContain('There are 3 places for your delegation.');
      expect(mail!.text).toMatch(/https:\/\/symposia\.example\/delegation\/[\w.-]+/);
    });

    it('nobody is invited by an invitation that was withdrawn, or to what is cancelled', async () => {
      const withdrawn = await invite({ email: 'edsger@example.org' });
      await application.get(InvitationsService).withdraw(TESTER, edition.key, withdrawn);
      expect(await sentTo(withdrawn)).toEqual([]);
      expect(await mailsOf(withdrawn)).toMatchObject([{ state: 'cancelled', reason: 'invitation-withdrawn' }]);

      const late = await invite({ email: 'barbara@example.org' });
      await application.asAdmin('POST', `/editions/${edition.key}/cancel`, { reason: 'Storm' });
      expect(await sentTo(late)).toEqual([]);
      expect(await mailsOf(late)).toMatchObject([{ state: 'cancelled', reason: 'edition-cancelled' }]);
    });
  });
});
