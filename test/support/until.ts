import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is the one that is waited for; an `ask` that throws counts as "not yet".
 * @throws Error with the last answer when that takes longer than `withinMs`.
 */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  isThere: (answer: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  for (const deadline = performance.now() + withinMs; ; await sleep(50)) {
    let last: unknown;
    try {
      const answer = await ask();
      if (isThere(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms; last: ${JSON.stringify(last)}`);
  }
}
