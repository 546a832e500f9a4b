/** From the form builder to an answer: what an organiser asks, what people see and send, and what they are told when something is wrong. */
import { QuestionQueries } from '../../src/features/registration/index.js';
import { aPdf } from '../factories/files.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { browse, type BrowsedPage, type Browsing } from '../support/browsing.js';
import { atConsole, type ConsoleVisitor, fieldsOf, textOf } from '../support/console-visitor.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

interface Stored {
  id: string;
  status: string;
  answers: Record<string, unknown>;
  answer_versions: Record<string, number>;
}

describe('questions, from the builder to the answer', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let wei: ConsoleVisitor;
  let visitor: Browsing;
  let base: string;
  let register: string;
  let number = 0;

  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  beforeEach(async () => {
    edition = await anEdition(application, {
      edition: { title: { en: 'Symposium' }, languages: ['en', 'zh-Hans'] },
      stream: null,
      rule: null,
    });
    wei = await atConsole(application, 'Li Wei', { role: 'organiser', scope: `series/${edition.seriesId}` });
    visitor = browse(application);
    base = `/organise/editions/${edition.key}/questions`;
    register = `/events/${edition.key}/register`;
  });

  const asked = () => application.get(QuestionQueries).asked(edition.id);
  const stored = async (email: string): Promise<Stored | undefined> =>
    (
      await application.sql<Stored>(
        'SELECT id, status, answers, answer_versions FROM registration WHERE edition_id = $1 AND email = $2',
        [edition.id, email],
      )
    )[0];

  /** Adds a question through the console. @returns its id */
  async function ask(fields: Record<string, string | string[]>): Promise<string> {
    const known = new Set((await asked()).map(({ id }) => id));
    const page = await wei.open(`${base}/new`);
    const answer = await wei.send(`${base}/new`, { ...fieldsOf(page), kind: 'text', ...fields });
    expect([answer.status, answer.location]).toEqual([303, `${base}?done=created`]);
    return (await asked()).find(({ id }) => !known.has(id))!.id;
  }

  /** What somebody fills in besides the questions. */
  const person = (more: Record<string, string | string[]> = {}) => ({
    category: edition.category,
    name: '王芳',
    email: `wang.fang.${++number}@example.org`,
    locale: 'zh-Hans',
    timeZone: 'Asia/Shanghai',
    consent: 'true',
    ...more,
  });

  const valueOf = ({ html }: BrowsedPage, name: string) =>
    new RegExp(`<(?:input|textarea)(?=[^>]* name="${name.replaceAll('.', '\\.')}")[^>]* value="([^"]*)"`).exec(
      html,
    )?.[1];

  /** Sends a form with files as a browser does: the token first, files among the fields. */
  async function sendFiles(parts: [name: string, value: string | File][], token = visitor.token): Promise<BrowsedPage> {
    const form = new FormData();
    for (const [name, value] of [['csrf', token ?? ''] as const, ...parts]) form.append(name, value);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(application.url + register, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { accept: 'text/html', 'accept-language': 'en', cookie },
    });
    const html = await answer.text();
    visitor.token = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? visitor.token;
    const { status, headers } = answer;
    return { status, headers, html, text: textOf(html), location: headers.get('location') };
  }

  const pdf = (name: string, content: Buffer = aPdf()) => new File([new Uint8Array(content)], name);

  it('asks what the builder says, keeps everything when an answer is missing, and stores the answers', async () => {
    expect((await wei.open(base)).text).toContain('Nothing is asked besides the usual');
    const visa = await ask({
      kind: 'boolean',
      'label.en': 'I need a visa letter',
      'label.zh-Hans': '我需要签证邀请函',
    });
    const passport = await ask({
      'label.en': 'Name as in your passport',
      'label.zh-Hans': '护照上的姓名',
      required: 'true',
      showIf: `${visa}=true`,
      eraseAfter: '30',
    });
    const meal = await ask({
      kind: 'choice',
      'label.en': 'Meal',
      required: 'true',
      'options.0.en': 'Rice',
      'options.0.zh-Hans': '米饭',
      'options.1.en': 'Noodles',
    });
    const list = await wei.open(base);
    expect(list.text).toContain('Only if you have ticked “I need a visa letter”.');
    expect(list.text).toContain('Answers are erased 30 days after the end');

    const form = await visitor.open(register);
    expect(form.html).toMatch(new RegExp(`name="answers.${meal}" value="Rice" required`));
    expect(form.html).toContain('Only if you have ticked “I need a visa letter”.');

    const sent = person({ [`answers.${visa}`]: 'true', [`answers.${passport}`]: ' ' });
    const again = await visitor.send(register, sent);
    expect(again.status).toBe(422);
    expect(again.text).toContain('2 answers need another look');
    expect(again.html).toContain(`<a href="#f-answers-${passport}">Answer “Name as in your passport”</a>`);
    expect(again.html).toContain(`<a href="#f-answers-${meal}">Choose an answer to “Meal”</a>`);
    expect(valueOf(again, 'name')).toBe('王芳');
    expect(again.html).toMatch(new RegExp(`name="answers.${visa}" value="true" checked`));
    expect(await stored(sent.email)).toBeUndefined();

    const mended = await visitor.send(register, {
      ...sent,
      [`answers.${passport}`]: 'WANG FANG',
      [`answers.${meal}`]: 'Noodles',
    });
    expect([mended.status, mended.location]).toEqual([303, `/events/${edition.key}/registered`]);
    expect(await stored(sent.email)).toMatchObject({
      status: 'confirmed',
      answers: { [visa]: true, [passport]: 'WANG FANG', [meal]: 'Noodles' },
      answer_versions: { [visa]: 1, [passport]: 1, [meal]: 1 },
    });
  });

  it('shows everything that is wrong at once: the person’s fields, the answers and the consent, in the order of the form', async () => {
    const text = await ask({ 'label.en': 'Title of your talk', required: 'true' });
    await visitor.open(register);
    const again = await visitor.send(register, person({ email: 'nobody', consent: '' }));
    expect(again.status).toBe(422);
    expect([...again.html.matchAll(/<a href="#f-([\w-]+)">/g)].map(([, id]) => id)).toEqual([
      'email',
      `answers-${text}`,
      'consent',
    ]);
  });

  it('drops what was filled in for a condition that is not met, and what is for another category', async () => {
    const inPerson = await aCategory(application, edition.key, { name: 'In person', attendance: 'in_person' });
    const visa = await ask({ kind: 'boolean', 'label.en': 'Visa' });
    const passport = await ask({ 'label.en': 'Passport', required: 'true', showIf: `${visa}=true` });
    const room = await ask({ 'label.en': 'Hotel', required: 'true', categories: [inPerson] });
    const form = await visitor.open(register);
    expect(form.text).toContain('Only for: In person.');
    const sent = person({ [`answers.${passport}`]: 'left over', [`answers.${room}`]: 'left over' });
    expect((await visitor.send(register, sent)).status).toBe(303);
    expect(await stored(sent.email)).toMatchObject({ answers: { [visa]: false } });
  });

  it('takes files with the form, keeps them while other fields are mended, and gives them to the registration', async () => {
    const letter = await ask({ kind: 'file', 'label.en': 'Letter', required: 'true' });
    const last = await ask({ 'label.en': 'Behind the file', required: 'true' });
    const form = await visitor.open(register);
    expect(form.html).toMatch(/<form method="post"[^>]* enctype="multipart\/form-data"/);
    const { category, name, email, consent } = person();
    const fields: [string, string][] = [
      ['category', category],
      ['name', name],
      ['email', email],
      ['consent', consent],
    ];
    const again = await sendFiles([...fields, [`answers.${letter}`, pdf('推荐信.pdf')], [`answers.${last}`, '']]);
    expect(again.status).toBe(422);
    expect(again.text).toContain('Answer “Behind the file”');
    expect(again.text).toContain('Keep 推荐信.pdf');
    const kept = new RegExp(`type="checkbox" name="answers.${letter}" value="([^"]+)" checked`).exec(again.html)![1]!;

    const mended = await sendFiles([
      ...fields,
      [`answers.${letter}`, kept],
      [`answers.${letter}`, new File([], '')],
      [`answers.${last}`, 'done'],
    ]);
    expect([mended.status, mended.text]).toEqual([303, '']);
    const registration = (await stored(email))!;
    expect(registration.answers).toEqual({ [letter]: [kept], [last]: 'done' });
    expect(await application.sql('SELECT name FROM answer_file WHERE registration_id = $1', [registration.id])).toEqual(
      [{ name: '推荐信.pdf' }],
    );
  });

  it('says what is wrong with a file, and takes in none from a form of another site', async () => {
    const letter = await ask({ kind: 'file', 'label.en': 'Letter' });
    await visitor.open(register);
    const { category, name, email, consent } = person();
    const send = (file: File, token = visitor.token) =>
      sendFiles(
        [
          ['category', category],
          ['name', name],
          ['email', email],
          [`answers.${letter}`, file],
          ['consent', consent],
        ],
        token,
      );
    const program = await send(pdf('letter.pdf', Buffer.from('MZ\u0000\u0001 this program cannot be run')));
    expect([program.status, program.text]).toEqual([422, expect.stringContaining('Choose a file of another kind')]);
    const large = await send(pdf('letter.pdf', Buffer.concat([aPdf(), Buffer.alloc(10_000_001)])));
    expect([large.status, large.text]).toEqual([422, expect.stringContaining('Choose a smaller file')]);
    expect(valueOf(large, 'name')).toBe(name);
    expect((await send(pdf('letter.pdf'), 'forged')).status).toBe(403);
    expect(await application.sql('SELECT 1 FROM answer_file WHERE edition_id = $1', [edition.id])).toEqual([]);
    expect(await stored(email)).toBeUndefined();
  });

  describe('in the builder', () => {
    it('questions are moved one place at a time, but not before the one that their condition looks at', async () => {
      const [first, second, third] = [
        await ask({ kind: 'boolean', 'label.en': 'First' }),
        await ask({ 'label.en': 'Second' }),
        await ask({ 'label.en': 'Third', showIf: '' }),
      ];
      const order = async () => (await asked()).map(({ id }) => id);
      expect((await wei.send(`${base}/${third}/move`, { place: '2' })).location).toBe(`${base}?done=moved`);
      expect(await order()).toEqual([first, third, second]);
      await wei.send(`${base}/${first}/move`, { place: '99' });
      expect(await order()).toEqual([third, second, first]);
      const hanging = await ask({ 'label.en': 'Hanging', showIf: `${first}=true` });
      const refused = await wei.send(`${base}/${hanging}/move`, { place: '1' });
      expect(refused.location).toBe(`${base}?refused=order`);
      expect((await wei.open(refused.location!)).text).toContain('a question has to stand after the one');
      expect(await order()).toEqual([third, second, first, hanging]);
    });

    it('what is wrong with a question is said at its field, and nothing typed is lost', async () => {
      const page = await wei.open(`${base}/new`);
      const again = await wei.send(`${base}/new`, {
        ...fieldsOf(page),
        kind: 'choice',
        'help.en': 'Kept',
        eraseAfter: 'soon',
      });
      expect(again.status).toBe(422);
      expect(again.text).toContain('Write the question');
      expect(again.text).toContain('Enter the days as digits');
      expect(again.html).toContain('Kept</textarea>');
      const mended = await wei.send(`${base}/new`, {
        ...fieldsOf(again),
        kind: 'choice',
        'label.en': 'Q',
        eraseAfter: '5',
      });
      expect([mended.status, mended.text]).toEqual([
        422,
        expect.stringContaining('Give at least one answer to choose from'),
      ]);
    });

    it('an answered question keeps its kind and its old words, and is asked no more when it is removed', async () => {
      const id = await ask({ 'label.en': 'Diet' });
      await visitor.open(register);
      await visitor.send(register, person({ [`answers.${id}`]: 'Fish' }));
      const page = await wei.open(`${base}/${id}`);
      expect(page.text).toContain('One person has answered this question.');
      expect(page.text).toContain('One person has answered: it is asked no more, and the answer stays.');
      const saved = await wei.send(`${base}/${id}`, {
        ...fieldsOf(page),
        kind: 'text',
        'label.en': 'What do you eat?',
      });
      expect(saved.location).toBe(`${base}?done=saved`);
      expect(await asked()).toMatchObject([{ label: { en: 'What do you eat?' }, version: 2 }]);
      const refused = await wei.send(`${base}/${id}`, { ...fieldsOf(await wei.open(`${base}/${id}`)), kind: 'number' });
      expect([refused.status, refused.text]).toEqual([
        422,
        expect.stringContaining('people have answered in the meantime'),
      ]);
      const removed = await wei.send(`${base}/${id}/remove`, { version: '2' });
      expect(removed.location).toBe(`${base}?done=retired`);
      expect(await asked()).toEqual([]);
      expect((await visitor.open(register)).text).not.toContain('What do you eat?');
    });

    it('a question that another one looks at cannot be removed, nor one that somebody else has changed', async () => {
      const visa = await ask({ kind: 'boolean', 'label.en': 'Visa' });
      const passport = await ask({ 'label.en': 'Passport', showIf: `${visa}=true` });
      const needed = await wei.send(`${base}/${visa}/remove`, { version: '1' });
      expect(needed.location).toBe(`${base}/${visa}?refused=needed`);
      expect((await wei.open(needed.location!)).text).toContain(
        'another question is asked only after an answer to this one',
      );
      const changed = await wei.send(`${base}/${passport}/remove`, { version: '7' });
      expect(changed.location).toBe(`${base}/${passport}?refused=changed`);
      expect((await wei.send(`${base}/${passport}/remove`, { version: '1' })).location).toBe(`${base}?done=removed`);
    });

    it('two people at one question are told of each other', async () => {
      const id = await ask({ 'label.en': 'Diet' });
      const ada = await atConsole(application, 'Ada', { role: 'organiser', scope: `series/${edition.seriesId}` });
      const [his, hers] = [await wei.open(`${base}/${id}`), await ada.open(`${base}/${id}`)];
      await wei.send(`${base}/${id}`, { ...fieldsOf(his), kind: 'text', 'label.en': 'Meals' });
      const met = await ada.send(`${base}/${id}`, { ...fieldsOf(hers), kind: 'text', 'label.en': 'Food' });
      expect(met.status).toBe(412);
      expect(met.text).toContain('Li Wei changed this');
      expect(await asked()).toMatchObject([{ label: { en: 'Meals' } }]);
    });

    it('the preview shows what is typed, in the language that is asked for, and stores nothing', async () => {
      const visa = await ask({ kind: 'boolean', 'label.en': 'Visa', 'label.zh-Hans': '签证' });
      const preview = await wei.send(`${base}/preview`, {
        _question: 'new',
        _language: 'zh-Hans',
        kind: 'choice',
        'label.en': 'Meal',
        'options.0.zh-Hans': '米饭',
        showIf: `${visa}=true`,
      });
      expect(preview.status).toBe(200);
      expect(preview.text).toContain('签证');
      expect(preview.html).toContain('<span lang="en">Meal</span>');
      expect(preview.text).toContain('米饭');
      expect(preview.text).toContain('仅当勾选了“签证”时填写。');
      expect(preview.html).not.toContain('<html');
      expect(await asked()).toHaveLength(1);
    });

    it('is for the organisers of the edition', async () => {
      const scope = `series/${edition.seriesId}/edition/${edition.id}`;
      const viewer = await atConsole(application, null, { role: 'viewer', scope });
      await ask({ 'label.en': 'Diet' });
      const list = await viewer.open(base);
      expect([list.status, list.text]).toEqual([200, expect.stringContaining('Diet')]);
      expect(list.text).not.toContain('Add a question');
      expect((await viewer.open(`${base}/new`)).status).toBe(403);
      expect((await viewer.send(`${base}/preview`, {})).status).toBe(403);
    });
  });
});
