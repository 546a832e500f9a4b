import { linkFor, whyShut } from './account-links.js';

const NOW = new Date('2027-03-01T12:00:00Z');
const at = (time: string) => new Date(`2027-03-01T${time}Z`);

describe('whyShut', () => {
  it.each([
    { usedAt: null, expiresAt: at('12:10:00'), disabledAt: null, expected: null },
    { usedAt: null, expiresAt: at('12:00:00'), disabledAt: null, expected: 'link-expired' },
    { usedAt: at('11:59:00'), expiresAt: at('12:10:00'), disabledAt: null, expected: 'link-used' },
    { usedAt: null, expiresAt: at('12:10:00'), disabledAt: at('11:00:00'), expected: 'account-disabled' },
  ])('used $usedAt, until $expiresAt, disabled $disabledAt: $expected', ({ expected, ...state }) => {
    expect(whyShut(state, NOW)).toBe(expected);
  });
});

describe('linkFor', () => {
  it.each([
    { wish: 'sign-in' as const, account: { hasPassword: false, isDisabled: false }, expected: 'sign-in' },
    { wish: 'sign-in' as const, account: { hasPassword: true, isDisabled: false }, expected: 'password-reset' },
    { wish: 'password-reset' as const, account: { hasPassword: true, isDisabled: false }, expected: 'password-reset' },
    { wish: 'password-reset' as const, account: { hasPassword: false, isDisabled: false }, expected: 'password-reset' },
    { wish: 'password-reset' as const, account: { hasPassword: true, isDisabled: true }, expected: null },
    { wish: 'sign-in' as const, account: null, expected: null },
  ])('$wish for $account: $expected', ({ wish, account, expected }) => {
    expect(linkFor(wish, account)).toBe(expected);
  });
});
