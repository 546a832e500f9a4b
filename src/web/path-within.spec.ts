import { pathWithin } from './pages.js';

describe('a path to go back to', () => {
  it.each([
    '/',
    '/organise',
    '/events/ewa-2027?x=1#part',
    '/a/%E8%AE%BA?q=%2F',
    '/%2f%2fevil.example',
    '/.//evil.example',
  ])('%s', (path) => {
    expect(pathWithin(path)).toBe(path);
    expect(new URL(path, 'https://symposia.example').host).toBe('symposia.example');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/a b',
    '/a\nb',
    '/\t/evil.example',
    '/a\r\nset-cookie: a=b',
    '/\u0000',
    '/\u007f',
    '/论坛',
    '/\ud800',
    '/a\\b',
    `/${'a'.repeat(1000)}`,
    undefined,
    ['/x'],
  ])('never leads elsewhere: %j', (path) => {
    expect(pathWithin(path)).toBe('/');
  });
});
