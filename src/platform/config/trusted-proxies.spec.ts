import { readTrustedProxies } from './trusted-proxies.js';

describe('readTrustedProxies', () => {
  it.each([
    { text: '0', expected: false },
    { text: '1', expected: 1 },
    { text: '16', expected: 16 },
    { text: 'loopback', expected: ['loopback'] },
    { text: '10.0.0.7', expected: ['10.0.0.7'] },
    { text: '10.0.0.0/8, fd00::/8', expected: ['10.0.0.0/8', 'fd00::/8'] },
    { text: 'loopback,uniquelocal', expected: ['loopback', 'uniquelocal'] },
    { text: '192.168.1.1/32', expected: ['192.168.1.1/32'] },
  ])('$text', ({ text, expected }) => {
    expect(readTrustedProxies(text)).toEqual(expected);
  });

  it.each([
    'true',
    'all',
    '*',
    '17',
    '-1',
    '1.5',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0/8',
    'proxy.example.org',
    '10.0.0.1,',
    ' ',
  ])('not %j', (text) => {
    expect(readTrustedProxies(text)).toBeNull();
  });
});
