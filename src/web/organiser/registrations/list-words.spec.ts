import { type BulkCounts } from '../../../features/registration/index.js';
import { translatorFor } from '../../texts.js';
import { filterOf, isNarrowed, listHref } from './list-query.js';
import { outcomesOf, outcomesSentence, outcomesText } from './outcomes.js';

describe('outcomes', () => {
  it.each<{ counts: BulkCounts; text: string; said: string | null }>([
    { counts: {}, text: '', said: null },
    { counts: { confirmed: 1 }, text: 'confirmed.1', said: '1 confirmed.' },
    {
      counts: { 'was-cancelled': 1, waitlisted: 3, confirmed: 12 },
      text: 'confirmed.12~waitlisted.3~was-cancelled.1',
      said: '12 confirmed, 3 put on the waiting list, 1 had been cancelled.',
    },
  ])('are an address and a sentence: $text', ({ counts, text, said }) => {
    expect(outcomesText(counts)).toBe(text);
    expect(outcomesOf(text)).toEqual(counts);
    expect(outcomesSentence(counts, translatorFor('en'))).toBe(said);
  });

  it.each([
    undefined,
    7,
    ['confirmed.1'],
    'confirmed',
    'confirmed.0',
    'confirmed.-1',
    '<b>.1',
    'constructor.1',
    'confirmed.9999999',
  ])('are none where the address says %j', (text) => {
    expect(outcomesOf(text)).toEqual({});
  });
});

describe('the filter of a list', () => {
  it('is what the address says, as far as it can be read', () => {
    const given = { q: ' ada ', status: 'confirmed', sort: 'colour', checkedIn: 'true', category: '7', cursor: 'c' };
    expect(filterOf(given)).toEqual({
      q: 'ada',
      status: 'confirmed',
      checkedIn: true,
      sort: '-created',
      cursor: 'c',
      limit: 50,
    });
  });

  it('is an address again, without where in the list one was', () => {
    const filter = filterOf({ q: 'ä b', status: 'pending', sort: 'name', cursor: 'c', checkedIn: 'false' });
    expect(listHref('/list', filter)).toBe('/list?status=pending&checkedIn=false&q=%C3%A4+b&sort=name');
    expect(listHref('/list', filterOf({}))).toBe('/list');
  });

  it.each([
    { given: {}, narrowed: false },
    { given: { status: 'pending', sort: 'name' }, narrowed: false },
    { given: { q: '' }, narrowed: false },
    { given: { q: 'a' }, narrowed: true },
    { given: { checkedIn: 'false' }, narrowed: true },
  ])('leaves people out or not: $given', ({ given, narrowed }) => {
    expect(isNarrowed(filterOf(given))).toBe(narrowed);
  });
});
