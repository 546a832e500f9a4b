/** Decisions about many registrations and large exports, as tasks. */
import { buffer } from 'node:stream/consumers';
import { AccountsService } from '../../src/features/accounts/index.js';
import { EditionTasks } from '../../src/features/registration/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { Database } from '../../src/platform/database/database.js';
import { TaskRunner } from '../../src/platform/tasks/task-runner.js';
import { Tasks } from '../../src/platform/tasks/tasks.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('long work about registrations', () => {
  let application: TestApplication;
  let accountId: string;
  let actor: Actor;
  beforeAll(async () => {
    application = await startTestApplication();
    [{ id: accountId }] = (await application.sql<{ id: string }>('SELECT id FROM account LIMIT 1')) as [{ id: string }];
    actor = await application.get(AccountsService).actorOfAccount(accountId);
  });
  afterAll(() => application.stop());

  const start = ({ id }: BuiltEdition, kind: string, input: object, by = accountId) =>
    application
      .get(Database)
      .transaction((tx) => application.get(Tasks).start(tx, { kind, editionId: id, accountId: by, input }));
  const run = (id: string) => application.get(TaskRunner).run(id);
  const look = (id: string) => application.get(EditionTasks).byId(actor, id);
  /** So many people who wait for approval, of whom so many find a place. */
  const applicants = async (count: number, capacity: number) => {
    const category = { name: 'Hall', approval: true, waitingList: true, capacity };
    const edition = await anEdition(application, { stream: null, rule: null, category });
    const ids: string[] = [];
    for (let number = 0; number < count; number++) ids.push((await aRegistration(application, edition)).id);
    return { edition, ids };
  };
  const statuses = async ({ id }: BuiltEdition) =>
    (
      await application.sql<{ status: string }>('SELECT status FROM registration WHERE edition_id = $1 ORDER BY id', [
        id,
      ])
    ).map(({ status }) => status);

  it('decides about all of a filter in the order of registering, once each, and says what came of it', async () => {
    const { edition, ids } = await applicants(7, 4);
    await application.sql(`UPDATE registration SET affiliation = 'Elsewhere' WHERE id = $1`, [ids[1]]);
    const id = await start(edition, 'decide', { action: 'approve', filter: { status: 'pending' }, note: 'Together.' });
    await run(id);
    expect(await look(id)).toMatchObject({
      state: 'done',
      done: 7,
      total: 7,
      result: { counts: { confirmed: 4, waitlisted: 3 } },
    });
    expect(await statuses(edition)).toEqual([
      ...Array<string>(4).fill('confirmed'),
      ...Array<string>(3).fill('waitlisted'),
    ]);
    const mails = await application.sql(
      `SELECT kind, count(*)::int AS count FROM delivery WHERE edition_id = $1 AND kind <> 'confirmation' GROUP BY kind ORDER BY kind`,
      [edition.id],
    );
    expect(mails).toEqual([
      { kind: 'approved', count: 4 },
      { kind: 'waitlisted', count: 3 },
    ]);
  });

  it('decides about the chosen ones only, and goes on where another worker came to', async () => {
    const { edition, ids } = await applicants(5, 9);
    const id = await start(edition, 'decide', { action: 'decline', ids: [ids[4], ids[0], ids[2]], message: 'Sorry.' });
    const [{ sequence }] = (await application.sql<{ sequence: string }>(
      'SELECT sequence FROM registration WHERE id = $1',
      [ids[0]],
    )) as [{ sequence: string }];
    const [{ last }] = (await application.sql<{ last: string }>(
      'SELECT sequence AS last FROM registration WHERE id = $1',
      [ids[4]],
    )) as [{ last: string }];
    const progress = { after: sequence, last, counts: { declined: 1 } };
    await application.sql('UPDATE task SET done = 1, total = 3, progress = $2 WHERE id = $1', [id, progress]);
    await run(id);
    expect(await look(id)).toMatchObject({ state: 'done', done: 3, total: 3, result: { counts: { declined: 3 } } });
    // The first one was not looked at again.
    expect(await statuses(edition)).toEqual(['pending', 'pending', 'declined', 'pending', 'declined']);
  });

  it('tells what was not possible, and stops when it is asked to', async () => {
    const { edition, ids } = await applicants(3, 9);
    const id = await start(edition, 'decide', { action: 'promote', ids });
    await run(id);
    expect(await look(id)).toMatchObject({ state: 'done', result: { counts: { 'was-pending': 3 } } });
    const other = await start(edition, 'decide', { action: 'approve', filter: {} });
    await application.get(EditionTasks).cancel(actor, other);
    await run(other);
    expect(await statuses(edition)).toEqual(['pending', 'pending', 'pending']);
  });

  it('acts with the roles that its starter has when it runs', async () => {
    const { edition } = await applicants(1, 9);
    const somebody = '01900000-0000-7000-8000-00000000abcd';
    await application.sql(`INSERT INTO account (id, email, name) VALUES ($1, 'former@example.org', 'Former')`, [
      somebody,
    ]);
    const decided = await start(edition, 'decide', { action: 'approve', filter: {} }, somebody);
    const exported = await start(edition, 'export', { filter: {}, format: 'csv', locale: 'en' }, somebody);
    await run(decided);
    await run(exported);
    for (const id of [decided, exported])
      expect(await look(id)).toMatchObject({ state: 'failed', error: { code: 'not-allowed' }, result: null });
    await application.sql('UPDATE account SET disabled_at = now() WHERE id = $1', [somebody]);
    const late = await start(edition, 'export', { filter: {}, format: 'csv', locale: 'en' }, somebody);
    await run(late);
    expect(await look(late)).toMatchObject({ state: 'failed' });
    expect(await statuses(edition)).toEqual(['pending']);
  });

  it('writes an export to be fetched by those who may see it', async () => {
    const { edition } = await applicants(3, 9);
    const id = await start(edition, 'export', { filter: { status: 'pending' }, format: 'csv', locale: 'en' });
    await run(id);
    const { state, done, total, result } = await look(id);
    expect([state, done, total, result?.counts]).toEqual(['done', 3, 3, { rows: 3 }]);
    const { file, open } = await application.get(EditionTasks).file(actor, id);
    const content = await buffer(await open());
    expect([file.name, file.size]).toEqual([`registrations-${edition.key}.csv`, content.length]);
    expect(content.toString().trim().split('\r\n')).toHaveLength(4);
    await expect(application.get(EditionTasks).file({ kind: 'anonymous' }, id)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
