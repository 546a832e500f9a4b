import { changes, isUnchanged } from './release-changes.js';
import { EMPTY_PROGRAMME, onlyNamed, type ReleasedProgramme, type ReleasedSession } from './released-programme.js';

const session = (id: string, more: Partial<ReleasedSession> = {}): ReleasedSession => ({
  ...{ id, title: { en: id }, abstract: null, kind: 'talk', room: 'r', track: null, speakers: ['s'] },
  ...{ startsAt: '2027-05-20T09:00:00.000Z', endsAt: '2027-05-20T10:00:00.000Z', chair: null, language: null },
  ...more,
});
const programme = (sessions: ReleasedSession[], roomName = 'Hall'): ReleasedProgramme => ({
  rooms: ['r', 'q'].map((id) => ({ id, name: { en: roomName }, capacity: 9, virtual: false, timeZone: null })),
  tracks: [],
  speakers: ['s', 't'].map((id) => ({
    ...{ id, name: id, nativeName: null, institution: null, affiliation: null, timeZone: null, biography: null },
  })),
  sessions,
});

it.each<{ case: string; before: ReleasedProgramme; after: ReleasedProgramme; expected: string[] }>([
  { case: 'nothing', before: programme([session('a')]), after: programme([session('a')]), expected: [] },
  { case: 'a first session', before: EMPTY_PROGRAMME, after: programme([session('a')]), expected: ['added a'] },
  { case: 'one that has gone', before: programme([session('a')]), after: programme([]), expected: ['removed a'] },
  {
    case: 'another time',
    before: programme([session('a')]),
    after: programme([session('a', { endsAt: '2027-05-20T11:00:00.000Z' })]),
    expected: ['moved a'],
  },
  {
    case: 'another room, which is a move and no edit',
    before: programme([session('a')]),
    after: programme([session('a', { room: 'q' })]),
    expected: ['moved a'],
  },
  {
    case: 'both at once',
    before: programme([session('a'), session('b')]),
    after: programme([session('a', { room: 'q', speakers: ['t', 's'], title: { en: 'A' } }), session('b')]),
    expected: ['moved a', 'edited a: title, speakers'],
  },
  {
    case: 'another name of the room, for every session in it',
    before: programme([session('a'), session('b', { room: 'x' })]),
    after: programme([session('a'), session('b', { room: 'x' })], 'Aula'),
    expected: ['edited a: room'],
  },
])('tells $case', ({ before, after, expected }) => {
  const found = changes(before, after);
  expect([
    ...found.added.map(({ id }) => `added ${id}`),
    ...found.removed.map(({ id }) => `removed ${id}`),
    ...found.moved.map(({ id }) => `moved ${id}`),
    ...found.edited.map(({ id, fields }) => `edited ${id}: ${fields.join(', ')}`),
  ]).toEqual(expected);
  expect(isUnchanged(found)).toBe(expected.length === 0);
});

it('leaves out whoever and whatever no session names', () => {
  const { rooms, speakers } = onlyNamed(programme([session('a', { speakers: [], chair: 't' })]));
  expect([rooms.map(({ id }) => id), speakers.map(({ id }) => id)]).toEqual([['r'], ['t']]);
});
