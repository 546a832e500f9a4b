import { calendarSequence } from './calendar-sequence.js';

it('grows with every mail of a life: registered, moved, cancelled, reinstated, moved again', () => {
  const life = [
    { edition: 0, version: 1 },
    { edition: 1, version: 1 },
    { edition: 1, version: 2 },
    { edition: 1, version: 3 },
    { edition: 2, version: 3 },
  ];
  expect(life.map(({ edition, version }) => calendarSequence({ sequence: edition }, { version }))).toEqual([
    0, 1, 2, 3, 4,
  ]);
});
