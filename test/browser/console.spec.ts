/** The organisers' console in a real browser: what is typed is kept, and two people at one form are told of each other. */
import { type Browser, type Page } from 'playwright-core';
import { ADMIN, type RunningApplication, startApplication } from '../support/application.js';
import { describeInBrowser, openPage } from '../support/browser.js';
import { eventually } from '../support/until.js';

describeInBrowser('the forms of the console', (launched: () => Browser) => {
  let application: RunningApplication;
  let path: string;

  beforeAll(async () => {
    application = await startApplication({ args: ['--demo'] });
    const key = await eventually(
      async () => /events\/(demo-telemedicine-[\w-]+)/.exec(await (await fetch(application.url)).text())?.[1] ?? '',
      (found) => found !== '',
    );
    path = `${application.url}/organise/editions/${key}/details`;
  }, 180_000);
  afterAll(() => application.stop());

  /** Somebody at the form. */
  async function atForm() {
    const watched = await openPage(launched(), application.url, { locale: 'en', timezoneId: 'Europe/London' });
    const { page } = watched;
    await page.goto(`${application.url}/sign-in`);
    await page.fill('input[name=email]', ADMIN.email);
    await page.fill('input[name=password]', ADMIN.password);
    await page.click('main button[type=submit]');
    await page.waitForURL(/\/organise/);
    await page.goto(path);
    return watched;
  }

  const theme = 'input[name="theme.en"]';
  const kept = (page: Page) => page.waitForSelector('text=/^Saved as a draft \\d\\d:\\d\\d$/');

  it('keeps what is typed by itself, offers it when the page is opened again, and Ctrl+S saves it', async () => {
    const { page, context, errors } = await atForm();
    await page.fill(theme, 'Distance and nearness');
    await kept(page);
    await page.goto(path);
    expect(await page.inputValue(theme)).toBe('');
    expect(await page.innerText('.form-notice')).toMatch(/You have unsaved changes from \d\d:\d\d/);
    await page.click('text=Continue with them');
    expect(await page.inputValue(theme)).toBe('Distance and nearness');
    await page.focus(theme);
    await page.keyboard.press('Control+s');
    await page.waitForURL(/done=saved/);
    expect(await page.inputValue(theme)).toBe('Distance and nearness');
    expect(await page.locator('.form-notice').count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('tries again when the connection was away, and asks before what is not kept is left', async () => {
    const { page, context } = await atForm();
    await context.setOffline(true);
    await page.fill(theme, 'Typed on a train');
    await page.waitForSelector('text=The draft could not be saved. It is tried again.');
    const question = page.waitForEvent('dialog');
    const leaving = page.evaluate(() => {
      location.href = '/organise';
    });
    const dialog = await question;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;
    await context.setOffline(false);
    await kept(page);
    await page.goto(path);
    await page.click('text=Discard them');
    await page.waitForURL(path);
    expect(await page.locator('.form-notice').count()).toBe(0);
    await context.close();
  });

  it('does not send the form while a word is being composed', async () => {
    const { page, context } = await atForm();
    await page.focus(theme);
    const session = await context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'yuan', selectionStart: 4, selectionEnd: 4 });
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 });
    await page.evaluate((selector) => {
      const enter = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
      const save = new KeyboardEvent('keydown', { key: 's', ctrlKey: true, isComposing: true, bubbles: true });
      document.querySelector(selector)?.dispatchEvent(enter);
      document.querySelector(selector)?.dispatchEvent(save);
      if (!enter.defaultPrevented) throw new Error('Enter would have sent the form.');
    }, theme);
    await session.send('Input.insertText', { text: '远程' });
    expect(page.url()).toBe(path);
    expect(await page.inputValue(theme)).toContain('远程');
    await kept(page);
    await page.goto(path);
    await page.click('text=Discard them');
    await context.close();
  });

  it('tells the second of two people what the first has changed, and lets them choose', async () => {
    const [first, second] = [await atForm(), await atForm()];
    await first.page.fill(theme, 'Nearness');
    await first.page.fill('input[name=year]', '2033');
    await first.page.click('text=Save the details');
    await first.page.waitForURL(/done=saved/);
    await second.page.fill(theme, 'Distance');
    await second.page.click('text=Save the details');
    const notice = second.page.locator('.form-conflict');
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/Administrator changed this at .*just now/);
    expect(await second.page.evaluate(() => document.activeElement?.classList.contains('form-conflict'))).toBe(true);
    expect(await second.page.inputValue(theme)).toBe('Distance');
    expect(await second.page.inputValue('input[name=year]')).toBe('2033');
    await second.page.check('input[name="_take.theme.en"][value=theirs]');
    await second.page.click('text=Save over it');
    await second.page.waitForURL(/done=saved/);
    expect(await second.page.inputValue(theme)).toBe('Nearness');
    await first.context.close();
    await second.context.close();
  });

  it('adds rows, each with names of its own', async () => {
    const { page, context } = await atForm();
    const rows = page.locator('[data-rows=roles] > [data-row]');
    const before = await rows.count();
    await page.click('text=Add an institution');
    await page.click('text=Add an institution');
    expect(await rows.count()).toBe(before + 2);
    const names = await page
      .locator('[data-rows=roles] select')
      .evaluateAll((all) => all.map((select) => (select as HTMLSelectElement).name));
    expect(names.slice(-4)).toEqual([
      `roles.${before}.institution`,
      `roles.${before}.role`,
      `roles.${before + 1}.institution`,
      `roles.${before + 1}.role`,
    ]);
    expect(await page.evaluate(() => (document.activeElement as HTMLSelectElement).name)).toBe(names.at(-2));
    expect(await page.getByLabel(`Role of institution ${before + 2}`).count()).toBe(1);
    await context.close();
  });
});
