import { pathWithin } from './pages.js';

describe('a path to go back to', () => {
  it.each(['/', '/organise', '/events/ewa-2027?x=1#part'])('%s', (path) => {
    expect(pathWithin(path)).toBe(path);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/a b',
    '/a\nb',
    undefined,
    ['/x'],
  ])('never leads elsewhere: %j', (path) => {
    expect(pathWithin(path)).toBe('/');
  });
});
