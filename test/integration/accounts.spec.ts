import {
  AccountsService,
  SessionsService,
  SignInRequired,
  TokensService,
  WrongCredentials,
} from '../../src/features/accounts/index.js';
import { ADMIN, startTestApplication, type TestApplication } from '../support/running-application.js';

describe('accounts', () => {
  let application: TestApplication;
  let accounts: AccountsService;
  let sessions: SessionsService;
  beforeAll(async () => {
    application = await startTestApplication();
    accounts = application.get(AccountsService);
    sessions = application.get(SessionsService);
  });
  afterAll(() => application.stop());
  afterEach(() => application.setNow(null));

  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

  it('signs the administrator of the settings in, however the address is typed', async () => {
    const { secret } = await sessions.signIn({ email: ' Admin@Symposia.EXAMPLE ', password: ADMIN.password }, {});
    expect(await accounts.actorOfSession(secret, '192.0.2.1')).toEqual({
      kind: 'account',
      accountId: expect.any(String) as string,
      name: 'Administrator',
      grants: [{ role: 'administrator', scope: '' }],
      ip: '192.0.2.1',
      via: 'session',
    });
  });

  it('makes the first administrator once', async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => accounts.ensureAdministrator('rival@example.org', 'a password')),
    );
    expect(made).toEqual([false, false, false]);
    expect(await application.sql('SELECT email FROM account')).toEqual([{ email: ADMIN.email }]);
  });

  it('makes one administrator when several processes start together on an empty database', async () => {
    const other = await startTestApplication();
    try {
      await other.sql('DELETE FROM account');
      const made = await Promise.all(
        ['one', 'two', 'three'].map((name) =>
          other.get(AccountsService).ensureAdministrator(`${name}@example.org`, 'a password'),
        ),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await other.sql('SELECT count(*)::int AS accounts FROM account')).toEqual([{ accounts: 1 }]);
    } finally {
      await other.stop();
    }
  });

  it.each([
    { case: 'a wrong password', email: ADMIN.email, password: 'something else' },
    { case: 'an unknown address', email: 'nobody@example.org', password: ADMIN.password },
  ])('gives the same answer to $case, and opens no session', async ({ email, password }) => {
    const before = await application.sql('SELECT count(*) FROM session');
    const error = await sessions.signIn({ email, password }, {}).catch((thrown: unknown) => thrown);
    expect(error).toEqual(new WrongCredentials());
    expect(await application.sql('SELECT count(*) FROM session')).toEqual(before);
    const answer = await application.api('POST', '/session', { email, password });
    expect({ ...answer.body, instance: '' }).toEqual({
      type: 'urn:symposia:problem:wrong-credentials',
      title: 'Sign-in required',
      status: 401,
      detail: 'The e-mail address or the password is wrong.',
      code: 'wrong-credentials',
      instance: '',
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('lets a disabled account neither in nor on', async () => {
    const { secret } = await sessions.signIn(ADMIN, {});
    await application.sql('UPDATE account SET disabled_at = now()');
    try {
      expect(await accounts.actorOfSession(secret)).toBeNull();
      expect(await accounts.actorOfToken(application.adminToken)).toBeNull();
      await expect(sessions.signIn(ADMIN, {})).rejects.toEqual(new WrongCredentials());
    } finally {
      await application.sql('UPDATE account SET disabled_at = NULL');
    }
  });

  it('stores only the hash of a session’s secret', async () => {
    const { secret } = await sessions.signIn(ADMIN, {});
    expect(
      await application.sql(
        `SELECT bool_or(position(convert_to($1, 'UTF8') IN token_hash) > 0) AS leaks, bool_or(token_hash = sha256(convert_to($1, 'UTF8'))) AS hashed
         FROM session`,
        [secret],
      ),
    ).toEqual([{ leaks: false, hashed: true }]);
  });

  it.each([
    { case: 'just before two days without use', uses: [47.9], open: true },
    { case: 'after two days without use', uses: [48.1], open: false },
    { case: 'used every day, just before two weeks', uses: [...every(24, 13), 335.9], open: true },
    { case: 'used every day, after two weeks', uses: [...every(24, 13), 336.1], open: false },
  ])('a session $case: open $open', async ({ uses, open }) => {
    const { secret } = await sessions.signIn(ADMIN, {});
    let actor = null;
    for (const hours of uses) {
      application.setNow(inHours(hours));
      actor = await accounts.actorOfSession(secret);
    }
    expect(actor !== null).toBe(open);
  });

  it('a session ends on the server when its owner signs out', async () => {
    const answer = await application.api('POST', '/session', ADMIN);
    expect(answer.status).toBe(204);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
    const headers = { cookie: cookie.split(';', 1)[0]! };
    expect((await application.api('GET', '/me', undefined, { headers })).body.email).toBe(ADMIN.email);
    expect((await application.api('DELETE', '/session', undefined, { headers })).status).toBe(204);
    expect((await application.api('GET', '/me', undefined, { headers })).status).toBe(401);
  });

  it.each([
    { scopes: ['read' as const], get: 200, post: 403 },
    { scopes: ['write' as const], get: 403, post: 201 },
    { scopes: ['read' as const, 'write' as const], get: 200, post: 201 },
  ])('a token for $scopes answers GET with $get and POST with $post', async ({ scopes, get, post }) => {
    const { secret } = await sessions.signIn(ADMIN, {});
    const actor = await accounts.actorOfSession(secret);
    const { token } = await application.get(TokensService).create(actor!, { name: 'program', scopes });
    expect((await application.api('GET', '/me', undefined, { token })).status).toBe(get);
    const institution = {
      slug: `by-${scopes.join('-')}`,
      name: 'By a program',
      city: 'Shantou',
      country: 'CN',
      timeZone: 'Asia/Shanghai',
    };
    expect((await application.api('POST', '/institutions', institution, { token })).status).toBe(post);
  });

  it('an unknown token is refused, not taken for a visitor', async () => {
    const answer = await application.api('GET', '/institutions', undefined, { token: 'x'.repeat(43) });
    expect([answer.status, answer.body.code]).toEqual([401, new SignInRequired().code]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('forgets sessions that are over', async () => {
    await application.sql('DELETE FROM session');
    await sessions.signIn(ADMIN, {});
    application.setNow(inHours(15 * 24));
    const { secret } = await sessions.signIn(ADMIN, {});
    await accounts.prune();
    expect(await application.sql('SELECT count(*)::int AS sessions FROM session')).toEqual([{ sessions: 1 }]);
    expect(await accounts.actorOfSession(secret)).not.toBeNull();
  });
});

function every(hours: number, times: number): number[] {
  return Array.from({ length: times }, (_, index) => hours * (index + 1));
}
