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
    '/institutions',
    '/institutions/sumc',
    '/institutions/cetv',
    '/events/ewa-2018',
    '/events/telemedicine-2014',
    '/events/demo-ewa-' + String(new Date().getUTCFullYear() + 1),
    `/events/${demonstration}`,
    `/events/${demonstration}/register`,
    `/events/${demonstration}/register?invitation=forged`,
    `/events/${demonstration}/registered`,
    `/events/${demonstration}/lost-link`,
    `/events/${demonstration}/lost-link?sent`,
    `/events/${demonstration}/erased`,
    personal.manage,
    `${personal.manage}/erase`,
    personal.join,
    personal.unsubscribe,
    '/mailbox',
    mail,
    '/search',
    '/search?q=' + encodeURIComponent('医学'),
    '/search?q=zeppelin&kind=document',
    '/sign-in',
    '/sign-in/link',
    '/sign-in/link?done=sent',
    '/sign-in/link/forged',
    '/reset-password',
    '/reset-password/forged',
    '/invitation/forged',
    '/time-zone',
    '/api/docs',
    '/nothing-here',
    '/r/forged',
  ];
  const organiserPaths = () => [
    '/account',
    '/account/second-factor',
    '/account/tokens',
    '/organise',
    '/organise/people',
    '/organise/people?q=zeppelin',
    '/organise/editions/new',
    '/organise/institutions',
    '/organise/institutions?q=zeppelin',
    '/organise/institutions/new',
    '/organise/institutions/sumc',
    '/organise/institutions/sumc/merge',
    '/organise/institutions/sumc/names/new',
    '/organise/series',
    '/organise/series/new',
    '/organise/series/ewa',
    '/organise/series/ewa/members/new',
    `/organise/editions/${demonstration}`,
    `/organise/editions/${demonstration}/schedule`,
    `/organise/editions/${demonstration}/clone`,
    `/organise/editions/${demonstration}/categories`,
    `/organise/editions/${demonstration}/categories/new`,
    `/organise/editions/${demonstration}/questions`,
    `/organise/editions/${demonstration}/questions/new`,
    `/organise/editions/${demonstration}/streams`,
    `/organise/editions/${demonstration}/streams/new`,
    `/organise/editions/${demonstration}/reminders`,
    `/organise/editions/${demonstration}/reminders/new`,
    `/organise/editions/${demonstration}/registrations`,
    `/organise/editions/${demonstration}/registrations?q=a&status=confirmed&sort=name`,
    `/organise/editions/${demonstration}/invitations`,
    `/organise/editions/${demonstration}/invitations?kind=delegation`,
    `/organise/editions/${demonstration}/invitations/new`,
    `/organise/editions/${demonstration}/invitations/new?kind=delegation`,
    `/organise/editions/${demonstration}/invitations/many`,
    `/organise/editions/${demonstration}/registrations/applications`,
    `/organise/editions/${demonstration}/registrations/import`,
    `/organise/editions/${demonstration}/tasks`,
    `/organise/editions/${demonstration}/registrations/badges`,
    `/organise/editions/${demonstration}/registrations/badges?format=card-sheet&status=all`,
    `/organise/editions/${demonstration}/check-in`,
    `/organise/editions/${demonstration}/check-in?q=a`,
    `/organise/editions/${demonstration}/deliveries`,
    `/organise/editions/${demonstration}/details`,
    '/organise/editions/ewa-2018/archive',
    '/organise/editions/ewa-2018/archive/upload',
    '/organise/editions/ewa-2018/archive/link',
    `/organise/editions/${demonstration}/audit`,
    '/organise/audit?action=edition.record',
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
      for (const part of ['categories', 'streams', 'reminders', 'registrations']) {
        const list = `/organise/editions/${demonstration}/${part}`;
        await page.goto(url + list);
        const first = new RegExp(`${list}/[0-9a-f-]{36}(?=")`).exec(await page.content())?.[0];
        expect(first).toBeDefined();
        await look(first!);
        if (part === 'registrations') await look(`${first!}/edit`);
      }
      await page.goto(`${url}/organise/editions/${demonstration}/schedule`);
      await page.click('main .form-end button');
      await page.waitForSelector('input[name=seen]', { state: 'attached' });
      faults.push(...(await violations(page)).map((violation) => `what would move: ${violation}`));
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
