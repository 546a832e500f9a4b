import { DataSource, type Logger } from 'typeorm';
import {
  AlreadyInvited,
  DelegateInput,
  DelegationsService,
  EditionNotOn,
  InvitationNotOpen,
  InvitationQueries,
  InvitationsService,
  InviteeRegistered,
  InviteInput,
  InviteListInput,
  NoQuota,
  type Outcome,
  readInvitationList,
  RegistrationService,
  RemindInput,
} from '../../src/features/registration/index.js';
import { NotAllowed } from '../../src/features/accounts/index.js';
import { EditionQueries, scopeOfEdition } from '../../src/features/editions/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { LinkTokens } from '../../src/platform/security/tokens.js';
import { anEdition, aCategory, type BuiltEdition, END, hoursFromStart } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aForm, aRegistration, VISITOR } from '../factories/registration.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const DAY_MS = 24 * 3_600_000;

let application: TestApplication;
let invitations: InvitationsService;
let queries: InvitationQueries;
let registrations: RegistrationService;
let delegations: DelegationsService;

beforeAll(async () => {
  application = await startTestApplication();
  invitations = application.get(InvitationsService);
  queries = application.get(InvitationQueries);
  registrations = application.get(RegistrationService);
  delegations = application.get(DelegationsService);
});
afterAll(() => application.stop());
afterEach(() => application.setNow(null));

const edition = (category = {}) =>
  anEdition(application, { category: { invitationOnly: true, ...category }, rule: null });
const detailsOf = ({ id }: BuiltEdition) => application.get(EditionQueries).byId(id);
const newEmail = () => `invited-${nextNumber()}@example.org`;

/** An invitation that has been issued: its id, and the token of its newest link. */
async function invited({ key, category }: BuiltEdition, more: Partial<InviteInput> = {}) {
  const id = await invitations.invite(TESTER, key, InviteInput.parse({ category, email: newEmail(), ...more }));
  return { id, token: await tokenOf(id) };
}

async function tokenOf(id: string): Promise<string> {
  const [row] = await application.sql<{ version: number }>(
    'SELECT link_version AS version FROM invitation WHERE id = $1',
    [id],
  );
  return application.get(LinkTokens).sign('register', id, row!.version);
}

const stored = async (id: string) =>
  (
    await application.sql(
      `SELECT state, answered_at IS NOT NULL AS answered, link_version AS link, version FROM invitation WHERE id = $1`,
      [id],
    )
  )[0];

const register = ({ key, category }: BuiltEdition, invitation?: string, more = {}) =>
  registrations.register(VISITOR, key, aForm({ category }, { invitation, ...more }), null);

/** How often each error, or `done`, came out. */
async function tally(work: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of await Promise.allSettled(work)) {
    const name = outcome.status === 'fulfilled' ? 'done' : (outcome.reason as Error).name;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** The mails of an edition's invitations, by occasion. */
const mails = async ({ id }: BuiltEdition) => {
  const rows = await application.sql<{ occasion: string; count: number }>(
    `SELECT split_part(occasion, '-', 1) AS occasion, count(*)::int AS count FROM delivery
     WHERE edition_id = $1 AND kind = 'invitation' GROUP BY 1`,
    [id],
  );
  return Object.fromEntries(rows.map(({ occasion, count }) => [occasion, count]));
};

describe('an invitation', () => {
  it('lets one person register where nobody else can, with another address if they like', async () => {
    const built = await edition();
    await expect(register(built)).rejects.toThrow('by invitation only');
    const { id, token } = await invited(built);
    const admitted = await register(built, token);
    expect(admitted.status).toBe('confirmed');
    expect(await stored(id)).toEqual({ state: 'used', answered: true, link: 1, version: 2 });
    expect(await queries.byId(TESTER, await detailsOf(built), id)).toMatchObject({
      state: 'used',
      registration: { id: admitted.id },
    });
  });

  it('is used by one of twenty who use it at once, and leaves nothing of the others', async () => {
    const built = await edition();
    const { id, token } = await invited(built);
    expect(await tally(Array.from({ length: 20 }, () => register(built, token)))).toEqual({
      done: 1,
      InvitationUsed: 19,
    });
    const [rows] = await application.sql(
      `SELECT (SELECT count(*)::int FROM registration WHERE edition_id = $1) AS registrations,
         (SELECT count(*)::int FROM registration WHERE invitation_id = $2::uuid) AS by,
         (SELECT taken FROM category WHERE id = $3) AS taken,
         (SELECT count(*)::int FROM audit_entry WHERE action = 'registration-invitation.use' AND object_id = $2::text) AS entries`,
      [built.id, id, built.category],
    );
    expect(rows).toEqual({ registrations: 1, by: 1, taken: 1, entries: 1 });
  });

  it('stays used when the registration is cancelled, and the person can be invited anew', async () => {
    const built = await edition();
    const email = newEmail();
    const { id, token } = await invited(built, { email });
    const { id: registration } = await register(built, token, { email });
    await registrations.cancel(TESTER, registration);
    await expect(register(built, token, { email })).rejects.toThrow('has been used');
    expect(await stored(id)).toMatchObject({ state: 'used' });
    const again = await invited(built, { email });
    expect((await register(built, again.token, { email })).status).toBe('confirmed');
  });

  it('is not used up by somebody who finds no place', async () => {
    const built = await edition({ capacity: 0 });
    const { id, token } = await invited(built);
    await expect(register(built, token)).rejects.toThrow('no places left');
    expect(await stored(id)).toEqual({ state: 'open', answered: false, link: 1, version: 1 });
  });

  it('is worth nothing when it is withdrawn, over, revoked, forged, of another category or of another edition', async () => {
    const built = await edition();
    const other = await edition();
    const { id, token } = await invited(built, { expiresAt: hoursFromStart(-240) });
    const second = await aCategory(application, built.key, { invitationOnly: true });
    await expect(register({ ...built, category: second }, token)).rejects.toThrow('by invitation only');
    await expect(register(other, token)).rejects.toThrow('by invitation only');
    await expect(register(built, `${token.slice(0, -2)}AA`)).rejects.toThrow('has been used');
    await expect(register(built, application.get(LinkTokens).sign('manage', id, 1))).rejects.toThrow('has been used');
    await invitations.resend(TESTER, built.key, id);
    await expect(register(built, token)).rejects.toThrow('has been used');
    await expect(queries.byToken('person', token)).rejects.toThrow('has been used');
    const renewed = await tokenOf(id);
    expect((await queries.byToken('person', renewed)).id).toBe(id);
    application.setNow(new Date(hoursFromStart(-239)));
    await expect(register(built, renewed)).rejects.toThrow('has been used');
    expect((await queries.byId(TESTER, await detailsOf(built), id)).state).toBe('expired');
    application.setNow(null);
    await invitations.withdraw(TESTER, built.key, id);
    await expect(register(built, renewed)).rejects.toThrow('has been used');
  });

  it('cannot be made for somebody who is invited or registered, unless that is over', async () => {
    const built = await edition();
    const email = 'Ada@Example.org';
    const input = (more = {}) => InviteInput.parse({ category: built.category, email, ...more });
    await invitations.invite(TESTER, built.key, input({ expiresAt: hoursFromStart(-240) }));
    await expect(invitations.invite(TESTER, built.key, input({ email: 'ada@example.org' }))).rejects.toThrow(
      AlreadyInvited,
    );
    application.setNow(new Date(hoursFromStart(-239)));
    const again = await invitations.invite(TESTER, built.key, input());
    application.setNow(null);
    expect(await queries.counts(TESTER, await detailsOf(built), 'person')).toEqual({ withdrawn: 1, open: 1 });
    await register(built, await tokenOf(again), { email });
    await expect(invitations.invite(TESTER, built.key, input())).rejects.toThrow(InviteeRegistered);
    const many = Array.from({ length: 8 }, () =>
      invitations.invite(TESTER, built.key, InviteInput.parse({ category: built.category, email: 'bo@example.org' })),
    );
    expect(await tally(many)).toEqual({ done: 1, AlreadyInvited: 7 });
  });

  it('is withdrawn once, in the version that was seen, and not after it was used', async () => {
    const built = await edition();
    const { id, token } = await invited(built);
    await expect(invitations.withdraw(TESTER, built.key, id, 7)).rejects.toThrow(StaleVersion);
    await invitations.withdraw(TESTER, built.key, id, 1);
    await expect(invitations.withdraw(TESTER, built.key, id)).rejects.toThrow(InvitationNotOpen);
    await expect(invitations.resend(TESTER, built.key, id)).rejects.toThrow(InvitationNotOpen);
    expect(token).not.toBe('');
    const used = await invited(built);
    await register(built, used.token);
    await expect(invitations.withdraw(TESTER, built.key, used.id)).rejects.toThrow(InvitationNotOpen);
  });

  it('needs an edition that people can register for, and a time to come', async () => {
    const draft = await anEdition(application, { published: false });
    await expect(invited(draft)).rejects.toThrow(EditionNotOn);
    const built = await edition();
    await expect(invited(built, { expiresAt: '2020-01-01T00:00Z' })).rejects.toThrow('over before it is sent');
    await expect(invited({ ...built, category: draft.category })).rejects.toThrow(InvalidInput);
    application.setNow(new Date(END));
    await expect(invited(built)).rejects.toThrow(EditionNotOn);
  });

  it('is mailed once for each occasion', async () => {
    const built = await edition();
    const { id } = await invited(built);
    await invitations.resend(TESTER, built.key, id);
    await invitations.resend(TESTER, built.key, id);
    expect(await mails(built)).toEqual({ issue: 1, resend: 2 });
  });
});

describe('a list of people', () => {
  const list = (text: string) => readInvitationList(text);
  const terms = ({ category }: BuiltEdition, more = {}) => InviteListInput.parse({ category, ...more });

  it('has a fate for every row, and invites those who are new', async () => {
    const built = await edition();
    const institution = await anInstitution(application, { name: { en: 'List University' } });
    const open = await aCategory(application, built.key);
    await aRegistration(application, { key: built.key, category: open }, { email: 'here@example.org' });
    await invited(built, { email: 'invited@example.org' });
    const people = list(
      [
        'email,name,institution,language',
        'new@example.org,Ada,List University,zh-Hant',
        'HERE@example.org',
        'Invited@Example.org',
        'NEW@example.org,Again',
        'not an address',
        '"=1+1@example.org",Bo',
        'bo@example.org,Bo,Nowhere',
      ].join('\r\n'),
    );
    const expected = ['new', 'registered', 'invited', 'duplicate', 'wrong', 'wrong', 'wrong'];
    const preview = await invitations.preview(TESTER, built.key, terms(built), people);
    expect(preview.map(({ outcome }) => outcome.fate)).toEqual(expected);
    expect(await queries.counts(TESTER, await detailsOf(built), 'person')).toEqual({ open: 1 });

    const rows = await invitations.inviteAll(TESTER, built.key, terms(built, { message: 'Come!' }), people);
    expect(rows.map(({ outcome }) => outcome.fate)).toEqual(expected);
    const { items } = await queries.list(TESTER, await detailsOf(built), { limit: 10, q: 'new@' });
    expect(items).toMatchObject([
      {
        email: 'new@example.org',
        name: 'Ada',
        institution: { slug: institution },
        locale: 'zh-Hant',
        message: 'Come!',
      },
    ]);
    expect(rows.map(({ id }) => id)).toEqual([items[0]!.id, null, null, null, null, null, null]);
  });

  it('is sent with one entry in the trail that names addresses in short, and one mail for each', async () => {
    const built = await edition();
    const people = list(Array.from({ length: 120 }, (_, index) => `person-${index}@example.org`).join('\n'));
    await invitations.inviteAll(TESTER, built.key, terms(built), people);
    expect(await mails(built)).toEqual({ issue: 120 });
    const entries = await application.sql<{ after: { invitations: number; emails: string[] } }>(
      `SELECT after FROM audit_entry WHERE edition_id = $1 AND action = 'registration-invitation.issue'`,
      [built.id],
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]!.after).toMatchObject({ invitations: 120, leftOut: 0 });
    expect(new Set(entries[0]!.after.emails)).toEqual(new Set(['p…@example.org']));
  });

  it('invites everybody once when it is sent several times at once', async () => {
    const built = await edition();
    const people = list(Array.from({ length: 50 }, (_, index) => `twice-${index}@example.org`).join('\n'));
    const sent = await Promise.all(
      Array.from({ length: 4 }, () => invitations.inviteAll(TESTER, built.key, terms(built), people)),
    );
    expect(sent.flat().filter(({ id }) => id !== null)).toHaveLength(50);
    expect(await mails(built)).toEqual({ issue: 50 });
  });

  it('is looked at with the same number of queries for 1 and for 300 rows', async () => {
    const built = await edition();
    const queriesFor = async (count: number) => {
      const people = list(Array.from({ length: count }, () => newEmail()).join('\n'));
      return countedQueries(() => invitations.inviteAll(TESTER, built.key, terms(built), people));
    };
    expect(await queriesFor(300)).toBe(await queriesFor(1));
  });
});

describe('reminders', () => {
  it('go to those who have not answered, at most once in 24 hours', async () => {
    const built = await edition();
    const { key } = built;
    const { token } = await invited(built);
    const withdrawn = await invited(built);
    await invited(built);
    await invited(built, { expiresAt: hoursFromStart(-1) });
    await register(built, token);
    await invitations.withdraw(TESTER, key, withdrawn.id);
    const remind = () => invitations.remind(TESTER, key, RemindInput.parse(undefined));
    expect(await remind()).toBe(0);
    const now = Date.now();
    application.setNow(new Date(now + DAY_MS + 60_000));
    expect(await queries.remindable(TESTER, await detailsOf(built), 'person')).toBe(2);
    expect((await Promise.all([remind(), remind(), remind()])).sort()).toEqual([0, 0, 2]);
    application.setNow(new Date(now + 2 * DAY_MS));
    expect(await remind()).toBe(0);
    application.setNow(new Date(now + 2 * DAY_MS + 120_000));
    expect(await remind()).toBe(2);
    expect(await mails(built)).toEqual({ issue: 4, remind: 4 });
  });
});

describe('a delegation', () => {
  const delegate = (more: Partial<DelegateInput> = {}): DelegateInput => {
    const number = nextNumber();
    return DelegateInput.parse({
      name: `Delegate ${number}`,
      email: `delegate-${number}@example.org`,
      consent: true,
      ...more,
    });
  };
  const statuses = (outcomes: Outcome[]) =>
    outcomes.map((outcome) => ('refused' in outcome ? outcome.refused.name : outcome.status));

  /** An institution with so many places, and the link of its coordinator. */
  async function aDelegation(capacity: number, category = {}) {
    const institution = await anInstitution(application);
    const built = await edition({ quotas: [{ institution, capacity }], quotaDefault: 0, ...category });
    const { id, token } = await invited(built, { kind: 'delegation', institution, name: 'Chen Wei' });
    return { built, institution, id, token };
  }

  it('is named within its quota, and says of each what became of them', async () => {
    const { built, institution, token } = await aDelegation(2);
    const taken = delegate();
    expect(statuses(await delegations.name(token, [taken, { ...taken }, delegate(), delegate()]))).toEqual([
      'confirmed',
      'AlreadyRegistered',
      'confirmed',
      'QuotaFull',
    ]);
    const delegation = await queries.byToken('delegation', token);
    expect(delegation.quota).toEqual({ capacity: 2, taken: 2 });
    expect(await queries.delegates(delegation)).toMatchObject([{ email: taken.email, status: 'confirmed' }, {}]);
    const [rows] = await application.sql(
      `SELECT count(*)::int AS count, min(source) AS source, min(h.slug) AS slug FROM registration r
       JOIN institution h ON h.id = r.institution_id WHERE r.edition_id = $1`,
      [built.id],
    );
    expect(rows).toEqual({ count: 2, source: 'delegation', slug: institution });
  });

  it.each([
    { what: 'straight', category: {}, expected: 'confirmed' },
    { what: 'by approval', category: { approval: true }, expected: 'pending' },
    { what: 'with a waiting list', category: { capacity: 2, waitingList: true }, expected: 'confirmed' },
  ])('is never named beyond its quota by many forms at once ($what)', async ({ category, expected }) => {
    const { built, token } = await aDelegation(5, category);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => delegations.name(token, [delegate(), delegate()])),
    );
    const named = statuses(outcomes.flat());
    expect(named.filter((one) => one === 'QuotaFull')).toHaveLength(15);
    expect(named).toContain(expected);
    const [row] = await application.sql(
      `SELECT count(*)::int AS live, (SELECT taken FROM category WHERE id = $1) AS taken FROM registration
       WHERE category_id = $1 AND status <> 'cancelled'`,
      [built.category],
    );
    expect(row).toEqual({
      live: 5,
      taken: { confirmed: Math.min(5, (category as { capacity?: number }).capacity ?? 5), pending: 0 }[expected],
    });
  });

  it('gives a place back, which can be given to another, and says in the trail who did it', async () => {
    const { token } = await aDelegation(1);
    const [first] = await delegations.name(token, [delegate()]);
    const { id } = first as { id: string };
    await delegations.cancel(token, id);
    expect(statuses(await delegations.name(token, [delegate()]))).toEqual(['confirmed']);
    const [entry] = await application.sql(
      `SELECT actor_kind, actor_name FROM audit_entry WHERE action = 'registration.cancel' AND object_id = $1`,
      [id],
    );
    expect(entry).toEqual({
      actor_kind: 'system',
      actor_name: expect.stringMatching(/^Chen Wei \(delegation of institution-\d+\)$/) as string,
    });
  });

  it('reaches nobody but its own delegates', async () => {
    const { built, institution, token } = await aDelegation(3);
    const other = await aDelegation(3);
    const [theirs] = await delegations.name(other.token, [delegate()]);
    const own = await registrations.register(TESTER, built.key, aForm(built, { institution }), null, {
      asOrganiser: true,
    });
    await expect(delegations.cancel(token, (theirs as { id: string }).id)).rejects.toThrow(NotFound);
    await expect(delegations.cancel(token, own.id)).rejects.toThrow(NotFound);
    const person = await invited(built);
    await expect(delegations.name(person.token, [delegate()])).rejects.toThrow('has been used');
    await expect(register(built, token, { institution })).rejects.toThrow('has been used');
  });

  it('ends with its link, and leaves its delegates registered', async () => {
    const { built, id, token } = await aDelegation(3);
    await delegations.name(token, [delegate()]);
    await invitations.withdraw(TESTER, built.key, id);
    await expect(delegations.name(token, [delegate()])).rejects.toThrow('has been used');
    await expect(queries.byToken('delegation', token)).rejects.toThrow('has been used');
    const [row] = await application.sql(`SELECT taken FROM category WHERE id = $1`, [built.category]);
    expect(row).toEqual({ taken: 1 });
  });

  it('needs an institution with places of its own', async () => {
    const institution = await anInstitution(application);
    const built = await edition();
    await expect(invited(built, { kind: 'delegation' })).rejects.toThrow('Choose the institution');
    await expect(invited(built, { kind: 'delegation', institution })).rejects.toThrow(NoQuota);
    const open = await edition({ quotaDefault: 4 });
    const { token } = await invited(open, { kind: 'delegation', institution });
    expect((await queries.byToken('delegation', token)).quota).toEqual({ capacity: 4, taken: 0 });
  });
});

describe('who may', () => {
  it('is whoever may edit invitations of that edition; others do not learn of it', async () => {
    const built = await edition();
    const other = await edition();
    const { id } = await invited(other);
    const organiser: Actor = {
      kind: 'account',
      accountId: '00000000-0000-7000-8000-000000000001',
      name: 'Organiser',
      grants: [{ role: 'organiser', scope: scopeOfEdition(built.seriesId, built.id) }],
    };
    await expect(invitations.withdraw(organiser, built.key, id)).rejects.toThrow(NotFound);
    await expect(invitations.resend(organiser, built.key, id)).rejects.toThrow(NotFound);
    await expect(queries.byId(organiser, await detailsOf(built), id)).rejects.toThrow(NotFound);
    await expect(invitations.withdraw(organiser, other.key, id)).rejects.toThrow(NotAllowed);
    await expect(queries.list(organiser, await detailsOf(other), { limit: 10 })).rejects.toThrow(NotAllowed);
    expect(await stored(id)).toMatchObject({ state: 'open' });
    const draft = await anEdition(application, { published: false });
    await expect(invitations.remind(organiser, draft.key, RemindInput.parse({}))).rejects.toThrow(NotFound);
  });
});

/** How many statements the application sends to the database while it does some work. */
async function countedQueries(work: () => Promise<unknown>): Promise<number> {
  const dataSource = application.get(DataSource);
  const usual = dataSource.logger;
  let statements = 0;
  dataSource.logger = {
    logQuery: () => void statements++,
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
  } as unknown as Logger;
  try {
    await work();
    return statements;
  } finally {
    dataSource.logger = usual;
  }
}
