import { buildAppearance } from '../core/channel/appearance.js';
import { facts } from '../core/channel/telegram.js';
import { type HttpResponse, TransportError } from '../core/wire/http.js';
import { buildAnswer, buildRefusedAnswer, type Verdict } from './answer.js';
import { checkMessage, checkRecipient, goesToTelegram } from './check-message.js';
import { type ParsedMessage, type ParsedRequest, parseRequest } from './parse-request.js';
import { redactBody, redactHeaders } from './redact.js';
import { buildRefusal, type Refusal } from './refusal.js';
import { createState, type Exchange, type SandboxMessage, type SandboxRefusal } from './state.js';

export const MESSAGE_PATH = '/v1.0/message';

/** A request to the sandbox: what an `HttpRequest` of the client has, with any method. */
export interface SandboxRequest {
  readonly method: string;
  /** Absolute; only the path is read. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

export interface SandboxOptions {
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
  /** The only product token that is accepted; without it every one that is not empty is. */
  readonly token?: string;
  /** How many requests and how many messages are remembered; the oldest give way. Default 10 000. */
  readonly keep?: number;
  /** Called after every request, before its answer is given back: what to print. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A local stand-in for CM's gateway. It holds its state in memory, and nothing leaves the machine. */
export interface Sandbox {
  /** Answers as CM's gateway does. Fits the client's `HttpFunction`. Rejects only when `signal` is aborted. */
  handle(request: SandboxRequest): Promise<HttpResponse>;
  /** The accepted messages, oldest first. */
  messages(): readonly SandboxMessage[];
  /** Every request with its outcome, oldest first. */
  exchanges(): readonly Exchange[];
  /** Forgets everything; counting starts at 1 again. */
  reset(): void;
}

/** Creates a sandbox gateway. `behaviour.ts` says of everything it does whether CM documents it. */
export function createSandboxGateway(options: SandboxOptions): Sandbox {
  const state = createState(options.keep ?? 10_000);

  async function handle(request: SandboxRequest): Promise<HttpResponse> {
    if (request.signal?.aborted) {
      throw new TransportError('The call was stopped before it began', { failure: 'aborted', written: false });
    }
    const judged = judge(request, options.token);
    const exchange = record(request, judged);
    state.add(exchange);
    options.onExchange?.(exchange);
    return judged.response;
  }

  function record(request: SandboxRequest, judged: Judged): Exchange {
    const id = state.nextExchange();
    const receivedAt = options.clock.now();
    const { verdicts, refusal } = judged;
    const accepted = verdicts.flatMap(({ message, ...verdict }): SandboxMessage[] =>
      verdict.refusal === undefined
        ? [{ id: state.nextMessage(), exchange: id, receivedAt, ...describe(message, verdict) }]
        : [],
    );
    const refused = [
      ...(refusal === undefined ? [] : [describeRefusal(refusal, null, null)]),
      ...verdicts.flatMap((v) => (v.refusal === undefined ? [] : [describeRefusal(v.refusal, v.to, v.reference)])),
    ];
    return {
      id,
      receivedAt,
      method: request.method,
      path: readPath(request.url),
      ...keepRequest(request, judged.tokens),
      status: judged.response.status,
      errorCode: refusal?.errorCode ?? (refused.length > 0 ? 201 : 0),
      accepted,
      refused,
    };
  }

  return {
    handle,
    messages: () => state.messages,
    exchanges: () => state.exchanges,
    reset: () => state.reset(),
  };
}

/** A verdict with the message it is about. */
type JudgedRecipient = Verdict & { readonly message: ParsedMessage };

interface Judged {
  readonly response: HttpResponse;
  /** The fault of the whole request; there are no verdicts then. */
  readonly refusal?: Refusal;
  readonly verdicts: readonly JudgedRecipient[];
  /** The tokens that were given, so that they can be kept out of the memory. */
  readonly tokens: readonly string[];
}

function judge(request: SandboxRequest, expected: string | undefined): Judged {
  const header = readHeader(request, 'x-cm-producttoken').trim();
  const refused = (refusal: Refusal, tokens: readonly string[] = [header]): Judged => ({
    response: buildRefusedAnswer(refusal),
    refusal,
    verdicts: [],
    tokens,
  });

  const httpRefusal = checkHttp(request);
  if (httpRefusal !== undefined) return refused(httpRefusal);
  const parsed = parseRequest(request.body ?? '');
  if (parsed === null) return refused(buildRefusal('json-malformed'));
  const tokens = [header, parsed.token?.trim() ?? ''];
  const refusal = checkToken(header || (parsed.token?.trim() ?? ''), expected) ?? checkEnvelope(parsed);
  if (refusal !== undefined) return refused(refusal, tokens);

  const verdicts = (parsed.msg ?? []).flatMap(judgeMessage);
  return { response: buildAnswer(verdicts), verdicts, tokens };
}

function checkHttp(request: SandboxRequest): Refusal | undefined {
  const path = readPath(request.url);
  if (path !== MESSAGE_PATH) return buildRefusal('path-unknown', { path });
  if (request.method !== 'POST') return buildRefusal('method-not-allowed', { method: request.method });
  const type = readHeader(request, 'content-type').split(';', 1)[0]?.trim() ?? '';
  const encoding = readHeader(request, 'content-encoding').trim();
  const isJson = type === '' || /^application\/(?:[\w.+-]+\+)?json$/i.test(type);
  return isJson && /^(?:identity)?$/i.test(encoding) ? undefined : buildRefusal('content-not-json');
}

function checkToken(token: string, expected: string | undefined): Refusal | undefined {
  if (token === '') return buildRefusal('token-missing');
  return expected === undefined || token === expected ? undefined : buildRefusal('token-wrong');
}

function checkEnvelope({ msg, typeFault }: ParsedRequest): Refusal | undefined {
  if (typeFault !== undefined) return typeFault;
  if (msg === undefined) return buildRefusal('msg-missing');
  if (msg === null) return buildRefusal('msg-not-array');
  if (msg.length === 0) return buildRefusal('msg-empty');
  const limit = facts.messagesPerRequest.value;
  return msg.length > limit ? buildRefusal('msg-too-many', { count: msg.length, limit }) : undefined;
}

function judgeMessage(message: ParsedMessage): readonly JudgedRecipient[] {
  const refusal = checkMessage(message);
  const telegram = goesToTelegram(message);
  const recipients = message.to?.length ? message.to : [{}];
  return recipients.map(({ number = '' }) => {
    const fault = refusal ?? checkRecipient(number, telegram);
    const verdict = { to: number, reference: message.reference ?? null, message };
    return fault === undefined ? verdict : { ...verdict, refusal: fault };
  });
}

function describe(message: ParsedMessage, { to, reference }: Verdict): Omit<SandboxMessage, 'id' | 'exchange' | 'receivedAt'> {
  const telegram = goesToTelegram(message);
  return {
    from: message.from ?? '',
    to,
    reference,
    allowedChannels: message.allowedChannels ?? [],
    telegram,
    shown: telegram ? buildAppearance(message) : [],
  };
}

function describeRefusal(refusal: Refusal, to: string | null, reference: string | null): SandboxRefusal {
  return { to, reference, behaviour: refusal.id, errorCode: refusal.errorCode, details: refusal.details };
}

function keepRequest(request: SandboxRequest, tokens: readonly string[]): Pick<Exchange, 'headers' | 'raw'> {
  const raw = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
  return { headers: redactHeaders(request.headers, tokens), raw: redactBody(raw, tokens) };
}

function readHeader(request: SandboxRequest, name: string): string {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

function readPath(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
