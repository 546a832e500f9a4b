import { readEditionForm } from './edition-form.js';

const FORM = {
  series: 'ewa',
  key: 'ewa-2027',
  ordinal: '',
  'title.en': '',
  'theme.en': 'Impact',
  'theme.zh-Hans': '影响力',
  'hosts.0': 'sumc',
  'hosts.1': '',
  'hosts.2': 'sumc',
  timeZone: 'Asia/Shanghai',
  startsAt: '2027-05-20T09:00',
  endsAt: '2027-05-21T17:30',
  format: 'hybrid',
  'venue.name': '',
  languages: ['en', 'zh-Hans'],
  'category.name.en': 'Delegate',
  'category.attendance': 'in_person',
  'category.capacity': '40',
  'stream.url': 'https://live.example.org/1',
  'stream.provider': 'zoom',
  'stream.opensMinutesBefore': '10',
  'reminders.0.amount': '7',
  'reminders.0.unit': 'days',
  'reminders.1.amount': '',
  'reminders.1.unit': 'days',
  'reminders.2.amount': '90',
  'reminders.2.unit': 'minutes',
};

const read = (more: Record<string, string | string[]> = {}) => readEditionForm({ ...FORM, ...more });
const wrong = (more: Record<string, string | string[]>) => {
  const form = read(more);
  return 'errors' in form ? form.errors.map(({ path }) => path) : [];
};

describe('the form for a new edition', () => {
  it('makes an edition with its category, stream and reminders', () => {
    expect(read()).toMatchObject({
      edition: {
        series: 'ewa',
        key: 'ewa-2027',
        title: null,
        theme: { en: 'Impact', 'zh-Hans': '影响力' },
        hosts: ['sumc'],
        timeZone: 'Asia/Shanghai',
        startsAt: '2027-05-20T09:00',
        venue: null,
        languages: ['en', 'zh-Hans'],
      },
      category: { name: { en: 'Delegate' }, attendance: 'in_person', capacity: 40 },
      stream: { opensMinutesBefore: 10, mirrors: [{ provider: 'zoom', url: 'https://live.example.org/1' }] },
      reminders: [{ offset: '-P7D' }, { offset: '-PT90M' }],
    });
  });

  it('leaves the number to the series when it is empty', () => {
    expect(read()).toMatchObject({ edition: { ordinal: undefined } });
    expect(read({ ordinal: '13' })).toMatchObject({ edition: { ordinal: 13 } });
  });

  it('has a stream before its address is known, unless everybody is there in person', () => {
    expect(read({ 'stream.url': '' })).toMatchObject({ stream: { title: { 'zh-Hant': '直播' }, mirrors: [] } });
    expect(read({ 'stream.url': '', format: 'in_person' })).toMatchObject({ stream: null });
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['key', { key: 'EWA 2027' }],
    ['ordinal', { ordinal: 'thirteenth' }],
    ['timeZone', { timeZone: 'Shantou' }],
    ['startsAt', { startsAt: '' }],
    ['endsAt', { endsAt: 'tomorrow' }],
    ['languages', { languages: [] }],
    ['category.name', { 'category.name.en': ' ' }],
    ['category.capacity', { 'category.capacity': 'many' }],
    ['stream.url', { 'stream.url': 'javascript:alert(1)' }],
    ['stream.opensMinutesBefore', { 'stream.opensMinutesBefore': '-5' }],
    ['reminders.0.amount', { 'reminders.0.amount': 'a week' }],
    ['reminders.0.amount', { 'reminders.0.amount': '0' }],
  ])('names %s when it is wrong', (path, more) => {
    expect(wrong(more)).toEqual([path]);
  });

  it('names everything that is wrong at once', () => {
    expect(wrong({ key: '', startsAt: '', 'category.name.en': '' })).toEqual(['key', 'category.name', 'startsAt']);
  });
});
