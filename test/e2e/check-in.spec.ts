/** The door without a script: everything is done with forms. */
import { scopeOfEdition } from '../../src/features/editions/index.js';
import { anEdition, type BuiltEdition, END, START } from '../factories/edition.js';
import { aRegistration } from '../factories/registration.js';
import { atConsole, type ConsoleVisitor, type ShownPage } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('checking in with forms', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let li: ConsoleVisitor;
  let base: string;
  beforeAll(async () => {
    application = await startTestApplication();
    edition = await anEdition(application, {
      edition: { startsAt: START, endsAt: END },
      category: { name: 'Delegate', attendance: 'in_person', capacity: 3 },
      rule: null,
      stream: null,
    });
    base = `/organise/editions/${edition.key}/check-in`;
    li = await atConsole(application, 'Li', { role: 'check_in', scope: scopeOfEdition(edition.seriesId, edition.id) });
  }, 60_000);
  afterAll(() => application.stop());
  afterEach(() => application.setNow(null));

  /** The fields of the form behind a button with this label. */
  function formOf({ html }: ShownPage, label: string): Record<string, string> {
    const form =
      [...html.matchAll(/<form method="post"[\s\S]*?<\/form>/g)].find(([one]) => one.includes(label))?.[0] ?? '';
    const inputs = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]);
    return Object.fromEntries(inputs) as Record<string, string>;
  }

  const find = (text: string) => li.open(`${base}?q=${encodeURIComponent(text)}`);
  const press = async (page: ShownPage, label: string) => {
    const { status, location } = await li.send(`${base}/scan`, formOf(page, label));
    expect(status).toBe(303);
    return li.open(location!);
  };

  it('finds by reference, name and address, checks in, says so again in red, and undoes', async () => {
    application.setNow(new Date(`${START.slice(0, 10)}T01:42:00Z`));
    const { reference } = await aRegistration(application, edition, {
      name: 'Lin Xiao',
      nativeName: '林晓',
      email: 'lin.xiao@hospital.example',
    });
    expect((await li.open(base)).text).toContain('0 / 1 checked in');
    for (const text of [reference.toLowerCase().replace('-', ''), '林', 'xiao', 'lin.xiao@hospital']) {
      expect((await find(text)).text).toContain(`People found: 1 林晓 Lin Xiao Delegate · ${reference} Check in`);
    }
    expect((await find('nobody of this name')).text).toContain('Nobody is called so here');

    const found = await find(reference);
    const done = await press(found, 'Check in Lin Xiao');
    expect(done.text).toContain(`Checked in 林晓 Lin Xiao Delegate · ${reference}`);
    expect(done.text).toContain('1 / 1 checked in');
    // The same form again is the same scan; another one finds the person in.
    expect((await press(found, 'Check in Lin Xiao')).text).toContain('Checked in 林晓 Lin Xiao');
    const another = { ...formOf(found, 'Check in Lin Xiao'), nonce: 'another-nonce' };
    const { location } = await li.send(`${base}/scan`, another);
    expect((await li.open(location!)).text).toContain('Already in – 09:42 by Li');
    expect((await find(reference)).text).toContain('In since 09:42');

    const undone = await press(await find(reference), 'Undo the check-in of Lin Xiao');
    expect(undone.text).toContain('Undone 林晓 Lin Xiao');
    expect(undone.text).toContain('0 / 1 checked in');
  });

  it('says why somebody cannot come in, and what to do', async () => {
    const { id, reference } = await aRegistration(application, edition, { name: 'Amara Osei' });
    const page = await find(reference);
    await application.sql(`UPDATE registration SET status = 'pending' WHERE id = $1`, [id]);
    const refused = await press(page, 'Check in Amara Osei');
    expect(refused.text).toContain('Not valid – not yet approved Amara Osei');
    expect(refused.text).toContain('An organiser can approve the registration. Then scan again.');
    // Nothing is offered that would be refused.
    expect((await find(reference)).html).not.toContain('Check in Amara Osei');
    await application.sql(`UPDATE registration SET status = 'confirmed' WHERE id = $1`, [id]);
  });

  it('registers somebody who just comes, until it is full', async () => {
    const person = (number: number) => ({
      category: edition.category,
      name: `Walker ${number}`,
      email: `walker-${number}@example.org`,
      consent: 'true',
    });
    const empty = await li.send(`${base}/walk-in`, { category: edition.category });
    expect([empty.status, empty.text.includes('Enter your full name')]).toEqual([422, true]);
    const first = await li.send(`${base}/walk-in`, person(1));
    expect(first.status).toBe(303);
    expect((await li.open(first.location!)).text).toContain('Checked in Walker 1 Delegate');
    const [row] = await application.sql(
      `SELECT source, checked_in_at IS NOT NULL AS "in" FROM registration WHERE email = 'walker-1@example.org'`,
    );
    expect(row).toEqual({ source: 'walk_in', in: true });
    const known = await li.send(`${base}/walk-in`, { ...person(1), name: 'The same' });
    expect([known.status, known.text.includes('This address is registered already')]).toEqual([409, true]);
    const full = await li.send(`${base}/walk-in`, person(2));
    expect([full.status, full.text.includes('There are no places left in this category')]).toEqual([409, true]);
    // What was typed is there still.
    expect(full.html).toContain('value="Walker 2"');
  });

  it('shows badges that were let in on two devices', async () => {
    const own = await anEdition(application, { rule: null, stream: null });
    const { id } = await aRegistration(application, own, { name: 'Jan Visser' });
    const at = new Date(Date.now() - 600_000).toISOString();
    const scans = ['Main door', 'Side door'].map((device) => ({
      ...{ nonce: `two-${device.slice(0, 4)}-${id}`, kind: 'in', registration: id, device, at, offline: true },
    }));
    await application.asAdmin('POST', `/editions/${own.key}/check-in/scans`, { scans });
    const admin = await atConsole(application, 'Organiser', { role: 'administrator', scope: '' });
    const { text } = await admin.open(`/organise/editions/${own.key}/check-in`);
    expect(text).toMatch(/Check these .* Jan Visser Also let in on Side door at \d\d:\d\d/);
  });

  it('lets this page, and no other, use the camera, and its worker nothing but the page', async () => {
    const open = async (path: string) => {
      const { headers, status } = await fetch(application.url + path, {
        headers: { authorization: `Bearer ${application.adminToken}` },
      });
      return { status, policy: headers.get('permissions-policy'), scope: headers.get('service-worker-allowed') };
    };
    expect(await open(base)).toEqual({
      status: 200,
      policy: 'camera=(self), microphone=(), geolocation=()',
      scope: null,
    });
    expect((await open('/')).policy).toBe('camera=(), microphone=(), geolocation=()');
    expect(await open(`${base}/sw.js`)).toMatchObject({ status: 200, scope: base });
    const viewer = await atConsole(application, null, {
      role: 'viewer',
      scope: scopeOfEdition(edition.seriesId, edition.id),
    });
    expect([(await viewer.open(base)).status, (await viewer.open(`${base}/sw.js`)).status]).toEqual([403, 403]);
  });

  it('serves every file that its worker keeps', async () => {
    const worker = await li.open(`${base}/sw.js`);
    const settings = JSON.parse(/^const SETTINGS = (.*);$/m.exec(worker.html)![1]!) as { files: string[] };
    expect(settings.files.length).toBeGreaterThan(10);
    for (const file of settings.files) {
      const answer = await fetch(application.url + file);
      expect([file, answer.status]).toEqual([file, 200]);
      // Modules find each other by the names under which they are served.
      const imported = [...(await answer.text()).matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, name]) => name!);
      const known = settings.files.map((path) => path.split('/').at(-1));
      expect({ file, unknown: imported.filter((name) => !known.includes(name)) }).toEqual({ file, unknown: [] });
    }
  });
});
