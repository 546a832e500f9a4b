import { type Locale, LOCALES } from '../../../kernel/locale.js';
import { type InvitationMailInput, renderInvitationMail } from './invitation-mail.js';

const LINK = 'https://symposia.example/events/nts-2014/register?invitation=secret';
const EVENT = 'https://symposia.example/events/nts-2014';
const NAMES: Record<Locale, string> = {
  en: '18th National Telemedicine Symposium',
  'zh-Hans': '第18届全国远程医疗研讨会',
  'zh-Hant': '第18屆全國遠距醫療研討會',
};

type Changes = Partial<Omit<InvitationMailInput, 'person'>> & { person?: Partial<InvitationMailInput['person']> };

/** To somebody in New York, for a broadcast from Shantou. */
function input(locale: Locale, { person, ...changes }: Changes = {}): InvitationMailInput {
  return {
    kind: 'person',
    isReminder: false,
    person: { name: '李娜', email: 'li@example.org', locale, timeZone: 'America/New_York', ...person },
    edition: {
      key: 'nts-2014',
      name: NAMES[locale],
      startsAt: new Date('2014-11-26T01:30:00Z'),
      endsAt: new Date('2014-11-26T03:30:00Z'),
      timeZone: 'Asia/Shanghai',
      city: { en: 'Shantou', 'zh-Hans': '汕头', 'zh-Hant': '汕頭' }[locale],
      venue: null,
      hosts: [],
      sequence: 0,
      status: 'published',
      format: 'online',
    },
    category: { en: 'Delegate', 'zh-Hans': '代表', 'zh-Hant': '代表' }[locale],
    institution: null,
    places: null,
    message: null,
    expiresAt: null,
    link: LINK,
    event: EVENT,
    ...changes,
  };
}

const delegation = (places: number | null): Changes => ({ kind: 'delegation', institution: '汕医', places });
const addresses = (text: string) => [...text.matchAll(/https:\/\/[^\s"<]+/g)].map(([address]) => address);

describe.each(LOCALES)('an invitation in %s', (locale) => {
  it.each<[string, Changes]>([
    ['to register', {}],
    ['to register, once more', { isReminder: true }],
    ['to name delegates', delegation(3)],
    ['to name delegates, once more', { ...delegation(3), isReminder: true }],
  ])('%s says everything in both parts', (_what, changes) => {
    const { subject, text, html, ...rest } = renderInvitationMail(input(locale, changes));
    expect(rest).toEqual({});
    expect(subject).toContain(NAMES[locale]);
    for (const part of [text, html]) {
      for (const words of [NAMES[locale], '李娜', '20:30', '09:30', 'GMT−5', 'GMT+8']) expect(part).toContain(words);
      expect(part).not.toMatch(/\{\{|undefined|null/);
    }
    expect(addresses(text)).toEqual([LINK, EVENT]);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual([LINK, EVENT]);
    expect(html).toContain(`<html lang="${locale}"`);
    if (locale === 'en') expect(text.replaceAll('李娜', '').replaceAll('汕医', '')).not.toMatch(/\p{Script=Han}/u);
    else expect(text.replace(/https:\S+|GMT/g, '')).not.toMatch(/[A-Za-z]/);
  });

  it('has a greeting for somebody without a name', () => {
    const { text } = renderInvitationMail(input(locale, { person: { name: null } }));
    expect(text).toContain({ en: 'Dear colleague,', 'zh-Hans': '尊敬的同仁', 'zh-Hant': '敬愛的同仁' }[locale]);
  });
});

it('tells until when it holds, on both clocks', () => {
  const { text } = renderInvitationMail(input('en', { expiresAt: new Date('2014-11-20T02:00:00Z') }));
  expect(text).toContain(
    'It can be used until 21:00 Wed 19 Nov 2014 in New York (GMT−5), 10:00 Thu 20 Nov 2014 in Shantou (GMT+8).',
  );
});

it.each([
  [1, 'There is 1 place for your delegation.'],
  [3, 'There are 3 places for your delegation.'],
  [null, 'Name the delegates: '],
])('tells a coordinator of %p places', (places, expected) => {
  const { text } = renderInvitationMail(input('en', delegation(places)));
  expect(text).toContain(expected);
  expect(text).toContain('You coordinate the delegation of 汕医 to');
  expect(text.includes('for your delegation.')).toBe(places !== null);
});

it('sets the organiser’s words apart, and makes no link or markup of names', () => {
  const { text, html } = renderInvitationMail(
    input('en', { message: 'Do come!\n\n<b>Li</b>', person: { name: 'www.evil.example\r\nBcc: a@example.org' } }),
  );
  expect(text).toContain('From the organisers:\n\nDo come!\n\n<b>Li</b>\n');
  expect(html).toContain('&lt;b>Li&lt;/b>');
  for (const part of [text, html]) expect(part).not.toMatch(/evil\.example|a@example/);
});
