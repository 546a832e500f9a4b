import http from 'node:http';
import { PeopleService } from '../../src/features/accounts/index.js';
import { anEdition } from '../factories/edition.js';
import { TESTER } from '../factories/tester.js';
import { ADMIN, PUBLIC_URL, startTestApplication, type TestApplication } from '../support/running-application.js';

const PASSWORD = 'a lamp that was lit in May';

interface Answer {
  status: number;
  retryAfter: number | null;
  code: string;
  body: string;
}

let application: TestApplication;
beforeAll(async () => {
  application = await startTestApplication({ process: 'all' });
});
afterAll(() => application.stop());
afterEach(() => application.sql('DELETE FROM rate_limit'));

/** Signs in from one of the addresses 127.0.0.0/8, all of which are this machine. */
function signInFrom(address: string, credentials: { email: string; password: string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${application.url}/api/v1/session`,
      { method: 'POST', localAddress: address, headers: { 'content-type': 'application/json' }, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          const retryAfter = response.headers['retry-after'];
          const problem = body === '' ? {} : (JSON.parse(body) as { code?: string });
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: retryAfter === undefined ? null : Number(retryAfter),
            code: problem.code ?? '',
            // The reference of the request differs, and nothing else.
            body: JSON.stringify({ ...problem, instance: '' }),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(credentials));
  });
}

const emailOf = async (who: 'known' | 'unknown') => {
  if (who === 'unknown') return 'nobody-here@example.org';
  const email = 'somebody-here@example.org';
  const people = application.get(PeopleService);
  const { items } = await people.list(TESTER, { q: email }, { limit: 1 });
  if (items.length === 0) await people.create(TESTER, { email, name: 'Somebody', password: PASSWORD });
  return email;
};

describe('guessing', () => {
  it('50 wrong passwords from one address end in 429 with Retry-After, whether or not the accounts exist', async () => {
    await emailOf('known');
    const answers: Answer[] = [];
    for (let guess = 0; guess < 50; guess++) {
      const email = guess % 3 === 0 ? 'somebody-here@example.org' : `guess-${guess}@example.org`;
      answers.push(await signInFrom('127.0.0.9', { email, password: `wrong-${guess}` }));
    }
    // The known address has its own limit of ten, which is not reached before that of the place.
    expect(answers.map(({ status }) => status)).toEqual([
      ...Array<number>(20).fill(401),
      ...Array<number>(30).fill(429),
    ]);
    for (const { code, retryAfter } of answers.slice(20)) {
      expect(code).toBe('too-many-attempts');
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(900);
    }
    // Other places are not touched by it.
    expect((await signInFrom('127.0.0.10', ADMIN)).status).toBe(204);
  });

  it('50 wrong passwords for one account from fifty addresses end the same way, word for word, for a known and an unknown one', async () => {
    const told: Record<string, string[]> = {};
    for (const who of ['known', 'unknown'] as const) {
      const email = await emailOf(who);
      const answers: Answer[] = [];
      for (let guess = 0; guess < 50; guess++) {
        answers.push(await signInFrom(`127.0.1.${guess + 1}`, { email, password: `wrong-${guess}` }));
      }
      expect(answers.map(({ status }) => status)).toEqual([
        ...Array<number>(10).fill(401),
        ...Array<number>(40).fill(429),
      ]);
      expect(answers.slice(10).every(({ retryAfter }) => retryAfter! > 0 && retryAfter! <= 900)).toBe(true);
      told[who] = answers.map(({ status, code, body }) => `${status} ${code} ${body}`);
      await application.sql('DELETE FROM rate_limit');
    }
    expect(told['known']).toEqual(told['unknown']);
  });
});

describe('an invited person', () => {
  const tokenIn = (text: string, path: string) => new RegExp(`${PUBLIC_URL}/${path}/([\\w-]+)`).exec(text)?.[1];
  const mailsTo = (address: string) =>
    application.sink.messages.filter(({ envelope }) => envelope.to.includes(address)).map(({ text }) => text);
  const mailTo = async (address: string, count = 1) => {
    for (let waited = 0; waited < 100 && mailsTo(address).length < count; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(mailsTo(address)).toHaveLength(count);
    return application.sink.messages.filter(({ envelope }) => envelope.to.includes(address)).at(-1)!;
  };

  it('gets a mail in their language, accepts, and is in; later asks for a new password, which ends that session', async () => {
    const edition = await anEdition(application, { published: false });
    const email = 'li.na@example.org';
    const { status, body } = await application.asAdmin('POST', '/accounts', {
      email,
      name: 'Li Na',
      locale: 'zh-Hans',
      role: { role: 'viewer', edition: edition.key },
    });
    expect([status, body['hasPassword'], body['roles']]).toEqual([
      201,
      false,
      [{ id: expect.any(String) as string, role: 'viewer', series: null, edition: edition.key }],
    ]);

    const invitation = await mailTo(email);
    expect(invitation.subject).toBe('邀请您使用 Symposia');
    expect(invitation.headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'content-language': 'zh-Hans',
      'x-delivery-id': expect.any(String) as string,
    });
    expect(invitation.messageId).toContain(invitation.deliveryId);
    const token = tokenIn(invitation.text, 'invitation')!;
    expect(invitation.html).toContain(`href="${PUBLIC_URL}/invitation/${token}"`);

    const accepted = await application.api('POST', `/invitations/${token}`, { name: '李娜', password: PASSWORD });
    expect(accepted.status).toBe(204);
    const cookie = accepted.headers.getSetCookie()[0]!.split(';', 1)[0]!;
    const me = () => application.api('GET', '/me', undefined, { headers: { cookie } });
    expect((await me()).body).toMatchObject({ email, name: '李娜' });
    // The role holds: the draft is there for her, and for nobody else.
    expect((await application.api('GET', `/editions/${edition.key}`, undefined, { headers: { cookie } })).status).toBe(
      200,
    );
    expect((await application.api('GET', `/editions/${edition.key}`)).status).toBe(404);
    const again = await application.api('POST', `/invitations/${token}`, {});
    expect([again.status, again.body.code]).toEqual([410, 'link-gone']);

    // Somebody with a password who asks for a link to sign in gets one to set a new password.
    expect((await application.api('POST', '/sign-in-link', { email: ' LI.NA@example.org ' })).status).toBe(202);
    const mail = await mailTo(email, 2);
    expect(mail.subject).toBe('重置您的 Symposia 密码');
    const reset = tokenIn(mail.text, 'reset-password')!;
    const renewed = await application.api('POST', `/password-reset/${reset}`, {
      password: 'another lamp, lit in June',
    });
    expect(renewed.status).toBe(204);
    expect((await me()).status).toBe(401);
    expect((await application.api('POST', '/session', { email, password: PASSWORD })).status).toBe(401);
    const signIn = await application.api('POST', '/session', { email, password: 'another lamp, lit in June' });
    expect(signIn.status).toBe(204);
  });

  it('without a password signs in by mailed link; who is unknown gets the same answer and no mail', async () => {
    const email = 'no-password@example.org';
    await application.asAdmin('POST', '/accounts', { email, name: 'Somebody' });
    await mailTo(email);
    const known = await application.api('POST', '/sign-in-link', { email });
    const unknown = await application.api('POST', '/sign-in-link', { email: 'unknown@example.org' });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const mail = await mailTo(email, 2);
    expect(mail.subject).toBe('Your link to sign in to Symposia');
    expect(tokenIn(mail.text, 'sign-in/link')).toBeDefined();
    expect(mailsTo('unknown@example.org')).toEqual([]);
  });

  it('cannot be made to receive a stranger’s link or markup: names are inert', async () => {
    const email = 'victim@example.org';
    const name = 'Win at https://evil.example/now <b>click</b>';
    await application.asAdmin('POST', '/accounts', { email, name });
    const { html, text, subject } = await mailTo(email);
    for (const part of [html, text, subject]) expect(part).not.toMatch(/https:\/\/evil|evil\.example/);
    expect(html).not.toContain('<b>');
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => new URL(address!).origin)).toEqual([PUBLIC_URL]);
  });
});
