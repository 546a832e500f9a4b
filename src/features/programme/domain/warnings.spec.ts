import { type PlannedProgramme, type PlannedSession, type WarningKind, warnings } from './warnings.js';

const at = (text: string) => new Date(text);
const session = (id: string, startsAt: string, endsAt: string, more: Partial<PlannedSession> = {}): PlannedSession => ({
  ...{ id, kind: 'talk', room: null, speakers: [], chair: null, expected: null },
  ...{ startsAt: at(startsAt), endsAt: at(endsAt) },
  ...more,
});
const said = (programme: Partial<PlannedProgramme>) =>
  warnings({ edition: { startsAt: null, endsAt: null }, rooms: [], speakers: [], sessions: [], ...programme }).map(
    ({ kind, sessions, room, speaker }) => [kind, sessions.join('+'), room ?? speaker].filter(Boolean).join(' '),
  );
const [NINE, TEN, ELEVEN, NOON] = ['09', '10', '11', '12'].map((hour) => `2027-05-20T${hour}:00:00Z`) as [
  string,
  string,
  string,
  string,
];

describe('sessions at the same time', () => {
  it.each<{ case: string; sessions: PlannedSession[]; expected: string[] }>([
    {
      case: 'that touch are none',
      sessions: [session('a', NINE, TEN, { room: 'r' }), session('b', TEN, ELEVEN, { room: 'r' })],
      expected: [],
    },
    {
      case: 'in one room',
      sessions: [session('b', TEN, NOON, { room: 'r' }), session('a', NINE, ELEVEN, { room: 'r' })],
      expected: ['room_overlap a+b r'],
    },
    {
      case: 'in two rooms',
      sessions: [session('a', NINE, TEN, { room: 'r' }), session('b', NINE, TEN, { room: 's' })],
      expected: [],
    },
    {
      case: 'in a satellite room, written with the offset of its own zone',
      sessions: [
        session('a', NINE, ELEVEN, { room: 'r' }),
        session('b', '2027-05-20T05:30:00-05:00', '2027-05-20T06:30:00-05:00', { room: 'r' }),
      ],
      expected: ['room_overlap a+b r'],
    },
    {
      case: 'each beside the one that lasts longest',
      sessions: [
        session('day', NINE, NOON, { room: 'r' }),
        session('a', NINE, TEN, { room: 'r' }),
        session('b', TEN, ELEVEN, { room: 'r' }),
      ],
      expected: ['room_overlap day+a r', 'room_overlap day+b r'],
    },
    {
      case: 'of a speaker who chairs another one',
      sessions: [session('a', NINE, ELEVEN, { speakers: ['s'], chair: 's' }), session('b', TEN, NOON, { chair: 's' })],
      expected: ['speaker_overlap a+b s'],
    },
    {
      case: 'of a speaker, one being a break',
      sessions: [
        session('a', NINE, ELEVEN, { speakers: ['s'] }),
        session('b', TEN, NOON, { speakers: ['s'], kind: 'break' }),
      ],
      expected: [],
    },
    {
      case: 'without a time',
      sessions: [
        session('a', NINE, TEN, { room: 'r' }),
        { ...session('b', NINE, TEN, { room: 'r' }), startsAt: null, endsAt: null },
      ],
      expected: [],
    },
  ])('$case', ({ sessions, expected }) => {
    expect(said({ sessions })).toEqual(expected);
  });
});

describe('the night of a speaker', () => {
  it.each<[string, string, string, string, boolean]>([
    ['from 05:00', 'Asia/Shanghai', '2027-05-19T21:00:00Z', '2027-05-19T22:00:00Z', false],
    ['until 05:01', 'Asia/Shanghai', '2027-05-19T20:59:00Z', '2027-05-19T22:00:00Z', true],
    ['until midnight', 'Asia/Shanghai', '2027-05-20T15:00:00Z', '2027-05-20T16:00:00Z', false],
    ['until a minute past it', 'Asia/Shanghai', '2027-05-20T15:00:00Z', '2027-05-20T16:01:00Z', true],
    ['across a whole night', 'Asia/Shanghai', '2027-05-20T14:00:00Z', '2027-05-20T23:00:00Z', true],
    // Clocks go from 02:00 to 03:00, so that 05:00 comes an hour earlier …
    ['05:00 after clocks went forward', 'Europe/Amsterdam', '2027-03-28T03:00:00Z', '2027-03-28T04:00:00Z', false],
    ['04:59 after clocks went forward', 'Europe/Amsterdam', '2027-03-28T02:59:00Z', '2027-03-28T04:00:00Z', true],
    // … and back, an hour later.
    ['04:00 after clocks went back', 'Europe/Amsterdam', '2027-10-31T03:00:00Z', '2027-10-31T03:30:00Z', true],
    ['05:00 after clocks went back', 'Europe/Amsterdam', '2027-10-31T04:00:00Z', '2027-10-31T05:00:00Z', false],
    // There is no 00:00 on that day: clocks go to 01:00.
    ['to a midnight that is skipped', 'Africa/Cairo', '2027-04-29T21:00:00Z', '2027-04-29T22:00:00Z', false],
    ['past a midnight that is skipped', 'Africa/Cairo', '2027-04-29T21:00:00Z', '2027-04-29T22:01:00Z', true],
  ])('%s', (_, timeZone, startsAt, endsAt, expected) => {
    const speakers = [{ id: 's', timeZone, availability: null }];
    const sessions = [session('a', startsAt, endsAt, { speakers: ['s'] })];
    expect(said({ speakers, sessions })).toEqual(expected ? ['night_for_speaker a s'] : []);
    expect(said({ speakers: [{ ...speakers[0]!, timeZone: null }], sessions })).toEqual([]);
  });
});

it.each<{ case: string; programme: Partial<PlannedProgramme>; expected: string[] }>([
  {
    case: 'within two times that touch',
    programme: {
      speakers: [
        {
          ...{ id: 's', timeZone: null },
          availability: [
            { from: at(TEN), to: at(NOON) },
            { from: at(NINE), to: at(TEN) },
          ],
        },
      ],
      sessions: [session('a', NINE, NOON, { speakers: ['s'] })],
    },
    expected: [],
  },
  {
    case: 'partly outside of what a speaker has said',
    programme: {
      speakers: [{ id: 's', timeZone: null, availability: [{ from: at(NINE), to: at(TEN) }] }],
      sessions: [session('a', NINE, ELEVEN, { chair: 's' })],
    },
    expected: ['speaker_unavailable a s'],
  },
  {
    case: 'before and after the edition',
    programme: {
      edition: { startsAt: at(TEN), endsAt: at(ELEVEN) },
      sessions: [session('a', NINE, TEN), session('b', TEN, ELEVEN), session('c', TEN, NOON)],
    },
    expected: ['outside_edition a', 'outside_edition c'],
  },
  {
    case: 'with more people than the room holds',
    programme: {
      rooms: [
        { id: 'r', capacity: 10 },
        { id: 'any', capacity: null },
      ],
      sessions: [
        session('a', NINE, TEN, { room: 'r', expected: 11 }),
        session('b', TEN, ELEVEN, { room: 'r', expected: 10 }),
        session('c', TEN, ELEVEN, { room: 'any', expected: 99 }),
        session('d', ELEVEN, NOON, { room: 'r' }),
      ],
    },
    expected: ['room_too_small a r'] satisfies [`${WarningKind} ${string}`],
  },
])('a session $case', ({ programme, expected }) => {
  expect(said(programme)).toEqual(expected);
});
