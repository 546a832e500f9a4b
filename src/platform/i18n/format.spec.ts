import { type Locale, LOCALES } from '../../kernel/locale.js';
import { timeZoneNames } from '../../kernel/time-zone.js';
import { bothTimes, cityOf, formatDateOnly, formatMoment, ordinal, relativeLead, zoneLabel } from './format.js';

const at = (text: string): Date => new Date(text);

describe('bothTimes', () => {
  const symposium = [at('2014-11-26T01:30:00Z'), at('2014-11-26T03:30:00Z')] as const;

  it('shows Shantou and Bethesda with both dates', () => {
    const cities = { event: 'Shantou', reader: 'Bethesda' };
    expect(bothTimes('en', ...symposium, 'Asia/Shanghai', 'America/New_York', cities)).toEqual({
      event: {
        zone: 'Asia/Shanghai',
        city: 'Shantou',
        offset: 'GMT+8',
        start: { iso: '2014-11-26T09:30:00+08:00', time: '09:30', date: 'Wed 26 Nov 2014' },
        end: { iso: '2014-11-26T11:30:00+08:00', time: '11:30', date: 'Wed 26 Nov 2014' },
      },
      reader: {
        zone: 'America/New_York',
        city: 'Bethesda',
        offset: 'GMT−5',
        start: { iso: '2014-11-25T20:30:00-05:00', time: '20:30', date: 'Tue 25 Nov 2014' },
        end: { iso: '2014-11-25T22:30:00-05:00', time: '22:30', date: 'Tue 25 Nov 2014' },
        shift: -1,
        shiftText: '−1 day',
      },
      same: false,
      apartText: '13 h',
    });
  });

  it.each<[Locale, string, string, string, string]>([
    ['en', 'Asia/Shanghai', 'America/Los_Angeles', '−1 day', '16 h'],
    ['zh-Hans', 'Asia/Shanghai', 'America/Los_Angeles', '前一天', '16 小时'],
    ['zh-Hant', 'Asia/Shanghai', 'America/Los_Angeles', '前一天', '16 小時'],
    ['en', 'America/Los_Angeles', 'Asia/Shanghai', '+1 day', '16 h'],
    ['zh-Hans', 'America/Los_Angeles', 'Asia/Shanghai', '后一天', '16 小时'],
    ['zh-Hant', 'America/Los_Angeles', 'Asia/Kolkata', '後一天', '13 小時 30 分鐘'],
    ['en', 'Asia/Kolkata', 'America/New_York', '−1 day', '10 h 30 min'],
    ['en', 'Asia/Kolkata', 'Asia/Kathmandu', '', '15 min'],
    ['en', 'Asia/Shanghai', 'Australia/Perth', '', ''],
  ])('%s: %s read in %s', (locale, eventZone, readerZone, shiftText, apartText) => {
    const times = bothTimes(locale, ...symposium, eventZone, readerZone);
    expect(times.reader.shiftText).toBe(shiftText);
    expect(times.apartText).toBe(apartText);
    expect(times.same).toBe(apartText === '');
  });

  it.each<[Locale, string]>([
    ['en', '−2 days'],
    ['zh-Hans', '前 2 天'],
    ['zh-Hant', '前 2 天'],
  ])('%s: counts two days across the Pacific', (locale, expected) => {
    const times = bothTimes(locale, at('2026-12-10T10:30:00Z'), null, 'Pacific/Kiritimati', 'Pacific/Pago_Pago');
    expect([times.reader.shift, times.reader.shiftText, times.event.end]).toEqual([-2, expected, null]);
  });
});

describe('formatMoment', () => {
  it.each<[Locale, string, string, string[]]>([
    ['en', 'America/Edmonton', '2026-12-10T12:00:00Z', ['2026-12-10T06:00:00-06:00', '06:00', 'Thu 10 Dec 2026']],
    ['en', 'America/Winnipeg', '2026-12-10T12:00:00Z', ['2026-12-10T07:00:00-05:00', '07:00', 'Thu 10 Dec 2026']],
    ['en', 'America/Vancouver', '2026-12-10T12:00:00Z', ['2026-12-10T05:00:00-07:00', '05:00', 'Thu 10 Dec 2026']],
    ['zh-Hans', 'Asia/Shanghai', '2014-11-26T01:30:00Z', ['2014-11-26T09:30:00+08:00', '09:30', '2014年11月26日 周三']],
    [
      'zh-Hant',
      'Asia/Hong_Kong',
      '2014-11-26T01:30:00Z',
      ['2014-11-26T09:30:00+08:00', '09:30', '2014年11月26日 週三'],
    ],
    ['en', 'UTC', '2026-09-06T00:00:00Z', ['2026-09-06T00:00:00+00:00', '00:00', 'Sun 6 Sep 2026']],
  ])('%s %s %s', (locale, zone, instant, [iso, time, date]) => {
    expect(formatMoment(locale, zone, at(instant))).toEqual({ iso, time, date });
  });
});

describe('formatDateOnly', () => {
  it.each<[Locale, string, string]>([
    ['en', '2014-11-26', 'Wed 26 Nov 2014'],
    ['zh-Hans', '2014-01-06', '2014年1月6日 周一'],
    ['zh-Hant', '2014-01-05', '2014年1月5日 週日'],
  ])('%s %s', (locale, date, expected) => {
    expect(formatDateOnly(locale, date)).toBe(expected);
  });

  it('refuses what is no date', () => {
    expect(() => formatDateOnly('en', '2014-02-30')).toThrow(RangeError);
  });
});

describe('places', () => {
  it.each<[Locale, string, string, string]>([
    ['en', 'America/Edmonton', 'Edmonton', 'Edmonton (GMT−6)'],
    ['zh-Hans', 'America/Edmonton', '埃德蒙顿', '埃德蒙顿（GMT−6）'],
    ['zh-Hant', 'America/Edmonton', '埃德蒙頓', '埃德蒙頓（GMT−6）'],
    ['en', 'America/St_Johns', 'St. John’s', 'St. John’s (GMT−3:30)'],
    ['en', 'America/Port_of_Spain', 'Port of Spain', 'Port of Spain (GMT−4)'],
    ['zh-Hans', 'America/Port_of_Spain', 'Port of Spain', 'Port of Spain（GMT−4）'],
    ['en', 'Europe/London', 'London', 'London (GMT)'],
    ['en', 'UTC', 'UTC', 'UTC (GMT)'],
  ])('%s %s', (locale, zone, city, label) => {
    expect(cityOf(locale, zone)).toBe(city);
    expect(zoneLabel(locale, zone, at('2026-12-10T12:00:00Z'))).toBe(label);
  });

  it('has some name for every zone in every language', () => {
    const nameless = LOCALES.flatMap((locale) => timeZoneNames().filter((zone) => !cityOf(locale, zone).trim()));
    expect(nameless).toEqual([]);
  });
});

describe('ordinal', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [18, '18th'],
    [21, '21st'],
    [112, '112th'],
  ])('%i', (n, english) => {
    expect(ordinal('en', n)).toBe(english);
    expect(ordinal('zh-Hans', n)).toBe(`第${n}届`);
    expect(ordinal('zh-Hant', n)).toBe(`第${n}屆`);
  });
});

describe('relativeLead', () => {
  const HOUR = 3600;

  it.each<[number, string, string, string]>([
    [-5, 'now', '现在', '現在'],
    [20, 'now', '现在', '現在'],
    [60, 'in 1 minute', '1 分钟后', '1 分鐘後'],
    [597, 'in 10 minutes', '10 分钟后', '10 分鐘後'],
    [540, 'in 9 minutes', '9 分钟后', '9 分鐘後'],
    [HOUR - 4, 'in 1 hour', '1 小时后', '1 小時後'],
    [HOUR, 'in 1 hour', '1 小时后', '1 小時後'],
    [1.5 * HOUR, 'in 1 h 30 min', '1 小时 30 分钟后', '1 小時 30 分鐘後'],
    [2 * HOUR - 30, 'in 2 hours', '2 小时后', '2 小時後'],
    [8.4 * HOUR, 'in 8 hours', '8 小时后', '8 小時後'],
    [23 * HOUR, 'in 1 day', '1 天后', '1 天後'],
    [24 * HOUR - 3, 'in 1 day', '1 天后', '1 天後'],
    [25 * HOUR, 'in 1 day', '1 天后', '1 天後'],
    [30 * HOUR, 'in 30 hours', '30 小时后', '30 小時後'],
    [47 * HOUR, 'in 2 days', '2 天后', '2 天後'],
    [7 * 24 * HOUR - 2, 'in 7 days', '7 天后', '7 天後'],
  ])('%i s', (seconds, english, simplified, traditional) => {
    expect(LOCALES.map((locale) => relativeLead(locale, seconds))).toEqual([english, simplified, traditional]);
  });
});
