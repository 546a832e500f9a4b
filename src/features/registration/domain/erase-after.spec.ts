import { eraseAt, parseErasePeriod } from './erase-after.js';

it.each<[string, ReturnType<typeof parseErasePeriod>]>([
  ['P30D', { months: 0, days: 30, seconds: 0 }],
  ['P2W', { months: 0, days: 14, seconds: 0 }],
  ['P6M', { months: 6, days: 0, seconds: 0 }],
  ['P1Y', { months: 12, days: 0, seconds: 0 }],
  ['P1Y2M10DT2H', { months: 14, days: 10, seconds: 7_200 }],
  ['PT90M', { months: 0, days: 0, seconds: 5_400 }],
  ['P0D', { months: 0, days: 0, seconds: 0 }],
  ...['', 'P', '-P1D', '+P1D', 'P-1D', 'P1.5D', '1D', 'P1M1Y', 'PT', 'P1YT', 'P100Y', 'P1W2D'].map(
    (text): [string, null] => [text, null],
  ),
])('reads %j', (text, expected) => {
  expect(parseErasePeriod(text)).toEqual(expected);
});

it.each([
  ['Asia/Shanghai', '2027-05-21T09:00Z', 'P30D', '2027-06-20T09:00Z'],
  ['Asia/Shanghai', '2027-05-21T09:00Z', 'P0D', '2027-05-21T09:00Z'],
  ['Asia/Shanghai', '2027-05-21T09:00Z', 'PT48H', '2027-05-23T09:00Z'],
  // A month has the days that it has.
  ['Asia/Shanghai', '2027-01-31T09:00Z', 'P1M', '2027-02-28T09:00Z'],
  ['Asia/Shanghai', '2028-01-31T09:00Z', 'P1M', '2028-02-29T09:00Z'],
  ['Asia/Shanghai', '2028-02-29T09:00Z', 'P1Y', '2029-02-28T09:00Z'],
  ['Asia/Shanghai', '2027-11-30T09:00Z', 'P14M1D', '2029-01-31T09:00Z'],
  // The clock of the zone, before and after it goes forward.
  ['Europe/Berlin', '2027-03-01T17:00Z', 'P1M', '2027-04-01T16:00Z'],
])('in %s, %s and %s make %s', (zone, endsAt, eraseAfter, expected) => {
  expect(eraseAt(new Date(endsAt), zone, eraseAfter)).toEqual(new Date(expected));
});
