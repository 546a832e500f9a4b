import { Config } from '../config/config.js';
import { newId } from '../ids.js';
import { LinkTokens, newReference } from './tokens.js';

const tokensWith = (secretKey: string) => new LinkTokens(Object.assign(new Config(), { secretKey }));

describe('LinkTokens', () => {
  const tokens = tokensWith('one secret key for all the links of a test');
  const id = newId();
  const token = tokens.sign('manage', id, 3);

  it('opens what it signed', () => {
    expect(tokens.verify('manage', token)).toEqual({ id, version: 3 });
  });

  it.each([
    { title: 'another purpose', verify: () => tokens.verify('join', token) },
    {
      title: 'another key',
      verify: () => tokensWith('another secret key, as long as the first').verify('manage', token),
    },
    {
      title: 'a changed first letter',
      verify: () => tokens.verify('manage', (token.startsWith('B') ? 'C' : 'B') + token.slice(1)),
    },
    { title: 'a cut token', verify: () => tokens.verify('manage', token.slice(0, -1)) },
    { title: 'a longer token', verify: () => tokens.verify('manage', `${token}A`) },
    { title: 'the same bytes, spelled otherwise', verify: () => tokens.verify('manage', `${token}=`) },
    { title: 'nothing', verify: () => tokens.verify('manage', '') },
  ])('refuses $title', ({ verify }) => {
    expect(verify()).toBeNull();
  });
});

describe('newReference', () => {
  it('reads well and does not repeat', () => {
    const references = Array.from({ length: 500 }, newReference);
    expect(references.every((reference) => /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(reference))).toBe(true);
    expect(new Set(references).size).toBe(500);
  });
});

describe('newId', () => {
  it('is a UUIDv7 that sorts by time', async () => {
    const first = newId();
    await new Promise((resolve) => setTimeout(resolve, 3));
    const second = newId();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first < second).toBe(true);
  });
});
