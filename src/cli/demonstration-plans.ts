import { type z } from 'zod';
import { type CreateEditionInput } from '../features/editions/index.js';
import { type CreateStreamInput } from '../features/livestreams/index.js';
import { type CreateReminderRuleInput } from '../features/messaging/index.js';
import { type CreateCategoryInput, type RegisterInput } from '../features/registration/index.js';
import { type Locale } from '../kernel/locale.js';
import { formatWallTime, wallTime } from '../kernel/time-zone.js';
import { type History } from './history-file.js';

/** A demonstration edition with everything that belongs to it, as an organiser would send it. */
export interface Plan {
  edition: z.input<typeof CreateEditionInput> & { key: string };
  categories: z.input<typeof CreateCategoryInput>[];
  stream: z.input<typeof CreateStreamInput>;
  reminders: z.input<typeof CreateReminderRuleInput>[];
  registrants: Registrant[];
}

/** The category is the edition's first online one. */
type Registrant = Omit<z.input<typeof RegisterInput>, 'category'>;

const MINUTE = 60_000;
const LANGUAGES: Locale[] = ['en', 'zh-Hans', 'zh-Hant'];
const INVENTED = {
  en: 'Invented for trying out Symposia. It does not take place and is not part of the recorded history.',
  'zh-Hans': '为试用 Symposia 而虚构。本届活动不会举行，也不属于历史记录。',
  'zh-Hant': '為試用 Symposia 而虛構。本屆活動不會舉行，也不屬於歷史記錄。',
};
const ONLINE = {
  name: { en: 'Online attendee', 'zh-Hans': '线上参会者', 'zh-Hant': '線上參加者' },
  attendance: 'online',
  capacity: null,
} as const;

export const SYMPOSIUM_KEYS = 'demo-telemedicine-';

/** Next year's annual meeting. Tells in every language that it is invented. */
export function annualMeeting(now: Date): Plan {
  const timeZone = 'Asia/Hong_Kong';
  const year = wallTime(timeZone, now).year + 1;
  return {
    edition: {
      series: 'ewa',
      key: `demo-ewa-${year}`,
      ordinal: null,
      year,
      title: {
        en: `Demonstration: EWA Annual Meeting ${year}`,
        'zh-Hans': `演示：${year} 年东西方联盟年会`,
        'zh-Hant': `示範：${year} 年東西方聯盟年會`,
      },
      description: INVENTED,
      hosts: ['hku'],
      timeZone,
      startsAt: `${year}-05-20T09:00`,
      endsAt: `${year}-05-21T17:30`,
      format: 'hybrid',
      venue: {
        name: { en: 'Demonstration Hall', 'zh-Hans': '演示厅', 'zh-Hant': '示範廳' },
        city: 'Hong Kong',
        country: 'HK',
      },
      languages: LANGUAGES,
    },
    categories: [
      { name: { en: 'Delegate', 'zh-Hans': '代表', 'zh-Hant': '代表' }, attendance: 'in_person', capacity: 120 },
      { name: { en: 'Student', 'zh-Hans': '学生', 'zh-Hant': '學生' }, attendance: 'in_person', capacity: 40 },
      ONLINE,
    ],
    stream: streamAt('https://live.example.org/demonstration-ewa'),
    reminders: [{ offset: '-P7D', at: '09:00' }, { offset: '-P1D', at: '09:00' }, { offset: '-PT1H' }],
    registrants: [],
  };
}

/** A symposium that begins in ten minutes, with a reminder due within the first minute. */
export function symposium(now: Date, institutions: History['institutions']): Plan {
  const start = new Date(Math.floor(now.getTime() / MINUTE + 10) * MINUTE);
  const minute = formatWallTime(wallTime('UTC', start)).slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
  return {
    edition: {
      series: 'telemedicine',
      key: `${SYMPOSIUM_KEYS}${minute}`,
      ordinal: null,
      title: {
        en: 'Demonstration: Telemedicine Symposium',
        'zh-Hans': '演示：远程医学研讨会',
        'zh-Hant': '示範：遠程醫學研討會',
      },
      description: INVENTED,
      hosts: ['sumc'],
      roles: [
        { institution: 'nih', role: 'partner' },
        { institution: 'cetv', role: 'broadcaster' },
      ],
      timeZone: 'Asia/Shanghai',
      startsAt: start.toISOString(),
      endsAt: new Date(start.getTime() + 60 * MINUTE).toISOString(),
      format: 'online',
      languages: LANGUAGES,
    },
    categories: [ONLINE],
    stream: streamAt('https://live.example.org/demonstration'),
    reminders: [{ offset: '-PT9M' }, { offset: '-PT1M' }],
    registrants: registrants(institutions),
  };
}

/** Whether a demonstration symposium is still worth waiting for: it begins in at least two minutes. */
export function isAhead(startsAt: Date | null, now: Date): boolean {
  return startsAt !== null && startsAt.getTime() - now.getTime() >= 2 * MINUTE;
}

function streamAt(url: string): Plan['stream'] {
  return {
    title: { en: 'Demonstration stream', 'zh-Hans': '演示直播', 'zh-Hant': '示範直播' },
    opensMinutesBefore: 15,
    mirrors: [{ provider: 'other', url }],
  };
}

/** Institution, language and, for those who are elsewhere now, the zone of their own. */
const PEOPLE: [institution: string, locale: Locale, timeZone?: string][] = [
  ['sumc', 'zh-Hans'],
  ['sumc', 'zh-Hans'],
  ['sumc', 'zh-Hans'],
  ['sumc', 'zh-Hans', 'America/Edmonton'],
  ['sumc', 'zh-Hans', 'America/Los_Angeles'],
  ['sumc', 'en'],
  ['alberta', 'en'],
  ['alberta', 'en'],
  ['alberta', 'zh-Hans'],
  ['manitoba', 'en'],
  ['manitoba', 'zh-Hans'],
  ['stanford', 'en'],
  ['stanford', 'zh-Hans'],
  ['berkeley', 'en'],
  ['ucsf', 'en'],
  ['ucsf', 'zh-Hant'],
  ['st-michaels-toronto', 'en'],
  ['st-michaels-toronto', 'zh-Hant', 'America/Vancouver'],
  ['cambridge', 'en'],
  ['cambridge', 'zh-Hans'],
  ['oxford', 'en'],
  ['oxford', 'zh-Hans'],
  ['umcg', 'en'],
  ['technion', 'en'],
  ['technion', 'en', 'Europe/Zurich'],
  ['hku', 'zh-Hant'],
  ['hku', 'zh-Hant'],
  ['hku', 'en'],
  ['cuhk', 'zh-Hant'],
  ['cuhk', 'zh-Hant'],
  ['polyu', 'zh-Hant'],
  ['polyu', 'zh-Hant', 'Asia/Kathmandu'],
  ['melbourne', 'en'],
  ['melbourne', 'zh-Hant'],
  ['michigan', 'en'],
  ['yale', 'en'],
  ['johns-hopkins', 'zh-Hans'],
  ['nih', 'en'],
  ['hyogo', 'zh-Hans'],
  ['uwa', 'en', 'Asia/Kolkata'],
];

const NATIVE: Partial<Record<Locale, string>> = { 'zh-Hans': '演示', 'zh-Hant': '示範' };

function registrants(institutions: History['institutions']): Registrant[] {
  const bySlug = new Map(institutions.map((institution) => [institution.slug, institution]));
  return PEOPLE.map(([slug, locale, timeZone], index) => {
    const institution = bySlug.get(slug);
    if (!institution) throw new Error(`The history has no institution “${slug}” for the demonstration.`);
    const number = String(index + 1).padStart(2, '0');
    const native = NATIVE[locale];
    return {
      email: `demo${number}@example.org`,
      name: `Demonstration ${number}, ${institution.city}`,
      ...(native ? { nativeName: `${native} ${number}` } : {}),
      institution: slug,
      country: institution.country,
      ...(timeZone ? { timeZone } : {}),
      locale,
      consent: true,
    };
  });
}
