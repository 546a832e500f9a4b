import { AdmissionLanes } from './admission-lanes.js';
import { AdmissionBusy } from './domain/registration.errors.js';

/** Work that goes on until it is let go. */
function held() {
  const groups: { key: string; requests: number[]; done: () => void }[] = [];
  const work = (key: string, requests: number[]) =>
    new Promise<{ value: string }[]>((resolve) => {
      groups.push({ key, requests, done: () => resolve(requests.map((one) => ({ value: `${key}${one}` }))) });
    });
  return { groups, work };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('lanes of admission', () => {
  it('take together who came while a group was at work, in order, with an answer for each', async () => {
    const { groups, work } = held();
    const lanes = new AdmissionLanes(work);
    const answers = Promise.all([1, 2, 3].map((one) => lanes.enter('a', one)));
    expect(groups.map(({ requests }) => requests)).toEqual([[1]]);
    groups[0]!.done();
    await settled();
    expect(groups.map(({ requests }) => requests)).toEqual([[1], [2, 3]]);
    groups[1]!.done();
    expect(await answers).toEqual(['a1', 'a2', 'a3']);
  });

  it('do not wait for each other, until too many are at work', async () => {
    const { groups, work } = held();
    const lanes = new AdmissionLanes(work);
    const answers = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => lanes.enter(key, 1));
    expect(groups.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
    groups[0]!.done();
    await settled();
    expect(groups.at(-1)!.key).toBe('f');
    groups.forEach(({ done }) => done());
    expect(await Promise.all(answers)).toHaveLength(6);
  });

  it('refuse at once when one is full, and take again when there is room', async () => {
    const { groups, work } = held();
    const lanes = new AdmissionLanes(work);
    const first = lanes.enter('a', 0);
    const standing = Array.from({ length: 500 }, (_, index) => lanes.enter('a', index + 1));
    await expect(lanes.enter('a', 501)).rejects.toBeInstanceOf(AdmissionBusy);
    groups[0]!.done();
    await first;
    await settled();
    const later = lanes.enter('a', 502);
    for (let index = 1; index <= 6; index++) {
      groups[index]?.done();
      await settled();
    }
    expect(groups.slice(1).map(({ requests }) => requests.length)).toEqual([100, 100, 100, 100, 100, 1]);
    expect(await later).toBe('a502');
    await Promise.all(standing);
  });

  it('send away whoever has stood for too long, without work', async () => {
    const { groups, work } = held();
    let now = 0;
    const lanes = new AdmissionLanes(work, () => now);
    const first = lanes.enter('a', 1);
    const second = lanes.enter('a', 2);
    now = 10_000;
    groups[0]!.done();
    await first;
    await expect(second).rejects.toBeInstanceOf(AdmissionBusy);
    expect(groups).toHaveLength(1);
  });

  it('send away everybody who stands behind a group that found the way blocked', async () => {
    let block = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (block = resolve));
    const lanes = new AdmissionLanes(async (_key: string, _requests: number[]): Promise<{ value: number }[]> => {
      await blocked;
      throw new AdmissionBusy();
    });
    const answers = Promise.allSettled([1, 2, 3].map((one) => lanes.enter('a', one)));
    block();
    expect((await answers).map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(lanes.enter('a', 4)).rejects.toBeInstanceOf(AdmissionBusy);
  });

  it('give what the work throws to everybody in the group, and go on', async () => {
    let isBroken = true;
    const lanes = new AdmissionLanes((_key: string, requests: number[]) => {
      if (isBroken) throw new Error('broken');
      return Promise.resolve(requests.map((value) => ({ value })));
    });
    await expect(lanes.enter('a', 1)).rejects.toThrow('broken');
    isBroken = false;
    expect(await lanes.enter('a', 2)).toBe(2);
  });
});
