/** Everything that decides what a bulk run sends: the ledger's header keeps it, so that a resume sends the same. */
export interface BulkPlan {
  /** 32 hexadecimal digits, new for every run that is begun. */
  readonly campaign: string;
  readonly command: 'send' | 'send-media';
  readonly endpoint: string;
  readonly tokenIn: 'header' | 'body';
  /** Posted to the sandbox inside the process: nothing leaves the machine. */
  readonly sandbox?: true;
  readonly content: BulkContent;
  /** Bot ID, where the row names none. */
  readonly from: string;
  readonly grouping?: readonly string[];
  readonly validity?: string;
  readonly columns: BulkColumns;
  readonly input: BulkInput;
  readonly shard?: Shard;
  readonly checks: { readonly duplicates: boolean; readonly skipInvalid: boolean };
  readonly pace: BulkPace;
}

/** Texts are templates. */
export interface BulkContent {
  /** The text, or the caption of media. */
  readonly text?: string;
  /** Addresses of media. */
  readonly media?: readonly string[];
  readonly mediaName?: string;
  readonly mimeType?: string;
  readonly captionAsText?: true;
  readonly split?: true;
  readonly rich?: true;
}

/** Names of columns with a meaning of their own. */
export interface BulkColumns {
  readonly to: string;
  readonly from?: string;
  readonly reference?: string;
  readonly media?: string;
}

/** The file of recipients as it was when the run began. */
export interface BulkInput {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** All rows, those of other shards and those with findings included. */
  readonly rows: number;
  /** Rows of this shard. */
  readonly selected: number;
}

/** The rows whose chat ID falls to shard `index` (from 1) of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface BulkPace {
  /** Telegram messages a second; null for no limit. */
  readonly rate: number | null;
  /** Messages in one request. */
  readonly batch: number;
  /** Requests at the same time. */
  readonly concurrency: number;
  /** Messages that may be under way at once, and so become unknown together. */
  readonly window: number;
}
