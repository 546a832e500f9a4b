import { masked } from './mask.js';

describe('what the trail does not hold', () => {
  it.each<[string, unknown, unknown]>([
    ['a password', { password: 'correct horse' }, { password: '•••' }],
    [
      'hashes and tokens',
      { passwordHash: 'x', manageToken: 'y', token_hash: 'z' },
      { passwordHash: '•••', manageToken: '•••', token_hash: '•••' },
    ],
    [
      'codes, in lists too',
      { codes: ['1', '2'], recoveryCodes: ['3'] },
      { codes: ['•••', '•••'], recoveryCodes: ['•••'] },
    ],
    ['that there was no secret', { password: null, totpSecret: '' }, { password: null, totpSecret: '' }],
    [
      'personal answers, keeping which were given',
      { answers: { diet: 'vegan', talks: ['a', 'b'], size: null } },
      { answers: { diet: '•••', talks: ['•••', '•••'], size: null } },
    ],
    ['an address', { email: 'ada@example.org' }, { email: 'a…@example.org' }],
    ['an address without its letter', { email: 'nonsense' }, { email: '•••' }],
    ['an address of one letter outside the plane', { email: '𠮷田@example.jp' }, { email: '𠮷…@example.jp' }],
    [
      'addresses wherever they stand',
      { to: ['ada@example.org'], deep: [{ emails: ['b@x.org'] }] },
      { to: ['a…@example.org'], deep: [{ emails: ['b…@x.org'] }] },
    ],
    [
      'what opens a meeting',
      { url: 'https://zoom.example/j/1?pwd=abc&lang=zh' },
      { url: 'https://zoom.example/j/1?pwd=•••&lang=zh' },
    ],
  ])('covers %s', (_, value, expected) => {
    expect(masked(value)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['names', { name: 'Ada Lovelace', nativeName: '黄志明' }],
    [
      'keys, states and figures',
      { key: 'ewa-2027', status: 'draft', capacity: 40, hosts: ['sumc'], waitingList: true, nothing: null },
    ],
    ['texts about addresses', { description: 'Write to ada@example.org for help' }],
    ['addresses of pages', { website: 'https://example.org/路/?page=2#top' }],
    ['what only sounds like it', { keynote: 'x', country: 'CN', language: 'en', mission: 'y' }],
  ])('leaves %s', (_, value) => {
    expect(masked(value)).toEqual(value);
  });
});
