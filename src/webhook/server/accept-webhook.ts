import type { RecentBodies } from '../recent-bodies.js';
import type { Store } from '../store.js';

/** What a request says of a webhook. */
export interface WebhookCall {
  /** The request target as it stood there. */
  readonly path: string;
  /** Name, value, name, value, in the spelling of the request. */
  readonly rawHeaders: readonly string[];
  /** What `describeCall` gives, where somebody has that already. */
  readonly callJson?: string;
  readonly body: Uint8Array;
}

export interface AcceptorPorts {
  readonly store: Pick<Store, 'add'>;
  readonly recent: RecentBodies;
  readonly createId: () => string;
  /** ISO 8601 of now. */
  readonly timestamp: () => string;
  readonly nextStatus: () => number;
  /** Waits before an answer; undefined answers at once. */
  readonly delay: (() => Promise<void>) | undefined;
}

/** Takes a webhook over. `answer` is called once, when the answer is due: its status, or that it could not be stored. */
export type AcceptWebhook = (call: WebhookCall, answer: (status: number | 'not-stored') => void) => void;

/**
 * Stores what came, and only then lets it be answered. Nothing else stands between the bytes and the 200: what a webhook
 * says is not looked at, so that no body can keep itself from being acknowledged.
 */
export function createAcceptor({
  store,
  recent,
  createId,
  timestamp,
  nextStatus,
  delay,
}: AcceptorPorts): AcceptWebhook {
  return ({ path, rawHeaders, callJson, body }, answer) => {
    const id = createId();
    const parts = {
      ...{ id, receivedAt: timestamp(), method: 'POST', path, rawHeaders, callJson, body },
      duplicateOf: recent.note(body, id),
      seq: undefined,
    };
    store.add(parts, (error) => {
      if (error !== undefined) {
        recent.forget(body, id);
        answer('not-stored');
      } else if (delay === undefined) answer(nextStatus());
      else void delay().then(() => answer(nextStatus()));
    });
  };
}
