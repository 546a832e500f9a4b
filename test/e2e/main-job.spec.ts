import ICAL from 'ical.js';
import { wallTime } from '../../src/kernel/time-zone.js';
import { type Body, PUBLIC_URL, startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

/** From an empty database to a reminder in an inbox, the way a program would do it. Each test builds on the ones before it. */
describe('the main job', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
  });
  afterAll(() => application.stop());

  const post = async (path: string, body?: unknown): Promise<Body> => {
    const answer = await application.asAdmin('POST', path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const page = async (address: string, init?: RequestInit) => {
    const answer = await fetch(address.replace(PUBLIC_URL, application.url), init);
    return { status: answer.status, text: await answer.text() };
  };
  const linkIn = (text: string, kind: string) =>
    new RegExp(`${PUBLIC_URL}/${kind}/[\\w-]+`).exec(text)?.[0] ?? `no /${kind}/ link`;
  const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const clock = (zone: string, instant: Date) => {
    const { year, month, day, hour, minute } = wallTime(zone, instant);
    const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
    return { date: `${day} ${MONTHS[month - 1]} ${year}`, time };
  };

  // Whole seconds, so that a calendar can hold them; the reminder is due some five seconds from now.
  const startsAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000 + 12 * 3_600_000);
  const endsAt = new Date(startsAt.getTime() + 5_400_000);
  let dueAt: Date;
  let stream: Body;
  let category: Body;
  let admitted: Body;
  let registeredAt: number;

  it('an organiser makes institution, series, edition, category, stream and reminder, and publishes', async () => {
    await post('/institutions', {
      slug: 'shantou',
      name: { en: 'Shantou University Medical College', 'zh-Hans': '汕头大学医学院' },
      city: 'Shantou',
      country: 'CN',
      timeZone: 'Asia/Shanghai',
    });
    await post('/series', { slug: 'telemedicine', kind: 'symposium', name: 'Telemedicine Symposium' });
    const edition = await post('/series/telemedicine/editions', {
      key: 'telemedicine-live',
      hosts: ['shantou'],
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    });
    expect([edition.ordinal, edition.timeZone, edition.status]).toEqual([1, 'Asia/Shanghai', 'draft']);
    category = await post('/editions/telemedicine-live/categories', { name: 'Online', capacity: 100 });
    stream = await post('/editions/telemedicine-live/streams', {
      title: 'Main hall',
      opensMinutesBefore: 1440,
      mirrors: [{ provider: 'other', url: 'https://first.example/live' }],
    });
    const lead = Math.round((startsAt.getTime() - Date.now()) / 1000) - 6;
    const rule = await post('/editions/telemedicine-live/reminder-rules', { offset: `-PT${lead}S` });
    dueAt = new Date(rule.dueAt as string);
    expect(dueAt).toEqual(new Date(startsAt.getTime() - lead * 1000));
    expect((await post('/editions/telemedicine-live/publish')).status).toBe('published');
  });

  it('a person registers without an account', async () => {
    registeredAt = Date.now();
    const answer = await application.api('POST', '/editions/telemedicine-live/registrations', {
      category: category.id,
      email: 'ada@example.org',
      name: 'Ada Lovelace',
      timeZone: 'America/Winnipeg',
      consent: true,
    });
    expect(answer.status).toBe(201);
    admitted = answer.body;
    expect(admitted).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      reference: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/) as string,
      status: 'confirmed',
      manageUrl: `${PUBLIC_URL}/r/${admitted.manageToken}`,
      manageToken: expect.stringMatching(/^[\w-]{40,}$/) as string,
    });
  });

  it('the confirmation leaves within a second, with both clocks, both dates and both links', async () => {
    const [mail] = await application.sink.waitFor(1);
    expect(mail!.receivedAt.getTime() - registeredAt).toBeLessThan(1_000);
    expect(mail!.envelope).toEqual({ from: 'no-reply@symposia.example', to: ['ada@example.org'] });
    const [here, there] = [clock('America/Winnipeg', startsAt), clock('Asia/Shanghai', startsAt)];
    for (const part of [mail!.text, mail!.html]) {
      for (const { date, time } of [here, there]) {
        expect(part).toContain(time);
        expect(part).toContain(date);
      }
      expect(part).toContain('Winnipeg');
      expect(part).toContain('Shantou');
      expect(part).toContain(admitted.reference);
      expect(linkIn(part, 'r')).toBe(admitted.manageUrl);
      expect(linkIn(part, 'join')).toMatch(/^https/);
    }
    expect(mail!.headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-delivery-id': mail!.deliveryId,
      'message-id': `<delivery.${mail!.deliveryId}@symposia.example>`,
    });
    expect(mail!.headers).not.toHaveProperty('list-unsubscribe');
    expect(mail!.headers).toHaveProperty('date');
  });

  it('the confirmation’s calendar part enters the event at the right instants', () => {
    const [mail] = application.sink.messages;
    const parts = mail!.attachments.filter(({ contentType }) => contentType === 'text/calendar');
    expect(parts[0]!.parameters).toMatchObject({ method: 'REQUEST' });
    const calendar = new ICAL.Component(ICAL.parse(parts[0]!.content.toString('utf8')) as unknown[]);
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual([
      'Asia/Shanghai',
    ]);
    const [entry, ...others] = calendar.getAllSubcomponents('vevent');
    expect(others).toEqual([]);
    const event = new ICAL.Event(entry);
    expect([event.startDate.zone.tzid, event.endDate.zone.tzid]).toEqual(['Asia/Shanghai', 'Asia/Shanghai']);
    expect([event.startDate.toJSDate(), event.endDate.toJSDate()]).toEqual([startsAt, endsAt]);
    expect([event.sequence, event.uid]).toEqual([0, `registration-${admitted.reference}@symposia.example`]);
    expect(event.attendees.map((attendee) => attendee.getFirstValue())).toEqual(['mailto:ada@example.org']);
    expect(event.organizer).toBe('mailto:no-reply@symposia.example');
  });

  it('the holder reads and changes the registration with the manage token, by API and by page', async () => {
    const { manageToken: token, id, manageUrl } = admitted;
    const changed = await application.api(
      'PATCH',
      `/registrations/${id}`,
      { affiliation: 'Analytical Society' },
      { token },
    );
    expect([changed.status, changed.body.affiliation]).toEqual([200, 'Analytical Society']);
    const shown = await page(manageUrl);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Ada Lovelace');
  });

  it('the join link shows the stream as it is now, not as it was when the mail was sent', async () => {
    const join = linkIn(application.sink.messages[0]!.text, 'join');
    const before = await page(join);
    expect([before.status, before.text.includes('https://first.example/live')]).toEqual([200, true]);
    await application.asAdmin('PATCH', `/editions/telemedicine-live/streams/${stream.id}`, {
      mirrors: [{ provider: 'other', url: 'https://second.example/live' }],
    });
    const after = await page(join);
    expect(after.text).toContain('https://second.example/live');
    expect(after.text).not.toContain('https://first.example/live');
  });

  it('the reminder arrives within two seconds of its due time, and not before', async () => {
    const [, mail] = await application.sink.waitFor(2, 15_000);
    const late = mail!.receivedAt.getTime() - dueAt.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(2_000);
    expect(mail!.envelope.to).toEqual(['ada@example.org']);
    expect(mail!.text).toContain(clock('America/Winnipeg', startsAt).time);
    expect(mail!.text).toContain(clock('Asia/Shanghai', startsAt).time);
    expect(linkIn(mail!.text, 'join')).toBe(linkIn(application.sink.messages[0]!.text, 'join'));
    expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  });

  it('the organiser sees both mails as sent', async () => {
    const { items } = await eventually(
      async () => (await application.asAdmin('GET', '/editions/telemedicine-live/deliveries')).body,
      (body) => body.items.every(({ state }) => state === 'sent'),
    );
    expect((items as object[]).map((item) => ({ ...item, sentAt: '' }))).toMatchObject([
      {
        kind: 'confirmation',
        registration: admitted.id,
        rule: null,
        attempts: 1,
        messageId: application.sink.messages[0]!.messageId,
      },
      {
        kind: 'reminder',
        registration: admitted.id,
        dueAt: dueAt.toISOString(),
        attempts: 1,
        messageId: application.sink.messages[1]!.messageId,
      },
    ]);
    expect((await application.asAdmin('GET', '/editions/telemedicine-live/deliveries/summary')).body).toEqual({
      sent: 2,
    });
  });

  it('a mail that is sent again is a delivery of its own', async () => {
    const [first] = application.sink.messages;
    const { status, body } = await application.asAdmin('POST', `/deliveries/${first!.deliveryId}/resend`);
    expect([status, body.kind, body.registration]).toEqual([201, 'confirmation', admitted.id]);
    const [, , again] = await application.sink.waitFor(3);
    expect(again!.deliveryId).toBe(body.id);
    expect(again!.messageId).not.toBe(first!.messageId);
    expect(again!.subject).toBe(first!.subject);
  });

  it('one click of the mail program unsubscribes from reminders', async () => {
    const [address = ''] = /https:[^>]+/.exec(application.sink.messages[1]!.headers['list-unsubscribe'] ?? '') ?? [];
    const answer = await page(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(answer.status).toBe(200);
    const { body } = await application.api('GET', `/registrations/${admitted.id}`, undefined, {
      token: admitted.manageToken,
    });
    expect(body.reminders).toBe(false);
  });

  it('the holder cancels: the place is free again, the calendar entry goes, the join link is dead', async () => {
    const { manageToken: token, id } = admitted;
    expect((await application.api('POST', `/registrations/${id}/cancel`, undefined, { token })).body.status).toBe(
      'cancelled',
    );
    const mail = (await application.sink.waitFor(4))[3]!;
    const [part] = mail.attachments.filter(({ contentType }) => contentType === 'text/calendar');
    expect(part!.parameters).toMatchObject({ method: 'CANCEL' });
    const event = new ICAL.Event(
      new ICAL.Component(ICAL.parse(part!.content.toString('utf8')) as unknown[]).getFirstSubcomponent('vevent')!,
    );
    // The holder has changed something before: every change of the registration counts.
    expect([event.uid, event.sequence]).toEqual([`registration-${admitted.reference}@symposia.example`, 2]);
    expect((await application.asAdmin('GET', `/editions/telemedicine-live/categories/${category.id}`)).body.taken).toBe(
      0,
    );
    expect((await page(linkIn(application.sink.messages[0]!.text, 'join'))).status).toBe(410);
  });
});
