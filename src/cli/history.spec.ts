import { type HistorySeries, historyFile, membershipsOf, readHistory, recordedEditionsOf } from './history-file.js';
import { annualMeeting, isAhead, symposium } from './demonstration-plans.js';
import { readArguments } from './arguments.js';

const series = (editions: HistorySeries['editions'], more: Partial<HistorySeries> = {}): HistorySeries => ({
  slug: 'ewa',
  kind: 'annual_meeting',
  name: { en: 'East-West Alliance Annual Meeting' },
  description: { en: '' },
  members: [],
  foundingMembers: [],
  partners: [],
  broadcasters: [],
  editions,
  ...more,
});

describe('an edition of the history', () => {
  const plain = { hosts: ['hku'], partners: [], broadcasters: [] };
  it.each([
    {
      case: 'only ordinal, year and host',
      edition: { ordinal: 1, year: 2007, ...plain },
      expected: { ordinal: 1, year: 2007, series: 'ewa', key: 'ewa-2007', hosts: ['hku'], roles: [] },
    },
    {
      case: 'a host that is not recorded',
      edition: { ordinal: 10, year: 2016, ...plain, hosts: [], note: 'host not recorded in the source' },
      expected: {
        ordinal: 10,
        year: 2016,
        series: 'ewa',
        key: 'ewa-2016',
        hosts: [],
        roles: [],
        note: 'host not recorded in the source',
      },
    },
    {
      case: 'a date without hours, partners and satellite venues',
      edition: {
        ordinal: 10,
        year: 2006,
        date: '2006-12-05',
        city: 'Guangzhou',
        hosts: ['sumc'],
        partners: ['nih'],
        broadcasters: ['cetv'],
        satelliteVenues: 3,
      },
      expected: {
        ordinal: 10,
        year: 2006,
        series: 'ewa',
        key: 'ewa-2006',
        heldOn: '2006-12-05',
        city: 'Guangzhou',
        hosts: ['sumc'],
        roles: [
          { institution: 'nih', role: 'partner' },
          { institution: 'cetv', role: 'broadcaster' },
        ],
        satelliteVenues: 3,
      },
    },
    {
      case: 'hours with their offset, and a theme as plain text',
      edition: {
        ordinal: 12,
        year: 2018,
        startsAt: '2018-11-26T09:30:00+08:00',
        endsAt: '2018-11-26T11:00:00+08:00',
        timeZone: 'Asia/Shanghai',
        theme: 'Impact',
        ...plain,
      },
      expected: {
        ordinal: 12,
        year: 2018,
        series: 'ewa',
        key: 'ewa-2018',
        startsAt: '2018-11-26T09:30:00+08:00',
        endsAt: '2018-11-26T11:00:00+08:00',
        timeZone: 'Asia/Shanghai',
        theme: { en: 'Impact' },
        hosts: ['hku'],
        roles: [],
      },
    },
  ])('is recorded as it is: $case', ({ edition, expected }) => {
    expect(recordedEditionsOf(series([edition]))).toStrictEqual([expected]);
  });
});

describe('the institutions of a series', () => {
  it('keep the order of the file, members first', () => {
    const memberships = membershipsOf(
      series([], { members: ['sumc', 'hku'], foundingMembers: ['sumc'], partners: ['nih'], broadcasters: ['cetv'] }),
    );
    expect(memberships).toStrictEqual([
      { institution: 'sumc', role: 'member', founding: true },
      { institution: 'hku', role: 'member', founding: false },
      { institution: 'nih', role: 'partner', founding: false },
      { institution: 'cetv', role: 'broadcaster', founding: false },
    ]);
  });
});

describe('data/history.json', () => {
  it('is found and has exactly the editions that are recorded, gaps left as gaps', async () => {
    const history = await readHistory(historyFile());
    expect(history.series.map((one) => [one.slug, recordedEditionsOf(one).map(({ key }) => key)])).toEqual([
      ['ewa', [2007, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018].map((year) => `ewa-${year}`)],
      ['telemedicine', ['telemedicine-2006', 'telemedicine-2014']],
      ['exchange', []],
    ]);
    const [ewa] = history.series;
    const withoutHost = recordedEditionsOf(ewa!).filter(({ hosts }) => hosts.length === 0);
    expect(withoutHost.map(({ ordinal }) => ordinal)).toEqual([10, 11]);
  });
});

describe('the demonstration', () => {
  it('begins ten minutes after the minute, under a key of that minute in UTC', async () => {
    const { institutions } = await readHistory();
    const plan = symposium(new Date('2026-12-31T23:54:59.999Z'), institutions);
    expect(plan.edition).toMatchObject({
      key: 'demo-telemedicine-20270101-0004',
      startsAt: '2027-01-01T00:04:00.000Z',
      endsAt: '2027-01-01T01:04:00.000Z',
      ordinal: null,
    });
  });

  it('has forty people, at least eight a language, each with an address of their own', async () => {
    const { institutions } = await readHistory();
    const people = symposium(new Date('2026-11-01T00:00:00Z'), institutions).registrants;
    expect(new Set(people.map(({ email }) => email)).size).toBe(40);
    expect(people[6]).toMatchObject({ name: 'Demonstration 07, Edmonton', email: 'demo07@example.org', locale: 'en' });
    for (const locale of ['en', 'zh-Hans', 'zh-Hant']) {
      expect(people.filter((person) => person.locale === locale).length).toBeGreaterThanOrEqual(8);
    }
  });

  it('takes next year from the clock of its host', () => {
    expect(annualMeeting(new Date('2026-12-31T15:59:59Z')).edition.key).toBe('demo-ewa-2027');
    expect(annualMeeting(new Date('2026-12-31T16:00:00Z')).edition.key).toBe('demo-ewa-2028');
  });

  it.each([
    [null, false],
    ['2026-11-01T00:01:59Z', false],
    ['2026-11-01T00:02:00Z', true],
  ])('is kept when it begins in two minutes or later: %s', (startsAt, expected) => {
    expect(isAhead(startsAt === null ? null : new Date(startsAt), new Date('2026-11-01T00:00:00Z'))).toBe(expected);
  });
});

describe('the arguments of a start', () => {
  it.each([
    { args: [], expected: { history: false, demo: false } },
    { args: ['--history'], expected: { history: true, demo: false } },
    { args: ['--demo'], expected: { history: true, demo: true } },
  ])('$args', ({ args, expected }) => {
    expect(readArguments(args)).toEqual(expected);
  });

  it('refuses an unknown one and names those there are', () => {
    expect(() => readArguments(['--demmo'])).toThrow(/--demmo.*--history.*--demo/);
  });
});
