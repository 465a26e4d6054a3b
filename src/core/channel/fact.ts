/** Who documents a fact. `assumed` marks what nobody documents and cmtg infers. */
export type Authority = 'cm' | 'telegram' | 'assumed';

/** One documented limit or capability of the channel. */
export interface Fact<Value> {
  /** Stable name, `area.property`. */
  readonly id: string;
  readonly value: Value;
  /** What a number counts; `yes/no` for a capability, `list` for names. */
  readonly unit: string;
  /** Where it applies, in words. */
  readonly appliesTo: string;
  readonly by: readonly Authority[];
  /** Address of the page or the source file. */
  readonly source: string;
  /** When the source was read, `YYYY-MM-DD`. */
  readonly read: string;
  readonly note?: string;
}
