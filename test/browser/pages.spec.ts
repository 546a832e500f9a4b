/** Every page, in three languages and three widths: accessible, nothing to scroll sideways, nothing from another host, no script error. */
import { type Browser, type Page } from 'playwright-core';
import { ADMIN, type RunningApplication, startApplication } from '../support/application.js';
import { describeInBrowser, openPage, sidewaysScroll, violations } from '../support/browser.js';
import { eventually } from '../support/until.js';

const VISITS = [
  { locale: 'en', timezoneId: 'America/Edmonton', width: 1280 },
  { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', width: 375 },
  { locale: 'zh-TW', timezoneId: 'Asia/Taipei', width: 320 },
];

describeInBrowser('every page', (launched: () => Browser) => {
  let application: RunningApplication;
  let demonstration: string;
  let personal: { manage: string; join: string; unsubscribe: string };
  let mail: string;

  beforeAll(async () => {
    application = await startApplication({ args: ['--demo'] });
    const { url } = application;
    demonstration = await eventually(
      async () => /events\/(demo-telemedicine-[\w-]+)/.exec(await textOf(url))?.[1] ?? '',
      (key) => key !== '',
    );
    // A reminder has every personal link; the first are due within a minute.
    const reminder = await eventually(
      () => newestMail(url),
      ({ links }) => links.unsubscribe !== '',
      120_000,
    );
    mail = reminder.path;
    personal = reminder.links;
  }, 180_000);

  afterAll(() => application.stop());

  const paths = () => [
    '/',
    '/series/ewa',
    '/series/telemedicine',
    '/series/exchange',
    '/events/ewa-2018',
    '/events/telemedicine-2014',
    '/events/demo-ewa-' + String(new Date().getUTCFullYear() + 1),
    `/events/${demonstration}`,
    `/events/${demonstration}/register`,
    `/events/${demonstration}/registered`,
    personal.manage,
    personal.join,
    personal.unsubscribe,
    '/mailbox',
    mail,
    '/sign-in',
    '/api/docs',
    '/nothing-here',
    '/r/forged',
  ];
  const organiserPaths = () => [
    '/organise',
    '/organise/editions/new',
    `/organise/editions/${demonstration}`,
    `/organise/editions/${demonstration}/registrations`,
    `/organise/editions/${demonstration}/deliveries`,
  ];

  it.each(VISITS)(
    '$locale, $width px',
    async ({ locale, timezoneId, width }) => {
      const { url } = application;
      const { page, context, foreign, errors } = await openPage(launched(), url, {
        locale,
        timezoneId,
        viewport: { width, height: 800 },
      });
      const faults: string[] = [];
      const look = async (path: string) => {
        await page.goto(url + path);
        const sideways = await sidewaysScroll(page);
        if (sideways > 0) faults.push(`${path}: can be scrolled sideways by ${sideways} px`);
        faults.push(...(await violations(page)).map((violation) => `${path}: ${violation}`));
      };
      for (const path of paths()) await look(path);
      await signIn(page, url);
      for (const path of organiserPaths()) await look(path);
      expect({ faults, foreign, errors }).toEqual({ faults: [], foreign: [], errors: [] });
      await context.close();
    },
    240_000,
  );

  it('shows both series with their recorded editions, and gaps as gaps', async () => {
    const { page, context } = await openPage(launched(), application.url, { locale: 'en' });
    await page.goto(application.url);
    const text = await page.innerText('main');
    for (const year of [2007, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018]) {
      expect(text).toContain(String(year));
    }
    expect(text).toContain('What makes an impactful institution?');
    expect(text.match(/Host not recorded/g)).toHaveLength(2);
    expect(text).toContain('11th to 17th');
    await context.close();
  });
});

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function newestMail(url: string) {
  const path = /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(await textOf(`${url}/mailbox`))?.[1] ?? '';
  const text = await textOf(url + path);
  const link = (kind: string) => new RegExp(`/${kind}/[\\w-]+`).exec(text)?.[0] ?? '';
  return { path, links: { manage: link('r'), join: link('join'), unsubscribe: link('unsubscribe') } };
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name=email]', ADMIN.email);
  await page.fill('input[name=password]', ADMIN.password);
  await page.click('main button[type=submit]');
  await page.waitForURL(/\/organise/);
}
