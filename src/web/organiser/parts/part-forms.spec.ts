import { type EditionDetails, type ReschedulePreview } from '../../../features/editions/index.js';
import { CreateStreamInput, type StreamDetails } from '../../../features/livestreams/index.js';
import { CreateReminderRuleInput, type ReminderRuleDetails } from '../../../features/messaging/index.js';
import { CreateCategoryInput } from '../../../features/registration/index.js';
import { wholeCategoryAnswers } from './category-form.js';
import { cloneAnswers, cloneValues, yearLater } from './clone-form.js';
import { draftStep, roleOn } from './edition-list-pages.js';
import { instantAnswer } from './part-answers.js';
import { NEW_REMINDER, offsetOf, offsetParts, reminderAnswers, reminderValues } from './reminder-form.js';
import { previewMark, timesAnswers, timesValues } from './schedule-form.js';
import { atRows, regionOf, streamAnswers, streamValues } from './stream-form.js';

describe('an instant in a form', () => {
  // 01:30 comes twice in that night; this is the second one, and it has seconds.
  const present = new Date('2027-11-07T06:30:12Z');
  it.each([
    ['is wall clock as it was typed', { at: '2027-11-07T09:00' }, '2027-11-07T09:00'],
    ['stays the very instant when it was left as it stood', { at: '2027-11-07T01:30' }, present.toISOString()],
    [
      'is the one of two that was chosen',
      { at: '2027-11-07T01:30', 'at.exact': '2027-11-07T01:30:00-04:00' },
      '2027-11-07T01:30:00-04:00',
    ],
    [
      'forgets the choice when another time is typed',
      { at: '2027-11-07T02:30', 'at.exact': '2027-11-07T01:30:00-04:00' },
      '2027-11-07T02:30',
    ],
    ['is none when it is empty', { at: ' ' }, undefined],
  ])('%s', (_, answers: Record<string, string>, expected) => {
    expect(instantAnswer(answers, 'at', 'America/Toronto', present)).toBe(expected);
  });
});

describe('the form of a category', () => {
  const clock = { zone: 'Asia/Shanghai', present: null };
  const read = (answers: Record<string, string>) =>
    CreateCategoryInput.safeParse(wholeCategoryAnswers({ attendance: 'online', ...answers }, clock));

  it('makes what the use case takes', () => {
    expect(read({ 'name.en': ' Delegate ', capacity: '40', opensAt: '2027-01-01T09:00' }).data).toMatchObject({
      name: { en: 'Delegate' },
      attendance: 'online',
      capacity: 40,
      opensAt: '2027-01-01T09:00',
      closesAt: null,
    });
  });

  it.each([
    ['name', {}],
    ['capacity', { 'name.en': 'A', capacity: 'many' }],
    ['closesAt', { 'name.en': 'A', closesAt: 'tomorrow' }],
  ])('has %s refused when it is wrong', (path, answers) => {
    expect(read(answers as Record<string, string>).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('the form of a stream', () => {
  const FORM = {
    'title.en': 'Main hall',
    access: 'registered',
    opensMinutesBefore: '15',
    closesMinutesAfter: '30',
    'mirrors.0.url': 'https://one.example',
    'mirrors.0.provider': '',
    'mirrors.0.region': 'cn，hk',
    'mirrors.1.provider': 'zoom',
    'mirrors.2.url': 'https://two.example',
    'mirrors.2.priority': '2',
    'mirrors.3.url': 'https://gone.example',
    'mirrors.3.remove': 'true',
  };

  it('takes the rows that are filled in and not ticked to be removed', () => {
    const { stream, rows } = streamAnswers(FORM);
    expect(rows).toEqual([0, 2]);
    expect(CreateStreamInput.parse(stream).mirrors).toEqual([
      { label: null, provider: 'other', url: 'https://one.example', region: ['CN', 'HK'], language: null, priority: 0 },
      { label: null, provider: 'other', url: 'https://two.example', region: '*', language: null, priority: 2 },
    ]);
  });

  it('asks for the address of a row that only has a name, in that row', () => {
    const { stream, rows } = streamAnswers({ ...FORM, 'mirrors.2.url': '', 'mirrors.2.label': 'Backup' });
    const wrong = CreateStreamInput.safeParse(stream).error?.issues.map((issue) => issue.path.join('.')) ?? [];
    expect(
      atRows(
        wrong.map((path) => ({ path, code: 'x', message: '' })),
        rows,
      ).map(({ path }) => path),
    ).toEqual(['mirrors.2.url']);
  });

  it.each([
    [undefined, '*'],
    ['*', '*'],
    ['ＣＮ; hk CN', ['CN', 'HK']],
    ['China', ['CHINA']],
  ])('reads the regions %s', (text, expected) => {
    expect(regionOf(text)).toEqual(expected);
  });

  it('shows a stream so that saving it as it is changes nothing', () => {
    const mirror = { id: 'm', label: null, provider: 'other' as const, url: 'https://one.example', language: null };
    const details: StreamDetails = {
      id: 's',
      title: { en: 'Main hall', 'zh-Hant': '主會場' },
      access: 'public',
      opensMinutesBefore: 0,
      closesMinutesAfter: 1440,
      mirrors: [
        { ...mirror, region: ['*'], priority: 0 },
        { ...mirror, provider: 'bilibili', label: 'B', region: ['CN'], language: 'zh-Hans', priority: 3 },
      ],
      version: 1,
    };
    const { id: _, version: __, ...stored } = details;
    expect(CreateStreamInput.parse(streamAnswers(streamValues(details)).stream)).toEqual({
      ...stored,
      mirrors: stored.mirrors.map(({ id: ___, region, ...rest }) => ({
        ...rest,
        region: region[0] === '*' ? '*' : region,
      })),
    });
  });
});

describe('the form of a reminder', () => {
  it.each([
    ['7', 'days', 'before', '-P7D'],
    ['2', 'hours', 'after', 'PT2H'],
    ['９０', 'minutes', 'before', '-PT90M'],
    ['0', 'days', 'before', 'PT0S'],
    ['a week', 'days', 'before', null],
    ['7', 'weeks', 'before', null],
  ] as const)('writes %s %s %s as %s', (amount, unit, direction, expected) => {
    expect(offsetOf(amount, unit, direction)).toBe(expected);
  });

  it.each([
    ['-P7D', { amount: 7, unit: 'days', direction: 'before' }],
    ['P1W', { amount: 7, unit: 'days', direction: 'after' }],
    ['-PT60M', { amount: 1, unit: 'hours', direction: 'before' }],
    ['-PT90M', { amount: 90, unit: 'minutes', direction: 'before' }],
    ['PT0S', { amount: 0, unit: 'minutes', direction: 'before' }],
    ['-P1DT2H', null],
    ['-PT7000S', null],
  ])('shows %s as %j', (offset, expected) => {
    expect(offsetParts(offset)).toEqual(expected);
  });

  it('means everybody where nothing is ticked', () => {
    const input = CreateReminderRuleInput.parse(reminderAnswers({ ...NEW_REMINDER, 'audience.statuses': [] }));
    expect(input).toMatchObject({ offset: '-P1D', audience: {}, subject: null, enabled: true, latePolicy: 'skip' });
  });

  it.each([
    ['offset', { 'timing.amount': 'a week' }],
    ['at', { 'timing.unit': 'hours', at: '09:00' }],
    ['audience.locales.0', { 'audience.locales': ['fr'] }],
    ['latePolicy', { latePolicy: 'short' }],
  ])('has %s refused when it is wrong', (path, answers) => {
    const { error } = CreateReminderRuleInput.safeParse(reminderAnswers({ ...NEW_REMINDER, ...answers }));
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it.each(['-P7D', '-P1DT2H'])('shows a reminder %s so that saving it as it is changes nothing', (offset) => {
    const stored = {
      offset,
      at: offset === '-P7D' ? '09:00' : null,
      latePolicy: 'send' as const,
      audience: { statuses: ['confirmed' as const], locales: ['zh-Hant' as const], institutions: ['sumc'] },
      subject: { en: 'Soon' },
      body: null,
      enabled: false,
    };
    const rule = { ...stored, id: 'r', anchor: 'edition_start', dueAt: null, version: 1, counts: {} } as const;
    expect(reminderAnswers(reminderValues(rule satisfies ReminderRuleDetails))).toEqual(stored);
  });
});

describe('the form of date and time', () => {
  const present = {
    startsAt: new Date('2027-05-20T01:00:30Z'),
    endsAt: new Date('2027-05-20T09:30:00Z'),
    timeZone: 'Asia/Shanghai',
  };

  it('shows the wall clock, and keeps the instants when nothing is changed', () => {
    const values = timesValues(present);
    expect(values).toEqual({ startsAt: '2027-05-20T09:00', endsAt: '2027-05-20T17:30', timeZone: 'Asia/Shanghai' });
    expect(timesAnswers(values, present)).toEqual({
      startsAt: '2027-05-20T01:00:30.000Z',
      endsAt: '2027-05-20T09:30:00.000Z',
      timeZone: 'Asia/Shanghai',
    });
  });

  it('keeps the wall clock, not the instant, in another zone', () => {
    const moved = timesAnswers({ ...timesValues(present), timeZone: 'Europe/Amsterdam' }, present);
    expect(moved).toMatchObject({ startsAt: '2027-05-20T09:00', timeZone: 'Europe/Amsterdam' });
  });

  it('tells another preview from the one that was shown, but not by one person more', () => {
    const preview = (recipients: number, outcome: 'moved' | 'late'): ReschedulePreview => ({
      startsAt: { before: present.startsAt, after: present.endsAt },
      endsAt: { before: null, after: null },
      sessions: [],
      deliveries: [
        { rule: 'r', anchor: 'edition_start', offset: '-P7D', recipients, before: null, after: null, outcome },
      ],
    });
    expect(previewMark(preview(2, 'moved'))).toBe(previewMark(preview(1, 'moved')));
    expect(previewMark(preview(1, 'late'))).not.toBe(previewMark(preview(1, 'moved')));
  });
});

describe('the form of a clone', () => {
  it.each([
    ['2027-05-20T01:00:00Z', '2028-05-18T09:00'],
    // 52 weeks after New Year's Day is still the same year.
    ['2027-01-01T01:00:00Z', '2028-01-07T09:00'],
  ])('proposes the same weekday and hour a year later: %s', (instant, expected) => {
    expect(yearLater('Asia/Shanghai', new Date(instant))).toBe(expected);
  });

  it('leaves to be proposed what is empty', () => {
    const edition = {
      year: 2027,
      startsAt: new Date('2027-05-20T01:00:00Z'),
      timeZone: 'Asia/Shanghai',
      hosts: [{ slug: 'sumc' }],
    } as EditionDetails;
    expect(cloneAnswers(cloneValues(edition))).toEqual({
      year: 2028,
      startsAt: '2028-05-18T09:00',
      timeZone: 'Asia/Shanghai',
      hosts: ['sumc'],
      include: ['roles', 'categories', 'streams', 'rules'],
    });
    expect(cloneAnswers({ year: '2028', ordinal: '3', unnumbered: 'true', key: 'ewa' })).toMatchObject({
      ordinal: null,
      key: 'ewa',
      hosts: [],
      include: [],
    });
  });
});

describe('the list of editions', () => {
  const NONE = { category: new Set<string>(), stream: new Set<string>(), reminder: new Set<string>() };
  const ALL = { category: new Set(['e']), stream: new Set(['e']), reminder: new Set(['e']) };
  const edition = {
    id: 'e',
    startsAt: new Date(),
    endsAt: new Date(),
    timeZone: 'UTC',
    hosts: [],
    format: 'online',
    venue: null,
    languages: ['en'],
  } as unknown as EditionDetails;

  it('names what a draft lacks first, and how much it is', () => {
    expect(draftStep(edition, NONE)).toEqual({ kind: 'missing', count: 4, first: 'host' });
    expect(draftStep({ ...edition, hosts: [{}] } as EditionDetails, ALL)).toEqual({ kind: 'publish' });
  });

  it('names the strongest role that holds on an edition', () => {
    const grant = (role: 'viewer' | 'organiser', scope: string) => ({ role, scope });
    const actor = {
      kind: 'account' as const,
      accountId: 'a',
      name: 'A',
      grants: [grant('viewer', ''), grant('organiser', 'series/1')],
    };
    expect(roleOn(actor, 'series/1/edition/2')).toBe('organiser');
    expect(roleOn(actor, 'series/2/edition/3')).toBe('viewer');
    expect(roleOn({ ...actor, grants: [] }, 'series/1/edition/2')).toBeNull();
  });
});
