import { anEdition } from '../factories/edition.js';
import { aForm } from '../factories/registration.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** Zones whose clocks the runtime's own data has wrong this winter: Alberta and Manitoba no longer change them. */
describe('10 December 2026, 12:00 UTC', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
    application.setNow(new Date('2026-11-01T00:00:00Z'));
  });
  afterAll(() => application.stop());

  it.each([
    { zone: 'America/Edmonton', city: 'Edmonton', time: '06:00', offset: 'GMT−6' },
    { zone: 'America/Winnipeg', city: 'Winnipeg', time: '07:00', offset: 'GMT−5' },
    { zone: 'America/Vancouver', city: 'Vancouver', time: '05:00', offset: 'GMT−7' },
    { zone: 'Asia/Hong_Kong', city: 'Hong Kong', time: '20:00', offset: 'GMT+8' },
  ])('is $time in $city, in every part of the mail', async ({ zone, city, time, offset }) => {
    const edition = await anEdition(application, {
      rule: null, // its due time is a real one, and passes
      edition: { timeZone: 'Europe/London', startsAt: '2026-12-10T12:00:00Z', endsAt: '2026-12-10T13:30:00Z' },
    });
    const before = application.sink.messages.length;
    const answer = await application.api(
      'POST',
      `/editions/${edition.key}/registrations`,
      aForm(edition, { timeZone: zone }),
    );
    expect(answer.status).toBe(201);
    const mail = (await application.sink.waitFor(before + 1))[before]!;
    const [line] = mail.text.split('\n').filter((text) => text.startsWith(city));
    expect(line).toContain(offset);
    expect(line).toContain('10 Dec 2026');
    expect(line).toContain(time);
    expect(mail.text.split('\n').find((text) => text.startsWith('London'))).toContain('12:00');
    expect(mail.html).toContain(time);
    // Quoted-printable or base64: what counts is what a reader decodes; the calendar holds the event's own clock.
    const calendar = mail.attachments
      .find(({ contentType }) => contentType === 'text/calendar')!
      .content.toString('utf8');
    expect(calendar).toContain('DTSTART;TZID=Europe/London:20261210T120000');
  });

  it.each([
    { zone: 'America/Edmonton', time: '06:00', iso: '2026-12-10T06:00:00-06:00' },
    { zone: 'America/Winnipeg', time: '07:00', iso: '2026-12-10T07:00:00-05:00' },
    { zone: 'America/Vancouver', time: '05:00', iso: '2026-12-10T05:00:00-07:00' },
  ])('is $time on every page for a reader in $zone', async ({ zone, iso }) => {
    const edition = await anEdition(application, {
      rule: null,
      edition: { timeZone: 'Asia/Shanghai', startsAt: '2026-12-10T12:00:00Z', endsAt: '2026-12-10T13:30:00Z' },
    });
    const before = application.sink.messages.length;
    const { body } = await application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition));
    const join = /\/join\/[\w-]+/.exec((await application.sink.waitFor(before + 1))[before]!.text)![0];
    const paths = ['/', `/events/${edition.key}`, `/events/${edition.key}/register`, `/r/${body.manageToken}`, join];
    for (const path of paths) {
      const page = await fetch(application.url + path, { headers: { cookie: `tz=${zone}`, accept: 'text/html' } });
      const html = await page.text();
      expect([path, page.status, html.includes(`datetime="${iso}"`), html.includes('20:00')]).toEqual([
        path,
        200,
        true,
        true,
      ]);
    }
  });
});
