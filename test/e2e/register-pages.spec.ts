/** The public registration form: what it says about each category, invitations, and the moments when too many come at once. */
import {
  AdmissionBusy,
  InvitationsService,
  InviteInput,
  RegistrationService,
} from '../../src/features/registration/index.js';
import { LinkTokens } from '../../src/platform/security/tokens.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { browse, type Browsing } from '../support/browsing.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('the registration form', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let visitor: Browsing;
  let path: string;
  let number = 0;

  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null, category: { name: 'Open to all' } });
    visitor = browse(application);
    path = `/events/${edition.key}/register`;
  });

  const category = (name: string, more: Parameters<typeof aCategory>[2] = {}) =>
    aCategory(application, edition.key, { name, ...more });
  const person = (more: Record<string, string> = {}) => ({
    category: edition.category,
    name: 'Wang Fang',
    email: `visitor-${++number}@example.org`,
    consent: 'true',
    ...more,
  });
  const statusOf = async (email: string) =>
    (
      await application.sql<{ status: string }>(
        'SELECT status FROM registration WHERE edition_id = $1 AND email = $2',
        [edition.id, email],
      )
    )[0]?.status;

  it('says of each category what whoever comes now finds, and lets nobody choose what is not open', async () => {
    const full = await category('Full one', { capacity: 1 });
    const waiting = await category('Waiting one', { capacity: 1, waitingList: true });
    const approval = await category('Approved one', { approval: true });
    const invited = await category('Invited one', { invitationOnly: true });
    for (const one of [full, waiting, waiting, waiting]) {
      await aRegistration(application, { key: edition.key, category: one });
    }
    const { html, text } = await visitor.open(path);
    expect(text).toContain('Full one Online, Full');
    expect(text).toContain('Waiting one Online, Full. The waiting list is open, 2 are waiting');
    expect(text).toContain('Approved one Online, By approval: you will hear from us');
    expect(text).toContain('Invited one Online, By invitation only');
    const disabled = [...html.matchAll(/name="category" value="([^"]+)"[^>]*disabled/g)].map(([, id]) => id);
    expect(disabled.sort()).toEqual([full, invited].sort());

    const refused = await visitor.send(path, person({ category: invited }));
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Use the link in your invitation')]);
    const gone = await visitor.send(path, person({ category: full }));
    expect([gone.status, gone.text]).toEqual([409, expect.stringContaining('The last place has just been taken')]);

    // The answer is the same whatever has become of the registration.
    const answers = [];
    for (const [chosen, status] of [
      [edition.category, 'confirmed'],
      [waiting, 'waitlisted'],
      [approval, 'pending'],
    ] as const) {
      const sent = person({ category: chosen });
      const { status: code, location } = await visitor.send(path, sent);
      answers.push([code, location]);
      expect(await statusOf(sent.email)).toBe(status);
    }
    expect(new Set(answers.map(String))).toEqual(new Set([`303,/events/${edition.key}/registered`]));
    const done = await visitor.open(`/events/${edition.key}/registered`);
    expect(done.text).toContain('you are on the waiting list with your place in line');
  });

  it.each([
    { all: { approval: true }, button: 'Apply', form: 'Apply' },
    { all: { capacity: 0, waitingList: true }, button: 'Join the waiting list', form: 'Join the waiting list' },
    { all: { invitationOnly: true }, button: 'By invitation only', form: 'If you have been invited, use the link' },
    { all: { capacity: 0 }, button: 'Sold out', form: 'All places are taken' },
  ])('says on the button of the event what it is for: $button', async ({ all, button, form }) => {
    const other = await anEdition(application, { stream: null, rule: null, category: all });
    const event = await visitor.open(`/events/${other.key}`);
    expect(/<(?:a|button) class="btn[^>]*>([^<]+)</.exec(event.html.slice(event.html.indexOf('<main')))?.[1]).toBe(
      button,
    );
    expect((await visitor.open(`/events/${other.key}/register`)).text).toContain(form);
  });

  describe('by invitation', () => {
    const invite = async (more: object = {}) => {
      const institution = await anInstitution(application);
      const invitedTo = await category('Invited one', { invitationOnly: true });
      const id = await application.get(InvitationsService).invite(
        TESTER,
        edition.key,
        InviteInput.parse({
          category: invitedTo,
          email: 'ada@example.org',
          name: 'Ada Lovelace',
          institution,
          ...more,
        }),
      );
      return { id, invitedTo, institution, token: application.get(LinkTokens).sign('register', id, 1) };
    };

    it('the category is settled, what is known is filled in, and it works once', async () => {
      const { token, invitedTo, institution } = await invite();
      const form = await visitor.open(`${path}?invitation=${token}`);
      expect(form.status).toBe(200);
      expect(form.headers.get('cache-control')).toBe('no-store');
      expect(form.html).not.toContain('type="radio"');
      expect(form.html).toContain(`<input type="hidden" name="category" value="${invitedTo}"`);
      expect(form.html).toMatch(/name="name"[^>]* value="Ada Lovelace"/);
      expect(form.html).toMatch(/name="email"[^>]* value="ada@example.org"/);
      expect(form.html).toMatch(new RegExp(`<option value="${institution}" selected`));

      const again = await visitor.send(path, person({ category: invitedTo, invitation: token, consent: '' }));
      expect(again.status).toBe(422);
      expect(again.html).toContain(`name="invitation" value="${token}"`);
      const sent = person({ category: invitedTo, invitation: token });
      expect((await visitor.send(path, sent)).status).toBe(303);
      expect(await statusOf(sent.email)).toBe('confirmed');

      for (const used of [
        await visitor.open(`${path}?invitation=${token}`),
        await visitor.send(path, person({ category: invitedTo, invitation: token })),
      ]) {
        expect([used.status, used.text]).toEqual([410, expect.stringContaining('This invitation cannot be used')]);
        expect(used.html).toContain(`href="/events/${edition.key}/lost-link"`);
      }
    });

    it('a forged link, one of another edition and one whose time is over open nothing', async () => {
      const { token, id } = await invite();
      const other = await anEdition(application, { stream: null, rule: null });
      const statuses = [];
      for (const address of [`${path}?invitation=forged`, `/events/${other.key}/register?invitation=${token}`]) {
        statuses.push((await visitor.open(address)).status);
      }
      await application.sql(`UPDATE invitation SET expires_at = now() - interval '1 hour' WHERE id = $1`, [id]);
      statuses.push((await visitor.open(`${path}?invitation=${token}`)).status);
      expect(statuses).toEqual([410, 410, 410]);
    });
  });

  it('keeps everything and offers to send it again when too many come at once', async () => {
    const service = application.get(RegistrationService);
    const register = service.register.bind(service);
    await visitor.open(path);
    const sent = person({ affiliation: 'Surgery' });
    service.register = () => Promise.reject(new AdmissionBusy());
    const busy = await visitor.send(path, { ...sent, formKey: 'one' });
    service.register = register;
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2']);
    expect(busy.text).toContain('Very many people are registering right now');
    expect(busy.text).toContain('Send again');
    expect(busy.html).toMatch(/name="affiliation"[^>]* value="Surgery"/);
    expect((await visitor.send(path, { ...sent, formKey: 'one' })).status).toBe(303);
    expect(await statusOf(sent.email)).toBe('confirmed');
  });

  it('takes a form that is sent twice once, and says the same to an address that it knows', async () => {
    await visitor.open(path);
    const sent = { ...person(), formKey: 'two' };
    const answers = [
      await visitor.send(path, sent),
      await visitor.send(path, sent),
      await visitor.send(path, { ...sent, formKey: 'three' }),
    ];
    expect(answers.map(({ status, location }) => `${status} ${location}`)).toEqual(
      Array.from({ length: 3 }, () => `303 /events/${edition.key}/registered`),
    );
  });
});
