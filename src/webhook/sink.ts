import type { ReceivedWebhook } from './received-webhook.js';
import type { Store, StorePosition } from './store.js';

/** Takes webhooks in the order they came in; the next is handed over when the promise of the last has settled. */
export interface WebhookSink {
  push(webhook: ReceivedWebhook): void | Promise<void>;
  /**
   * Offers the sink to read the store by itself from a position on, which it may take up whenever many webhooks come;
   * undefined: not now. Nothing is pushed any more then.
   */
  follow?(from: StorePosition, ports: FollowerPorts): Follower | undefined;
  /** No more will come: write what is held back. */
  close?(): Promise<void>;
}

export interface FollowerPorts {
  readonly store: Store;
  /** So many webhooks more have been taken. */
  readonly onHanded: (count: number) => void;
  /** Some could not be read back; they are in the journal all the same. */
  readonly onError: (error: unknown) => void;
}

/** A sink that reads the store by itself. */
export interface Follower {
  /** More is stored. */
  wake(): void;
  /** Resolves when it has everything that is stored, or the signal aborts. */
  drain(signal: AbortSignal): Promise<void>;
}
