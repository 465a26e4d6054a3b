/**
 * For test suites: CM's gateway and the Telegram user in one process, with a socket or without. Importing it starts
 * nothing.
 *
 * @packageDocumentation
 */

export type { Shown, ShownMedia } from './core/channel/appearance.js';
export type { MediaKind } from './core/channel/media-kind.js';
export type {
  ActContext,
  BotMessage,
  Chat,
  ConversationMessage,
  DeliveryAttempt,
  DeliveryState,
  MessageFilter,
  ShownByUser,
  ShownContact,
  ShownLocation,
  Undelivered,
  UserAction,
  UserMessage,
  WebhookDelivery,
} from './sandbox/conversation.js';
export type { Exchange, SandboxMessage, SandboxRefusal } from './sandbox/state.js';
export type { WebhookFunction } from './testing/create-post.js';
export { createSandbox, type Said, type Sandbox, type SandboxOptions } from './testing/create-sandbox.js';
