import { fieldChanges } from './entry-changes.js';

describe('the fields of an entry', () => {
  it.each([
    {
      what: 'a text in the language that changed',
      before: { title: { en: 'A', 'zh-Hans': '甲' } },
      after: { title: { en: 'B', 'zh-Hans': '甲' } },
      expected: [{ path: ['title', 'en'], before: 'A', after: 'B' }],
    },
    {
      what: 'lists and lists of objects in one line each',
      before: { hosts: ['a', 'b'], roles: [{ institution: 'c', role: 'partner' }] },
      after: { hosts: ['b'], roles: [] },
      expected: [
        { path: ['hosts'], before: 'a, b', after: 'b' },
        { path: ['roles'], before: 'c · partner', after: '' },
      ],
    },
    {
      what: 'something new',
      before: null,
      after: { capacity: 40, waitingList: true, note: null },
      expected: [
        { path: ['capacity'], before: undefined, after: '40' },
        { path: ['waitingList'], before: undefined, after: 'true' },
        { path: ['note'], before: undefined, after: '' },
      ],
    },
    {
      what: 'something removed',
      before: { venue: { city: 'Shantou' } },
      after: null,
      expected: [{ path: ['venue', 'city'], before: 'Shantou', after: undefined }],
    },
    {
      what: 'a text where there was none',
      before: { theme: null, id: '0197a3c0-1111-7111-8111-111111111111' },
      after: { theme: { en: 'Impact' }, id: null },
      expected: [
        { path: ['id'], before: '0197a3c0…', after: '' },
        { path: ['theme', 'en'], before: undefined, after: 'Impact' },
      ],
    },
    { what: 'nothing', before: null, after: null, expected: [] },
  ])('$what', ({ before, after, expected }) => {
    expect(fieldChanges(before, after)).toEqual(expected);
  });
});
