import { FormKeys } from './form-keys.js';

const NOW = new Date('2026-12-10T12:00:00Z');
let minutes = 0;
const clock = { now: () => new Date(NOW.getTime() + minutes * 60_000) };

beforeEach(() => {
  minutes = 0;
});

describe('a form key', () => {
  it('has one effect and one outcome, however often it comes', async () => {
    const keys = new FormKeys(clock);
    let times = 0;
    const work = () => Promise.resolve(`done ${++times}`);
    expect(await Promise.all([1, 2, 3].map(() => keys.once('key', work)))).toEqual(['done 1', 'done 1', 'done 1']);
  });

  it('may be tried again after a refusal', async () => {
    const keys = new FormKeys(clock);
    await expect(keys.once('key', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await keys.once('key', () => Promise.resolve('done'))).toBe('done');
  });

  it('is forgotten after ten minutes', async () => {
    const keys = new FormKeys(clock);
    await keys.once('key', () => Promise.resolve('first'));
    minutes = 9;
    expect(await keys.once('key', () => Promise.resolve('second'))).toBe('first');
    minutes = 11;
    expect(await keys.once('key', () => Promise.resolve('second'))).toBe('second');
  });

  it('is not needed', async () => {
    const keys = new FormKeys(clock);
    expect(await keys.once(undefined, () => Promise.resolve(1))).toBe(1);
    expect(await keys.once(undefined, () => Promise.resolve(2))).toBe(2);
  });
});
