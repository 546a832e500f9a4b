import { scopeOfEdition } from '../../src/features/editions/index.js';
import { anAccount } from '../factories/account.js';
import { anEdition, type BuiltEdition, END, hoursFromStart, START } from '../factories/edition.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('a programme over the API', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let base: string;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null });
    base = `/editions/${edition.key}`;
  });

  const add = async (path: string, body: object): Promise<string> => {
    const answer = await application.asAdmin('POST', `${base}/${path}`, body);
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    return answer.body.id;
  };
  const release = (comment: string, token = application.adminToken) =>
    application.api('POST', `${base}/programme/releases`, { comment }, { token });

  it('is released, moved and released again; the public sees nothing of what is between', async () => {
    const room = await add('rooms', { name: 'Hall', capacity: 200 });
    const speaker = await add('speakers', { name: 'Lin Xiao', email: 'lin@stu.example' });
    const unnamed = await add('speakers', { name: 'Not yet confirmed' });
    const talk = await add('sessions', {
      title: 'Impact',
      kind: 'talk',
      room,
      speakers: [speaker],
      startsAt: START,
      endsAt: END,
    });
    await add('sessions', { title: 'Later', kind: 'panel' });
    expect((await application.api('GET', `${base}/programme`)).status).toBe(404);
    const first = await release('First');
    expect([first.status, first.body]).toMatchObject([201, { version: 1, comment: 'First' }]);

    const shown = () => application.api('GET', `${base}/programme`);
    const before = await shown();
    expect(before.status).toBe(200);
    expect(JSON.stringify(before.body)).not.toMatch(/lin@stu|Not yet confirmed|availability|expected/);
    expect(before.body['sessions']).toHaveLength(2);
    const changed = await application.asAdmin('PATCH', `${base}/sessions/${talk}`, { endsAt: hoursFromStart(1) });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await shown()).body).toEqual(before.body);

    const second = await release('Shorter');
    const place = { room, startsAt: START, endsAt: END };
    expect(second.body).toEqual({
      version: 2,
      comment: 'Shorter',
      releasedAt: expect.any(String) as string,
      changes: {
        ...{ added: [], removed: [], edited: [] },
        moved: [{ id: talk, title: { en: 'Impact' }, before: place, after: { ...place, endsAt: hoursFromStart(1) } }],
      },
    });
    expect((await shown()).body['version']).toBe(2);
    expect((await application.api('GET', `${base}/programme?version=1`)).body).toEqual(before.body);
    expect((await application.api('GET', `${base}/programme?version=3`)).status).toBe(404);
    const again = await release('Nothing new');
    expect([again.status, again.body.code]).toEqual([409, 'nothing-to-release']);
    const { items, next } = (await application.api('GET', `${base}/programme/releases?limit=1`)).body;
    expect([items.map((item) => item['version']), next === null]).toEqual([[2], false]);
    const rest = await application.api('GET', `${base}/programme/releases?cursor=${next}`);
    expect(rest.body.items.map((item) => item['version'])).toEqual([1]);

    expect((await application.asAdmin('DELETE', `${base}/rooms/${room}`)).body.code).toBe('room-in-use');
    expect((await application.asAdmin('DELETE', `${base}/speakers/${speaker}`)).body.code).toBe('speaker-in-use');
    expect((await application.asAdmin('DELETE', `${base}/speakers/${unnamed}`)).status).toBe(204);
  });

  it('is made by its own role, looked at by viewers, and nothing of it is for others', async () => {
    const scope = scopeOfEdition(edition.seriesId, edition.id);
    const other = await anEdition(application);
    const [maker, viewer, stranger] = [
      await anAccount(application, { role: 'programme', scope }),
      await anAccount(application, { role: 'viewer', scope }),
      await anAccount(application, { role: 'programme', scope: scopeOfEdition(other.seriesId, other.id) }),
    ];
    const body = { title: 'Opening', kind: 'ceremony' };
    const post = (token?: string) => application.api('POST', `${base}/sessions`, body, token ? { token } : {});
    const get = (path: string, token?: string) =>
      application.api('GET', `${base}/${path}`, undefined, token ? { token } : {});
    expect((await post(maker)).status).toBe(201);
    expect([(await post(viewer)).status, (await post(stranger)).status, (await post()).status]).toEqual([
      403, 403, 401,
    ]);
    for (const path of ['rooms', 'tracks', 'speakers', 'sessions', 'programme/warnings']) {
      const statuses = [await get(path, maker), await get(path, viewer), await get(path, stranger), await get(path)];
      expect([path, ...statuses.map(({ status }) => status)]).toEqual([path, 200, 200, 403, 401]);
    }
    expect((await release('First', stranger)).status).toBe(403);
    expect((await release('First', maker)).status).toBe(201);
  });

  it('refuses what does not fit, and says where', async () => {
    const other = await anEdition(application);
    const foreign = (await application.asAdmin('POST', `/editions/${other.key}/rooms`, { name: 'Elsewhere' })).body.id;
    const session = { title: 'Opening', kind: 'talk' };
    const errors = async (more: object) => {
      const { status, body } = await application.asAdmin('POST', `${base}/sessions`, { ...session, ...more });
      return [status, ...body.errors.map(({ path, code }) => `${path}: ${code}`)];
    };
    expect(await errors({ room: foreign, speakers: [foreign] })).toEqual([
      422,
      'room: unknown-room',
      'speakers.0: unknown-speaker',
    ]);
    expect(await errors({ startsAt: START })).toEqual([422, 'endsAt: required']);
    expect(await errors({ startsAt: START, endsAt: START })).toEqual([422, 'endsAt: end-before-start']);
    expect(await errors({ colour: 'red' })).toEqual([422, 'colour: unknown-field']);
    const made = await application.asAdmin('POST', `${base}/sessions`, session);
    const stale = { headers: { 'if-match': '"7"' } };
    expect((await application.asAdmin('PATCH', `${base}/sessions/${made.body.id}`, session, stale)).status).toBe(412);
  });
});
