import { generateSync } from 'otplib';
import {
  type AccountActor,
  AccountLinksService,
  type AccountLinkPurpose,
  AccountsService,
  AlreadyAccepted,
  DuplicateAccount,
  DuplicateRole,
  LastAdministrator,
  LinkGone,
  LinkRows,
  NotAllowed,
  type OpenedSession,
  PeopleService,
  ProfileService,
  RolesService,
  SecondFactorRequired,
  SessionRequired,
  SessionsService,
  SignInRequired,
  TokensService,
  TooManyAttempts,
  WrongCode,
  WrongCredentials,
} from '../../src/features/accounts/index.js';
import { scopeOfEdition, scopeOfSeries } from '../../src/features/editions/index.js';
import { OutboxService } from '../../src/features/messaging/index.js';
import { type Grant, PLATFORM } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { RateLimits } from '../../src/platform/security/rate-limits.js';
import { anEdition } from '../factories/edition.js';
import { aSeries } from '../factories/series.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { ADMIN, startTestApplication, type TestApplication } from '../support/running-application.js';

const PASSWORD = 'a lamp that was lit in May';
const PAGE = { limit: 200 };

let application: TestApplication;
let accounts: AccountsService;
let sessions: SessionsService;
let links: AccountLinksService;
let people: PeopleService;
let roles: RolesService;
let profile: ProfileService;
let tokens: TokensService;

beforeAll(async () => {
  application = await startTestApplication();
  accounts = application.get(AccountsService);
  sessions = application.get(SessionsService);
  links = application.get(AccountLinksService);
  people = application.get(PeopleService);
  roles = application.get(RolesService);
  profile = application.get(ProfileService);
  tokens = application.get(TokensService);
});
afterAll(() => application.stop());
afterEach(async () => {
  application.setNow(null);
  await application.sql('DELETE FROM rate_limit');
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const newEmail = () => `person-${nextNumber()}@example.org`;

/** Somebody who can sign in, with these roles. */
async function aPerson({ password = PASSWORD, grants = [] }: { password?: string | null; grants?: Grant[] } = {}) {
  const email = newEmail();
  const { id } = await people.create(TESTER, { email, name: 'Chen Wei', ...(password && { password }) });
  for (const grant of grants) await roles.grant(TESTER, id, grant);
  return { id, email };
}

const actorOf = async ({ secret }: OpenedSession): Promise<AccountActor> => (await accounts.actorOfSession(secret))!;

async function signedIn(grants: Grant[] = []) {
  const person = await aPerson({ grants });
  const session = await sessions.signIn({ email: person.email, password: PASSWORD }, {});
  return { ...person, session, actor: await actorOf(session) };
}

/** The latest link for somebody, as it stands in the mail. */
async function linkOf(accountId: string, purpose: AccountLinkPurpose): Promise<string> {
  const [row] = await application.sql<{ id: string }>(
    'SELECT id FROM account_link WHERE account_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1',
    [accountId, purpose.replace('-', '_')],
  );
  return application.get(LinkRows).tokenOf({ id: row!.id, purpose });
}

/** How many of these came to be; the others must all have failed like this. */
async function succeeded(work: Promise<unknown>[], otherwise: new (...args: never[]) => Error): Promise<number> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  expect(failures.map(({ name }) => name)).toEqual(failures.map(() => otherwise.name));
  return settled.length - failures.length;
}

const times = <T>(count: number, work: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => work(i));

describe('mailed links', () => {
  it('an invitation is accepted by one of twenty at the same time', async () => {
    const { id, email } = await aPerson({ password: null });
    const token = await linkOf(id, 'invitation');
    expect(await links.read('invitation', token)).toEqual({
      email,
      name: 'Chen Wei',
      locale: 'en',
      expiresAt: expect.any(Date) as Date,
    });
    const accepted = times(20, () => links.acceptInvitation(token, { name: 'Chen Jia' }, {}));
    expect(await succeeded(accepted, LinkGone)).toBe(1);
    expect(await application.sql('SELECT name FROM account WHERE id = $1', [id])).toEqual([{ name: 'Chen Jia' }]);
    expect(await application.sql('SELECT count(*)::int FROM session WHERE account_id = $1', [id])).toEqual([
      { count: 1 },
    ]);
  });

  it('a link to sign in works for one of twenty at the same time', async () => {
    const { id, email } = await aPerson({ password: null });
    await links.requestSignInLink(email, {});
    const token = await linkOf(id, 'sign-in');
    const opened = times(20, () => links.signInByLink(token, {}));
    expect(await succeeded(opened, LinkGone)).toBe(1);
  });

  it('whoever accepts with a password signs in with it, and is not let in by an invitation again', async () => {
    const { id, email } = await aPerson({ password: null });
    const token = await linkOf(id, 'invitation');
    const session = await links.acceptInvitation(token, { password: PASSWORD }, {});
    expect((await actorOf(session)).accountId).toBe(id);
    await sessions.signIn({ email, password: PASSWORD }, {});
    await expect(people.resendInvitation(TESTER, id)).rejects.toEqual(new AlreadyAccepted());
  });

  it('an invitation that is sent again ends the one before', async () => {
    const { id } = await aPerson({ password: null });
    const first = await linkOf(id, 'invitation');
    await people.resendInvitation(TESTER, id);
    await expect(links.read('invitation', first)).rejects.toEqual(new LinkGone());
    await links.read('invitation', await linkOf(id, 'invitation'));
  });

  it.each<{ purpose: AccountLinkPurpose; lifeMinutes: number }>([
    { purpose: 'invitation', lifeMinutes: 7 * 24 * 60 },
    { purpose: 'password-reset', lifeMinutes: 30 },
    { purpose: 'sign-in', lifeMinutes: 10 },
  ])('a link for $purpose lives for $lifeMinutes minutes', async ({ purpose, lifeMinutes }) => {
    const { id, email } = await aPerson({ password: null });
    if (purpose === 'password-reset') await links.requestPasswordReset(email, {});
    if (purpose === 'sign-in') await links.requestSignInLink(email, {});
    const token = await linkOf(id, purpose);
    application.setNow(inMinutes(lifeMinutes - 1));
    await links.read(purpose, token);
    application.setNow(inMinutes(lifeMinutes + 1));
    await expect(links.read(purpose, token)).rejects.toEqual(new LinkGone());
    const use =
      purpose === 'invitation'
        ? links.acceptInvitation(token, {}, {})
        : purpose === 'sign-in'
          ? links.signInByLink(token, {})
          : links.resetPassword(token, { password: PASSWORD }, {});
    await expect(use).rejects.toEqual(new LinkGone());
  });

  it('a link for one purpose opens nothing for another, and neither does a forged one', async () => {
    const { id, email } = await aPerson();
    await links.requestPasswordReset(email, {});
    const token = await linkOf(id, 'password-reset');
    const [row] = await application.sql<{ id: string }>('SELECT id FROM account_link WHERE account_id = $1', [id]);
    const signedForSignIn = application.get(LinkRows).tokenOf({ id: row!.id, purpose: 'sign-in' });
    for (const [purpose, given] of [
      ['sign-in', token],
      ['invitation', token],
      ['sign-in', signedForSignIn],
      ['password-reset', `${token.slice(0, -1)}${token.endsWith('A') ? 'Q' : 'A'}`],
      ['password-reset', ''],
    ] as const) {
      await expect(links.read(purpose, given)).rejects.toEqual(new LinkGone());
    }
  });

  it('a new password ends every session and every other link, and keeps the second factor', async () => {
    const { id, email, actor, session } = await signedIn();
    await withSecondFactor(actor);
    await links.requestPasswordReset(email, {});
    const first = await linkOf(id, 'password-reset');
    await links.requestPasswordReset(email, {});
    await links.resetPassword(await linkOf(id, 'password-reset'), { password: 'another lamp, lit in June' }, {});
    expect(await accounts.actorOfSession(session.secret)).toBeNull();
    await expect(links.read('password-reset', first)).rejects.toEqual(new LinkGone());
    await expect(sessions.signIn({ email, password: PASSWORD }, {})).rejects.toEqual(new WrongCredentials());
    expect(await sessions.signIn({ email, password: 'another lamp, lit in June' }, {})).toMatchObject({
      awaitsSecondFactor: true,
    });
  });

  it('a password that is refused does not use the link up', async () => {
    const { id, email } = await aPerson();
    await links.requestPasswordReset(email, {});
    const token = await linkOf(id, 'password-reset');
    for (const password of ['password123', email, 'Chen Wei']) {
      const error = await links.resetPassword(token, { password }, {}).catch((thrown: unknown) => thrown);
      expect((error as InvalidInput).errors).toMatchObject([{ path: 'password', code: 'common-password' }]);
    }
    await links.resetPassword(token, { password: PASSWORD }, {});
  });

  it('nobody can tell from what is done whether an address is known', async () => {
    const known = await aPerson();
    const passwordless = await aPerson({ password: null });
    const disabled = await aPerson();
    await people.update(TESTER, disabled.id, { disabled: true });
    await application.sql('DELETE FROM account_link');
    const request = async (email: string) => {
      await links.requestSignInLink(email, {});
      return application.sql(
        `WITH gone AS (DELETE FROM delivery RETURNING account_link_id, kind, occasion, state, reason)
         SELECT l.purpose, l.account_id, g.kind, g.occasion, g.state, g.reason
         FROM account_link l JOIN gone g ON g.account_link_id = l.id`,
      );
    };
    const planned = { kind: 'account', state: 'planned', reason: null };
    const unsent = {
      account_id: null,
      kind: 'account',
      occasion: 'sign-in',
      state: 'skipped',
      reason: 'unknown-address',
    };
    expect(await request(known.email)).toEqual([
      { ...planned, purpose: 'password_reset', account_id: known.id, occasion: 'password-reset' },
    ]);
    expect(await request(passwordless.email)).toEqual([
      { ...planned, purpose: 'sign_in', account_id: passwordless.id, occasion: 'sign-in' },
    ]);
    expect(await request('nobody@example.org')).toEqual([{ ...unsent, purpose: 'sign_in' }]);
    expect(await request(disabled.email)).toEqual([{ ...unsent, purpose: 'sign_in' }]);
  });

  it.each([
    {
      case: 'used',
      change: 'UPDATE account_link SET used_at = now() WHERE account_id = $1',
      state: 'skipped',
      reason: 'link-used',
    },
    {
      case: 'expired',
      change: `UPDATE account_link SET expires_at = now() - interval '1 second' WHERE account_id = $1`,
      state: 'skipped',
      reason: 'link-expired',
    },
    {
      case: 'of a disabled account',
      change: 'UPDATE account SET disabled_at = now() WHERE id = $1',
      state: 'cancelled',
      reason: 'account-disabled',
    },
    { case: 'good', change: 'SELECT $1::uuid', state: 'sent', reason: null },
  ])('the mail of a link that is $case ends $state', async ({ change, state, reason }) => {
    const { id } = await aPerson({ password: null });
    await application.sql(change, [id]);
    const [delivery] = await application.sql<{ id: string }>(
      `SELECT d.id FROM delivery d JOIN account_link l ON l.id = d.account_link_id WHERE l.account_id = $1`,
      [id],
    );
    await application.get(OutboxService).deliver([delivery!.id]);
    expect(await application.sql('SELECT state, reason FROM delivery WHERE id = $1', [delivery!.id])).toEqual([
      { state, reason },
    ]);
  });

  it('forgets links, and the mails about them, a month after their end', async () => {
    const { id } = await aPerson({ password: null });
    application.setNow(inMinutes((7 + 29) * 24 * 60));
    await accounts.prune();
    const left = () => application.sql('SELECT 1 FROM account_link WHERE account_id = $1', [id]);
    expect(await left()).toHaveLength(1);
    application.setNow(inMinutes((7 + 31) * 24 * 60));
    await accounts.prune();
    expect(await left()).toHaveLength(0);
  });
});

/** Sets a second factor up. @returns its secret and the recovery codes */
async function withSecondFactor(actor: AccountActor) {
  const { secret, uri } = await profile.beginSecondFactor(actor);
  expect(uri).toMatch(/^otpauth:\/\/totp\/Symposia:/);
  const { recoveryCodes } = await profile.confirmSecondFactor(actor, codeAt(secret));
  return { secret, recoveryCodes };
}

/** What the app shows so many steps from now. */
function codeAt(secret: string, steps = 0, now = new Date()): string {
  return generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) + steps * 30 });
}

describe('the second factor', () => {
  it('is asked for once it is confirmed, and a session that waits for it is nobody', async () => {
    const { email, actor } = await signedIn();
    const { secret } = await withSecondFactor(actor);
    const pending = await sessions.signIn({ email, password: PASSWORD }, {});
    expect(pending.awaitsSecondFactor).toBe(true);
    expect(await accounts.actorOfSession(pending.secret)).toBeNull();
    const completed = await sessions.completeSignIn(pending.secret, codeAt(secret, 1), {});
    expect(completed.secret).not.toBe(pending.secret);
    expect((await actorOf(completed)).accountId).toBe(actor.accountId);
    expect(await accounts.actorOfSession(pending.secret)).toBeNull();
    await expect(sessions.completeSignIn(pending.secret, codeAt(secret, 2), {})).rejects.toEqual(new SignInRequired());
  });

  it('does not count before a code of it is shown', async () => {
    const { email, actor } = await signedIn();
    await profile.beginSecondFactor(actor);
    expect((await sessions.signIn({ email, password: PASSWORD }, {})).awaitsSecondFactor).toBe(false);
    const error = await profile.confirmSecondFactor(actor, '000000').catch((thrown: unknown) => thrown);
    expect((error as InvalidInput).errors).toMatchObject([{ path: 'code', code: 'wrong-code' }]);
  });

  it.each([
    { steps: -2, accepted: false },
    { steps: -1, accepted: true },
    { steps: 0, accepted: true },
    { steps: 1, accepted: true },
    { steps: 2, accepted: false },
  ])('takes a code $steps steps away: $accepted', async ({ steps, accepted }) => {
    const { email, actor } = await signedIn();
    const { secret } = await withSecondFactor(actor);
    // Later, so that the code of the confirmation is out of the way; in the middle of a step.
    const later = new Date((Math.floor(Date.now() / 30_000) + 20) * 30_000 + 15_000);
    application.setNow(later);
    const signIn = sessions.signIn({ email, password: PASSWORD, code: codeAt(secret, steps, later) }, {});
    if (accepted) expect((await signIn).awaitsSecondFactor).toBe(false);
    else await expect(signIn).rejects.toEqual(new WrongCode());
  });

  it('takes a code once, even at the same moment, and none that is older', async () => {
    const { email, actor } = await signedIn();
    const { secret } = await withSecondFactor(actor);
    const later = new Date((Math.floor(Date.now() / 30_000) + 20) * 30_000 + 15_000);
    application.setNow(later);
    const code = codeAt(secret, 0, later);
    const pending = await Promise.all(times(3, () => sessions.signIn({ email, password: PASSWORD }, {})));
    const completed = pending.map((waiting) => sessions.completeSignIn(waiting.secret, code, {}));
    expect(await succeeded(completed, WrongCode)).toBe(1);
    const earlier = sessions.signIn({ email, password: PASSWORD, code: codeAt(secret, -1, later) }, {});
    await expect(earlier).rejects.toEqual(new WrongCode());
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { email, actor } = await signedIn();
    const { recoveryCodes } = await withSecondFactor(actor);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    const uses = times(4, () => sessions.signIn({ email, password: PASSWORD, code: first }, {}));
    expect(await succeeded(uses, WrongCode)).toBe(1);
    await sessions.signIn({ email, password: PASSWORD, code: ` ${second.toLowerCase().replaceAll('-', ' ')}` }, {});
    expect(await profile.profile(actor)).toMatchObject({ secondFactor: true, recoveryCodesLeft: 8 });
  });

  it('new recovery codes replace the old ones', async () => {
    const { email, actor } = await signedIn();
    const { recoveryCodes: old } = await withSecondFactor(actor);
    const { recoveryCodes } = await profile.renewRecoveryCodes(actor, { code: old[0]! });
    await expect(sessions.signIn({ email, password: PASSWORD, code: old[1]! }, {})).rejects.toEqual(new WrongCode());
    await sessions.signIn({ email, password: PASSWORD, code: recoveryCodes[1]! }, {});
  });

  it('ends with a code, and then is not asked for', async () => {
    const { email, actor } = await signedIn();
    const { recoveryCodes } = await withSecondFactor(actor);
    await expect(profile.endSecondFactor(actor, { code: '123456' })).rejects.toBeInstanceOf(InvalidInput);
    await profile.endSecondFactor(actor, { code: recoveryCodes[0]! });
    expect((await sessions.signIn({ email, password: PASSWORD }, {})).awaitsSecondFactor).toBe(false);
    expect(await application.sql('SELECT 1 FROM recovery_code WHERE account_id = $1', [actor.accountId])).toEqual([]);
  });

  it('keeps an open invitation and a link to sign in from going around it', async () => {
    const { id, email } = await aPerson({ password: null });
    const invitation = await linkOf(id, 'invitation');
    await links.requestSignInLink(email, {});
    const actor = await actorOf(await links.signInByLink(await linkOf(id, 'sign-in'), {}));
    await withSecondFactor(actor);
    await expect(links.acceptInvitation(invitation, { password: PASSWORD }, {})).rejects.toEqual(new LinkGone());
    await links.requestSignInLink(email, {});
    const pending = await links.signInByLink(await linkOf(id, 'sign-in'), {});
    expect(pending.awaitsSecondFactor).toBe(true);
    expect(await accounts.actorOfSession(pending.secret)).toBeNull();
  });

  it('asks programs for the code at once, and leaves no session behind', async () => {
    const { id, email, actor } = await signedIn();
    await withSecondFactor(actor);
    const before = await application.sql('SELECT id FROM session WHERE account_id = $1', [id]);
    await expect(sessions.signInAtOnce({ email, password: PASSWORD }, {})).rejects.toEqual(new SecondFactorRequired());
    expect(await application.sql('SELECT id FROM session WHERE account_id = $1', [id])).toEqual(before);
  });

  it('takes five wrong codes for one sign-in, and ten for one account', async () => {
    const { email, actor } = await signedIn();
    const { recoveryCodes } = await withSecondFactor(actor);
    const pending = await sessions.signIn({ email, password: PASSWORD }, {});
    for (let wrong = 0; wrong < 5; wrong++) {
      await expect(sessions.completeSignIn(pending.secret, 'NOT-A-CODE', {})).rejects.toEqual(new WrongCode());
    }
    await expect(sessions.completeSignIn(pending.secret, recoveryCodes[0]!, {})).rejects.toBeInstanceOf(
      TooManyAttempts,
    );
    const other = await sessions.signIn({ email, password: PASSWORD }, {});
    for (let wrong = 0; wrong < 5; wrong++) {
      await expect(sessions.completeSignIn(other.secret, 'NOT-A-CODE', {})).rejects.toEqual(new WrongCode());
    }
    const third = await sessions.signIn({ email, password: PASSWORD }, {});
    const refused = await sessions.completeSignIn(third.secret, recoveryCodes[0]!, {}).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooManyAttempts);
    expect((refused as TooManyAttempts).retryAfterSeconds).toBeLessThanOrEqual(900);
  });

  it('is ended by an administrator for somebody who has lost everything', async () => {
    const { id, email, actor, session } = await signedIn();
    await withSecondFactor(actor);
    await people.endSecondFactor(TESTER, id);
    expect(await accounts.actorOfSession(session.secret)).toBeNull();
    expect((await sessions.signIn({ email, password: PASSWORD }, {})).awaitsSecondFactor).toBe(false);
  });
});

describe('sessions', () => {
  it('a sign-in ends the session that the browser had', async () => {
    const { email, session } = await signedIn();
    const next = await sessions.signIn({ email, password: PASSWORD }, { earlierSecret: session.secret });
    expect(await accounts.actorOfSession(session.secret)).toBeNull();
    expect(await accounts.actorOfSession(next.secret)).not.toBeNull();
  });

  it('are listed and ended by their owner only', async () => {
    const { email, actor, session } = await signedIn();
    const phone = await sessions.signIn({ email, password: PASSWORD }, { ip: '192.0.2.7', userAgent: 'Phone' });
    const listed = await sessions.list(actor, session.secret);
    expect(listed.map(({ ip, userAgent, current }) => ({ ip, userAgent, current }))).toEqual([
      { ip: '192.0.2.7', userAgent: 'Phone', current: false },
      { ip: null, userAgent: null, current: true },
    ]);
    const stranger = await signedIn();
    await expect(sessions.revoke(stranger.actor, listed[0]!.id)).rejects.toBeInstanceOf(NotFound);
    await sessions.revoke(actor, listed[0]!.id);
    expect(await accounts.actorOfSession(phone.secret)).toBeNull();
    const third = await sessions.signIn({ email, password: PASSWORD }, {});
    await sessions.revokeOthers(actor, session.secret);
    expect(await accounts.actorOfSession(third.secret)).toBeNull();
    expect(await accounts.actorOfSession(session.secret)).not.toBeNull();
  });

  it('another password ends all but the one that it was changed in', async () => {
    const { email, actor, session } = await signedIn();
    const other = await sessions.signIn({ email, password: PASSWORD }, {});
    const change = (current: string, password: string) =>
      profile.changePassword(actor, { current, password }, session.secret);
    const refused = await change('not this', 'a third lamp, lit in July').catch((thrown: unknown) => thrown);
    expect((refused as InvalidInput).errors).toMatchObject([{ path: 'current', code: 'wrong-password' }]);
    await change(PASSWORD, 'a third lamp, lit in July');
    expect(await accounts.actorOfSession(other.secret)).toBeNull();
    expect(await accounts.actorOfSession(session.secret)).not.toBeNull();
    await sessions.signIn({ email, password: 'a third lamp, lit in July' }, {});
  });
});

describe('tokens', () => {
  const NEW = { name: 'program', scopes: ['read' as const, 'write' as const] };

  it('open nothing once they have expired or were revoked', async () => {
    const { actor } = await signedIn();
    const { id, token } = await tokens.create(actor, { ...NEW, expiresAt: inMinutes(60).toISOString() });
    expect(await accounts.actorOfToken(token)).not.toBeNull();
    expect(await tokens.token(actor, id)).toMatchObject({ name: 'program', lastUsedAt: expect.any(Date) as Date });
    application.setNow(inMinutes(61));
    expect(await accounts.actorOfToken(token)).toBeNull();
    application.setNow(null);
    await tokens.revoke(actor, id);
    expect(await accounts.actorOfToken(token)).toBeNull();
    expect(await tokens.list(actor, PAGE)).toEqual({ items: [], next: null });
  });

  it('cannot expire before they are made', async () => {
    const { actor } = await signedIn();
    const expiresAt = inMinutes(-1).toISOString();
    const error = await tokens.create(actor, { ...NEW, expiresAt }).catch((thrown: unknown) => thrown);
    expect((error as InvalidInput).errors).toMatchObject([{ path: 'expiresAt', code: 'in-the-past' }]);
  });

  it('cannot make others of their kind, nor touch passwords, sessions and second factors', async () => {
    const { actor, session } = await signedIn();
    const { id, token } = await tokens.create(actor, NEW);
    const program = (await accounts.actorOfToken(token))!.actor;
    expect(program.via).toBe('token');
    const [open] = await sessions.list(actor, session.secret);
    const attempts: (() => Promise<unknown>)[] = [
      () => tokens.create(program, NEW),
      () => tokens.list(program, PAGE),
      () => tokens.token(program, id),
      () => tokens.revoke(program, id),
      () => sessions.list(program, undefined),
      () => sessions.revoke(program, open!.id),
      () => sessions.revokeOthers(program, undefined),
      () => profile.changePassword(program, { current: PASSWORD, password: 'a fourth lamp, in August' }, undefined),
      () => profile.beginSecondFactor(program),
      () => profile.confirmSecondFactor(program, '123456'),
      () => profile.endSecondFactor(program, { code: '123456' }),
      () => profile.renewRecoveryCodes(program, { code: '123456' }),
    ];
    for (const attempt of attempts) {
      await expect(Promise.resolve().then(attempt)).rejects.toEqual(new SessionRequired());
    }
  });

  it('are each person’s own', async () => {
    const { actor } = await signedIn();
    const { id } = await tokens.create(actor, NEW);
    const stranger = (await signedIn()).actor;
    await expect(tokens.token(stranger, id)).rejects.toBeInstanceOf(NotFound);
    await expect(tokens.revoke(stranger, id)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('people', () => {
  it('the last administrator can be neither disabled nor removed nor demoted', async () => {
    const [admin] = (await people.list(TESTER, { q: ADMIN.email }, PAGE)).items;
    const [role] = admin!.roles;
    for (const attempt of [
      () => people.update(TESTER, admin!.id, { disabled: true }),
      () => people.remove(TESTER, admin!.id),
      () => roles.change(TESTER, admin!.id, role!.id, { role: 'organiser' }),
      () => roles.revoke(TESTER, admin!.id, role!.id),
    ]) {
      await expect(attempt()).rejects.toEqual(new LastAdministrator());
    }
    // An administrator of a series alone, or a disabled one, does not make up for it.
    const { id: seriesId } = await aSeries(application);
    await aPerson({ grants: [{ role: 'administrator', scope: scopeOfSeries(seriesId) }] });
    const disabled = await aPerson({ grants: [{ role: 'administrator', scope: PLATFORM }] });
    await people.update(TESTER, disabled.id, { disabled: true });
    await expect(people.remove(TESTER, admin!.id)).rejects.toEqual(new LastAdministrator());
  });

  it('two administrators who disable each other at the same moment leave one', async () => {
    const [admin] = (await people.list(TESTER, { q: ADMIN.email }, PAGE)).items;
    const second = await aPerson({ grants: [{ role: 'administrator', scope: PLATFORM }] });
    const attempts = [admin!.id, second.id].map((id) => people.update(TESTER, id, { disabled: true }));
    expect(await succeeded(attempts, LastAdministrator)).toBe(1);
    await people.update(TESTER, admin!.id, { disabled: false });
    await people.remove(TESTER, second.id);
  });

  it('a disabled account is out at once, and back as it was', async () => {
    const { id, email, actor, session } = await signedIn();
    const { token } = await tokens.create(actor, { name: 'program', scopes: ['read'] });
    await links.requestPasswordReset(email, {});
    const link = await linkOf(id, 'password-reset');
    await people.update(TESTER, id, { disabled: true });
    expect(await accounts.actorOfSession(session.secret)).toBeNull();
    expect(await accounts.actorOfToken(token)).toBeNull();
    await expect(links.read('password-reset', link)).rejects.toEqual(new LinkGone());
    await expect(sessions.signIn({ email, password: PASSWORD }, {})).rejects.toEqual(new WrongCredentials());
    await people.update(TESTER, id, { disabled: false });
    expect(await accounts.actorOfSession(session.secret)).toBeNull();
    expect(await accounts.actorOfToken(token)).not.toBeNull();
    await expect(links.read('password-reset', link)).rejects.toEqual(new LinkGone());
    await sessions.signIn({ email, password: PASSWORD }, {});
  });

  it('tells two administrators at one account apart, and two accounts with one address', async () => {
    const { id } = await aPerson();
    const { email } = await aPerson();
    const { version } = await people.byId(TESTER, id);
    await people.update(TESTER, id, { name: 'Chen Weiwei' }, version);
    await expect(people.update(TESTER, id, { name: 'Chen Wu' }, version)).rejects.toEqual(new StaleVersion());
    await expect(people.remove(TESTER, id, version)).rejects.toEqual(new StaleVersion());
    await expect(people.update(TESTER, id, { email: email.toUpperCase() })).rejects.toEqual(new DuplicateAccount());
    await expect(people.create(TESTER, { email: ` ${email} `, name: 'Again' })).rejects.toEqual(new DuplicateAccount());
    await people.remove(TESTER, id);
    await expect(people.byId(TESTER, id)).rejects.toBeInstanceOf(NotFound);
  });

  it('another address ends the links that went to the old one', async () => {
    const { id } = await aPerson({ password: null });
    const link = await linkOf(id, 'invitation');
    await people.update(TESTER, id, { email: newEmail() });
    await expect(links.read('invitation', link)).rejects.toEqual(new LinkGone());
  });

  it('are found by parts of name and address, a page at a time', async () => {
    const word = `word${nextNumber()}`;
    for (const name of ['Ann', 'Bo', 'Cy']) await people.create(TESTER, { email: newEmail(), name: `${name} ${word}` });
    const first = await people.list(TESTER, { q: word.toUpperCase() }, { limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual([`Ann ${word}`, `Bo ${word}`]);
    const second = await people.list(TESTER, { q: word }, { limit: 2, cursor: first.next! });
    expect([second.items.map(({ name }) => name), second.next]).toEqual([[`Cy ${word}`], null]);
    expect((await people.list(TESTER, { q: '%' }, PAGE)).items).toEqual([]);
  });
});

describe('an organiser of one edition', () => {
  let mine: string;
  let sister: string;
  let series: string;
  let organiser: AccountActor;
  let colleague: { id: string; email: string };
  let stranger: { id: string; email: string };
  beforeAll(async () => {
    const home = await aSeries(application);
    const build = () => anEdition(application, { edition: { series: home.slug }, published: false });
    const [first, second] = [await build(), await build()];
    mine = scopeOfEdition(home.id, first.id);
    sister = scopeOfEdition(home.id, second.id);
    series = scopeOfSeries(home.id);
    organiser = (await signedIn([{ role: 'organiser', scope: mine }])).actor;
    colleague = await aPerson({
      grants: [
        { role: 'viewer', scope: mine },
        { role: 'programme', scope: sister },
        { role: 'check_in', scope: PLATFORM },
      ],
    });
    stranger = await aPerson({ grants: [{ role: 'organiser', scope: sister }] });
  });

  it('sees the people of that edition, and of their roles only those there', async () => {
    const { items } = await people.list(organiser, {}, PAGE);
    expect(items.map(({ id }) => id).sort()).toEqual([organiser.accountId, colleague.id].sort());
    const seen = items.find(({ id }) => id === colleague.id)!;
    expect(seen.roles.map(({ role, scope }) => ({ role, scope }))).toEqual([{ role: 'viewer', scope: mine }]);
    expect((await roles.ofAccount(organiser, colleague.id, PAGE)).items).toEqual(seen.roles);
    expect((await people.list(organiser, { scope: mine }, PAGE)).items).toEqual(items);
    for (const scope of [sister, series, PLATFORM]) {
      await expect(people.list(organiser, { scope }, PAGE)).rejects.toEqual(new NotAllowed());
    }
  });

  it('does not learn that anybody else exists', async () => {
    const theirs = (await people.byId(TESTER, stranger.id)).roles[0]!;
    const elsewhere = (await people.byId(TESTER, colleague.id)).roles.find(({ scope }) => scope === sister)!;
    for (const attempt of [
      () => people.byId(organiser, stranger.id),
      () => people.update(organiser, stranger.id, { name: 'X' }),
      () => people.remove(organiser, stranger.id),
      () => people.resendInvitation(organiser, stranger.id),
      () => roles.ofAccount(organiser, stranger.id, PAGE),
      () => roles.role(organiser, stranger.id, theirs.id),
      () => roles.grant(organiser, stranger.id, { role: 'viewer', scope: mine }),
      () => roles.grant(organiser, stranger.id, { role: 'viewer', scope: sister }),
      () => roles.change(organiser, stranger.id, theirs.id, { role: 'viewer' }),
      () => roles.revoke(organiser, stranger.id, theirs.id),
      () => roles.role(organiser, colleague.id, elsewhere.id),
      () => roles.change(organiser, colleague.id, elsewhere.id, { role: 'viewer' }),
      () => roles.revoke(organiser, colleague.id, elsewhere.id),
    ]) {
      await expect(attempt()).rejects.toBeInstanceOf(NotFound);
    }
  });

  it('gives and takes roles there, but for the administrator’s, and nowhere else', async () => {
    const id = await roles.grant(organiser, colleague.id, { role: 'programme', scope: mine });
    await expect(roles.grant(organiser, colleague.id, { role: 'programme', scope: mine })).rejects.toEqual(
      new DuplicateRole(),
    );
    await roles.change(organiser, colleague.id, id, { role: 'check_in' }, 1);
    await expect(roles.change(organiser, colleague.id, id, { role: 'viewer' })).rejects.toEqual(new DuplicateRole());
    await expect(roles.revoke(organiser, colleague.id, id, 1)).rejects.toEqual(new StaleVersion());
    for (const grant of [
      { role: 'administrator' as const, scope: mine },
      { role: 'viewer' as const, scope: sister },
      { role: 'viewer' as const, scope: series },
      { role: 'viewer' as const, scope: PLATFORM },
    ]) {
      await expect(roles.grant(organiser, colleague.id, grant)).rejects.toEqual(new NotAllowed());
    }
    await expect(roles.change(organiser, colleague.id, id, { role: 'administrator' })).rejects.toEqual(
      new NotAllowed(),
    );
    await roles.revoke(organiser, colleague.id, id, 2);
  });

  it('invites people with a role there; who is known already gets just the role', async () => {
    const email = newEmail();
    const role: Grant = { role: 'viewer', scope: mine };
    const { id } = await people.create(organiser, { email, name: 'New', role });
    expect(await people.byId(organiser, id)).toMatchObject({ email, hasPassword: false, roles: [{ role: 'viewer' }] });
    await links.read('invitation', await linkOf(id, 'invitation'));

    const known = await aPerson();
    expect(await people.create(organiser, { email: known.email, name: 'Other name', role })).toEqual({ id: known.id });
    expect(await people.byId(organiser, known.id)).toMatchObject({ name: 'Chen Wei', hasPassword: true });

    for (const person of [
      { email: newEmail(), name: 'No role' },
      { email: newEmail(), name: 'With a password', password: PASSWORD, role },
      { email: newEmail(), name: 'Elsewhere', role: { role: 'viewer' as const, scope: sister } },
      { email: newEmail(), name: 'Too much', role: { role: 'administrator' as const, scope: mine } },
    ]) {
      await expect(people.create(organiser, person)).rejects.toEqual(new NotAllowed());
    }
  });

  it('sees colleagues, but does not change their accounts', async () => {
    await expect(people.update(organiser, colleague.id, { name: 'X' })).rejects.toEqual(new NotAllowed());
    await expect(people.remove(organiser, colleague.id)).rejects.toEqual(new NotAllowed());
  });

  it('is not a viewer: those see nobody, and visitors are asked to sign in', async () => {
    const viewer = (await signedIn([{ role: 'viewer', scope: mine }])).actor;
    await expect(people.list(viewer, {}, PAGE)).rejects.toEqual(new NotAllowed());
    await expect(people.byId(viewer, colleague.id)).rejects.toBeInstanceOf(NotFound);
    await expect(people.list({ kind: 'anonymous' }, {}, PAGE)).rejects.toEqual(new SignInRequired());
  });
});

describe('limits', () => {
  const wrong = (email: string, ip: string) =>
    sessions.signIn({ email, password: 'something else' }, { ip }).catch((error: unknown) => error);

  it.each([{ who: 'known' }, { who: 'unknown' }])(
    'stop guesses at one $who address from many places',
    async ({ who }) => {
      const email = who === 'known' ? (await aPerson()).email : 'nobody-at-all@example.org';
      for (let guess = 0; guess < 10; guess++) {
        expect(await wrong(email, `192.0.2.${guess}`)).toEqual(new WrongCredentials());
      }
      const refused = await wrong(email, '192.0.2.100');
      expect(refused).toBeInstanceOf(TooManyAttempts);
      const { retryAfterSeconds } = refused as TooManyAttempts;
      expect(retryAfterSeconds).toBeGreaterThan(800);
      expect(retryAfterSeconds).toBeLessThanOrEqual(900);
      // Nor does the right password open the door meanwhile; and what is refused is not held against the place.
      expect(await sessions.signIn({ email, password: PASSWORD }, {}).catch((error: unknown) => error)).toBeInstanceOf(
        TooManyAttempts,
      );
      expect(
        await application.sql(`SELECT points FROM rate_limit WHERE key LIKE 'sign-in-network:192.0.2.100'`),
      ).toEqual([]);
    },
  );

  it('stop guesses at many addresses from one place, one place being a /64', async () => {
    for (let guess = 0; guess < 20; guess++) {
      expect(await wrong(`somebody-${guess}@example.org`, `2001:db8:1:2::${guess}`)).toEqual(new WrongCredentials());
    }
    expect(await wrong('somebody-else@example.org', '2001:db8:1:2:ffff::1')).toBeInstanceOf(TooManyAttempts);
    expect(await wrong('somebody-else@example.org', '2001:db8:1:3::1')).toEqual(new WrongCredentials());
    const entries = await application.sql(
      `SELECT object_kind, object_id, actor_kind, after FROM audit_entry WHERE action = 'attempts.exhausted' AND object_kind = 'network'`,
    );
    expect(entries).toEqual([
      {
        object_kind: 'network',
        object_id: '2001:db8:1:2::/64',
        actor_kind: 'anonymous',
        after: { limit: 'sign-in-network' },
      },
    ]);
  });

  it('never hold a success against anybody, and forgive an address', async () => {
    const { email } = await aPerson();
    for (let round = 0; round < 25; round++) await sessions.signIn({ email, password: PASSWORD }, { ip: '192.0.2.8' });
    for (let guess = 0; guess < 9; guess++) await wrong(email, '192.0.2.9');
    await sessions.signIn({ email, password: PASSWORD }, { ip: '192.0.2.9' });
    for (let guess = 0; guess < 9; guess++) expect(await wrong(email, '192.0.2.9')).toEqual(new WrongCredentials());
    const points = await application.sql(
      `SELECT key, points FROM rate_limit WHERE key LIKE 'sign-in-network:%' ORDER BY key`,
    );
    expect(points).toEqual([
      { key: 'sign-in-network:192.0.2.8', points: 0 },
      { key: 'sign-in-network:192.0.2.9', points: 18 },
    ]);
  });

  it('stop patient guesses at a hundred a day', async () => {
    const { email } = await aPerson();
    for (let round = 0; round < 10; round++) {
      for (let guess = 0; guess < 10; guess++) await wrong(email, `198.51.100.${round}`);
      await application.sql(`DELETE FROM rate_limit WHERE key LIKE 'sign-in-address:%'`); // a quarter of an hour later
    }
    const refused = await wrong(email, '198.51.100.77');
    expect(refused).toBeInstanceOf(TooManyAttempts);
    expect((refused as TooManyAttempts).retryAfterSeconds).toBeGreaterThan(80_000);
  });

  it('let ten of fifty through at the same moment, and count no more than those', async () => {
    const limit = { name: 'test', points: 10, seconds: 60 };
    const limits = application.get(RateLimits);
    const taken = await Promise.all(times(50, () => limits.take([{ limit, of: 'x' }])));
    expect(taken.filter(({ granted }) => granted)).toHaveLength(10);
    expect(await application.sql(`SELECT points FROM rate_limit WHERE key = 'test:x'`)).toEqual([{ points: 10 }]);
    expect(await limits.take([{ limit, of: 'x' }])).toEqual({
      granted: false,
      retryAfterSeconds: expect.any(Number) as number,
    });
    expect(await application.sql(`SELECT points FROM rate_limit WHERE key = 'test:x'`)).toEqual([{ points: 10 }]);
  });

  it('hold across processes, and links are mailed sparingly', async () => {
    const other = await startTestApplication({ beside: application });
    try {
      const email = 'two-processes@example.org';
      const both = [sessions, other.get(SessionsService)];
      const answers = [];
      for (let guess = 0; guess < 12; guess++) {
        answers.push(
          await both[guess % 2]!.signIn({ email, password: 'no' }, { ip: `203.0.113.${guess}` }).catch(
            (error: Error) => error.name,
          ),
        );
      }
      expect(answers).toEqual([...times(10, () => 'WrongCredentials'), 'TooManyAttempts', 'TooManyAttempts']);
      const asked = [];
      for (let request = 0; request < 6; request++) {
        asked.push(
          await [links, other.get(AccountLinksService)]
            [request % 2]!.requestPasswordReset(email, { ip: `203.0.113.${request}` })
            .catch((error: Error) => error.name),
        );
      }
      expect(asked).toEqual([...times(5, () => undefined), 'TooManyAttempts']);
    } finally {
      await other.stop();
    }
  });

  it('keep the door shut when they cannot be counted', async () => {
    await application.sql('ALTER TABLE rate_limit RENAME TO rate_limit_away');
    try {
      const answer = await application.api('POST', '/session', ADMIN);
      expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
      expect(answer.headers.getSetCookie()).toEqual([]);
    } finally {
      await application.sql('ALTER TABLE rate_limit_away RENAME TO rate_limit');
    }
    expect((await application.api('POST', '/session', ADMIN)).status).toBe(204);
  });

  it('are forgotten when their time is over', async () => {
    await wrong('forgotten@example.org', '192.0.2.50');
    application.setNow(inMinutes(16));
    await accounts.prune();
    const left = await application.sql<{ key: string }>('SELECT key FROM rate_limit');
    expect(left.map(({ key }) => key.split(':', 1)[0])).toEqual(['sign-in-address-day']);
  });
});

describe('the time that a refusal takes', () => {
  /** Medians of interleaved measurements, ms: load on the machine meets all of them alike. */
  const medians = async (cases: Record<string, () => Promise<unknown>>, rounds: number) => {
    const taken = Object.fromEntries(Object.keys(cases).map((name) => [name, [] as number[]]));
    for (let round = 0; round < rounds; round++) {
      for (const [name, work] of Object.entries(cases)) {
        await application.sql('DELETE FROM rate_limit');
        const began = performance.now();
        await work().catch(() => undefined);
        taken[name]!.push(performance.now() - began);
      }
    }
    return Object.values(taken).map((each) => each.sort((a, b) => a - b)[Math.floor(rounds / 2)]!);
  };

  it('does not tell a known address from an unknown one', async () => {
    const known = await aPerson();
    const passwordless = await aPerson({ password: null });
    const disabled = await aPerson();
    await people.update(TESTER, disabled.id, { disabled: true });
    const attempt = (email: string) => () =>
      sessions.signIn({ email, password: 'something else' }, { ip: '192.0.2.1' });
    const signIns = await medians(
      {
        known: attempt(known.email),
        unknown: attempt('nobody@example.org'),
        passwordless: attempt(passwordless.email),
        disabled: attempt(disabled.email),
      },
      25,
    );
    expect(Math.max(...signIns) / Math.min(...signIns)).toBeLessThan(1.5);
    const ask = (email: string) => () => links.requestPasswordReset(email, { ip: '192.0.2.1' });
    const requests = await medians({ known: ask(known.email), unknown: ask('nobody@example.org') }, 41);
    expect(Math.max(...requests) / Math.min(...requests)).toBeLessThan(1.6);
  });
});

it('the trail tells of everything here, and of no secret', async () => {
  const { id, email, actor, session } = await signedIn();
  const { secret, recoveryCodes } = await withSecondFactor(actor);
  const { token, id: tokenId } = await tokens.create(actor, { name: 'program', scopes: ['read'] });
  await tokens.revoke(actor, tokenId);
  await profile.changePassword(actor, { current: PASSWORD, password: 'a fifth lamp, lit in autumn' }, session.secret);
  await profile.endSecondFactor(actor, { code: recoveryCodes[0]! });
  await profile.update(actor, { name: 'Chen Wei', locale: 'zh-Hant' });
  await links.requestPasswordReset(email, {});
  const link = await linkOf(id, 'password-reset');
  await links.resetPassword(link, { password: 'a sixth lamp, lit in winter' }, {});
  await people.update(TESTER, id, { disabled: true });
  await people.update(TESTER, id, { disabled: false });
  await people.remove(TESTER, id);
  const entries = await application.sql<{ action: string; text: string }>(
    `SELECT action, coalesce(before::text, '') || coalesce(after::text, '') AS text FROM audit_entry
     WHERE object_id = $1 OR object_id = $2 ORDER BY id`,
    [id, tokenId],
  );
  expect(entries.map(({ action }) => action)).toEqual([
    'account.create',
    'account.sign-in',
    'second-factor.begin',
    'second-factor.confirm',
    'token.create',
    'token.revoke',
    'password.change',
    'second-factor.end',
    'account.update',
    'password.reset',
    'account.disable',
    'account.enable',
    'account.delete',
  ]);
  const told = entries.map(({ text }) => text).join('\n');
  for (const hidden of [secret, ...recoveryCodes, token, link, session.secret, PASSWORD, 'lamp', 'argon2']) {
    expect(told).not.toContain(hidden);
  }
});
