import { Readable } from 'node:stream';
import { AccountsService, type Permission } from '../../src/features/accounts/index.js';
import { scopeOfEdition, scopeOfSeries } from '../../src/features/editions/index.js';
import { type Actor, type Grant, PLATFORM, ROLES, type Scope } from '../../src/kernel/actor.js';
import { anAccount } from '../factories/account.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRoom, aSession, aSpeaker, aTrack } from '../factories/programme.js';
import { aSeries } from '../factories/series.js';
import { nextNumber } from '../factories/tester.js';
import { type Route, routesOf } from '../support/routes.js';
import { FileStore } from '../../src/platform/files/file-store.js';
import { newId } from '../../src/platform/ids.js';
import { hashSecret, newSecret } from '../../src/platform/security/tokens.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';

/*
 * Every route of the running application is tried by everybody there is: visitors, somebody who has registered, an account without a
 * role, and every role on the platform, on the editions' series, on the editions themselves, and elsewhere (a sister edition and another
 * series); each on a draft and on a published edition. What must come out follows from one table of routes and one of permissions.
 */

/** Somebody who tries. `sees` and `may` say what the table of permissions allows them. */
interface Person {
  title: string;
  /** For the API. */
  token: string | null;
  /** For the pages: a session's cookie, and the token of the forms shown in it. */
  cookie: string;
  formToken: string;
  actor: Actor;
}

/** An edition to be tried, and what hangs on it. */
interface Target extends BuiltEdition {
  pool: string;
  title: 'draft' | 'published';
  scope: Scope;
  slug: string;
  member: string;
  institution: string;
  registration: string;
  delivery: string;
  document: string;
  question: string;
  answerFile: string;
  invitation: string;
  /** Long work that is over, and an import that waits for its go. */
  task: string;
  heldImport: string;
  room: string;
  track: string;
  speaker: string;
  session: string;
  formerName: string;
  account: string;
  role: string;
}

let application: TestApplication;
let people: Person[];
let targets: Target[];
let routes: Route[];

beforeAll(async () => {
  application = await startTestApplication();
  routes = routesOf(application);
  const home = await aSeries(application);
  const institution = await anInstitution(application);
  const member = (await application.asAdmin('POST', `/series/${home.slug}/members`, { institution, role: 'partner' }))
    .body.id;
  const formerName = (
    await application.asAdmin('POST', `/institutions/${institution}/names`, { name: 'Former name', until: 1990 })
  ).body.id;
  const account = (await application.asAdmin('POST', '/accounts', { email: 'somebody@example.org', name: 'Somebody' }))
    .body.id;
  const role = (await application.asAdmin('POST', `/accounts/${account}/roles`, { role: 'viewer', series: home.slug }))
    .body.id;
  const build = async (title: Target['title']): Promise<Target> => {
    const edition = await anEdition(application, { edition: { series: home.slug }, published: title === 'published' });
    const scope = scopeOfEdition(edition.seriesId, edition.id);
    const file = await upload(edition.key);
    const asked = await application.asAdmin('POST', `/editions/${edition.key}/questions`, {
      label: 'CV',
      kind: 'file',
    });
    const session = await aSession(application, edition.key);
    await application.asAdmin('POST', `/editions/${edition.key}/programme/releases`, { comment: 'First' });
    return {
      ...edition,
      ...{ session, room: await aRoom(application, edition.key), track: await aTrack(application, edition.key) },
      speaker: await aSpeaker(application, edition.key),
      ...{ title, scope, slug: home.slug, member, institution, formerName, account, role },
      pool: (await application.asAdmin('POST', `/editions/${edition.key}/pools`, { name: 'Hall', capacity: 9 })).body
        .id,
      ...{ document: file, question: asked.body.id, answerFile: '', registration: '', delivery: '' },
      invitation: await anInvitation(edition),
      ...(await someTasks(edition)),
    };
  };
  const draft = await build('draft');
  const published = await build('published');
  const { body: registered } = await application.api('POST', `/editions/${published.key}/registrations`, {
    category: published.category,
    email: 'registered@example.org',
    name: 'Registered',
    consent: true,
  });
  published.registration = registered.id;
  const [delivery] = await application.sql<{ id: string }>(
    `SELECT id FROM delivery WHERE registration_id = $1 AND kind = 'confirmation'`,
    [registered.id],
  );
  published.delivery = delivery!.id;
  published.answerFile = await answerFile(published);
  targets = [draft, published];

  const sister = await anEdition(application, { edition: { series: home.slug } });
  const elsewhere = await aSeries(application);
  const scopes: Record<string, Scope[]> = {
    'the platform': [PLATFORM],
    'the series': [scopeOfSeries(home.id)],
    'the two editions': [draft.scope, published.scope],
    'a sister edition and another series': [scopeOfEdition(home.id, sister.id), scopeOfSeries(elsewhere.id)],
  };
  const withGrants = async (title: string, ...grants: Grant[]): Promise<Person> => {
    const token = await anAccount(application, ...grants);
    return {
      ...(await inSession(await sessionOf(token))),
      ...{ title, token, actor: { kind: 'account', accountId: title, name: title, grants } },
    };
  };
  people = [
    { title: 'a visitor', token: null, actor: { kind: 'anonymous' }, ...(await inSession(null)) },
    {
      title: 'somebody who has registered',
      token: registered.manageToken,
      actor: { kind: 'holder', registrationId: registered.id },
      ...(await inSession(null)),
    },
    await withGrants('an account without a role'),
  ];
  for (const role of ROLES) {
    for (const [where, granted] of Object.entries(scopes)) {
      people.push(await withGrants(`${role} of ${where}`, ...granted.map((scope) => ({ role, scope }))));
    }
  }
}, 60_000);
afterAll(() => application.stop());

/** Opens a session for the account of an API token. @returns its cookie */
async function sessionOf(token: string): Promise<string> {
  const secret = newSecret();
  await application.sql(
    `INSERT INTO session (token_hash, account_id, expires_at)
     SELECT $1, account_id, now() + interval '1 day' FROM api_token WHERE token_hash = $2`,
    [hashSecret(secret), hashSecret(token)],
  );
  return `__Host-session=${secret}`;
}

/** What a browser holds after it has seen a page with a form. */
async function inSession(session: string | null): Promise<Pick<Person, 'cookie' | 'formToken'>> {
  const response = await fetch(`${application.url}/time-zone`, { headers: session ? { cookie: session } : {} });
  const visitor = (response.headers.get('set-cookie') ?? '').split(';', 1)[0]!;
  const formToken = /name="csrf" value="([^"]+)"/.exec(await response.text())![1]!;
  return { cookie: [session, visitor].filter(Boolean).join('; '), formToken };
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const mayOf = (actor: Actor, permission: Permission, scope: Scope) =>
  application.get(AccountsService).may(actor, permission, scope);

it('knows every route that there is, and no other', () => {
  expect(routes.length).toBeGreaterThan(60);
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

it('opens to nobody what is not theirs, and to everybody what is', async () => {
  const wrong = new Map<string, string[]>();
  let tried = 0;
  // What only reads comes first, what removes comes last.
  const order = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE'];
  const turn = ({ method, path }: Route) =>
    /(details|people\/:id)\/remove$|registrations\/:id\/erase$/.test(path) ? order.length : order.indexOf(method);
  const sorted = [...routes].sort((a, b) => turn(a) - turn(b));
  for (const route of sorted) {
    const entry = ROUTE_ACCESS[nameOf(route)];
    if (!entry) continue;
    for (const target of targetsOf(route)) {
      const isOpenTo = (person: Person) => expectedOf(route, entry, target, person).includes('open');
      // Whoever may do it comes last: it may be gone afterwards.
      const inTurn = [...people].sort((a, b) => Number(isOpenTo(a)) - Number(isOpenTo(b)));
      for (const person of inTurn) {
        const answer = await attempt(route, entry, target, person);
        const expected = expectedOf(route, entry, target, person);
        tried++;
        if (!expected.includes(answer)) {
          const what = `${nameOf(route)} (${target.title}): ${answer}, not ${expected.join(' or ')}`;
          wrong.set(what, [...(wrong.get(what) ?? []), person.title]);
        }
      }
    }
  }
  expect(Object.fromEntries(wrong)).toEqual({});
  expect(tried).toBeGreaterThan(routes.length * people.length);
  process.stdout.write(`Route matrix: ${routes.length} routes × ${people.length} people, ${tried} requests.\n`);
}, 600_000);

/** What people registered for is never a draft; everything else is tried on both. */
function targetsOf({ path }: Route): Target[] {
  const onlyPublished = /registrations\/:id|deliveries\/:id/.test(path);
  return targets.filter(({ title }) => (/:key/.test(path) && !onlyPublished) || title === 'published');
}

type Outcome = 'open' | 'refused' | 'hidden' | 'sign-in' | 'broken';

async function attempt(
  { method, path }: Route,
  { body, query, ids, restore }: RouteAccess,
  target: Target,
  person: Person,
): Promise<Outcome> {
  const isPage = !path.startsWith('/api/');
  const fill = (text: string) =>
    text
      .replace(/\{fresh\}/g, () => `m-${nextNumber()}`)
      .replace('{category}', target.category)
      .replace('{question}', target.question)
      .replace('{series}', target.slug)
      .replace('{key}', target.key)
      .replace('{scope}', scopeOfSeries(target.seriesId))
      .replace('{institution}', target.institution);
  const content = body === undefined ? undefined : (JSON.parse(fill(JSON.stringify(body))) as Record<string, string>);
  const response = await fetch(application.url + addressOf(path, target, ids) + (query ? `?${fill(query)}` : ''), {
    method,
    redirect: 'manual',
    headers: {
      'if-match': '"0"',
      accept: isPage ? 'text/html' : 'application/json',
      ...(isPage ? { cookie: person.cookie, 'x-csrf-token': person.formToken } : {}),
      ...(!isPage && person.token ? { authorization: `Bearer ${person.token}` } : {}),
      ...(content === undefined
        ? {}
        : { 'content-type': isPage ? 'application/x-www-form-urlencoded' : 'application/json' }),
    },
    ...(content === undefined
      ? {}
      : { body: isPage ? new URLSearchParams(content).toString() : JSON.stringify(content) }),
  });
  await response.arrayBuffer();
  if (restore) await restoreState(target, person);
  const { status } = response;
  if (status >= 500) return 'broken';
  if (status === 401) return 'sign-in';
  if ((response.headers.get('location') ?? '').startsWith('/sign-in')) return 'sign-in';
  if (status === 403) return 'refused';
  return status === 404 || status === 410 ? 'hidden' : 'open';
}

/** A document with a file. @returns its id */
async function upload(key: string): Promise<string> {
  const form = new FormData();
  form.set('kind', 'document');
  form.set('title', 'Document');
  form.set('file', new Blob(['A plain text.'], { type: 'text/plain' }), 'document.txt');
  const response = await fetch(`${application.url}/api/v1/editions/${key}/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${application.adminToken}` },
    body: form,
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

/** Somebody who is invited. @returns the id */
async function anInvitation({ id, category }: BuiltEdition): Promise<string> {
  const [row] = await application.sql<{ id: string }>(
    `INSERT INTO invitation (id, edition_id, category_id, kind, email, email_key, locale, state)
     VALUES ($1, $2, $3, 'person', 'invited@example.org', 'invited@example.org', 'en', 'open') RETURNING id`,
    [newId(), id, category],
  );
  return row!.id;
}

/** A file of the registration's answers. @returns its id */
async function answerFile({ key, question, registration }: Target): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob(['A plain text.'], { type: 'text/plain' }), 'cv.txt');
  const response = await fetch(`${application.url}/api/v1/editions/${key}/answer-files?question=${question}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${application.adminToken}` },
    body: form,
  });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as { id: string };
  await application.sql('UPDATE answer_file SET registration_id = $2 WHERE id = $1', [id, registration]);
  return id;
}

/** Long work with all that it can have, of somebody who tries nothing. */
async function someTasks({ id, category }: BuiltEdition): Promise<Pick<Target, 'task' | 'heldImport'>> {
  const store = application.get(FileStore);
  const stored = async (content: string) => {
    const file = { id: newId(), name: 'file.csv', mediaType: 'text/csv; charset=utf-8' };
    const { size, sha256 } = await store.write(file.id, Readable.from([Buffer.from(content)]), 1_000);
    return { ...file, size, sha256: sha256.toString('hex') };
  };
  const [administrator] = await application.sql<{ id: string }>(
    `SELECT account_id AS id FROM role_assignment WHERE role = 'administrator'`,
  );
  const insert = async (columns: {
    state: string;
    leasedUntil: string | null;
    input: object;
    result: object | null;
  }) => {
    const task = newId();
    await application.sql(
      `INSERT INTO task (id, kind, edition_id, account_id, input, state, leased_until, result) VALUES ($1, 'import', $2, $3, $4, $5, $6, $7)`,
      [task, id, administrator!.id, columns.input, columns.state, columns.leasedUntil, columns.result],
    );
    return task;
  };
  const result = { file: await stored('done'), errors: await stored('{"heads":["email"]}\n') };
  const input = { file: await stored('email,name\na@example.org,A\n'), category, encoding: null };
  return {
    task: await insert({ state: 'done', leasedUntil: null, input: {}, result }),
    heldImport: await insert({ state: 'waiting', leasedUntil: 'infinity', input, result: null }),
  };
}

/** As it was before the attempt. */
async function restoreState(target: Target, person: Person): Promise<void> {
  await application.sql('UPDATE edition SET status = $2, status_reason = NULL WHERE id = $1', [
    target.id,
    target.title,
  ]);
  await application.sql('UPDATE account SET disabled_at = NULL WHERE id = $1', [target.account]);
  if (person.actor.kind !== 'account') return;
  const cookie = await sessionOf(person.token!);
  Object.assign(person, await inSession(cookie));
}

function addressOf(path: string, target: Target, own: Record<string, string> = {}): string {
  const ids: Record<string, string> = {
    categories: target.category,
    pools: target.pool,
    rooms: target.room,
    tracks: target.track,
    speakers: target.speaker,
    sessions: target.session,
    streams: target.stream,
    'reminder-rules': target.rule,
    reminders: target.rule,
    members: target.member,
    registrations: target.registration,
    deliveries: target.delivery,
    documents: target.document,
    questions: target.question,
    invitations: target.invitation,
    tasks: target.task,
    import: target.heldImport,
    archive: target.document,
    names: target.formerName,
    accounts: target.account,
    people: target.account,
  };
  return Object.entries(own)
    .reduce((filled, [part, value]) => filled.replace(part, value), path)
    .replace('institutions/:slug', `institutions/${target.institution}`)
    .replace(':slug', target.slug)
    .replace(':key', target.key)
    .replace(':roleId', target.role)
    .replace(':fileId', target.answerFile)
    .replace(':name', 'recording')
    .replace(':form', `edition:${target.key}:details`)
    .replace(':token', 'bm90aGluZw')
    .replace(/([\w-]+)\/:id/, (_, parent: string) => `${parent}/${ids[parent] ?? NOBODY}`);
}

const NOBODY = '01900000-0000-7000-8000-000000000000';

function expectedOf({ path }: Route, { access }: RouteAccess, target: Target, { actor }: Person): Outcome[] {
  const isPage = !path.startsWith('/api/');
  const isAccount = actor.kind === 'account';
  const isHidden = /:key/.test(path) && target.title === 'draft' && !mayOf(actor, 'edition.view', target.scope);
  switch (access) {
    case 'everyone':
      return path.includes('/mailbox') ? ['open', 'hidden'] : ['open', 'sign-in'];
    case 'visible':
      return isHidden ? ['hidden'] : ['open'];
    case 'signed-in':
      return isAccount ? ['open'] : ['sign-in'];
    case 'in-person':
      // What is not one's own does not exist; a program's token is not the person.
      if (!isAccount) return ['sign-in'];
      return isPage ? (/:id/.test(path) ? ['open', 'hidden'] : ['open']) : ['refused'];
    case 'link':
      return ['hidden'];
    case 'task':
      if (isPage && !isAccount) return ['sign-in'];
      return mayOf(actor, 'registration.edit', target.scope) ? ['open'] : ['hidden'];
    default: {
      if ('person' in access) {
        if (!isAccount) return ['sign-in'];
        if (!mayOf(actor, 'role.grant', scopeOfSeries(target.seriesId))) return ['hidden'];
        const where = access.person === 'account.manage' ? PLATFORM : scopeOfSeries(target.seriesId);
        return mayOf(actor, access.person, where) ? ['open'] : ['refused'];
      }
      if (access.on === 'anywhere') {
        if (!isAccount) return ['sign-in'];
        return actor.grants.some(({ scope: granted }) => mayOf(actor, access.may, granted)) ? ['open'] : ['refused'];
      }
      const scope =
        access.on === 'platform' ? PLATFORM : access.on === 'series' ? scopeOfSeries(target.seriesId) : target.scope;
      if (mayOf(actor, access.may, scope)) return ['open'];
      if (access.holderToo && actor.kind === 'holder') return ['open'];
      if (isPage && !isAccount) return ['sign-in'];
      if (isHidden) return ['hidden'];
      return isAccount ? ['refused'] : ['sign-in'];
    }
  }
}
