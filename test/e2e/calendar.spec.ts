import ICAL from 'ical.js';
import { EditionsService } from '../../src/features/editions/index.js';
import { anEdition, END, hoursFromStart, START } from '../factories/edition.js';
import { aForm } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** What an independent reader makes of a calendar. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      status: String(component.getFirstPropertyValue('status')),
    };
  });
}

describe('calendar files', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  const get = (path: string, tag?: string) =>
    fetch(application.url + path, { headers: tag ? { 'if-none-match': tag } : {} });

  it('are the same to the byte until something changes, and then keep the UID and raise the SEQUENCE', async () => {
    const edition = await anEdition(application);
    const path = `/events/${edition.key}/calendar.ics`;
    const first = await get(path);
    const tag = first.headers.get('etag')!;
    const [before] = read(await first.text());
    expect(before).toMatchObject({ sequence: 0, start: START, end: END, status: 'CONFIRMED' });
    expect((await get(path, `"other", ${tag}`)).status).toBe(304);

    const times = { startsAt: hoursFromStart(2), endsAt: hoursFromStart(3) };
    await application.get(EditionsService).update(TESTER, edition.key, times);
    const moved = await get(path, tag);
    expect(moved.status).toBe(200);
    expect(read(await moved.text())).toEqual([{ ...before, sequence: 1, start: times.startsAt, end: times.endsAt }]);

    await application.get(EditionsService).cancel(TESTER, edition.key, 'Storm');
    expect(read(await (await get(path)).text())).toEqual([
      { ...before, sequence: 2, start: times.startsAt, end: times.endsAt, status: 'CANCELLED' },
    ]);
  });

  it('of a registration have the UID of its mails, and are kept by no cache', async () => {
    const edition = await anEdition(application);
    const { body } = await application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition));
    const answer = await get(`/r/${body.manageToken}/calendar.ics`);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(read(await answer.text())).toMatchObject([{ uid: `registration-${body.reference}@symposia.example` }]);
  });
});
