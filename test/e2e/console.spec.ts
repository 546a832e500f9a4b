/** An organiser's work on one edition at the console, form by form, and what others see of it. */
import { DataSource, type Logger } from 'typeorm';
import { EditionQueries } from '../../src/features/editions/index.js';
import { StreamQueries } from '../../src/features/livestreams/index.js';
import { MessagingQueries } from '../../src/features/messaging/index.js';
import { CategoriesService, RegistrationQueries, RegistrationService } from '../../src/features/registration/index.js';
import { anEdition, aRule, aStream, type BuiltEdition, START } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { atConsole, type ConsoleVisitor, fieldsOf } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const YEAR = Number(START.slice(0, 4));

let application: TestApplication;
let edition: BuiltEdition;
let organiser: ConsoleVisitor;
let base: string;

beforeAll(async () => {
  application = await startTestApplication();
});
afterAll(() => application.stop());

beforeEach(async () => {
  edition = await anEdition(application);
  organiser = await atConsole(application, null, { role: 'organiser', scope: `series/${edition.seriesId}` });
  base = `/organise/editions/${edition.key}`;
});

const scope = () => `series/${edition.seriesId}/edition/${edition.id}`;
const stored = () => application.get(EditionQueries).byKey(TESTER, edition.key);
const categories = async () => (await application.get(RegistrationQueries).categories(await stored())).items;
const streams = async () => (await application.get(StreamQueries).list(TESTER, await stored(), { limit: 10 })).items;
const rules = async () => (await application.get(MessagingQueries).rules(TESTER, await stored(), { limit: 10 })).items;
/** The hidden fields of the form that is sent to `action`. */
const hiddenOf = (html: string, action: string): Record<string, string> => {
  const form = new RegExp(`<form method="post" action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(html)?.[1] ?? '';
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
};

describe('categories', () => {
  it('are added, changed and removed', async () => {
    const made = await organiser.send(`${base}/categories/new`, {
      'name.en': 'Delegate',
      'name.zh-Hans': '代表',
      attendance: 'in_person',
      capacity: '40',
      closesAt: `${YEAR}-12-01T18:00`,
    });
    expect([made.status, made.location]).toEqual([303, `${base}/categories?done=created`]);
    const delegate = (await categories())[1]!;
    expect(delegate).toMatchObject({
      name: { en: 'Delegate', 'zh-Hans': '代表' },
      attendance: 'in_person',
      capacity: 40,
      opensAt: null,
      closesAt: new Date(`${YEAR}-12-01T10:00:00Z`),
    });
    const path = `${base}/categories/${delegate.id}`;
    const saved = await organiser.send(path, { ...fieldsOf(await organiser.open(path)), capacity: '60' });
    expect([saved.status, saved.location]).toEqual([303, `${base}/categories?done=saved`]);
    expect((await categories())[1]).toMatchObject({ ...delegate, capacity: 60, placesLeft: 60, version: 2 });
    expect((await organiser.open(`${base}/categories`)).text).toContain('0 of 60 places taken');
    const removed = await organiser.send(`${path}/remove`, { version: '2' });
    expect(removed.location).toBe(`${base}/categories?done=removed`);
    expect(await categories()).toHaveLength(1);
  });

  it('are not removed once somebody has registered, nor when they have changed since they were shown', async () => {
    await aRegistration(application, edition);
    const path = `${base}/categories/${edition.category}`;
    const version = String((await categories())[0]!.version);
    const inUse = await organiser.send(`${path}/remove`, { version });
    expect(inUse.location).toBe(`${path}?refused=in-use`);
    expect((await organiser.open(inUse.location!)).text).toContain('people have registered in it');
    await application.get(CategoriesService).update(TESTER, edition.key, edition.category, { capacity: 5 });
    expect((await organiser.send(`${path}/remove`, { version })).location).toBe(`${path}?refused=changed`);
    expect(await categories()).toHaveLength(1);
  });

  it('are asked for again with everything that was typed when something is wrong', async () => {
    const again = await organiser.send(`${base}/categories/new`, {
      'name.en': '',
      'name.zh-Hant': '',
      attendance: 'online',
      capacity: 'many',
      opensAt: `${YEAR}-12-02T09:00`,
      closesAt: `${YEAR}-12-01T09:00`,
    });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Name the category in at least one language');
    expect(again.text).toContain('Enter the number of places as digits');
    expect(fieldsOf({ html: again.html })).toMatchObject({ capacity: 'many', opensAt: `${YEAR}-12-02T09:00` });
  });
});

describe('livestreams', () => {
  it('have several addresses, each for its regions', async () => {
    const path = `${base}/streams/${edition.stream}`;
    const page = await organiser.open(path);
    const saved = await organiser.send(path, {
      ...fieldsOf(page),
      access: 'public',
      'mirrors.1.url': 'https://live.bilibili.example/7',
      'mirrors.1.provider': 'bilibili',
      'mirrors.1.region': 'cn, HK',
      'mirrors.1.language': 'zh-Hans',
      'mirrors.1.priority': '1',
    });
    expect([saved.status, saved.location]).toEqual([303, `${base}/streams?done=saved`]);
    expect(await streams()).toMatchObject([
      {
        access: 'public',
        version: 2,
        mirrors: [
          { provider: 'hls', region: ['*'], url: 'https://video.example/first.m3u8', priority: 0 },
          { provider: 'bilibili', region: ['CN', 'HK'], language: 'zh-Hans', priority: 1 },
        ],
      },
    ]);
    const one = await organiser.send(path, { ...fieldsOf(await organiser.open(path)), 'mirrors.0.remove': 'true' });
    expect(one.status).toBe(303);
    expect((await streams())[0]!.mirrors.map(({ provider }) => provider)).toEqual(['bilibili']);
  });

  it('name the row whose address is wrong', async () => {
    const path = `${base}/streams/${edition.stream}`;
    const wrong = { 'mirrors.2.url': 'javascript:alert(1)', 'mirrors.2.region': 'China' };
    const again = await organiser.send(path, { ...fieldsOf(await organiser.open(path)), ...wrong });
    expect(again.status).toBe(422);
    expect(again.html).toContain('href="#f-mirrors-2-url"');
    expect(again.html).toContain('href="#f-mirrors-2-region"');
    expect(fieldsOf(again)).toMatchObject(wrong);
    expect((await streams())[0]).toMatchObject({ version: 1 });
  });

  it('are added without an address and removed', async () => {
    const fields = { 'title.en': 'Overflow', access: 'registered', opensMinutesBefore: '5', closesMinutesAfter: '0' };
    expect((await organiser.send(`${base}/streams/new`, fields)).location).toBe(`${base}/streams?done=created`);
    const [, added] = await streams();
    expect(added).toMatchObject({ title: { en: 'Overflow' }, opensMinutesBefore: 5, mirrors: [] });
    await organiser.send(`${base}/streams/${added!.id}/remove`, { version: '1' });
    expect(await streams()).toHaveLength(1);
  });
});

describe('reminders', () => {
  it('are added for an audience, with own words', async () => {
    await aRegistration(application, edition);
    const made = await organiser.send(`${base}/reminders/new`, {
      'timing.amount': '2',
      'timing.unit': 'days',
      'timing.direction': 'before',
      at: '18:30',
      latePolicy: 'skip',
      enabled: 'true',
      'audience.statuses': ['confirmed'],
      'audience.locales': ['en', 'zh-Hant'],
      'subject.en': 'Soon: {event}',
      'body.en': 'Dear {name},\r\n\r\n{join}',
    });
    expect([made.status, made.location]).toEqual([303, `${base}/reminders?done=created`]);
    const added = (await rules()).find(({ offset }) => offset === '-P2D')!;
    expect(added).toMatchObject({
      at: '18:30',
      dueAt: new Date(`${YEAR}-12-08T10:30:00Z`),
      audience: { statuses: ['confirmed'], locales: ['en', 'zh-Hant'] },
      subject: { en: 'Soon: {event}' },
      body: { en: 'Dear {name},\n\n{join}' },
      counts: { planned: 1 },
    });
    const list = (await organiser.open(`${base}/reminders`)).text;
    expect(list).toContain('2 days before');
    expect(list).toContain('Its audience is 1 person.');
    expect((await organiser.open(`${base}/reminders/${added.id}`)).text).toContain('It would go to 1 person now.');
  });

  it('are changed without losing what was not touched, turned off and on, and removed', async () => {
    const path = `${base}/reminders/${edition.rule}`;
    const saved = await organiser.send(path, { ...fieldsOf(await organiser.open(path)), 'timing.amount': '3' });
    expect(saved.location).toBe(`${base}/reminders?done=saved`);
    expect(await rules()).toMatchObject([{ offset: '-PT3H', latePolicy: 'send', enabled: true, version: 2 }]);
    expect((await organiser.send(`${path}/disable`, { version: '2' })).location).toBe(`${base}/reminders?done=off`);
    expect((await organiser.send(`${path}/enable`, { version: '2' })).location).toBe(
      `${base}/reminders?refused=changed`,
    );
    expect((await rules())[0]).toMatchObject({ enabled: false });
    expect((await organiser.send(`${path}/enable`, { version: '3' })).location).toBe(`${base}/reminders?done=on`);
    expect((await organiser.send(`${path}/remove`, { version: '4' })).location).toBe(`${base}/reminders?done=removed`);
    expect(await rules()).toEqual([]);
  });

  it('keep an offset that the form has no words for', async () => {
    const id = await aRule(application, edition.key, { offset: '-P1DT2H' });
    const path = `${base}/reminders/${id}`;
    const page = await organiser.open(path);
    expect(page.html).toContain('-P1DT2H</option>');
    await organiser.send(path, { ...fieldsOf(page), 'subject.en': 'Tomorrow' });
    expect((await rules()).find((rule) => rule.id === id)).toMatchObject({
      offset: '-P1DT2H',
      subject: { en: 'Tomorrow' },
    });
  });

  it('say what is wrong, at its field', async () => {
    const again = await organiser.send(`${base}/reminders/new`, {
      'timing.amount': 'a week',
      'timing.unit': 'days',
      latePolicy: 'skip',
      'audience.locales': 'fr',
    });
    expect(again.status).toBe(422);
    expect(again.html).toContain('href="#f-offset"');
    expect(again.html).toContain('href="#f-audience-locales"');
  });
});

describe('date and time', () => {
  const times = (date: string) => ({
    timeZone: 'Asia/Shanghai',
    startsAt: `${date}T20:00`,
    endsAt: `${date}T21:30`,
  });
  const preview = (fields: Record<string, string>) => organiser.send(`${base}/schedule/preview`, fields);

  it('move after what would move has been shown', async () => {
    await aRegistration(application, edition);
    const shown = await preview(times(`${YEAR}-12-17`));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Nothing has been changed yet');
    expect(shown.text).toMatch(/1 hour before 19:00 Shanghai.* 1 Moves/);
    expect(shown.html).toContain(`datetime="${YEAR}-12-17T19:00:00+08:00"`);
    expect((await stored()).startsAt).toEqual(new Date(START));
    const moved = await organiser.send(`${base}/schedule`, hiddenOf(shown.html, `${base}/schedule`));
    expect([moved.status, moved.location]).toEqual([303, `${base}/schedule?done=moved`]);
    expect(await stored()).toMatchObject({ startsAt: new Date(`${YEAR}-12-17T12:00:00Z`), version: 3 });
    expect((await rules())[0]).toMatchObject({ dueAt: new Date(`${YEAR}-12-17T11:00:00Z`) });
  });

  it('show anew what would move when something has changed since', async () => {
    const shown = await preview(times(`${YEAR}-12-17`));
    const confirm = hiddenOf(shown.html, `${base}/schedule`);
    await aRule(application, edition.key, { offset: '-P1D' });
    const renewed = await organiser.send(`${base}/schedule`, confirm);
    expect(renewed.status).toBe(412);
    expect(renewed.text).toContain('something has changed since you saw this');
    expect(renewed.text).toContain('1 day before');
    await application.asAdmin('PATCH', `/editions/${edition.key}`, { theme: 'Impact' });
    const second = hiddenOf(renewed.html, `${base}/schedule`);
    expect((await organiser.send(`${base}/schedule`, second)).status).toBe(412);
    expect((await stored()).startsAt).toEqual(new Date(START));
  });

  it('ask which of two hours is meant when clocks are put back', async () => {
    // The first Sunday of November, when Toronto repeats the hour from 01:00.
    const november = new Date(Date.UTC(YEAR, 10, 1));
    const day = 1 + ((7 - november.getUTCDay()) % 7);
    const date = `${YEAR}-11-0${day}`;
    const typed = { timeZone: 'America/Toronto', startsAt: `${date}T01:30`, endsAt: `${date}T09:00` };
    const asked = await preview(typed);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('Which of the two?');
    const choices = [...asked.html.matchAll(/name="startsAt\.exact" value="([^"]+)"/g)].map(([, value]) => value!);
    expect(choices).toEqual([`${date}T01:30:00-04:00`, `${date}T01:30:00-05:00`]);
    const shown = await preview({ ...typed, 'startsAt.exact': choices[1]! });
    expect(shown.status).toBe(200);
    await organiser.send(`${base}/schedule`, hiddenOf(shown.html, `${base}/schedule`));
    expect(await stored()).toMatchObject({
      timeZone: 'America/Toronto',
      startsAt: new Date(`${date}T06:30:00Z`),
    });
  });

  it('say what is wrong', async () => {
    const wrong = await preview({
      ...times(`${YEAR}-12-17`),
      endsAt: `${YEAR}-12-16T09:00`,
      timeZone: 'Asia/Shanghai',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('href="#f-endsAt"');
  });
});

describe('a copy for another year', () => {
  it('is made from a form, and its overview lists what is left over', async () => {
    const host = await anInstitution(application);
    await application.asAdmin('PATCH', `/editions/${edition.key}`, { title: `Symposium ${YEAR}`, hosts: [host] });
    const form = await organiser.open(`${base}/clone`);
    expect(form.status).toBe(200);
    expect(form.html).toMatch(new RegExp(`name="year"[^>]*value="${YEAR + 1}"|value="${YEAR + 1}"[^>]*name="year"`));
    const key = `${edition.key}-next`;
    const made = await organiser.send(`${base}/clone`, {
      year: String(YEAR + 1),
      timeZone: 'Asia/Shanghai',
      startsAt: `${YEAR + 1}-12-09T20:00`,
      key,
      'hosts.0': host,
      include: ['categories', 'rules'],
    });
    expect([made.status, made.location]).toEqual([303, `/organise/editions/${key}?done=cloned`]);
    const clone = await application.get(EditionQueries).byKey(TESTER, key);
    expect(clone).toMatchObject({ status: 'draft', year: YEAR + 1, startsAt: new Date(`${YEAR + 1}-12-09T12:00:00Z`) });
    expect((await application.get(RegistrationQueries).categories(clone)).items).toHaveLength(1);
    expect((await application.get(StreamQueries).list(TESTER, clone, { limit: 10 })).items).toEqual([]);
    const overview = await organiser.open(made.location!);
    expect(overview.text).toContain('Nothing left over from the edition');
    expect(overview.text).toMatch(new RegExp(`Title , English : ${YEAR}`));
    expect(overview.html).toContain(`href="/organise/editions/${key}/details"`);
  });

  it('says which key or number is taken', async () => {
    const again = await organiser.send(`${base}/clone`, {
      year: String(YEAR + 1),
      timeZone: 'Asia/Shanghai',
      startsAt: `${YEAR + 1}-12-09T20:00`,
      key: edition.key,
    });
    expect(again.status).toBe(422);
    expect(again.html).toContain('href="#f-key"');
  });
});

describe('the overview', () => {
  it('shows how registrations have come, what is due next, and which mails are in trouble', async () => {
    const people = await Promise.all([1, 2, 3].map(() => aRegistration(application, edition)));
    await application.get(RegistrationService).cancel(TESTER, people[2]!.id);
    await application.sql(
      `UPDATE registration SET created_at = created_at - interval '2 days', confirmed_at = confirmed_at - interval '2 days'`,
    );
    await application.sql(
      `UPDATE delivery SET state = 'failed', reason = '550 No such user' WHERE registration_id = $1 AND kind = 'confirmation'`,
      [people[0]!.id],
    );
    const { html, text } = await organiser.open(base);
    expect(html).toContain(`href="${base}/registrations?status=confirmed"><b>2</b>`);
    expect(html).toContain(`href="${base}/registrations?status=cancelled"><b>1</b>`);
    const rows = [...html.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/<td>(\d+)</g)].map(([, count]) => Number(count)),
    );
    // Newest first: one gone today, nothing yesterday, three new the day before.
    expect(rows).toEqual([
      [0, 1, 2],
      [0, 0, 3],
      [3, 0, 3],
    ]);
    expect(html).toContain('role="img"');
    expect(text).toContain('1 hour before , to 2 people');
    expect(text).toContain('550 No such user');
    expect(html).toContain(`href="${base}/deliveries?state=failed"`);
  });

  it('leads from what is missing to where it is put right', async () => {
    const draft = await anEdition(application, { published: false, stream: null, rule: null });
    const own = await atConsole(application, null, { role: 'organiser', scope: `series/${draft.seriesId}` });
    const { html, text } = await own.open(`/organise/editions/${draft.key}`);
    expect(html).toContain(`href="/organise/editions/${draft.key}/streams">A stream with an address</a>`);
    expect(html).toContain(`href="/organise/editions/${draft.key}/reminders">A reminder</a>`);
    expect(text).toContain('Publish');
    const list = await own.open('/organise');
    expect(list.text).toContain('Host 3 things are missing');
    expect(list.text).toContain('Organiser');
  });

  it('does not offer to publish what cannot be published', async () => {
    const draft = await anEdition(application, {
      edition: { startsAt: null, endsAt: null, year: YEAR },
      published: false,
    });
    const own = await atConsole(application, null, { role: 'organiser', scope: `series/${draft.seriesId}` });
    const { html, text } = await own.open(`/organise/editions/${draft.key}`);
    expect(text).toContain('Needed before it can be published');
    expect(html).not.toContain(`action="/organise/editions/${draft.key}/publish"`);
  });

  it('asks the database as often for many as for few', async () => {
    const statements = async () => {
      const dataSource = application.get(DataSource);
      const usual = dataSource.logger;
      let count = 0;
      dataSource.logger = {
        logQuery: () => void count++,
        logQueryError: () => undefined,
        logQuerySlow: () => undefined,
      } as unknown as Logger;
      try {
        expect((await organiser.open(base)).status).toBe(200);
        expect((await organiser.open('/organise')).status).toBe(200);
        return count;
      } finally {
        dataSource.logger = usual;
      }
    };
    await organiser.open(base); // the first use of a token is noted
    const few = await statements();
    for (let index = 0; index < 3; index++) {
      await aRegistration(application, edition);
      await aRule(application, edition.key, { offset: `-P${index + 1}D` });
      await aStream(application, edition.key);
      const series = (await stored()).series.slug;
      await anEdition(application, { edition: { series }, published: index === 0 });
    }
    await application.sql(`UPDATE delivery SET state = 'failed' WHERE edition_id = $1`, [edition.id]);
    expect(await statements()).toBe(few);
  });
});

describe('the list of editions', () => {
  it('finds by name, key and year, among those of a state', async () => {
    const series = (await stored()).series.slug;
    const other = await anEdition(application, {
      edition: { series, title: { 'zh-Hans': '远程医学论坛' }, year: 2031, ordinal: 77 },
      published: false,
    });
    const keys = async (query: string) => {
      const { html } = await organiser.open(`/organise?${query}`);
      return [...html.matchAll(/<th role="rowheader"[^>]*><a href="\/organise\/editions\/([^"]+)"/g)]
        .map(([, key]) => key)
        .sort();
    };
    expect(await keys('')).toEqual([edition.key, other.key].sort());
    expect(await keys(`q=${encodeURIComponent('医学')}`)).toEqual([other.key]);
    expect(await keys('q=2031')).toEqual([other.key]);
    expect(await keys(`q=${edition.key}`)).toEqual([edition.key]);
    expect(await keys('q=100%25')).toEqual([]);
    expect(await keys('q=winter&status=draft')).toEqual([]);
  });
});

describe('others', () => {
  const pages = () => [
    '',
    '/schedule',
    '/clone',
    '/categories',
    '/categories/new',
    `/categories/${edition.category}`,
    '/streams',
    '/streams/new',
    `/streams/${edition.stream}`,
    '/reminders',
    '/reminders/new',
    `/reminders/${edition.rule}`,
  ];

  it('who only look find everything to read, and nothing to send', async () => {
    const viewer = await atConsole(application, null, { role: 'viewer', scope: scope() });
    const answers = await Promise.all(
      pages().map(async (page) => {
        const { status, html } = await viewer.open(base + page);
        const forms = [...html.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action]) => action);
        return { page, status, forms: forms.filter((action) => action !== '/sign-out') };
      }),
    );
    const refused = ['/clone', '/categories/new', '/streams/new', '/reminders/new'];
    expect(answers).toEqual(pages().map((page) => ({ page, status: refused.includes(page) ? 403 : 200, forms: [] })));
    expect((await viewer.open(`${base}/categories/${edition.category}`)).html).toMatch(/<fieldset[^>]* disabled/);
    expect((await viewer.send(`${base}/categories/${edition.category}`, { 'name.en': 'Mine' })).status).toBe(403);
    expect((await viewer.send(`${base}/schedule/preview`, {})).status).toBe(403);
  });

  it('at the check-in see registrations and categories, but neither streams nor mails', async () => {
    const checkIn = await atConsole(application, null, { role: 'check_in', scope: scope() });
    const statuses = await Promise.all(
      ['', '/categories', '/schedule', '/streams', '/reminders'].map(
        async (page) => (await checkIn.open(base + page)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 403, 403]);
    expect((await checkIn.open(base)).text).not.toContain('Delivery problems');
  });

  it('of another edition do not learn of a draft, on any page', async () => {
    edition = await anEdition(application, { published: false });
    base = `/organise/editions/${edition.key}`;
    const statuses = await Promise.all(
      pages().map(async (page) => {
        const path = base + page;
        const [read, sent] = [await organiser.open(path), await organiser.send(path, {})];
        // Where there is no form there is no address to send one to, which is 404 as well.
        return [page, read.status, sent.status];
      }),
    );
    expect(statuses).toEqual(pages().map((page) => [page, 404, 404]));
    const actions = [
      '/schedule/preview',
      `/categories/${edition.category}/remove`,
      `/reminders/${edition.rule}/enable`,
    ];
    for (const action of actions) expect((await organiser.send(base + action, {})).status).toBe(404);
  });
});
