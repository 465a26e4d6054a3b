import type { Shown, ShownMedia } from '../core/channel/appearance.js';
import type { MediaKind } from '../core/channel/media-kind.js';
import type { HttpResponse } from '../core/wire/http.js';
import type { FaultSettings } from './fault-settings.js';
import type { SandboxRequest } from './judge-request.js';
import type { Exchange } from './state.js';

/*
 * What a sandbox with a person in it holds, and how to follow it. Times are milliseconds since 1970 by the sandbox's
 * own clock, which the person may advance. Ids count from 1. Texts are foreign: whoever shows them makes them safe.
 */

/** One chat of a bot with a person. CM gives a person a chat ID of their own for every bot, so both name the chat. */
export interface Chat {
  readonly bot: string;
  readonly chat: string;
  /** Name of the person; '' until they wrote. */
  readonly name: string;
  /** When the person wrote first; null while nobody did: then nothing that the bot sends arrives. */
  readonly openedAt: number | null;
  /** Time of the last message in either direction. */
  readonly lastAt: number;
  /** How many messages the chat has, undelivered ones too. */
  readonly messages: number;
}

/** A place that the person shares. */
export interface ShownLocation {
  readonly kind: 'location';
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
}

/** A contact that the person shares. */
export interface ShownContact {
  readonly kind: 'contact';
  readonly name: string;
  readonly phone: string;
}

/** One Telegram message of the person. Text and media look like the bot's. */
export type ShownByUser = Shown | ShownLocation | ShownContact;

/** Why an accepted message never arrives: the sandbox knows what CM does not tell. */
export type Undelivered = 'chat-not-opened' | 'other-channel' | 'nothing-shown';

/** One accepted message of the bot to one chat. Several media files are several Telegram messages: see `shown`. */
export interface BotMessage {
  readonly by: 'bot';
  /** Counts over both directions, in the order of the conversation. */
  readonly id: number;
  readonly bot: string;
  readonly chat: string;
  readonly at: number;
  readonly reference: string | null;
  /** CM's three custom groupings, '' where none was given. */
  readonly groupings: readonly [string, string, string];
  readonly shown: readonly Shown[];
  /** The request it came in: `exchanges` has it whole. */
  readonly exchange: number;
  /** Absent when it arrived. */
  readonly undelivered?: Undelivered;
}

/** One message of the person to the bot. */
export interface UserMessage {
  readonly by: 'user';
  readonly id: number;
  readonly bot: string;
  readonly chat: string;
  readonly name: string;
  readonly at: number;
  readonly shown: readonly [ShownByUser];
  /** Id of the bot's message that it answers, when the person chose one. */
  readonly replyTo?: number;
  /** The webhook that tells the bot: see `deliveries`. */
  readonly delivery: number;
}

export type ConversationMessage = BotMessage | UserMessage;

/** What the person does; every action is one message and one webhook. */
export type UserAction =
  | { readonly kind: 'text'; readonly text: string }
  /** The start button or a deep link: arrives as the text `/start` or `/start PAYLOAD`. */
  | { readonly kind: 'start'; readonly payload?: string }
  | {
      readonly kind: MediaKind;
      readonly media: Partial<ShownMedia> & { readonly uri: string };
      readonly caption?: string;
    }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly kind: 'contact'; readonly name: string; readonly phone: string };

/** Who acts, where, and on which message. */
export interface ActContext {
  /** Default: the bot of the only chat with this ID, else the bot the sandbox was made with. */
  readonly bot?: string;
  /** Default: the chat the sandbox was made with. */
  readonly chat?: string;
  /** Display name of the person. Default: the name they have, else the sandbox's default name. */
  readonly name?: string;
  /** Id of a delivered message of the bot in the same chat that this answers (Telegram's reply). */
  readonly replyTo?: number;
}

/** One call of the bot's webhook that was tried. */
export interface DeliveryAttempt {
  readonly at: number;
  /** Real milliseconds that it took. */
  readonly tookMs: number;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Start of the answer's body, or what went wrong. Foreign text. */
  readonly detail: string;
}

/**
 * `waiting` for its first or next attempt, `delivered` (exactly HTTP 200), `gave-up` after CM's month, `lost` by a
 * fault, `nowhere` because no webhook address is set.
 */
export type DeliveryState = 'waiting' | 'delivered' | 'gave-up' | 'lost' | 'nowhere';

/** One webhook on its way to the bot. */
export interface WebhookDelivery {
  readonly id: number;
  readonly kind: 'message' | 'status';
  readonly bot: string;
  readonly chat: string;
  /** The conversation message it tells of. */
  readonly message: number;
  readonly createdAt: number;
  /** Null when no address is set. */
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body, character for character. */
  readonly body: string;
  readonly state: DeliveryState;
  /** How many times it was tried. */
  readonly tries: number;
  /** The last of these tries, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** When it is tried again, by the sandbox's clock; null when it is not. */
  readonly nextAttemptAt: number | null;
  /** Id of the delivery that a fault or a person sent once more as this one. */
  readonly copyOf?: number;
}

/** Something changed. Values are complete and never change afterwards: a later state is a new change with the same id. */
export type SandboxChange =
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'message'; readonly message: ConversationMessage }
  | { readonly type: 'chat'; readonly chat: Chat }
  | { readonly type: 'delivery'; readonly delivery: WebhookDelivery }
  | { readonly type: 'clock'; readonly now: number }
  | { readonly type: 'faults'; readonly faults: FaultSettings }
  | { readonly type: 'webhook'; readonly url: string | null }
  | { readonly type: 'reset' };

export type ChangeListener = (change: SandboxChange) => void;

/** Which messages: of one chat, of one bot, after an id; everything when nothing is named. */
export interface MessageFilter {
  readonly bot?: string;
  readonly chat?: string;
  /** Only messages with a higher id. */
  readonly after?: number;
}

/** An answer of the sandbox, and what a fault does to it. */
export interface SandboxAnswer extends HttpResponse {
  /** `all` of it never leaves, or only the first `half` does; then the connection ends. */
  readonly cut?: 'all' | 'half';
  /** Milliseconds that it is held back. */
  readonly delayMs?: number;
}

/** CM's gateway and the Telegram user at once. */
export interface ConversationSandbox {
  /** Answers as CM's gateway does, with the faults that are set. */
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
  /** Latest message first. */
  chats(): readonly Chat[];
  /** Oldest first. */
  messages(filter?: MessageFilter): readonly ConversationMessage[];
  deliveries(): readonly WebhookDelivery[];
  exchanges(): readonly Exchange[];
  /**
   * The person does something. The webhook sets out by itself; `first` resolves with its state after the first attempt.
   * Throws a CmtgError (category `input`) when Telegram would not let the person do it.
   */
  act(
    action: UserAction,
    context?: ActContext,
  ): { readonly message: UserMessage; readonly first: Promise<WebhookDelivery> };
  /** Sends a webhook once more, as a new delivery. Undefined when there is none with this id. */
  redeliver(id: number): WebhookDelivery | undefined;
  now(): number;
  /** Moves the sandbox's clock forward; resolves when every webhook that was due by then has been tried. */
  advance(ms: number): Promise<void>;
  /** Resolves when no webhook is under way; those that wait for a later time do not count. */
  settled(): Promise<void>;
  readonly webhook: string | null;
  setWebhook(url: string | null): void;
  readonly faults: FaultSettings;
  setFaults(faults: FaultSettings): void;
  /** Calls the listener after every change, in order, until the returned function is called. */
  subscribe(listener: ChangeListener): () => void;
  /** Forgets chats, messages and webhooks; clock, faults and address stay. Counting starts at 1 again. */
  reset(): void;
  /** Stops trying webhooks. */
  close(): Promise<void>;
}
