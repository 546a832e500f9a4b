import { randomUUID } from 'node:crypto';
import { NotAllowed } from '../../src/features/accounts/index.js';
import {
  EditionQueries,
  EditionsService,
  type NewTimes,
  ReschedulePreviews,
  scopeOfSeries,
} from '../../src/features/editions/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { AmbiguousLocalTime } from '../../src/kernel/time-zone.js';
import { anEdition, aRule, type BuiltEdition, END, hoursFromStart, START } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** Everything that a change of date could touch. */
const TABLES = [
  'edition',
  'edition_institution',
  'category',
  'stream',
  'stream_mirror',
  'reminder_rule',
  'registration',
];
const LATER: NewTimes = { startsAt: hoursFromStart(48), endsAt: hoursFromStart(50) };

const minutesAhead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('another date', () => {
  let application: TestApplication;
  let editions: EditionsService;
  beforeAll(async () => {
    application = await startTestApplication();
    editions = application.get(EditionsService);
  });
  afterAll(() => application.stop());

  const preview = (edition: { key: string }, times: NewTimes, actor: Actor = TESTER) =>
    application.get(ReschedulePreviews).of(actor, edition.key, times);
  const outcomes = async (edition: BuiltEdition, times: NewTimes) =>
    (await preview(edition, times)).deliveries.map(({ offset, outcome, recipients }) => [offset, outcome, recipients]);

  /** Every row of the database that has to do with dates, and the whole trail. */
  const dump = async () => {
    const tables = [...TABLES, 'delivery', 'audit_entry', 'search_entry'];
    const rows = await Promise.all(
      tables.map((table) => application.sql(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`)),
    );
    return Object.fromEntries(tables.map((table, index) => [table, rows[index]]));
  };
  const reminders = (edition: BuiltEdition) =>
    application.sql<{ name: string; offset: string; state: string; reason: string | null }>(
      `SELECT r.name, rule.offset_text AS offset, d.state, d.reason
       FROM delivery d JOIN registration r ON r.id = d.registration_id JOIN reminder_rule rule ON rule.id = d.rule_id
       WHERE d.edition_id = $1 AND d.kind = 'reminder' ORDER BY r.name, d.id`,
      [edition.id],
    );
  const dueTimes = async (edition: BuiltEdition) =>
    (
      await application.sql<{ due: Date | null }>(
        'SELECT due_at AS due FROM reminder_rule WHERE edition_id = $1 ORDER BY id',
        [edition.id],
      )
    ).map(({ due }) => due);
  /** As if the rule's time had come and all of it had gone out. */
  const sent = async (rule: string) => {
    await application.sql(`UPDATE reminder_rule SET due_at = now() - interval '1 minute' WHERE id = $1`, [rule]);
    await application.sql(`UPDATE delivery SET state = 'sent', sent_at = now() WHERE rule_id = $1`, [rule]);
  };

  it('is the same by its own use case as by a change of the times', async () => {
    const [one, other] = [await anEdition(application), await anEdition(application)];
    await editions.reschedule(TESTER, one.key, LATER);
    await editions.update(TESTER, other.key, LATER);
    const facts = async ({ key }: BuiltEdition) => {
      const { startsAt, endsAt, sequence, version, status } = await application.get(EditionQueries).byKey(TESTER, key);
      return { startsAt, endsAt, sequence, version, status };
    };
    expect(await facts(one)).toEqual(await facts(other));
    expect(await dueTimes(one)).toEqual(await dueTimes(other));
    expect(await dueTimes(one)).toEqual([new Date(hoursFromStart(47))]);
    const { version } = await application.get(EditionQueries).byKey(TESTER, one.key);
    await expect(editions.reschedule(TESTER, one.key, LATER, version - 1)).rejects.toBeInstanceOf(StaleVersion);
  });

  describe('in preview', () => {
    it('tells what would move, changes nothing, and is what then happens', async () => {
      const edition = await anEdition(application, { rule: { offset: '-P1D', at: '09:00' } });
      await aRule(application, edition.key, { offset: '-PT1H' });
      for (let person = 0; person < 3; person++) await aRegistration(application, edition);
      const [before, due] = [await dump(), await dueTimes(edition)];
      const answer = await preview(edition, LATER);
      expect(await dump()).toEqual(before);
      expect(answer).toEqual({
        startsAt: { before: new Date(START), after: new Date(hoursFromStart(48)) },
        endsAt: { before: new Date(END), after: new Date(hoursFromStart(50)) },
        sessions: [],
        deliveries: [
          { rule: edition.rule, offset: '-P1D', before: due[0], after: new Date(hoursFromStart(13)) },
          { rule: expect.any(String) as string, offset: '-PT1H', before: due[1], after: new Date(hoursFromStart(47)) },
        ].map((line) => ({ ...line, anchor: 'edition_start', recipients: 3, outcome: 'moved' })),
      });
      await editions.reschedule(TESTER, edition.key, LATER);
      expect(await dueTimes(edition)).toEqual(answer.deliveries.map(({ after }) => after));
    });

    it('reads times without an offset in the zone of the edition', async () => {
      const edition = await anEdition(application, { edition: { timeZone: 'America/Winnipeg' } });
      const { startsAt } = await preview(edition, { startsAt: '2090-12-10T07:00', endsAt: '2090-12-10T08:00' });
      expect(startsAt.after).toEqual(new Date('2090-12-10T12:00:00Z'));
    });

    it('to the same date moves nothing', async () => {
      const edition = await anEdition(application);
      await aRegistration(application, edition);
      expect(await outcomes(edition, { startsAt: START, endsAt: END })).toEqual([['-PT1H', 'unchanged', 1]]);
    });

    it('leaves out what is switched off, and tells of a rule that reaches nobody yet', async () => {
      const edition = await anEdition(application, { rule: { enabled: false } });
      await aRule(application, edition.key, { offset: '-PT2H' });
      expect(await outcomes(edition, LATER)).toEqual([['-PT2H', 'moved', 0]]);
    });

    it('of an edition whose reminder went out: it goes out again', async () => {
      const edition = await anEdition(application);
      await aRegistration(application, edition, { name: 'Ada' });
      await sent(edition.rule);
      const before = await dump();
      expect(await outcomes(edition, LATER)).toEqual([['-PT1H', 'again', 1]]);
      expect(await dump()).toEqual(before);
      await editions.reschedule(TESTER, edition.key, LATER);
      expect((await reminders(edition)).map(({ state }) => state)).toEqual(['sent', 'planned']);
    });

    it('to a date so near that reminders are late: the last of them goes at once, the others do not', async () => {
      const edition = await anEdition(application, { rule: { offset: '-P7D' } });
      await aRule(application, edition.key, { offset: '-P1D' });
      await aRule(application, edition.key, { offset: '-PT2H', audience: { locales: ['en'] } });
      await aRule(application, edition.key, { offset: '-P2D', latePolicy: 'skip' });
      await aRule(application, edition.key, { offset: '-PT10M' });
      await aRegistration(application, edition, { name: 'Ada', locale: 'en' });
      await aRegistration(application, edition, { name: 'Chen', locale: 'zh-Hans' });
      const soon = { startsAt: minutesAhead(60), endsAt: minutesAhead(120) };
      const before = await dump();
      const told = await outcomes(edition, soon);
      expect(told).toEqual([
        ['-P7D', 'superseded', 2],
        ['-P1D', 'late', 1],
        ['-P1D', 'superseded', 1],
        ['-PT2H', 'late', 1],
        ['-P2D', 'skipped', 2],
        ['-PT10M', 'moved', 2],
      ]);
      expect(await dump()).toEqual(before);

      await editions.reschedule(TESTER, edition.key, soon);
      const states = async () =>
        (await reminders(edition)).map(({ name, offset, state, reason }) => [name, offset, reason ?? state].join(' '));
      expect(new Set(await states())).toEqual(
        new Set([
          'Ada -P7D superseded',
          'Ada -P1D superseded',
          'Ada -PT2H planned',
          'Ada -P2D late',
          'Ada -PT10M planned',
          'Chen -P7D superseded',
          'Chen -P1D planned',
          'Chen -P2D late',
          'Chen -PT10M planned',
        ]),
      );
      // And back again: what was skipped has its time once more.
      expect(await outcomes(edition, { startsAt: START, endsAt: END })).toEqual([
        ['-P7D', 'again', 2],
        ['-P1D', 'again', 2],
        ['-PT2H', 'again', 1],
        ['-P2D', 'again', 2],
        ['-PT10M', 'moved', 2],
      ]);
    });

    it('of a postponed edition: its reminders wait, and those who were reminded are reminded again', async () => {
      const edition = await anEdition(application);
      await aRegistration(application, edition, { name: 'Ada' });
      await sent(edition.rule);
      await editions.postpone(TESTER, edition.key);
      expect(await outcomes(edition, LATER)).toEqual([['-PT1H', 'waiting', 1]]);
      await editions.reschedule(TESTER, edition.key, LATER);
      await editions.publish(TESTER, edition.key);
      expect((await reminders(edition)).map(({ state }) => state)).toEqual(['sent', 'planned']);
      expect(await dueTimes(edition)).toEqual([new Date(hoursFromStart(47))]);
    });

    it.each(['cancel', 'complete'] as const)('after %s nothing is reminded any more', async (action) => {
      const edition = await anEdition(application);
      await aRegistration(application, edition);
      await sent(edition.rule);
      await editions[action](TESTER, edition.key, undefined);
      expect(await outcomes(edition, LATER)).toEqual([['-PT1H', 'past', 0]]);
    });

    it('holds nothing: the deed follows at once', async () => {
      const edition = await anEdition(application);
      await preview(edition, LATER);
      const locks = await application.sql(
        `SELECT 1 FROM pg_locks WHERE relation = 'edition'::regclass AND mode LIKE 'Row%Lock' AND pid <> pg_backend_pid()`,
      );
      expect(locks).toEqual([]);
      await editions.reschedule(TESTER, edition.key, LATER);
      expect(await dueTimes(edition)).toEqual([new Date(hoursFromStart(47))]);
    });

    it('while people register and the edition is moved: all of them are reminded, once and of the new date', async () => {
      const edition = await anEdition(application);
      const second = await aRule(application, edition.key, { offset: '-P1D' });
      const registering = Array.from({ length: 30 }, () => aRegistration(application, edition));
      const looking = Array.from({ length: 6 }, (_, hours) =>
        preview(edition, { startsAt: hoursFromStart(hours), endsAt: hoursFromStart(hours + 1) }),
      );
      const moving = editions.reschedule(TESTER, edition.key, LATER);
      await Promise.all([...registering, ...looking, moving]);
      expect(
        await application.sql(
          `SELECT d.rule_id AS rule, d.state, count(*)::int AS count, count(DISTINCT registration_id)::int AS people
           FROM delivery d WHERE d.edition_id = $1 AND kind = 'reminder' GROUP BY d.rule_id, d.state ORDER BY d.rule_id`,
          [edition.id],
        ),
      ).toEqual([edition.rule, second].map((rule) => ({ rule, state: 'planned', count: 30, people: 30 })));
      expect(await dueTimes(edition)).toEqual([new Date(hoursFromStart(47)), new Date(hoursFromStart(24))]);
    });

    it.each([
      { title: 'an end before the start', times: { startsAt: END, endsAt: START }, error: InvalidInput },
      {
        title: 'a time that is skipped',
        times: { startsAt: '2031-03-30T02:30', endsAt: '2031-03-30T09:00' },
        error: AmbiguousLocalTime,
      },
      {
        title: 'a time that exists twice',
        times: { startsAt: '2031-10-26T02:30', endsAt: '2031-10-26T09:00' },
        error: AmbiguousLocalTime,
      },
    ])('refuses what the deed refuses: $title', async ({ times, error }) => {
      const edition = await anEdition(application, { edition: { timeZone: 'Europe/Amsterdam' } });
      const before = await dump();
      await expect(preview(edition, times)).rejects.toBeInstanceOf(error);
      await expect(editions.reschedule(TESTER, edition.key, times)).rejects.toBeInstanceOf(error);
      expect(await dump()).toEqual(before);
    });

    it('is for those who may change the edition', async () => {
      const published = await anEdition(application);
      const draft = await anEdition(application, { published: false });
      const as = (role: 'organiser' | 'viewer', seriesId: string): Actor => ({
        kind: 'account',
        accountId: randomUUID(),
        name: 'X',
        grants: [{ role, scope: scopeOfSeries(seriesId) }],
      });
      const other = (await aSeries(application)).id;
      await expect(preview(published, LATER, as('organiser', other))).rejects.toBeInstanceOf(NotAllowed);
      await expect(preview(published, LATER, as('viewer', published.seriesId))).rejects.toBeInstanceOf(NotAllowed);
      await expect(preview(draft, LATER, as('organiser', other))).rejects.toBeInstanceOf(NotFound);
      await expect(preview(draft, LATER, as('organiser', draft.seriesId))).resolves.toMatchObject({ sessions: [] });
    });
  });
});
