/** How received webhooks are answered, for trying out CM's retries. */
export interface AnswerControl {
  /** Status of every answer. CM counts nothing but 200 as received. */
  readonly status?: number | undefined;
  /** Milliseconds to wait before each answer. */
  readonly delay?: number | undefined;
  readonly fault?: Fault | undefined;
}

/** Some answers fail: with the same seed and the same order of webhooks, the same ones. */
export interface Fault {
  /** Probability, 0 to 1. */
  readonly p: number;
  readonly status: number;
  readonly seed: number;
}

/** The status of the next answer. */
export function createStatusPicker({ status = 200, fault }: AnswerControl): () => number {
  if (fault === undefined) return () => status;
  const random = createRandom(fault.seed);
  return () => (random() < fault.p ? fault.status : status);
}

/** Mulberry32: small, fast and the same everywhere. Numbers from 0 up to 1. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
