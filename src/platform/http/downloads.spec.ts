import { rangeOf } from './downloads.js';

describe('rangeOf', () => {
  it.each([
    { header: undefined, expected: 'everything' },
    { header: 'bytes=0-9', expected: { start: 0, end: 9 } },
    { header: 'bytes=90-', expected: { start: 90, end: 99 } },
    { header: 'bytes=99-99', expected: { start: 99, end: 99 } },
    { header: 'bytes=50-5000', expected: { start: 50, end: 99 } },
    { header: 'bytes=-10', expected: { start: 90, end: 99 } },
    { header: 'bytes=-1000', expected: { start: 0, end: 99 } },
    { header: 'bytes=100-', expected: 'nothing-there' },
    { header: 'bytes=100-200', expected: 'nothing-there' },
    { header: 'bytes=-0', expected: 'nothing-there' },
    { header: 'bytes=9-5', expected: 'everything' },
    { header: 'bytes=-', expected: 'everything' },
    { header: 'bytes=0-1,5-6', expected: 'everything' },
    { header: 'lines=1-2', expected: 'everything' },
    { header: 'bytes=a-b', expected: 'everything' },
    { header: 'bytes=1e2-', expected: 'everything' },
  ])('$header of 100 bytes: $expected', ({ header, expected }) => {
    expect(rangeOf(header, 100)).toEqual(expected);
  });
});
