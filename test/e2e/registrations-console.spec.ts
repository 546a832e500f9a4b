import { scopeOfEdition } from '../../src/features/editions/index.js';
import { AnswerFiles, RegistrationQueries, RegistrationService } from '../../src/features/registration/index.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aQuestion } from '../factories/question.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { atConsole, type ConsoleVisitor, fieldsOf } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('registrations in the console', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let organiser: ConsoleVisitor;
  let base: string;

  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  beforeEach(async () => {
    edition = await anEdition(application, {
      category: { capacity: 2, approval: true, waitingList: true, attendance: 'in_person' },
    });
    const scope = scopeOfEdition(edition.seriesId, edition.id);
    organiser = await atConsole(application, 'Li Wei', { role: 'organiser', scope });
    base = `/organise/editions/${edition.key}/registrations`;
  });

  const visitorAs = (role: 'viewer' | 'check_in') =>
    atConsole(application, null, { role, scope: scopeOfEdition(edition.seriesId, edition.id) });
  const register = async (name: string, more: Parameters<typeof aRegistration>[2] = {}) =>
    (await aRegistration(application, edition, { name, ...more })).id;
  const statusOf = async (id: string) => (await application.get(RegistrationQueries).byId(TESTER, id)).status;

  it('are found by what the address says, and the filter can be cleared', async () => {
    const institution = await anInstitution(application);
    await register('Ada Lovelace', { institution });
    await register('José Muñoz');
    const other = await anEdition(application);
    await aRegistration(application, other, { name: 'Ada Elsewhere' });

    const all = await organiser.open(base);
    expect([all.status, all.text]).toEqual([200, expect.stringContaining('2 registrations')]);
    expect(all.text.indexOf('José Muñoz')).toBeLessThan(all.text.indexOf('Ada Lovelace'));
    expect(all.text).not.toContain('Elsewhere');

    const found = await organiser.open(`${base}?q=munoz&status=pending&sort=name`);
    expect(found.text).toContain('José Muñoz');
    expect(found.text).not.toContain('Ada Lovelace');
    expect(found.html).toContain(`${base}.csv?status=pending&amp;q=munoz&amp;sort=name`);

    const narrowed = await organiser.open(`${base}?institution=${institution}`);
    expect(narrowed.text).toContain('Ada Lovelace');
    expect(narrowed.text).not.toContain('Muñoz');

    const empty = await organiser.open(`${base}?q=nobody`);
    expect(empty.text).toContain('Nothing matches');
    expect(empty.html).toContain(`href="${base}">Clear filters`);
    // What cannot be read is left out: a list is shown in any case.
    const odd = await organiser.open(`${base}?status=sideways&sort=colour&category=7&checkedIn=maybe&limit=9999`);
    expect([odd.status, odd.text]).toEqual([200, expect.stringContaining('2 registrations')]);
  });

  it('are shown page by page', async () => {
    for (let person = 1; person <= 5; person++) await register(`Person ${person}`);
    const first = await organiser.open(`${base}?limit=2`);
    const next = /href="([^"]*cursor=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await organiser.open(next);
    expect(['5', '4'].every((number) => first.text.includes(`Person ${number}`))).toBe(true);
    expect(['3', '2'].every((number) => second.text.includes(`Person ${number}`))).toBe(true);
    expect(second.text).not.toContain('Person 5');
  });

  it('are decided about together, and each outcome is told', async () => {
    const ids = [await register('One'), await register('Two'), await register('Three'), await register('Four')];
    await application.get(RegistrationService).cancel(TESTER, ids[3]!);

    const answer = await organiser.send(`${base}/bulk`, { ids, action: 'approve', status: 'pending' });
    expect(answer.status).toBe(303);
    const page = await organiser.open(answer.location!);
    expect(page.text).toContain('2 confirmed, 1 put on the waiting list, 1 had been cancelled.');
    expect(await Promise.all(ids.map(statusOf))).toEqual(['confirmed', 'confirmed', 'waitlisted', 'cancelled']);
    // The filter is as it was.
    expect(answer.location).toContain('status=pending');
  });

  it('are only declined or cancelled after a question', async () => {
    const [one, two] = [await register('One'), await register('Two')];
    const ask = await organiser.send(`${base}/bulk`, { ids: [one, two], action: 'decline' });
    expect([ask.status, ask.text]).toEqual([200, expect.stringContaining('Decline 2 registrations?')]);
    expect(await statusOf(one)).toBe('pending');
    const done = await organiser.send(`${base}/bulk`, {
      ids: [one, two],
      action: 'decline',
      confirmed: 'true',
      message: 'We are full this year.',
      note: 'Too late',
    });
    expect((await organiser.open(done.location!)).text).toContain('2 declined.');
    const { status, statusNote } = await application.get(RegistrationQueries).byId(TESTER, one);
    expect([status, statusNote]).toEqual(['declined', 'We are full this year.']);

    const three = await register('Three');
    const all = await organiser.send(`${base}/bulk`, { all: 'true', action: 'cancel', q: 'three' });
    expect(all.text).toContain('Cancel one registration?');
    const cancelled = await organiser.send(`${base}/bulk`, {
      all: 'true',
      action: 'cancel',
      q: 'three',
      confirmed: 'true',
    });
    expect((await organiser.open(cancelled.location!)).text).toContain('1 cancelled.');
    expect(await statusOf(three)).toBe('cancelled');
  });

  it('are a task when there are very many', async () => {
    await application.sql(
      `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, consented_at)
       SELECT id, $1, $2, upper(right(id::text, 12)), id || '@x.example', id || '@x.example', 'Crowd', 'en', 'pending', now()
       FROM (SELECT new_id() AS id FROM generate_series(1, 201)) AS made`,
      [edition.id, edition.category],
    );
    const fields = { all: 'true', action: 'approve', q: 'crowd', confirmed: 'true', note: 'All of them' };
    const answer = await organiser.send(`${base}/bulk`, fields);
    const task = /\/tasks\/([\w-]+)$/.exec(answer.location ?? '')?.[1];
    expect(await application.sql('SELECT kind, input FROM task WHERE id = $1', [task])).toEqual([
      { kind: 'decide', input: { action: 'approve', filter: { q: 'crowd' }, note: 'All of them' } },
    ]);
    const file = await organiser.send(`${base}/export`, { format: 'xlsx', q: 'crowd', sort: 'name' });
    const other = /\/tasks\/([\w-]+)$/.exec(file.location ?? '')?.[1];
    expect(await application.sql('SELECT kind, input FROM task WHERE id = $1', [other])).toEqual([
      { kind: 'export', input: { filter: { q: 'crowd', sort: 'name' }, format: 'xlsx', locale: 'en' } },
    ]);
  });

  it('ask for somebody and something', async () => {
    const id = await register('One');
    const nobody = await organiser.send(`${base}/bulk`, { action: 'approve', q: 'one' });
    expect(nobody.location).toBe(`${base}?q=one&refused=none`);
    expect((await organiser.open(nobody.location!)).text).toContain('Nobody was chosen');
    const nothing = await organiser.send(`${base}/bulk`, { ids: id, action: '' });
    expect((await organiser.open(nothing.location!)).text).toContain('Choose what to do');
  });

  it('are left alone by whoever may only look, and by those of other editions', async () => {
    const id = await register('One');
    const viewer = await visitorAs('viewer');
    const list = await viewer.open(base);
    expect(list.text).toContain('One');
    for (const absent of ['name="ids"', '/bulk', '.csv', '/import']) expect(list.html).not.toContain(absent);
    const page = await viewer.open(`${base}/${id}`);
    expect(page.text).toContain('One');
    for (const absent of ['/approve', '/erase', '/edit']) expect(page.html).not.toContain(`${id}${absent}`);
    for (const path of ['.csv', '.xlsx', `/${id}/edit`]) expect((await viewer.open(base + path)).status).toBe(403);
    for (const act of ['approve', 'cancel', 'erase', 'check-in'])
      expect((await viewer.send(`${base}/${id}/${act}`, {})).status).toBe(403);
    expect((await viewer.send(`${base}/bulk`, { ids: id, action: 'cancel', confirmed: 'true' })).status).toBe(403);
    expect(await statusOf(id)).toBe('pending');

    // Under another edition's address it is not there, even for whoever may see both.
    const other = await anEdition(application);
    const both = await atConsole(application, null, { role: 'administrator', scope: '' });
    const elsewhere = `/organise/editions/${other.key}/registrations/${id}`;
    for (const path of ['', '/edit']) expect((await both.open(elsewhere + path)).status).toBe(404);
    expect((await both.send(`${elsewhere}/approve`, {})).status).toBe(404);
    const bulk = await both.send(`/organise/editions/${other.key}/registrations/bulk`, { ids: id, action: 'approve' });
    expect((await both.open(bulk.location!)).text).toContain('one is not there any more');
    expect(await statusOf(id)).toBe('pending');
  });

  it('are files of the filter, in the reader’s language', async () => {
    await register('Wong', { nativeName: '黄志明' });
    await register('Ada');
    const csv = await organiser.open(`${base}.csv?q=${encodeURIComponent('黄')}`);
    expect(csv.html.replace('\uFEFF', '').slice(0, 22)).toBe('Reference,Status,Name,');
    expect(csv.html.split('\r\n')).toHaveLength(3);
    const path = `/editions/${edition.key}/registrations.csv?q=wong`;
    const chinese = await application.asAdmin('GET', path, undefined, { headers: { 'accept-language': 'zh-CN' } });
    expect(chinese.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((chinese.body as unknown as string).replace('\uFEFF', '').slice(0, 9)).toBe('编号,状态,姓名,');
    expect((await application.asAdmin('GET', `${path}&sort=colour`)).status).toBe(422);
    const xlsx = await organiser.open(`${base}.xlsx`);
    expect([xlsx.status, xlsx.html.slice(0, 2)]).toEqual([200, 'PK']);
  });

  describe('one of them', () => {
    it('tells everything that is known', async () => {
      const meal = await aQuestion(application, edition.key, {
        label: 'Meal',
        kind: 'choice',
        options: [{ value: 'v', label: { en: 'Vegetarian' } }],
      });
      const letter = await aQuestion(application, edition.key, { label: 'Letter', kind: 'file' });
      const institution = await anInstitution(application, { name: { en: 'HKU' } });
      const id = await register('Wong Chi Ming', {
        nativeName: '黄志明',
        institution,
        country: 'HK',
        answers: { [meal]: 'v' },
      });
      const [file] = await application.sql<{ id: string }>(
        `INSERT INTO answer_file (id, edition_id, question_id, registration_id, name, media_type, size, sha256)
         VALUES (new_id(), $1, $2, $3, 'letter.txt', 'text/plain', 5, sha256('hello')) RETURNING id`,
        [edition.id, letter, id],
      );
      await application.sql(
        `UPDATE registration SET answers = answers || jsonb_build_object($2::text, jsonb_build_array($3::text)),
           answer_versions = answer_versions || jsonb_build_object($2::text, 1) WHERE id = $1`,
        [id, letter, file!.id],
      );
      await organiser.send(`${base}/${id}/approve`, { note: 'Knows the field' });
      const { text, html } = await organiser.open(`${base}/${id}`);
      for (const said of [
        'Wong Chi Ming',
        '黄志明',
        'HKU',
        'Hong Kong',
        'Meal Vegetarian',
        'Confirmed',
        'Knows the field',
      ])
        expect(text).toContain(said);
      expect(text).toContain('Mails to this person');
      expect(text).toContain('Li Wei');
      expect(html).toContain(`${base}/${id}/files/${file!.id}`);
      expect(await application.get(AnswerFiles).filesOf(id)).toHaveLength(1);
    });

    it.each([
      { act: 'approve', done: 'Approved', to: 'confirmed' },
      { act: 'decline', done: 'Declined', to: 'declined' },
      { act: 'cancel', done: 'It can be undone for ten minutes', to: 'cancelled' },
      { act: 'resend-link', done: 'mailed again', to: 'pending' },
      { act: 'erase', done: 'erased', to: 'cancelled' },
      { act: 'check-in', done: 'Its state has changed', to: 'pending' },
      { act: 'promote', done: 'Its state has changed', to: 'pending' },
      { act: 'undo', done: 'the ten minutes are over', to: 'pending' },
    ])('is changed by “$act”', async ({ act, done, to }) => {
      const id = await register('One');
      const answer = await organiser.send(`${base}/${id}/${act}`, {});
      expect(answer.status).toBe(303);
      expect((await organiser.open(answer.location!)).text).toContain(done);
      expect(await statusOf(id)).toBe(to);
    });

    it('goes in, out, back from a cancellation and to another category', async () => {
      const second = await aCategory(application, edition.key, { name: 'Second' });
      const id = await register('One');
      const act = async (name: string, fields: Record<string, string> = {}) =>
        (await organiser.open((await organiser.send(`${base}/${id}/${name}`, fields)).location!)).text;
      await act('approve');
      expect(await act('check-in')).toContain('Checked in.');
      expect(await act('undo-check-in')).toContain('The check-in is undone.');
      expect(await act('cancel')).toContain('Undo the cancellation');
      expect(await act('undo')).toContain('The registration holds again.');
      expect(await act('category', { category: second })).toContain('The category is changed.');
      const { status, category } = await application.get(RegistrationQueries).byId(TESTER, id);
      expect([status, category.id]).toEqual(['confirmed', second]);
    });

    it('is edited, and two people are told what the other has changed', async () => {
      const motto = await aQuestion(application, edition.key, { label: 'Motto' });
      const id = await register('Ada', { answers: { [motto]: 'Onwards' } });
      const path = `${base}/${id}/edit`;
      const mine = fieldsOf(await organiser.open(path));
      expect([mine['name'], mine[`answers.${motto}`]]).toEqual(['Ada', 'Onwards']);
      const saved = await organiser.send(path, { ...mine, name: 'Ada Lovelace', [`answers.${motto}`]: 'Upwards' });
      expect(saved.location).toBe(`${base}/${id}?done=saved`);
      const { name, answers } = await application.get(RegistrationQueries).byId(TESTER, id);
      expect([name, answers[motto]]).toEqual(['Ada Lovelace', 'Upwards']);
      // The same form, which knows nothing of that.
      const late = await organiser.send(path, { ...mine, name: 'Augusta Ada' });
      expect(late.status).toBe(412);
      expect(late.text).toContain('Ada Lovelace');
      const wrong = await organiser.send(path, { ...fieldsOf(await organiser.open(path)), name: '' });
      expect(wrong.status).toBe(422);
    });
  });
});
