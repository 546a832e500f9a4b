import { anEdition } from '../factories/edition.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

/** The demonstration's annual meeting, held where clocks change, and made anew for the weekend on which they do. */
describe('next year’s annual meeting, cloned from this year’s', () => {
  let application: TestApplication;
  let source: string;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
    const post = async (path: string, body: object) => {
      const answer = await application.asAdmin('POST', path, body);
      if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    };
    const names = [
      {
        slug: 'toronto',
        name: { en: 'University of Toronto', 'zh-Hans': '多伦多大学' },
        city: 'Toronto',
        country: 'CA',
      },
      {
        slug: 'alberta',
        name: { en: 'University of Alberta', 'zh-Hans': '阿尔伯塔大学' },
        city: 'Edmonton',
        country: 'CA',
      },
    ];
    for (const institution of names) await post('/institutions', { ...institution, timeZone: 'America/Toronto' });
    await post('/series', { slug: 'ewa', kind: 'annual_meeting', name: 'East-West Alliance' });
    source = (
      await post('/series/ewa/editions', {
        ordinal: 12,
        year: 2035,
        title: {
          en: '12th EWA Annual Meeting 2035',
          'zh-Hans': '2035 年东西方联盟年会',
          'zh-Hant': '東西方聯盟第十二屆年會',
        },
        description: { en: 'The University of Toronto is looking forward to your visit.', 'zh-Hans': '多伦多欢迎您。' },
        hosts: ['toronto'],
        startsAt: '2035-05-20T09:00',
        endsAt: '2035-05-21T17:30',
        format: 'hybrid',
        venue: { name: { en: 'Demonstration Hall' }, city: 'Toronto', country: 'CA' },
        languages: ['en', 'zh-Hans', 'zh-Hant'],
      })
    ).key;
    const parts = `/editions/${source}`;
    await post(`${parts}/categories`, {
      name: { en: 'Delegate' },
      attendance: 'in_person',
      capacity: 120,
      closesAt: '2035-05-17T23:59',
    });
    await post(`${parts}/categories`, { name: { en: 'Online attendee' } });
    await post(`${parts}/streams`, {
      title: { en: 'Demonstration stream' },
      mirrors: [{ provider: 'other', url: 'https://live.example.org/ewa-2035' }],
    });
    for (const rule of [{ offset: '-P7D', at: '09:00' }, { offset: '-P1D', at: '09:00' }, { offset: '-PT1H' }]) {
      await post(`${parts}/reminder-rules`, rule);
    }
    await post(`${parts}/publish`, {});
  });
  afterAll(() => application.stop());

  const get = async (path: string) => (await application.asAdmin('GET', path)).body;
  const items = async (path: string) => (await get(path)).items;

  it('is at 09:00 on the clock, across the change of it, and its reminders and deadlines with it', async () => {
    // Saturday, 8 March 2036, 09:00 EST; clocks go forward in the night, and Sunday 17:30 is EDT.
    const answer = await application.asAdmin('POST', `/editions/${source}/clone`, {
      year: 2036,
      startsAt: '2036-03-08T09:00',
      hosts: ['alberta'],
      timeZone: 'America/Toronto',
    });
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"1"']);
    expect(answer.body).toMatchObject({
      key: 'ewa-2036',
      status: 'draft',
      ordinal: 13,
      startsAt: '2036-03-08T14:00:00.000Z',
      endsAt: '2036-03-09T21:30:00.000Z',
      hosts: ['alberta'],
      adjusted: [],
    });
    expect((await items('/editions/ewa-2036/reminder-rules')).map(({ dueAt }) => dueAt)).toEqual([
      '2036-03-01T14:00:00.000Z',
      '2036-03-07T14:00:00.000Z',
      '2036-03-08T13:00:00.000Z',
    ]);
    expect(
      (await items('/editions/ewa-2036/categories')).map(({ name, closesAt, taken }) => [name, closesAt, taken]),
    ).toEqual([
      [{ en: 'Delegate' }, '2036-03-06T04:59:00.000Z', 0],
      [{ en: 'Online attendee' }, null, 0],
    ]);

    // The other side of the change: three days later all of it is an hour earlier in UTC, and 09:00 again.
    const later = { startsAt: '2036-03-11T09:00', endsAt: '2036-03-12T17:30' };
    const preview = await application.asAdmin('POST', '/editions/ewa-2036/reschedule', { ...later, preview: true });
    expect(preview.body).toMatchObject({
      startsAt: { before: '2036-03-08T14:00:00.000Z', after: '2036-03-11T13:00:00.000Z' },
      sessions: [],
      deliveries: [
        {
          offset: '-P7D',
          before: '2036-03-01T14:00:00.000Z',
          after: '2036-03-04T14:00:00.000Z',
          outcome: 'moved',
          recipients: 0,
        },
        { offset: '-P1D', after: '2036-03-10T13:00:00.000Z' },
        { offset: '-PT1H', after: '2036-03-11T12:00:00.000Z' },
      ],
    });
    expect((await get('/editions/ewa-2036')).startsAt).toBe('2036-03-08T14:00:00.000Z');
  });

  it('says where it still speaks of last year and of the old host', async () => {
    const mentions = await items('/editions/ewa-2036/mentions');
    expect(mentions.map(({ place, path, locale, kind, found }) => [place, path, locale, kind, found])).toEqual([
      ['edition', 'title', 'en', 'year', '2035'],
      ['edition', 'title', 'en', 'ordinal', '12th'],
      ['edition', 'title', 'zh-Hans', 'year', '2035'],
      ['edition', 'title', 'zh-Hant', 'ordinal', '第十二屆'],
      ['edition', 'description', 'en', 'host', 'University of Toronto'],
      ['edition', 'description', 'zh-Hans', 'host', '多伦多'],
      ['edition', 'venue.city', null, 'host', 'Toronto'],
      ['mirror', 'url', null, 'year', '2035'],
      ['mirror', 'url', null, 'address', 'https://live.example.org/ewa-2035'],
    ]);
    const change = {
      title: { en: '13th EWA Annual Meeting', 'zh-Hans': '东西方联盟年会', 'zh-Hant': '東西方聯盟第十三屆年會' },
      description: null,
      venue: { city: 'Edmonton' },
    };
    expect((await application.asAdmin('PATCH', '/editions/ewa-2036', change)).status).toBe(200);
    const left = (await items('/editions/ewa-2036/mentions')).map(({ place, kind }) => [place, kind]);
    expect(left).toEqual([
      ['mirror', 'year'],
      ['mirror', 'address'],
    ]);
    const toDo = (await items('/editions/ewa-2036/checklist')).filter(({ done }) => !done);
    expect(toDo.map(({ item, required }) => [item, required])).toEqual([
      ['translations', false],
      ['mentions', false],
    ]);
  });

  it('has mailed nobody, and mails those who register once it is published', async () => {
    // By now the sweep, which runs every second, would have found anything there is to send; it does send for another edition.
    const probe = await anEdition(application, { rule: null });
    const person = { email: 'probe@example.org', name: 'Probe', consent: true };
    await application.api('POST', `/editions/${probe.key}/registrations`, { ...person, category: probe.category });
    await application.sink.waitFor(1);
    expect(await items('/editions/ewa-2036/deliveries')).toEqual([]);
    expect(application.sink.messages.map(({ envelope }) => envelope.to)).toEqual([['probe@example.org']]);

    const [, online] = await items('/editions/ewa-2036/categories');
    const register = { email: 'ada@example.org', name: 'Ada', consent: true, category: online!.id };
    expect((await application.api('POST', '/editions/ewa-2036/registrations', register)).body.code).toBe(
      'registration-closed',
    );
    expect((await application.asAdmin('POST', '/editions/ewa-2036/publish')).status).toBe(200);
    expect((await application.api('POST', '/editions/ewa-2036/registrations', register)).status).toBe(201);
    const deliveries = await eventually(
      () => items('/editions/ewa-2036/deliveries'),
      (all) => all.some(({ kind, state }) => kind === 'confirmation' && state === 'sent'),
    );
    expect(deliveries.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['confirmation', 'sent'],
      ['reminder', 'planned'],
      ['reminder', 'planned'],
      ['reminder', 'planned'],
    ]);
    expect(application.sink.messages).toHaveLength(2);
  });
});
