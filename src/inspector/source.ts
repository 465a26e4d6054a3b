import type { MediaKind } from '../core/channel/media-kind.js';

/**
 * What the inspector shows, whoever keeps it: the sandbox both directions of every chat, `listen` its journal. The
 * inspector only reads, and asks for the two things a person can do: write as the user, and replay.
 */
export interface InspectorSource {
  readonly kind: 'sandbox' | 'journal';
  /** Where the messages come from, for the head of the page: an address, the name of a journal. */
  readonly title: string;
  /** Everything so far, oldest first. */
  messages(): Iterable<InspectedMessage>;
  find(id: string): InspectedMessage | undefined;
  /** Reports every later change, in order; the function that comes back ends it. */
  subscribe(listener: (change: SourceChange) => void): () => void;
  /** Writes as the Telegram user; absent when nobody can. */
  readonly say?: (saying: Saying) => Promise<ActionResult>;
  /** Sends a webhook again, byte for byte; absent when there is nowhere to send it. */
  readonly replay?: (id: string) => Promise<ActionResult>;
}

export type SourceChange =
  | { readonly type: 'added' | 'changed'; readonly message: InspectedMessage }
  /** Everything was forgotten. */
  | { readonly type: 'reset' };

/** One CM message or one webhook, with the HTTP call that carried it. Texts are foreign. */
export interface InspectedMessage {
  /** Unique within the source; letters, digits, `-` and `.` only. */
  readonly id: string;
  /** The bot ID; a person has a chat ID of their own for every bot. `''` when the call names none. */
  readonly bot: string;
  /** The chat ID; `''` when the call names none (an unknown webhook, say). */
  readonly chat: string;
  /** Name of the person, `''` when unknown. */
  readonly name: string;
  /** `user`: the person wrote. `bot`: the business did. `service`: a report, an event, or something unknown. */
  readonly side: 'user' | 'bot' | 'service';
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What Telegram would show: one entry a Telegram message. */
  readonly parts: readonly Part[];
  readonly state: MessageState;
  /** Why it is in this state, in words; `''` when the state says it all. */
  readonly note: string;
  readonly reference: string;
  /** Id of the message that this one answers. */
  readonly replyTo?: string;
  readonly call: HttpCall;
  /** What came back, oldest first: the gateway's answer, or what the app answered at every try. */
  readonly answers: readonly Answer[];
  /** Whether {@link InspectorSource.replay} takes it. */
  readonly replayable: boolean;
}

/**
 * `delivered`: the other side has it. `waiting`: not yet, or to be tried again. `undelivered`: the gateway took it and
 * Telegram would not show it. `refused`: the gateway, or the app, did not take it. `received`: it came in, and nobody
 * had to answer for it.
 */
export type MessageState = 'delivered' | 'waiting' | 'undelivered' | 'refused' | 'received';

/** One Telegram message. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'media';
      readonly media: MediaKind;
      readonly name: string;
      readonly uri: string;
      readonly contentType: string;
      readonly caption: string;
      /** A text that is not shown: a sticker has no caption. */
      readonly lostCaption: string;
    }
  | {
      readonly kind: 'location';
      readonly latitude: number | null;
      readonly longitude: number | null;
      readonly label: string;
    }
  | { readonly kind: 'contact'; readonly name: string; readonly phones: readonly string[] }
  /** A line in the middle of the chat. */
  | { readonly kind: 'service'; readonly text: string };

/** One HTTP request as it stood on the wire; secrets are already taken out. */
export interface HttpCall {
  readonly method: string;
  /** Absolute where it is known (what curl needs), else the request target. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body; bytes that are not UTF-8 stand as U+FFFD, and `binary` says so. */
  readonly body: string;
  readonly binary: boolean;
  /** Which rules judge the body: those of outgoing messages, or those of webhooks. */
  readonly checks: 'payload' | 'webhook';
}

/** An HTTP answer, or why there is none. */
export interface Answer {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly durationMs: number | undefined;
  /** Why no answer came; `''` otherwise. */
  readonly failure: string;
  /** `replay` when it was sent once more as a call of its own: the person asked for it, or a fault did it. */
  readonly cause: 'first' | 'retry' | 'replay';
}

/** What the person at the page says as the Telegram user. */
export interface Saying {
  /** `''` for the bot that the source knows. */
  readonly bot: string;
  readonly chat: string;
  /** Name of the user, for a chat that does not exist yet. */
  readonly name?: string;
  /** The message, or the caption of `media`. */
  readonly text?: string;
  /** Id of the message that this one answers. */
  readonly replyTo?: string;
  readonly media?: {
    readonly kind: MediaKind;
    readonly uri: string;
    readonly name: string;
    readonly contentType: string;
  };
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly label: string };
  readonly contact?: { readonly name: string; readonly phone: string };
}

/** What became of a request of the person. */
export interface ActionResult {
  readonly ok: boolean;
  /** One sentence for the page. */
  readonly detail: string;
}
