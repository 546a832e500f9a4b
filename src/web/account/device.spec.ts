import { deviceOf } from './device.js';

describe('deviceOf', () => {
  it.each([
    {
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      expected: { browser: 'Firefox', system: 'Windows' },
    },
    {
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      expected: { browser: 'Chrome', system: 'Linux' },
    },
    {
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      expected: { browser: 'Edge', system: 'Windows' },
    },
    {
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      expected: { browser: 'Safari', system: 'iPhone' },
    },
    {
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0',
      expected: { browser: 'WeChat', system: 'iPhone' },
    },
    {
      userAgent:
        'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36',
      expected: { browser: 'Samsung Internet', system: 'Android' },
    },
    { userAgent: 'curl/8.5.0', expected: { browser: null, system: null } },
    { userAgent: '', expected: { browser: null, system: null } },
    { userAgent: null, expected: { browser: null, system: null } },
  ])('$expected.browser on $expected.system', ({ userAgent, expected }) => {
    expect(deviceOf(userAgent)).toEqual(expected);
  });
});
