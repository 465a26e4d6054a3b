/**
 * The library of cmtg. Importing it starts nothing, opens nothing and prints nothing. No type of another package
 * appears in it.
 *
 * @packageDocumentation
 */
export { type CheckOptions, checkPayload, type Report } from './core/check-payload.js';
export type { Diagnostic, Origin, Severity, SourceRange } from './core/diagnostics/diagnostic.js';
export { CmtgError, type ErrorCategory } from './core/errors.js';
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
