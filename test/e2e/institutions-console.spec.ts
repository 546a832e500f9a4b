import { InstitutionQueries, InstitutionsService, NamesService } from '../../src/features/institutions/index.js';
import { CreateMemberInput, EditionQueries, SeriesService } from '../../src/features/editions/index.js';
import { anEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRegistration } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { nextNumber, TESTER } from '../factories/tester.js';
import { atConsole, type ConsoleVisitor, fieldsOf } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('institutions and series in the console', () => {
  let application: TestApplication;
  let wei: ConsoleVisitor;
  let ada: ConsoleVisitor;
  let queries: InstitutionQueries;
  beforeAll(async () => {
    application = await startTestApplication();
    queries = application.get(InstitutionQueries);
    wei = await atConsole(application, 'Li Wei', { role: 'administrator', scope: '' });
    ada = await atConsole(application, 'Ada Lovelace', { role: 'administrator', scope: '' });
  });
  afterAll(() => application.stop());

  const NEW = '/organise/institutions/new';
  const filled = (more: Record<string, string> = {}) => ({
    slug: `made-${nextNumber()}`,
    'name.en': 'Shantou University Medical College',
    'name.zh-Hans': '汕头大学医学院',
    city: 'Shantou',
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    website: 'https://sumc.example',
    aliases: 'SUMC\r\n\r\n 汕大医学院 ',
    ...more,
  });

  describe('an institution', () => {
    it('is added with its names, and changed', async () => {
      const fields = filled();
      const made = await wei.send(NEW, { ...fieldsOf(await wei.open(NEW)), ...fields });
      const path = `/organise/institutions/${fields.slug}`;
      expect([made.status, made.location]).toEqual([303, `${path}?done=created`]);
      expect(await queries.find(fields.slug)).toMatchObject({
        name: { en: 'Shantou University Medical College', 'zh-Hans': '汕头大学医学院' },
        aliases: ['SUMC', '汕大医学院'],
        website: 'https://sumc.example',
        parent: null,
      });
      const saved = await wei.send(path, {
        ...fieldsOf(await wei.open(path)),
        parent: 'Shantou University',
        website: '',
      });
      expect([saved.status, saved.location]).toEqual([303, `${path}?done=saved`]);
      expect(await queries.find(fields.slug)).toMatchObject({
        parent: 'Shantou University',
        website: null,
        version: 2,
      });
      expect((await wei.open(`${path}?done=saved`)).text).toContain('Your changes are saved.');
    });

    it.each([
      { field: 'slug', value: 'Not A Slug', says: 'Enter a key of small letters' },
      { field: 'name.en', value: '', says: 'Enter the name in at least one language', also: { 'name.zh-Hans': '' } },
      { field: 'timeZone', value: 'Mars/Olympus', says: 'Choose a time zone from the list' },
      { field: 'country', value: '', says: 'Choose a country or region' },
      { field: 'website', value: 'javascript:alert(1)', says: 'Enter an address that begins with https://' },
      { field: 'aliases', value: 'x'.repeat(201), says: 'Enter at most 100 other names' },
    ])('is not added with a wrong $field, and nothing typed is lost', async ({ field, value, says, also }) => {
      const fields: Record<string, string> = { ...filled(), ...also, [field]: value };
      const again = await wei.send(NEW, fields);
      expect(again.status).toBe(422);
      expect(again.text).toContain(says);
      expect(fieldsOf(again)).toMatchObject({ city: 'Shantou', ...(field === 'timeZone' ? {} : { [field]: value }) });
    });

    it('needs a key of its own', async () => {
      const slug = await anInstitution(application);
      const again = await wei.send(NEW, filled({ slug }));
      expect(again.status).toBe(422);
      expect(again.text).toContain('Choose another key: this one is taken');
    });

    it('changed by two at once: the second is told by whom, and loses nothing', async () => {
      const slug = await anInstitution(application);
      const path = `/organise/institutions/${slug}`;
      const [his, hers] = [fieldsOf(await wei.open(path)), fieldsOf(await ada.open(path))];
      expect((await wei.send(path, { ...his, city: 'Shantou' })).status).toBe(303);
      const conflict = await ada.send(path, { ...hers, city: 'Beijing', aliases: 'Hers' });
      expect(conflict.status).toBe(412);
      expect(conflict.text).toContain('Li Wei');
      expect(fieldsOf(conflict)).toMatchObject({ city: 'Beijing', aliases: 'Hers' });
      expect((await ada.send(path, fieldsOf(conflict))).status).toBe(303);
      expect(await queries.find(slug)).toMatchObject({ city: 'Beijing', aliases: ['Hers'] });
    });

    it('is found by a former name, and by nothing else than what it is called', async () => {
      const slug = await anInstitution(application, { name: 'Unmistakable' });
      await application.get(NamesService).add(TESTER, slug, { name: 'Forgotten school', until: 1990 });
      expect((await wei.open('/organise/institutions?q=forgotten')).text).toContain('Unmistakable');
      const none = await wei.open('/organise/institutions?q=zeppelin');
      expect(none.text).not.toContain('Unmistakable');
      expect(none.text).toContain('Nothing matches');
    });

    it('gets former names: one a year, changed, removed', async () => {
      const slug = await anInstitution(application);
      const path = `/organise/institutions/${slug}`;
      const add = (name: string, until: string) => wei.send(`${path}/names/new`, { 'name.en': name, until });
      expect((await add('First', '1990')).status).toBe(303);
      expect((await add('Second', '1990')).text).toContain('Choose another year');
      expect((await add('Third', 'long ago')).status).toBe(422);
      const { id } = await queries.find(slug);
      const [name] = (await queries.names(id, { limit: 5 })).items;
      const form = fieldsOf(await wei.open(`${path}/names/${name!.id}`));
      expect(form).toMatchObject({ 'name.en': 'First', until: '1990' });
      expect((await wei.send(`${path}/names/${name!.id}`, { ...form, until: '1991' })).status).toBe(303);
      const stale = await wei.send(`${path}/names/${name!.id}/remove`, { version: '1' });
      expect(stale.location).toBe(`${path}?refused=changed`);
      expect((await wei.send(`${path}/names/${name!.id}/remove`, { version: '2' })).location).toBe(
        `${path}?done=saved`,
      );
      expect((await queries.names(id, { limit: 5 })).items).toEqual([]);
    });

    it('says what a merge moves, and merges only what was confirmed', async () => {
      const [slug, into] = [await anInstitution(application), await anInstitution(application)];
      const series = await aSeries(application);
      await application
        .get(SeriesService)
        .addMember(TESTER, series.slug, CreateMemberInput.parse({ institution: slug, role: 'member' }));
      for (const published of [true, false]) {
        const edition = await anEdition(application, { edition: { hosts: [slug] }, published });
        if (published) await aRegistration(application, edition, { institution: slug });
      }
      const path = `/organise/institutions/${slug}/merge`;
      const page = await wei.open(path);
      expect(page.text).toContain('1 membership or partnership');
      expect(page.text).toContain('its parts in 2 editions');
      expect(page.text).toContain('1 registration');
      const fields = fieldsOf(page);
      for (const wrong of [
        { into: '', confirm: slug },
        { into, confirm: into },
        { into: 'nowhere', confirm: slug },
      ]) {
        expect((await wei.send(path, { ...fields, ...wrong })).status).toBe(422);
      }
      expect((await queries.find(slug)).slug).toBe(slug);
      const merged = await wei.send(path, { ...fields, into, confirm: slug });
      expect([merged.status, merged.location]).toEqual([303, `/organise/institutions/${into}?done=merged`]);
      expect((await queries.find(slug)).slug).toBe(into);
      expect((await wei.open(`/organise/institutions/${slug}`)).status).toBe(404);
    });

    it('is removed unless something names it', async () => {
      const slug = await anInstitution(application);
      const series = await aSeries(application);
      const member = await application
        .get(SeriesService)
        .addMember(TESTER, series.slug, CreateMemberInput.parse({ institution: slug, role: 'member' }));
      const remove = () => wei.send(`/organise/institutions/${slug}/remove`, { version: '1' });
      expect((await remove()).location).toBe(`/organise/institutions/${slug}?refused=in-use`);
      await application.get(SeriesService).removeMember(TESTER, series.slug, member);
      expect((await remove()).location).toBe('/organise/institutions?done=removed');
      await expect(queries.find(slug)).rejects.toThrow('does not exist');
    });

    it('is edited by administrators only', async () => {
      const slug = await anInstitution(application);
      const organiser = await atConsole(application, 'Organiser', { role: 'organiser', scope: '' });
      const list = await organiser.open('/organise/institutions?q=' + slug);
      expect([list.status, list.html.includes(NEW), list.html.includes(`href="/institutions/${slug}"`)]).toEqual([
        200,
        false,
        true,
      ]);
      for (const path of [NEW, `/organise/institutions/${slug}`, `/organise/institutions/${slug}/merge`]) {
        expect((await organiser.open(path)).status).toBe(403);
      }
      expect((await organiser.send(`/organise/institutions/${slug}/remove`, {})).status).toBe(403);
      expect(await application.get(InstitutionsService).bySlug(slug)).toMatchObject({ version: 1 });
    });
  });

  describe('a series', () => {
    const series = (slug: string) => application.get(EditionQueries).seriesBySlug(slug);

    it('is added, changed, and removed as long as it has no edition', async () => {
      const slug = `made-${nextNumber()}`;
      const fields = { slug, kind: 'symposium', 'name.en': 'Symposium', foundedYear: '1999' };
      const made = await wei.send('/organise/series/new', fields);
      const path = `/organise/series/${slug}`;
      expect([made.status, made.location]).toEqual([303, `${path}?done=created`]);
      const change = { shortName: 'S', 'description.zh-Hant': '研討會', foundedYear: '' };
      expect((await wei.send(path, { ...fieldsOf(await wei.open(path)), ...change })).status).toBe(303);
      expect(await series(slug)).toMatchObject({
        kind: 'symposium',
        name: { en: 'Symposium' },
        shortName: 'S',
        description: { 'zh-Hant': '研討會' },
        foundedYear: null,
      });
      await anEdition(application, { edition: { series: slug } });
      expect((await wei.send(`${path}/remove`, { version: '2' })).location).toBe(`${path}?refused=in-use`);
      const { slug: empty } = await aSeries(application);
      expect((await wei.send(`/organise/series/${empty}/remove`, {})).location).toBe('/organise/series?done=removed');
    });

    it('gets members with their years; whoever has left stands apart on the public page', async () => {
      const { slug, id } = await aSeries(application);
      const [stays, left] = [
        await anInstitution(application, { name: 'Stays' }),
        await anInstitution(application, { name: 'Has left' }),
      ];
      const path = `/organise/series/${slug}`;
      const add = (fields: Record<string, string>) => wei.send(`${path}/members/new`, { role: 'member', ...fields });
      expect((await add({ institution: stays, since: '2006', founding: 'true' })).status).toBe(303);
      expect((await add({ institution: stays, since: '2006' })).text).toContain(
        'It has this role since that year already',
      );
      expect((await add({ institution: left, since: '2010', until: '2006' })).status).toBe(422);
      expect((await add({ institution: '' })).text).toContain('Choose an institution from the list');
      expect((await add({ institution: left, since: '2006' })).status).toBe(303);
      const members = () => application.get(EditionQueries).members(id, { limit: 9 });
      const entry = (await members()).items.find(({ institution }) => institution.slug === left)!;
      const form = fieldsOf(await wei.open(`${path}/members/${entry.id}`));
      expect(form).toMatchObject({ since: '2006', until: '' });
      expect((await wei.send(`${path}/members/${entry.id}`, { ...form, until: '2005' })).status).toBe(422);
      expect((await wei.send(`${path}/members/${entry.id}`, { ...form, until: '2009' })).status).toBe(303);
      const page = await (
        await fetch(`${application.url}/series/${slug}`, { headers: { 'accept-language': 'en' } })
      ).text();
      const part = (heading: string) =>
        (new RegExp(`aria-labelledby="${heading}".*?</section>`, 's').exec(page)?.[0] ?? '')
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ');
      expect(part('role-member')).toContain('Stays Shanghai, China, founding member, since 2006');
      expect(part('role-member')).not.toContain('Has left');
      expect(part('former')).toMatch(/Has left Member, .*2006–2009/);
      const gone = await wei.send(`${path}/members/${entry.id}/remove`, { version: '2' });
      expect(gone.location).toBe(`${path}?done=saved`);
      expect((await members()).items).toHaveLength(1);
    });

    it('is edited by its own organisers, and not by those of another', async () => {
      const [own, other] = [await aSeries(application), await aSeries(application)];
      const organiser = await atConsole(application, 'Organiser', { role: 'organiser', scope: `series/${own.id}` });
      const list = await organiser.open('/organise/series');
      expect(list.html).toContain(`href="/organise/series/${own.slug}"`);
      expect(list.html).not.toContain(`href="/organise/series/${other.slug}"`);
      expect((await organiser.open(`/organise/series/${own.slug}`)).status).toBe(200);
      for (const path of ['/organise/series/new', `/organise/series/${other.slug}`]) {
        expect((await organiser.open(path)).status).toBe(403);
      }
      expect((await organiser.send(`/organise/series/${other.slug}/members/new`, {})).status).toBe(403);
    });
  });
});
