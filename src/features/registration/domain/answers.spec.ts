import { type InvalidInput } from '../../../kernel/domain-error.js';
import { checkAnswers, isConditionMet } from './answers.js';
import { type AskedQuestion } from './question.js';

const FILE = '01900000-0000-7000-8000-000000000001';
const OTHER_FILE = '01900000-0000-7000-8000-000000000002';

const asked = (id: string, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  id,
  version: 1,
  label: { en: id },
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
const options = (...values: string[]) => values.map((value) => ({ value, label: { en: value } }));
const diet = asked('diet', { kind: 'choice', options: options('none', 'veg', '素食（蛋）') });
const days = asked('days', { kind: 'multi_choice', options: options('mon', 'tue', 'wed') });

/** The answers, or `<path>: <code>` of all that is wrong. */
const outcome = (
  questions: AskedQuestion[],
  given: Record<string, unknown>,
  kept?: { answers: Record<string, unknown>; versions: Record<string, number> },
  category = 'delegate',
): unknown => {
  try {
    return checkAnswers(questions, category, given, kept).answers;
  } catch (error) {
    return (error as InvalidInput).errors.map(({ path, code }) => `${path}: ${code}`);
  }
};

describe('one answer', () => {
  it.each<[string, Partial<AskedQuestion>, unknown, unknown]>([
    ['text', { kind: 'text' }, '  Ada ', 'Ada'],
    ['text in composed characters', { kind: 'text' }, 'é', 'é'],
    ['text that keeps its punctuation', { kind: 'text' }, '你好（世界）', '你好（世界）'],
    ['text of 500', { kind: 'text' }, 'x'.repeat(500), 'x'.repeat(500)],
    ['text of 501', { kind: 'text' }, 'x'.repeat(501), 'too-long'],
    ['text of two lines', { kind: 'text' }, 'a\nb', 'control-characters'],
    ['text with a NUL', { kind: 'text' }, 'a\u0000b', 'control-characters'],
    ['text with half a pair', { kind: 'text' }, 'a\ud83d', 'control-characters'],
    ['number for text', { kind: 'text' }, 3, 'invalid-type'],
    ['object for text', { kind: 'text' }, { a: 1 }, 'invalid-type'],
    ['long text', { kind: 'long_text' }, 'a\r\n\tb\rc', 'a\n\tb\nc'],
    ['long text of 10,001', { kind: 'long_text' }, 'x'.repeat(10_001), 'too-long'],
    ['long text with an escape', { kind: 'long_text' }, 'a\u001bb', 'control-characters'],
    ['choice', diet, 'veg', 'veg'],
    ['choice from a form', diet, ['veg'], 'veg'],
    ['choice of another width', diet, '素食(蛋)', '素食（蛋）'],
    ['no option', diet, 'meat', 'not-an-option'],
    ['two for a choice', diet, ['veg', 'none'], 'invalid-type'],
    ['several, in the order of the options', days, ['wed', 'mon', 'wed'], ['mon', 'wed']],
    ['one of several', days, 'tue', ['tue']],
    ['one that is no option', days, ['mon', 'sun'], 'not-an-option'],
    ['numbers for options', days, [1], 'invalid-type'],
    ['yes', { kind: 'boolean' }, true, true],
    ['no', { kind: 'boolean' }, false, false],
    ['yes from a form', { kind: 'boolean' }, 'true', true],
    ['perhaps', { kind: 'boolean' }, 'perhaps', 'invalid-boolean'],
    ['1 for yes', { kind: 'boolean' }, 1, 'invalid-boolean'],
    ['date', { kind: 'date' }, '2028-02-29', '2028-02-29'],
    ['date in digits of full width', { kind: 'date' }, '２０２７-05-20', '2027-05-20'],
    ['date that is none', { kind: 'date' }, '2027-02-29', 'invalid-date'],
    ['date and time', { kind: 'date' }, '2027-02-28T10:00', 'invalid-date'],
    ['date the other way round', { kind: 'date' }, '20.05.2027', 'invalid-date'],
    ['number', { kind: 'number' }, 12.5, 12.5],
    ['zero', { kind: 'number' }, -0, 0],
    ['number from a form', { kind: 'number' }, ' -12.50 ', -12.5],
    ['number in digits of full width', { kind: 'number' }, '１２', 12],
    ['number with a comma', { kind: 'number' }, '12,5', 'invalid-number'],
    ['hexadecimal', { kind: 'number' }, '0x10', 'invalid-number'],
    ['beyond all numbers', { kind: 'number' }, '1e999', 'invalid-number'],
    ['no number', { kind: 'number' }, NaN, 'invalid-number'],
    ['country', { kind: 'country' }, 'cn', 'CN'],
    ['no country', { kind: 'country' }, 'XX', 'invalid-country'],
    ['three letters', { kind: 'country' }, 'CHN', 'invalid-country'],
    ['file', { kind: 'file' }, FILE, [FILE]],
    ['files', { kind: 'file' }, [FILE, FILE.toUpperCase(), OTHER_FILE], [FILE, OTHER_FILE]],
    ['a name for a file', { kind: 'file' }, 'cv.pdf', 'unknown-file'],
    ['six files', { kind: 'file' }, [1, 2, 3, 4, 5, 6].map((n) => FILE.slice(0, -1) + n), 'too-many-files'],
  ])('%s', (_, question, given, expected) => {
    const isCode = typeof expected === 'string' && /^[a-z]+(-[a-z]+)+$/.test(expected);
    expect(outcome([{ ...asked('q'), ...question, id: 'q' }], { q: given })).toEqual(
      isCode ? [`answers.q: ${expected}`] : { q: expected },
    );
  });

  it.each([[undefined], [null], [''], ['   '], [[]], [['', null]]])('%j is none', (nothing) => {
    for (const question of [days, diet, asked('q'), asked('q', { kind: 'number' }), asked('q', { kind: 'file' })]) {
      expect(outcome([{ ...question, id: 'q' }], { q: nothing })).toEqual({});
    }
  });

  it('is not a list in a list, however deep', () => {
    const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown;
    expect(outcome([days], { days: deep })).toEqual(['answers.days: invalid-type']);
  });
});

describe('which questions are asked', () => {
  const cv = asked('cv', { required: true, showIf: { question: 'diet', equals: 'veg' } });
  const why = asked('why', { required: true, showIf: { question: 'cv', equals: 'yes' } });

  it.each<[string, AskedQuestion[], Record<string, unknown>, unknown]>([
    ['nothing asked, nothing answered', [], {}, {}],
    ['an unknown question', [diet], { age: 3 }, ['answers.age: unknown-question']],
    ['a name of every object', [diet], { constructor: 'x' }, ['answers.constructor: unknown-question']],
    ['a required one left open', [asked('q', { required: true })], {}, ['answers.q: required']],
    ['a required one with spaces', [asked('q', { required: true })], { q: ' ' }, ['answers.q: required']],
    ['a consent', [asked('q', { kind: 'boolean', required: true })], { q: true }, { q: true }],
    [
      'a consent that is refused',
      [asked('q', { kind: 'boolean', required: true })],
      { q: false },
      ['answers.q: required'],
    ],
    [
      'all that is wrong',
      [diet, asked('q', { required: true })],
      { diet: 'x' },
      ['answers.diet: not-an-option', 'answers.q: required'],
    ],
    ['a condition that is not met', [diet, cv], { diet: 'none', cv: 'yes' }, { diet: 'none' }],
    ['a condition on nothing', [diet, cv], { cv: 'yes' }, {}],
    ['a condition that is met', [diet, cv], { diet: 'veg', cv: 'no' }, { diet: 'veg', cv: 'no' }],
    ['a required one whose condition is met', [diet, cv], { diet: 'veg' }, ['answers.cv: required']],
    ['a chain', [diet, cv, why], { diet: 'veg', cv: 'yes', why: 'so' }, { diet: 'veg', cv: 'yes', why: 'so' }],
    [
      'a chain that is broken at its beginning',
      [diet, cv, why],
      { diet: 'none', cv: 'yes', why: 'so' },
      { diet: 'none' },
    ],
    ['a wrong answer hides what hangs on it', [diet, cv], { diet: 'meat' }, ['answers.diet: not-an-option']],
    [
      'one of several answers',
      [days, asked('q', { required: true, showIf: { question: 'days', equals: 'tue' } })],
      { days: ['mon', 'tue'] },
      ['answers.q: required'],
    ],
    [
      'no',
      [asked('b', { kind: 'boolean' }), asked('q', { showIf: { question: 'b', equals: false } })],
      { b: false, q: 'x' },
      { b: false, q: 'x' },
    ],
    [
      'no is not the same as nothing',
      [asked('b', { kind: 'boolean' }), asked('q', { showIf: { question: 'b', equals: false } })],
      { q: 'x' },
      {},
    ],
    [
      'a condition that goes round in a circle',
      [asked('a', { showIf: { question: 'b', equals: 'x' } }), asked('b', { showIf: { question: 'a', equals: 'x' } })],
      { a: 'x', b: 'x' },
      {},
    ],
    ['another category', [asked('q', { required: true, categories: ['student'] })], { q: 'x' }, {}],
    ['this category', [asked('q', { categories: ['student', 'delegate'] })], { q: 'x' }, { q: 'x' }],
    ['no category any more', [asked('q', { required: true, categories: [] })], { q: 'x' }, {}],
    ['one that is retired', [asked('q', { required: true, retiredAt: new Date(0) })], {}, {}],
  ])('%s', (_, questions, given, expected) => {
    expect(outcome(questions, given)).toEqual(expected);
  });

  it('says of each answer which version of the question it answers, and which files are new', () => {
    const questions = [asked('q', { version: 3 }), asked('f', { kind: 'file', version: 2 }), asked('open')];
    expect(checkAnswers(questions, 'delegate', { q: 'x', f: [FILE] })).toEqual({
      answers: { q: 'x', f: [FILE] },
      versions: { q: 3, f: 2 },
      files: [{ question: 'f', id: FILE }],
    });
  });
});

describe('changing what was answered', () => {
  const now = asked('q', { version: 4, kind: 'choice', options: options('new', 'other') });
  const kept = { answers: { q: 'old', gone: ['x', 'y'] }, versions: { q: 1, gone: 2 } };

  it.each<[string, AskedQuestion[], Record<string, unknown>, unknown]>([
    ['what is left out stays', [now], {}, { answers: { q: 'old', gone: ['x', 'y'] }, versions: { q: 1, gone: 2 } }],
    [
      'the same, though it is not offered any more',
      [now],
      { q: 'old' },
      { answers: kept.answers, versions: kept.versions },
    ],
    ['another answer', [now], { q: 'new' }, { answers: { q: 'new', gone: ['x', 'y'] }, versions: { q: 4, gone: 2 } }],
    ['an answer that is taken away', [now], { q: null }, { answers: { gone: ['x', 'y'] }, versions: { gone: 2 } }],
    [
      'one to a retired question, as it was',
      [now],
      { gone: ['y', 'x'] },
      { answers: kept.answers, versions: kept.versions },
    ],
    [
      'a question that is not asked any more',
      [{ ...now, categories: [] }],
      {},
      { answers: { gone: ['x', 'y'] }, versions: { gone: 2 } },
    ],
  ])('%s', (_, questions, given, expected) => {
    expect(checkAnswers(questions, 'delegate', given, kept)).toEqual({ ...(expected as object), files: [] });
  });

  it.each<[string, AskedQuestion[], Record<string, unknown>, string[]]>([
    ['another answer to a retired question', [now], { gone: ['x'] }, ['answers.gone: question-retired']],
    ['no answer to a retired question', [now], { gone: null }, ['answers.gone: question-retired']],
    ['what is not offered', [now], { q: 'older' }, ['answers.q: not-an-option']],
    ['a required one that is emptied', [{ ...now, required: true }], { q: '' }, ['answers.q: required']],
    [
      'a required one that was added',
      [now, asked('added', { required: true })],
      { q: 'new' },
      ['answers.added: required'],
    ],
  ])('refuses %s', (_, questions, given, expected) => {
    expect(outcome(questions, given, kept)).toEqual(expected);
  });

  it('is content with a required answer that is kept', () => {
    expect(outcome([{ ...now, required: true }], {}, kept)).toEqual(kept.answers);
  });

  it('lets a new answer decide what else is asked', () => {
    const more = asked('more', { showIf: { question: 'q', equals: 'new' } });
    const before = { answers: { q: 'new', more: 'x' }, versions: { q: 4, more: 1 } };
    expect(outcome([now, more], { q: 'other' }, before)).toEqual({ q: 'other' });
  });

  it('takes an answer in another notation for the same', () => {
    const number = asked('n', { kind: 'number', version: 2 });
    expect(checkAnswers([number], 'delegate', { n: '7.0' }, { answers: { n: 7 }, versions: { n: 1 } })).toEqual({
      answers: { n: 7 },
      versions: { n: 1 },
      files: [],
    });
  });

  it('claims only the files that were not there before', () => {
    const file = asked('f', { kind: 'file', version: 5 });
    const before = { answers: { f: [FILE] }, versions: { f: 1 } };
    expect(checkAnswers([file], 'delegate', { f: [FILE, OTHER_FILE] }, before)).toEqual({
      answers: { f: [FILE, OTHER_FILE] },
      versions: { f: 5 },
      files: [{ question: 'f', id: OTHER_FILE }],
    });
  });
});

it.each<[unknown, unknown, boolean]>([
  ['a', 'a', true],
  ['Ａ', 'A', true],
  ['a', ['b', 'a'], true],
  ['a', ['b'], false],
  [1, 1, true],
  ['1', 1, false],
  [false, false, true],
  [false, null, false],
  ['', undefined, false],
])('a condition on %j is met by %j: %s', (equals, answer, expected) => {
  expect(isConditionMet(equals, answer)).toBe(expected);
});
