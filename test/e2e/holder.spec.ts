/** The pages of one registration, as somebody uses them without a script: see, change, move, cancel, undo, take along, be erased. */
import { DecisionsService, RegistrationService, Tickets } from '../../src/features/registration/index.js';
import { LinkTokens } from '../../src/platform/security/tokens.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { aQuestion } from '../factories/question.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { browse, type Browsing } from '../support/browsing.js';
import { atConsole } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('the page of a registration', () => {
  let application: TestApplication;
  let holder: Browsing;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());
  beforeEach(() => {
    holder = browse(application);
  });
  afterEach(() => application.setNow(null));

  const sign = (id: string, version = 1) => application.get(LinkTokens).sign('manage', id, version);
  const inPerson = (more = {}) =>
    anEdition(application, { category: { attendance: 'in_person', ...more }, stream: null });
  /** Somebody who has registered, and the address of their page. */
  const registered = async (edition: Pick<BuiltEdition, 'key' | 'category'>, more = {}) => {
    const admitted = await aRegistration(application, edition, { timeZone: 'Europe/Amsterdam', ...more });
    return { ...admitted, page: `/r/${sign(admitted.id)}` };
  };
  const rowOf = async (id: string) =>
    (await application.sql<Record<string, unknown>>('SELECT * FROM registration WHERE id = $1', [id]))[0]!;
  const organiser = async () => {
    const [account] = await application.sql<{ id: string }>('SELECT id FROM account LIMIT 1');
    return {
      kind: 'account' as const,
      accountId: account!.id,
      name: 'Organiser',
      grants: [{ role: 'administrator' as const, scope: '' }],
    };
  };

  it('says where it stands, and shows the ticket', async () => {
    const { page, reference, id } = await registered(await inPerson());
    const shown = await holder.open(page);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.text).toContain('You have a place');
    expect(shown.text).toContain(reference);
    expect(shown.html).toContain(`aria-label="QR code of the ticket ${reference}"`);
    const pdf = await fetch(`${application.url}${page}/ticket.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf.headers.get('cache-control')).toBe('no-store');
    expect((await pdf.text()).startsWith('%PDF-1.7')).toBe(true);
    const svg = await holder.open(`${page}/ticket.svg`);
    expect(svg.headers.get('content-type')).toContain('image/svg+xml');
    expect(svg.html).toMatch(/^<svg xmlns=/);

    const ticket = `/t/${application.get(Tickets).tokenOf({ id, linkVersion: 1 })}`;
    const anybody = await browse(application).open(ticket);
    expect(anybody.text).toContain(reference);
    expect(anybody.html).not.toContain('check-in?ticket=');
    expect([anybody.headers.get('cache-control'), /name="robots" content="noindex"/.test(anybody.html)]).toEqual([
      'no-store',
      true,
    ]);
    const desk = await atConsole(application, 'Desk', { role: 'check_in', scope: '' });
    expect((await desk.open(ticket)).html).toContain('/check-in?ticket=');
  });

  it('takes every change, with the answers to questions', async () => {
    const edition = await inPerson();
    const diet = await aQuestion(application, edition.key, { label: 'Diet', required: true });
    const { page, id } = await registered(edition, { answers: { [diet]: 'none' } });
    const { html } = await holder.open(page);
    expect(html).toContain('value="none"');
    const fields = { name: '王芳', nativeName: '', country: 'CN', locale: 'zh-Hans', timeZone: 'Asia/Shanghai' };
    const refused = await holder.send(page, { ...fields, name: '', [`answers.${diet}`]: '' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#f-name"');
    const missing = await holder.send(page, { ...fields, [`answers.${diet}`]: '' });
    expect(missing.status).toBe(422);
    expect(missing.html).toContain(`href="#f-answers-${diet}"`);
    const saved = await holder.send(page, { ...fields, affiliation: '急诊科', [`answers.${diet}`]: '素食' });
    expect([saved.status, saved.location]).toEqual([303, `${page}?done=saved`]);
    expect(await rowOf(id)).toMatchObject({
      name: '王芳',
      country: 'CN',
      locale: 'zh-Hans',
      answers: { [diet]: '素食' },
    });
    const chinese = await browse(application).open(page);
    expect(chinese.text).toContain('素食');
  });

  it('is cancelled, and that is undone for ten minutes', async () => {
    const { page, id } = await registered(await inPerson());
    await holder.open(page);
    expect((await holder.send(`${page}/cancel`)).location).toBe(`${page}?done=cancelled`);
    const shown = await holder.open(page);
    expect(shown.text).toContain('Undo the cancellation');
    expect(shown.html).not.toContain('class="qr"');
    expect((await holder.open(`${page}/ticket.pdf`)).status).toBe(404);
    expect((await holder.send(`${page}/undo`)).location).toBe(`${page}?done=undone`);
    expect((await rowOf(id))['status']).toBe('confirmed');

    await holder.send(`${page}/cancel`);
    application.setNow(new Date(Date.now() + 11 * 60_000));
    expect((await holder.open(page)).text).not.toContain('Undo the cancellation');
    expect((await holder.send(`${page}/undo`)).location).toBe(`${page}?done=too-late`);
    expect((await rowOf(id))['status']).toBe('cancelled');
  });

  it('waits in line, with its number', async () => {
    const edition = await inPerson({ capacity: 1, waitingList: true });
    await registered(edition);
    const { page } = await registered(edition);
    const shown = await holder.open(page);
    expect(shown.text).toContain('you are on the waiting list');
    expect(shown.text).toContain('Number 1 in line');
    expect(shown.html).not.toContain('class="qr"');
  });

  it('takes an offer, within its time', async () => {
    const edition = await inPerson({ approval: true, offerHours: 24 });
    const { page, id } = await registered(edition);
    expect((await holder.open(page)).text).toContain('The organisers are looking at your registration');
    await application.get(DecisionsService).approve(await organiser(), id);
    const offered = await holder.open(page);
    // On both clocks.
    expect(offered.text).toContain('Shanghai');
    expect(offered.text).toContain('Amsterdam');
    expect(offered.text).toContain('Give it back');
    expect((await holder.send(`${page}/accept`)).location).toBe(`${page}?done=accepted`);
    expect((await rowOf(id))['status']).toBe('confirmed');
    expect((await holder.send(`${page}/accept`)).location).toBe(`${page}?done=lapsed`);
  });

  it('says what the organisers have said when it was declined', async () => {
    const { page, id } = await registered(await inPerson({ approval: true }));
    await application.get(DecisionsService).decline(await organiser(), id, { message: 'Please apply next year.' });
    const shown = await holder.open(page);
    expect(shown.text).toContain('Please apply next year.');
    expect(shown.html).not.toContain(`action="${page}/cancel"`);
  });

  it('goes to another category where there is room', async () => {
    const edition = await inPerson();
    const free = await aCategory(application, edition.key, { name: 'Online seat' });
    const full = await aCategory(application, edition.key, { name: 'Front row', capacity: 0 });
    const { page, id } = await registered(edition);
    const { html } = await holder.open(page);
    expect(html).toMatch(new RegExp(`<input(?=[^>]*value="${full}")[^>]*disabled`));
    const refused = await holder.send(`${page}/category`, { category: full });
    expect(refused.status).toBe(409);
    expect((await holder.send(`${page}/category`, { category: 'nonsense' })).status).toBe(422);
    expect((await holder.send(`${page}/category`)).status).toBe(422);
    expect((await holder.send(`${page}/category`, { category: free })).location).toBe(`${page}?done=moved`);
    expect((await rowOf(id))['category_id']).toBe(free);
  });

  it('mails its links again, at most once an hour', async () => {
    const { page, id } = await registered(await inPerson());
    await holder.open(page);
    for (let n = 0; n < 3; n++) expect((await holder.send(`${page}/resend`)).location).toBe(`${page}?done=resent`);
    const links = await application.sql(
      `SELECT 1 FROM delivery WHERE registration_id = $1 AND occasion LIKE 'link:%'`,
      [id],
    );
    expect(links.length).toBe(1);
  });

  it('gives all data, and forgets everything', async () => {
    const edition = await inPerson();
    const { page, id, reference } = await registered(edition, { name: 'Zebedee Quillfeather' });
    const file = await fetch(`${application.url}${page}/data.json`);
    expect(file.headers.get('cache-control')).toBe('no-store');
    expect(file.headers.get('content-disposition')).toContain(`registration-${reference}.json`);
    const data = (await file.json()) as { registration: { name: string }; mails: { kind: string }[] };
    expect(data.registration.name).toBe('Zebedee Quillfeather');
    expect(data.mails.map(({ kind }) => kind)).toContain('confirmation');

    const asked = await holder.open(`${page}/erase`);
    expect(asked.text).toContain('It cannot be undone');
    const unsure = await holder.send(`${page}/erase`);
    expect(unsure.status).toBe(422);
    expect((await rowOf(id))['erased_at']).toBeNull();
    const erased = await holder.send(`${page}/erase`, { sure: 'true' });
    expect([erased.status, erased.location]).toEqual([303, `/events/${edition.key}/erased`]);
    expect((await holder.open(`/events/${edition.key}/erased`)).text).toContain('You have been erased');
    expect(await rowOf(id)).toMatchObject({ name: '—', status: 'cancelled' });
    const dead = await holder.open(page);
    expect(dead.status).toBe(410);
    expect(dead.html).toContain(`/events/${edition.key}/lost-link`);
    for (const rest of ['', '/ticket.pdf', '/data.json', '/erase'])
      expect((await holder.open(`${page}${rest}`)).status).toBe(410);
  });

  it('sends a lost link, and says the same to everybody', async () => {
    const edition = await inPerson();
    await registered(edition, { email: 'known@example.org' });
    const gone = await registered(edition, { email: 'gone@example.org' });
    await application.get(RegistrationService).cancel(TESTER, gone.id);
    const path = `/events/${edition.key}/lost-link`;
    await holder.open(path);
    const answers = [];
    for (const email of ['known@example.org', 'unknown@example.org', 'gone@example.org']) {
      const { status, location, html } = await holder.send(path, { email });
      answers.push({ status, location, html });
    }
    expect(answers[0]).toEqual({ status: 303, location: `${path}?sent`, html: '' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect((await holder.open(`${path}?sent`)).text).toContain('the link is on its way');
    expect((await holder.send(path, { email: 'no address' })).status).toBe(422);
    // Only a program fills in what people cannot see.
    expect((await holder.send(path, { email: 'known@example.org', website: 'x' })).location).toBe(`${path}?sent`);
    const links = await application.sql(`SELECT 1 FROM delivery WHERE edition_id = $1 AND occasion LIKE 'link:%'`, [
      edition.id,
    ]);
    expect(links.length).toBe(1);
  });

  it('opens nothing with a link that was never good', async () => {
    expect((await holder.open('/r/nonsense')).status).toBe(410);
    expect((await holder.open('/t/nonsense')).status).toBe(410);
    expect((await holder.open('/events/nonsense/lost-link')).status).toBe(404);
  });
});

describe('badges in the console', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  it('are chosen, looked at and downloaded; many become a task', async () => {
    const edition = await anEdition(application);
    await aRegistration(application, edition, { name: 'Wong Chi Ming', nativeName: '黄志明' });
    await aRegistration(application, edition, { name: 'Jan Visser' });
    const wei = await atConsole(application, 'Li Wei', { role: 'organiser', scope: `series/${edition.seriesId}` });
    const base = `/organise/editions/${edition.key}/registrations`;
    const page = await wei.open(`${base}/badges?format=card-sheet&language=zh-Hans`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('2 badges');
    expect(page.html).toMatch(/<svg class="sheet"[^]*黄志明[^]*<\/svg>/);
    const made = await wei.send(`${base}/badges`, { format: 'card-sheet', language: 'zh-Hans', status: 'confirmed' });
    expect(made.status).toBe(303);
    expect(made.location).toBe(`${base}/badges.pdf?status=confirmed&format=card-sheet&language=zh-Hans`);
    const pdf = await wei.open(made.location!);
    expect([pdf.status, pdf.html.slice(0, 5)]).toEqual([200, '%PDF-']);

    await application.sql(
      `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, consented_at)
       SELECT new_id(), $1, $2, 'C' || n, 'c' || n || '@example.org', 'c' || n || '@example.org', 'Many ' || n, 'en', 'confirmed', now()
       FROM generate_series(1, 120) AS n`,
      [edition.id, edition.category],
    );
    expect((await wei.open(made.location!)).status).toBe(409);
    const begun = await wei.send(`${base}/badges`, { format: 'a6', language: 'en' });
    expect(begun.location).toMatch(new RegExp(`^/organise/editions/${edition.key}/tasks/`));
    const viewer = await atConsole(application, 'Zhou', { role: 'viewer', scope: `series/${edition.seriesId}` });
    expect((await viewer.open(`${base}/badges`)).status).toBe(403);
  });
});
