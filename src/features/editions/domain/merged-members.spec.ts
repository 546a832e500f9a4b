import { mergedMembers, type MemberSpan } from './merged-members.js';

type Span = [since: number | null, until: number | null];

const row = (id: string, [since, until]: Span, more: Partial<MemberSpan> = {}): MemberSpan => ({
  id,
  seriesId: 'ewa',
  role: 'member',
  founding: false,
  since,
  until,
  position: 1,
  ...more,
});

describe('mergedMembers', () => {
  it.each<{ own: Span[]; other: Span[]; expected: Span[] }>([
    { own: [], other: [[2006, null]], expected: [[2006, null]] },
    { own: [[2006, null]], other: [], expected: [[2006, null]] },
    { own: [[2006, null]], other: [[2006, null]], expected: [[2006, null]] },
    { own: [[2006, 2010]], other: [[2008, 2012]], expected: [[2006, 2012]] },
    { own: [[2008, 2012]], other: [[2006, 2008]], expected: [[2006, 2012]] },
    { own: [[2008, 2012]], other: [[2006, null]], expected: [[2006, null]] },
    { own: [[null, null]], other: [[2006, 2010]], expected: [[2006, null]] },
    { own: [[null, 2010]], other: [[null, 2012]], expected: [[null, 2012]] },
    // Left, and came back.
    {
      own: [[2006, 2010]],
      other: [[2012, null]],
      expected: [
        [2006, 2010],
        [2012, null],
      ],
    },
    {
      own: [[2006, 2010]],
      other: [[2011, null]],
      expected: [
        [2006, 2010],
        [2011, null],
      ],
    },
    // One that spans both.
    {
      own: [
        [2006, 2008],
        [2012, null],
      ],
      other: [[2007, 2013]],
      expected: [[2006, null]],
    },
  ])('$own and $other: $expected', ({ own, other, expected }) => {
    const merged = mergedMembers(
      own.map((span, index) => row(`own-${index}`, span)),
      other.map((span, index) => row(`other-${index}`, span)),
    );
    expect(merged.stay.map(({ since, until }) => [since, until])).toEqual(expected);
    expect(merged.stay.length + merged.goIds.length).toBe(own.length + other.length);
    expect(merged.goIds.filter((id) => merged.stay.some((one) => one.id === id))).toEqual([]);
  });

  it('keeps other roles and series apart', () => {
    const own = [row('a', [null, null])];
    const other = [row('b', [null, null], { role: 'partner' }), row('c', [null, null], { seriesId: 'telemedicine' })];
    expect(mergedMembers(own, other)).toEqual({ stay: [...own, ...other], goIds: [] });
  });

  it('keeps the own row, with the better place and what either says of its founding', () => {
    const own = [row('a', [2010, null], { position: 7 })];
    const other = [row('b', [2006, null], { position: 3, founding: true })];
    expect(mergedMembers(own, other)).toEqual({
      stay: [row('a', [2006, null], { position: 3, founding: true })],
      goIds: ['b'],
    });
  });
});
