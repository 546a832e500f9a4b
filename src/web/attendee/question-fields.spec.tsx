import { type AskedQuestion } from '../../features/registration/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { type Locale } from '../../kernel/locale.js';
import { renderPage } from '../layout/render.js';
import { type View } from '../layout/view-context.js';
import { translatorFor } from '../texts.js';
import { answersIn, answerValues, askable } from './answer-forms.js';
import { QuestionFields, type QuestionFieldsProps } from './question-fields.js';
import { inFormOrder } from './register-form.js';

const viewOf = (locale: Locale) => ({ t: translatorFor(locale), locale }) as unknown as View;

const question = (id: string, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  id,
  version: 1,
  label: { en: `Question ${id}` },
  help: null,
  kind: 'text',
  required: false,
  options: null,
  showIf: null,
  categories: null,
  eraseAfter: null,
  position: 1,
  retiredAt: null,
  ...more,
});

const options = (...values: string[]) => values.map((value) => ({ value, label: { en: value.toUpperCase() } }));

function render(questions: AskedQuestion[], more: Partial<QuestionFieldsProps> = {}, locale: Locale = 'en'): string {
  return renderPage(
    <QuestionFields questions={questions} categoryIds={['a', 'b']} values={{}} errors={[]} {...more} />,
    viewOf(locale),
  );
}

describe('a question is asked with', () => {
  it.each([
    { kind: 'text', control: /<input maxlength="500" class="input" id="f-answers-q" name="answers\.q"/ },
    { kind: 'long_text', control: /<textarea[^>]* name="answers\.q"/ },
    { kind: 'date', control: /<input type="date"[^>]* name="answers\.q"/ },
    { kind: 'number', control: /<input inputmode="decimal"[^>]* name="answers\.q"/i },
    { kind: 'boolean', control: /<input type="checkbox"[^>]* name="answers\.q" value="true"/ },
    { kind: 'country', control: /<select[^>]* name="answers\.q"[\s\S]*<option value="CN"/ },
    { kind: 'file', control: /<input class="input" type="file" multiple[^>]* name="answers\.q"/ },
  ] as const)('the control of its kind: $kind', ({ kind, control }) => {
    expect(render([question('q', { kind })])).toMatch(control);
  });

  it('buttons for a few answers, one of which is none where none is needed', () => {
    const html = render([question('q', { kind: 'choice', options: options('x', 'y') })], {
      values: { 'answers.q': 'y' },
    });
    expect(html.match(/type="radio"/g)).toHaveLength(3);
    expect(html).toMatch(/value="y" checked/);
    expect(html).toContain('No answer');
    const needed = render([question('q', { kind: 'choice', required: true, options: options('x', 'y') })]);
    expect(needed.match(/type="radio"/g)).toHaveLength(2);
    expect(needed).not.toContain('No answer');
  });

  it('a list for many answers', () => {
    const html = render([question('q', { kind: 'choice', options: options(...'abcdefg') })], {
      values: { 'answers.q': 'c' },
    });
    expect(html).not.toContain('type="radio"');
    expect(html).toMatch(/<option value="c" selected>C</);
  });

  it('a box for each of several answers', () => {
    const html = render([question('q', { kind: 'multi_choice', options: options('x', 'y', 'z') })], {
      values: { 'answers.q': ['x', 'z'] },
    });
    expect([...html.matchAll(/value="(\w)" checked/g)].map(([, value]) => value)).toEqual(['x', 'z']);
  });

  it('the files that came before, to be kept or not', () => {
    const html = render([question('q', { kind: 'file', required: true })], {
      values: { 'answers.q': ['known', 'gone'] },
      files: { known: { name: 'letter <1>.pdf', size: 1_500_000 } },
    });
    expect(html).toMatch(/<input type="checkbox" name="answers\.q" value="known" checked/);
    expect(html).toContain('letter &lt;1>.pdf (1.5 MB)');
    expect(html).not.toContain('value="gone"');
    expect(html).not.toMatch(/type="file"[^>]* required/);
  });
});

describe('its words', () => {
  it('are in the language of the reader, and marked where they are in another one', () => {
    const html = render(
      [question('q', { label: { en: 'Diet', 'zh-Hans': '饮食' }, help: { en: 'Tell us' } })],
      {},
      'zh-Hans',
    );
    expect(html).toContain('饮食');
    expect(html).toContain('<span lang="en">Tell us</span>');
  });

  it('say what is wrong with the answer, beside the field', () => {
    const errors: FieldError[] = [{ path: 'answers.q', code: 'required', message: '' }];
    const html = render([question('q', { label: { en: 'Diet' }, required: true })], { errors });
    expect(html).toContain('<p class="error" id="f-answers-q-e">Answer “Diet”</p>');
    expect(html).toMatch(/aria-describedby="f-answers-q-e"[^>]*aria-invalid="true"/);
  });

  it('cannot break out of the page', () => {
    const bad = '<script>"\'&';
    const html = render([
      question('q', { label: { en: bad }, kind: 'multi_choice', options: [{ value: bad, label: { en: bad } }] }),
    ]);
    expect(html).not.toContain('<script>');
    expect(html).toContain('value="&lt;script>&quot;\'&amp;"');
  });
});

describe('a condition', () => {
  const visa = question('visa', { kind: 'boolean', label: { en: 'Visa' } });
  const diet = question('diet', { kind: 'choice', label: { en: 'Diet' }, options: options('fish', 'other') });

  it.each([
    { other: visa, equals: true, words: 'Only if you have ticked “Visa”.' },
    { other: visa, equals: false, words: 'Only if you have not ticked “Visa”.' },
    { other: diet, equals: 'other', words: 'Only if the answer to “Diet” is “OTHER”.' },
    {
      other: question('from', { kind: 'country' }),
      equals: 'NL',
      words: 'Only if the answer to “Question from” is “Netherlands”.',
    },
  ])('stands there in words: $words', ({ other, equals, words }) => {
    const html = render([other, question('q', { required: true, showIf: { question: other.id, equals } })]);
    expect(html).toContain(`<span data-only="true">${words} </span>`);
    expect(html).toContain(`data-if="${other.id}" data-equals="${JSON.stringify(equals).replaceAll('"', '&quot;')}"`);
    // The server decides whether there must be an answer.
    expect(html).not.toMatch(/name="answers\.q"[^>]* required/);
  });

  it('on a category is only told where another one can be chosen', () => {
    const asked = question('q', { required: true, categories: ['a'] });
    const categories = [{ id: 'a', name: { en: 'Delegate' } }];
    expect(render([asked], { categories })).toContain('Only for: Delegate.');
    const settled = render([asked], { categories, categoryIds: ['a'] });
    expect(settled).not.toContain('Only for');
    expect(settled).toMatch(/name="answers\.q"[^>]* required/);
  });

  it('that can never be met keeps the question away', () => {
    const chain = [
      question('first', { categories: ['c'] }),
      question('second', { showIf: { question: 'first', equals: 'x' } }),
      question('third', { showIf: { question: 'second', equals: 'x' } }),
      question('fourth', { showIf: { question: 'removed', equals: 'x' } }),
      question('fifth', { categories: ['b', 'c'] }),
    ];
    expect(askable(chain, ['a', 'b']).map(({ id }) => id)).toEqual(['fifth']);
    expect(askable(chain, ['c']).map(({ id }) => id)).toEqual(['first', 'second', 'third', 'fifth']);
  });
});

describe('the answers of a form', () => {
  const asked = [
    question('text'),
    question('number', { kind: 'number' }),
    question('yes', { kind: 'boolean' }),
    question('consent', { kind: 'boolean', required: true }),
    question('several', { kind: 'multi_choice', options: options('x', 'y') }),
    question('file', { kind: 'file' }),
  ];

  it.each([
    {
      title: 'nothing',
      sent: {},
      read: { text: null, number: null, yes: false, consent: null, several: null, file: null },
    },
    {
      title: 'everything',
      sent: {
        'answers.text': ' 你好 ',
        'answers.number': '12',
        'answers.yes': 'true',
        'answers.consent': 'true',
        'answers.several': ['x', 'y'],
        'answers.file': 'one',
        'answers.unknown': 'x',
      },
      read: { text: '你好', number: '12', yes: 'true', consent: 'true', several: ['x', 'y'], file: ['one'] },
    },
  ])('are read: $title', ({ sent, read }) => {
    expect(answersIn(asked, sent)).toEqual(read);
  });

  it('are shown as they are kept', () => {
    expect(answerValues({ text: 'a', number: 0, yes: false, several: ['x'], broken: { a: 1 } })).toEqual({
      'answers.text': 'a',
      'answers.number': '0',
      'answers.yes': 'false',
      'answers.several': ['x'],
    });
  });

  it('are complained about once each, from the top of the form to its end', () => {
    const wrong = (path: string, code = 'required'): FieldError => ({ path, code, message: '' });
    const given = [
      wrong('consent'),
      wrong('answers.number', 'too-large'),
      wrong('answers.number'),
      wrong('answers.text'),
      wrong('email'),
      wrong('name'),
    ];
    expect(inFormOrder(given, asked).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'name required',
      'email required',
      'answers.text required',
      'answers.number too-large',
      'consent required',
    ]);
  });
});
