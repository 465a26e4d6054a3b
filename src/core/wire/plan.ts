/** Which of several messages one text was split into. `index` starts at 1. */
export interface Part {
  readonly index: number;
  readonly of: number;
}

/** One message to one chat, ready to be posted. */
export interface PlannedMessage {
  /** The chat ID. */
  readonly to: string;
  /** The `reference` that CM echoes; absent only when a foreign payload carries none. */
  readonly reference?: string;
  readonly part?: Part;
  /** The `msg[]` entry as JSON text, exactly as it goes over the wire. */
  readonly json: string;
}

/** What of a planned message is needed to find its outcome in an answer. */
export type Addressee = Pick<PlannedMessage, 'to' | 'reference' | 'part'>;

/**
 * Everything one command will send, in order. A step is sent to every chat before the next step begins, and a chat
 * that was not accepted in one step is left out of the following ones.
 */
export interface SendPlan {
  readonly steps: readonly (readonly PlannedMessage[])[];
  /**
   * A payload that is posted as it stands, instead of one assembled from `json`. There is exactly one step then, one
   * planned message a recipient, in the order of the payload.
   */
  readonly body?: string;
}
