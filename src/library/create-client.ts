import { defaultEndpoint } from '../core/channel/cm.js';
import { facts } from '../core/channel/telegram.js';
import { buildDiagnostics, forbidSending } from '../core/diagnostics/build-diagnostics.js';
import { type Planned, planMedia, planText } from '../core/payload/plan-send.js';
import { checkMessage } from '../core/rules/run-checks.js';
import { splitText } from '../core/text/split.js';
import { checkClientOptions } from './check-client-options.js';
import { checkMediaInput, checkTextInput } from './check-send-input.js';
import type { Client, ClientOptions, SendFields, SendResult } from './client-types.js';

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
