import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aForm } from '../factories/registration.js';
import { nextNumber } from '../factories/tester.js';
import { browse, type Browsing } from '../support/browsing.js';
import { atConsole, type ConsoleVisitor, textOf } from '../support/console-visitor.js';
import { ADMIN, PUBLIC_URL, startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

describe('invitations', () => {
  let application: TestApplication;
  let wei: ConsoleVisitor;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
    wei = await atConsole(application, 'Li Wei', { role: 'administrator', scope: '' });
  });
  afterAll(() => application.stop());

  const edition = (category = {}) =>
    anEdition(application, { category: { name: 'Faculty', ...category }, stream: null, rule: null });
  const consoleOf = ({ key }: BuiltEdition) => `/organise/editions/${key}/invitations`;
  const newEmail = () => `guest-${nextNumber()}@example.org`;

  /** The path of the first link of a mail to this address that matches. */
  async function linkTo(email: string, path: RegExp): Promise<string> {
    const mails = () => application.sink.messages.filter(({ envelope }) => envelope.to.includes(email));
    const found = await eventually(
      () => mails().flatMap(({ text }) => [...text.matchAll(/https:\/\/\S+/g)].map(([url]) => url)),
      (urls) => urls.some((url) => path.test(url)),
    );
    return found.find((url) => path.test(url))!.replace(PUBLIC_URL, '');
  }

  describe('a person', () => {
    it('is invited at the console, gets a mail, registers by its link, and the link is used', async () => {
      const built = await edition({ invitationOnly: true });
      const email = newEmail();
      const sent = await wei.send(`${consoleOf(built)}/new`, {
        ...{ kind: 'person', category: built.category, email, name: 'Ada Lovelace', locale: 'en' },
        message: 'We would love to have you.\r\n\r\nYours, Wei',
      });
      expect([sent.status, sent.location]).toEqual([303, `${consoleOf(built)}?kind=person&done=sent&count=1`]);
      expect((await wei.open(sent.location!)).text).toContain('One invitation is on its way.');

      const path = await linkTo(email, /\/register\?invitation=/);
      const ada = browse(application);
      const form = await ada.open(path);
      expect(form.text).toContain('You have been invited.');
      expect(form.html).toContain('value="Ada Lovelace"');
      const { invitation } = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
      const registered = await ada.send(path.split('?')[0]!, {
        ...{ category: built.category, name: 'Ada Lovelace', email, locale: 'en', timeZone: 'UTC', consent: 'true' },
        invitation: invitation!,
      });
      expect([registered.status, registered.location]).toEqual([303, `/events/${built.key}/registered`]);
      expect((await ada.open(path)).status).toBe(410);
      const list = await wei.open(consoleOf(built));
      expect(list.text).toContain('Used (1)');
      expect(list.text).toContain('Ada Lovelace');
    });

    it('sees the organiser’s words in the mail', async () => {
      const built = await edition();
      const email = newEmail();
      await wei.send(`${consoleOf(built)}/new`, {
        ...{ category: built.category, email, message: 'Bring <b>slides</b>.' },
      });
      await linkTo(email, /\/register\?invitation=/);
      const mail = application.sink.messages.find(({ envelope }) => envelope.to.includes(email))!;
      expect(mail.text).toContain('Bring <b>slides</b>.');
      expect(textOf(mail.html)).toContain('Bring <b>slides</b>.');
    });

    it.each([
      { field: 'email', value: 'nobody', says: 'Enter a complete e-mail address' },
      { field: 'category', value: '', says: 'Choose a category' },
      { field: 'expiresAt', value: '2020-01-01T00:00', says: 'Choose a later time' },
      { field: 'message', value: 'x'.repeat(4001), says: 'Shorten your own words' },
    ])('is not invited with a wrong $field, and nothing typed is lost', async ({ field, value, says }) => {
      const built = await edition();
      const fields = { category: built.category, email: newEmail(), name: 'Ada Lovelace', [field]: value };
      const again = await wei.send(`${consoleOf(built)}/new`, fields);
      expect(again.status).toBe(422);
      expect(again.text).toContain(says);
      expect(again.html).toContain('value="Ada Lovelace"');
    });

    it('is sent a new link, and the invitation is withdrawn, on its page', async () => {
      const built = await edition();
      const email = newEmail();
      await wei.send(`${consoleOf(built)}/new`, { category: built.category, email });
      const first = await linkTo(email, /\/register\?invitation=/);
      const [row] = await application.sql<{ id: string }>('SELECT id FROM invitation WHERE email = $1', [email]);
      const path = `${consoleOf(built)}/${row!.id}`;
      expect((await wei.send(`${path}/resend`, {})).location).toBe(`${path}?done=resent`);
      const guest = browse(application);
      expect((await guest.open(first)).status).toBe(410);
      const page = await wei.open(`${path}?done=resent`);
      expect(page.text).toContain('on its way with a new link');
      const version = /name="version" value="(\d+)"/.exec(page.html)![1]!;
      expect((await wei.send(`${path}/withdraw`, { version: '1' })).location).toBe(`${path}?refused=changed`);
      expect((await wei.send(`${path}/withdraw`, { version })).location).toBe(`${path}?done=withdrawn`);
      expect((await wei.send(`${path}/resend`, {})).location).toBe(`${path}?refused=answered`);
      expect((await wei.open(`${path}?refused=answered`)).text).toContain('no longer possible');
    });
  });

  describe('a list', () => {
    let admin: Browsing;
    beforeAll(async () => {
      admin = browse(application);
      await admin.signIn(ADMIN);
    });

    /** Sends the form with a file, as a browser does. */
    async function upload(path: string, fields: Record<string, string>, file: Buffer) {
      await admin.open(path);
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf: admin.token!, ...fields })) form.set(name, value);
      form.set('file', new Blob([new Uint8Array(file)], { type: 'text/csv' }), 'list.csv');
      const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(application.url + path, {
        method: 'POST',
        body: form,
        headers: { cookie, accept: 'text/html', 'accept-language': 'en' },
      });
      const html = await answer.text();
      return { status: answer.status, html, text: textOf(html) };
    }
    const hiddenOf = (html: string, name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!.replaceAll('&quot;', '"');

    it('is shown with what becomes of each row, and sent only then', async () => {
      const built = await edition();
      const [known, fresh] = [newEmail(), newEmail()];
      await application.api('POST', `/editions/${built.key}/registrations`, aForm(built, { email: known }));
      const csv = `\uFEFF电子邮件;姓名\r\n${fresh};"陈\n伟"\r\n${known};Known\r\n${fresh};Twice\r\nnobody;Wrong\r\n=1+1;Formula\r\n`;
      const preview = await upload(`${consoleOf(built)}/many`, { category: built.category }, Buffer.from(csv));
      expect(preview.status).toBe(200);
      expect(preview.text).toContain('Will be invited 1 Already registered 1 Cannot be read 3');
      expect(preview.text).toContain('Full name: has line breaks');
      expect(await application.sql('SELECT 1 FROM invitation WHERE edition_id = $1', [built.id])).toEqual([]);

      const good = `email,name,language\n${fresh},"陈, 伟",zh-Hans`;
      const checked = await upload(
        `${consoleOf(built)}/many`,
        { category: built.category, message: 'Come!', expiresAt: '', locale: 'en' },
        Buffer.from(good),
      );
      expect(checked.text).toContain('Send one invitation');
      const sent = await wei.send(`${consoleOf(built)}/many/send`, {
        ...{ category: built.category, list: hiddenOf(checked.html, 'list'), message: 'Come!', locale: 'en' },
        expiresAt: '',
      });
      expect(sent.location).toBe(`${consoleOf(built)}?done=sent&count=1`);
      const rows = await application.sql('SELECT email, name, locale, message FROM invitation WHERE edition_id = $1', [
        built.id,
      ]);
      expect(rows).toEqual([{ email: fresh, name: '陈, 伟', locale: 'zh-Hans', message: 'Come!' }]);
    });

    it.each([
      {
        what: 'GBK',
        file: Buffer.from('656d61696c2cd0d5c3fb0a7765694065782e6f72672cb3c2ceb0', 'hex'),
        says: 'not in UTF-8',
      },
      { what: 'a workbook', file: Buffer.from('PK\u0003\u0004'), says: 'no CSV file' },
      { what: 'too many rows', file: Buffer.from('a@example.org\n'.repeat(2001)), says: 'at most 2,000 people' },
      {
        what: '200,000 rows',
        file: Buffer.from('somebody@example.org,Name\n'.repeat(200_000)),
        says: 'at most 2,000 people',
      },
      { what: 'no addresses', file: Buffer.from('name,institution\nAda,stu'), says: 'Name one column of the header' },
      { what: 'a broken quotation', file: Buffer.from('email\n"a@example.org'), says: 'quotation marks' },
      { what: 'nothing', file: Buffer.from(''), says: 'Paste at least one address' },
    ])('is refused for $what, with the reason', async ({ file, says }) => {
      const built = await edition();
      const again = await upload(`${consoleOf(built)}/many`, { category: built.category, message: 'Kept' }, file);
      expect(again.status).toBe(422);
      expect(again.text).toContain(says);
      expect(again.html).toContain('Kept</textarea>');
    });

    it('is invited through the API with an outcome for each row', async () => {
      const built = await edition();
      const email = newEmail();
      const { status, body } = await application.asAdmin('POST', `/editions/${built.key}/invitations`, {
        category: built.category,
        invitations: [
          { email },
          { email: email.toUpperCase() },
          { email: 'nobody' },
          { email: newEmail(), locale: 'tlh' },
        ],
      });
      expect(status).toBe(201);
      expect(body.items).toMatchObject([
        { row: 1, outcome: 'new' },
        { row: 2, outcome: 'duplicate', duplicateOf: 1, id: null },
        { row: 3, outcome: 'wrong', error: { path: 'email', code: 'not-an-address' } },
        { row: 4, outcome: 'wrong', error: { path: 'locale', code: 'unknown-language' } },
      ]);
      const again = await application.asAdmin('POST', `/editions/${built.key}/invitations`, {
        category: built.category,
        email,
      });
      expect([again.status, again.body.code]).toEqual([409, 'already-invited']);
      const both = await application.asAdmin('POST', `/editions/${built.key}/invitations`, {
        ...{ category: built.category, email, invitations: [{ email }] },
      });
      expect([both.status, both.body.errors[0]?.path]).toEqual([422, 'email']);
    });
  });

  describe('a delegation', () => {
    async function aDelegation(capacity: number) {
      const institution = await anInstitution(application, { name: 'Shantou University' });
      const built = await edition({ quotas: [{ institution, capacity }] });
      const email = newEmail();
      const sent = await wei.send(`${consoleOf(built)}/new`, {
        ...{ kind: 'delegation', category: built.category, email, name: 'Chen Wei', institution, locale: 'en' },
      });
      expect(sent.location).toBe(`${consoleOf(built)}?kind=delegation&done=sent&count=1`);
      return { built, path: await linkTo(email, /\/delegation\//) };
    }
    const delegate = (more = {}) => ({
      name: 'Ada Lovelace',
      email: newEmail(),
      locale: 'en',
      consent: 'true',
      ...more,
    });

    it('is named by its coordinator within the quota, one by one and by pasted lines', async () => {
      const { built, path } = await aDelegation(3);
      const coordinator = browse(application);
      const page = await coordinator.open(path);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.text).toContain('Delegation: Shantou University');
      expect(page.text).toContain('0 of 3 taken');

      const ada = delegate();
      const named = await coordinator.send(path, ada);
      expect([named.status, named.location]).toEqual([303, `${path}?done=named`]);
      const wrong = await coordinator.send(path, delegate({ email: 'nobody', consent: '' }));
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('Enter a complete e-mail address');
      expect(wrong.text).toContain('Tick the box when the delegate has agreed');
      const twice = await coordinator.send(path, ada);
      expect([twice.status, twice.text.includes('registered for the event already')]).toEqual([422, true]);

      const [bo, cy] = [newEmail(), newEmail()];
      const lines = `Bo, ${bo}\nno address\n陈伟 <${cy}>\nDora, ${newEmail()}`;
      const many = await coordinator.send(`${path}/many`, { list: lines, listLocale: 'en', agreed: 'true' });
      expect(many.status).toBe(422);
      expect(many.text).toMatch(
        /Bo, \S+ – has a place.*no address – Enter a complete e-mail address.*has a place.*Dora, \S+ – All places of your institution are taken/,
      );
      const full = await coordinator.open(path);
      expect(full.text).toContain('3 of 3 taken');
      expect(full.text).toContain('All places of your institution are taken. Cancel a delegate');
      // The delegate completes it by a link of their own.
      const own = await linkTo(bo, /\/r\//);
      expect((await browse(application).open(own)).status).toBe(200);
      expect((await wei.open(`${consoleOf(built)}?kind=delegation`)).text).toContain('3 of 3 places taken');
    });

    it('gives places back, and is over when its link is', async () => {
      const { built, path } = await aDelegation(1);
      const coordinator = browse(application);
      await coordinator.open(path);
      await coordinator.send(path, delegate());
      const [row] = await application.sql<{ id: string }>('SELECT id FROM registration WHERE edition_id = $1', [
        built.id,
      ]);
      const cancelled = await coordinator.send(`${path}/delegates/${row!.id}/cancel`);
      expect(cancelled.location).toBe(`${path}?done=cancelled`);
      expect((await coordinator.open(path)).text).toContain('0 of 1 taken');
      const other = await aDelegation(1);
      await coordinator.open(other.path);
      await coordinator.send(other.path, delegate());
      const [theirs] = await application.sql<{ id: string }>('SELECT id FROM registration WHERE edition_id = $1', [
        other.built.id,
      ]);
      expect((await coordinator.send(`${path}/delegates/${theirs!.id}/cancel`)).status).toBe(404);

      const [{ id }] = (await application.sql<{ id: string }>('SELECT id FROM invitation WHERE edition_id = $1', [
        built.id,
      ])) as [{ id: string }];
      await application.asAdmin('DELETE', `/editions/${built.key}/invitations/${id}`);
      const dead = await coordinator.open(path);
      expect([dead.status, dead.text.includes('This link opens no delegation')]).toEqual([410, true]);
      expect((await coordinator.send(path, delegate())).status).toBe(410);
      expect((await coordinator.send(`${path}/many`, { list: 'x', agreed: 'true' })).status).toBe(410);
    });

    it('needs a quota, which is said at the institution', async () => {
      const institution = await anInstitution(application);
      const built = await edition();
      const again = await wei.send(`${consoleOf(built)}/new`, {
        ...{ kind: 'delegation', category: built.category, email: newEmail(), institution },
      });
      expect([again.status, again.text.includes('Give this institution places of its own')]).toEqual([422, true]);
    });
  });

  describe('applications', () => {
    it('are approved and declined on one page, by two reviewers, with notes that only they see', async () => {
      const built = await edition({ approval: true, reviewsRequired: 2 });
      const path = `/organise/editions/${built.key}/registrations/applications`;
      const apply = async (name: string) =>
        (await application.api('POST', `/editions/${built.key}/registrations`, aForm(built, { name }))).body.id;
      const [ada, bo] = [await apply('Ada'), await apply('Bo')];
      const second = await atConsole(application, 'Second Reviewer', { role: 'administrator', scope: '' });

      expect((await wei.send(path, { action: 'approve' })).location).toBe(`${path}?refused=none`);
      expect((await wei.open(`${path}?refused=none`)).text).toContain('Tick at least one application');
      const first = await wei.send(path, { action: 'approve', ids: [ada, bo], note: 'Strong paper' });
      const after = await wei.open(first.location!);
      expect(after.text).toContain('Approved by 1 of 2');
      expect(after.text).toContain('You , for it Strong paper');
      const seen = await second.open(path);
      expect(seen.text).toContain('Li Wei , for it Strong paper');

      await second.send(path, { action: 'approve', ids: [ada] });
      await second.send(path, { action: 'decline', ids: [bo], message: 'Next year' });
      await wei.send(path, { action: 'decline', ids: [bo], message: 'Next year' });
      const rows = await application.sql(
        'SELECT name, status, status_note FROM registration WHERE edition_id = $1 ORDER BY id',
        [built.id],
      );
      expect(rows).toEqual([
        { name: 'Ada', status: 'confirmed', status_note: null },
        { name: 'Bo', status: 'declined', status_note: 'Next year' },
      ]);
      expect((await wei.open(path)).text).toContain('Nobody waits for a decision');
    });

    it('say per application what became of it, through the API, and touch no other edition', async () => {
      const built = await edition({ approval: true, capacity: 1 });
      const other = await edition({ approval: true });
      const apply = async (to: BuiltEdition) =>
        (await application.api('POST', `/editions/${to.key}/registrations`, aForm(to))).body.id;
      const [first, second, elsewhere] = [await apply(built), await apply(built), await apply(other)];
      const { status, body } = await application.asAdmin('POST', `/editions/${built.key}/registrations/approve`, {
        ids: [first, second, elsewhere, first],
      });
      expect([status, body.items]).toEqual([
        200,
        [
          { id: first, outcome: 'confirmed' },
          { id: second, outcome: 'sold-out' },
          { id: elsewhere, outcome: 'not-found' },
        ],
      ]);
      const again = await application.asAdmin('POST', `/editions/${built.key}/registrations/approve`, { ids: [first] });
      expect(again.body.items).toEqual([{ id: first, outcome: 'was-confirmed' }]);
      const viewer = await application.api('POST', `/editions/${built.key}/registrations/approve`, { ids: [second] });
      expect(viewer.status).toBe(401);
    });

    it('show offers, in the order in which they lapse, and where they go on to', async () => {
      const built = await edition({ capacity: 1, approval: true, offerHours: 24, waitingList: true });
      const path = `/organise/editions/${built.key}/registrations/applications`;
      const apply = async (name: string) =>
        (await application.api('POST', `/editions/${built.key}/registrations`, aForm(built, { name }))).body.id;
      const ids = [await apply('Ada'), await apply('Bo')];
      const came = await wei.send(path, { action: 'approve', ids });
      const page = await wei.open(came.location!);
      expect(page.text).toContain('goes on to the one who waits');
    });

    it('are shown with the words of their answers', async () => {
      const built = await edition({ approval: true });
      await aCategory(application, built.key, { name: 'Open' });
      const { body: question } = await application.asAdmin('POST', `/editions/${built.key}/questions`, {
        ...{ label: 'Why do you come?', kind: 'choice', options: [{ value: 'talk', label: 'To give a talk' }] },
      });
      await application.api('POST', `/editions/${built.key}/registrations`, {
        ...aForm(built),
        answers: { [question.id]: 'talk' },
      });
      const page = await wei.open(`/organise/editions/${built.key}/registrations/applications`);
      expect(page.text).toContain('Why do you come? To give a talk');
      expect(page.text).not.toContain('Open 0');
    });
  });
});
