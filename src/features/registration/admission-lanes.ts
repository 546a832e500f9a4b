import { AdmissionBusy } from './domain/registration.errors.js';

/** How many requests are worked on together at most: enough to make the commit cheap, few enough to answer soon. */
const GROUP = 100;

/** How many may stand in one lane. At the slowest rate that was measured they are through in less than half a second. */
const LANE = 500;

/** How many may stand in all lanes of a process. */
const ALL_LANES = 2_000;

/** How many groups are worked on at once, so that the pages always find a free connection to the database. */
const AT_ONCE = 5;

/** Nobody stands in a lane for longer, ms: whoever still does when their turn comes is sent away to try again. */
const PATIENCE_MS = 4_000;

interface Standing<T, R> {
  request: T;
  since: number;
  settle: (answer: Answer<R>) => void;
}

type Answer<R> = { value: R } | { error: Error };

/**
 * Brings together what wants to change the same rows. Each key has a lane; whoever comes while a group of the lane is at work
 * stands in it, and all who stand there then go together, in the order in which they came. A hot row that takes one commit
 * after the other is slow; one commit for a hundred requests is not.
 */
export class AdmissionLanes<T, R> {
  private readonly lanes = new Map<string, Standing<T, R>[]>();
  private readonly ready: string[] = [];
  private standing = 0;
  private atWork = 0;

  /**
   * @param work admits a group of one lane, with an answer for each in the same order. What it throws is the answer to all.
   * @param now a clock in ms that never goes back
   */
  constructor(
    private readonly work: (key: string, requests: T[]) => Promise<Answer<R>[]>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws AdmissionBusy at once when the lane is full, and whatever the work throws for this request */
  enter(key: string, request: T): Promise<R> {
    const lane = this.lanes.get(key);
    if (this.standing >= ALL_LANES || (lane?.length ?? 0) >= LANE) return Promise.reject(new AdmissionBusy());
    return new Promise<R>((resolve, reject) => {
      const settle = (answer: Answer<R>) => {
        if ('value' in answer) resolve(answer.value);
        else reject(answer.error);
      };
      this.standing++;
      const one = { request, since: this.now(), settle };
      if (lane) lane.push(one);
      else {
        this.lanes.set(key, [one]);
        this.ready.push(key);
        this.next();
      }
    });
  }

  private next(): void {
    while (this.atWork < AT_ONCE && this.ready.length > 0) {
      this.atWork++;
      void this.drain(this.ready.shift()!);
    }
  }

  /** One group, then the others' turn. */
  private async drain(key: string): Promise<void> {
    const group = this.lanes.get(key)!.splice(0, GROUP);
    const late = this.now() - PATIENCE_MS;
    const [inTime, tooLate] = [group.filter(({ since }) => since > late), group.filter(({ since }) => since <= late)];
    for (const { settle } of tooLate) settle({ error: new AdmissionBusy() });
    const answers = await this.answersTo(key, inTime);
    this.standing -= group.length;
    inTime.forEach(({ settle }, index) => settle(answers[index]!));
    this.atWork--;
    // Whoever stands behind those for whom the way was blocked would only wait to hear the same.
    const isBlocked = answers.some((answer) => 'error' in answer && answer.error instanceof AdmissionBusy);
    if (isBlocked) this.sendAway(this.lanes.get(key)!);
    if (this.lanes.get(key)!.length > 0) this.ready.push(key);
    else this.lanes.delete(key);
    this.next();
  }

  private sendAway(lane: Standing<T, R>[]): void {
    this.standing -= lane.length;
    for (const { settle } of lane.splice(0)) settle({ error: new AdmissionBusy() });
  }

  private async answersTo(key: string, group: Standing<T, R>[]): Promise<Answer<R>[]> {
    if (group.length === 0) return [];
    try {
      return await this.work(
        key,
        group.map(({ request }) => request),
      );
    } catch (error) {
      return group.map(() => ({ error: error as Error }));
    }
  }
}
