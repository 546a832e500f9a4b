import { linesOf, localisedAnswers, localisedOf, numberOf, rowsIn } from './form-texts.js';

it('a text comes back from its fields as it went in', () => {
  const text = { en: 'Impact', 'zh-Hant': '影響力' };
  expect(localisedAnswers('theme', text)).toEqual({
    'theme.en': 'Impact',
    'theme.zh-Hans': '',
    'theme.zh-Hant': '影響力',
  });
  expect(localisedOf(localisedAnswers('theme', text), 'theme')).toEqual(text);
  expect(localisedOf(localisedAnswers('theme', null), 'theme')).toBeNull();
  expect(localisedOf({ 'text.en': 'a\r\nb' }, 'text')).toEqual({ en: 'a\nb' });
});

it('a list has a line for each entry', () => {
  expect(linesOf({ aliases: ' SUMC \r\n\r\n汕大医学院\n' }, 'aliases')).toEqual(['SUMC', '汕大医学院']);
});

it.each<[string | undefined, number | string | null]>([
  ['13', 13],
  [' 7 ', 7],
  ['', null],
  [undefined, null],
  ['thirteen', 'thirteen'],
  ['-1', '-1'],
])('the number %j is %j', (typed, expected) => {
  expect(numberOf({ ordinal: typed }, 'ordinal')).toBe(expected);
});

it('rows come in their order, without empty ones', () => {
  const answers = {
    'roles.10.institution': 'c',
    'roles.2.institution': 'b',
    'roles.2.role': 'partner',
    'roles.3.role': '',
    'roles.x': 'no row',
    'hosts.0': 'a',
  };
  expect(rowsIn(answers, 'roles')).toEqual([
    { index: 2, fields: { institution: 'b', role: 'partner' } },
    { index: 10, fields: { institution: 'c' } },
  ]);
  expect(rowsIn(answers, 'hosts')).toEqual([{ index: 0, fields: { '': 'a' } }]);
});
