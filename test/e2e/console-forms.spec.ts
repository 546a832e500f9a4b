import { EditionQueries, EditionsService } from '../../src/features/editions/index.js';
import { type BuiltEdition, anEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { TESTER } from '../factories/tester.js';
import { atConsole, type ConsoleVisitor, fieldsOf } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('the forms of the console', () => {
  let application: TestApplication;
  let wei: ConsoleVisitor;
  let ada: ConsoleVisitor;
  let edition: BuiltEdition;
  let path: string;

  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  beforeEach(async () => {
    edition = await anEdition(application, {
      edition: { title: { en: 'Symposium' }, theme: { en: 'Impact' }, languages: ['en', 'zh-Hans'] },
      published: false,
    });
    const organiser = { role: 'organiser' as const, scope: `series/${edition.seriesId}` };
    wei = await atConsole(application, 'Li Wei', organiser);
    ada = await atConsole(application, 'Ada Lovelace', organiser);
    path = `/organise/editions/${edition.key}/details`;
  });

  const stored = () => application.get(EditionQueries).byKey(TESTER, edition.key);
  const drafts = () =>
    application.sql<{ answers: Record<string, string> }>('SELECT answers FROM form_draft WHERE form = $1', [
      `edition:${edition.key}:details`,
    ]);

  describe('the details of an edition', () => {
    it('are saved as they were typed, with everything else as it was', async () => {
      const [first, second] = [await anInstitution(application), await anInstitution(application)];
      const page = await wei.open(path);
      expect(page.status).toBe(200);
      const answer = await wei.send(path, {
        ...fieldsOf(page),
        'theme.zh-Hans': '影响力',
        description: '',
        'description.en': 'First.\r\n\r\nSecond.',
        'languages.0': 'zh-Hans',
        'languages.1': 'en',
        'hosts.0': second,
        'hosts.1': first,
        'roles.1.institution': first,
        'roles.1.role': 'sponsor',
        'venue.name.en': 'Hall',
        'venue.country': 'CN',
      });
      expect([answer.status, answer.location]).toEqual([303, `${path}?done=saved`]);
      expect(await stored()).toMatchObject({
        title: { en: 'Symposium' },
        theme: { en: 'Impact', 'zh-Hans': '影响力' },
        description: { en: 'First.\n\nSecond.' },
        languages: ['zh-Hans', 'en'],
        hosts: [{ slug: second }, { slug: first }],
        roles: [{ slug: first, role: 'sponsor' }],
        venue: { name: { en: 'Hall' }, country: 'CN' },
        version: 2,
      });
    });

    it('are shown again with everything that was typed when something is wrong', async () => {
      const fields = { ...fieldsOf(await wei.open(path)), year: 'next year', 'theme.en': 'Trust & <care>' };
      const again = await wei.send(path, fields);
      expect(again.status).toBe(422);
      expect(again.text).toContain('Enter the year as four digits');
      expect(fieldsOf(again)).toMatchObject({ year: 'next year', 'theme.en': 'Trust & <care>', _version: '1' });
      expect(await stored()).toMatchObject({ theme: { en: 'Impact' }, version: 1 });
      const mended = await wei.send(path, { ...fieldsOf(again), year: '2031' });
      expect(mended.status).toBe(303);
      expect(await stored()).toMatchObject({ theme: { en: 'Trust & <care>' }, year: 2031 });
    });

    it('say that a number belongs to another edition', async () => {
      const other = await stored();
      await anEdition(application, { edition: { series: other.series.slug, ordinal: 7 } });
      const again = await wei.send(path, { ...fieldsOf(await wei.open(path)), ordinal: '7' });
      expect(again.status).toBe(422);
      expect(again.text).toContain('Choose another number');
    });

    it('can take the number away', async () => {
      const answer = await wei.send(path, { ...fieldsOf(await wei.open(path)), ordinal: '', 'ordinal.none': 'true' });
      expect(answer.status).toBe(303);
      expect(await stored()).toMatchObject({ ordinal: null });
    });

    it('are 404 for the organiser of another edition, and 403 once it is published', async () => {
      const other = await anEdition(application);
      const scope = `series/${other.seriesId}/edition/${other.id}`;
      const stranger = await atConsole(application, null, { role: 'organiser', scope });
      expect((await stranger.open(path)).status).toBe(404);
      expect((await stranger.send(path, {})).status).toBe(404);
      expect((await stranger.send(`${path}/remove`, {})).status).toBe(404);
      await application.get(EditionsService).publish(TESTER, edition.key);
      expect((await stranger.open(path)).status).toBe(403);
      expect((await stranger.send(`${path}/cancel`, { confirm: edition.key })).status).toBe(403);
    });
  });

  describe('two organisers at the same form', () => {
    /** Both open it; Li Wei saves first, then Ada. */
    const collide = async (his: Record<string, string>, hers: Record<string, string>) => {
      const [hisPage, herPage] = [await wei.open(path), await ada.open(path)];
      const saved = await wei.send(path, { ...fieldsOf(hisPage), ...his });
      expect(saved.status).toBe(303);
      return ada.send(path, { ...fieldsOf(herPage), ...hers });
    };

    it('the second is told who changed what and loses nothing typed, then saves over it', async () => {
      const told = await collide(
        { 'theme.en': 'Trust', 'title.en': 'Winter symposium' },
        { 'theme.en': 'Influence', 'theme.zh-Hans': '影响力' },
      );
      expect(told.status).toBe(412);
      expect(told.text).toMatch(/Li Wei changed this at \d\d:\d\d, .* \(just now\)/);
      expect(told.text).toContain('Changed by both of you');
      expect(told.text).toMatch(/Theme · English Impact Trust Influence Theme · English mine theirs/);
      expect(told.text).toContain('Changed by them alone');
      expect(told.text).toMatch(/Own title · English Symposium Winter symposium/);
      expect(fieldsOf(told)).toMatchObject({
        _version: '2',
        'theme.en': 'Influence',
        'theme.zh-Hans': '影响力',
        'title.en': 'Winter symposium',
      });
      expect(await stored()).toMatchObject({ theme: { en: 'Trust' }, version: 2 });
      expect(await drafts()).toMatchObject([{ answers: { 'theme.en': 'Influence', 'theme.zh-Hans': '影响力' } }]);

      const saved = await ada.send(path, fieldsOf(told));
      expect(saved.status).toBe(303);
      expect(await stored()).toMatchObject({
        theme: { en: 'Influence', 'zh-Hans': '影响力' },
        title: { en: 'Winter symposium' },
        version: 3,
      });
      expect(await drafts()).toEqual([]);
    });

    it('the second may take the other’s value, field by field', async () => {
      const told = await collide({ 'theme.en': 'Trust', year: '2030' }, { 'theme.en': 'Influence', year: '2031' });
      expect(told.status).toBe(412);
      const saved = await ada.send(path, { ...fieldsOf(told), '_take.theme.en': 'theirs' });
      expect(saved.status).toBe(303);
      expect(await stored()).toMatchObject({ theme: { en: 'Trust' }, year: 2031 });
    });

    it('the second may leave, and finds what was typed as a draft', async () => {
      await collide({ 'theme.en': 'Trust' }, { 'theme.en': 'Influence' });
      const opened = await ada.open(path);
      expect(opened.text).toContain('You have unsaved changes from');
      expect(fieldsOf(opened)['theme.en']).toBe('Trust');
      const continued = await ada.open(`${path}?draft=1`);
      expect(fieldsOf(continued)).toMatchObject({ 'theme.en': 'Influence', _version: '1' });
      expect((await ada.send(path, fieldsOf(continued))).status).toBe(412);
    });

    it('a list that both have changed is one question', async () => {
      const [first, second] = [await anInstitution(application), await anInstitution(application)];
      const told = await collide({ 'hosts.0': first }, { 'hosts.0': second, 'hosts.1': first });
      expect(told.status).toBe(412);
      expect(told.html).toContain('name="_take.hosts"');
      const saved = await ada.send(path, { ...fieldsOf(told), '_take.hosts': 'theirs' });
      expect(saved.status).toBe(303);
      expect((await stored()).hosts.map(({ slug }) => slug)).toEqual([first]);
    });

    it('a change of other parts, or the same change, stands in nobody’s way', async () => {
      const page = await ada.open(path);
      await application.get(EditionsService).publish(TESTER, edition.key);
      expect((await ada.send(path, { ...fieldsOf(page), 'theme.en': 'Influence' })).status).toBe(303);
      expect(await stored()).toMatchObject({ status: 'published', theme: { en: 'Influence' }, version: 3 });
      expect((await collide({ year: '2032' }, { year: '2032' })).status).toBe(303);
    });
  });

  describe('a draft', () => {
    const address = () => `/organise/drafts/edition:${edition.key}:details`;

    it('is kept as it is typed, offered, continued and gone once it is saved', async () => {
      const fields = { ...fieldsOf(await wei.open(path)), 'theme.en': 'Trust', password: 'never', csrf: 'never' };
      const kept = await wei.send(address(), fields);
      expect(kept.status).toBe(200);
      expect(JSON.parse(kept.html)).toEqual({ savedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string });
      const [draft] = await drafts();
      expect(draft!.answers).not.toHaveProperty('password');
      expect(draft!.answers).not.toHaveProperty('csrf');

      const offered = await wei.open(path);
      expect(offered.text).toContain('You have unsaved changes from');
      expect(fieldsOf(offered)['theme.en']).toBe('Impact');
      const continued = await wei.open(`${path}?draft=1`);
      expect(continued.text).toContain('These are your unsaved changes');
      expect(fieldsOf(continued)['theme.en']).toBe('Trust');
      expect((await wei.send(path, fieldsOf(continued))).status).toBe(303);
      expect(await stored()).toMatchObject({ theme: { en: 'Trust' } });
      expect(await drafts()).toEqual([]);
    });

    it('can be kept by a button, without a script', async () => {
      const fields = { ...fieldsOf(await wei.open(path)), 'theme.en': 'Trust', year: 'not yet' };
      const kept = await wei.send(path, { ...fields, _draft: '1' });
      expect([kept.status, kept.location]).toEqual([303, `${path}?draft=1`]);
      expect(fieldsOf(await wei.open(`${path}?draft=1`))).toMatchObject({ 'theme.en': 'Trust', year: 'not yet' });
      expect(await stored()).toMatchObject({ version: 1 });
    });

    it('is discarded on demand, and its page is where to go then', async () => {
      await wei.send(address(), { ...fieldsOf(await wei.open(path)), 'theme.en': 'Trust' });
      const gone = await wei.send(`${address()}/discard`, { to: path });
      expect([gone.status, gone.location]).toEqual([303, path]);
      expect((await wei.open(path)).text).not.toContain('unsaved changes');
      const astray = await wei.send(`${address()}/discard`, { to: 'https://elsewhere.example' });
      expect(astray.location).toBe('/');
    });

    it('is nobody else’s, and not offered when it says what is stored', async () => {
      await wei.send(address(), { ...fieldsOf(await wei.open(path)), 'theme.en': 'Trust' });
      expect((await ada.open(`${path}?draft=1`)).text).not.toContain('unsaved changes');
      await wei.send(address(), fieldsOf(await wei.open(path)));
      expect((await wei.open(path)).text).not.toContain('unsaved changes');
    });

    it('has limits', async () => {
      expect((await wei.send(address(), { text: 'x'.repeat(200_001) })).status).toBe(413);
      expect((await wei.send('/organise/drafts/No%20form', { text: 'x' })).status).toBe(404);
      const visitor = await fetch(application.url + address(), { method: 'POST', redirect: 'manual' });
      expect([303, 403]).toContain(visitor.status);
    });
  });

  describe('the end of an edition', () => {
    it('is only the end when its key was typed', async () => {
      await application.get(EditionsService).publish(TESTER, edition.key);
      const asked = await wei.send(`${path}/cancel`, { confirm: 'something', reason: 'Typhoon' });
      expect(asked.status).toBe(422);
      expect(asked.text).toContain(`Type ${edition.key} to cancel the edition`);
      expect(asked.html).toContain('value="Typhoon"');
      expect(await stored()).toMatchObject({ status: 'published' });
      const done = await wei.send(`${path}/cancel`, { confirm: edition.key, reason: 'Typhoon' });
      expect(done.location).toBe(`${path}?done=cancelled`);
      expect(await stored()).toMatchObject({ status: 'cancelled', statusReason: 'Typhoon' });
      expect((await wei.open(path)).html).not.toContain('/details/cancel');
    });

    it('may be put off, and a draft removed', async () => {
      expect((await wei.send(`${path}/postpone`, {})).status).toBe(409);
      await application.get(EditionsService).publish(TESTER, edition.key);
      expect((await wei.send(`${path}/postpone`, {})).location).toBe(`${path}?done=postponed`);
      const draft = await anEdition(application, { published: false });
      const owner = await atConsole(application, null, { role: 'organiser', scope: `series/${draft.seriesId}` });
      const removed = await owner.send(`/organise/editions/${draft.key}/details/remove`, {});
      expect([removed.status, removed.location]).toEqual([303, '/organise']);
      expect((await owner.open(`/organise/editions/${draft.key}/details`)).status).toBe(404);
    });

    it('says that an edition is over', async () => {
      await application.get(EditionsService).publish(TESTER, edition.key);
      expect((await wei.send(`${path}/complete`, {})).location).toBe(`${path}?done=completed`);
      expect(await stored()).toMatchObject({ status: 'completed' });
    });
  });
});
