/** Repetitions that a run may afford, so that a gateway that is down is not hammered. */
export interface RetryBudget {
  /** Takes one repetition; false when none is left. */
  take(): boolean;
  /** A request was answered: it earns a share of a repetition. */
  refund(): void;
}

/** One repetition for twenty requests: an outage costs at most 1.05 times the requests of the run. */
const share = 0.05;

/** `batches` is how many requests the run needs when all goes well; `least` is what even a short run gets. */
export function createRetryBudget(batches: number, least: number): RetryBudget {
  const most = Math.max(least, Math.floor(batches * share));
  let left = most;
  return {
    take() {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    refund() {
      left = Math.min(most, left + share);
    },
  };
}
