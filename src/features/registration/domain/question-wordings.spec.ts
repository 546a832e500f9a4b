import { copiedQuestions } from './copied-questions.js';
import { QuestionWordings, type Wording } from './question-wordings.js';

const wording = (id: string, version: number, label: string, more: Partial<Wording> = {}): Wording => ({
  id,
  version,
  label: { en: label },
  kind: 'text',
  options: null,
  isRetired: false,
  ...more,
});

describe('wordings', () => {
  const wordings = new QuestionWordings([
    wording('b', 1, 'First'),
    wording('b', 4, 'Second'),
    wording('a', 1, 'Other'),
    wording('gone', 2, 'Retired', { isRetired: true }),
  ]);
  const labels = (answers: Record<string, unknown>, answerVersions: Record<string, number>) =>
    wordings.answered({ answers, answerVersions }).map(({ question, value }) => [question.label.en, value]);

  it.each([
    [1, 'First'],
    [3, 'First'],
    [4, 'Second'],
    [9, 'Second'],
  ])('at version %i a question says %s', (version, expected) => {
    expect(labels({ b: 'x' }, { b: version })).toEqual([[expected, 'x']]);
  });

  it('keep the order of the questions, with those at the end that are asked no more', () => {
    const answered = labels({ gone: 1, a: false, b: 'x', deleted: 'y' }, { gone: 2, a: 1, b: 1, deleted: 1 });
    expect(answered).toEqual([
      ['First', 'x'],
      ['Other', false],
      ['Retired', 1],
    ]);
  });

  it('say of every question what it says now', () => {
    expect(wordings.questions().map(({ id, label }) => [id, label.en])).toEqual([
      ['b', 'Second'],
      ['a', 'Other'],
      ['gone', 'Retired'],
    ]);
  });
});

describe('questions of a clone', () => {
  const question = (id: string, categories: string[] | null, on?: string) => ({
    id,
    categories,
    showIf: on === undefined ? null : { question: on, equals: 'x' },
  });
  const copies = new Map([
    ['c1', 'C1'],
    ['c2', 'C2'],
  ]);

  it.each([
    ['categories of the clone', copies, ['c1', 'c2'], ['C1', 'C2']],
    ['those that were copied', copies, ['c1', 'c3'], ['C1']],
    ['all categories, when none were copied', new Map<string, string>(), ['c1'], null],
    ['all categories, as before', copies, null, null],
  ])('are asked in %s', (_, map, categories, expected) => {
    expect(copiedQuestions([question('q', categories)], ['Q'], map)[0]).toMatchObject({
      id: 'Q',
      categories: expected,
    });
  });

  it('look at each other', () => {
    const copied = copiedQuestions([question('a', null), question('b', null, 'a')], ['A', 'B'], copies);
    expect(copied.map(({ id, showIf }) => [id, showIf])).toEqual([
      ['A', null],
      ['B', { question: 'A', equals: 'x' }],
    ]);
  });
});
