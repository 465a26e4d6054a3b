import type { Chat, ConversationMessage, WebhookDelivery } from './conversation.js';
import type { Exchange } from './state.js';

/** Everything a sandbox remembers, as `--state` keeps it. */
export interface Snapshot {
  readonly version: 1;
  /** How far the sandbox's clock is ahead of the real time, in milliseconds. */
  readonly ahead: number;
  readonly chats: readonly Chat[];
  readonly messages: readonly ConversationMessage[];
  readonly deliveries: readonly WebhookDelivery[];
  readonly exchanges: readonly Exchange[];
}
