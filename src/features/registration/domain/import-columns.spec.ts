import { type ImportTarget, readHead } from './import-columns.js';

const QUESTIONS = [
  { id: 'diet', label: { en: 'What do you eat?', 'zh-Hans': '饮食要求' } },
  { id: 'name-again', label: { en: 'Name' } },
];

const field = (name: string) => ({ field: name }) as ImportTarget;

describe('readHead', () => {
  it.each([
    { heads: ['email', 'name'], targets: ['email', 'name'] },
    { heads: ['E-Mail Address', 'Full name'], targets: ['email', 'name'] },
    { heads: ['ＥＭＡＩＬ', ' NAME '], targets: ['email', 'name'] },
    {
      heads: ['电子邮箱', '姓名', '单位', '国家/地区', '语言'],
      targets: ['email', 'name', 'institution', 'country', 'locale'],
    },
    {
      heads: ['電郵', '姓名', '機構', '時區', '類別'],
      targets: ['email', 'name', 'institution', 'timeZone', 'category'],
    },
    { heads: ['First name', 'Surname', 'mail'], targets: ['givenName', 'familyName', 'email'] },
    { heads: ['姓', '名', '邮箱'], targets: ['familyName', 'givenName', 'email'] },
    { heads: ['中文姓名', '信箱'], targets: ['nativeName', 'email'] },
    // Beside a name in Latin letters it is the one in its own script.
    { heads: ['姓名', '英文姓名', '邮箱'], targets: ['nativeName', 'name', 'email'] },
    { heads: ['Name', '姓名', 'Email'], targets: ['name', 'nativeName', 'email'] },
    { heads: ['Email', 'Name', 'Department', 'Time zone'], targets: ['email', 'name', 'affiliation', 'timeZone'] },
  ])('understands $heads', ({ heads, targets }) => {
    expect(readHead(heads, [], false)).toEqual({ columns: { heads, targets: targets.map(field) } });
  });

  it('finds questions by their label in any language, fields first, and leaves out what it does not know', () => {
    const heads = ['Name', 'Email', 'what do you eat', 'Reference', ''];
    expect(readHead(heads, QUESTIONS, false)).toEqual({
      columns: { heads, targets: [field('name'), field('email'), { question: 'diet' }, null, null] },
    });
    expect(readHead(['邮箱', '姓名', '饮食要求'], QUESTIONS, false)).toMatchObject({
      columns: { targets: [field('email'), field('name'), { question: 'diet' }] },
    });
  });

  it.each([
    { heads: ['name', 'phone'], needsCategory: false, missing: ['email'], found: ['name', 'phone'] },
    {
      heads: ['ada@example.org', 'Ada'],
      needsCategory: true,
      missing: ['email', 'name', 'category'],
      found: ['ada@example.org', 'Ada'],
    },
    { heads: ['email', 'first name', ''], needsCategory: false, missing: ['name'], found: ['email', 'first name'] },
    { heads: ['email', 'name'], needsCategory: true, missing: ['category'], found: ['email', 'name'] },
  ])('says what $heads lacks', ({ heads, needsCategory, missing, found }) => {
    expect(readHead(heads, QUESTIONS, needsCategory)).toEqual({ problem: { code: 'missing-columns', missing, found } });
  });

  it.each([
    { heads: ['email', 'name', 'E-mail'], twice: ['email', 'E-mail'] },
    { heads: ['email', 'name', 'diet', '饮食要求', 'What do you eat?'], twice: ['饮食要求', 'What do you eat?'] },
  ])('refuses two columns about the same: $twice', ({ heads, twice }) => {
    expect(readHead(heads, QUESTIONS, false)).toEqual({ problem: { code: 'repeated-column', heads: twice } });
  });
});
