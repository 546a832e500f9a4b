import { registrationFilterSql, searchWords } from './registration-filter-sql.js';

describe('searchWords', () => {
  it.each([
    { q: '', expected: [] },
    { q: '  \u3000 ', expected: [] },
    { q: 'Ada  LOVELACE', expected: ['ada', 'lovelace'] },
    { q: 'José Muñoz', expected: ['jose', 'munoz'] },
    { q: 'Ｗｉｄｅ　①', expected: ['wide', '1'] },
    { q: '黄 志明', expected: ['黄', '志明'] },
    { q: 'ada Ada ADA', expected: ['ada'] },
    { q: 'a b c d e f g h i j k l', expected: [...'abcdefghij'] },
  ])('$q', ({ q, expected }) => {
    expect(searchWords(q)).toEqual(expected);
  });
});

describe('registrationFilterSql', () => {
  it('goes on where the parameters end, and leaves what somebody typed to them', () => {
    const parameters: unknown[] = ['edition'];
    const sql = registrationFilterSql({ status: 'pending', q: `50%_' \\` }, parameters);
    expect(sql).toBe('r.status = $2 AND r.search_text LIKE $3 AND r.search_text LIKE $4');
    expect(parameters).toEqual(['edition', 'pending', `%50\\%\\_'%`, '%\\\\%']);
  });

  it('means everybody when nothing is given', () => {
    const parameters: unknown[] = [];
    expect([registrationFilterSql({}, parameters), parameters]).toEqual(['true', []]);
  });
});
