import type { SeverityOverrides } from '../core/diagnostics/build-diagnostics.js';
import type { Diagnostic } from '../core/diagnostics/diagnostic.js';
import type { MediaInput } from '../core/payload/build-message.js';
import type { HttpFunction } from '../core/wire/http.js';
import type { RecipientResult } from '../core/wire/outcome.js';

/** What a client needs to know once. */
export interface ClientOptions {
  /** CM's product token, a GUID with hyphens. It travels in a header and appears in no error. */
  readonly productToken: string;
  /** Bot ID that messages are sent from. */
  readonly from: string;
  /** Address of the gateway; CM's global one unless given. https, or plain http to this machine. */
  readonly endpoint?: string;
  /** Milliseconds for one request, connect included. Default 20 000. */
  readonly timeoutMs?: number;
  /** How often a request is repeated that certainly did not go out. Default 2. */
  readonly retries?: number;
  /** Milliseconds of waiting for CM's rate limit, in all. Default 60 000. */
  readonly maxWaitMs?: number;
  /** `resend` sends again what may have arrived; people may then get it twice. Default `skip`. */
  readonly onUnknown?: 'skip' | 'resend';
  /** Rules whose severity differs; `off` drops them. */
  readonly rules?: SeverityOverrides;
  /** Environment to read HTTPS_PROXY and NO_PROXY from: pass `process.env` behind a proxy. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Another way to carry requests out, for example the sandbox's `fetch`-like handler in a test. */
  readonly http?: HttpFunction;
}

/** Who gets a message, and what accompanies it. */
export interface SendFields {
  /** One chat ID or several. */
  readonly to: string | readonly string[];
  /** Used verbatim on every message; without it each gets its own. */
  readonly reference?: string;
  /** Up to three, 100 characters each. */
  readonly grouping?: readonly string[];
  /** `30m`, `2h`, or an absolute time in CM's notation. */
  readonly validity?: string;
  readonly signal?: AbortSignal;
}

export interface SendTextInput extends SendFields {
  readonly text: string;
  /** Send a text that is too long as several messages, in order. */
  readonly split?: boolean;
  /** Put the text into richContent instead of body. */
  readonly rich?: boolean;
}

export interface SendMediaInput extends SendFields {
  readonly media: readonly MediaInput[];
  /** Stands below the first file; at most 1024 code points. */
  readonly caption?: string;
}

/** What is known after sending. */
export interface SendResult {
  /** `invalid`: findings forbade it and nothing was sent. "Accepted" never means delivered: Telegram reports none. */
  readonly outcome: 'accepted' | 'rejected' | 'partial' | 'not-sent' | 'unknown' | 'invalid';
  /** One entry a recipient and part; empty when invalid. */
  readonly messages: readonly RecipientResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Sends Telegram messages through CM. */
export interface Client {
  sendText(input: SendTextInput): Promise<SendResult>;
  sendMedia(input: SendMediaInput): Promise<SendResult>;
}
