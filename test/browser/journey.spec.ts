/** What people do, in a real browser: an organiser makes an edition, somebody registers from a phone in Chinese, joins and cancels. */
import { type Browser, type Page } from 'playwright-core';
import { wallTime } from '../../src/kernel/time-zone.js';
import { ADMIN, type RunningApplication, startApplication } from '../support/application.js';
import { describeInBrowser, openPage } from '../support/browser.js';
import { eventually } from '../support/until.js';
import { type MailSink, startMailSink } from '../support/mail-sink.js';

const PHONE = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 375, height: 740 } };
const ZONE = 'America/Edmonton';

describeInBrowser('the main journey', (launched: () => Browser) => {
  let application: RunningApplication;
  let sink: MailSink;

  beforeAll(async () => {
    sink = await startMailSink();
    application = await startApplication({ args: ['--history'], env: { SMTP_URL: sink.url } });
    await eventually(
      async () => (await fetch(`${application.url}/series/telemedicine`)).status,
      (status) => status === 200,
    );
  }, 120_000);

  afterAll(async () => {
    await application.stop();
    await sink.close();
  });

  /** The mails to one person, once there are so many. */
  const mailsTo = (email: string, count: number) =>
    eventually(
      () => sink.messages.filter(({ envelope }) => envelope.to.includes(email)),
      (mails) => mails.length >= count,
    );

  /** Fills in the console's form for an edition that starts in 20 minutes, whose stream is open already. */
  async function makeEdition(page: Page, key: string): Promise<void> {
    const { url } = application;
    await page.goto(`${url}/organise/editions/new`);
    await page.selectOption('select[name=series]', 'telemedicine');
    await page.fill('input[name=key]', key);
    await page.fill('input[name="title.en"]', 'Rounds by video');
    await page.fill('input[name="title.zh-Hans"]', '远程查房');
    await page.selectOption('select[name="hosts.0"]', 'alberta');
    await page.selectOption('select[name=timeZone]', ZONE);
    await page.fill('input[name=startsAt]', wallIn(20));
    await page.fill('input[name=endsAt]', wallIn(80));
    await page.check('input[name=format][value=online]');
    await page.fill('input[name="category.name.en"]', 'Online attendee');
    await page.check('input[name="category.attendance"][value=online]');
    await page.fill('input[name="stream.title.en"]', 'Broadcast');
    await page.fill('input[name="stream.url"]', 'https://live.example.org/rounds');
    await page.selectOption('select[name="stream.provider"]', 'other');
    await page.fill('input[name="stream.opensMinutesBefore"]', '30');
    await page.click('main form button[type=submit]');
    expect(await page.locator('.summary').allInnerTexts()).toEqual([]);
    await page.waitForURL(`${url}/organise/editions/${key}?done=created`);
  }

  async function publish(page: Page): Promise<void> {
    await page.click('main form[action$="/publish"] button');
    await page.waitForLoadState();
  }

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${application.url}/sign-in`);
    await page.fill('input[name=email]', ADMIN.email);
    await page.fill('input[name=password]', ADMIN.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/organise/);
  }

  it.each([{ script: false }, { script: true }])(
    'with JavaScript: $script',
    async ({ script }) => {
      const { url } = application;
      const key = `rounds-${script ? 'with' : 'without'}-script`;
      const organiser = await openPage(launched(), url, { locale: 'en', timezoneId: ZONE, javaScriptEnabled: script });
      await signIn(organiser.page);
      await makeEdition(organiser.page, key);
      await publish(organiser.page);

      const { page, context, errors, foreign } = await openPage(launched(), url, {
        ...PHONE,
        javaScriptEnabled: script,
      });
      await page.goto(`${url}/events/${key}`);
      expect(await page.getAttribute('html', 'lang')).toBe('zh-Hans');
      expect(await page.innerText('h1')).toContain('远程查房');

      // A wrong address first: the message stands beside the field and nothing typed is lost.
      await page.goto(`${url}/events/${key}/register`);
      const category = page.locator('input[name=category]').first();
      if (!(await category.isChecked())) await category.check();
      await page.fill('input[name=name]', '王芳');
      await page.fill('input[name=email]', 'wang.fang@nowhere');
      await page.selectOption('select[name=timeZone]', 'Asia/Shanghai');
      await page.check('input[name=consent]');
      await submitByKeyboard(page);
      expect(await page.inputValue('input[name=name]')).toBe('王芳');
      expect(await page.getAttribute('input[name=email]', 'aria-invalid')).toBe('true');

      const email = `wang.fang.${script}@example.org`;
      await page.fill('input[name=email]', email);
      await submitByKeyboard(page);
      await page.waitForURL(`${url}/events/${key}/registered`);
      expect(await page.content()).not.toMatch(/\/(?:r|join)\/[\w-]{40,}/);

      const [mail] = await mailsTo(email, 1);
      expect(mail!.subject).toContain('远程查房');
      const link = (kind: string) => new RegExp(`${url}/${kind}/[\\w-]+`).exec(mail!.text ?? '')![0];

      await page.goto(link('join'));
      const stream = page.locator('a[href="https://live.example.org/rounds"]');
      expect(await stream.count()).toBe(1);
      expect(await stream.getAttribute('rel')).toContain('noreferrer');

      await page.goto(link('r'));
      expect(await page.innerText('main')).toContain('王芳');
      const cancelling = page.locator('form[action$="/cancel"]');
      await page.locator('details', { has: cancelling }).locator('summary').click();
      await cancelling.locator('button').click();
      await page.waitForLoadState();
      expect((await mailsTo(email, 2)).map(({ subject }) => subject.slice(0, 4))).toEqual(['报名成功', '报名已取']);
      expect({ errors, foreign }).toEqual({ errors: [], foreign: [] });
      await context.close();
      await organiser.context.close();
    },
    120_000,
  );

  it('says the same to somebody who is registered already', async () => {
    const { url } = application;
    const key = 'rounds-with-script';
    const { page, context } = await openPage(launched(), url, PHONE);
    for (let time = 0; time < 2; time++) {
      await page.goto(`${url}/events/${key}/register`);
      const category = page.locator('input[name=category]').first();
      if (!(await category.isChecked())) await category.check();
      await page.fill('input[name=name]', '李雷');
      await page.fill('input[name=email]', 'li.lei@example.org');
      await page.check('input[name=consent]');
      await page.click('main form button[type=submit]');
      await page.waitForURL(`${url}/events/${key}/registered`);
    }
    expect(await mailsTo('li.lei@example.org', 2)).toHaveLength(2);
    await context.close();
  }, 60_000);
});

/** From the last field on by Tab to the button, then Space: no mouse. */
async function submitByKeyboard(page: Page): Promise<void> {
  const button = page.locator('main form button[type=submit]').last();
  await page.focus('input[name=consent]');
  for (let step = 0; step < 10; step++) {
    await page.keyboard.press('Tab');
    if (await button.evaluate((element) => element === element.ownerDocument.activeElement)) break;
  }
  await Promise.all([
    page.waitForLoadState('load'),
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.keyboard.press('Enter'),
  ]);
}

/** The wall clock in ZONE so many minutes from now, as a datetime-local field wants it. */
function wallIn(minutes: number): string {
  const { year, month, day, hour, minute } = wallTime(ZONE, new Date(Date.now() + minutes * 60_000));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
