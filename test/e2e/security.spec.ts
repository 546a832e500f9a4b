/** What another site, a forged address or a curious program could try. */
import http from 'node:http';
import { type FastifyInstance } from 'fastify';
import { fastifyAdapter } from '../../src/http-application.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { browse } from '../support/browsing.js';
import { routesOf } from '../support/routes.js';
import { ADMIN, PUBLIC_URL, startTestApplication, type TestApplication } from '../support/running-application.js';

let application: TestApplication;
let edition: BuiltEdition;
beforeAll(async () => {
  application = await startTestApplication();
  edition = await anEdition(application);
});
afterAll(() => application.stop());

/** How many rows every table has. */
async function rowCounts(): Promise<Record<string, number>> {
  const rows = await application.sql<{ name: string; count: string }>(
    `SELECT table_name AS name,
       (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM %I', table_name), false, true, '')))[1]::text AS count
     FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'rate_limit'`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

const registration = (email: string) => ({
  category: edition.category,
  name: 'Wang Fang',
  email,
  locale: 'en',
  consent: 'true',
});

describe('headers', () => {
  it.each([
    { path: '/' },
    { path: '/sign-in' },
    { path: '/nothing-here' },
    { path: '/organise' },
    { path: '/api/v1/series' },
    { path: '/api/docs' },
    { path: '/assets/x/site.css' },
  ])('$path', async ({ path }) => {
    const { headers } = await fetch(application.url + path, { redirect: 'manual' });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('hold for an address that cannot be read', async () => {
    const { status, headers } = await fetch(`${application.url}/%`);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('cookies with a meaning are out of reach for scripts, other hosts and plain http', async () => {
    const somebody = browse(application);
    const first = await somebody.open('/sign-in');
    const second = await somebody.send('/sign-in', ADMIN);
    const lines = [first, second].flatMap(({ headers }) => headers.getSetCookie());
    expect(lines.map((line) => line.split('=', 1)[0])).toEqual(['__Host-visitor', '__Host-session']);
    for (const line of lines) {
      const attributes = line.split('; ').slice(1);
      expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
      expect(attributes.join()).not.toMatch(/domain/i);
    }
  });

  it('who only reads is given no cookie', async () => {
    const reader = browse(application);
    for (const path of ['/', `/events/${edition.key}`, '/nothing-here']) await reader.open(path);
    expect([...reader.cookies]).toEqual([]);
  });

  it('pages with keys stay in no cache', async () => {
    const somebody = browse(application);
    await somebody.signIn(ADMIN);
    for (const path of ['/account', '/account/second-factor', '/account/tokens', '/sign-in', '/r/forged']) {
      expect([path, (await somebody.open(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
  });
});

describe('forms that were not sent from here', () => {
  /** Every form of the application, with something in the place of the parts of its path. */
  const forms = () =>
    routesOf(application)
      .filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/'))
      .map(({ path }) => path.replace(':key', edition.key).replace(/:\w+/g, '01900000-0000-7000-8000-000000000000'));
  /** RFC 8058: sent by mail programs, which have seen no page. */
  const ONE_CLICK = /^\/unsubscribe\//;

  it('are refused to whoever is signed in, without a token and with one of somebody else, and nothing is written', async () => {
    const victim = browse(application);
    await victim.signIn(ADMIN);
    const attacker = browse(application);
    await attacker.open('/sign-in');
    const before = await rowCounts();
    const wrong: string[] = [];
    const tried = forms().filter((path) => !ONE_CLICK.test(path));
    for (const path of tried) {
      for (const token of [null, attacker.token, 'forged']) {
        const { status } = await victim.send(path, {}, { token });
        if (status !== 403) wrong.push(`${path} with ${token === null ? 'none' : 'a foreign one'}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried.length).toBeGreaterThan(30);
    expect(await rowCounts()).toEqual(before);
    expect((await victim.open('/account')).status).toBe(200);
  });

  it('are refused to visitors with a cookie', async () => {
    const victim = browse(application);
    const attacker = browse(application);
    for (const somebody of [victim, attacker]) await somebody.open('/sign-in');
    const before = await rowCounts();
    for (const path of ['/sign-in', '/reset-password', '/sign-in/link', '/time-zone', '/r/forged']) {
      for (const token of [null, attacker.token]) {
        expect([path, (await victim.send(path, ADMIN, { token })).status]).toEqual([path, 403]);
      }
    }
    const { status } = await victim.send(`/events/${edition.key}/register`, registration('forged@example.org'), {
      token: attacker.token,
    });
    expect(status).toBe(403);
    expect(await rowCounts()).toEqual(before);
  });

  it('cannot sign anybody in or out, cookie or not', async () => {
    const paths = ['/sign-in', '/sign-in/code', '/sign-in/link', '/sign-in/link/x', '/sign-out', '/reset-password'];
    for (const path of [...paths, '/reset-password/x', '/invitation/x']) {
      const { status, headers } = await browse(application).send(path, ADMIN, { token: null });
      const session = headers.getSetCookie().filter((line) => line.includes('session'));
      expect([path, status, session]).toEqual([path, 403, []]);
    }
  });

  it('a token does not outlive signing in and out', async () => {
    const somebody = browse(application);
    await somebody.open('/sign-in');
    const asVisitor = somebody.token;
    await somebody.send('/sign-in', ADMIN);
    expect((await somebody.send('/time-zone', { to: '/' }, { token: asVisitor })).status).toBe(403);
    await somebody.open('/account');
    const inSession = somebody.token;
    expect((await somebody.send('/time-zone', { to: '/' }, { token: inSession })).status).toBe(303);
    await somebody.send('/sign-out', {}, { token: inSession });
    expect((await somebody.send('/time-zone', { to: '/' }, { token: inSession })).status).toBe(403);
  });

  it('a client without cookies registers, changes and cancels all the same', async () => {
    const path = `/events/${edition.key}/register`;
    const program = browse(application);
    const { status, location } = await program.send(path, registration('no-cookies@example.org'));
    expect([status, location]).toEqual([303, `/events/${edition.key}/registered`]);
    const { body } = await application.api('POST', `/editions/${edition.key}/registrations`, {
      ...registration('link-only@example.org'),
      consent: true,
    });
    const at = `/r/${body.manageToken}`;
    expect((await program.send(at, { name: 'Another' })).location).toBe(`${at}?done=saved`);
    expect((await program.send(`${at}/cancel`)).location).toBe(`${at}?done=cancelled`);
    expect([...program.cookies]).toEqual([]);
  });

  it('one-click unsubscription needs no page (RFC 8058)', async () => {
    const { body } = await application.api('POST', `/editions/${edition.key}/registrations`, {
      ...registration('one-click@example.org'),
      consent: true,
    });
    const page = await browse(application).open(`/r/${body.manageToken}`);
    expect(page.status).toBe(200);
    const { status } = await browse(application).send('/unsubscribe/forged', { 'List-Unsubscribe': 'One-Click' });
    expect(status).toBe(410);
  });

  it('say what happened, and keep what was typed when it came from one of our pages', async () => {
    const path = `/events/${edition.key}/register`;
    const somebody = browse(application);
    await somebody.open(path);
    const typed = { ...registration('kept@example.org'), name: '王芳 <b>"x"</b>' };
    const ours = { 'sec-fetch-site': 'same-origin' };
    const refused = await somebody.send(path, typed, { token: 'stale', headers: ours });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('This form is no longer good');
    expect(refused.text).toContain('Nothing has been stored or sent.');
    expect(refused.html).toContain(`href="${path}"`);
    expect(refused.html).toContain('value="王芳 &lt;b>&quot;x&quot;&lt;/b>"');
    const again = await somebody.send(path, typed, { headers: ours });
    expect(again.location).toBe(`/events/${edition.key}/registered`);
  });

  it('are not filled in again for another site, nor with a password', async () => {
    const somebody = browse(application);
    await somebody.open('/sign-in');
    const typed = registration('phished@example.org');
    const unknown = await somebody.send(`/events/${edition.key}/register`, typed, { token: 'stale' });
    expect(unknown.status).toBe(403);
    expect(unknown.html).not.toContain('phished@example.org');
    await somebody.open('/sign-in');
    const secret = await somebody.send('/sign-in', ADMIN, {
      token: 'stale',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(secret.status).toBe(403);
    expect(secret.html).not.toContain(ADMIN.password);
    expect(secret.html).not.toContain(ADMIN.email);
  });
});

describe('the API, for whoever has a cookie', () => {
  const cookie = async () => {
    const somebody = browse(application);
    await somebody.signIn(ADMIN);
    return `__Host-session=${somebody.cookies.get('__Host-session')}`;
  };

  it.each([
    { type: 'application/x-www-form-urlencoded', body: 'slug=forged&kind=symposium&name=Forged' },
    { type: 'text/plain', body: '{"slug":"forged","kind":"symposium","name":"Forged"}' },
    { type: 'text/plain;application/json', body: '{"slug":"forged","kind":"symposium","name":"Forged"}' },
    {
      type: 'multipart/form-data; boundary=x',
      body: '--x\r\ncontent-disposition: form-data; name="slug"\r\n\r\nforged\r\n--x--\r\n',
    },
    { type: 'application/jsonp', body: '{"slug":"forged","kind":"symposium","name":"Forged"}' },
  ])('takes no $type', async ({ type, body }) => {
    const headers = { cookie: await cookie(), 'content-type': type };
    const answer = await fetch(`${application.url}/api/v1/series`, { method: 'POST', headers, body });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: 'unsupported-media-type' });
    expect(await application.sql(`SELECT 1 FROM series WHERE slug = 'forged'`)).toEqual([]);
  });

  it.each<{ title: string; headers: Record<string, string> }>([
    { title: 'from another site', headers: { 'sec-fetch-site': 'cross-site' } },
    { title: 'from a sister host', headers: { 'sec-fetch-site': 'same-site' } },
    { title: 'by an old browser from elsewhere', headers: { origin: 'https://evil.example' } },
    { title: 'from nowhere', headers: { origin: 'null' } },
  ])('does nothing $title', async ({ headers }) => {
    const answer = await application.api(
      'POST',
      '/series',
      { slug: 'forged', kind: 'symposium', name: 'Forged' },
      {
        headers: { cookie: await cookie(), ...headers },
      },
    );
    expect([answer.status, answer.body.code]).toEqual([403, 'cross-site-request']);
    expect(await application.sql(`SELECT 1 FROM series WHERE slug = 'forged'`)).toEqual([]);
  });

  it('takes JSON', async () => {
    const answer = await application.api(
      'POST',
      '/series',
      { slug: 'by-cookie', kind: 'symposium', name: 'By cookie' },
      {
        headers: { cookie: await cookie(), 'content-type': 'application/json; charset=utf-8' },
      },
    );
    expect(answer.status).toBe(201);
  });
});

describe('a path to go back to never leads to another host', () => {
  const EVIL = [
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\u0000//evil.example',
    '/%2f%2fevil.example',
    '/%5cevil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/organise\r\nset-cookie: a=b',
    '/论坛',
    '/@evil.example',
    ':@evil.example',
  ];
  const hostOf = (location: string | null) => new URL(location ?? '', PUBLIC_URL).host;
  const home = new URL(PUBLIC_URL).host;

  it.each(EVIL)('%j', async (to) => {
    const somebody = browse(application);
    const query = new URLSearchParams({ to }).toString();

    await somebody.open(`/time-zone?${query}`);
    const zone = await somebody.send('/time-zone', { timeZone: 'Asia/Shanghai', to });
    expect([zone.status, hostOf(zone.location)]).toEqual([303, home]);

    const language = await somebody.open(`/time-zone?${query}&lang=zh-Hans`);
    expect([language.status, hostOf(language.location)]).toEqual([303, home]);

    await somebody.open(`/sign-in?${query}`);
    const signedIn = await somebody.send('/sign-in', { ...ADMIN, to });
    expect([signedIn.status, hostOf(signedIn.location)]).toEqual([303, home]);
  });

  it.each([
    '//evil.example/?lang=en',
    '/%5cevil.example?lang=en',
    '//evil.example/organise',
    '/organise//evil.example',
  ])('asked for as %s', async (path) => {
    const { location } = await browse(application).open(path);
    expect(hostOf(location)).toBe(home);
  });
});

describe('where a request comes from', () => {
  const FORWARDED = { 'x-forwarded-for': '203.0.113.7, 198.51.100.2' };

  /** What the application takes for the address of a request that comes from `localAddress`, an address of this machine. */
  async function seenFrom(localAddress: string, TRUST_PROXY: string | undefined): Promise<string> {
    const config = loadConfig({ SECRET_KEY: 'x'.repeat(32), TRUST_PROXY });
    const fastify = fastifyAdapter(config).getInstance<FastifyInstance>();
    fastify.get('/', ({ ip }) => ip);
    try {
      const url = await fastify.listen({ host: '127.0.0.1', port: 0 });
      return await new Promise((resolve, reject) => {
        const request = http.get(url, { localAddress, headers: FORWARDED, agent: false }, (response) => {
          response.setEncoding('utf8').once('data', resolve);
        });
        request.once('error', reject);
      });
    } finally {
      await fastify.close();
    }
  }

  it.each([
    { setting: undefined, from: '127.0.0.9', expected: '127.0.0.9' },
    { setting: '', from: '127.0.0.9', expected: '127.0.0.9' },
    { setting: '0', from: '127.0.0.9', expected: '127.0.0.9' },
    { setting: '1', from: '127.0.0.9', expected: '198.51.100.2' },
    { setting: '2', from: '127.0.0.9', expected: '203.0.113.7' },
    { setting: 'loopback', from: '127.0.0.9', expected: '198.51.100.2' },
    { setting: '127.0.0.0/29', from: '127.0.0.5', expected: '198.51.100.2' },
    { setting: '127.0.0.0/29', from: '127.0.0.9', expected: '127.0.0.9' },
    { setting: '127.0.0.9, 198.51.100.2', from: '127.0.0.9', expected: '203.0.113.7' },
    { setting: '198.51.100.2', from: '127.0.0.9', expected: '127.0.0.9' },
  ])('TRUST_PROXY=$setting, from $from: $expected', async ({ setting, from, expected }) => {
    expect(await seenFrom(from, setting)).toBe(expected);
  });

  it('is the socket, whatever a client claims', async () => {
    const somebody = browse(application);
    await somebody.open('/sign-in');
    await somebody.send('/sign-in', ADMIN, { headers: { ...FORWARDED, forwarded: 'for=203.0.113.7' } });
    const [session] = await application.sql('SELECT ip FROM session ORDER BY created_at DESC, id DESC LIMIT 1');
    expect(session).toEqual({ ip: '127.0.0.1' });
  });

  it('a proxy of this machine does not open what is for this machine', async () => {
    expect((await fetch(`${application.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${application.url}/metrics`, { headers: FORWARDED })).status).toBe(404);
  });
});
