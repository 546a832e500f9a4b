import { type ImportWords, readCells } from './import-cells.js';
import { type ImportColumns, readHead } from './import-columns.js';
import { type AskedQuestion, type QuestionKind } from './question.js';

const question = (id: string, kind: QuestionKind, options: AskedQuestion['options'] = null): AskedQuestion => ({
  ...{ id, kind, options, version: 1, label: { en: id }, help: null, required: false, showIf: null },
  ...{ categories: null, eraseAfter: null, position: 0, retiredAt: null },
});

const QUESTIONS = [
  question('Vegan', 'boolean'),
  question('Meal', 'choice', [
    { value: 'meat', label: { en: 'Meat', 'zh-Hans': '荤' } },
    { value: 'fish, rice', label: { en: 'Fish, with rice' } },
  ]),
  question('Days', 'multi_choice', [
    { value: 'mon', label: { en: 'Monday', 'zh-Hans': '星期一' } },
    { value: 'tue', label: { en: 'Tuesday', 'zh-Hans': '星期二' } },
  ]),
  question('Born', 'date'),
  question('Home', 'country'),
  question('CV', 'file'),
  question('Note', 'text'),
];

const WORDS: ImportWords = {
  category: (text) => (text === 'Delegate' ? 'c-1' : null),
  defaultCategory: 'c-0',
  institution: (text) => (text === 'STU' ? { slug: 'stu' } : text === 'City Hospital' ? 'several' : null),
  questions: new Map(QUESTIONS.map((one) => [one.id, one])),
};

function columnsOf(heads: string[]): ImportColumns {
  const head = readHead(heads, QUESTIONS, false);
  if ('problem' in head) throw new Error(JSON.stringify(head.problem));
  return head.columns;
}

/** Beside a good address and name. */
const read = (cells: Record<string, string>, words = WORDS) => {
  const all = { Email: 'ada@example.org', Name: 'Ada', ...cells };
  return readCells(Object.values(all), columnsOf(Object.keys(all)), words);
};
const BASE = { consent: true, email: 'ada@example.org', name: 'Ada', category: 'c-0' };

describe('readCells', () => {
  it.each([
    { cells: {}, expected: {} },
    { cells: { Category: 'Delegate' }, expected: { category: 'c-1' } },
    { cells: { Institution: 'STU' }, expected: { institution: 'stu' } },
    { cells: { Country: 'cn' }, expected: { country: 'CN' } },
    { cells: { Country: '中国' }, expected: { country: 'CN' } },
    { cells: { Country: '英國' }, expected: { country: 'GB' } },
    { cells: { Country: 'Côte d’Ivoire' }, expected: { country: 'CI' } },
    { cells: { Country: 'USA' }, expected: { country: 'US' } },
    { cells: { Country: 'Hong Kong' }, expected: { country: 'HK' } },
    { cells: { Language: 'zh-CN' }, expected: { locale: 'zh-Hans' } },
    { cells: { Language: 'ZH-HANT' }, expected: { locale: 'zh-Hant' } },
    { cells: { Language: '繁體中文' }, expected: { locale: 'zh-Hant' } },
    { cells: { Language: 'English' }, expected: { locale: 'en' } },
    { cells: { 'Native name': ' 林华 ' }, expected: { nativeName: '林华' } },
    { cells: { 'Native name': 'Ada' }, expected: {} },
    { cells: { 'Time zone': 'Asia/Shanghai', Affiliation: '' }, expected: { timeZone: 'Asia/Shanghai' } },
    { cells: { Vegan: '是' }, expected: { answers: { Vegan: true } } },
    { cells: { Vegan: 'No' }, expected: { answers: { Vegan: false } } },
    { cells: { Vegan: 'perhaps' }, expected: { answers: { Vegan: 'perhaps' } } },
    { cells: { Meal: '荤' }, expected: { answers: { Meal: 'meat' } } },
    { cells: { Meal: 'fish with RICE' }, expected: { answers: { Meal: 'fish, rice' } } },
    { cells: { Meal: 'stones' }, expected: { answers: { Meal: 'stones' } } },
    { cells: { Days: 'Monday; 星期二' }, expected: { answers: { Days: ['mon', 'tue'] } } },
    { cells: { Days: 'tue' }, expected: { answers: { Days: ['tue'] } } },
    { cells: { Days: 'Monday、Friday' }, expected: { answers: { Days: ['mon', 'Friday'] } } },
    { cells: { Born: '1988年5月3日' }, expected: { answers: { Born: '1988-05-03' } } },
    { cells: { Born: '1988/5/3' }, expected: { answers: { Born: '1988-05-03' } } },
    { cells: { Home: '日本' }, expected: { answers: { Home: 'JP' } } },
  ])('takes $cells', ({ cells, expected }) => {
    const { candidate, problems } = read(cells as unknown as Record<string, string>);
    expect([candidate, problems]).toEqual([{ ...BASE, ...expected }, []]);
  });

  it.each([
    { cells: { Category: 'Guest' }, column: 'Category', code: 'unknown-category' },
    { cells: { Institution: 'Nowhere' }, column: 'Institution', code: 'unknown-institution' },
    { cells: { Institution: 'City Hospital' }, column: 'Institution', code: 'ambiguous-institution' },
    { cells: { Country: 'Atlantis' }, column: 'Country', code: 'unknown-country' },
    { cells: { Language: 'fr' }, column: 'Language', code: 'unknown-language' },
    { cells: { CV: 'cv.pdf' }, column: 'CV', code: 'file-not-imported' },
  ])('refuses $cells', ({ cells, column, code }) => {
    const { problems } = read(cells as unknown as Record<string, string>);
    const [value] = Object.values(cells as unknown as Record<string, string>);
    expect(problems).toEqual([{ column, code, value, message: expect.any(String) as string }]);
  });

  it('gives no category to a row that names a wrong one', () => {
    expect(read({ Category: 'Guest' }).candidate).not.toHaveProperty('category');
    expect(read({}, { ...WORDS, defaultCategory: null }).candidate).not.toHaveProperty('category');
  });

  it.each([
    { heads: ['Email', 'First name', 'Last name'], cells: ['a@b.example', 'Ada', 'Lovelace'], name: 'Ada Lovelace' },
    { heads: ['Email', '姓', '名'], cells: ['a@b.example', '林', '华'], name: '林华' },
    { heads: ['Email', '姓', '名'], cells: ['a@b.example', '', '华'], name: '华' },
    { heads: ['Email', '中文姓名'], cells: ['a@b.example', '林华'], name: '林华' },
    { heads: ['Email', 'Name', 'Surname'], cells: ['a@b.example', 'Ada Lovelace', 'L.'], name: 'Ada Lovelace' },
  ])('makes a name of $cells', ({ heads, cells, name }) => {
    const { candidate } = readCells(cells, columnsOf(heads), WORDS);
    expect([candidate['name'], candidate['nativeName']]).toEqual([name, undefined]);
  });

  it('takes formulas as text, says so, and takes away the apostrophe that guards one', () => {
    const { candidate, formulas, problems } = read({
      Name: '=HYPERLINK("x")',
      Affiliation: "'+41 22",
      Note: "'quoted'",
    });
    expect(candidate).toEqual({
      ...BASE,
      name: '=HYPERLINK("x")',
      affiliation: '+41 22',
      answers: { Note: "'quoted'" },
    });
    expect(problems).toEqual([]);
    expect(formulas.map(({ column, code, value }) => [column, code, value])).toEqual([
      ['Name', 'formula', '=HYPERLINK("x")'],
      ['Affiliation', 'formula', '+41 22'],
    ]);
  });

  it('puts cells of several lines into one, but for long answers', () => {
    const long = question('Bio', 'long_text');
    const words = { ...WORDS, questions: new Map([...WORDS.questions, ['Bio', long]]) };
    const heads = ['Email', 'Name', 'Affiliation', 'Note', 'Bio'];
    const head = readHead(heads, [...QUESTIONS, long], false);
    const columns = 'columns' in head ? head.columns : columnsOf([]);
    const cells = ['a@b.example', 'Ada\nLovelace', 'Analytical \r\n Engines', 'one\ntwo', 'one\ntwo'];
    expect(readCells(cells, columns, words).candidate).toMatchObject({
      name: 'Ada Lovelace',
      affiliation: 'Analytical Engines',
      answers: { Note: 'one two', Bio: 'one\ntwo' },
    });
  });

  it('refuses a row with more cells than columns, unless they are empty', () => {
    const columns = columnsOf(['Email', 'Name']);
    expect(readCells(['a@b.example', 'Ada', '', ' '], columns, WORDS).problems).toEqual([]);
    expect(readCells(['a@b.example', 'Ada', 'x'], columns, WORDS).problems).toMatchObject([
      { column: null, code: 'too-many-cells', value: 'x' },
    ]);
  });

  it('leaves to the schema what is missing in a short row', () => {
    expect(readCells(['a@b.example'], columnsOf(['Email', 'Name']), WORDS).candidate).toEqual({
      consent: true,
      email: 'a@b.example',
      category: 'c-0',
    });
  });
});
