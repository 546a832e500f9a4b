import ICAL from 'ical.js';
import { type Locale, LOCALES } from '../../../kernel/locale.js';
import { STATE_KINDS } from '../domain/mail-of-move.js';
import { type MailEdition, type MailInput, type MailKind, renderMail } from './mail-content.js';

const KINDS: MailKind[] = [...STATE_KINDS, 'reminder'];
const NAMES: Record<Locale, string> = {
  en: '18th National Telemedicine Symposium',
  'zh-Hans': '第18届全国远程医疗研讨会',
  'zh-Hant': '第18屆全國遠距醫療研討會',
};
const HOSTS: Record<Locale, string> = {
  en: 'Shantou University Medical College',
  'zh-Hans': '汕头大学医学院',
  'zh-Hant': '汕頭大學醫學院',
};
const SHANTOU: Record<Locale, string> = { en: 'Shantou', 'zh-Hans': '汕头', 'zh-Hant': '汕頭' };
const NEW_YORK: Record<Locale, string> = { en: 'New York', 'zh-Hans': '纽约', 'zh-Hant': '紐約' };
const DELEGATE: Record<Locale, string> = { en: 'Delegate', 'zh-Hans': '代表', 'zh-Hant': '代表' };

const links = {
  manage: 'https://symposia.example/r/manage-secret',
  join: 'https://symposia.example/join/join-secret',
  event: 'https://symposia.example/events/nts-2014',
  unsubscribe: 'https://symposia.example/unsubscribe/unsubscribe-secret',
};

type Changes = Partial<Omit<MailInput, 'person' | 'edition' | 'links' | 'registration'>> & {
  locale?: Locale;
  registration?: Partial<MailInput['registration']>;
  person?: Partial<MailInput['person']>;
  edition?: Partial<MailEdition>;
  links?: Partial<MailInput['links']>;
};

/** A broadcast from Shantou at 09:30 on 26 November 2014, for somebody in Bethesda. */
function input({
  locale = 'en',
  person,
  edition,
  registration,
  links: otherLinks,
  ...changes
}: Changes = {}): MailInput {
  return {
    person: { name: 'Ada Lovelace', email: 'ada@example.org', locale, timeZone: 'America/New_York', ...person },
    edition: {
      key: 'nts-2014',
      name: NAMES[locale],
      startsAt: new Date('2014-11-26T01:30:00Z'),
      endsAt: new Date('2014-11-26T03:30:00Z'),
      timeZone: 'Asia/Shanghai',
      city: SHANTOU[locale],
      venue: null,
      hosts: [HOSTS[locale]],
      sequence: 4,
      status: 'published',
      format: 'online',
      ...edition,
    },
    links: { ...links, ...otherLinks },
    registration: {
      reference: 'K7QM2P',
      category: DELEGATE[locale],
      status: 'confirmed',
      position: null,
      offerExpiresAt: null,
      hadPlace: true,
      note: null,
      isByOthers: false,
      version: 1,
      ...registration,
    },
    about: null,
    organizer: { name: 'Symposia', email: 'mail@symposia.example' },
    stream: { opensAt: new Date('2014-11-26T01:20:00Z') },
    leadSeconds: 3597,
    stamp: new Date('2014-11-01T00:00:00Z'),
    ...changes,
  };
}

/** What a reader sees of the HTML part: no style sheet, no tags. */
const seen = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const hrefs = (html: string): (string | undefined)[] => [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
const lineOf = (calendar: string, name: string): string | undefined =>
  calendar
    .replaceAll('\r\n ', '')
    .slice(calendar.indexOf('BEGIN:VEVENT'))
    .split('\r\n')
    .find((line) => new RegExp(`^${name}[:;]`).test(line));

/** Who waits, or was asked to accept. */
const WAITING: Changes = { registration: { status: 'waitlisted', position: 7, hadPlace: false } };
const OFFERED: Changes = {
  registration: { status: 'offered', offerExpiresAt: new Date('2014-11-20T10:00:00Z'), hadPlace: false },
};
const GONE: Changes = { registration: { status: 'cancelled' } };
const NO_MORE: Changes = { registration: { status: 'cancelled', hadPlace: false } };
const PENDING: Changes = { registration: { status: 'pending', hadPlace: false } };
const DECLINED: Changes = { registration: { status: 'declined', hadPlace: false } };

/** A registration as it is when a mail of the kind usually goes out. */
const USUAL: Partial<Record<MailKind, Changes>> = { waitlisted: WAITING, declined: DECLINED, cancelled: GONE };

const EVERY = LOCALES.flatMap((locale) => [
  ...KINDS.map((kind) => ({ locale, kind, case: 'usual', changes: USUAL[kind] ?? {} })),
  { locale, kind: 'confirmation' as const, case: 'an application', changes: PENDING },
  { locale, kind: 'approved' as const, case: 'an offer', changes: OFFERED },
  { locale, kind: 'promoted' as const, case: 'an offer', changes: OFFERED },
  { locale, kind: 'change' as const, case: 'an offer', changes: OFFERED },
  { locale, kind: 'cancelled' as const, case: 'lapsed', changes: { ...NO_MORE, about: 'lapsed' as const } },
  { locale, kind: 'reminder' as const, case: 'of an offer', changes: OFFERED },
]);

describe.each(EVERY)('a $kind ($case) in $locale', ({ locale, kind, changes }) => {
  const { subject, text, html } = renderMail(kind, input({ locale, ...changes }));
  const { status } = input(changes).registration;
  const parts = { text, html: seen(html) };

  it.each(['text', 'html'] as const)('has both places, dates and zones in its %s', (part) => {
    const dates = {
      en: ['Wed 26 Nov 2014', 'Tue 25 Nov 2014'],
      'zh-Hans': ['2014年11月26日 周三', '2014年11月25日 周二'],
      'zh-Hant': ['2014年11月26日 週三', '2014年11月25日 週二'],
    };
    const expected = ['09:30', '20:30', 'GMT+8', 'GMT−5', SHANTOU[locale], NEW_YORK[locale], ...dates[locale]];
    expect(expected.filter((word) => !parts[part].includes(word))).toEqual([]);
    // The day after is marked.
    expect(parts[part]).toContain({ en: '+1 day', 'zh-Hans': '后一天', 'zh-Hant': '後一天' }[locale]);
  });

  it('says what it is about', () => {
    for (const part of [subject, text, html]) expect(part).toContain(NAMES[locale]);
    expect(text).toContain(HOSTS[locale]);
  });

  it('links to what this kind needs, and to nothing else', () => {
    const button = { confirmed: [links.join], offered: [links.manage] }[status as string] ?? [];
    const expected = [...button, links.manage, links.event, ...(kind === 'reminder' ? [links.unsubscribe] : [])];
    expect(hrefs(html)).toEqual(expected);
    expect(text.match(/https?:\/\/\S+/g)).toEqual(expected);
  });

  it('is one language throughout', () => {
    expect(html).toContain(`<html lang="${locale}"`);
    const words = `${subject} ${text} ${parts.html}`.replace(/https?:\/\/\S+/g, ' ');
    expect(words).not.toMatch(/\{\{|\}\}|\b(subject|heading|intro|time|join|fact|note|link|footer)\.[a-z]/i);
    if (locale === 'en') expect(words).not.toMatch(/\p{Script=Han}/u);
    else expect(words.replace(/Ada Lovelace|Symposia|GMT|K7QM2P/g, ' ')).not.toMatch(/[A-Za-z]/);
  });

  it('has a preheader with both times', () => {
    const preheader = /display:none[^>]*>([^<]*)</.exec(html)?.[1];
    expect(preheader).toContain('09:30');
    expect(preheader).toContain('20:30');
  });

  it('is small', () => {
    expect(Buffer.byteLength(text + html)).toBeLessThan(20_000);
  });

  it('keeps its markup in order', () => {
    const open: string[] = [];
    for (const [, close, name = '', empty] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/g)) {
      if (empty || ['meta', 'br'].includes(name)) continue;
      if (close) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });
});

describe('the words', () => {
  it.each<[MailKind, Changes, string, string, string]>([
    ['confirmation', {}, 'You are registered: 18th', '报名成功：第18届', '報名成功：第18屆'],
    ['reminder', {}, 'Starts in 1 hour: 18th', '1 小时后开始：第18届', '1 小時後開始：第18屆'],
    ['reminder', { leadSeconds: 86_400 }, 'Starts in 1 day: 18th', '1 天后开始：第18届', '1 天後開始：第18屆'],
    ['reminder', { leadSeconds: 0 }, 'Starts now: 18th', '现在开始：第18届', '現在開始：第18屆'],
    ['reminder', { leadSeconds: -600 }, 'Has begun: 18th', '已经开始：第18届', '已經開始：第18屆'],
    ['reminder', { leadSeconds: -86_400 }, 'Has ended: 18th', '已经结束：第18届', '已經結束：第18屆'],
    ['reminder', { leadSeconds: undefined }, 'Reminder: 18th', '提醒：第18届', '提醒：第18屆'],
    ['cancelled', GONE, 'Your registration is cancelled: 18th', '报名已取消：第18届', '報名已取消：第18屆'],
    ['cancelled', NO_MORE, 'Your registration is cancelled: 18th', '报名已取消：第18届', '報名已取消：第18屆'],
    [
      'cancelled',
      { ...NO_MORE, about: 'lapsed' },
      'The offer of a place has lapsed: 18th',
      '保留名额已失效：第18届',
      '保留名額已失效：第18屆',
    ],
    ['confirmation', PENDING, 'We have your application: 18th', '已收到您的申请：第18届', '已收到您的申請：第18屆'],
    [
      'confirmation',
      { about: 'accepted' },
      'Your place is confirmed: 18th',
      '名额已确认：第18届',
      '名額已確認：第18屆',
    ],
    [
      'confirmation',
      { about: 'reinstated' },
      'You are registered again: 18th',
      '报名已恢复：第18届',
      '報名已恢復：第18屆',
    ],
    ['confirmation', OFFERED, 'Please accept your place: 18th', '请确认您的名额：第18届', '請確認您的名額：第18屆'],
    ['confirmation', DECLINED, 'About your application: 18th', '关于您的申请：第18届', '關於您的申請：第18屆'],
    [
      'waitlisted',
      WAITING,
      'You are on the waiting list: 18th',
      '您已进入候补名单：第18届',
      '您已列入候補名單：第18屆',
    ],
    [
      'waitlisted',
      { ...WAITING, about: 'approved' },
      'Approved, and on the waiting list: 18th',
      '申请已通过，现为候补：第18届',
      '申請已通過，現為候補：第18屆',
    ],
    ['approved', {}, 'Your application is approved: 18th', '申请已通过：第18届', '申請已通過：第18屆'],
    [
      'approved',
      OFFERED,
      'Approved – please accept your place: 18th',
      '申请已通过，请确认名额：第18届',
      '申請已通過，請確認名額：第18屆',
    ],
    ['promoted', {}, 'You have a place: 18th', '您已获得名额：第18届', '您已獲得名額：第18屆'],
    [
      'promoted',
      OFFERED,
      'A place is free for you – please accept it: 18th',
      '已为您空出名额，请确认：第18届',
      '已為您空出名額，請確認：第18屆',
    ],
    ['declined', DECLINED, 'About your application: 18th', '关于您的申请：第18届', '關於您的申請：第18屆'],
    ['change', {}, 'Your category has changed: 18th', '参会类别已变更：第18届', '參會類別已變更：第18屆'],
    ['cancelled', { edition: { status: 'cancelled' } }, 'Cancelled: 18th', '活动取消：第18届', '活動取消：第18屆'],
  ])('of the subject of a %s with %j', (kind, changes, ...expected) => {
    const subjects = LOCALES.map((locale) => renderMail(kind, input({ ...changes, locale })).subject);
    subjects.forEach((subject, index) => expect(subject.startsWith(expected[index] ?? '?')).toBe(true));
  });

  it.each<[Locale, string]>([
    ['en', 'Your place in line as we write this: 7.'],
    ['zh-Hans', '您的候补顺位：第 7 位。'],
    ['zh-Hant', '您的候補順位：第 7 位。'],
  ])('tell the place in line in %s', (locale, expected) => {
    const { text, html } = renderMail('waitlisted', input({ ...WAITING, locale }));
    for (const part of [text, html]) expect(part).toContain(expected);
  });

  it('tell until when an offer stands, on both clocks', () => {
    const { text } = renderMail('promoted', input(OFFERED));
    expect(text).toContain(
      'Please accept it by 05:00 Thu 20 Nov 2014 in New York (GMT−5), 18:00 Thu 20 Nov 2014 in Shantou (GMT+8).\n\n',
    );
    expect(text).toContain(`Accept your place: ${links.manage}\nAfter that the next in line gets the place.`);
    const own = renderMail('reminder', input({ ...OFFERED, customBody: 'Do decide.' }));
    expect(own.text).toContain(`: ${links.manage}\nPlease accept it by 05:00 Thu 20 Nov 2014 in New York (GMT−5), `);
  });

  it('name the category that somebody has changed to', () => {
    const { text } = renderMail('change', input({ registration: { category: 'Speaker' } }));
    expect(text).toContain('in the category “Speaker” now.');
    expect(text).toContain('\nCategory: Speaker\n');
  });

  it('let the organisers speak for themselves, and fill in nothing', () => {
    const note = 'We had 400 applications, {name}.\r\n\r\nSee {manage}\u202e <b>soon</b>\nYours, Li';
    const { text, html } = renderMail('declined', input({ registration: { ...DECLINED.registration, note } }));
    expect(text).toContain(
      'From the organisers:\n\nWe had 400 applications, {name}.\n\nSee {manage} <b>soon</b>\nYours, Li\n\n',
    );
    expect(html).toContain('See {manage} &lt;b>soon&lt;/b><br/>Yours, Li</p>');
    expect(hrefs(html)).toEqual([links.manage, links.event]);
  });

  it('say why somebody gets a mail who has not registered alone', () => {
    const { text } = renderMail('confirmation', input({ registration: { isByOthers: true } }));
    expect(text).toContain('You get this because you have been registered for this event.');
  });

  it('show nobody the way in who has no place', () => {
    for (const changes of [WAITING, OFFERED, PENDING, DECLINED]) {
      for (const kind of ['confirmation', 'reminder'] as const) {
        const { text, html } = renderMail(kind, input({ ...changes, customBody: 'See {join}' }));
        expect(`${text}${html}`).not.toContain(links.join);
      }
    }
  });

  it('say when the page opens, on the reader’s clock', () => {
    const { text } = renderMail('reminder', input());
    expect(text).toContain('opens at 20:20 on Tue 25 Nov 2014, your time (New York, GMT−5).');
  });

  it('offer nothing to join after the end, or where there is nothing', () => {
    expect(renderMail('reminder', input({ leadSeconds: -86_400 })).text).not.toContain(links.join);
    const { text, html } = renderMail('confirmation', input({ links: { join: null }, stream: null }));
    expect(`${text}${html}`).not.toMatch(/broadcast|join/i);
  });

  it.each<[MailEdition['format'], string | null, string | null]>([
    ['online', null, 'Place: Online'],
    ['in_person', 'Lecture hall 1, Shantou', 'Place: Lecture hall 1, Shantou'],
    ['in_person', null, null],
    ['hybrid', 'Lecture hall 1, Shantou', 'Place: Lecture hall 1, Shantou, and online'],
    ['hybrid', null, 'Place: Online'],
  ])('%s at %s', (format, venue, expected) => {
    const { text } = renderMail('confirmation', input({ edition: { format, venue } }));
    expect(/^Place: .*$/m.exec(text)?.[0] ?? null).toBe(expected);
  });
});

describe('the clocks', () => {
  it.each([
    ['America/Edmonton', 'Edmonton (your time, GMT−6): Thu 10 Dec 2026, 06:00–07:30'],
    ['America/Winnipeg', 'Winnipeg (your time, GMT−5): Thu 10 Dec 2026, 07:00–08:30'],
    ['America/Vancouver', 'Vancouver (your time, GMT−7): Thu 10 Dec 2026, 05:00–06:30'],
    ['Asia/Kathmandu', 'Kathmandu (your time, GMT+5:45): Thu 10 Dec 2026, 17:45–19:15'],
  ])('2026-12-10 12:00Z in %s', (timeZone, expected) => {
    const edition = { startsAt: new Date('2026-12-10T12:00:00Z'), endsAt: new Date('2026-12-10T13:30:00Z') };
    for (const kind of KINDS) {
      const { text, html } = renderMail(kind, input({ person: { timeZone }, edition }));
      expect(text).toContain(`${expected}\nShantou (GMT+8): Thu 10 Dec 2026, 20:00–21:30\n`);
      expect(seen(html)).toContain(expected.slice(-11, -6));
    }
  });

  it.each<[string, Changes, string]>([
    [
      'Bethesda and Shantou',
      {},
      'New York (your time, GMT−5): Tue 25 Nov 2014, 20:30–22:30\nShantou (+1 day, GMT+8): Wed 26 Nov 2014, 09:30–11:30',
    ],
    [
      'a hall first, for those who go there',
      { edition: { format: 'in_person' } },
      'Shantou (GMT+8): Wed 26 Nov 2014, 09:30–11:30\nNew York (your time, −1 day, GMT−5): Tue 25 Nov 2014, 20:30–22:30',
    ],
    [
      'one where both agree',
      { person: { timeZone: 'Australia/Perth' } },
      'Shantou (your time too, GMT+8): Wed 26 Nov 2014, 09:30–11:30',
    ],
    [
      'the last day of several',
      { person: { timeZone: 'Asia/Shanghai' }, edition: { endsAt: new Date('2014-11-28T09:00:00Z') } },
      'Shantou (your time too, GMT+8): Wed 26 Nov 2014, 09:30 – Fri 28 Nov 2014, 17:00',
    ],
  ])('%s', (_what, changes, expected) => {
    expect(renderMail('reminder', input(changes)).text).toContain(`\n\n${expected}\n\n`);
  });

  it('shows one clock in the HTML where both agree, and when several days end', () => {
    const edition = { endsAt: new Date('2014-11-28T09:00:00Z') };
    const { html } = renderMail('reminder', input({ person: { timeZone: 'Asia/Shanghai' }, edition }));
    expect(html.match(/<time /g)).toHaveLength(1);
    expect(seen(html)).toContain('until Fri 28 Nov 2014, 17:00');
    expect(seen(html)).not.toContain('apart');
  });
});

describe('what others have typed', () => {
  it.each([
    'Ada\r\nBcc: evil@example.org',
    'Ada\u0000\u0007\u2028Lovelace',
    '<b>x</b><script>alert(1)</script>',
    'http://evil.example/click',
    'Visit www.evil.example now',
    '"><a href="https://evil.example">',
    '{{event}} {event} $t(greeting) $&',
    '\u202egro.elpmaxe',
    '李 小龙 🩺',
  ])('the name %j stays a name', (name) => {
    for (const kind of KINDS) {
      const plain = renderMail(kind, input({ customSubject: '{name}: {event}', customBody: 'Dear {name}' }));
      const mails = [
        renderMail(kind, input({ person: { name } })),
        renderMail(kind, input({ person: { name }, customSubject: '{name}: {event}', customBody: 'Dear {name}' })),
      ];
      for (const { subject, text, html, calendar } of mails) {
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
        expect(html).not.toMatch(/<b>x|<script|<a href="https:\/\/evil/);
        expect(hrefs(html)).toEqual(hrefs(plain.html));
        expect(`${text}${html}`).not.toMatch(/http:\/\/evil|www\.evil|evil\.example/);
        const component = calendar && ICAL.Component.fromString(calendar.content);
        expect(component?.getAllSubcomponents('vevent').length ?? 1).toBe(1);
        expect(calendar?.content.match(/^ATTENDEE/gm)?.length ?? 1).toBe(1);
      }
    }
  });

  it('keeps the words of a name that looks like markup', () => {
    const { html, text } = renderMail('confirmation', input({ person: { name: '<b>x</b>' } }));
    expect(html).toContain('Dear &lt;b>x&lt;/b>,');
    expect(text).toContain('Dear <b>x</b>,');
  });

  it('keeps line breaks of other texts out of the headers', () => {
    const edition = { name: 'A\r\nB', hosts: ['C\nD'], venue: 'E\r\nF', format: 'in_person' as const, city: 'G\nH' };
    const mail = renderMail('confirmation', input({ edition }));
    expect(mail.subject).toBe('You are registered: A B');
    expect(mail.text).toContain('Place: E F\nHost: C D\n');
  });
});

describe('an organiser’s own words', () => {
  const customSubject = 'Bring your passport to {event}, {name} {join}{unknown}';
  const customBody =
    'Dear {name},\r\n\r\n<b>{event}</b> starts {start}.\nBring it: {join}\n \n\n{manage} {nothing} & "so"\n\n';

  it('fill the subject, without links', () => {
    const { subject } = renderMail('reminder', input({ customSubject }));
    expect(subject).toBe('Bring your passport to 18th National Telemedicine Symposium, Ada Lovelace {unknown}');
  });

  it('become paragraphs, with everything escaped', () => {
    const { text, html } = renderMail('reminder', input({ customBody }));
    const times = '20:30 Tue 25 Nov 2014 in New York (GMT−5), 09:30 Wed 26 Nov 2014 in Shantou (GMT+8)';
    expect(text).toContain(
      `Dear Ada Lovelace,\n\n<b>18th National Telemedicine Symposium</b> starts ${times}.\n` +
        `Bring it: ${links.join}\n\n${links.manage} {nothing} & "so"\n\n`,
    );
    expect(html).toContain(`&lt;b>18th National Telemedicine Symposium&lt;/b> starts ${times}.<br/>Bring it: <a `);
    expect(html).toContain(' {nothing} &amp; &quot;so&quot;</p>');
    expect(hrefs(html)).toEqual([links.join, links.manage, links.join, links.manage, links.event, links.unsubscribe]);
  });

  it('lead to the event where there is nothing to join', () => {
    const { text } = renderMail('reminder', input({ customBody: 'See {join}', links: { join: null } }));
    expect(text).toContain(`See ${links.event}\n`);
  });
});

describe('the calendar', () => {
  it('is invited by a confirmation', () => {
    const { calendar } = renderMail('confirmation', input());
    const content = calendar?.content ?? '';
    expect(calendar?.method).toBe('REQUEST');
    expect(content).toContain('\r\nMETHOD:REQUEST\r\n');
    expect(content).not.toContain('secret');
    expect(
      ['UID', 'SEQUENCE', 'STATUS', 'DTSTAMP', 'DTSTART', 'URL', 'ORGANIZER'].map((name) => lineOf(content, name)),
    ).toEqual([
      'UID:registration-K7QM2P@symposia.example',
      'SEQUENCE:4',
      'STATUS:CONFIRMED',
      'DTSTAMP:20141101T000000Z',
      'DTSTART;TZID=Asia/Shanghai:20141126T093000',
      `URL:${links.event}`,
      'ORGANIZER;CN="Symposia":mailto:mail@symposia.example',
    ]);
    expect(lineOf(content, 'ATTENDEE')).toContain('CN="Ada Lovelace":mailto:ada@example.org');
  });

  const method = (kind: MailKind, changes: Changes) => renderMail(kind, input(changes)).calendar?.method;

  it.each<[string, MailKind, Changes, 'REQUEST' | 'CANCEL' | undefined]>([
    ['has been approved', 'approved', {}, 'REQUEST'],
    ['has moved up', 'promoted', {}, 'REQUEST'],
    ['has another category', 'change', {}, 'REQUEST'],
    ['is back', 'confirmation', { about: 'reinstated' }, 'REQUEST'],
    ['has an offer', 'promoted', OFFERED, undefined],
    ['has applied', 'confirmation', PENDING, undefined],
    ['waits', 'waitlisted', WAITING, undefined],
    ['was declined', 'declined', DECLINED, undefined],
    ['has lost a place, and waits', 'waitlisted', { registration: { status: 'waitlisted', position: 1 } }, 'CANCEL'],
    ['has given a place back', 'cancelled', GONE, 'CANCEL'],
    ['has left the waiting list', 'cancelled', NO_MORE, undefined],
    ['has let an offer lapse', 'cancelled', { ...NO_MORE, about: 'lapsed' }, undefined],
    ['hears that the edition is cancelled', 'cancelled', { edition: { status: 'cancelled' } }, 'CANCEL'],
    [
      'waits, and hears that the edition is cancelled',
      'cancelled',
      { ...WAITING, edition: { status: 'cancelled' } },
      undefined,
    ],
  ])('of somebody who %s', (_who, kind, changes, expected) => {
    expect(method(kind, changes)).toBe(expected);
    expect(renderMail(kind, input(changes)).text.includes('calendar')).toBe(expected !== undefined);
  });

  it('takes the entry of somebody who is reinstated back, by a greater number than that of the cancellation', () => {
    const numbers = (['confirmation', 'cancelled', 'confirmation'] as const).map((kind, index) => {
      const status = kind === 'cancelled' ? ('cancelled' as const) : ('confirmed' as const);
      const { calendar } = renderMail(kind, input({ registration: { version: index + 1, status } }));
      return lineOf(calendar?.content ?? '', 'SEQUENCE');
    });
    expect(numbers).toEqual(['SEQUENCE:4', 'SEQUENCE:5', 'SEQUENCE:6']);
  });

  it('is told of a cancellation under the same UID with a greater number', () => {
    const { calendar } = renderMail('cancelled', input({ registration: { status: 'cancelled', version: 2 } }));
    const content = calendar?.content ?? '';
    expect(calendar?.method).toBe('CANCEL');
    expect(content).toContain('\r\nMETHOD:CANCEL\r\n');
    expect(content).not.toContain('secret');
    expect(['UID', 'SEQUENCE', 'STATUS'].map((name) => lineOf(content, name))).toEqual([
      'UID:registration-K7QM2P@symposia.example',
      'SEQUENCE:5',
      'STATUS:CANCELLED',
    ]);
  });

  it('hears nothing from a reminder', () => {
    expect(renderMail('reminder', input())).not.toHaveProperty('calendar');
  });

  it('has the right instant in Edmonton, whatever the reader’s zone', () => {
    const startsAt = new Date('2026-12-10T12:00:00Z');
    const edition = { startsAt, endsAt: new Date('2026-12-10T14:00:00Z'), timeZone: 'America/Edmonton', city: null };
    const content = renderMail('confirmation', input({ edition })).calendar?.content ?? '';
    expect(lineOf(content, 'DTSTART')).toBe('DTSTART;TZID=America/Edmonton:20261210T060000');
    const event = ICAL.Component.fromString(content).getFirstSubcomponent('vevent');
    expect(event && new ICAL.Event(event).startDate.toJSDate()).toEqual(startsAt);
  });
});

it('gives the same octets for the same input', () => {
  for (const kind of KINDS) expect(renderMail(kind, input(USUAL[kind]))).toEqual(renderMail(kind, input(USUAL[kind])));
});
