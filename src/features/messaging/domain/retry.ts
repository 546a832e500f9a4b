/** Seconds to wait after each failed attempt: quick at first, then patient enough for greylisting. */
const PAUSES = [30, 120, 600, 1800, 3600, 7200, 14_400];

/** Seconds until the next attempt after `attempts` failed ones; null to give up. */
export function retryPause(attempts: number): number | null {
  return PAUSES[attempts - 1] ?? null;
}
