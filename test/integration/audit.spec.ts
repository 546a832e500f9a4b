import { FormDrafts } from '../../src/features/accounts/index.js';
import { AuditQueries } from '../../src/features/audit/index.js';
import { EditionsService } from '../../src/features/editions/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { newId } from '../../src/platform/ids.js';
import { anAccount } from '../factories/account.js';
import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { atConsole } from '../support/console-visitor.js';
import { type Body, startTestApplication, type TestApplication } from '../support/running-application.js';

describe('the audit trail', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let sister: BuiltEdition;
  let stranger: BuiltEdition;
  let draft: BuiltEdition;

  beforeAll(async () => {
    application = await startTestApplication();
    edition = await anEdition(application);
    const [series] = await application.sql<{ slug: string }>('SELECT slug FROM series WHERE id = $1', [
      edition.seriesId,
    ]);
    sister = await anEdition(application, { edition: { series: series!.slug, title: 'Sister' } });
    stranger = await anEdition(application, { edition: { title: 'Stranger' } });
    draft = await anEdition(application, { edition: { title: 'Draft' }, published: false });
    await aRegistration(application, edition);
  });
  afterAll(() => application.stop());

  const organiserOf = (scope: string) => anAccount(application, { role: 'organiser', scope });
  const read = async (token: string, query = '') => {
    const answer = await application.api('GET', `/audit?limit=200${query}`, undefined, { token });
    return { status: answer.status, items: (answer.body.items as Body[] | undefined) ?? [] };
  };
  const editionsIn = (items: Body[]) => [...new Set(items.map((entry) => entry['edition']))].sort();

  describe('may be read', () => {
    it('whole by administrators', async () => {
      const { items } = await read(application.adminToken);
      expect(editionsIn(items)).toEqual(
        expect.arrayContaining([edition.key, sister.key, stranger.key, draft.key]) as unknown,
      );
      expect(items.map(({ id }) => id)).toEqual(
        items
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
    });

    it('by an organiser of a series: its editions and the series itself, nothing else', async () => {
      const { status, items } = await read(await organiserOf(`series/${edition.seriesId}`));
      expect(status).toBe(200);
      expect(editionsIn(items)).toEqual([edition.key, null, sister.key].sort());
      expect(items.filter((entry) => entry['edition'] === null).map((entry) => entry['action'])).toEqual([
        'series.create',
      ]);
    });

    it('by an organiser of one edition: that edition alone', async () => {
      const token = await organiserOf(`series/${edition.seriesId}/edition/${edition.id}`);
      expect(editionsIn((await read(token)).items)).toEqual([edition.key]);
      expect(editionsIn((await read(token, `&edition=${edition.key}`)).items)).toEqual([edition.key]);
      expect((await read(token, `&edition=${sister.key}`)).status).toBe(403);
      expect((await read(token, `&edition=${draft.key}`)).status).toBe(404);
      const series = (await read(token, `&object=series:${edition.seriesId}`)).items;
      expect(series).toEqual([]);
      expect((await read(token, `&object=edition:${stranger.id}`)).items).toEqual([]);
    });

    it('by nobody else', async () => {
      const viewer = await anAccount(application, { role: 'viewer', scope: '' });
      expect((await read(viewer)).status).toBe(403);
      expect((await read(await anAccount(application))).status).toBe(403);
      expect((await application.api('GET', '/audit')).status).toBe(401);
    });

    it('with the same pages and files at the console', async () => {
      const scope = `series/${edition.seriesId}/edition/${edition.id}`;
      const owner = await atConsole(application, null, { role: 'organiser', scope });
      const viewer = await atConsole(application, null, { role: 'viewer', scope });
      const own = await owner.open(`/organise/editions/${edition.key}/audit`);
      expect(own.status).toBe(200);
      expect(own.text).toContain('published the edition');
      expect((await owner.open('/organise/audit')).text).not.toContain('Stranger');
      for (const file of ['audit', 'audit.csv']) {
        expect((await owner.open(`/organise/editions/${sister.key}/${file}`)).status).toBe(403);
        expect((await owner.open(`/organise/editions/${draft.key}/${file}`)).status).toBe(404);
        expect((await viewer.open(`/organise/editions/${edition.key}/${file}`)).status).toBe(403);
        expect((await viewer.open(`/organise/${file}`)).status).toBe(403);
      }
      const csv = (await owner.open('/organise/audit.csv')).html.replace(/^\uFEFF/, '').split('\r\n');
      expect(csv[0]).toBe('at,who,who_kind,who_id,ip,action,edition,object,object_id,version,before,after');
      const { items } = await read(await organiserOf(scope));
      expect(csv.slice(1, -1).map((line) => line.split(',')[5])).toEqual(items.map((entry) => entry['action']));
    });
  });

  describe('can be narrowed', () => {
    let actor: Actor;
    beforeAll(async () => {
      const [account] = await application.sql<{ id: string }>(
        `INSERT INTO account (id, email, name) VALUES ($1, 'wei@example.org', 'Li Wei') RETURNING id`,
        [newId()],
      );
      const grants = [{ role: 'administrator' as const, scope: '' }];
      actor = { kind: 'account', accountId: account!.id, name: 'Li Wei', grants, ip: '203.0.113.7' };
      await application.get(EditionsService).update(actor, stranger.key, { theme: { en: 'Impact' } });
      await application.get(EditionsService).update(actor, stranger.key, { theme: { en: 'Trust' }, year: 2030 });
    });

    const person = () => (actor.kind === 'account' ? actor.accountId : '');
    const actions = async (query: string) =>
      (await read(application.adminToken, query)).items.map((entry) => entry['action']);

    it('by person, object and action', async () => {
      expect(await actions(`&person=${person()}`)).toEqual(['edition.update', 'edition.update']);
      expect(await actions(`&object=edition:${stranger.id}`)).toEqual([
        'edition.update',
        'edition.update',
        'edition.publish',
        'edition.create',
      ]);
      expect(await actions(`&edition=${stranger.key}&action=stream.create`)).toEqual(['stream.create']);
      expect(await actions(`&object=edition:${stranger.id}&person=${newId()}`)).toEqual([]);
    });

    it('by time', async () => {
      const [entry] = (await read(application.adminToken, `&object=edition:${edition.id}&action=edition.publish`))
        .items;
      const at = new Date(entry!['at'] as string).getTime();
      const iso = (ms: number) => encodeURIComponent(new Date(at + ms).toISOString());
      const own = `&object=edition:${edition.id}&action=edition.publish`;
      expect(await actions(`${own}&from=${iso(-1000)}&to=${iso(1000)}`)).toEqual(['edition.publish']);
      expect(await actions(`${own}&from=${iso(1000)}`)).toEqual([]);
      expect(await actions(`${own}&to=${iso(-1000)}`)).toEqual([]);
    });

    it('says who, from where, and what it was before', async () => {
      const { items } = await read(application.adminToken, `&person=${person()}`);
      expect(items).toEqual([
        expect.objectContaining({
          actor: { kind: 'account', id: person(), name: 'Li Wei', ip: '203.0.113.7' },
          object: { kind: 'edition', id: stranger.id },
          edition: stranger.key,
          version: 4,
          before: expect.objectContaining({ theme: { en: 'Impact' } }) as unknown,
          after: expect.objectContaining({ theme: { en: 'Trust' } }) as unknown,
        }) as unknown,
        expect.objectContaining({ version: 3, before: { theme: null }, after: { theme: { en: 'Impact' } } }) as unknown,
      ]);
    });

    it('page by page, each entry once', async () => {
      const scope = `series/${edition.seriesId}`;
      for (const token of [application.adminToken, await organiserOf(scope)]) {
        const all = (await read(token)).items.map(({ id }) => id);
        const seen: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
          const page = await application.api('GET', `/audit?limit=3${query}`, undefined, { token });
          seen.push(...page.body.items.map(({ id }) => id));
          cursor = page.body.next;
        }
        expect(seen).toEqual(all);
      }
    });

    it('not by what makes no sense', async () => {
      for (const query of ['person=7', 'object=edition', 'from=yesterday']) {
        expect((await application.asAdmin('GET', `/audit?${query}`)).status).toBe(422);
      }
    });

    it('tells who has changed an object since a version', async () => {
      const queries = application.get(AuditQueries);
      const changes = await queries.changesSince('edition', stranger.id, 2);
      expect(changes.map(({ who, version, action }) => ({ who, version, action }))).toEqual([
        { who: 'Li Wei', version: 4, action: 'edition.update' },
        { who: 'Li Wei', version: 3, action: 'edition.update' },
      ]);
      expect(await queries.changesSince('edition', stranger.id, 4)).toEqual([]);
    });
  });

  it.each([
    'UPDATE audit_entry SET actor_name = NULL',
    'UPDATE audit_entry SET actor_name = NULL WHERE false',
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'TRUNCATE audit_entry CASCADE',
  ])('refuses %s', async (statement) => {
    const count = () => application.sql('SELECT count(*)::int FROM audit_entry');
    const before = await count();
    await expect(application.sql(statement)).rejects.toThrow('audit entries are never changed or removed');
    expect(await count()).toEqual(before);
  });

  it('finds its entries by an index, however long it is', async () => {
    await application.sql(
      `INSERT INTO audit_entry (id, actor_kind, actor_id, action, object_kind, object_id, edition_id)
       SELECT new_id(), 'account', gen_random_uuid(), 'edition.update', 'edition', n::text, gen_random_uuid()
       FROM generate_series(1, 20000) AS n`,
    );
    await application.sql('ANALYZE audit_entry');
    const plan = async (where: string, value: string) => {
      const rows = await application.sql<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT * FROM audit_entry WHERE ${where} ORDER BY id DESC LIMIT 51`,
        [value],
      );
      return rows.map((row) => row['QUERY PLAN']).join(' ');
    };
    expect(await plan('edition_id = $1', edition.id)).toContain('audit_entry_edition_ix');
    expect(await plan("object_kind = 'edition' AND object_id = $1", edition.id)).toContain('audit_entry_object_ix');
    expect(await plan('actor_id = $1', newId())).toContain('audit_entry_actor_ix');
    expect(await plan('id < $1', newId())).toContain('audit_entry_pk');
  });

  describe('drafts of forms', () => {
    const owner = async (): Promise<Actor> => {
      const id = newId();
      await application.sql('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [id, `${id}@x.org`, 'X']);
      return { kind: 'account', accountId: id, name: 'X', grants: [] };
    };

    it('replace the earlier one, and make room for new ones', async () => {
      const [drafts, actor] = [application.get(FormDrafts), await owner()];
      await drafts.keep(actor, 'form:a', { text: 'first' }, 1);
      await drafts.keep(actor, 'form:a', { text: 'second' }, 2);
      expect(await drafts.find(actor, 'form:a')).toMatchObject({ answers: { text: 'second' }, objectVersion: 2 });
      for (let number = 0; number < 100; number++) await drafts.keep(actor, `form:${number}`, { number: 'x' }, null);
      expect(await drafts.find(actor, 'form:a')).toBeNull();
      expect(await drafts.find(actor, 'form:0')).not.toBeNull();
    });

    it('are forgotten after a month', async () => {
      const [drafts, actor] = [application.get(FormDrafts), await owner()];
      application.setNow(new Date(Date.now() - 31 * 86_400_000));
      await drafts.keep(actor, 'form:old', { text: 'x' }, null);
      application.setNow(null);
      await drafts.keep(actor, 'form:new', { text: 'x' }, null);
      await drafts.prune();
      expect(await drafts.find(actor, 'form:old')).toBeNull();
      expect(await drafts.find(actor, 'form:new')).not.toBeNull();
    });

    it('are for people who have signed in', async () => {
      const drafts = application.get(FormDrafts);
      const visitor: Actor = { kind: 'anonymous' };
      await expect(drafts.keep(visitor, 'form:a', {}, null)).rejects.toThrow();
      expect(await drafts.find(visitor, 'form:a')).toBeNull();
      await expect(drafts.keep(TESTER, 'form:a', {}, null)).rejects.toThrow();
    });
  });
});
