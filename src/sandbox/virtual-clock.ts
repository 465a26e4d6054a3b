/** Time as the process supplies it. `sleep` rejects with the signal's reason when it is aborted. */
export interface BaseClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The sandbox's clock: real time goes on, and somebody may put it forward. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Puts the clock forward to a time; never back. */
  moveTo(time: number): void;
  /** How far it is ahead of the real time, in milliseconds. */
  readonly ahead: number;
}

/** Creates a clock that is `ahead` milliseconds ahead of the real one. */
export function createVirtualClock(base: Pick<BaseClock, 'now'>, ahead = 0): VirtualClock {
  let offset = ahead;
  return {
    now: () => base.now() + offset,
    moveTo(time) {
      offset = Math.max(offset, time - base.now());
    },
    get ahead() {
      return offset;
    },
  };
}
