import { type InvalidInput } from '../../kernel/domain-error.js';
import { readDelegateLines, readInvitationList } from './invitation-list.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    const { path, code } = (error as InvalidInput).errors[0]!;
    return `${path}: ${code}`;
  }
  return 'nothing wrong';
};
const ada = { email: 'ada@example.org', name: 'Ada Lovelace', institution: 'stu', language: 'en' };

describe('a list of people to invite', () => {
  it.each<{ what: string; text: string; rows: number[] }>([
    { what: 'commas', text: 'email,name,institution,language\nada@example.org,Ada Lovelace,stu,en', rows: [2] },
    { what: 'semicolons', text: 'e-mail;Name;Institution;Language\nada@example.org;Ada Lovelace;stu;en', rows: [2] },
    { what: 'tabs', text: 'E-Mail\tname\tinstitution\tlanguage\nada@example.org\tAda Lovelace\tstu\ten\n', rows: [2] },
    { what: 'no header', text: 'ada@example.org,Ada Lovelace,stu,en', rows: [1] },
    { what: 'columns in another order', text: '语言,姓名,单位,邮箱\nen,Ada Lovelace,stu,ada@example.org', rows: [2] },
    {
      what: 'a mark at its beginning',
      text: '\uFEFFemail,name,institution,language\nada@example.org,Ada Lovelace,stu,en',
      rows: [2],
    },
    {
      what: 'CRLF and empty lines',
      text: '\r\nemail,name,institution,language\r\n,,,\r\nada@example.org,Ada Lovelace,stu,en\r\n',
      rows: [4],
    },
    {
      what: 'quotation marks',
      text: '"email","name","institution","language"\r\n"ada@example.org","Ada Lovelace","stu","en"',
      rows: [2],
    },
    {
      what: 'spaces around',
      text: ' email , name , institution , language \n ada@example.org , Ada Lovelace , stu , en ',
      rows: [2],
    },
    {
      what: 'other columns between',
      text: 'no,email,phone,name,language,institution\n1,ada@example.org,123,Ada Lovelace,en,stu',
      rows: [2],
    },
    { what: 'a name with its address', text: 'Ada Lovelace <ada@example.org>,,stu,en', rows: [1] },
  ])('is read with $what', ({ text, rows }) => {
    expect(readInvitationList(text)).toEqual(rows.map((row) => ({ row, ...ada })));
  });

  it('keeps line breaks and delimiters inside of quotation marks, and counts rows as a spreadsheet does', () => {
    const text = 'email,name\r\na@example.org,"Line\r\nbreak, and comma"\r\nb@example.org,"Said ""hello"""';
    expect(readInvitationList(text).map(({ row, name }) => [row, name])).toEqual([
      [2, 'Line\r\nbreak, and comma'],
      [3, 'Said "hello"'],
    ]);
  });

  it('takes a line of addresses for so many people', () => {
    expect(
      readInvitationList('a@example.org; Bo <b@example.org>;c@example.org').map(({ email, name }) => [email, name]),
    ).toEqual([
      ['a@example.org', ''],
      ['b@example.org', 'Bo'],
      ['c@example.org', ''],
    ]);
  });

  it.each([
    { encoding: 'UTF-8', bytes: Buffer.from('email,姓名\nwei@example.org,陈伟') },
    { encoding: 'UTF-8 with a mark', bytes: Buffer.from('\uFEFFemail,姓名\nwei@example.org,陈伟') },
    { encoding: 'UTF-16', bytes: Buffer.from('\uFEFFemail\t姓名\nwei@example.org\t陈伟', 'utf16le') },
  ])('is read from a file in $encoding', ({ bytes }) => {
    expect(readInvitationList(bytes)).toMatchObject([{ row: 2, email: 'wei@example.org', name: '陈伟' }]);
  });

  it.each<{ what: string; content: string | Buffer; code: string }>([
    {
      what: 'GBK',
      content: Buffer.from('656d61696c2cd0d5c3fb0a7765694065782e6f72672cb3c2ceb0', 'hex'),
      code: 'not-utf-8',
    },
    { what: 'a workbook', content: Buffer.from('PK\u0003\u0004 sheet'), code: 'not-text' },
    { what: 'zeros', content: Buffer.from('email\0name\0'), code: 'not-text' },
    { what: 'nothing', content: '', code: 'required' },
    { what: 'empty lines', content: '\n , ,\n', code: 'required' },
    { what: 'a header alone', content: 'email,name', code: 'required' },
    { what: 'a header without addresses', content: 'name,institution\nAda,stu', code: 'no-email-column' },
    { what: 'a quotation mark that is not closed', content: 'email,name\na@example.org,"Ada', code: 'broken-quotes' },
    {
      what: '2,001 rows',
      content: Array.from({ length: 2001 }, (_, i) => `p${i}@example.org`).join('\n'),
      code: 'too-many-rows',
    },
    {
      what: '200,000 rows',
      content: Buffer.from('person@example.org,Person\n'.repeat(200_000)),
      code: 'too-many-rows',
    },
  ])('is refused whole for $what', ({ content, code }) => {
    expect(codeOf(() => readInvitationList(content))).toBe(`list: ${code}`);
  });

  it('may have 2,000 rows and a header', () => {
    const text = `email\n${Array.from({ length: 2000 }, (_, index) => `p${index}@example.org`).join('\n')}`;
    expect(readInvitationList(text)).toHaveLength(2000);
  });
});

describe('delegates as they are pasted', () => {
  it.each([
    { line: 'Chen Wei, wei@example.org', expected: ['Chen Wei', 'wei@example.org', ''] },
    { line: 'wei@example.org, Chen Wei, Cardiology', expected: ['Chen Wei', 'wei@example.org', 'Cardiology'] },
    { line: 'Chen Wei\tCardiology\twei@example.org', expected: ['Chen Wei', 'wei@example.org', 'Cardiology'] },
    { line: 'Chen Wei <wei@example.org>; Cardiology', expected: ['Chen Wei', 'wei@example.org', 'Cardiology'] },
    { line: 'Chen Wei', expected: ['Chen Wei', '', ''] },
    { line: 'wei@example.org', expected: ['', 'wei@example.org', ''] },
  ])('$line', ({ line, expected }) => {
    expect(readDelegateLines(line).map(({ name, email, affiliation }) => [name, email, affiliation])).toEqual([
      expected,
    ]);
  });

  it.each([
    { what: 'nothing', text: ' \n', code: 'required' },
    { what: '101 lines', text: 'Ada, a@example.org\n'.repeat(101), code: 'too-many-rows' },
  ])('are refused for $what', ({ text, code }) => {
    expect(codeOf(() => readDelegateLines(text))).toBe(`list: ${code}`);
  });
});
