/** Spreads messages over time. */
export interface Pace {
  /** Milliseconds to wait before `messages` may go; they are taken as gone then. */
  reserve(messages: number, now: number): number;
  /** CM asked for patience: half the rate from here on, and nothing before `waitMs` is over. */
  slowDown(waitMs: number, now: number): void;
  /** Nothing goes before `waitMs` is over; the rate stays. */
  hold(waitMs: number, now: number): void;
  /** A request went through: a little quicker again, up to the full rate. */
  recover(): void;
  /** Telegram messages a second at the moment. */
  readonly rate: number;
}

const slowest = 1 / 16;
const recovery = 1.05;

/**
 * A token bucket that holds the tokens of one request: a request may go when the one before it is paid for. Waits are
 * never longer than what was reserved last and what CM asked for, so a clock that is set back costs little.
 */
export function createPace(full: number): Pace {
  let factor = 1;
  let free = Number.NEGATIVE_INFINITY;
  let longest = 0;
  const current = (): number => full * factor;
  const hold = (waitMs: number, now: number): void => {
    free = Math.max(free, now + waitMs);
    longest = Math.max(longest, free - now);
  };
  return {
    reserve(messages, now) {
      const wait = Math.max(0, Math.min(free - now, longest));
      const cost = Number.isFinite(full) ? (messages / current()) * 1000 : 0;
      free = now + wait + cost;
      longest = cost;
      return wait;
    },
    slowDown(waitMs, now) {
      factor = Math.max(slowest, factor / 2);
      hold(waitMs, now);
    },
    hold,
    recover() {
      factor = Math.min(1, factor * recovery);
    },
    get rate() {
      return current();
    },
  };
}
