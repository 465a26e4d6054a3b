/** What can go wrong on purpose. Answers of the gateway first, then webhooks. */
export const faultNames = [
  '429',
  '5xx',
  'delay',
  'reset',
  'lost-answer',
  'half-answer',
  'lost-webhook',
  'duplicate-webhook',
  'reordered-webhook',
] as const;
export type FaultName = (typeof faultNames)[number];

/** How often a fault happens: by chance, or the next few times and then no more. */
export interface FaultRule {
  /** From 0 to 1; default 1. */
  readonly probability?: number;
  /** How many times at most; unlimited when absent. */
  readonly times?: number;
  /** 429: seconds of Retry-After (default 1). 5xx: the status (default 503). delay: milliseconds (default 1000). */
  readonly value?: number;
}

/** All faults that are on. The same seed and the same requests give the same faults. */
export interface FaultSettings {
  readonly seed: number;
  readonly rules: Readonly<Partial<Record<FaultName, FaultRule>>>;
}

/** Everything works. */
export const noFaults: FaultSettings = { seed: 1, rules: {} };
