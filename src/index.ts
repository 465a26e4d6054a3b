/**
 * The library of cmtg. Importing it starts nothing, opens nothing and prints nothing. No type of another package
 * appears in it.
 *
 * @packageDocumentation
 */
export { type CheckOptions, checkPayload, type Report } from './core/check-payload.js';
export type { Diagnostic, Origin, Severity, SourceRange } from './core/diagnostics/diagnostic.js';
export { CmtgError, type ErrorCategory } from './core/errors.js';
export { parseWebhook } from './core/inbound/parse-webhook.js';
export type * from './core/inbound/parsed-webhook.js';
export {
  buildMediaMessage,
  buildTextMessage,
  type MediaInput,
  type MediaMessageInput,
  type MessageFields,
  type TextMessageInput,
} from './core/payload/build-message.js';
export type { ConversationItem, Media, Message, Payload, Recipient } from './core/payload/payload.js';
export { measureText, type TextMeasure } from './core/text/measure.js';
export { type SplitResult, splitText } from './core/text/split.js';
export {
  type HttpFunction,
  type HttpRequest,
  type HttpResponse,
  TransportError,
  type TransportFailure,
} from './core/wire/http.js';
export type { Reason, RecipientResult, State } from './core/wire/outcome.js';
export type { Part } from './core/wire/plan.js';
export type {
  Client,
  ClientOptions,
  SendFields,
  SendMediaInput,
  SendResult,
  SendTextInput,
} from './library/client-types.js';
export { createClient } from './library/create-client.js';
export {
  createWebhookHandler,
  type WebhookHandler,
  type WebhookHandlerOptions,
} from './library/create-webhook-handler.js';
