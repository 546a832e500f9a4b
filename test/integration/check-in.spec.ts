import { CheckInService, type ScanAnswer, ticketPrint } from '../../src/features/registration/index.js';
import { AccountsService } from '../../src/features/accounts/index.js';
import { scopeOfEdition } from '../../src/features/editions/index.js';
import { type Actor, type Grant } from '../../src/kernel/actor.js';
import { LinkTokens } from '../../src/platform/security/tokens.js';
import { anAccount } from '../factories/account.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { nextNumber } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('check-in', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let li: Actor;
  beforeAll(async () => {
    application = await startTestApplication();
    edition = await anEdition(application, { rule: null, stream: null });
    li = await anActor('Li', { role: 'check_in', scope: scopeOfEdition(edition.seriesId, edition.id) });
  }, 60_000);
  afterAll(() => application.stop());
  afterEach(() => application.setNow(null));

  async function anActor(name: string, ...grants: Grant[]): Promise<Actor> {
    const found = await application.get(AccountsService).actorOfToken(await anAccount(application, ...grants));
    const actor = found!.actor;
    await application.sql('UPDATE account SET name = $2 WHERE id = $1', [actor.accountId, name]);
    return { ...actor, name };
  }

  const service = () => application.get(CheckInService);
  const aNonce = () => `nonce-${nextNumber()}-${Date.now()}`;
  const ticketOf = (id: string, version = 1) => application.get(LinkTokens).sign('ticket', id, version);
  type Scan = Parameters<CheckInService['scan']>[2][number];
  const aScan = (more: Partial<Scan>): Scan => ({ nonce: aNonce(), kind: 'in', device: 'Main door', ...more });
  const scan = async (...scans: Partial<Scan>[]) => service().scan(li, edition.key, scans.map(aScan));
  const short = ({ outcome, reason, twoDevices }: ScanAnswer) =>
    [outcome, reason, twoDevices && 'two devices'].filter(Boolean).join(', ');
  const stored = async (id: string) => {
    const [row] = await application.sql<{ at: Date | null; by: string | null; version: number }>(
      'SELECT checked_in_at AS at, checked_in_by AS by, version FROM registration WHERE id = $1',
      [id],
    );
    return row!;
  };
  const trail = (id: string) =>
    application.sql<{ action: string; name: string; before: object; after: object; version: number }>(
      `SELECT action, actor_name AS name, before, after, object_version AS version FROM audit_entry
       WHERE object_id = $1 AND action LIKE '%check-in' ORDER BY id`,
      [id],
    );

  it('lets somebody in by ticket, address of the ticket, id or reference, once', async () => {
    const now = new Date('2027-12-10T09:42:00Z');
    application.setNow(now);
    for (const by of ['ticket', 'address', 'registration', 'reference'] as const) {
      const { id, reference } = await aRegistration(application, edition, { name: 'Lin Xiao', nativeName: '林晓' });
      const badge = {
        ticket: { ticket: ticketOf(id) },
        address: { ticket: `https://symposia.example/t/${ticketOf(id)}` },
        registration: { registration: id },
        reference: { reference: reference.toLowerCase().replace('-', ' ') },
      }[by];
      const [first, second] = await scan(badge, { ...badge, device: 'Side door' });
      expect([short(first!), short(second!)]).toEqual(['checked_in', 'already_in']);
      expect(second!.person).toEqual({
        ...{ id, reference, name: 'Lin Xiao', nativeName: '林晓', affiliation: null, institution: null, alsoOn: [] },
        category: { id: edition.category, name: { en: 'Online' } },
        status: 'confirmed',
        checkedIn: { at: now, by: 'Li', device: 'Main door' },
      });
      expect(await stored(id)).toEqual({ at: now, by: (li as { accountId: string }).accountId, version: 2 });
      expect(await trail(id)).toEqual([
        {
          action: 'registration.check-in',
          name: 'Li',
          version: 2,
          before: { checkedInAt: null },
          after: { checkedInAt: now.toISOString(), device: 'Main door' },
        },
      ]);
    }
  });

  it('undoes it, and lets in again', async () => {
    const { id } = await aRegistration(application, edition);
    await scan({ registration: id });
    const answers = await scan(
      { registration: id, kind: 'undo' },
      { registration: id, kind: 'undo' },
      { registration: id },
    );
    expect(answers.map(short)).toEqual(['undone', 'not_valid, not-checked-in', 'checked_in']);
    await scan({ registration: id, kind: 'undo' });
    expect((await stored(id)).at).toBeNull();
    expect((await trail(id)).map(({ action }) => action)).toEqual([
      'registration.check-in',
      'registration.check-in',
      'registration.undo-check-in',
    ]);
  });

  it('says why a badge is not valid', async () => {
    const other = await anEdition(application, { rule: null, stream: null });
    const elsewhere = await aRegistration(application, other);
    const replaced = await aRegistration(application, edition);
    await application.sql('UPDATE registration SET link_version = 2 WHERE id = $1', [replaced.id]);
    const states = ['cancelled', 'waitlisted', 'pending', 'declined'];
    const people = await Promise.all(states.map(() => aRegistration(application, edition)));
    for (const [index, status] of states.entries()) {
      await application.sql('UPDATE registration SET status = $2 WHERE id = $1', [people[index]!.id, status]);
    }
    const answers = await scan(
      { ticket: 'https://symposia.example/t/forged' },
      { ticket: ticketOf(elsewhere.id) },
      { registration: elsewhere.id },
      { reference: elsewhere.reference },
      { ticket: ticketOf(replaced.id, 1) },
      ...people.map(({ id }) => ({ registration: id })),
    );
    expect(answers.map(short)).toEqual([
      'not_valid, unknown',
      'not_valid, other-edition',
      'not_valid, unknown',
      'not_valid, unknown',
      'not_valid, replaced',
      ...states.map((status) => `not_valid, ${status}`),
    ]);
    // Of somebody in another edition nothing is told.
    expect(answers.slice(0, 4).map(({ person }) => person)).toEqual([null, null, null, null]);
    expect((await stored(elsewhere.id)).at).toBeNull();
  });

  it('takes ten phones with one badge at the same moment, and lets one in', async () => {
    const { id } = await aRegistration(application, edition);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, phone) => scan({ ticket: ticketOf(id), device: `Phone ${phone}` })),
    );
    const outcomes = answers.flat().map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual([...Array.from({ length: 9 }, () => 'already_in'), 'checked_in']);
    expect((await stored(id)).version).toBe(2);
    expect(await trail(id)).toHaveLength(1);
  });

  it('takes lots that overlap, in opposite orders and at the same moment, without a deadlock', async () => {
    const people: { id: string }[] = [];
    for (let number = 0; number < 40; number++) people.push(await aRegistration(application, edition));
    const lots = Array.from({ length: 6 }, (_, phone) => {
      const scans = people.map(({ id }) => ({ registration: id, device: `Phone ${phone}` }));
      return phone % 2 ? scans : scans.reverse();
    });
    const answers = (await Promise.all(lots.map((lot) => scan(...lot)))).flat();
    expect(answers.filter(({ outcome }) => outcome === 'checked_in')).toHaveLength(40);
    expect(answers.filter(({ outcome }) => outcome === 'already_in')).toHaveLength(200);
  });

  it('gives the same answer to the same nonce, one after the other or at once, and does nothing twice', async () => {
    const { id } = await aRegistration(application, edition);
    const lot = [
      aScan({ registration: id }),
      aScan({ reference: '0000-0000' }),
      aScan({ registration: id, kind: 'undo' }),
    ];
    const send = () => service().scan(li, edition.key, lot);
    const [first, ...others] = await Promise.all([send(), send(), send()]);
    expect(first.map(short)).toEqual(['checked_in', 'not_valid, unknown', 'undone']);
    for (const other of [...others, await send()]) expect(other).toEqual(first);
    expect((await stored(id)).at).toBeNull();
    const rows = await application.sql('SELECT 1 FROM check_in_scan WHERE nonce = ANY ($1)', [
      lot.map(({ nonce }) => nonce),
    ]);
    expect(rows).toHaveLength(3);
  });

  it('lets the earliest of two devices win that let the same badge in without a connection, and tells both', async () => {
    const { id } = await aRegistration(application, edition);
    const now = Date.now();
    const at = (minutes: number) => new Date(now - HOUR + minutes * MINUTE);
    const late = aScan({ registration: id, device: 'B', at: at(10), offline: true });
    const early = aScan({ registration: id, device: 'A', at: at(5), offline: true });
    const [first] = await service().scan(li, edition.key, [late]);
    expect(short(first!)).toBe('checked_in');
    const [second] = await service().scan(li, edition.key, [early]);
    expect(short(second!)).toBe('checked_in, two devices');
    expect(second!.person).toMatchObject({
      checkedIn: { at: at(5), by: 'Li', device: 'A' },
      alsoOn: [{ at: at(10), by: 'Li', device: 'B' }],
    });
    // The first one hears of it when it asks again, and by the list.
    const [again] = await service().scan(li, edition.key, [late]);
    expect(short(again!)).toBe('already_in, two devices');
    expect((await stored(id)).at).toEqual(at(5));
    const { body } = await application.asAdmin('GET', `/editions/${edition.key}/check-in/list?limit=1000`);
    expect(body.items.find((entry) => entry.id === id)).toMatchObject({
      checkedIn: { device: 'A' },
      alsoOn: [{ device: 'B', by: 'Li' }],
    });
    expect((await trail(id)).map(({ before, after }) => ({ before, after }))).toMatchObject([
      { before: { checkedInAt: null }, after: { device: 'B' } },
      { before: { checkedInAt: at(10).toISOString() }, after: { checkedInAt: at(5).toISOString(), device: 'A' } },
    ]);
    // Undone and in again: that is a new beginning.
    const [, anew] = await scan({ registration: id, kind: 'undo' }, { registration: id, device: 'C' });
    expect({ outcome: short(anew!), alsoOn: anew!.person!.alsoOn }).toEqual({ outcome: 'checked_in', alsoOn: [] });
  });

  it('does not believe the clock of a device', async () => {
    const now = new Date();
    application.setNow(now);
    const [ahead, behind, old] = [1, 2, 3].map(() => aRegistration(application, edition));
    const [{ id: a }, { id: b }, { id: c }] = [await ahead!, await behind!, await old!];
    const [inFuture] = await scan({ registration: a, at: new Date(now.getTime() + HOUR) });
    expect(inFuture!.at).toEqual(now);
    // A clock that is a year behind, and says so.
    const itsNow = new Date(now.getTime() - 365 * 24 * HOUR);
    const tenMinutesAgo = aScan({ registration: b, at: new Date(itsNow.getTime() - 10 * MINUTE) });
    const [corrected] = await service().scan(li, edition.key, [tenMinutesAgo], itsNow);
    expect(corrected).toMatchObject({ outcome: 'checked_in', at: new Date(now.getTime() - 10 * MINUTE) });
    const [tooOld] = await scan({ registration: c, at: new Date(now.getTime() - 8 * 24 * HOUR) });
    expect(short(tooOld!)).toBe('not_valid, too-old');
    expect((await stored(c)).at).toBeNull();
  });

  it('does not wait for admission, and never touches the counters', async () => {
    const { id } = await aRegistration(application, edition);
    const counters = () =>
      application.sql('SELECT taken, waiting, version FROM category WHERE id = $1', [edition.category]);
    const before = await counters();
    await scan({ registration: id });
    expect(await counters()).toEqual(before);
  });

  it('is for organisers and those at the door of this edition', async () => {
    const { id } = await aRegistration(application, edition);
    const scope = scopeOfEdition(edition.seriesId, edition.id);
    const viewer = await anActor('Viewer', { role: 'viewer', scope });
    const stranger = await anActor('Stranger', {
      role: 'organiser',
      scope: scopeOfEdition(edition.seriesId, aNonce()),
    });
    const holder: Actor = { kind: 'holder', registrationId: id };
    const attempt = (actor: Actor) =>
      service()
        .scan(actor, edition.key, [aScan({ registration: id })])
        .then(
          () => 'let in',
          (error: { code: string }) => error.code,
        );
    expect(await attempt(viewer)).toBe('not-allowed');
    expect(await attempt(stranger)).toBe('not-allowed');
    expect(await attempt(holder)).toBe('sign-in-required');
    expect((await stored(id)).at).toBeNull();
    const organiser = await anActor('Organiser', { role: 'organiser', scope });
    expect(await attempt(organiser)).toBe('let in');
  });

  describe('over HTTP', () => {
    it('checks in and undoes, and refuses what cannot be', async () => {
      const { id } = await aRegistration(application, edition);
      const checkIn = (body?: object) => application.asAdmin('POST', `/registrations/${id}/check-in`, body);
      const undo = (body?: object) => application.asAdmin('POST', `/registrations/${id}/undo-check-in`, body);
      const nonce = aNonce();
      const done = await checkIn({ nonce, device: 'Desk 1' });
      expect({ status: done.status, id: done.body.id, etag: done.headers.get('etag') }).toEqual({
        status: 200,
        id,
        etag: '"2"',
      });
      expect(done.body['checkedInAt']).toEqual(expect.any(String));
      expect((await checkIn({ nonce })).status).toBe(200);
      expect(await checkIn()).toMatchObject({ status: 409, body: { code: 'already-checked-in' } });
      expect(await undo()).toMatchObject({ status: 200, body: { checkedInAt: null } });
      expect(await undo()).toMatchObject({ status: 409, body: { code: 'not-checked-in' } });
      await application.asAdmin('POST', `/registrations/${id}/cancel`);
      expect(await checkIn()).toMatchObject({ status: 409, body: { code: 'wrong-status' } });
    });

    it('says which scan of a lot cannot be read', async () => {
      const path = `/editions/${edition.key}/check-in/scans`;
      const good = { nonce: aNonce(), kind: 'in', reference: '0000-0000', device: 'A', at: new Date().toISOString() };
      const send = (...scans: object[]) => application.asAdmin('POST', path, { scans });
      expect((await send(good)).status).toBe(200);
      const wrong = await send(good, { ...good, ticket: 'x' }, { ...good, at: 'yesterday' }, { ...good, nonce: '1' });
      expect(wrong.status).toBe(422);
      expect([...new Set(wrong.body.errors.map(({ path: where }) => where))]).toEqual([
        'scans.1',
        'scans.2.at',
        'scans.3.nonce',
      ]);
      expect((await send(...Array.from({ length: 201 }, () => good))).status).toBe(422);
    });

    it('gives devices a list that holds no ticket, in pages, and then only what has changed', async () => {
      const own = await anEdition(application, { rule: null, stream: null });
      const people = [];
      for (let number = 0; number < 5; number++) people.push(await aRegistration(application, own));
      const get = (query: string, headers?: Record<string, string>) =>
        application.asAdmin('GET', `/editions/${own.key}/check-in/list${query}`, undefined, headers && { headers });
      const first = await get('?limit=3');
      const second = await get(`?limit=3&cursor=${first.body.next}`);
      const all = [...first.body.items, ...second.body.items];
      expect(all.map(({ id }) => id)).toEqual(people.map(({ id }) => id).sort());
      expect(second.body.next).toBeNull();
      expect(all[0]!['ticket']).toBe(ticketPrint(ticketOf(all[0]!.id)));
      expect(JSON.stringify([first.body, second.body])).not.toContain(ticketOf(all[0]!.id));
      expect(JSON.stringify(all)).not.toContain('@example.org');

      const etag = first.headers.get('etag')!;
      expect((await get('?limit=3', { 'if-none-match': etag })).status).toBe(304);

      // As if all that were long ago.
      const since = new Date(Date.now() + 10 * MINUTE).toISOString();
      expect((await get(`?since=${since}`)).body.items).toEqual([]);
      const recent = new Date(Date.now() - MINUTE).toISOString();
      expect((await get(`?since=${recent}`)).body.items).toHaveLength(5);
    });

    it('counts who has come, in each category', async () => {
      const own = await anEdition(application, { rule: null, stream: null });
      const [one, , gone] = [
        await aRegistration(application, own),
        await aRegistration(application, own),
        await aRegistration(application, own),
      ];
      await application.asAdmin('POST', `/registrations/${one.id}/check-in`);
      await application.asAdmin('POST', `/registrations/${gone.id}/cancel`);
      const { body } = await application.asAdmin('GET', `/editions/${own.key}/check-in/counters`);
      const category = { id: own.category, name: { en: 'Online' }, attendance: 'online' };
      expect(body).toEqual({ expected: 2, checkedIn: 1, categories: [{ ...category, expected: 2, checkedIn: 1 }] });
    });
  });
});
