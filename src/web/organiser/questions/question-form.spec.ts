import { type AskedQuestion } from '../../../features/registration/index.js';
import { type Answers } from '../../form-answers.js';
import { draftQuestion, questionInput, questionValues, withDraft } from './question-form.js';

const stored: AskedQuestion = {
  id: 'q',
  version: 3,
  label: { en: 'Diet', 'zh-Hans': '饮食' },
  help: null,
  kind: 'choice',
  required: true,
  options: [
    { value: 'fish', label: { en: 'Fish', 'zh-Hans': '鱼' } },
    { value: 'other', label: { en: 'Something else' } },
  ],
  showIf: { question: 'meals', equals: true },
  categories: ['delegate'],
  eraseAfter: 'P90D',
  position: 2,
  retiredAt: null,
};

const inputOf = (answers: Answers) => questionInput({ kind: 'text', 'label.en': 'Diet', ...answers });

describe('the form of a question', () => {
  it('says what is stored when nothing was touched', () => {
    const { id: _, version: __, position: ___, retiredAt: ____, ...input } = stored;
    expect(questionInput(questionValues(stored))).toEqual(input);
  });

  it.each([
    { typed: '', read: null },
    { typed: '30', read: 'P30D' },
    { typed: ' ３０ ', read: 'P30D' },
    { typed: 'P6M', read: 'P6M' },
    { typed: 'soon', read: 'soon' },
  ])('reads “$typed” as $read, after which answers go', ({ typed, read }) => {
    expect(inputOf({ eraseAfter: typed })).toMatchObject({ eraseAfter: read });
  });

  it.each([
    { typed: '', answer: '', read: null },
    { typed: 'a=true', answer: '', read: { question: 'a', equals: true } },
    { typed: 'a="x=y"', answer: '', read: { question: 'a', equals: 'x=y' } },
    { typed: 'a=', answer: 'CN', read: { question: 'a', equals: 'CN' } },
    { typed: 'a={"b":1}', answer: '', read: { question: 'a', equals: '[object Object]' } },
    { typed: 'a=x', answer: '', read: { question: 'a', equals: 'x' } },
  ])('reads the condition $typed', ({ typed, answer, read }) => {
    expect(inputOf({ showIf: typed, 'showIf.answer': answer })).toMatchObject({ showIf: read });
  });

  it('keeps the value of an option whose words change, and drops one without words', () => {
    const answers = {
      ...questionValues(stored),
      'options.0.en': 'Seafood',
      'options.1.en': '',
      'options.2.en': 'Rice',
    };
    expect(questionInput(answers)).toMatchObject({
      options: [{ value: 'fish', label: { en: 'Seafood', 'zh-Hans': '鱼' } }, { label: { en: 'Rice' } }],
    });
  });

  it('has no options for a kind without a choice, whatever is typed', () => {
    expect(inputOf({ kind: 'text', 'options.0.en': 'left over' })).toMatchObject({ options: null });
  });
});

describe('the preview', () => {
  it('shows a half-typed question in its place, and a new one as the last', () => {
    const draft = draftQuestion({ kind: 'nonsense', 'label.en': 'Diet?' }, 'q');
    expect(draft).toMatchObject({ id: 'q', kind: 'text', label: { en: 'Diet?' }, options: null, required: false });
    expect(withDraft([stored, { ...stored, id: 'last' }], draft).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'q text',
      'last choice',
    ]);
    expect(withDraft([stored], { ...draft, id: 'new' }).map(({ id }) => id)).toEqual(['q', 'new']);
  });
});
