const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try: one second, doubled every time, at most half a minute. Half of it is left to
 * chance, so that many clients that failed together do not come back together. `attempt` counts from 1.
 */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
}
