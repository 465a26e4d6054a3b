import { defaultEndpoint } from '../core/channel/cm.js';
import { facts } from '../core/channel/telegram.js';
import { buildDiagnostics, forbidSending, type SeverityOverrides } from '../core/diagnostics/build-diagnostics.js';
import type { Diagnostic } from '../core/diagnostics/diagnostic.js';
import type { MediaInput } from '../core/payload/build-message.js';
import { type Planned, planMedia, planText } from '../core/payload/plan-send.js';
import { checkMessage } from '../core/rules/run-checks.js';
import { splitText } from '../core/text/split.js';
import type { HttpFunction } from '../core/wire/http.js';
import type { RecipientResult } from '../core/wire/outcome.js';
import { checkClientOptions } from './check-client-options.js';
import { checkMediaInput, checkTextInput } from './check-send-input.js';

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

/**
 * Creates a client. Creating it opens nothing; the first message loads the network code.
 *
 * Throws a `CmtgError` when the options cannot work: a token that is missing or cannot stand in a header, an endpoint
 * that would get it unencrypted. Its methods never reject for what CM or the network does: that is in the result. They
 * reject with a `CmtgError` when no message can be made of the input, as when nobody is named in `to`.
 */
export function createClient(options: ClientOptions): Client {
  checkClientOptions(options);
  return {
    async sendText(input) {
      checkTextInput(input);
      const { text, split = false, rich = false, ...fields } = input;
      const parts = split ? splitText(text, facts.textLength.value).parts : [text];
      return send(
        planText({ ...toPlanFields(fields, options), parts: parts.length === 0 ? [text] : parts, rich }),
        fields,
        options,
      );
    },
    async sendMedia(input) {
      checkMediaInput(input);
      const { media, caption, ...fields } = input;
      const content = { media, ...(caption === undefined ? {} : { caption }) };
      return send(planMedia({ ...toPlanFields(fields, options), ...content, rich: false }), fields, options);
    },
  };
}

function toPlanFields({ to, signal: _, ...fields }: SendFields, { from }: ClientOptions) {
  const chats = typeof to === 'string' ? [to] : [...new Set(to)];
  return { ...fields, from, to: chats, createReference };
}

function createReference(): string {
  return globalThis.crypto.randomUUID().replaceAll('-', '');
}

async function send({ plan, messages }: Planned, { signal }: SendFields, options: ClientOptions): Promise<SendResult> {
  const findings = messages.flatMap(checkMessage);
  const diagnostics = buildDiagnostics(findings, () => ({ kind: 'flag', name: 'the message' }), options.rules);
  if (forbidSending(diagnostics, false)) return { outcome: 'invalid', messages: [], diagnostics };
  const { sendPlan } = await import('../gateway/send-plan.js');
  const http = options.http ?? (await import('../http/create-http.js')).createHttp({ env: options.env ?? {} });
  const { outcome, results } = await sendPlan(
    plan,
    {
      endpoint: options.endpoint ?? defaultEndpoint.value,
      token: options.productToken,
      tokenIn: 'header',
      timeoutMs: options.timeoutMs ?? 20_000,
      retries: options.retries ?? 2,
      maxWaitMs: options.maxWaitMs ?? 60_000,
      onUnknown: options.onUnknown ?? 'skip',
      maxMessagesPerRequest: facts.messagesPerRequest.value,
      partGapMs: 1000 / facts.chatRate.value,
      ...(signal === undefined ? {} : { signal }),
    },
    { http, clock: { now: Date.now, sleep }, random: Math.random },
  );
  return { outcome, messages: results, diagnostics };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
