import { type InvalidInput } from '../../../kernel/domain-error.js';
import { type AskedQuestion, type ShowIf } from './question.js';
import {
  checkDependents,
  checkOptions,
  checkOrder,
  type GivenOption,
  readCondition,
  readOptions,
} from './question-rules.js';

type Conditional = Pick<AskedQuestion, 'id' | 'kind' | 'options' | 'showIf'>;

const one = (id: string, more: Partial<Conditional> = {}): Conditional => ({
  id,
  kind: 'text',
  options: null,
  showIf: null,
  ...more,
});
const options = (...values: string[]) => values.map((value) => ({ value, label: { en: value } }));
const diet = one('diet', { kind: 'choice', options: options('none', 'veg') });
const days = one('days', { kind: 'multi_choice', options: options('mon', 'tue') });
const on = (question: string, equals: ShowIf['equals']): ShowIf => ({ question, equals });
const hanging = one('hanging', { showIf: { question: 'diet', equals: 'veg' } });

/** What comes out, or `<path>: <code>` of what is wrong. */
function outcome(work: () => unknown): unknown {
  try {
    return work() ?? 'fine';
  } catch (error) {
    return (error as InvalidInput).errors.map(({ path, code }) => `${path}: ${code}`).join(' ');
  }
}

it.each<[string, GivenOption[], unknown]>([
  ['a text', ['Vegetarian'], [{ value: 'Vegetarian', label: { 'zh-Hans': 'Vegetarian' } }]],
  ['a value of its own', [{ value: 'veg', label: '素食' }], [{ value: 'veg', label: { 'zh-Hans': '素食' } }]],
  [
    'a value from the first language',
    [{ label: { en: 'Veg', 'zh-Hans': '素食' } }],
    [{ value: '素食', label: { en: 'Veg', 'zh-Hans': '素食' } }],
  ],
  ['a value from another language', [{ label: { en: 'Veg' } }], [{ value: 'Veg', label: { en: 'Veg' } }]],
  [
    'two of one value',
    ['a', { value: 'a', label: 'b' }, 'Ａ', 'A'],
    'options.1: duplicate-option options.3: duplicate-option',
  ],
])('options from %s', (_, given, expected) => {
  expect(outcome(() => readOptions(given, 'zh-Hans'))).toEqual(expected);
});

it.each<[Pick<AskedQuestion, 'kind' | 'options'>, string]>([
  [{ kind: 'choice', options: options('a') }, 'fine'],
  [{ kind: 'choice', options: [] }, 'options: required'],
  [{ kind: 'multi_choice', options: null }, 'options: required'],
  [{ kind: 'text', options: null }, 'fine'],
  [{ kind: 'text', options: options('a') }, 'options: not-expected'],
])('%j is %s', (question, expected) => {
  expect(outcome(() => checkOptions(question))).toBe(expected);
});

it.each<[string, string | null, Conditional[], ShowIf, unknown]>([
  ['of a new question', null, [diet], on('diet', 'veg'), on('diet', 'veg')],
  ['on an option of another width', null, [diet], on('diet', 'ｖｅｇ'), on('diet', 'veg')],
  ['on one of several answers', null, [days], on('days', 'tue'), on('days', 'tue')],
  ['on a number', null, [one('n', { kind: 'number' })], on('n', '3'), on('n', 3)],
  ['on yes', null, [one('b', { kind: 'boolean' })], on('b', true), on('b', true)],
  ['on what is no option', null, [diet], on('diet', 'meat'), 'showIf.equals: not-an-option'],
  ['on nothing', null, [diet], on('diet', ' '), 'showIf.equals: required'],
  ['on a file', null, [one('f', { kind: 'file' })], on('f', 'x'), 'showIf.equals: not-comparable'],
  ['on a question of another edition', null, [diet], on('other', 'x'), 'showIf.question: unknown-question'],
  ['on an earlier question', 'q', [diet, one('q')], on('diet', 'veg'), on('diet', 'veg')],
  ['on a later question', 'q', [one('q'), diet], on('diet', 'veg'), 'showIf.question: later-question'],
  ['on itself', 'q', [diet, one('q')], on('q', 'x'), 'showIf.question: later-question'],
])('a condition %s', (_, id, questions, showIf, expected) => {
  expect(outcome(() => readCondition(id, showIf, questions))).toEqual(expected);
});

it.each<[string, Conditional, string]>([
  ['another label', diet, 'fine'],
  ['one option less', { ...diet, options: options('veg') }, 'fine'],
  ['the option gone that another question looks at', { ...diet, options: options('none') }, 'options: answer-needed'],
  ['another kind, which can say the same', { ...diet, kind: 'text', options: null }, 'fine'],
  ['another kind', { ...diet, kind: 'number', options: null }, 'kind: answer-needed'],
])('after a change to %s: all is %3$s', (_, changed, expected) => {
  expect(outcome(() => checkDependents(changed, [changed, hanging]))).toBe(expected);
});

it.each<[string[], string]>([
  [['days', 'diet', 'hanging'], 'fine'],
  [['diet', 'hanging', 'days'], 'fine'],
  [['hanging', 'diet', 'days'], 'ids: later-question'],
  [['diet', 'hanging'], 'ids: incomplete-order'],
  [['diet', 'hanging', 'hanging'], 'ids: incomplete-order'],
  [['diet', 'hanging', 'days', 'other'], 'ids: incomplete-order'],
])('the order %j is %s', (ids, expected) => {
  expect(outcome(() => checkOrder(ids, [diet, days, hanging]))).toBe(expected);
});
