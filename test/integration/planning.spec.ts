import { EditionsService } from '../../src/features/editions/index.js';
import {
  DeliveriesService,
  OutboxService,
  ReminderRulesService,
  UpdateReminderRuleInput,
} from '../../src/features/messaging/index.js';
import { RegistrationService } from '../../src/features/registration/index.js';
import { aCategory, anEdition, aRule, type BuiltEdition, hoursFromStart } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('planning of reminders', () => {
  let application: TestApplication;
  let rules: ReminderRulesService;
  beforeAll(async () => {
    application = await startTestApplication();
    rules = application.get(ReminderRulesService);
  });
  afterAll(() => application.stop());

  /** By person: kind, state and reason; the reminders of `rule` only, when there is one. */
  const planned = (edition: BuiltEdition, rule?: string) =>
    application.sql<{ person: string; kind: string; state: string; reason: string | null; due: Date | null }>(
      `SELECT r.name AS person, d.kind, d.state, d.reason, coalesce(d.due_at, rule.due_at) AS due
       FROM delivery d JOIN registration r ON r.id = d.registration_id LEFT JOIN reminder_rule rule ON rule.id = d.rule_id
       WHERE d.edition_id = $1 AND ($2::uuid IS NULL OR d.rule_id = $2) ORDER BY r.id, d.kind, d.id`,
      [edition.id, rule ?? null],
    );
  const reminded = async (edition: BuiltEdition, rule: string) =>
    (await planned(edition, rule)).map(({ person }) => person);
  const update = (edition: BuiltEdition, rule: string, input: UpdateReminderRuleInput) =>
    rules.update(TESTER, edition.key, rule, UpdateReminderRuleInput.parse(input));

  it('a rule made before or after people register plans the same', async () => {
    const edition = await anEdition(application, { rule: { offset: '-P1D', at: '09:00' } });
    for (const name of ['Ada', 'Béla', 'Chen']) await aRegistration(application, edition, { name });
    const after = await aRule(application, edition.key, { offset: '-P1D', at: '09:00' });
    const expected = ['Ada', 'Béla', 'Chen'].map((person) => ({
      person,
      kind: 'reminder',
      state: 'planned',
      reason: null,
      due: new Date(hoursFromStart(-35)),
    }));
    expect(await planned(edition, edition.rule)).toEqual(expected);
    expect(await planned(edition, after)).toEqual(expected);
  });

  it('a rule made while people register misses nobody and counts nobody twice', async () => {
    const edition = await anEdition(application, { rule: null });
    const people = Array.from({ length: 40 }, (_, index) => `Person ${String(index).padStart(2, '0')}`);
    const registering = people.map((name) => aRegistration(application, edition, { name }));
    const making = Array.from({ length: 4 }, () => aRule(application, edition.key));
    await Promise.all(registering);
    for (const rule of await Promise.all(making)) {
      expect((await reminded(edition, rule)).sort()).toEqual(people);
    }
  });

  it('a rule that is changed while people register misses nobody', async () => {
    const edition = await anEdition(application);
    const people = Array.from({ length: 40 }, (_, index) => `Person ${String(index).padStart(2, '0')}`);
    const registering = people.map((name) => aRegistration(application, edition, { name }));
    for (const offset of ['-PT2H', '-PT3H', '-PT4H']) await update(edition, edition.rule, { offset });
    await Promise.all(registering);
    expect((await reminded(edition, edition.rule)).sort()).toEqual(people);
  });

  it('a rule made while its edition is moved is due by the new date', async () => {
    const edition = await anEdition(application, { rule: null });
    const editions = application.get(EditionsService);
    const [made] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, () => aRule(application, edition.key))),
      editions.update(TESTER, edition.key, { startsAt: hoursFromStart(24), endsAt: hoursFromStart(25) }),
    ]);
    expect(await application.sql('SELECT DISTINCT due_at FROM reminder_rule WHERE id = ANY($1)', [made])).toEqual([
      { due_at: new Date(hoursFromStart(23)) },
    ]);
  });

  it('planning again changes nothing', async () => {
    const edition = await anEdition(application);
    await aRegistration(application, edition);
    const before = await planned(edition);
    for (let time = 0; time < 3; time++) await update(edition, edition.rule, {});
    expect(await planned(edition)).toEqual(before);
  });

  it('a rule that is switched off plans nothing, and everything when it is switched on', async () => {
    const edition = await anEdition(application, { rule: { enabled: false } });
    await aRegistration(application, edition, { name: 'Ada' });
    expect(await reminded(edition, edition.rule)).toEqual([]);
    await update(edition, edition.rule, { enabled: true });
    expect(await reminded(edition, edition.rule)).toEqual(['Ada']);
    await update(edition, edition.rule, { enabled: false });
    expect(await reminded(edition, edition.rule)).toEqual([]);
  });

  describe('audience', () => {
    let edition: BuiltEdition;
    let hall: string;
    let slug: string;
    beforeAll(async () => {
      edition = await anEdition(application, { rule: null });
      hall = await aCategory(application, edition.key, { name: 'Hall', attendance: 'in_person' });
      slug = await anInstitution(application, { slug: 'audience-hospital' });
      await aRegistration(application, edition, { name: 'Ada' });
      await aRegistration(application, edition, { name: 'Béla', locale: 'zh-Hans' });
      await aRegistration(application, edition, { name: 'Chen', category: hall, institution: slug });
      await aRegistration(application, edition, { name: 'Dai', category: hall, locale: 'zh-Hant' });
      const gone = await aRegistration(application, edition, { name: 'Eve' });
      await application.get(RegistrationService).cancel(TESTER, gone.id);
      await application.sql(`UPDATE registration SET status = 'waitlisted' WHERE id = $1`, [
        (await aRegistration(application, edition, { name: 'Fei' })).id,
      ]);
    });
    it.each([
      { audience: {}, expected: ['Ada', 'Béla', 'Chen', 'Dai'] },
      { audience: { statuses: ['waitlisted' as const] }, expected: ['Fei'] },
      {
        audience: { statuses: ['confirmed' as const, 'waitlisted' as const] },
        expected: ['Ada', 'Béla', 'Chen', 'Dai', 'Fei'],
      },
      { audience: { categories: ['hall'] }, expected: ['Chen', 'Dai'] },
      { audience: { categories: [] }, expected: [] },
      { audience: { attendance: ['online' as const] }, expected: ['Ada', 'Béla'] },
      { audience: { locales: ['zh-Hans' as const, 'zh-Hant' as const] }, expected: ['Béla', 'Dai'] },
      { audience: { institutions: ['audience-hospital'] }, expected: ['Chen'] },
      { audience: { institutions: ['another'] }, expected: [] },
      { audience: { attendance: ['in_person' as const], locales: ['zh-Hant' as const] }, expected: ['Dai'] },
    ])('$audience reaches $expected', async ({ audience, expected }) => {
      const { categories, ...rest } = audience as { categories?: string[] };
      const real = { ...rest, ...(categories && { categories: categories.map(() => hall) }) };
      const rule = await aRule(application, edition.key, { audience: real });
      expect(await reminded(edition, rule)).toEqual(expected);
      const preview = await application.asAdmin('POST', `/editions/${edition.key}/reminder-rules/${rule}/preview`);
      expect(preview.body.recipients).toBe(expected.length);
    });

    it('decides about newcomers too', async () => {
      const rule = await aRule(application, edition.key, { audience: { locales: ['zh-Hant'] } });
      await aRegistration(application, edition, { name: 'Gao', locale: 'zh-Hant' });
      await aRegistration(application, edition, { name: 'Hu', locale: 'en' });
      expect(await reminded(edition, rule)).toEqual(['Dai', 'Gao']);
    });
  });

  describe('somebody who comes after the due time', () => {
    it.each([
      { latePolicy: 'send' as const, state: 'planned', reason: null },
      { latePolicy: 'skip' as const, state: 'skipped', reason: 'late' },
    ])('with the policy $latePolicy: $state', async ({ latePolicy, state, reason }) => {
      const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
      const edition = await anEdition(application, {
        edition: { startsAt: soon(30), endsAt: soon(90) },
        rule: { offset: '-PT1H', latePolicy },
      });
      const before = Date.now();
      await aRegistration(application, edition, { name: 'Ada' });
      const [late] = await planned(edition, edition.rule);
      expect(late).toMatchObject({ state, reason });
      // At once, by a due time of its own: the rule's has passed.
      expect(Math.abs(late!.due!.getTime() - before)).toBeLessThan(5_000);
    });
  });

  it('somebody who comes after several due times gets only the last of those reminders', async () => {
    const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const edition = await anEdition(application, {
      edition: { startsAt: soon(30), endsAt: soon(90) },
      rule: { offset: '-P7D' },
    });
    const day = await aRule(application, edition.key, { offset: '-P1D' });
    const hour = await aRule(application, edition.key, { offset: '-PT1H' });
    const last = await aRule(application, edition.key, { offset: '-PT5M' });
    await aRegistration(application, edition);
    const told = await Promise.all([edition.rule, day, hour, last].map((rule) => planned(edition, rule)));
    expect(told.flat().map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', 'superseded'],
      ['skipped', 'superseded'],
      ['planned', null],
      ['planned', null],
    ]);
  });

  it('a rule made after its due time still goes to those who came before it', async () => {
    const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const edition = await anEdition(application, { edition: { startsAt: soon(60), endsAt: soon(90) }, rule: null });
    await aRegistration(application, edition);
    await application.sql(`UPDATE registration SET status_at = now() - interval '1 day' WHERE edition_id = $1`, [
      edition.id,
    ]);
    const rule = await aRule(application, edition.key, { offset: '-PT2H', latePolicy: 'skip' });
    expect((await planned(edition, rule)).map(({ state, reason }) => [state, reason])).toEqual([['planned', null]]);
  });

  it('an edition moved after its reminder went out reminds again of the new date', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition, { name: 'Ada' });
    const { id: unsent } = await aRegistration(application, edition, { name: 'Béla' });
    await application.sql(`UPDATE reminder_rule SET due_at = now() - interval '1 minute' WHERE id = $1`, [
      edition.rule,
    ]);
    await application.sql(
      `UPDATE delivery SET state = 'sent', sent_at = now() WHERE registration_id = $1 AND kind = 'reminder'`,
      [id],
    );
    await application
      .get(EditionsService)
      .update(TESTER, edition.key, { startsAt: hoursFromStart(24), endsAt: hoursFromStart(25) });
    const due = new Date(hoursFromStart(23));
    expect(await planned(edition, edition.rule)).toMatchObject([
      { person: 'Ada', state: 'sent' },
      { person: 'Ada', state: 'planned', due },
      { person: 'Béla', state: 'cancelled', reason: 'edition-rescheduled' },
      { person: 'Béla', state: 'planned', due },
    ]);
    expect(unsent).not.toBe(id);
  });

  it('a person who changes language changes audience', async () => {
    const edition = await anEdition(application, { rule: { audience: { locales: ['en'] } } });
    const chinese = await aRule(application, edition.key, { audience: { locales: ['zh-Hans'] } });
    const { id } = await aRegistration(application, edition, { name: 'Chen', locale: 'en' });
    expect([await reminded(edition, edition.rule), await reminded(edition, chinese)]).toEqual([['Chen'], []]);
    await application.get(RegistrationService).update(TESTER, id, { locale: 'zh-Hans' });
    expect([await reminded(edition, edition.rule), await reminded(edition, chinese)]).toEqual([[], ['Chen']]);
  });

  it('a cancelled registration takes its planned mails with it, and is told once', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition, { name: 'Ada' });
    await aRegistration(application, edition, { name: 'Béla' });
    await application.get(RegistrationService).cancel(TESTER, id);
    expect((await planned(edition)).map(({ person, kind, state, reason }) => [person, kind, state, reason])).toEqual([
      ['Ada', 'cancelled', 'planned', null],
      ['Ada', 'confirmation', 'cancelled', 'registration-cancelled'],
      ['Ada', 'reminder', 'cancelled', 'registration-cancelled'],
      ['Béla', 'confirmation', 'planned', null],
      ['Béla', 'reminder', 'planned', null],
    ]);
  });

  it('a cancelled edition takes every planned mail with it, and tells everybody once', async () => {
    const edition = await anEdition(application);
    await aRegistration(application, edition, { name: 'Ada' });
    const { id } = await aRegistration(application, edition, { name: 'Béla' });
    await application.get(RegistrationService).cancel(TESTER, id);
    await application.get(EditionsService).cancel(TESTER, edition.key, 'Storm');
    expect((await planned(edition)).map(({ person, kind, state, reason }) => [person, kind, state, reason])).toEqual([
      ['Ada', 'cancelled', 'planned', null],
      ['Ada', 'confirmation', 'cancelled', 'edition-cancelled'],
      ['Ada', 'reminder', 'cancelled', 'edition-cancelled'],
      // Still to be told that the own registration was cancelled before.
      ['Béla', 'cancelled', 'planned', null],
      ['Béla', 'confirmation', 'cancelled', 'registration-cancelled'],
      ['Béla', 'reminder', 'cancelled', 'registration-cancelled'],
    ]);
  });

  it('a changed rule keeps what it has sent, and plans the rest anew', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition, { name: 'Ada' });
    await aRegistration(application, edition, { name: 'Béla' });
    const [first] = await application.sql<{ id: string }>(
      `SELECT id FROM delivery WHERE registration_id = $1 AND kind = 'reminder'`,
      [id],
    );
    await application.sql('UPDATE reminder_rule SET due_at = now() WHERE id = $1', [edition.rule]);
    await application.get(OutboxService).deliver([first!.id]);
    const sent = await application.sql('SELECT * FROM delivery WHERE id = $1', [first!.id]);
    await update(edition, edition.rule, { offset: '-PT2H', audience: { locales: ['en'] } });
    expect((await planned(edition, edition.rule)).map(({ person, state }) => [person, state])).toEqual([
      ['Ada', 'sent'],
      ['Béla', 'planned'],
    ]);
    expect(await application.sql('SELECT * FROM delivery WHERE id = $1', [first!.id])).toEqual(sent);
    expect(application.sink.messages).toHaveLength(1);
  });

  it('a reminder that is sent again keeps the words of its rule, and outlives a change of it', async () => {
    const edition = await anEdition(application, { rule: { subject: 'Soon: {event}' } });
    const { id } = await aRegistration(application, edition);
    const [sent] = await application.sql<{ id: string }>(
      `UPDATE delivery SET state = 'sent', sent_at = now() WHERE registration_id = $1 AND kind = 'reminder' RETURNING id`,
      [id],
    );
    const again = await application.get(DeliveriesService).resend(TESTER, sent!.id);
    await update(edition, edition.rule, { offset: '-PT2H' });
    await application.get(OutboxService).deliver([again]);
    expect(application.sink.messages.at(-1)).toMatchObject({ deliveryId: again, subject: 'Soon: Winter symposium' });
  });

  it('a removed rule leaves what it has sent on record, without what it had planned', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    await application.sql(
      `UPDATE delivery SET state = 'sent', sent_at = now() WHERE registration_id = $1 AND kind = 'reminder'`,
      [id],
    );
    await aRegistration(application, edition);
    await rules.remove(TESTER, edition.key, edition.rule);
    expect(
      await application.sql(`SELECT state, rule_id, due_at FROM delivery WHERE edition_id = $1 AND kind = 'reminder'`, [
        edition.id,
      ]),
    ).toEqual([{ state: 'sent', rule_id: null, due_at: new Date(hoursFromStart(-1)) }]);
  });
});
