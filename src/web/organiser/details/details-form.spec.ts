import { InvalidInput } from '../../../kernel/domain-error.js';
import { type Answers } from '../../form-answers.js';
import { detailsAnswers, readDetails } from './details-form.js';

const place = (slug: string) => ({
  slug,
  name: { en: slug },
  city: 'Shantou',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
});

const EDITION = {
  ordinal: 13,
  year: 2027,
  title: null,
  theme: { en: 'Impact', 'zh-Hans': '影响力' },
  description: { en: 'First.\n\nSecond.' },
  format: 'hybrid',
  languages: ['zh-Hans', 'en'],
  venue: { name: { en: 'Hall' }, city: 'Shantou', country: 'CN' },
  hosts: [place('sumc'), place('alberta')],
  roles: [{ ...place('cuhk'), role: 'partner' }],
} as unknown as Parameters<typeof detailsAnswers>[0];

const wrong = (more: Answers): string[] => {
  try {
    readDetails({ ...detailsAnswers(EDITION), ...more });
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors.map(({ path }) => path);
  }
  return [];
};

describe('the form of an edition’s details', () => {
  it('says the same back, when nothing is touched', () => {
    expect(readDetails(detailsAnswers(EDITION))).toEqual({
      ordinal: 13,
      year: 2027,
      title: null,
      theme: { en: 'Impact', 'zh-Hans': '影响力' },
      description: { en: 'First.\n\nSecond.' },
      format: 'hybrid',
      languages: ['zh-Hans', 'en'],
      venue: { name: { en: 'Hall' }, city: 'Shantou', country: 'CN' },
      hosts: ['sumc', 'alberta'],
      roles: [{ institution: 'cuhk', role: 'partner' }],
    });
  });

  it('knows editions without a number, a venue or a host', () => {
    const bare = { ...EDITION, ordinal: null, venue: null, hosts: [], roles: [], format: null };
    const answers: Answers = { ...detailsAnswers(bare), format: undefined };
    expect(readDetails(answers)).toMatchObject({ ordinal: null, venue: null, hosts: [], roles: [] });
  });

  it('leaves the rows out that were emptied, and doubles', () => {
    const answers = { ...detailsAnswers(EDITION), 'hosts.0': '', 'hosts.2': 'cuhk', 'hosts.5': 'alberta' };
    expect(readDetails(answers)).toMatchObject({ hosts: ['alberta', 'cuhk'] });
  });

  it.each<[string, Answers]>([
    ['ordinal', { ordinal: '' }],
    ['ordinal', { ordinal: 'thirteenth' }],
    ['year', { year: '27' }],
    ['languages', { 'languages.0': '', 'languages.1': '' }],
    ['hosts.3', { 'hosts.3': 'no slug' }],
    ['roles.4.role', { 'roles.4.institution': 'sumc' }],
    ['roles.4.institution', { 'roles.4.role': 'sponsor' }],
    ['venue.country', { 'venue.country': 'China' }],
  ])('names %s when it is wrong', (path, more) => {
    expect(wrong(more)).toEqual([path]);
  });
});
