/** Uploading with the script: the file's way is watched and broken off; what is refused is said where the form is. */
import { type Browser, type Page } from 'playwright-core';
import { ADMIN, type RunningApplication, startApplication } from '../support/application.js';
import { describeInBrowser, openPage, sidewaysScroll, violations } from '../support/browser.js';
import { eventually } from '../support/until.js';

const ARCHIVE = '/organise/editions/ewa-2018/archive';
const PDF = { name: 'Proceedings 2018.pdf', mimeType: 'application/pdf' };
const aPdf = (size: number) => ({ ...PDF, buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(size, 65)]) });

describeInBrowser('the archive of an edition', (launched: () => Browser) => {
  let application: RunningApplication;
  beforeAll(async () => {
    application = await startApplication({ args: ['--history'], env: { UPLOAD_LIMIT_MB: '10' } });
    const { url } = application;
    await eventually(
      async () => (await fetch(`${url}/events/ewa-2018`)).status,
      (status) => status === 200,
    );
  }, 60_000);
  afterAll(() => application.stop());

  const send = (page: Page) => page.click('main button.btn-primary[type=submit]');

  it('takes a file, shows its way, and shows it to everybody', async () => {
    const { url } = application;
    const { page, context, foreign, errors } = await openPage(launched(), url, {
      locale: 'en',
      viewport: { width: 320, height: 800 },
    });
    const faults: string[] = [];
    const look = async (what: string) => {
      const sideways = await sidewaysScroll(page);
      if (sideways > 0) faults.push(`${what}: can be scrolled sideways by ${sideways} px`);
      faults.push(...(await violations(page)).map((violation) => `${what}: ${violation}`));
    };
    const slowly = await context.newCDPSession(page);
    const atBytesASecond = (uploadThroughput: number) =>
      slowly.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await signIn(page, url);
    await page.goto(`${url}${ARCHIVE}/upload`);
    await page.fill('[name="title.en"]', 'Proceedings');

    // Too large: nothing is sent.
    await page.setInputFiles('[name=file]', aPdf(10_000_001));
    await send(page);
    expect(await page.textContent('[data-upload-status]')).toBe('The file is too large: at most 10 MB');

    // Of the wrong kind: the server says so, and what was typed is there still.
    await page.setInputFiles('[name=file]', {
      name: 'x.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<html>'),
    });
    await send(page);
    await page.waitForSelector('[data-summary]');
    expect(await page.textContent('[data-summary] li')).toContain('not accepted');
    expect(await page.evaluate('document.activeElement.matches("[data-summary]")')).toBe(true);
    expect(await page.inputValue('[name="title.en"]')).toBe('Proceedings');
    expect(await page.evaluate('document.querySelector("[type=file]").files[0].name')).toBe('x.pdf');
    await look('a refused upload');

    // Watched, and broken off.
    await atBytesASecond(1_000_000);
    await page.setInputFiles('[name=file]', aPdf(8_000_000));
    await send(page);
    await eventually(
      () => page.textContent('[data-upload-words]'),
      (words) => /^[1-9][\d.]* of 8\.0 MB$/.test(words ?? ''),
    );
    await look('an upload under way');
    await page.click('[data-upload] button');
    expect(await page.textContent('[data-upload-status]')).toBe('The upload is cancelled. Nothing was kept.');

    await atBytesASecond(-1);
    await send(page);
    await page.waitForURL(/archive\?done=uploaded/);
    await look('the archive with a file');
    await page.click('main table a');
    await page.waitForURL(/archive\/[0-9a-f-]{36}/);
    await look('a document');
    await page.goto(`${url}/events/ewa-2018`);
    await look('the page of the edition');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('section[aria-labelledby=documents] a'),
    ]);
    expect(download.suggestedFilename()).toBe('Proceedings 2018.pdf');
    expect({ faults, foreign, errors }).toEqual({ faults: [], foreign: [], errors: [] });
    await context.close();
  }, 120_000);
});

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name=email]', ADMIN.email);
  await page.fill('input[name=password]', ADMIN.password);
  await page.click('main button[type=submit]');
  await page.waitForURL(/\/organise/);
}
