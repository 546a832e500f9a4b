/** Registration and the form builder in a real browser: by keyboard alone, with JavaScript and without, on a phone and on a desk. */
import { type Browser, type Page } from 'playwright-core';
import { ADMIN, type RunningApplication, startApplication } from '../support/application.js';
import { describeInBrowser, openPage, sidewaysScroll, violations } from '../support/browser.js';
import { eventually } from '../support/until.js';
import { type VisitedEdition, visit, type Visitor } from '../support/visitor.js';

const PHONE = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 375, height: 740 } };
const DESK = { locale: 'en', timezoneId: 'Europe/London', viewport: { width: 1280, height: 900 } };

interface Found {
  id: string;
  status: string;
  locale: string;
  answers: Record<string, unknown>;
}

describeInBrowser('registration', (launched: () => Browser) => {
  let application: RunningApplication;
  let visitor: Visitor;

  beforeAll(async () => {
    application = await startApplication();
    visitor = await visit(application.url);
  }, 120_000);
  afterAll(() => application.stop());

  /** @returns the id of a question that the edition asks from now on */
  const ask = async ({ key }: VisitedEdition, question: object): Promise<string> =>
    (await visitor.admin<{ id: string }>('POST', `/editions/${key}/questions`, question)).id;

  /** An edition in Chinese with two categories that asks for a visa letter, the name in the passport, a meal and a country. */
  async function anAskingEdition() {
    const edition = await visitor.edition();
    const inPerson = await visitor.admin<{ id: string }>('POST', `/editions/${edition.key}/categories`, {
      name: { en: 'In person', 'zh-Hans': '现场参会' },
      attendance: 'in_person',
    });
    const visa = await ask(edition, { label: { en: 'Visa letter', 'zh-Hans': '我需要签证邀请函' }, kind: 'boolean' });
    const passport = await ask(edition, {
      label: { en: 'Name as in your passport', 'zh-Hans': '护照上的姓名' },
      kind: 'text',
      required: true,
      showIf: { question: visa, equals: true },
    });
    const meal = await ask(edition, {
      label: { en: 'Meal', 'zh-Hans': '用餐' },
      kind: 'choice',
      required: true,
      options: [
        { value: 'rice', label: { en: 'Rice', 'zh-Hans': '米饭' } },
        { value: 'noodles', label: { en: 'Noodles', 'zh-Hans': '面条' } },
      ],
    });
    const country = await ask(edition, { label: { 'zh-Hans': '从哪里出发' }, kind: 'country' });
    return { ...edition, inPerson: inPerson.id, visa, passport, meal, country };
  }

  const named = (question: string) => `[name="answers.${question}"]`;

  it.each([{ script: false }, { script: true }])(
    'in Chinese on a phone by keyboard only, with JavaScript: $script',
    async ({ script }) => {
      const { url } = application;
      const edition = await anAskingEdition();
      const { page, context, errors, foreign } = await openPage(launched(), url, {
        ...PHONE,
        javaScriptEnabled: script,
      });
      await page.goto(`${url}/events/${edition.key}/register`);
      expect(await page.getAttribute('html', 'lang')).toBe('zh-Hans');

      // Sent too early: everything that is missing is told at once, and each line leads to its field.
      await tabTo(page, 'button.btn-l');
      await sendByEnter(page);
      expect(await page.locator('.summary li').allInnerTexts()).toEqual([
        '请选择参会方式',
        '请填写姓名，不要换行',
        '请填写完整的邮箱地址，例如 name@hospital.example',
        '请为“用餐”选择答案',
        '请勾选同意主办方保存您填写的信息',
      ]);
      if (script) expect(await isFocused(page, '.summary')).toBe(true);
      expect(await sidewaysScroll(page)).toBe(0);
      if (script) expect(await violations(page)).toEqual([]);
      await tabTo(page, '.summary a[href="#f-name"]');
      await page.keyboard.press('Enter');
      // The link leads to the field, from which the first button is before it.
      await tabTo(page, '[name=category]', 'Shift+Tab');
      await page.keyboard.press('Space');
      // Going back one gets to the last of the buttons.
      await page.keyboard.press('ArrowUp');
      expect(await page.isChecked(`[name=category][value="${edition.category}"]`)).toBe(true);
      await page.keyboard.press('ArrowDown');
      expect(await page.isChecked(`[name=category][value="${edition.inPerson}"]`)).toBe(true);

      await tabTo(page, '[name=name]');
      await page.keyboard.type('王芳');
      const email = `wang.fang.${script}@example.org`;
      await tabTo(page, '[name=email]');
      await page.keyboard.type(email);
      await tabTo(page, named(edition.visa));
      // Without the script the condition stands there in words; with it the question comes when it is met.
      expect(await page.isVisible(named(edition.passport))).toBe(!script);
      const words = page.getByText('仅当勾选了“我需要签证邀请函”时填写。');
      expect(await words.isVisible()).toBe(!script);
      await page.keyboard.press('Space');
      expect(await page.isVisible(named(edition.passport))).toBe(true);
      await page.keyboard.press('Tab');
      expect(await isFocused(page, named(edition.passport))).toBe(true);
      await page.keyboard.type('WANG FANG');
      await tabTo(page, named(edition.meal));
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, named(edition.country));
      await page.keyboard.press('ArrowDown');
      const country = await page.inputValue(named(edition.country));
      expect(country).toMatch(/^[A-Z]{2}$/);
      await tabTo(page, '[name=consent]');
      await page.keyboard.press('Space');
      await tabTo(page, 'button.btn-l');
      await sendByEnter(page);
      await page.waitForURL(`${url}/events/${edition.key}/registered`);
      expect(await page.innerText('h1')).toBe('邮件已发出');
      expect(await page.innerText('main')).toContain('候补名单上的位次');

      const { items } = await visitor.admin<{ items: { id: string }[] }>(
        'GET',
        `/editions/${edition.key}/registrations?q=${encodeURIComponent(email)}`,
      );
      expect(items).toHaveLength(1);
      expect(await visitor.admin<Found>('GET', `/registrations/${items[0]!.id}`)).toMatchObject({
        status: 'confirmed',
        locale: 'zh-Hans',
        name: '王芳',
        category: edition.inPerson,
        answers: {
          [edition.visa]: true,
          [edition.passport]: 'WANG FANG',
          [edition.meal]: 'noodles',
          [edition.country]: country,
        },
      });
      const mails = await eventually(
        () => visitor.deliveries(edition, 'confirmation'),
        (found) => found.length > 0,
      );
      expect(mails.map(({ registration }) => registration)).toEqual([items[0]!.id]);
      expect({ errors, foreign }).toEqual({ errors: [], foreign: [] });
      await context.close();
    },
    120_000,
  );

  it('questions come and go with the answers and the category that they hang on, also one after another', async () => {
    const { url } = application;
    const edition = await anAskingEdition();
    const hotel = await ask(edition, { label: 'Hotel', kind: 'text', required: true, categories: [edition.inPerson] });
    const embassy = await ask(edition, {
      label: 'Embassy',
      kind: 'multi_choice',
      options: ['Beijing', 'Shanghai'],
      showIf: { question: edition.passport, equals: 'WANG' },
    });
    const when = await ask(edition, { label: 'When', kind: 'date', showIf: { question: embassy, equals: 'Shanghai' } });
    const { page, context, errors } = await openPage(launched(), url, DESK);
    await page.goto(`${url}/events/${edition.key}/register`);
    const shown = async () => {
      const all = { visa: edition.visa, passport: edition.passport, hotel, embassy, when };
      const visible = await Promise.all(
        Object.entries(all).map(async ([name, id]) =>
          (await page.locator(`[data-question="${id}"]`).isVisible()) ? [name] : [],
        ),
      );
      return visible.flat();
    };

    // Nobody has chosen a category yet: then the words say for whom it is.
    expect(await shown()).toEqual(['visa', 'hotel']);
    expect(await page.innerText(`[data-question="${hotel}"]`)).toContain('Only for: In person.');
    await page.check(`[name=category][value="${edition.category}"]`);
    expect(await shown()).toEqual(['visa']);
    expect(await page.locator(named(hotel)).isDisabled()).toBe(true);
    await page.check(`[name=category][value="${edition.inPerson}"]`);
    expect(await shown()).toEqual(['visa', 'hotel']);
    expect(await page.innerText(`[data-question="${hotel}"]`)).not.toContain('Only for');
    expect(await page.locator(named(hotel)).getAttribute('required')).not.toBeNull();

    await page.check(named(edition.visa));
    expect(await shown()).toEqual(['visa', 'passport', 'hotel']);
    await page.fill(named(edition.passport), 'WANG');
    expect(await shown()).toEqual(['visa', 'passport', 'hotel', 'embassy']);
    await page.check(`${named(embassy)}[value=Shanghai]`);
    expect(await shown()).toEqual(['visa', 'passport', 'hotel', 'embassy', 'when']);
    await page.uncheck(named(edition.visa));
    expect(await shown()).toEqual(['visa', 'hotel']);
    // What was typed is there again when the condition is.
    await page.check(named(edition.visa));
    expect(await shown()).toEqual(['visa', 'passport', 'hotel', 'embassy', 'when']);
    expect(await page.inputValue(named(edition.passport))).toBe('WANG');
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  }, 60_000);

  it('is usable at 320 px, in both languages, with every kind of question', async () => {
    const { url } = application;
    const edition = await anAskingEdition();
    for (const kind of ['long_text', 'date', 'number', 'file']) {
      await ask(edition, { label: `A question with averyveryverylongwordthatdoesnotbreak of kind ${kind}`, kind });
    }
    const options = Array.from({ length: 9 }, (_, index) => `A long answer to choose from a list, number ${index}`);
    await ask(edition, { label: 'List', kind: 'choice', options });
    for (const locale of ['en', 'zh-TW']) {
      const { page, context, errors } = await openPage(launched(), url, {
        locale,
        viewport: { width: 320, height: 700 },
      });
      await page.goto(`${url}/events/${edition.key}/register`);
      expect([locale, await sidewaysScroll(page), await violations(page)]).toEqual([locale, 0, []]);
      await page.click('button.btn-l');
      await page.waitForSelector('.summary');
      expect([locale, await sidewaysScroll(page), await violations(page)]).toEqual([locale, 0, []]);
      expect(errors).toEqual([]);
      await context.close();
    }
  }, 120_000);

  describe('the form builder', () => {
    async function atBuilder(key: string, more: { javaScriptEnabled?: boolean } = {}) {
      const watched = await openPage(launched(), application.url, { ...DESK, ...more });
      const { page } = watched;
      await page.goto(`${application.url}/sign-in`);
      await page.fill('input[name=email]', ADMIN.email);
      await page.fill('input[name=password]', ADMIN.password);
      await page.click('main button[type=submit]');
      await page.waitForURL(/\/organise/);
      await page.goto(`${application.url}/organise/editions/${key}/questions`);
      return watched;
    }

    const order = async ({ key }: VisitedEdition) =>
      (await visitor.admin<{ items: { id: string }[] }>('GET', `/editions/${key}/questions`)).items.map(({ id }) => id);
    const said = (page: Page) => page.locator('[data-order-words]');

    it('moves a question by keyboard, keeps the focus on it and says where it is', async () => {
      const edition = await anAskingEdition();
      const { visa, passport, meal, country } = edition;
      const { page, context, errors } = await atBuilder(edition.key);
      await tabTo(page, `[data-id="${meal}"] h2 a`);
      await page.keyboard.press('Alt+ArrowDown');
      await eventually(
        () => said(page).innerText(),
        (text) => text === '“Meal” is now question 4 of 4.',
      );
      expect(await order(edition)).toEqual([visa, passport, country, meal]);
      expect(await isFocused(page, `[data-id="${meal}"] h2 a`)).toBe(true);

      // By the button, which keeps the focus as long as it is there.
      await tabTo(page, `[data-id="${meal}"] [data-move=up]`);
      await page.keyboard.press('Enter');
      await eventually(
        () => order(edition),
        (ids) => ids.join() === [visa, passport, meal, country].join(),
      );
      await eventually(
        () => isFocused(page, `[data-id="${meal}"] [data-move=up]`),
        (focused) => focused,
      );

      // A question cannot stand before the one that its condition looks at.
      await tabTo(page, `[data-id="${passport}"] h2 a`, 'Shift+Tab');
      await page.keyboard.press('Alt+ArrowUp');
      await eventually(
        () => said(page).innerText(),
        (text) => text.startsWith('Nothing was moved: a question has to stand after the one'),
      );
      expect(await order(edition)).toEqual([visa, passport, meal, country]);
      expect(await violations(page)).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    }, 60_000);

    it('is usable at 320 px, the list as well as the form of a question', async () => {
      const edition = await anAskingEdition();
      const { page, context, errors } = await atBuilder(edition.key);
      await page.setViewportSize({ width: 320, height: 700 });
      const list = page.url();
      for (const path of [list, `${list}/${edition.meal}`, `${list}/${edition.passport}`]) {
        await page.goto(path);
        expect([path, await sidewaysScroll(page), await violations(page)]).toEqual([path, 0, []]);
      }
      expect(errors).toEqual([]);
      await context.close();
    }, 60_000);

    it('moves a question by dragging', async () => {
      const edition = await anAskingEdition();
      const { visa, passport, meal, country } = edition;
      const { page, context, errors } = await atBuilder(edition.key);
      // The whole list is in sight.
      await page.setViewportSize({ width: 1280, height: 1400 });
      const [from, to] = await Promise.all(
        [country, visa].map(async (id) => (await page.locator(`[data-id="${id}"]`).boundingBox())!),
      );
      await page.mouse.move(from!.x + 20, from!.y + 20);
      await page.mouse.down();
      await page.mouse.move(to!.x + 30, to!.y + to!.height - 5, { steps: 8 });
      const shows = (where: string) =>
        eventually(
          () => page.getAttribute(`[data-id="${visa}"]`, 'data-drop'),
          (shown) => shown === where,
        );
      await shows('after');
      await page.mouse.move(to!.x + 30, to!.y + 5, { steps: 8 });
      await shows('before');
      await page.mouse.up();
      await eventually(
        () => order(edition),
        (ids) => ids.join() === [country, visa, passport, meal].join(),
      );
      await eventually(
        () => page.locator('[data-order] > li').first().getAttribute('data-id'),
        (id) => id === country,
      );
      // The preview has the new order too.
      expect(await page.locator('[data-preview-body] [data-question]').first().getAttribute('data-question')).toBe(
        country,
      );
      expect(errors).toEqual([]);
      await context.close();
    }, 60_000);

    it('moves a question without JavaScript', async () => {
      const edition = await anAskingEdition();
      const { visa, passport, meal, country } = edition;
      const { page, context } = await atBuilder(edition.key, { javaScriptEnabled: false });
      await page.click(`[data-id="${meal}"] [data-move=down]`);
      await page.waitForURL(/done=moved/);
      expect(await order(edition)).toEqual([visa, passport, country, meal]);
      await context.close();
    }, 60_000);

    it('shows what is typed in the preview, in the language that is chosen, and conditions at work', async () => {
      const edition = await anAskingEdition();
      await visitor.admin('PATCH', `/editions/${edition.key}`, { languages: ['en', 'zh-Hans'] });
      const { page, context, errors } = await atBuilder(edition.key);
      await page.click('text=Add a question');
      const preview = page.locator('[data-preview-body]');
      const shows = (text: string) =>
        eventually(
          () => preview.innerText(),
          (all) => all.includes(text),
        );
      await page.fill('[name="label.en"]', 'Which workshop?');
      await shows('Which workshop?');
      expect(await page.isVisible('[name="options.0.en"]')).toBe(false);
      await page.selectOption('[name=kind]', 'choice');
      await page.fill('[name="options.0.en"]', 'Morning');
      await page.click('text=Add an answer');
      await page.keyboard.type('Afternoon');
      await shows('Afternoon');
      await page.selectOption('[name=showIf]', { label: 'Noodles' });
      await shows('Only if the answer to “Meal” is “Noodles”.');
      await page.click('[data-preview] [data-language="zh-Hans"]');
      await shows('仅当“用餐”选择“面条”时填写。');
      // It can be tried out.
      expect(await preview.getByText('护照上的姓名').isVisible()).toBe(false);
      await preview.locator(named(edition.visa)).check();
      expect(await preview.getByText('护照上的姓名').isVisible()).toBe(true);
      expect(await violations(page)).toEqual([]);
      await page.click('main .form-end button[type=submit]');
      await page.waitForURL(/done=created/);
      expect(await order(edition)).toHaveLength(5);
      expect(errors).toEqual([]);
      await context.close();
    }, 60_000);
  });
});

const isFocused = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Presses the key until the focus is there. @throws Error when it never gets there */
async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press(key);
    if (await isFocused(page, selector)) return;
  }
  throw new Error(`No way by ${key} to ${selector}`);
}

async function sendByEnter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}
