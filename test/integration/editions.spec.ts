import {
  CreateEditionInput,
  DuplicateEditionKey,
  DuplicateOrdinal,
  EditionQueries,
  EditionsService,
  ImpossibleTransition,
  InUse,
  NotReadyToPublish,
  UpdateEditionInput,
} from '../../src/features/editions/index.js';
import { AmbiguousLocalTime } from '../../src/kernel/time-zone.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { aRule, anEdition, END, hoursFromStart, START } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('editions', () => {
  let application: TestApplication;
  let editions: EditionsService;
  let queries: EditionQueries;
  beforeAll(async () => {
    application = await startTestApplication();
    editions = application.get(EditionsService);
    queries = application.get(EditionQueries);
  });
  afterAll(() => application.stop());

  const create = (input: Partial<CreateEditionInput>) => editions.create(TESTER, CreateEditionInput.parse(input));
  const update = (key: string, input: UpdateEditionInput, version?: number) =>
    editions.update(TESTER, key, UpdateEditionInput.parse(input), version);
  const read = (key: string) => queries.byKey(TESTER, key);
  const dueTimes = async (editionId: string) =>
    (
      await application.sql<{ due: Date | null }>(
        'SELECT due_at AS due FROM reminder_rule WHERE edition_id = $1 ORDER BY id',
        [editionId],
      )
    ).map(({ due }) => due?.toISOString() ?? null);
  const deliveries = (editionId: string) =>
    application.sql('SELECT * FROM delivery WHERE edition_id = $1 ORDER BY id', [editionId]);

  describe('ordinals', () => {
    it.each([
      { there: [], given: undefined, expected: 1 },
      { there: [1, 2], given: undefined, expected: 3 },
      { there: [1, 5], given: undefined, expected: 6 },
      { there: [2, null], given: undefined, expected: 3 },
      { there: [1], given: null, expected: null },
      { there: [1], given: 7, expected: 7 },
      { there: [null], given: null, expected: null },
    ])('after $there, given $given: $expected', async ({ there, given, expected }) => {
      const { slug: series } = await aSeries(application);
      for (const [index, ordinal] of there.entries()) await create({ series, year: 2001 + index, ordinal });
      const { key } = await create({ series, year: 2020, ...(given === undefined ? {} : { ordinal: given }) });
      expect((await read(key)).ordinal).toBe(expected);
    });

    it('one ordinal is used once in a series, and freely in another', async () => {
      const { slug: series } = await aSeries(application);
      await create({ series, year: 2020, ordinal: 3 });
      await expect(create({ series, year: 2021, ordinal: 3 })).rejects.toEqual(new DuplicateOrdinal());
      const { slug: other } = await aSeries(application);
      expect((await read((await create({ series: other, year: 2021, ordinal: 3 })).key)).ordinal).toBe(3);
    });
  });

  it('proposes key, year and zone from series, start and first host', async () => {
    const { slug: series } = await aSeries(application);
    const hosts = [await anInstitution(application, { timeZone: 'America/Toronto' }), await anInstitution(application)];
    const { key } = await create({ series, hosts, startsAt: '2030-12-31T20:00', endsAt: '2031-01-01T21:00' });
    const edition = await read(key);
    expect([key, edition.year, edition.timeZone, edition.status]).toEqual([
      `${series}-2030`,
      2030,
      'America/Toronto',
      'draft',
    ]);
    expect([edition.startsAt, edition.endsAt]).toEqual([new Date('2031-01-01T01:00Z'), new Date('2031-01-02T02:00Z')]);
    expect(edition.hosts.map(({ slug }) => slug)).toEqual(hosts);
  });

  it('made twenty times at once with one key: one is made, the others are told that it exists', async () => {
    const { slug: series } = await aSeries(application);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => create({ series, key: 'contested', year: 2030, ordinal: index + 1 })),
    );
    const errors = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(errors).toEqual(Array.from({ length: 19 }, () => new DuplicateEditionKey('contested')));
    expect(
      await application.sql(
        `SELECT (SELECT count(*)::int FROM edition WHERE key = 'contested') AS editions,
           (SELECT count(*)::int FROM audit_entry a JOIN edition e ON e.id::text = a.object_id WHERE e.key = 'contested') AS entries`,
      ),
    ).toEqual([{ editions: 1, entries: 1 }]);
  });

  it('made at once without an ordinal: each has its own', async () => {
    const { slug: series, id } = await aSeries(application);
    await Promise.all(Array.from({ length: 8 }, (_, index) => create({ series, year: 2030 + index })));
    expect(
      await application.sql(
        'SELECT array_agg(ordinal ORDER BY ordinal) AS ordinals FROM edition WHERE series_id = $1',
        [id],
      ),
    ).toEqual([{ ordinals: [1, 2, 3, 4, 5, 6, 7, 8] }]);
  });

  describe('states', () => {
    const action = {
      publish: (key: string) => editions.publish(TESTER, key),
      postpone: (key: string) => editions.postpone(TESTER, key),
      cancel: (key: string) => editions.cancel(TESTER, key, 'Storm'),
      complete: (key: string) => editions.complete(TESTER, key),
    };
    type Action = keyof typeof action;
    const WAY: Record<string, Action[]> = {
      draft: [],
      published: ['publish'],
      postponed: ['publish', 'postpone'],
      cancelled: ['publish', 'cancel'],
      completed: ['publish', 'complete'],
    };
    const POSSIBLE: Record<string, Partial<Record<Action, string>>> = {
      draft: { publish: 'published' },
      published: { postpone: 'postponed', cancel: 'cancelled', complete: 'completed' },
      postponed: { publish: 'published', cancel: 'cancelled' },
      cancelled: {},
      completed: {},
    };
    const table = Object.keys(WAY).flatMap((from) =>
      (Object.keys(action) as Action[]).map((does) => ({ from, does, to: POSSIBLE[from]?.[does] ?? 'refused' })),
    );
    it.each(table)('$from, $does: $to', async ({ from, does, to }) => {
      const { key } = await anEdition(application, { published: false, stream: null, rule: null });
      for (const step of WAY[from]!) await action[step](key);
      if (to === 'refused') {
        const { version } = await read(key);
        await expect(action[does](key)).rejects.toBeInstanceOf(ImpossibleTransition);
        expect([(await read(key)).status, (await read(key)).version]).toEqual([from, version]);
      } else {
        await action[does](key);
        const { status, statusReason } = await read(key);
        expect([status, statusReason]).toEqual([to, does === 'cancel' ? 'Storm' : null]);
      }
    });

    it('needs a date to be published', async () => {
      const { slug: series } = await aSeries(application);
      const { key } = await create({ series, year: 2030 });
      await expect(action.publish(key)).rejects.toEqual(new NotReadyToPublish(['its start and end', 'a time zone']));
      expect((await read(key)).status).toBe('draft');
    });

    it('keeps its date while it is published', async () => {
      const { key } = await anEdition(application);
      await expect(update(key, { startsAt: null, endsAt: null })).rejects.toEqual(
        new NotReadyToPublish(['its start and end']),
      );
      expect((await read(key)).startsAt).toEqual(new Date(START));
    });

    it('is removed only as a draft', async () => {
      const published = await anEdition(application);
      await expect(editions.remove(TESTER, published.key)).rejects.toBeInstanceOf(InUse);
      const draft = await anEdition(application, { published: false });
      await editions.remove(TESTER, draft.key);
      await expect(read(draft.key)).rejects.toBeInstanceOf(NotFound);
    });
  });

  describe('another date', () => {
    it('moves the rules, and leaves every delivery as it is', async () => {
      const { id, key } = await anEdition(application, { rule: { offset: '-P1D', at: '09:00' } });
      await aRule(application, key, { offset: '-PT10M' });
      for (let person = 0; person < 3; person++)
        await aRegistration(application, { key, category: (await categoryOf(id))! });
      const before = await deliveries(id);
      expect(before).toHaveLength(9);
      await update(key, { startsAt: hoursFromStart(48), endsAt: hoursFromStart(50) });
      // 09:00 on the day before, in Shanghai, is 01:00 UTC.
      expect(await dueTimes(id)).toEqual([hoursFromStart(48 - 24 - 11), hoursFromStart(48 - 1 / 6)]);
      expect(await deliveries(id)).toEqual(before);
      const edition = await read(key);
      expect([edition.startsAt, edition.endsAt, edition.sequence]).toEqual([
        new Date(hoursFromStart(48)),
        new Date(hoursFromStart(50)),
        1,
      ]);
    });

    const categoryOf = async (editionId: string) =>
      (await application.sql<{ id: string }>('SELECT id FROM category WHERE edition_id = $1', [editionId]))[0]?.id;

    it('the same date again changes no sequence', async () => {
      const { key } = await anEdition(application);
      await update(key, { startsAt: START.replace('.000Z', '+00:00'), endsAt: END });
      expect((await read(key)).sequence).toBe(0);
    });

    it('another zone keeps the wall clock and moves the instants', async () => {
      const { id, key } = await anEdition(application);
      await update(key, { timeZone: 'America/Winnipeg' });
      const edition = await read(key);
      // 20:00 in Winnipeg, which stays on UTC−5, is 01:00 UTC of the next day.
      expect([edition.startsAt, edition.endsAt]).toEqual([
        new Date(hoursFromStart(13)),
        new Date(hoursFromStart(14.5)),
      ]);
      expect(await dueTimes(id)).toEqual([hoursFromStart(12)]);
      expect(
        await application.sql(
          `SELECT to_char(starts_wall, 'HH24:MI') AS starts, to_char(ends_wall, 'HH24:MI') AS ends FROM edition WHERE id = $1`,
          [id],
        ),
      ).toEqual([{ starts: '20:00', ends: '21:30' }]);
    });

    it('another zone with a time that it skips is refused, and nothing has changed', async () => {
      const { key } = await anEdition(application, {
        edition: { timeZone: 'UTC', startsAt: '2031-03-30T02:30:00Z', endsAt: '2031-03-30T05:00:00Z' },
      });
      await expect(update(key, { timeZone: 'Europe/Berlin' })).rejects.toBeInstanceOf(AmbiguousLocalTime);
      expect((await read(key)).timeZone).toBe('UTC');
    });

    it.each([
      {
        case: 'an end before the start',
        input: { endsAt: hoursFromStart(-1) },
        code: 'end-before-start',
        path: 'endsAt',
      },
      { case: 'no such day', input: { startsAt: '2031-02-30T10:00' }, code: 'invalid-date', path: 'startsAt' },
    ])('refuses $case', async ({ input, code, path }) => {
      const { key } = await anEdition(application);
      const error = await update(key, input).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InvalidInput);
      expect((error as InvalidInput).errors).toMatchObject([{ path, code }]);
      expect((await read(key)).endsAt).toEqual(new Date(END));
    });
  });

  it('postponed: its reminders wait without a date; published again they have one', async () => {
    const { id, key } = await anEdition(application);
    await editions.postpone(TESTER, key);
    expect(await dueTimes(id)).toEqual([null]);
    await update(key, { startsAt: hoursFromStart(240), endsAt: hoursFromStart(242) });
    expect(await dueTimes(id)).toEqual([null]);
    await aRule(application, key, { offset: '-PT2H' });
    expect(await dueTimes(id)).toEqual([null, null]);
    await editions.publish(TESTER, key);
    expect(await dueTimes(id)).toEqual([hoursFromStart(239), hoursFromStart(238)]);
  });

  it('a change by somebody with an older version is refused, and nothing has changed', async () => {
    const { key } = await anEdition(application);
    const { version } = await read(key);
    await update(key, { theme: 'First' }, version);
    await expect(update(key, { theme: 'Second' }, version)).rejects.toEqual(new StaleVersion());
    expect((await read(key)).theme).toEqual({ en: 'First' });
  });

  it('names an unknown host by its place in the list', async () => {
    const { slug: series } = await aSeries(application);
    const known = await anInstitution(application);
    const error = await create({ series, year: 2030, hosts: [known, 'nobody'] }).catch((thrown: unknown) => thrown);
    expect((error as InvalidInput).errors).toEqual([
      { path: 'hosts.1', code: 'unknown-institution', message: 'There is no institution “nobody”.' },
    ]);
  });
});
