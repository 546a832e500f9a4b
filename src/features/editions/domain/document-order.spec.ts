import { movedTo } from './document-order.js';

describe('movedTo', () => {
  it.each([
    { id: 'a', place: 1, expected: 'abcd' },
    { id: 'a', place: 3, expected: 'bcad' },
    { id: 'd', place: 1, expected: 'dabc' },
    { id: 'c', place: 2, expected: 'acbd' },
    { id: 'b', place: 4, expected: 'acdb' },
    { id: 'b', place: 900, expected: 'acdb' },
  ])('$id to place $place: $expected', ({ id, place, expected }) => {
    expect(movedTo([...'abcd'], id, place).join('')).toBe(expected);
  });
});
