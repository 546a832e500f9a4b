import { LinkTokens } from '../../src/platform/security/tokens.js';
import { anEdition, END, START } from '../factories/edition.js';
import { nextNumber } from '../factories/tester.js';
import { routesOf } from '../support/routes.js';
import { ADMIN, type ApiAnswer, startTestApplication, type TestApplication } from '../support/running-application.js';

/** What a write must leave behind. */
interface Expected {
  action: string;
  kind: string;
  /** The object has versions, and the entry says which one this made. */
  versioned?: false;
  /** Somebody without an account. */
  by?: 'anonymous' | 'owner';
}

interface Entry {
  id: string;
  action: string;
  object_kind: string;
  object_id: string;
  object_version: number | null;
  actor_kind: string;
  actor_id: string | null;
  ip: string | null;
  before: object | null;
  after: object | null;
}

/** Writes that leave no entry, and why that is right. */
const WITHOUT_ENTRY: Record<string, string> = {
  'DELETE /session': 'the owner’s own session ends; that it began is recorded',
  'POST /password-reset': 'asks for a mail; the deed is the use of its link',
  'POST /sign-in-link': 'likewise',
  'POST /editions/:key/lost-link': 'likewise; an entry would tell who is registered',
  'POST /editions/:key/answer-files':
    'a file is nobody’s until a registration names it, and gone after a day if none does',
  'POST /editions/:key/reminder-rules/:id/preview': 'shows, and changes nothing',
};

/** Every write of the API, carried out once: the entry must be there, with object, person and address. */
describe('every write leaves an entry', () => {
  let application: TestApplication;
  let admin: string;
  let cookie: string;
  const carriedOut = new Set<string>();

  beforeAll(async () => {
    application = await startTestApplication();
    admin = (await application.asAdmin('GET', '/me')).body.id;
    const session = await application.api('POST', '/session', ADMIN);
    cookie = session.headers.getSetCookie()[0]!.split(';')[0]!;
  });
  afterAll(() => application.stop());

  const latest = () => application.sql<Entry>('SELECT * FROM audit_entry ORDER BY id DESC LIMIT 1');

  /** Carries a route out and checks what it has left. @returns its answer */
  async function write(route: string, ids: Record<string, string>, expected: Expected, body?: unknown, own = false) {
    const [before] = await latest();
    const [method = '', template = ''] = route.split(' ');
    const path = template.replace(/:(\w+)/g, (_, name: string) => ids[name]!);
    const answer: ApiAnswer = own
      ? await application.api(method, path, body, { headers: { cookie } })
      : expected.by
        ? await application.api(method, path, body)
        : await application.asAdmin(method, path, body);
    if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    carriedOut.add(route);
    const entries = await application.sql<Entry>('SELECT * FROM audit_entry WHERE id > $1 ORDER BY id', [
      before?.id ?? '00000000-0000-0000-0000-000000000000',
    ]);
    const found = entries.find(({ action }) => action === expected.action);
    const seen = entries.map(({ action }) => action);
    if (!found) throw new Error(`${route} leaves ${JSON.stringify(seen)}, not ${expected.action}`);
    expect({ route, kind: found.object_kind, ip: found.ip }).toEqual({ route, kind: expected.kind, ip: '127.0.0.1' });
    expect({ route, id: /^[\w-]{8,}$|:/.test(found.object_id) }).toEqual({ route, id: true });
    if (expected.by !== 'owner') {
      const by = expected.by ? ['anonymous', null] : ['account', admin];
      expect([route, found.actor_kind, found.actor_id]).toEqual([route, ...by]);
    }
    if (expected.versioned !== false) {
      expect({ route, version: Number.isInteger(found.object_version) }).toEqual({ route, version: true });
    }
    if (/\.(update|change)$/.test(found.action)) {
      expect({ route, before: found.before === null, after: found.after === null }).toEqual({
        route,
        before: false,
        after: false,
      });
    }
    return answer;
  }

  const entry = (action: string, more: Partial<Expected> = {}): Expected => ({
    action,
    kind: action.slice(0, action.indexOf('.')),
    ...more,
  });
  const unversioned = { versioned: false } as const;
  const place = () => ({
    slug: `place-${nextNumber()}`,
    name: 'Place',
    city: 'Shantou',
    country: 'CN',
    timeZone: 'Asia/Shanghai',
  });

  it('of institutions', async () => {
    const [one, other] = [place(), place()];
    await write('POST /institutions', {}, entry('institution.create'), one);
    await write('POST /institutions', {}, entry('institution.create'), other);
    const { slug } = one;
    await write('PATCH /institutions/:slug', { slug }, entry('institution.update'), { city: 'Chaozhou' });
    const name = { name: 'Old name', until: 1999 };
    const added = await write(
      'POST /institutions/:slug/names',
      { slug },
      entry('institution.add-name', unversioned),
      name,
    );
    const own = { slug, id: added.body.id };
    await write('PATCH /institutions/:slug/names/:id', own, entry('institution.update-name', unversioned), {
      until: 2000,
    });
    await write('DELETE /institutions/:slug/names/:id', own, entry('institution.remove-name', unversioned));
    await write('POST /institutions/:slug/merge', { slug }, entry('institution.merge', unversioned), {
      into: other.slug,
    });
    await write('DELETE /institutions/:slug', { slug: other.slug }, entry('institution.delete'));
  });

  it('of series and their members', async () => {
    const { slug: institution } = (await application.asAdmin('POST', '/institutions', place())).body as unknown as {
      slug: string;
    };
    const slug = `series-of-writes-${nextNumber()}`;
    await write('POST /series', {}, entry('series.create'), { slug, kind: 'symposium', name: 'Series' });
    await write('PATCH /series/:slug', { slug }, entry('series.update'), { shortName: 'S' });
    const member = await write('POST /series/:slug/members', { slug }, entry('series.add-member', unversioned), {
      institution,
      role: 'member',
    });
    const ids = { slug, id: member.body.id };
    await write('PATCH /series/:slug/members/:id', ids, entry('series.update-member', unversioned), { since: 2015 });
    await write('DELETE /series/:slug/members/:id', ids, entry('series.remove-member', unversioned));
    const edition = { key: `${slug}-a`, timeZone: 'Asia/Shanghai', startsAt: START, endsAt: END };
    await write('POST /series/:slug/editions', { slug }, entry('edition.create'), edition);
    await write('DELETE /editions/:key', { key: edition.key }, entry('edition.delete'));
    await write('DELETE /series/:slug', { slug }, entry('series.delete'));
  });

  it('of editions and their parts', async () => {
    const slug = `series-of-writes-${nextNumber()}`;
    await application.asAdmin('POST', '/series', { slug, kind: 'symposium', name: 'Series' });
    const key = `${slug}-a`;
    const times = { startsAt: START, endsAt: END };
    await write('POST /editions', {}, entry('edition.create'), {
      series: slug,
      key,
      timeZone: 'Asia/Shanghai',
      ...times,
    });
    await write('PATCH /editions/:key', { key }, entry('edition.update'), { theme: 'Impact' });
    await write('POST /editions/:key/reschedule', { key }, entry('edition.update'), {
      startsAt: START.replace('T12', 'T11'),
      endsAt: END,
    });
    const document = { title: 'Programme', url: 'https://example.org/programme.pdf' };
    const made = await write('POST /editions/:key/documents', { key }, entry('document.create'), document);
    const documentIds = { key, id: made.body.id };
    await write('PATCH /editions/:key/documents/:id', documentIds, entry('document.update'), { title: 'Book' });
    await write('DELETE /editions/:key/documents/:id', documentIds, entry('document.delete'));

    const category = await write('POST /editions/:key/categories', { key }, entry('category.create'), { name: 'All' });
    const spare = await write('POST /editions/:key/categories', { key }, entry('category.create'), { name: 'None' });
    const changed = { capacity: 40 };
    await write(
      'PATCH /editions/:key/categories/:id',
      { key, id: category.body.id },
      entry('category.update'),
      changed,
    );
    await write('DELETE /editions/:key/categories/:id', { key, id: spare.body.id }, entry('category.delete'));
    const mirrors = [{ provider: 'zoom', url: 'https://zoom.example/j/1?pwd=secret' }];
    const stream = await write('POST /editions/:key/streams', { key }, entry('stream.create'), {
      title: 'Hall',
      mirrors,
    });
    const streamIds = { key, id: stream.body.id };
    await write('PATCH /editions/:key/streams/:id', streamIds, entry('stream.update'), { mirrors: [] });
    await write('DELETE /editions/:key/streams/:id', streamIds, entry('stream.delete'));
    const rule = { offset: '-P1D' };
    const reminder = await write('POST /editions/:key/reminder-rules', { key }, entry('reminder-rule.create'), rule);
    const ruleIds = { key, id: reminder.body.id };
    await write('PATCH /editions/:key/reminder-rules/:id', ruleIds, entry('reminder-rule.update'), { enabled: false });
    await write('DELETE /editions/:key/reminder-rules/:id', ruleIds, entry('reminder-rule.delete'));

    await write('POST /editions/:key/publish', { key }, entry('edition.publish'));
    const registered = await write(
      'POST /editions/:key/registrations',
      { key },
      entry('registration.register', { by: 'anonymous' }),
      { category: category.body.id, email: 'ada@example.org', name: 'Ada', consent: true },
    );
    const { id } = registered.body;
    await write('PATCH /registrations/:id', { id }, entry('registration.update'), { affiliation: 'Surgery' });
    const [sent] = await application.sql<{ id: string }>(
      `UPDATE delivery SET state = 'sent', sent_at = now(), response = '250 OK'
       WHERE registration_id = $1 AND kind = 'confirmation' RETURNING id`,
      [id],
    );
    await write('POST /deliveries/:id/resend', { id: sent!.id }, entry('delivery.resend', unversioned));
    await write('POST /registrations/:id/cancel', { id }, entry('registration.cancel'));
    await write('POST /registrations/:id/erase', { id }, entry('registration.erase'));
    await write('POST /editions/:key/postpone', { key }, entry('edition.postpone'));
    await write('POST /editions/:key/cancel', { key }, entry('edition.cancel'), { reason: 'Typhoon' });
    await write('POST /editions/:key/clone', { key }, entry('edition.clone'), {
      year: Number(START.slice(0, 4)) + 1,
      startsAt: `${Number(START.slice(0, 4)) + 1}-12-10T20:00`,
    });
    const { key: other } = await anEdition(application);
    await write('POST /editions/:key/complete', { key: other }, entry('edition.complete'));
  });

  it('of programmes', async () => {
    const { key } = await anEdition(application);
    const parts: [string, string, object][] = [
      ['rooms', 'room', { name: 'Hall' }],
      ['tracks', 'track', { name: 'Surgery', colour: '#1f6feb' }],
      ['speakers', 'speaker', { name: 'Lin Xiao', email: 'lin.xiao@example.org' }],
      ['sessions', 'programme-session', { title: 'Opening', kind: 'talk' }],
    ];
    for (const [path, kind, body] of parts) {
      const { id } = (await write(`POST /editions/:key/${path}`, { key }, entry(`${kind}.create`), body)).body;
      const changed = 'title' in body ? { title: 'Welcome' } : { name: 'Another' };
      await write(`PATCH /editions/:key/${path}/:id`, { key, id }, entry(`${kind}.update`), changed);
      if (kind === 'programme-session') {
        const released = { action: 'programme.release', kind: 'programme-release' };
        await write('POST /editions/:key/programme/releases', { key }, released, { comment: 'First' });
      }
      await write(`DELETE /editions/:key/${path}/:id`, { key, id }, entry(`${kind}.delete`));
    }
  });

  it('of questions, places, invitations and what is decided', async () => {
    const { key, category } = await anEdition(application, { category: { capacity: 2, waitingList: true } });
    const pool = await write('POST /editions/:key/pools', { key }, entry('pool.create'), { name: 'Hall', capacity: 9 });
    const poolIds = { key, id: pool.body.id };
    await write('PATCH /editions/:key/pools/:id', poolIds, entry('pool.update'), { capacity: 8 });
    await write('DELETE /editions/:key/pools/:id', poolIds, entry('pool.delete'));
    const asked = await write('POST /editions/:key/questions', { key }, entry('question.create'), {
      label: 'Diet',
      kind: 'text',
    });
    const questionIds = { key, id: asked.body.id };
    await write('PATCH /editions/:key/questions/:id', questionIds, entry('question.update'), { label: 'Food' });
    const order = { action: 'question.reorder', kind: 'edition', versioned: false } as const;
    await write('POST /editions/:key/questions/reorder', { key }, order, { ids: [asked.body.id] });
    await write('DELETE /editions/:key/questions/:id', questionIds, entry('question.delete'));

    const invitation = (action: string): Expected => ({
      action: `registration-invitation.${action}`,
      kind: 'registration-invitation',
    });
    const invited = await write('POST /editions/:key/invitations', { key }, invitation('issue'), {
      category,
      email: 'invited@example.org',
    });
    const invitationIds = { key, id: invited.body.id };
    await write('POST /editions/:key/invitations/:id/resend', invitationIds, invitation('resend'));
    await application.sql(`UPDATE invitation SET created_at = now() - interval '3 days', reminded_at = NULL`);
    await write(
      'POST /editions/:key/invitations/remind',
      { key },
      { ...invitation('remind'), kind: 'edition', versioned: false },
      {},
    );
    await write('DELETE /editions/:key/invitations/:id', invitationIds, invitation('withdraw'));

    const offers = { name: 'Exchange', capacity: 3, approval: true, waitingList: true, offerHours: 24 };
    const exchange = (await application.asAdmin('POST', `/editions/${key}/categories`, offers)).body.id;
    const people: { id: string }[] = [];
    for (const into of [exchange, exchange, exchange, exchange, category, category, category]) {
      const form = { category: into, email: `p${nextNumber()}@example.org`, name: 'Ada', consent: true };
      people.push({ id: (await application.api('POST', `/editions/${key}/registrations`, form)).body.id });
    }
    const [a, b, c, d, e, , g] = people as [{ id: string }, ...{ id: string }[]];
    await write('POST /registrations/:id/approve', a, entry('registration.approve'), {});
    await write('POST /registrations/:id/accept', a, entry('registration.accept-offer'));
    await write('POST /registrations/:id/decline', b!, entry('registration.decline'), {});
    await write('POST /editions/:key/registrations/approve', { key }, entry('registration.approve'), { ids: [c!.id] });
    await write('POST /editions/:key/registrations/decline', { key }, entry('registration.decline'), { ids: [d!.id] });
    await write('POST /registrations/:id/check-in', a, entry('registration.check-in', unversioned), {});
    await write('POST /registrations/:id/undo-check-in', a, entry('registration.undo-check-in', unversioned), {});
    const scan = {
      nonce: 'nonce-of-writes',
      kind: 'in',
      device: 'Door',
      at: new Date().toISOString(),
      registration: a.id,
    };
    await write('POST /editions/:key/check-in/scans', { key }, entry('registration.check-in', unversioned), {
      scans: [scan],
    });
    // While the edition is not on nobody is promoted by itself.
    await application.asAdmin('POST', `/editions/${key}/postpone`);
    await application.asAdmin('POST', `/registrations/${e!.id}/cancel`);
    await write('POST /registrations/:id/promote', g!, entry('registration.promote'));
    await application.asAdmin('POST', `/editions/${key}/publish`);
    await application.asAdmin('PATCH', `/editions/${key}/categories/${category}`, { capacity: 9 });
    await write('POST /registrations/:id/undo-cancel', e!, entry('registration.reinstate'));
    await write('POST /registrations/:id/change-category', e!, entry('registration.change-category'), {
      category: exchange,
    });
    const imported = { csv: `email,name,category\nimported@example.org,Imported,${category}\n`, mode: 'skip-bad-rows' };
    const begun = { action: 'registration.import', kind: 'edition', versioned: false } as const;
    const task = await write('POST /editions/:key/registrations/import', { key }, begun, imported);
    await write(
      'POST /tasks/:id/cancel',
      { id: task.body.id },
      { action: 'task.cancel', kind: 'task', versioned: false },
    );
  });

  it('of people, roles and keys', async () => {
    const email = `person-${nextNumber()}@example.org`;
    const person = await write('POST /accounts', {}, entry('account.create', unversioned), { email, name: 'Li Wei' });
    const { id } = person.body;
    await write('PATCH /accounts/:id', { id }, entry('account.update', unversioned), { name: 'Li Wei-Ming' });
    await write(
      'POST /accounts/:id/invitation',
      { id },
      {
        action: 'invitation.send',
        kind: 'account',
        versioned: false,
      },
    );
    const role = await write(
      'POST /accounts/:id/roles',
      { id },
      { action: 'role.grant', kind: 'account', versioned: false },
      { role: 'viewer' },
    );
    const ids = { id, roleId: role.body.id };
    const kind = { kind: 'account', versioned: false } as const;
    await write('PATCH /accounts/:id/roles/:roleId', ids, { action: 'role.change', ...kind }, { role: 'organiser' });
    await write('DELETE /accounts/:id/roles/:roleId', ids, { action: 'role.revoke', ...kind });

    const link = async (purpose: 'invitation' | 'password_reset') => {
      const [row] = await application.sql<{ id: string }>(
        'SELECT id FROM account_link WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL ORDER BY id DESC LIMIT 1',
        [id, purpose],
      );
      const named = purpose === 'invitation' ? purpose : ('password-reset' as const);
      return application.get(LinkTokens).sign(named, row!.id, 1);
    };
    const password = 'a long enough password for tests';
    const accepted = { action: 'invitation.accept', by: 'owner' as const, ...kind };
    await write('POST /invitations/:token', { token: await link('invitation') }, accepted, { password });
    await application.api('POST', '/password-reset', { email });
    const reset = { action: 'password.reset', by: 'owner' as const, ...kind };
    await write('POST /password-reset/:token', { token: await link('password_reset') }, reset, { password });
    await write('POST /session', {}, { action: 'account.sign-in', by: 'owner', ...kind }, { email, password });

    const made = { action: 'token.create', kind: 'token', versioned: false } as const;
    const token = await write('POST /tokens', {}, made, { name: 'program' }, true);
    const revoked = { action: 'token.revoke', kind: 'token', versioned: false } as const;
    await write('DELETE /tokens/:id', { id: token.body.id }, revoked, undefined, true);
    await application.api('POST', '/session', ADMIN);
    const sessions = await application.api('GET', '/me/sessions', undefined, { headers: { cookie } });
    const other = sessions.body.items.find((session) => session['current'] !== true)!;
    const ended = { action: 'session.revoke', kind: 'session', versioned: false } as const;
    await write('DELETE /me/sessions/:id', { id: other.id }, ended, undefined, true);
    await write('DELETE /accounts/:id', { id }, { action: 'account.delete', ...kind });
  });

  it('and no write of the API is missing here', () => {
    const writes = routesOf(application)
      .filter(({ method, path }) => path.startsWith('/api/v1/') && !['GET', 'OPTIONS'].includes(method))
      .map(({ method, path }) => `${method} ${path.slice('/api/v1'.length)}`);
    expect(writes.length).toBeGreaterThan(40);
    expect(writes.filter((route) => !carriedOut.has(route) && !(route in WITHOUT_ENTRY))).toEqual([]);
  });

  it('and none of them holds a secret or an address', async () => {
    const [leaks] = await application.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_entry
       WHERE concat(before, after) ~* 'pwd=secret|[a-z0-9]{2,}@example\\.org|long enough password|\\$argon2'`,
    );
    expect(leaks).toEqual({ count: 0 });
  });
});
