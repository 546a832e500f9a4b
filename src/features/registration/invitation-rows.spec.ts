import { type InstitutionDetails } from '../institutions/index.js';
import { checkRow, institutionNames } from './invitation-rows.js';

const institution = (id: string, more: Partial<InstitutionDetails>): InstitutionDetails => ({
  ...{
    id,
    slug: id,
    name: {},
    city: '',
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    website: null,
    parent: null,
    aliases: [],
    version: 1,
  },
  ...more,
});
const NAMES = institutionNames([
  institution('stu', { name: { en: 'Shantou University', 'zh-Hans': '汕头大学' }, aliases: ['SUMC'] }),
  institution('cuhk', { name: { en: 'Shantou University' } }),
]);
const row = (more: object) => ({ row: 1, email: 'ada@example.org', name: '', institution: '', language: '', ...more });

describe('a row of a list', () => {
  it.each([
    {
      given: {},
      expected: {
        email: 'ada@example.org',
        emailKey: 'ada@example.org',
        name: null,
        institutionId: null,
        locale: 'zh-Hant',
      },
    },
    {
      given: { email: 'Ada@Example.org', name: ' Ada ' },
      expected: { email: 'Ada@Example.org', emailKey: 'ada@example.org', name: 'Ada' },
    },
    { given: { email: 'ａｄａ＠example.org' }, expected: { email: 'ada@example.org' } },
    { given: { institution: 'STU' }, expected: { institutionId: 'stu' } },
    { given: { institution: '汕头大学' }, expected: { institutionId: 'stu' } },
    { given: { institution: 'sumc' }, expected: { institutionId: 'stu' } },
    { given: { institution: ' shantou  university ' }, expected: { institutionId: 'stu' } },
    { given: { language: 'English' }, expected: { locale: 'en' } },
    { given: { language: 'zh-CN' }, expected: { locale: 'zh-Hans' } },
    { given: { language: '繁體中文' }, expected: { locale: 'zh-Hant' } },
  ])('$given is somebody to invite', ({ given, expected }) => {
    expect(checkRow(row(given), NAMES, 'zh-Hant')).toMatchObject(expected);
  });

  it.each([
    { given: { email: '' }, expected: { column: 'email', code: 'required' } },
    { given: { email: 'ada' }, expected: { column: 'email', code: 'not-an-address' } },
    { given: { email: 'ada@example.org, bo@example.org' }, expected: { column: 'email', code: 'not-an-address' } },
    {
      given: { email: 'ada@example.org\r\nBcc: all@example.org' },
      expected: { column: 'email', code: 'not-an-address' },
    },
    { given: { email: `${'a'.repeat(250)}@example.org` }, expected: { column: 'email', code: 'too-long' } },
    { given: { email: '=cmd@example.org' }, expected: { column: 'email', code: 'formula' } },
    { given: { name: '=HYPERLINK("https://evil.example")' }, expected: { column: 'name', code: 'formula' } },
    { given: { name: '＝1+1' }, expected: { column: 'name', code: 'formula' } },
    { given: { name: '+41' }, expected: { column: 'name', code: 'formula' } },
    { given: { name: 'A'.repeat(201) }, expected: { column: 'name', code: 'too-long' } },
    { given: { name: 'Ada\r\nLovelace' }, expected: { column: 'name', code: 'control-characters' } },
    { given: { institution: 'Nowhere' }, expected: { column: 'institution', code: 'unknown-institution' } },
    { given: { institution: '@SUM(A1)' }, expected: { column: 'institution', code: 'formula' } },
    { given: { language: 'Klingon' }, expected: { column: 'language', code: 'unknown-language' } },
  ])('$given is wrong', ({ given, expected }) => {
    expect(checkRow(row(given), NAMES, 'en')).toEqual(expected);
  });
});
