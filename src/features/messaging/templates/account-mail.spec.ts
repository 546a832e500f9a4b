import { type Locale, LOCALES } from '../../../kernel/locale.js';
import { type AccountMailInput, renderAccountMail } from './account-mail.js';

const PURPOSES = ['invitation', 'password-reset', 'sign-in'] as const;
const LIFE_MINUTES = { invitation: 7 * 24 * 60, 'password-reset': 30, 'sign-in': 10 };

function input(purpose: AccountMailInput['purpose'], locale: Locale, more: Partial<AccountMailInput> = {}) {
  const createdAt = new Date('2027-03-01T12:00:00Z');
  return {
    purpose,
    person: { name: 'Li Na', locale },
    invitedBy: null,
    link: 'https://symposia.example/invitation/secret',
    site: 'https://symposia.example',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + LIFE_MINUTES[purpose] * 60_000),
    ...more,
  };
}

describe.each(LOCALES)('a mail about an account in %s', (locale) => {
  it.each(PURPOSES)('for %s names Symposia and says everything in both parts', (purpose) => {
    const { subject, text, html } = renderAccountMail(input(purpose, locale));
    expect(subject).toContain('Symposia');
    expect(subject.length).toBeLessThan(60);
    for (const part of [text, html]) {
      expect(part).toContain('Li Na');
      expect(part).toContain('https://symposia.example/invitation/secret');
      expect(part).toContain('UTC');
      expect(part).not.toMatch(/\{\{|undefined|null/);
    }
    expect(html).toContain(`<html lang="${locale}"`);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      'https://symposia.example/invitation/secret',
    ]);
  });
});

it.each([
  { purpose: 'invitation' as const, en: 'for 7 days: until 12:00 UTC on Mon 8 Mar 2027', zh: '有效期 7 天' },
  { purpose: 'password-reset' as const, en: 'for 30 minutes: until 12:30 UTC on Mon 1 Mar 2027', zh: '有效期 30 分钟' },
  { purpose: 'sign-in' as const, en: 'for 10 minutes: until 12:10 UTC on Mon 1 Mar 2027', zh: '有效期 10 分钟' },
])('a link for $purpose is said to work $en', ({ purpose, en, zh }) => {
  expect(renderAccountMail(input(purpose, 'en')).text).toContain(en);
  expect(renderAccountMail(input(purpose, 'zh-Hans')).text).toContain(zh);
});

it('says who invites, and makes no link or markup of names', () => {
  const { text, html } = renderAccountMail(
    input('invitation', 'en', {
      invitedBy: 'Dr. Who\r\nBcc: all@example.org <img src=x>',
      person: { name: 'www.evil.example', locale: 'en' },
    }),
  );
  for (const part of [text, html]) expect(part).not.toMatch(/evil\.example|all@example/);
  expect(text).toContain('Dr. Who Bcc: all@\u2060example');
  expect(html).not.toContain('<img');
});
