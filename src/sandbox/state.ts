import type { Shown } from '../core/channel/appearance.js';
import type { RefusalId } from './behaviour.js';
import type { FaultName } from './fault-settings.js';

/** One request to the sandbox and what became of it. The product token is taken out of everything that is kept. */
export interface Exchange {
  /** Counts from 1 in the order of arrival. */
  readonly id: number;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly receivedAt: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came; bytes that are not UTF-8 as U+FFFD. Foreign text. */
  readonly raw: string;
  /** HTTP status of the answer; 0 when a fault let none begin. */
  readonly status: number;
  /** The fault that was played instead of, or on top of, the right answer. */
  readonly fault?: FaultName;
  /** CM's error code of the whole answer. */
  readonly errorCode: number;
  /** Body of the answer; absent in what an older version kept. */
  readonly answer?: string;
  readonly accepted: readonly SandboxMessage[];
  readonly refused: readonly SandboxRefusal[];
}

/** One accepted message to one recipient. */
export interface SandboxMessage {
  /** Counts from 1 in the order of acceptance. */
  readonly id: number;
  /** The request it came in. */
  readonly exchange: number;
  readonly receivedAt: number;
  /** The bot ID. Foreign text, like everything below. */
  readonly from: string;
  /** The chat ID. */
  readonly to: string;
  readonly reference: string | null;
  readonly allowedChannels: readonly string[];
  /** CM's three custom groupings, '' where none was given. */
  readonly groupings: readonly [string, string, string];
  /** False when the message names other channels only: Telegram would show nothing. */
  readonly telegram: boolean;
  /** What Telegram would show, one entry a Telegram message. */
  readonly shown: readonly Shown[];
}

/** A refused request, message or recipient. */
export interface SandboxRefusal {
  /** The recipient; null when the whole request was refused. */
  readonly to: string | null;
  readonly reference: string | null;
  /** Row of the behaviour table: says whether it is documented or assumed. */
  readonly behaviour: RefusalId;
  readonly errorCode: number;
  readonly details: string;
}

/** What one sandbox remembers. The oldest entries give way when `keep` of a kind are there. */
export interface SandboxState {
  readonly exchanges: readonly Exchange[];
  readonly messages: readonly SandboxMessage[];
  nextExchange(): number;
  nextMessage(): number;
  add(exchange: Exchange): void;
  reset(): void;
}

/** Creates a memory, empty or with what was restored, that holds at most `keep` requests and `keep` messages. */
export function createState(keep: number, restored: readonly Exchange[] = []): SandboxState {
  let exchanges: Exchange[] = [...restored];
  let messages: SandboxMessage[] = restored.flatMap(({ accepted }) => accepted);
  let lastExchange = restored.at(-1)?.id ?? 0;
  let lastMessage = messages.at(-1)?.id ?? 0;
  return {
    get exchanges() {
      return exchanges.slice(-keep);
    },
    get messages() {
      return messages.slice(-keep);
    },
    nextExchange: () => ++lastExchange,
    nextMessage: () => ++lastMessage,
    add(exchange) {
      exchanges.push(exchange);
      for (const message of exchange.accepted) messages.push(message);
      // Trimmed by halves, so that a long run does not move the whole list for every request.
      if (exchanges.length > 2 * keep) exchanges = exchanges.slice(-keep);
      if (messages.length > 2 * keep) messages = messages.slice(-keep);
    },
    reset() {
      exchanges = [];
      messages = [];
      lastExchange = 0;
      lastMessage = 0;
    },
  };
}
