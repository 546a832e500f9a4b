import { type Answers } from '../../form-answers.js';
import { mergeAnswers, sameAnswers, withUnitsOf } from './merge.js';

/** What two people have made of the same form, and what becomes of it. */
const CASES: {
  what: string;
  original: Answers;
  mine: Answers;
  theirs: Answers;
  answers: Answers;
  differences: { unit: string; original: string[]; mine: string[]; theirs: string[]; isBoth: boolean }[];
}[] = [
  {
    what: 'what nobody has changed stays',
    original: { year: '2027', theme: 'Impact' },
    mine: { year: '2027', theme: 'Impact' },
    theirs: { year: '2027', theme: 'Impact' },
    answers: { year: '2027', theme: 'Impact' },
    differences: [],
  },
  {
    what: 'what only I have changed is mine, and no matter for a question',
    original: { theme: 'Impact' },
    mine: { theme: 'Influence' },
    theirs: { theme: 'Impact' },
    answers: { theme: 'Influence' },
    differences: [],
  },
  {
    what: 'what only they have changed is theirs, and told',
    original: { theme: 'Impact', year: '2027' },
    mine: { theme: 'Impact', year: '2028' },
    theirs: { theme: 'Trust', year: '2027' },
    answers: { theme: 'Trust', year: '2028' },
    differences: [{ unit: 'theme', original: ['Impact'], mine: ['Impact'], theirs: ['Trust'], isBoth: false }],
  },
  {
    what: 'what both have changed stays mine in the field, and both are told',
    original: { theme: 'Impact' },
    mine: { theme: 'Influence' },
    theirs: { theme: 'Trust' },
    answers: { theme: 'Influence' },
    differences: [{ unit: 'theme', original: ['Impact'], mine: ['Influence'], theirs: ['Trust'], isBoth: true }],
  },
  {
    what: 'the same change by both is none',
    original: { theme: 'Impact' },
    mine: { theme: 'Trust' },
    theirs: { theme: 'Trust' },
    answers: { theme: 'Trust' },
    differences: [],
  },
  {
    what: 'line ends, spaces and empty fields make no difference',
    original: { text: 'a\nb', title: '' },
    mine: { text: 'a\r\nb ' },
    theirs: { text: 'a\nb', title: '' },
    answers: { text: 'a\nb', title: '' },
    differences: [],
  },
  {
    what: 'emptying a field is a change, too',
    original: { theme: 'Impact' },
    mine: { theme: '' },
    theirs: { theme: 'Trust' },
    answers: { theme: '' },
    differences: [{ unit: 'theme', original: ['Impact'], mine: [], theirs: ['Trust'], isBoth: true }],
  },
  {
    what: 'a list is compared as one, and taken as one',
    original: { 'hosts.0': 'a', 'hosts.1': 'b' },
    mine: { 'hosts.0': 'a', 'hosts.1': 'b', 'hosts.2': '' },
    theirs: { 'hosts.0': 'b' },
    answers: { 'hosts.0': 'b' },
    differences: [{ unit: 'hosts', original: ['a', 'b'], mine: ['a', 'b'], theirs: ['b'], isBoth: false }],
  },
  {
    what: 'a box is what it holds',
    original: { boxes: ['a', 'b'] },
    mine: { boxes: 'a' },
    theirs: { boxes: ['a', 'b', 'c'] },
    answers: { boxes: 'a' },
    differences: [{ unit: 'boxes', original: ['a', 'b'], mine: ['a'], theirs: ['a', 'b', 'c'], isBoth: true }],
  },
  {
    what: 'without knowing where it began, nothing typed is given up',
    original: {},
    mine: { theme: 'Influence', year: '2027' },
    theirs: { theme: 'Impact', year: '2027' },
    answers: { theme: 'Influence', year: '2027' },
    differences: [{ unit: 'theme', original: [], mine: ['Influence'], theirs: ['Impact'], isBoth: true }],
  },
  {
    what: 'the form’s own fields and the token of the page take no part',
    original: { year: '2027' },
    mine: { year: '2027', _version: '3', csrf: 'x' },
    theirs: { year: '2027' },
    answers: { year: '2027' },
    differences: [],
  },
];

describe('two people at one form', () => {
  it.each(CASES)('$what', ({ original, mine, theirs, answers, differences }) => {
    expect(mergeAnswers({ original, mine, theirs }, ['hosts'])).toEqual({ answers, differences });
  });

  it('compares rows in the order of their numbers', () => {
    const rows = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`hosts.${index}`, `h${index}`]));
    const { differences } = mergeAnswers({ original: {}, mine: {}, theirs: rows }, ['hosts']);
    expect(differences[0]?.theirs.slice(-2)).toEqual(['h9', 'h10']);
  });
});

describe('a draft', () => {
  it.each([
    [{ a: 'x', b: '' }, { a: ' x' }, true],
    [{ a: 'x', _original: '{}' }, { a: 'x' }, true],
    [{ a: 'x' }, { a: 'y' }, false],
    [{ a: ['x', 'y'] }, { a: 'x' }, false],
  ])('%j beside %j: the same %s', (draft, stored, expected) => {
    expect(sameAnswers(draft, stored)).toBe(expected);
  });
});

it('takes whole units from the other side', () => {
  const mine = { theme: 'mine', 'hosts.0': 'a', 'hosts.1': 'b', year: '2027' };
  const theirs = { theme: 'theirs', 'hosts.0': 'c', year: '2026', _version: '4' };
  expect(withUnitsOf(mine, theirs, ['hosts', 'theme'])).toEqual({ theme: 'theirs', 'hosts.0': 'c', year: '2027' });
});
