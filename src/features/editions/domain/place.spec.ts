import { cityOfEdition } from './place.js';

describe('cityOfEdition', () => {
  const shantou = { city: 'Shantou', timeZone: 'Asia/Shanghai' };
  const edmonton = { city: 'Edmonton', timeZone: 'America/Edmonton' };

  it.each([
    {
      title: 'the venue',
      edition: { timeZone: 'Asia/Shanghai', venue: { city: 'Guangzhou' }, hosts: [shantou] },
      expected: 'Guangzhou',
    },
    {
      title: 'the host',
      edition: { timeZone: 'Asia/Shanghai', venue: null, hosts: [shantou, edmonton] },
      expected: 'Shantou',
    },
    {
      title: 'a venue without a city',
      edition: { timeZone: 'Asia/Shanghai', venue: {}, hosts: [shantou] },
      expected: 'Shantou',
    },
    {
      title: 'a host on another clock',
      edition: { timeZone: 'Asia/Shanghai', venue: null, hosts: [edmonton] },
      expected: null,
    },
    { title: 'nobody', edition: { timeZone: 'Asia/Shanghai', venue: null, hosts: [] }, expected: null },
  ])('$title', ({ edition, expected }) => {
    expect(cityOfEdition(edition)).toBe(expected);
  });
});
