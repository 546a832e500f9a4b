import { isGuessable } from './password-rules.js';

const ADA = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' };
const CHEN = { email: 'chen@example.org', name: '陈伟' };
const COMMON = new Set(['password1', 'qwertyuiop', '1qaz2wsx']);

it.each([
  { password: 'password1', owner: ADA, expected: true },
  { password: 'PassWord1', owner: ADA, expected: true },
  { password: '1qaz2wsx', owner: ADA, expected: true },
  { password: 'password1x', owner: ADA, expected: false },
  { password: 'ada.lovelace@example.org', owner: ADA, expected: true },
  { password: 'Ada.Lovelace', owner: ADA, expected: true },
  { password: 'ada lovelace', owner: ADA, expected: true },
  { password: 'adalovelace', owner: ADA, expected: true },
  { password: 'adalovelace1843', owner: ADA, expected: false },
  { password: 'correct horse battery staple', owner: ADA, expected: false },
  { password: '陈伟', owner: CHEN, expected: true },
  { password: '千里之行始于足下', owner: CHEN, expected: false },
  { password: '????????', owner: { email: '', name: '' }, expected: false },
])('$password for $owner.name: guessable $expected', ({ password, owner, expected }) => {
  expect(isGuessable(password, owner, COMMON)).toBe(expected);
});
