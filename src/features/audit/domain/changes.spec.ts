import { onlyChanged } from './changes.js';

describe('the changes of an entry', () => {
  it.each([
    {
      what: 'only what is different',
      before: { title: { en: 'A', 'zh-Hans': '甲' }, year: 2027, hosts: ['x'] },
      after: { title: { 'zh-Hans': '甲', en: 'A' }, year: 2028, hosts: ['x', 'y'] },
      expected: { before: { year: 2027, hosts: ['x'] }, after: { year: 2028, hosts: ['x', 'y'] } },
    },
    {
      what: 'what only one side has',
      before: { status: 'draft' },
      after: { reason: 'typhoon' },
      expected: { before: { status: 'draft' }, after: { reason: 'typhoon' } },
    },
    { what: 'null apart from missing', before: { a: null }, after: {}, expected: { before: { a: null }, after: {} } },
    {
      what: 'lists in their order',
      before: { l: [1, 2] },
      after: { l: [2, 1] },
      expected: { before: { l: [1, 2] }, after: { l: [2, 1] } },
    },
    { what: 'something new whole', before: null, after: { a: 1 }, expected: { before: null, after: { a: 1 } } },
    { what: 'something removed whole', before: { a: 1 }, after: null, expected: { before: { a: 1 }, after: null } },
  ])('are $what', ({ before, after, expected }) => {
    expect(onlyChanged({ before, after })).toEqual(expected);
  });
});
