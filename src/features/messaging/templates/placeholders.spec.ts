import { inert, singleLine } from './inert-text.js';
import { fillLine, fillParagraphs, type Fillings } from './placeholders.js';

const fillings: Fillings = {
  name: { text: '{event} $& Ada' },
  event: { text: 'Symposium' },
  start: { text: '09:30' },
  join: { link: 'https://example.org/join/1' },
  manage: { link: 'https://example.org/r/1' },
};

describe('placeholders', () => {
  it.each([
    ['{name}', '{event} $& Ada'],
    ['{event} at {start}: {join}{manage}.', 'Symposium at 09:30: .'],
    ['{Name} {names} {} {{event}} ${start}', '{Name} {names} {} {Symposium} $09:30'],
    ['', ''],
  ])('%j on a line', (template, expected) => {
    expect(fillLine(template, fillings)).toBe(expected);
  });

  it.each([
    ['', []],
    [' \n\n \n', []],
    ['one\ntwo', [[{ text: 'one\ntwo' }]]],
    ['one\r\n\r\n \r\ntwo', [[{ text: 'one' }], [{ text: 'two' }]]],
    ['{join}', [[fillings.join]]],
    ['go: {join}\n{name}', [[{ text: 'go: ' }, fillings.join, { text: '\n' }, fillings.name]]],
  ])('%j in paragraphs', (template, expected) => {
    expect(fillParagraphs(template, fillings)).toEqual(expected);
  });
});

describe('singleLine and inert', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace', 'Ada Lovelace'],
    [' Ada\r\n\tLovelace\u0000 ', 'Ada Lovelace', 'Ada Lovelace'],
    ['a\u202eb\u200f', 'ab', 'ab'],
    ['Dr. J. R. Smith', 'Dr. J. R. Smith', 'Dr. J. R. Smith'],
    ['http://evil.example', 'http://evil.example', 'http:\u2060/\u2060/evil.\u2060example'],
    ['a@evil.example', 'a@evil.example', 'a@\u2060evil.\u2060example'],
    ['李小龙', '李小龙', '李小龙'],
  ])('%j', (text, line, name) => {
    expect([singleLine(text), inert(text)]).toEqual([line, name]);
  });
});
