import type { ReceivedWebhook, WebhookParts } from './received-webhook.js';

export type Stored = ReceivedWebhook;

/** A place in a store from which reading can go on. */
export interface StorePosition {
  readonly segment: number;
  readonly at: number;
}

/** Whole lines of a journal, for somebody who reads the file by itself: the threads of a process share its files. */
export interface JournalRange {
  readonly fd: number;
  /** Offsets in bytes. */
  readonly from: number;
  readonly to: number;
}

/** Webhooks that became safe together. */
export interface StoredBatch {
  readonly webhooks: readonly Stored[];
  /** Size of their bodies. */
  readonly bytes: number;
  /** Where the first one stands; undefined when nothing can be read again. */
  readonly from: StorePosition | undefined;
}

/** Where webhooks go before they are acknowledged. */
export interface Store {
  /** `done` is called once: without an error when the webhook is safe, so that 200 may be said. */
  add(parts: Omit<WebhookParts, 'seq'> & { readonly seq: undefined }, done: (error: Error | undefined) => void): void;
  /** Called after the answers of a batch have been written. */
  set onStored(listener: (batch: StoredBatch) => void);
  /** Whether everything stored stands before this position. */
  isEnd(position: StorePosition): boolean;
  /** The next webhooks from a position; none at the end. */
  read(position: StorePosition): Promise<{ readonly webhooks: readonly Stored[]; readonly next: StorePosition }>;
  /** Where everything stands that is stored behind a position, in one file; undefined at the end. */
  locate(position: StorePosition): { readonly segment: number; readonly range: JournalRange } | undefined;
  /** Waits until everything added is settled, then lets go of the files. */
  close(): Promise<void>;
}
