/** The door in a real browser: a camera, a scanner that types, and two phones without a connection. */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import encodeQR from 'qr';
import { LinkTokens } from '../../src/platform/security/tokens.js';
import { ADMIN, type RunningApplication, startApplication } from '../support/application.js';
import { describeInBrowser, openPage, sidewaysScroll, violations } from '../support/browser.js';
import { eventually } from '../support/until.js';
import { visit, type VisitedEdition, type Visitor } from '../support/visitor.js';

const PHONE = { locale: 'en', timezoneId: 'Asia/Shanghai', viewport: { width: 375, height: 740 } };
const SECRET_KEY = 'a secret for tests only, and long enough for everybody';

/** What the camera sees. Chromium opens the file whenever a page opens the camera. */
const FILM = path.join(os.tmpdir(), `symposia-camera-${process.pid}.y4m`);

interface Person {
  id: string;
  reference: string;
  name: string;
}

interface Entry extends Person {
  checkedIn: { device: string; by: string } | null;
  alsoOn: { device: string }[];
}

describeInBrowser(
  'the door',
  (launched: () => Browser) => {
    let application: RunningApplication;
    let visitor: Visitor;
    beforeAll(async () => {
      application = await startApplication({ env: { SECRET_KEY } });
      visitor = await visit(application.url);
    }, 60_000);
    afterAll(async () => {
      await application.stop();
      rmSync(FILM, { force: true });
    });

    const ticketOf = (id: string) =>
      `${application.url}/t/${new LinkTokens({ secretKey: SECRET_KEY } as never).sign('ticket', id, 1)}`;
    const doorOf = ({ key }: VisitedEdition) => `/organise/editions/${key}/check-in`;

    /** An edition that so many have registered for. */
    async function withPeople(count: number): Promise<{ edition: VisitedEdition; people: Person[] }> {
      const edition = await visitor.edition();
      await visitor.registerAll(edition, count);
      const { items } = await visitor.admin<{ items: Person[] }>(
        'GET',
        `/editions/${edition.key}/registrations?limit=200`,
      );
      return { edition, people: items };
    }

    const entries = async ({ key }: VisitedEdition) =>
      (await visitor.admin<{ items: Entry[] }>('GET', `/editions/${key}/check-in/list?limit=1000`)).items;

    const lines: PhoneLine[] = [];
    afterEach(() => Promise.all(lines.splice(0).map((line) => line.close())));

    /** Somebody at the door with a phone of their own, who is ready to lose the connection. */
    async function atDoor(edition: VisitedEdition, device: string, options = PHONE) {
      const line = await aPhoneLine(application.port);
      lines.push(line);
      const watched = await openPage(launched(), line.url, { ...options, permissions: ['camera'] });
      const { page } = watched;
      await signIn(page, line.url);
      await page.goto(line.url + doorOf(edition));
      await page.waitForSelector('main[data-ready=true]');
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
      });
      await page.fill('#device-name', device);
      await page.press('#device-name', 'Tab');
      return { ...watched, line };
    }

    /** The browser is told, and nothing gets through, whatever it believes. */
    async function offline({ context, line }: { context: BrowserContext; line: PhoneLine }): Promise<void> {
      line.cut();
      await context.setOffline(true);
    }

    async function online({ context, line }: { context: BrowserContext; line: PhoneLine }): Promise<void> {
      line.mend();
      await context.setOffline(false);
    }

    const said = (page: Page) => page.innerText('[data-answer] .say');

    describe('with a camera', () => {
      it.each(['express', 'standard'])(
        'reads a ticket in %s mode',
        async (mode) => {
          const { edition, people } = await withPeople(2);
          const [person] = people as [Person];
          film(ticketOf(person.id));
          const { page, context, errors, foreign } = await atDoor(edition, 'Camera');
          if (mode === 'express') await page.check('[data-express]');
          await page.click('[data-camera-toggle]');
          if (mode === 'standard') {
            await page.waitForSelector('.outcome[data-is=ask]');
            expect(await page.innerText('[data-answer]')).toContain(person.name);
            expect((await entries(edition)).filter(({ checkedIn }) => checkedIn)).toEqual([]);
            await page.click('[data-answer] button');
          }
          await page.waitForSelector('.outcome[data-is=ok]');
          expect(await said(page)).toBe('Checked in');
          expect(await page.innerText('[data-gauge]')).toMatch(/^1\s*\/\s*2/);
          await page.click('[data-camera-toggle]');
          expect(await page.isVisible('[data-finder]')).toBe(false);

          // Once more in front of the camera: red.
          await page.click('[data-camera-toggle]');
          await page.waitForSelector('.outcome[data-is=bad]');
          expect(await said(page)).toMatch(/^Already in – \d\d:\d\d by Administrator$/);
          const [first, ...others] = (await entries(edition)).filter(({ checkedIn }) => checkedIn);
          expect({ id: first!.id, device: first!.checkedIn!.device.replace(/ \w{4}$/, ''), others }).toEqual({
            ...{ id: person.id, device: 'Camera', others: [] },
          });
          expect({ errors, foreign }).toEqual({ errors: [], foreign: [] });
          await context.close();
        },
        60_000,
      );

      it('says what a code of something else is', async () => {
        const { edition } = await withPeople(1);
        const { people: elsewhere } = await withPeople(1);
        film(ticketOf(elsewhere[0]!.id));
        const { page, context } = await atDoor(edition, 'Camera');
        await page.click('[data-camera-toggle]');
        await page.waitForSelector('.outcome[data-is=warn]');
        expect(await said(page)).toBe('Not valid – for another event');
        await page.click('[data-camera-toggle]');
        film('https://elsewhere.example/menu');
        await page.click('[data-camera-toggle]');
        await page.waitForFunction(() =>
          document.querySelector('[data-answer] .say')?.textContent?.includes('not on the list'),
        );
        await context.close();
      }, 60_000);
    });

    it('is operated by keyboard, as a scanner does, and undone', async () => {
      const { edition, people } = await withPeople(3);
      const [one, two] = people as [Person, Person];
      const { page, context, errors } = await atDoor(edition, 'Desk', {
        ...PHONE,
        viewport: { width: 320, height: 640 },
      });
      await page.focus('#main');
      // Standard mode: the person is shown, Enter lets in.
      await page.keyboard.type(one.reference.toLowerCase());
      await page.keyboard.press('Enter');
      await page.waitForSelector('.outcome[data-is=ask]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.outcome[data-is=ok]');
      // Somebody else is shown; the next scan is not for them.
      await page.keyboard.type(two.reference);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.outcome[data-is=ask]');
      await page.keyboard.type(ticketOf(one.id));
      await page.keyboard.press('Enter');
      await page.waitForSelector('.outcome[data-is=bad]');
      expect((await entries(edition)).filter(({ checkedIn }) => checkedIn).map(({ id }) => id)).toEqual([one.id]);

      await page.click(`[data-recent] button[aria-label="Undo the check-in of ${one.name}"]`);
      await page.waitForSelector('.outcome[data-is=warn]');
      expect(await said(page)).toBe('Undone');
      expect((await entries(edition)).filter(({ checkedIn }) => checkedIn)).toEqual([]);

      // By a part of the name, and by the address, which the device does not know.
      for (const text of ['person', 'person-2@example.org']) {
        await page.fill('#q', text);
        await page.press('#q', 'Enter');
        await page.waitForFunction(
          (count) => document.querySelectorAll('.people-found li').length === count,
          text === 'person' ? 3 : 1,
        );
      }
      expect(await page.innerText('.people-found')).toContain('Person 2');
      expect([await sidewaysScroll(page), await violations(page)]).toEqual([0, []]);
      await page.click('.people-found button');
      await page.waitForSelector('.outcome[data-is=ok]');
      expect([await sidewaysScroll(page), await violations(page), errors]).toEqual([0, [], []]);
      await context.close();
    }, 60_000);

    it('lets 100 people in on two phones without a connection, once each, and flags those let in twice', async () => {
      const { edition, people } = await withPeople(100);
      const a = await atDoor(edition, 'Main door');
      const b = await atDoor(edition, 'Side door');
      for (const phone of [a, b]) {
        await phone.page.check('[data-express]');
        await offline(phone);
        await phone.page.waitForSelector('main[data-state=offline]');
      }
      const from = (first: number, last: number) => people.slice(first - 1, last);
      // 41 to 60 go through both doors: 41 to 50 first through the main door, 51 to 60 first through the side door.
      await typeAll(a.page, from(1, 50), 0);
      await typeAll(b.page, from(41, 80), 0);
      await typeAll(a.page, from(51, 55), 50);

      for (const { page, waiting } of [
        { page: a.page, waiting: 55 },
        { page: b.page, waiting: 40 },
      ]) {
        await page.reload();
        await page.waitForSelector(`main[data-waiting="${waiting}"]`);
        expect(await page.innerText('[data-net]')).toBe(`Offline, ${waiting} waiting`);
        expect(await page.innerText('[data-gauge]')).toContain(`${waiting}`);
      }
      await typeAll(a.page, from(56, 60), 55);
      await typeAll(b.page, from(81, 100), 40);
      // Who is in by this device's own list is not let in again.
      await a.page.fill('#q', people[0]!.reference);
      await a.page.press('#q', 'Enter');
      await a.page.waitForSelector('.outcome[data-is=bad]');
      expect((await entries(edition)).filter(({ checkedIn }) => checkedIn)).toEqual([]);

      await backOnline(a);
      expect((await entries(edition)).filter(({ checkedIn }) => checkedIn)).toHaveLength(60);
      await backOnline(b);

      const all = await entries(edition);
      const deviceOf = ({ checkedIn }: Entry) => checkedIn?.device.replace(/ \w{4}$/, '');
      expect(all.filter((entry) => deviceOf(entry) === 'Main door')).toHaveLength(50);
      expect(all.filter((entry) => deviceOf(entry) === 'Side door')).toHaveLength(50);
      const twice = all.filter(({ alsoOn }) => alsoOn.length > 0).map(({ id }) => id);
      expect(twice.sort()).toEqual(
        from(41, 60)
          .map(({ id }) => id)
          .sort(),
      );
      for (const { page, errors } of [a, b]) {
        await page.waitForFunction(() => document.querySelectorAll('[data-flagged-list] li').length === 20, null, {
          timeout: 40_000,
        });
        expect(await page.innerText('[data-flagged-list]')).toMatch(
          /Also let in on (Main|Side) door \w{4} at \d\d:\d\d/,
        );
        await page.waitForFunction(() =>
          /^\s*100\s*\/\s*100/.test(document.querySelector('[data-gauge]')?.textContent ?? ''),
        );
        expect(await page.innerText('[data-net]')).toBe('Online');
        expect(errors.filter((error) => !/net::ERR_/.test(error))).toEqual([]);
      }
      // As often as that in the trail: 100 times in, and 10 times an earlier one came to light.
      const trail = await everyEntry(edition.key);
      expect(trail.filter(({ action }) => action === 'registration.check-in')).toHaveLength(110);
      expect(trail.filter(({ action }) => action === 'registration.undo-check-in')).toEqual([]);
      await a.context.close();
      await b.context.close();
    }, 240_000);

    it('keeps scans through a closed page, and nothing else for whoever signs out', async () => {
      const { edition, people } = await withPeople(3);
      const phone = await atDoor(edition, 'Phone');
      const { page, context, line } = phone;
      await page.check('[data-express]');
      await offline(phone);
      await typeAll(page, people.slice(0, 1), 0);
      await page.close();
      const second = await context.newPage();
      await second.goto(line.url + doorOf(edition));
      await second.waitForSelector('main[data-waiting="1"]');
      expect(await kept(second)).toMatchObject({ people: 3, queue: 1 });

      await online(phone);
      await second.waitForSelector('main[data-state=online][data-waiting="0"]');
      expect((await entries(edition)).filter(({ checkedIn }) => checkedIn)).toHaveLength(1);

      // One more that cannot be sent; then the session ends elsewhere.
      await offline(phone);
      await typeAll(second, people.slice(1, 2), 0);
      await context.clearCookies();
      await online(phone);
      await second.waitForSelector('main[data-state=signed-out]');
      expect(await second.innerText('[data-net]')).toBe('Signed out, 1 waiting: sign in');
      await second.click('[data-net] a');
      await second.waitForURL(/sign-in/);
      await eventually(
        () => kept(second),
        (found) => found.people === 0 && found.workers === 0 && found.caches === 0,
      );
      expect(await kept(second)).toEqual({ people: 0, queue: 1, recent: 0, workers: 0, caches: 0 });
      await fillSignIn(second);
      await second.waitForURL(/check-in/);
      await second.waitForSelector('main[data-ready=true][data-waiting="0"]');
      expect((await entries(edition)).filter(({ checkedIn }) => checkedIn)).toHaveLength(2);
      await context.close();
    }, 90_000);

    it('erases everything when asked to', async () => {
      const { edition, people } = await withPeople(2);
      const { page, context } = await atDoor(edition, 'Phone');
      await page.check('[data-express]');
      await typeAll(page, people.slice(0, 1), null);
      await page.click('[data-device] summary');
      await page.click('[data-erase]');
      await page.waitForURL(new RegExp(`/organise/editions/${edition.key}$`));
      expect(await kept(page)).toEqual({ people: 0, queue: 0, recent: 0, workers: 0, caches: 0 });
      await context.close();
    }, 60_000);

    it('keeps nothing of an edition that is over', async () => {
      const { edition } = await withPeople(2);
      await visitor.admin('POST', `/editions/${edition.key}/reschedule`, {
        startsAt: new Date(Date.now() - 7_200_000).toISOString(),
        endsAt: new Date(Date.now() - 3_600_000).toISOString(),
      });
      const { page, context } = await openPage(launched(), application.url, PHONE);
      await signIn(page, application.url);
      await page.goto(application.url + doorOf(edition));
      await page.waitForSelector('main[data-ready=true]');
      expect(await page.innerText('[data-kept]')).toBe(
        'No list is kept on this device. It works with a connection only.',
      );
      expect(await kept(page)).toEqual({ people: 0, queue: 0, recent: 0, workers: 0, caches: 0 });
      await context.close();
    }, 60_000);

    /** References typed one after the other, as a scanner does; `waiting` scans wait before. Null: they are sent at once. */
    async function typeAll(page: Page, some: readonly Person[], waiting: number | null): Promise<void> {
      for (const [index, { reference, name }] of some.entries()) {
        await page.fill('#q', reference);
        await page.press('#q', 'Enter');
        if (waiting !== null) await page.waitForSelector(`main[data-waiting="${waiting + index + 1}"]`);
        await page.waitForFunction(
          (text) => document.querySelector('[data-answer] .outcome[data-is=ok] .who')?.textContent === text,
          name,
        );
      }
    }

    async function backOnline(phone: { page: Page; context: BrowserContext; line: PhoneLine }): Promise<void> {
      await online(phone);
      await phone.page.waitForSelector('main[data-state=online][data-waiting="0"]', { timeout: 60_000 });
    }

    async function everyEntry(key: string): Promise<{ action: string }[]> {
      const all: { action: string }[] = [];
      for (let cursor = ''; ;) {
        const page = await visitor.admin<{ items: { action: string }[]; next: string | null }>(
          'GET',
          `/audit?edition=${key}&limit=200${cursor}`,
        );
        all.push(...page.items);
        if (page.next === null) return all;
        cursor = `&cursor=${encodeURIComponent(page.next)}`;
      }
    }
  },
  ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${FILM}`],
);

/** A line of one phone to the application, which can be cut: what the browser emulates leaks around a page that is loaded again. */
interface PhoneLine {
  url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

async function aPhoneLine(port: number): Promise<PhoneLine> {
  let isCut = false;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = net.connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    cut: () => {
      isCut = true;
      hangUp();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      server.close();
      hangUp();
      await once(server, 'close');
    },
  };
}

/** What is on the device: rows of the store, service workers, caches. */
function kept(page: Page): Promise<Record<'people' | 'queue' | 'recent' | 'workers' | 'caches', number>> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('check-in', 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('There is no store.'));
    });
    const count = (name: string) =>
      new Promise<number>((resolve) => {
        const request = database.transaction(name).objectStore(name).count();
        request.onsuccess = () => resolve(request.result);
      });
    const found = {
      people: await count('people'),
      queue: await count('queue'),
      recent: await count('recent'),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      caches: (await caches.keys()).length,
    };
    database.close();
    return found;
  });
}

/** Lets the camera see a QR code: two frames of a film without colour (YUV4MPEG2). */
function film(text: string): void {
  const [width, height] = [640, 480];
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const size = Math.floor(height / modules.length);
  const [left, top] = [(width - size * modules.length) >> 1, (height - size * modules.length) >> 1];
  const luma = Buffer.alloc(width * height, 180);
  modules.forEach((row, y) =>
    row.forEach((isDark, x) => {
      for (let line = 0; line < size; line++) {
        const at = (top + y * size + line) * width + left + x * size;
        luma.fill(isDark ? 24 : 230, at, at + size);
      }
    }),
  );
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, colour]);
  writeFileSync(
    FILM,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
  );
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await fillSignIn(page);
  await page.waitForURL(/\/organise/);
}

async function fillSignIn(page: Page): Promise<void> {
  await page.fill('input[name=email]', ADMIN.email);
  await page.fill('input[name=password]', ADMIN.password);
  await page.click('main button[type=submit]');
}
