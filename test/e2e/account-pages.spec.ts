/** People at their own account and organisers at that of others, by the pages: forms, cookies and mailed links, nothing else. */
import { generateSync } from 'otplib';
import { PeopleService } from '../../src/features/accounts/index.js';
import { type Grant } from '../../src/kernel/actor.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { TESTER } from '../factories/tester.js';
import { type Browsing, browse } from '../support/browsing.js';
import { ADMIN, PUBLIC_URL, startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

const PASSWORD = 'a lamp that was lit in May';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

let application: TestApplication;
let edition: BuiltEdition;
beforeAll(async () => {
  application = await startTestApplication({ process: 'all' });
  edition = await anEdition(application);
});
afterAll(() => application.stop());
afterEach(async () => {
  application.setNow(null);
  await application.sql('DELETE FROM rate_limit');
});

let people = 0;

/** Somebody with a password, unless it is said otherwise. */
async function somebody(more: { password?: string | undefined; role?: Grant } = { password: PASSWORD }) {
  const email = `person-${++people}@pages.example`;
  const { id } = await application.get(PeopleService).create(TESTER, { email, name: `Person ${people}`, ...more });
  return { id, email, password: PASSWORD };
}

async function signedIn(credentials: { email: string; password: string } = ADMIN): Promise<Browsing> {
  const browsing = browse(application);
  await browsing.signIn(credentials);
  return browsing;
}

/** The path of the link in the newest of so many mails to an address. */
async function linkTo(email: string, count = 1): Promise<string> {
  const to = () => application.sink.messages.filter(({ envelope }) => envelope.to.includes(email));
  const mails = await eventually(
    () => to(),
    (all) => all.length >= count,
  );
  const [, path] = new RegExp(`${PUBLIC_URL}(/(?:invitation|reset-password|sign-in/link)/[\\w-]+)`).exec(
    mails.at(-1)!.text,
  ) ?? ['', ''];
  return path;
}

const sessionsOf = async (email: string) =>
  (await application.sql('SELECT 1 FROM session s JOIN account a ON a.id = s.account_id WHERE a.email = $1', [email]))
    .length;
const isIn = async (browsing: Browsing) => (await browsing.open('/account')).status === 200;

describe('signing in', () => {
  it('leads to where one wanted to go', async () => {
    const browsing = browse(application);
    const wanted = `/organise/editions/${edition.key}/people`;
    const { location } = await browsing.open(wanted);
    await browsing.open(location!);
    expect((await browsing.send('/sign-in', { ...ADMIN, to: wanted })).location).toBe(wanted);
    expect((await browsing.open(wanted)).status).toBe(200);
  });

  it('says the same for a wrong password, an unknown address, and an account without a password', async () => {
    const { email } = await somebody();
    const { email: invited } = await somebody({});
    const pages = [];
    for (const address of [email, invited, 'nobody@pages.example']) {
      const browsing = browse(application);
      await browsing.open('/sign-in');
      const { status, text } = await browsing.send('/sign-in', { email: address, password: 'not the right one' });
      pages.push([status, text]);
      expect([...browsing.cookies.keys()]).toEqual(['__Host-visitor']);
    }
    expect(pages[0]![0]).toBe(401);
    expect(pages[0]![1]).toContain('E-mail and password do not belong together');
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
  });

  it('keeps the address that was typed, and never the password', async () => {
    const { html } = await browse(application).fillIn('/sign-in', { email: 'me@pages.example', password: 'my secret' });
    expect(html).toContain('value="me@pages.example"');
    expect(html).not.toContain('my secret');
    expect((await browse(application).fillIn('/sign-in', {})).status).toBe(422);
  });

  it('says how long to wait after too many attempts', async () => {
    const { email } = await somebody();
    const browsing = browse(application);
    await browsing.open('/sign-in');
    for (let guess = 0; guess < 10; guess++) await browsing.send('/sign-in', { email, password: `wrong-${guess}` });
    const { status, text, headers } = await browsing.send('/sign-in', { email, password: PASSWORD });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
    expect(text).toContain('Try again in 15 minutes');
    expect(await sessionsOf(email)).toBe(0);
  });

  it('ends on the server too', async () => {
    const browsing = await signedIn(await somebody());
    const session = browsing.cookies.get('__Host-session')!;
    await browsing.open('/account');
    expect((await browsing.send('/sign-out')).location).toBe('/sign-in?done=signed-out');
    expect(browsing.cookies.has('__Host-session')).toBe(false);
    browsing.cookies.set('__Host-session', session);
    expect(await isIn(browsing)).toBe(false);
  });
});

describe('a second factor', () => {
  it('is set up, asked for, recovered from and turned off', async () => {
    const person = await somebody();
    const owner = await signedIn(person);
    await owner.open('/account/second-factor');
    const begun = await owner.send('/account/second-factor/begin');
    expect(begun.html).toMatch(/<svg class="qr" viewBox="0 0 (\d+) \1" role="img" aria-label="[^"]+"><path d="M\d/);
    const secret = /name="secret" value="([A-Z2-7]+)"/.exec(begun.html)![1]!;
    expect(begun.text.replaceAll(' ', '')).toContain(secret);

    const wrong = await owner.send('/account/second-factor/confirm', { secret, code: '000000' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain(`name="secret" value="${secret}"`);
    const now = new Date();
    application.setNow(now);
    const codeAt = (seconds: number) => generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) + seconds });
    const confirmed = await owner.send('/account/second-factor/confirm', { secret, code: codeAt(0) });
    const codes = /<textarea[^>]*>([^<]+)<\/textarea>/.exec(confirmed.html)![1]!.trim().split('\n');
    expect(codes).toHaveLength(10);
    expect(confirmed.headers.get('cache-control')).toBe('no-store');
    expect((await owner.open('/account/second-factor')).html).not.toContain(codes[0]);

    // The password alone opens nothing.
    const later = browse(application);
    const half = await later.fillIn('/sign-in', { ...person, to: '/account/tokens' });
    expect(half.location).toBe('/sign-in/code?to=%2Faccount%2Ftokens');
    expect((await later.open('/account')).location).toMatch(/^\/sign-in/);
    const asked = await later.open(half.location!);
    expect(asked.html).toContain('autocomplete="one-time-code"');
    expect(asked.html).toContain('inputmode="numeric"');
    const refused = await later.send('/sign-in/code', { code: '000000', to: '/account/tokens' });
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('The code is wrong')]);
    const pending = later.cookies.get('__Host-session');
    application.setNow(new Date(now.getTime() + 30_000));
    const whole = await later.send('/sign-in/code', { code: codeAt(30), to: '/account/tokens' });
    expect(whole.location).toBe('/account/tokens');
    expect(later.cookies.get('__Host-session')).not.toBe(pending);
    expect(await isIn(later)).toBe(true);

    // Without the phone: a recovery code, once.
    const lost = browse(application);
    const byRecovery = async () => {
      await lost.fillIn('/sign-in', { email: person.email, password: PASSWORD });
      await lost.open('/sign-in/code?with=recovery');
      return lost.send('/sign-in/code', { with: 'recovery', code: codes[0]!.toLowerCase().replaceAll('-', ' ') });
    };
    expect((await byRecovery()).location).toBe('/organise');
    expect((await byRecovery()).status).toBe(401);

    const page = await owner.open('/account/second-factor');
    expect(page.text).toContain('9 are left.');
    const renewed = await owner.send('/account/second-factor/codes', { codes: codes[1]! });
    expect(renewed.text).toContain('The earlier codes open nothing any more.');
    const fresh = /<textarea[^>]*>([^<]+)<\/textarea>/.exec(renewed.html)![1]!.trim().split('\n');
    const tooLate = await owner.send('/account/second-factor/end', { end: codes[2]! });
    expect([tooLate.status, tooLate.text]).toEqual([422, expect.stringContaining('The code is wrong')]);
    expect((await owner.send('/account/second-factor/end', { end: fresh[0]! })).location).toBe(
      '/account/second-factor?done=ended',
    );
    expect((await browse(application).fillIn('/sign-in', { email: person.email, password: PASSWORD })).location).toBe(
      '/organise',
    );
  });

  it('asks nobody for a code who has not given the password', async () => {
    const browsing = browse(application);
    expect((await browsing.open('/sign-in/code')).location).toMatch(/^\/sign-in\?/);
    await browsing.open('/sign-in');
    browsing.cookies.set('__Host-session', 'forged');
    expect((await browsing.send('/sign-in/code', { code: '123456' })).location).toMatch(/^\/sign-in\?/);
  });
});

describe('mailed links', () => {
  it('a forgotten password is reset, by a link that works once and ends every session', async () => {
    const person = await somebody();
    const elsewhere = await signedIn(person);
    const browsing = browse(application);
    const asked = await browsing.fillIn('/reset-password', { email: person.email });
    expect(asked.location).toBe('/reset-password?done=sent');
    const link = await linkTo(person.email);

    // A program that checks mails opens it first.
    expect((await browse(application).open(link)).status).toBe(200);
    const page = await browsing.open(link);
    expect(page.text).toContain(person.email);
    expect(page.html).toContain('autocomplete="new-password"');
    for (const [password, words] of [
      ['short', 'at least 8 characters'],
      ['password123', 'among the first passwords'],
      ['x'.repeat(201), 'at most 200 characters'],
    ] as const) {
      const refused = await browsing.send(link, { password });
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(words)]);
    }
    expect((await browsing.send(link, { password: 'another lamp, lit in June' })).location).toBe(
      '/sign-in?done=password',
    );
    expect(await isIn(elsewhere)).toBe(false);
    await signedIn({ email: person.email, password: 'another lamp, lit in June' });

    const dead = await browsing.open(link);
    expect([dead.status, dead.text]).toEqual([410, expect.stringContaining('This link opens nothing any more')]);
    expect(dead.html).toContain('action="/reset-password"');
  });

  it('asking says the same to everybody', async () => {
    const { email } = await somebody();
    for (const path of ['/reset-password', '/sign-in/link']) {
      const [known, unknown] = [browse(application), browse(application)];
      const answers = [
        await known.fillIn(path, { email }),
        await unknown.fillIn(path, { email: 'nobody@pages.example' }),
      ];
      expect(answers.map(({ status, location }) => [status, location])).toEqual([
        [303, `${path}?done=sent`],
        [303, `${path}?done=sent`],
      ]);
      expect((await unknown.open(`${path}?done=sent`)).text).toContain('If there is an account with this address');
      expect((await unknown.fillIn(path, { email: 'nonsense' })).status).toBe(422);
    }
  });

  it('somebody is invited by an organiser, accepts without a password, and signs in by mail from then on', async () => {
    const organiser = await signedIn();
    const path = `/organise/editions/${edition.key}/people`;
    const invited = await organiser.fillIn(path, {
      email: 'invited@pages.example',
      name: 'Wang Fang',
      locale: 'zh-Hans',
      role: 'organiser',
    });
    expect(invited.location).toBe(`${path}?done=invited`);
    expect((await organiser.open(path)).text).toContain('Wang Fang');

    const guest = browse(application);
    const link = await linkTo('invited@pages.example');
    const page = await guest.open(link, { 'accept-language': '*' });
    expect(page.html).toContain('lang="zh-Hans"');
    expect(page.html).toContain('value="Wang Fang"');
    expect((await guest.send(link, { name: '王芳', password: '' })).location).toBe('/organise');
    expect((await guest.open(`/organise/editions/${edition.key}`)).text).toContain('王芳');
    expect((await browse(application).open(link)).status).toBe(410);

    const later = browse(application);
    await later.fillIn('/sign-in/link', { email: 'invited@pages.example' });
    const signIn = await linkTo('invited@pages.example', 2);
    expect(signIn).toMatch(/^\/sign-in\/link\//);
    const landing = await later.open(signIn);
    expect(landing.text).toContain('invited@pages.example');
    expect(await isIn(later)).toBe(false);
    await later.open(signIn);
    expect((await later.send(signIn)).location).toBe('/organise');
    expect(await isIn(later)).toBe(true);
    const again = browse(application);
    await again.open('/sign-in');
    expect((await again.send(signIn)).status).toBe(410);
  });

  it.each(['/invitation/forged', '/reset-password/forged', '/sign-in/link/forged'])(
    '%s is dead, and offers another',
    async (path) => {
      const { status, html } = await browse(application).open(path);
      expect(status).toBe(410);
      expect(html).toMatch(/<form method="post" action="\/(?:sign-in\/link|reset-password)"/);
    },
  );
});

describe('the own account', () => {
  it('shows where one is signed in, and signs out there', async () => {
    const person = await somebody();
    const here = await signedIn(person);
    const phone = browse(application);
    await phone.open('/sign-in');
    await phone.send('/sign-in', { ...person }, { headers: { 'user-agent': IPHONE } });
    const third = await signedIn(person);

    const page = await here.open('/account');
    expect(page.text).toContain('Safari on iPhone');
    expect(page.text.match(/This one/g)).toHaveLength(1);
    const ends = [...page.html.matchAll(/action="(\/account\/sessions\/[0-9a-f-]{36}\/end)"/g)].map(
      ([, path]) => path!,
    );
    expect(ends).toHaveLength(2);
    const ofPhone = /Safari on iPhone[\s\S]*?action="(\/account\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page.html)![1]!;
    expect((await here.send(ofPhone)).location).toBe('/account?done=session');
    expect([await isIn(phone), await isIn(third), await isIn(here)]).toEqual([false, true, true]);

    expect((await here.send('/account/sessions/end-others')).location).toBe('/account?done=sessions');
    expect([await isIn(third), await isIn(here)]).toEqual([false, true]);
  });

  it('ends nobody else’s session', async () => {
    const [victim, attacker] = [await somebody(), await signedIn(await somebody())];
    const theirs = await signedIn(victim);
    const [session] = await application.sql<{ id: string }>(
      'SELECT s.id FROM session s JOIN account a ON a.id = s.account_id WHERE a.email = $1',
      [victim.email],
    );
    await attacker.open('/account');
    expect((await attacker.send(`/account/sessions/${session!.id}/end`)).status).toBe(404);
    expect(await isIn(theirs)).toBe(true);
  });

  it('changes name and language, and the password only with the present one', async () => {
    const person = await somebody();
    const owner = await signedIn(person);
    const elsewhere = await signedIn(person);
    expect((await owner.fillIn('/account', { name: '李雷', locale: 'zh-Hant' })).location).toBe(
      '/account?done=profile',
    );
    const page = await owner.open('/account');
    expect(page.html).toContain('value="李雷"');
    expect(page.html).toMatch(/<option value="zh-Hant"[^>]* selected/);
    expect((await owner.send('/account', { name: '', locale: 'xx' })).status).toBe(422);

    const change = (current: string, password: string) => owner.send('/account/password', { current, password });
    expect((await change('not this', 'a longer and better one')).text).toContain('This is not your present password');
    expect((await change(PASSWORD, 'short')).status).toBe(422);
    expect(await isIn(elsewhere)).toBe(true);
    expect((await change(PASSWORD, 'a longer and better one')).location).toBe('/account?done=password');
    expect([await isIn(elsewhere), await isIn(owner)]).toEqual([false, true]);
    await signedIn({ email: person.email, password: 'a longer and better one' });
  });

  it('makes a token that is shown once, lists it with its last use, and revokes it', async () => {
    const owner = await signedIn(await somebody());
    const made = await owner.fillIn('/account/tokens', { tokenName: 'Badge printer', scope: 'read', life: '30' });
    const token = /<textarea[^>]*>\s*([\w-]{43})\s*<\/textarea>/.exec(made.html)![1]!;
    const me = () => application.api('GET', '/me', undefined, { token });
    expect((await me()).status).toBe(200);
    expect((await application.api('POST', '/series', {}, { token })).status).toBe(403);
    const page = await owner.open('/account/tokens');
    expect(page.html).not.toContain(token);
    expect(page.text).toContain('Badge printer');
    expect(page.text).not.toContain('Never');
    const revoke = /action="(\/account\/tokens\/[0-9a-f-]{36}\/revoke)"/.exec(page.html)![1]!;
    expect((await owner.send(revoke)).location).toBe('/account/tokens?done=revoked');
    expect((await me()).status).toBe(401);
    expect((await owner.send('/account/tokens', { tokenName: '', scope: 'read' })).status).toBe(422);
  });

  it('is for people only: a token opens its pages and changes nothing', async () => {
    const send = (path: string) =>
      fetch(application.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { authorization: `Bearer ${application.adminToken}`, accept: 'text/html' },
        body: new URLSearchParams({ tokenName: 'more', current: ADMIN.password, password: 'a longer and better one' }),
      });
    for (const path of ['/account/tokens', '/account/password', '/account/second-factor/begin']) {
      expect([path, (await send(path)).status]).toEqual([path, 403]);
    }
  });
});

describe('people', () => {
  const organiserOf = async (one: BuiltEdition) => {
    const scope = `series/${one.seriesId}/edition/${one.id}`;
    return somebody({ password: PASSWORD, role: { role: 'organiser', scope } });
  };

  it('an administrator finds, invites, changes, shuts out and removes somebody', async () => {
    const admin = await signedIn();
    const fields = { email: 'zhang.min@pages.example', name: 'Zhang Min', locale: 'en', role: 'viewer' };
    const nowhere = await admin.fillIn('/organise/people', fields);
    expect([nowhere.status, nowhere.text]).toEqual([422, expect.stringContaining('Choose a place from the list')]);
    expect(nowhere.html).toContain('value="zhang.min@pages.example"');
    for (const where of ['series/01900000-0000-7000-8000-000000000000', 'series/x', 'anything']) {
      expect([where, (await admin.send('/organise/people', { ...fields, where })).status]).toEqual([where, 422]);
    }
    const { location } = await admin.send('/organise/people', { ...fields, where: 'platform' });
    expect(location).toMatch(/^\/organise\/people\/[0-9a-f-]{36}\?done=invited$/);
    const path = location!.split('?')[0]!;
    await linkTo(fields.email);

    expect((await admin.open('/organise/people?q=zhang')).text).toContain('Zhang Min');
    expect((await admin.open('/organise/people?q=nobody-like-that')).text).not.toContain('Zhang Min');

    const page = await admin.open(path);
    expect(page.html).toContain(`href="/organise/audit?person=${path.split('/').at(-1)}"`);
    const version = /action="\/organise\/people\/[0-9a-f-]{36}"[\s\S]*?name="version" value="(\d+)"/.exec(
      page.html,
    )![1]!;
    const details = { email: fields.email, name: 'Zhang Minmin', locale: 'zh-Hans' };
    expect((await admin.send(path, { ...details, version })).location).toBe(`${path}?done=saved`);
    const stale = await admin.send(path, { ...details, name: 'Late', version });
    expect([stale.status, stale.text]).toEqual([422, expect.stringContaining('somebody else has changed this')]);
    expect((await admin.send(path, { ...details, email: ADMIN.email })).text).toContain(
      'Somebody else has this e-mail',
    );

    expect((await admin.send(`${path}/invitation`)).location).toBe(`${path}?done=resent`);
    expect((await admin.send(`${path}/disable`)).location).toBe(`${path}?done=disabled`);
    expect((await admin.send(`${path}/invitation`)).location).toBe(`${path}?refused=already-accepted`);
    expect((await admin.open(path)).text).toContain('Shut out');
    expect((await admin.send(`${path}/enable`)).location).toBe(`${path}?done=enabled`);
    expect((await admin.send(`${path}/remove`)).location).toBe('/organise/people?done=removed');
    expect((await admin.open(path)).status).toBe(404);
  });

  it('gives, changes and takes away roles; never the last administrator’s', async () => {
    const admin = await signedIn();
    const { id } = await somebody();
    const path = `/organise/people/${id}`;
    await admin.open(path);
    const where = `series/${edition.seriesId}`;
    expect((await admin.send(`${path}/roles`, { where })).status).toBe(422);
    expect((await admin.send(`${path}/roles`, { role: 'viewer', where })).location).toBe(`${path}?done=granted`);
    expect((await admin.send(`${path}/roles`, { role: 'viewer', where })).location).toBe(
      `${path}?refused=duplicate-role`,
    );
    const page = await admin.open(path);
    const role = /action="(\/organise\/people\/[0-9a-f-]{36}\/roles\/[0-9a-f-]{36})"/.exec(page.html)![1]!;
    expect((await admin.send(role, { role: 'check_in', version: '1' })).location).toBe(`${path}?done=changed`);
    expect((await admin.send(role, { role: 'viewer', version: '1' })).location).toBe(`${path}?refused=stale-version`);
    expect((await admin.open(path)).text).toContain('Sees who has registered, to let them in at the door.');
    expect((await admin.send(`${role}/revoke`)).location).toBe(`${path}?done=revoked`);
    expect((await admin.open(path)).text).toContain('No role.');

    const list = await admin.open('/organise/people?q=admin@symposia');
    const own = /href="(\/organise\/people\/[0-9a-f-]{36})"/.exec(list.html)![1]!;
    const mine = await admin.open(own);
    const last = /action="([^"]+\/revoke)"/.exec(mine.html)![1]!;
    expect((await admin.send(last)).location).toBe(`${own}?refused=last-administrator`);
    expect((await admin.open(`${own}?refused=last-administrator`)).text).toContain('this is the last administrator');
  });

  it('an organiser sees and invites within the own edition, and nobody else', async () => {
    const elsewhere = await anEdition(application);
    const [mine, theirs] = [await organiserOf(edition), await organiserOf(elsewhere)];
    const organiser = await signedIn(mine);
    const list = await organiser.open('/organise/people');
    expect(list.text).toContain(mine.email);
    expect(list.text).not.toContain(theirs.email);
    expect(list.text).not.toContain(ADMIN.email);
    expect(list.html).not.toContain('value="administrator"');
    expect((await organiser.open(`/organise/people/${theirs.id}`)).status).toBe(404);
    expect((await organiser.open(`/organise/editions/${edition.key}/people`)).text).toContain(mine.email);
    expect((await organiser.open(`/organise/editions/${elsewhere.key}/people`)).status).toBe(403);

    await organiser.open('/organise/people');
    const count = () => application.sql('SELECT id FROM account');
    const before = (await count()).length;
    const fields = { email: 'sneaked@pages.example', name: 'Sneaked', locale: 'en' };
    const scope = `series/${elsewhere.seriesId}/edition/${elsewhere.id}`;
    const nowhere = 'series/01900000-0000-7000-8000-000000000000';
    for (const where of ['platform', `series/${edition.seriesId}`, scope, nowhere, 'series/x']) {
      const { status, text } = await organiser.send('/organise/people', { ...fields, role: 'viewer', where });
      expect([where, status]).toEqual([where, 403]);
      expect(text).not.toContain('This form is no longer good');
    }
    const unsaid = await organiser.send('/organise/people', { ...fields, role: 'viewer', where: '' });
    expect([unsaid.status, unsaid.text]).toEqual([422, expect.stringContaining('Choose a place from the list')]);
    const path = `/organise/editions/${edition.key}/people`;
    expect((await organiser.send(path, { ...fields, role: 'administrator' })).status).toBe(403);
    for (const act of ['disable', 'remove', 'end-second-factor']) {
      const { status, text } = await organiser.send(`/organise/people/${theirs.id}/${act}`);
      expect([act, status]).toEqual([act, 404]);
      expect(text).not.toContain('This form is no longer good');
    }
    expect(await count()).toHaveLength(before);
    expect((await organiser.send(path, { ...fields, role: 'viewer' })).location).toBe(`${path}?done=invited`);
  });

  it('an organiser of one edition does not learn of another’s draft', async () => {
    const draft = await anEdition(application, { published: false });
    const organiser = await signedIn(await organiserOf(edition));
    expect((await organiser.open(`/organise/editions/${draft.key}/people`)).status).toBe(404);
    await organiser.open('/account');
    expect((await organiser.send(`/organise/editions/${draft.key}/people`, { role: 'viewer' })).status).toBe(404);
  });

  it('a viewer sees nobody and invites nobody', async () => {
    const viewer = await signedIn(await somebody({ password: PASSWORD, role: { role: 'viewer', scope: '' } }));
    expect((await viewer.open('/organise/people')).status).toBe(403);
    expect((await viewer.open(`/organise/editions/${edition.key}/people`)).status).toBe(403);
  });
});
