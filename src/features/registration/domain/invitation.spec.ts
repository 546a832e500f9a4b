import { fatesOf, type Invitee, invitationState, type RowProblem } from './invitation.js';

const now = new Date('2027-05-01T00:00:00Z');

describe('the state of an invitation', () => {
  it.each([
    { stored: 'open', expiresAt: null, state: 'open' },
    { stored: 'open', expiresAt: '2027-05-01T00:00:01Z', state: 'open' },
    { stored: 'open', expiresAt: '2027-05-01T00:00:00Z', state: 'expired' },
    { stored: 'used', expiresAt: '2027-04-01T00:00:00Z', state: 'used' },
    { stored: 'withdrawn', expiresAt: '2027-04-01T00:00:00Z', state: 'withdrawn' },
  ] as const)('is $state when $stored until $expiresAt', ({ stored, expiresAt, state }) => {
    const invitation = { state: stored, expiresAt: expiresAt && new Date(expiresAt) };
    expect(invitationState(invitation, now)).toBe(state);
  });
});

describe('what becomes of the rows of a list', () => {
  const person = (name: string): Invitee => ({
    email: `${name}@Example.org`,
    emailKey: `${name}@example.org`,
    name: null,
    institutionId: null,
    locale: 'en',
  });
  const wrong: RowProblem = { column: 'email', code: 'not-an-address' };
  const fates = (checked: (Invitee | RowProblem)[]) =>
    fatesOf(
      checked.map((one, index) => ({ row: index + 1, checked: one })),
      {
        invited: new Set(['invited@example.org', 'both@example.org']),
        registered: new Set(['here@example.org', 'both@example.org']),
      },
    ).map(({ outcome }) => (outcome.fate === 'duplicate' ? `of ${outcome.of}` : outcome.fate));

  it.each<{ what: string; rows: (Invitee | RowProblem)[]; expected: string[] }>([
    { what: 'somebody new', rows: [person('ada')], expected: ['new'] },
    { what: 'somebody invited', rows: [person('invited')], expected: ['invited'] },
    { what: 'somebody registered', rows: [person('here')], expected: ['registered'] },
    { what: 'somebody both', rows: [person('both')], expected: ['registered'] },
    { what: 'one address twice', rows: [person('ada'), person('bo'), person('ada')], expected: ['new', 'new', 'of 1'] },
    { what: 'one known address twice', rows: [person('here'), person('here')], expected: ['registered', 'of 1'] },
    { what: 'a wrong row', rows: [wrong, person('ada'), wrong], expected: ['wrong', 'new', 'wrong'] },
  ])('$what: $expected', ({ rows, expected }) => {
    expect(fates(rows)).toEqual(expected);
  });
});
