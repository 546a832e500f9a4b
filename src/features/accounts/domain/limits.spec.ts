import { LIMITS, networkOf } from './limits.js';

describe('LIMITS', () => {
  it('let people try again within a quarter of an hour, but for the daily limit and for mailed links', () => {
    const long = Object.values(LIMITS).filter(({ seconds }) => seconds > 900);
    expect(long.map(({ name }) => name)).toEqual(['sign-in-address-day', 'link-address', 'link-network']);
  });

  it('allow a machine no more guesses at one account than stay hopeless: 100 a day, of which 10 at once', () => {
    expect([LIMITS.signInToAddressADay.points, LIMITS.signInToAddress.points]).toEqual([100, 10]);
    // Six digits, three of them good at any time: even ten tries each quarter of an hour, all day, hit once in a year.
    const perDay = LIMITS.codeForAccount.points * (86_400 / LIMITS.codeForAccount.seconds);
    expect((perDay * 3) / 1_000_000).toBeLessThan(1 / 300);
  });

  it('keep their counters apart', () => {
    const names = Object.values(LIMITS).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::beef', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:0:0:0:1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    [undefined, 'unknown'],
  ])('%s is in %s', (ip, expected) => {
    expect(networkOf(ip)).toBe(expected);
  });
});
