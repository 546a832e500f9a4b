import { randomUUID } from 'node:crypto';
import { NotAllowed } from '../../src/features/accounts/index.js';
import {
  type ClonedEdition,
  CloneEditionInput,
  CLONE_PARTS,
  DuplicateEditionKey,
  DuplicateOrdinal,
  EditionChecklist,
  EditionCloning,
  EditionMentions,
  EditionQueries,
  EditionsService,
  scopeOfEdition,
  scopeOfSeries,
  UpdateEditionInput,
} from '../../src/features/editions/index.js';
import { StreamQueries } from '../../src/features/livestreams/index.js';
import { MessagingQueries, ReminderRulesService, SweepService } from '../../src/features/messaging/index.js';
import { CategoriesService } from '../../src/features/registration/index.js';
import { type Actor, type Grant } from '../../src/kernel/actor.js';
import { type InvalidInput, NotFound } from '../../src/kernel/domain-error.js';
import { AmbiguousLocalTime, formatWallTime, toIsoWithOffset } from '../../src/kernel/time-zone.js';
import { aCategory, anEdition, aRule, aStream, type BuiltEdition, START } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { aRoom, aTrack } from '../factories/programme.js';
import { aSeries } from '../factories/series.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const ZONE = 'Europe/Amsterdam';

describe('cloning an edition', () => {
  let application: TestApplication;
  let editions: EditionsService;
  let queries: EditionQueries;
  beforeAll(async () => {
    application = await startTestApplication();
    editions = application.get(EditionsService);
    queries = application.get(EditionQueries);
  });
  afterAll(() => application.stop());

  const clone = (key: string, input: Partial<CloneEditionInput> = {}, actor = TESTER): Promise<ClonedEdition> =>
    application
      .get(EditionCloning)
      .clone(actor, key, CloneEditionInput.parse({ year: 2031, startsAt: '2031-03-29T09:00', ...input }));
  const read = (key: string) => queries.byKey(TESTER, key);
  const local = (instant: Date | null, zone = ZONE) => instant && toIsoWithOffset(zone, instant);
  const rows = <T = Record<string, unknown>>(sql: string, id: string) => application.sql<T>(sql, [id]);
  const somebody = (...grants: Grant[]): Actor => ({ kind: 'account', accountId: randomUUID(), name: 'X', grants });

  /** Two days in June 2030 in Amsterdam, with everything that an edition can have; three people have registered. */
  const aFullEdition = async (): Promise<BuiltEdition & { hall: string; hosts: string[]; partner: string }> => {
    const hosts = [
      await anInstitution(application, {
        timeZone: ZONE,
        city: 'Groningen',
        name: { en: 'UMCG', 'zh-Hans': '格罗宁根大学' },
      }),
      await anInstitution(application),
    ];
    const partner = await anInstitution(application);
    const edition = await anEdition(application, {
      edition: {
        year: 2030,
        ordinal: 12,
        title: { en: 'Annual Meeting 2030', 'zh-Hans': '第十二届年会' },
        theme: 'Impact',
        description: 'Come to Groningen!',
        hosts,
        roles: [{ institution: partner, role: 'broadcaster' }],
        timeZone: ZONE,
        startsAt: '2030-06-12T09:00',
        endsAt: '2030-06-13T17:00',
        format: 'hybrid',
        venue: { name: { en: 'Martini Hall' }, city: 'Groningen', country: 'NL' },
        languages: ['en', 'zh-Hans'],
      },
      category: { name: 'Online', opensAt: '2020-05-01T00:00', closesAt: '2030-06-09T23:59' },
      stream: {
        title: { en: 'Main hall', 'zh-Hans': '主会场' },
        access: 'public',
        opensMinutesBefore: 45,
        mirrors: [
          { provider: 'bilibili', url: 'https://live.example/2030', region: ['CN'], label: 'Mainland', priority: 1 },
          { provider: 'youtube', url: 'https://live.example/always', language: 'en', priority: 2 },
        ],
      },
      rule: { offset: '-P1D', at: '09:00', subject: 'Tomorrow: {event}', latePolicy: 'skip' },
    });
    const hall = await aCategory(application, edition.key, { name: 'Hall', attendance: 'in_person', capacity: 2 });
    await aRule(application, edition.key, { offset: '-PT1H', audience: { categories: [hall], locales: ['en'] } });
    for (const category of [hall, hall, edition.category]) {
      await aRegistration(application, { key: edition.key, category });
    }
    return { ...edition, hall, hosts, partner };
  };

  describe('with everything', () => {
    let source: Awaited<ReturnType<typeof aFullEdition>>;
    let target: ClonedEdition;
    beforeAll(async () => {
      source = await aFullEdition();
      // The Saturday before the clocks go forward; the second day lies behind the change.
      target = await clone(source.key, { year: 2031, startsAt: '2031-03-29T09:00' });
    });

    it('is a draft of its own, with what stays from year to year', async () => {
      const [before, after] = [await read(source.key), await read(target.key)];
      const { id, key, ordinal, year, status, theme, sequence, version } = after;
      expect({ id, key, ordinal, year, status, theme, sequence, version }).toEqual({
        id: target.id,
        key: `${before.series.slug}-2031`,
        ordinal: 13,
        year: 2031,
        status: 'draft',
        theme: null,
        sequence: 0,
        version: 1,
      });
      const kept = ({
        series,
        title,
        description,
        venue,
        format,
        languages,
        hosts,
        roles,
        timeZone,
      }: typeof after) => ({
        ...{ series, title, description, venue, format, languages, hosts, roles, timeZone },
      });
      expect(kept(after)).toEqual(kept(before));
      expect(await rows('SELECT cloned_from FROM edition WHERE id = $1', target.id)).toEqual([
        { cloned_from: source.id },
      ]);
    });

    it('begins at 09:00 and ends at 17:00 on the next day, although that day has another offset', async () => {
      const { startsAt, endsAt } = await read(target.key);
      expect([local(startsAt), local(endsAt)]).toEqual(['2031-03-29T09:00:00+01:00', '2031-03-30T17:00:00+02:00']);
      expect(target.adjusted).toEqual([]);
      expect(
        await rows(
          `SELECT to_char(starts_wall, 'MM-DD HH24:MI') AS starts, to_char(ends_wall, 'MM-DD HH24:MI') AS ends FROM edition WHERE id = $1`,
          target.id,
        ),
      ).toEqual([{ starts: '03-29 09:00', ends: '03-30 17:00' }]);
    });

    it('has the categories with their windows on the clock, and every place free', async () => {
      const categories = await rows<{ opens: Date | null; closes: Date | null }>(
        `SELECT name, attendance, capacity, taken, overhang, opens_at AS opens, closes_at AS closes, version FROM category
         WHERE edition_id = $1 ORDER BY position`,
        target.id,
      );
      expect(
        categories.map(({ opens, closes, ...rest }) => ({ ...rest, opens: local(opens), closes: local(closes) })),
      ).toEqual([
        {
          name: { en: 'Online' },
          attendance: 'online',
          capacity: null,
          taken: 0,
          overhang: 0,
          opens: '2021-02-15T00:00:00+01:00',
          // Three days before the start at 23:59, as last year.
          closes: '2031-03-26T23:59:00+01:00',
          version: 1,
        },
        {
          name: { en: 'Hall' },
          attendance: 'in_person',
          capacity: 2,
          taken: 0,
          overhang: 0,
          opens: null,
          closes: null,
          version: 1,
        },
      ]);
    });

    it('has the streams with their mirrors', async () => {
      const page = { limit: 10 };
      const streams = async (key: string) =>
        (await application.get(StreamQueries).list(TESTER, await read(key), page)).items.map(
          ({ id: _, mirrors, ...stream }) => ({ ...stream, mirrors: mirrors.map(({ id: __, ...mirror }) => mirror) }),
        );
      expect(await streams(target.key)).toEqual(await streams(source.key));
      expect(await streams(target.key)).toHaveLength(1);
    });

    it('has the reminders with their words, for the copies of their categories, due on the clock of the new date', async () => {
      const [online, hall] = await rows<{ id: string }>(
        'SELECT id FROM category WHERE edition_id = $1 ORDER BY position',
        target.id,
      );
      const { items } = await application.get(MessagingQueries).rules(TESTER, await read(target.key), { limit: 10 });
      expect(
        items.map(({ offset, at, dueAt, audience, subject, latePolicy, enabled, counts }) => ({
          ...{ offset, at, audience, subject, latePolicy, enabled, counts },
          dueAt: local(dueAt),
        })),
      ).toEqual([
        {
          offset: '-P1D',
          at: '09:00',
          dueAt: '2031-03-28T09:00:00+01:00',
          audience: {},
          subject: { en: 'Tomorrow: {event}' },
          latePolicy: 'skip',
          enabled: true,
          counts: {},
        },
        {
          offset: '-PT1H',
          at: null,
          dueAt: '2031-03-29T08:00:00+01:00',
          audience: { categories: [hall!.id], locales: ['en'] },
          subject: null,
          latePolicy: 'send',
          enabled: true,
          counts: {},
        },
      ]);
      expect([online!.id, hall!.id]).not.toContain(source.category);
    });

    it('has nobody and nothing to send, and the source has everything that it had', async () => {
      const counts = `SELECT (SELECT count(*)::int FROM registration WHERE edition_id = $1) AS registrations,
        (SELECT count(*)::int FROM delivery WHERE edition_id = $1) AS deliveries,
        (SELECT sum(taken)::int FROM category WHERE edition_id = $1) AS taken`;
      expect(await rows(counts, target.id)).toEqual([{ registrations: 0, deliveries: 0, taken: 0 }]);
      expect(await rows(counts, source.id)).toEqual([{ registrations: 3, deliveries: 8, taken: 3 }]);
    });

    it('is on record', async () => {
      const [entry] = await rows<{ action: string; after: object }>(
        'SELECT action, before, after, object_version AS version FROM audit_entry WHERE edition_id = $1',
        target.id,
      );
      expect(entry).toMatchObject({
        action: 'edition.clone',
        before: null,
        version: 1,
        after: { clonedFrom: source.key, key: target.key, ordinal: 13, year: 2031, include: [...CLONE_PARTS] },
      });
    });
  });

  describe('choosing what to copy', () => {
    let source: Awaited<ReturnType<typeof aFullEdition>>;
    beforeAll(async () => {
      source = await aFullEdition();
      await aRoom(application, source.key);
      await aTrack(application, source.key);
    });
    let year = 2040;

    it.each<{ include: CloneEditionInput['include']; expected: string[] }>([
      { include: [], expected: [] },
      { include: ['roles'], expected: ['roles'] },
      { include: ['categories'], expected: ['categories'] },
      { include: ['streams'], expected: ['streams'] },
      { include: ['rules'], expected: ['rules'] },
      { include: ['reminder-rules'], expected: ['rules'] },
      { include: ['questions'], expected: [] },
      { include: ['rooms'], expected: ['rooms'] },
      { include: ['tracks'], expected: ['tracks'] },
      { include: ['categories', 'rules', 'streams'], expected: ['categories', 'rules', 'streams'] },
      { include: undefined, expected: ['roles', 'categories', 'rooms', 'tracks', 'rules', 'streams'] },
    ])('$include: $expected', async ({ include, expected }) => {
      const { id, key } = await clone(source.key, { include, year: year++, ordinal: null });
      const [there] = await rows<Record<string, boolean>>(
        `SELECT EXISTS (SELECT 1 FROM edition_institution WHERE edition_id = $1 AND role <> 'host') AS roles,
           EXISTS (SELECT 1 FROM category WHERE edition_id = $1) AS categories,
           EXISTS (SELECT 1 FROM room WHERE edition_id = $1) AS rooms,
           EXISTS (SELECT 1 FROM track WHERE edition_id = $1) AS tracks,
           EXISTS (SELECT 1 FROM reminder_rule WHERE edition_id = $1) AS rules,
           EXISTS (SELECT 1 FROM stream WHERE edition_id = $1) AS streams`,
        id,
      );
      expect(Object.keys(there!).filter((part) => there![part])).toEqual(expected);
      expect((await read(key)).hosts.map(({ slug }) => slug)).toEqual(source.hosts);
    });

    it('switches a reminder off that was for categories which were not copied', async () => {
      const { id } = await clone(source.key, { include: ['rules'], year: year++, ordinal: null });
      expect(await rows('SELECT audience, enabled FROM reminder_rule WHERE edition_id = $1 ORDER BY id', id)).toEqual([
        { audience: {}, enabled: true },
        { audience: { categories: [], locales: ['en'] }, enabled: false },
      ]);
    });

    it('takes other hosts, title, theme, key and ordinal, and the zone of the first host', async () => {
      const host = await anInstitution(application, { timeZone: 'America/Winnipeg' });
      const { key } = await clone(source.key, {
        year: year++,
        key: 'another-key',
        ordinal: 40,
        title: 'Another title',
        theme: { 'zh-Hans': '影响' },
        hosts: [host],
      });
      const edition = await read(key);
      expect(edition).toMatchObject({
        key: 'another-key',
        ordinal: 40,
        title: { en: 'Another title' },
        theme: { 'zh-Hans': '影响' },
        timeZone: 'America/Winnipeg',
      });
      expect(edition.hosts.map(({ slug }) => slug)).toEqual([host]);
      // 09:00 to 17:00 on the clock of the new host.
      expect([local(edition.startsAt, 'America/Winnipeg'), local(edition.endsAt, 'America/Winnipeg')]).toEqual([
        '2031-03-29T09:00:00-05:00',
        '2031-03-30T17:00:00-05:00',
      ]);
    });
  });

  describe('times', () => {
    it('names those that the clock of the new year does not have', async () => {
      const source = await anEdition(application, {
        edition: { timeZone: ZONE, startsAt: '2030-06-12T01:00', endsAt: '2030-06-12T02:30' },
        category: { name: 'Night', opensAt: '2030-06-11T00:00', closesAt: '2030-06-12T02:15' },
      });
      const { key, adjusted } = await clone(source.key, { startsAt: '2031-03-30T01:00' });
      expect(
        adjusted.map(({ at, wanted, ...rest }) => ({ ...rest, wanted: formatWallTime(wanted), at: local(at) })),
      ).toEqual([
        {
          place: 'edition',
          name: null,
          path: 'endsAt',
          trick: 'skipped',
          wanted: '2031-03-30T02:30:00',
          at: '2031-03-30T03:30:00+02:00',
        },
        {
          place: 'category',
          name: { en: 'Night' },
          path: 'closesAt',
          trick: 'skipped',
          wanted: '2031-03-30T02:15:00',
          at: '2031-03-30T03:15:00+02:00',
        },
      ]);
      const { id, endsAt } = await read(key);
      expect(local(endsAt)).toBe('2031-03-30T03:30:00+02:00');
      const [category] = await rows<{ closes: Date }>(
        'SELECT closes_at AS closes FROM category WHERE edition_id = $1',
        id,
      );
      expect(local(category!.closes)).toBe('2031-03-30T03:15:00+02:00');
    });

    it('refuses a start that does not exist, or exists twice, and makes nothing', async () => {
      const { key, seriesId } = await anEdition(application, {
        edition: { timeZone: ZONE, startsAt: '2030-06-12T09:00', endsAt: '2030-06-12T17:00' },
      });
      for (const startsAt of ['2031-03-30T02:30', '2031-10-26T02:30']) {
        await expect(clone(key, { startsAt })).rejects.toBeInstanceOf(AmbiguousLocalTime);
      }
      expect(await rows('SELECT key FROM edition WHERE series_id = $1', seriesId)).toEqual([{ key }]);
    });

    it('needs an end and a zone where the source has none, and leaves out what would hang on its start', async () => {
      const { slug: series } = await aSeries(application);
      const key = `${series}-2006`;
      await editions.recordPast(TESTER, { series, key, ordinal: 10, year: 2006, hosts: [], roles: [] });
      await aCategory(application, key, { opensAt: '2006-01-01T00:00' });
      await aRule(application, key, { offset: '-P1D', at: '09:00' });
      const missing = async (input: Partial<CloneEditionInput>) =>
        ((await clone(key, input).catch((error: unknown) => error)) as InvalidInput).errors.map(({ path, code }) => [
          path,
          code,
        ]);
      expect(await missing({})).toEqual([['timeZone', 'required']]);
      expect(await missing({ timeZone: ZONE })).toEqual([['endsAt', 'required']]);
      const { id } = await clone(key, { timeZone: ZONE, endsAt: '2031-03-29T17:00' });
      expect(await rows('SELECT opens_at FROM category WHERE edition_id = $1', id)).toEqual([{ opens_at: null }]);
      expect(await rows('SELECT due_at FROM reminder_rule WHERE edition_id = $1', id)).toEqual([
        { due_at: new Date('2031-03-28T08:00:00Z') },
      ]);
    });
  });

  describe('key and ordinal', () => {
    it('one that is taken is refused, and nothing is made', async () => {
      const source = await anEdition(application, { edition: { ordinal: 3 } });
      const first = await clone(source.key);
      await expect(clone(source.key)).rejects.toEqual(new DuplicateEditionKey(first.key));
      await expect(clone(source.key, { key: 'free-key', ordinal: 3 })).rejects.toEqual(new DuplicateOrdinal());
      expect((await rows('SELECT 1 FROM edition WHERE series_id = $1', source.seriesId)).length).toBe(2);
      expect((await read((await clone(source.key, { key: 'free-key', ordinal: null })).key)).ordinal).toBeNull();
    });

    it('cloned at once: each has an ordinal of its own', async () => {
      const source = await anEdition(application, { edition: { ordinal: 1 } });
      await Promise.all(Array.from({ length: 6 }, (_, index) => clone(source.key, { year: 2031 + index })));
      expect(
        await rows(
          'SELECT array_agg(ordinal ORDER BY ordinal) AS ordinals FROM edition WHERE series_id = $1',
          source.seriesId,
        ),
      ).toEqual([{ ordinals: [1, 2, 3, 4, 5, 6, 7] }]);
    });
  });

  describe('permission', () => {
    it.each([
      { who: 'an organiser of the series', role: 'organiser' as const, scope: 'series', outcome: 'made' },
      { who: 'an organiser of another series', role: 'organiser' as const, scope: 'other', outcome: NotAllowed },
      { who: 'a viewer of the series', role: 'viewer' as const, scope: 'series', outcome: NotAllowed },
      { who: 'an organiser of the edition only', role: 'organiser' as const, scope: 'edition', outcome: NotAllowed },
      {
        who: 'an organiser of another series, of a draft',
        role: 'organiser' as const,
        scope: 'other',
        draft: true,
        outcome: NotFound,
      },
    ])('$who', async ({ role, scope, draft, outcome }) => {
      const { id, key, seriesId } = await anEdition(application, { published: !draft });
      const scopes: Record<string, string> = {
        series: scopeOfSeries(seriesId),
        other: scopeOfSeries((await aSeries(application)).id),
        edition: scopeOfEdition(seriesId, id),
      };
      const made = clone(key, {}, somebody({ role, scope: scopes[scope]! }));
      if (outcome === 'made') await expect(made).resolves.toMatchObject({ adjusted: [] });
      else await expect(made).rejects.toBeInstanceOf(outcome);
    });
  });

  describe('reminders', () => {
    it('are mute until it is published, whatever its dates, and armed then', async () => {
      const source = await anEdition(application, { rule: { offset: '-PT1H' } });
      const soon = new Date(Date.now() + 30 * 60_000).toISOString();
      const { id, key } = await clone(source.key, {
        startsAt: soon,
        endsAt: new Date(Date.parse(soon) + 3_600_000).toISOString(),
      });
      const before = application.sink.messages.length;
      const [{ rule, category } = { rule: '', category: '' }] = await rows<{ rule: string; category: string }>(
        `SELECT (SELECT id FROM reminder_rule WHERE edition_id = $1) AS rule, (SELECT id FROM category WHERE edition_id = $1) AS category`,
        id,
      );
      // A registration cannot be made in a draft; should one get there by another way, it must hear nothing either.
      await application.sql(
        `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, consented_at)
         VALUES ($1, $2, $3, 'MUTE', 'mute@example.org', 'mute@example.org', 'Mute', 'en', 'confirmed', now())`,
        [randomUUID(), id, category],
      );
      await application.get(ReminderRulesService).update(TESTER, key, rule, { offset: '-PT45M' });
      await editions.update(TESTER, key, UpdateEditionInput.parse({ startsAt: START, endsAt: '2090-01-01T00:00Z' }));
      await editions.update(TESTER, key, UpdateEditionInput.parse({ startsAt: soon }));
      await application.get(SweepService).sweep();
      expect(await rows('SELECT * FROM delivery WHERE edition_id = $1', id)).toEqual([]);

      await editions.update(TESTER, key, UpdateEditionInput.parse({ startsAt: START }));
      await editions.publish(TESTER, key);
      await aRegistration(application, { key, category }, { name: 'Ada' });
      expect(
        await rows(
          `SELECT r.name, d.kind, d.state FROM delivery d JOIN registration r ON r.id = d.registration_id
           WHERE d.edition_id = $1 AND d.kind = 'reminder' ORDER BY r.name`,
          id,
        ),
      ).toEqual([
        { name: 'Ada', kind: 'reminder', state: 'planned' },
        { name: 'Mute', kind: 'reminder', state: 'planned' },
      ]);
      expect(application.sink.messages).toHaveLength(before);
    });
  });

  describe('left-over mentions', () => {
    const found = async (key: string) =>
      (await application.get(EditionMentions).of(TESTER, key)).map(({ place, path, locale, kind, found }) =>
        [place, path, locale ?? '-', kind, found].join(' '),
      );

    it('are the old year, the old ordinal, hosts that are none any more, and addresses; and gone when they are corrected', async () => {
      const source = await aFullEdition();
      const host = await anInstitution(application, { city: 'Winnipeg', timeZone: 'America/Winnipeg' });
      const { key } = await clone(source.key, { hosts: [host] });
      expect(await found(source.key)).toEqual([]);
      expect(await found(key)).toEqual([
        'edition title en year 2030',
        'edition title zh-Hans ordinal 第十二届',
        'edition description en host Groningen',
        'edition venue.city - host Groningen',
        'mirror url - year 2030',
        'mirror url - address https://live.example/2030',
        'mirror url - address https://live.example/always',
      ]);
      await editions.update(
        TESTER,
        key,
        UpdateEditionInput.parse({
          title: { en: 'Annual Meeting 2031', 'zh-Hans': '第十三届年会' },
          description: 'Come to Winnipeg!',
          venue: null,
        }),
      );
      await application.sql(
        `UPDATE stream_mirror SET url = replace(url, 'live.example', 'new.example') WHERE stream_id IN
           (SELECT id FROM stream WHERE edition_id = (SELECT id FROM edition WHERE key = $1))`,
        [key],
      );
      expect(await found(key)).toEqual(['mirror url - year 2030']);
    });

    it('do not name a host that is one again, and are found in category names and the words of reminders', async () => {
      const source = await aFullEdition();
      await aCategory(application, source.key, { name: 'Delegate 2030' });
      await aRule(application, source.key, { offset: '-PT2H', body: { 'zh-Hans': '格罗宁根，二〇三〇年' } });
      const { key } = await clone(source.key, { include: ['categories', 'rules'] });
      expect(await found(key)).toEqual([
        'edition title en year 2030',
        'edition title zh-Hans ordinal 第十二届',
        'category name en year 2030',
        'reminder-rule body zh-Hans year 二〇三〇',
      ]);
    });

    it('are a matter of those who may see the edition', async () => {
      const source = await anEdition(application);
      const { key } = await clone(source.key);
      const stranger = somebody({ role: 'organiser', scope: scopeOfSeries((await aSeries(application)).id) });
      await expect(application.get(EditionMentions).of(stranger, key)).rejects.toBeInstanceOf(NotFound);
      await expect(application.get(EditionMentions).of(stranger, source.key)).rejects.toBeInstanceOf(NotAllowed);
      await expect(application.get(EditionChecklist).of(stranger, key)).rejects.toBeInstanceOf(NotFound);
    });
  });

  describe('the checklist', () => {
    const undone = async (key: string) =>
      (await application.get(EditionChecklist).of(TESTER, key)).filter(({ done }) => !done);

    it('grows shorter with every part, and ends with nothing to do', async () => {
      const { slug: series } = await aSeries(application);
      const host = await anInstitution(application);
      const { key } = await editions.create(TESTER, {
        series,
        year: 2031,
        format: 'hybrid',
        languages: ['en', 'zh-Hans'],
        title: { en: 'Meeting', 'zh-Hans': '年会' },
      });
      const names = async () => (await undone(key)).map(({ item }) => item);
      expect(await names()).toEqual(['dates', 'zone', 'host', 'venue', 'category', 'stream', 'reminder']);
      await editions.update(TESTER, key, {
        hosts: [host],
        timeZone: ZONE,
        startsAt: '2031-05-20T09:00',
        endsAt: '2031-05-20T17:00',
        venue: { city: 'Groningen' },
      });
      expect(await names()).toEqual(['category', 'stream', 'reminder']);
      const category = await aCategory(application, key, { name: 'Delegate' });
      await aStream(application, key, { title: { en: 'Hall', 'zh-Hans': '大厅' }, mirrors: [] });
      await aRule(application, key, { enabled: false });
      expect(await names()).toEqual(['stream', 'reminder', 'translations']);
      const [{ detail } = {}] = (await undone(key)).filter(({ item }) => item === 'translations');
      expect(detail).toEqual([{ place: 'category', id: category, path: 'name', locale: 'zh-Hans', text: 'Delegate' }]);
      await application
        .get(CategoriesService)
        .update(TESTER, key, category, { name: { en: 'Delegate', 'zh-Hans': '代表' } });
      await application.sql('DELETE FROM stream WHERE edition_id = (SELECT id FROM edition WHERE key = $1)', [key]);
      await aStream(application, key, { title: { en: 'Hall', 'zh-Hans': '大厅' } });
      await aRule(application, key);
      expect(await names()).toEqual([]);
    });

    it('names what is left over from the source', async () => {
      const source = await anEdition(application, { edition: { title: `Meeting ${START.slice(0, 4)}` }, stream: null });
      const { key } = await clone(source.key);
      expect(await undone(key)).toEqual([
        { item: 'host', required: false, done: false },
        { item: 'stream', required: false, done: false },
        {
          item: 'mentions',
          required: false,
          done: false,
          detail: [
            { place: 'edition', id: (await read(key)).id, path: 'title', locale: 'en', text: START.slice(0, 4) },
          ],
        },
      ]);
    });
  });
});
