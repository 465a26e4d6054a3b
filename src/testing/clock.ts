import type { BaseClock } from '../sandbox/virtual-clock.js';

/** Real time, or a time that stands still. Its timers never keep a finished test run alive. */
export function createClock(startAt?: number): BaseClock {
  return {
    now: startAt === undefined ? Date.now : () => startAt,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        // Node fires a timer beyond 2^31 ms at once.
        const timer = setTimeout(
          () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
          Math.min(ms, 2 ** 31 - 1),
        );
        timer.unref();
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
