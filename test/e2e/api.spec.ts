import { ZONE_DATA_RELEASE } from '../../src/kernel/time-zone.js';
import { anAccount } from '../factories/account.js';
import { anEdition, aRule, aStream, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aForm, aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

describe('the API', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  const plain = async (path: string) => {
    const answer = await fetch(application.url + path);
    return { status: answer.status, text: await answer.text() };
  };

  describe('who may see and do what', () => {
    let draft: BuiltEdition;
    let published: BuiltEdition;
    const tokens: Record<string, string | undefined> = { visitor: undefined };
    beforeAll(async () => {
      const { slug: series } = await aSeries(application);
      draft = await anEdition(application, { edition: { series }, published: false });
      published = await anEdition(application, { edition: { series } });
      const { id: otherSeries } = await aSeries(application);
      tokens['own organiser'] = await anAccount(application, { role: 'organiser', scope: `series/${draft.seriesId}` });
      tokens['other organiser'] = await anAccount(application, { role: 'organiser', scope: `series/${otherSeries}` });
      tokens['viewer'] = await anAccount(application, { role: 'viewer', scope: `series/${draft.seriesId}` });
      tokens['draft’s organiser'] = await anAccount(application, {
        role: 'organiser',
        scope: `series/${draft.seriesId}/edition/${draft.id}`,
      });
      tokens['nobody'] = await anAccount(application);
    });

    const DRAFT = () => `/editions/${draft.key}`;
    const PUBLISHED = () => `/editions/${published.key}`;
    it.each([
      { who: 'visitor', draftStatus: 404, publishedStatus: 200, registrations: 401, patch: 401 },
      { who: 'nobody', draftStatus: 404, publishedStatus: 200, registrations: 403, patch: 403 },
      { who: 'other organiser', draftStatus: 404, publishedStatus: 200, registrations: 403, patch: 403 },
      { who: 'draft’s organiser', draftStatus: 200, publishedStatus: 200, registrations: 403, patch: 403 },
      { who: 'viewer', draftStatus: 200, publishedStatus: 200, registrations: 200, patch: 403 },
      { who: 'own organiser', draftStatus: 200, publishedStatus: 200, registrations: 200, patch: 200 },
    ])(
      '$who: the draft $draftStatus, its sister $publishedStatus, her registrations $registrations, changing her $patch',
      async (expected) => {
        const token = tokens[expected.who];
        const status = async (method: string, path: string, body?: unknown) =>
          (await application.api(method, path, body, { token })).status;
        expect({
          who: expected.who,
          draftStatus: await status('GET', DRAFT()),
          publishedStatus: await status('GET', PUBLISHED()),
          registrations: await status('GET', `${PUBLISHED()}/registrations`),
          patch: await status('PATCH', PUBLISHED(), { note: undefined }),
        }).toEqual(expected);
        expect(await status('GET', `${DRAFT()}/categories`)).toBe(expected.draftStatus);
      },
    );

    it.each(['visitor', 'nobody', 'other organiser'])(
      'to %s the draft does not exist, whatever is asked of it',
      async (who) => {
        const token = tokens[who];
        const asked: [string, string, unknown?][] = [
          ['GET', DRAFT()],
          ['PATCH', DRAFT(), { theme: 'Mine' }],
          ['DELETE', DRAFT()],
          ['POST', `${DRAFT()}/publish`],
          ['GET', `${DRAFT()}/registrations`],
          ['GET', `${DRAFT()}/deliveries`],
          ['GET', `${DRAFT()}/streams`],
          ['GET', `${DRAFT()}/streams/${draft.stream}`],
          ['GET', `${DRAFT()}/reminder-rules`],
          ['GET', `${DRAFT()}/categories/${draft.category}`],
          ['POST', `${DRAFT()}/categories`, { name: 'Mine' }],
        ];
        const statuses = [];
        for (const [method, path, body] of asked)
          statuses.push((await application.api(method, path, body, { token })).status);
        expect(statuses).toEqual(asked.map(() => 404));
        const { series } = (await application.asAdmin('GET', DRAFT())).body;
        const list = await application.api('GET', `/series/${String(series)}/editions`, undefined, { token });
        expect(list.body.items.map(({ key }) => key)).toEqual([published.key]);
        expect((await application.asAdmin('GET', DRAFT())).body).toMatchObject({ status: 'draft', theme: null });
      },
    );

    it('an organiser’s own editions are listed, drafts too', async () => {
      const keys = async (who: string) =>
        ((await application.api('GET', '/editions', undefined, { token: tokens[who] })).body.items as { key: string }[])
          .map(({ key }) => key)
          .sort();
      expect(await keys('own organiser')).toEqual([draft.key, published.key].sort());
      expect(await keys('draft’s organiser')).toEqual([draft.key]);
      expect(await keys('other organiser')).toEqual([]);
      expect(await keys('visitor')).toEqual([]);
    });

    it('stream addresses are not for the public', async () => {
      const answer = await application.api('GET', `${PUBLISHED()}/streams`);
      expect([answer.status, JSON.stringify(answer.body).includes('video.example')]).toEqual([401, false]);
    });

    it('one holder’s token opens neither another registration nor the list', async () => {
      const [mine, other] = [
        (await application.api('POST', `${PUBLISHED()}/registrations`, aForm(published))).body,
        await aRegistration(application, published),
      ];
      const ask = async (path: string) =>
        (await application.api('GET', path, undefined, { token: mine.manageToken })).status;
      expect(await ask(`/registrations/${mine.id}`)).toBe(200);
      expect(await ask(`/registrations/${other.id}`)).toBe(404);
      expect(await ask(`${PUBLISHED()}/registrations`)).toBe(401);
      expect(await ask('/me')).toBe(401);
    });
  });

  describe('versions', () => {
    it.each([
      {
        what: 'an institution',
        make: async () => `/institutions/${await anInstitution(application)}`,
        change: { city: 'Shantou' },
      },
      {
        what: 'a series',
        make: async () => `/series/${(await aSeries(application)).slug}`,
        change: { shortName: 'S' },
      },
      {
        what: 'an edition',
        make: async () => `/editions/${(await anEdition(application)).key}`,
        change: { theme: 'Impact' },
      },
      {
        what: 'a category',
        make: async () => {
          const { key, category } = await anEdition(application);
          return `/editions/${key}/categories/${category}`;
        },
        change: { capacity: 7 },
      },
      {
        what: 'a stream',
        make: async () => {
          const { key } = await anEdition(application);
          return `/editions/${key}/streams/${await aStream(application, key)}`;
        },
        change: { opensMinutesBefore: 5 },
      },
      {
        what: 'a reminder rule',
        make: async () => {
          const { key } = await anEdition(application);
          return `/editions/${key}/reminder-rules/${await aRule(application, key)}`;
        },
        change: { latePolicy: 'skip' },
      },
      {
        what: 'a registration',
        make: async () => `/registrations/${(await aRegistration(application, await anEdition(application))).id}`,
        change: { affiliation: 'Royal Society' },
      },
    ])('$what: a change that names an older version is refused', async ({ make, change }) => {
      const path = await make();
      const patch = (ifMatch?: string) =>
        application.asAdmin('PATCH', path, change, ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } });
      const first = await application.asAdmin('GET', path);
      const etag = first.headers.get('etag')!;
      expect(etag).toMatch(/^"\d+"$/);
      const changed = await patch(etag);
      const stored = 'theme' in change ? { theme: { en: change.theme } } : change;
      expect([changed.status, changed.body]).toEqual([200, { ...first.body, ...stored }]);
      expect(changed.headers.get('etag')).not.toBe(etag);
      const stale = await patch(etag);
      expect([stale.status, stale.body.code]).toEqual([412, 'stale-version']);
      expect((await patch('"nonsense"')).status).toBe(412);
      expect((await application.asAdmin('GET', path)).headers.get('etag')).toBe(changed.headers.get('etag'));
      expect((await patch('*')).status).toBe(200);
      expect((await patch()).status).toBe(200);
    });
  });

  it('a member of a series is added, read, changed and taken out', async () => {
    const { slug } = await aSeries(application);
    const institution = await anInstitution(application);
    const path = `/series/${slug}/members`;
    const added = await application.asAdmin('POST', path, { institution, role: 'partner', since: 2001 });
    expect(added.body).toEqual({
      id: added.body.id,
      institution,
      role: 'partner',
      founding: false,
      since: 2001,
      until: null,
    });
    const changed = await application.asAdmin('PATCH', `${path}/${added.body.id}`, { until: 2010 });
    expect([changed.status, changed.body]).toEqual([200, { ...added.body, until: 2010 }]);
    expect((await application.api('GET', `${path}/${added.body.id}`)).body).toEqual(changed.body);
    const wrong = await application.asAdmin('PATCH', `${path}/${added.body.id}`, { until: 1999 });
    expect([wrong.status, wrong.body.errors[0]?.path]).toEqual([422, 'until']);
    const stale = await application.asAdmin('DELETE', `${path}/${added.body.id}`, undefined, {
      headers: { 'if-match': '"1"' },
    });
    expect(stale.status).toBe(412);
    expect((await application.asAdmin('DELETE', `${path}/${added.body.id}`)).status).toBe(204);
    expect((await application.api('GET', path)).body.items).toEqual([]);
  });

  describe('pages of a list', () => {
    it.each([
      {
        list: 'registrations',
        make: async () => {
          const edition = await anEdition(application);
          for (let person = 0; person < 7; person++) await aRegistration(application, edition);
          return { path: `/editions/${edition.key}/registrations`, expected: 7 };
        },
      },
      {
        list: 'deliveries, of which many are planned at one instant',
        make: async () => {
          const edition = await anEdition(application, { rule: null });
          for (let person = 0; person < 4; person++) await aRegistration(application, edition);
          await aRule(application, edition.key);
          return { path: `/editions/${edition.key}/deliveries`, expected: 8 };
        },
      },
      {
        list: 'editions of one year',
        make: async () => {
          const { slug: series } = await aSeries(application);
          for (let edition = 0; edition < 7; edition++)
            await anEdition(application, { edition: { series, year: edition === 3 ? 2030 : 2031 } });
          return { path: `/series/${series}/editions`, expected: 7 };
        },
      },
      {
        list: 'institutions',
        make: async () => {
          for (let more = 0; more < 4; more++) await anInstitution(application);
          const [row] = await application.sql<{ count: number }>('SELECT count(*)::int AS count FROM institution');
          return { path: '/institutions', expected: row!.count };
        },
      },
    ])('$list: every row once, in the same order as at once', async ({ make }) => {
      const { path, expected } = await make();
      const whole = (await application.asAdmin('GET', `${path}?limit=200`)).body as { items: object[]; next: null };
      expect([whole.items.length, whole.next]).toEqual([expected, null]);
      const walked: object[] = [];
      const sizes: number[] = [];
      for (let cursor = ''; ;) {
        const { body } = await application.asAdmin('GET', `${path}?limit=3${cursor}`);
        walked.push(...(body.items as object[]));
        sizes.push((body.items as object[]).length);
        if (body.next === null) break;
        cursor = `&cursor=${encodeURIComponent(body.next)}`;
      }
      expect(walked).toEqual(whole.items);
      expect(sizes).toEqual(
        Array.from({ length: Math.ceil(expected / 3) }, (_, page) => Math.min(3, expected - 3 * page)),
      );
    });

    it('registrations are found by status, category and words', async () => {
      const edition = await anEdition(application);
      await aRegistration(application, edition, { name: 'Ada 100%_sure', email: 'ada@example.org' });
      await aRegistration(application, edition, { name: 'Chen', nativeName: '陈', email: 'chen@example.org' });
      const found = async (query: string) =>
        (
          (await application.asAdmin('GET', `/editions/${edition.key}/registrations?${query}`)).body.items as {
            name: string;
          }[]
        ).map(({ name }) => name);
      expect(await found('q=ADA')).toEqual(['Ada 100%_sure']);
      expect(await found(`q=${encodeURIComponent('陈')}`)).toEqual(['Chen']);
      expect(await found('q=%25_')).toEqual(['Ada 100%_sure']);
      expect(await found('status=cancelled')).toEqual([]);
      expect(await found(`category=${edition.category}`)).toEqual(['Ada 100%_sure', 'Chen']);
    });
  });

  describe('requests from other sites', () => {
    it.each<{ case: string; headers: Record<string, string>; status: number }>([
      { case: 'by another site’s page', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
      { case: 'by a neighbour’s page', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
      { case: 'by an older browser on another site’s page', headers: { origin: 'https://evil.example' }, status: 403 },
      { case: 'from a sandboxed frame', headers: { origin: 'null' }, status: 403 },
      { case: 'by our own page', headers: { 'sec-fetch-site': 'same-origin' }, status: 201 },
      { case: 'by a program', headers: {}, status: 201 },
    ])('a POST $case: $status', async ({ headers, status }) => {
      const edition = await anEdition(application);
      const answer = await application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition), {
        headers,
      });
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.body.code).toBe('cross-site-request');
      expect(
        await application.sql('SELECT count(*)::int AS registrations FROM registration WHERE edition_id = $1', [
          edition.id,
        ]),
      ).toEqual([{ registrations: status === 201 ? 1 : 0 }]);
    });

    it('a link from another site is followed', async () => {
      const answer = await application.api('GET', '/institutions', undefined, {
        headers: { 'sec-fetch-site': 'cross-site' },
      });
      expect(answer.status).toBe(200);
    });
  });

  describe('health', () => {
    it('/healthz says that it is alive', async () => {
      expect(await plain('/healthz')).toEqual({ status: 200, text: '{"status":"alive"}' });
    });

    it('/readyz says what it stands on, and where Node’s and PostgreSQL’s zone data are wrong', async () => {
      const ask = async () => {
        const { status, text } = await plain('/readyz');
        return { status, body: JSON.parse(text) as { zoneData: unknown } };
      };
      const { status, body } = await eventually(ask, (answer) => typeof answer.body.zoneData === 'object');
      expect(status).toBe(200);
      expect(body).toEqual({
        status: 'ready',
        reasons: [],
        queue: 'postgresql',
        zoneData: {
          release: ZONE_DATA_RELEASE,
          node: { release: process.versions['tz'], differs: expect.any(Array) as string[] },
          postgresql: { differs: expect.any(Array) as string[] },
        },
      });
      expect(ZONE_DATA_RELEASE >= '2026f').toBe(true);
    });

    it('/readyz says 503 and why, when the schema is not the one of this build', async () => {
      await application.sql(`UPDATE schema_migration SET name = 'Other' || name`);
      try {
        const { status, text } = await plain('/readyz');
        const body = JSON.parse(text) as { status: string; reasons: string[] };
        expect([status, body.status, body.reasons.length]).toEqual([503, 'not ready', 1]);
        expect(body.reasons[0]).toMatch(/^migrations: not applied: /);
      } finally {
        await application.sql(`UPDATE schema_migration SET name = substr(name, 6)`);
      }
    });

    it('/metrics counts, and tells by how much the oldest mail is late', async () => {
      const edition = await anEdition(application);
      const { id } = await aRegistration(application, edition);
      await application.sql(`UPDATE delivery SET due_at = now() - interval '1 hour' WHERE registration_id = $1`, [id]);
      const { status, text } = await plain('/metrics');
      expect(status).toBe(200);
      const late = Number(/^symposia_oldest_due_seconds (\S+)$/m.exec(text)?.[1]);
      expect(late).toBeGreaterThanOrEqual(3_600);
      expect(late).toBeLessThan(3_700);
    });
  });
});
