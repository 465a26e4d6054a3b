import { buildAppearance } from '../core/channel/appearance.js';
import { TransportError } from '../core/wire/http.js';
import type { Verdict } from './answer.js';
import { goesToTelegram } from './check-message.js';
import type { SandboxAnswer } from './conversation.js';
import type { GatewayFault } from './gateway-fault.js';
import { type Judged, judgeRequest, readPath, type SandboxRequest } from './judge-request.js';
import type { ParsedMessage } from './parse-request.js';
import { redactBody, redactData, redactHeaders } from './redact.js';
import type { Refusal } from './refusal.js';
import { createState, type Exchange, type SandboxMessage, type SandboxRefusal } from './state.js';

export interface SandboxOptions {
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
  /** The only product token that is accepted; without it every one that is not empty is. */
  readonly token?: string;
  /** How many requests and how many messages are remembered; the oldest give way. Default 10 000. */
  readonly keep?: number;
  /** Called after every request, before its answer is given back: what to print. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Draws what goes wrong with the next request; without it everything goes right. */
  readonly drawFault?: () => GatewayFault;
  /** Requests of an earlier run, oldest first. */
  readonly restored?: readonly Exchange[];
}

/** A local stand-in for CM's gateway. It holds its state in memory, and nothing leaves the machine. */
export interface Sandbox {
  /** Answers as CM's gateway does. Fits the client's `HttpFunction`. Rejects only when `signal` is aborted. */
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
  /** The accepted messages, oldest first. */
  messages(): readonly SandboxMessage[];
  /** Every request with its outcome, oldest first. */
  exchanges(): readonly Exchange[];
  /** Forgets everything; counting starts at 1 again. */
  reset(): void;
}

/** Creates a sandbox gateway. `behaviour.ts` says of everything it does whether CM documents it. */
export function createSandboxGateway(options: SandboxOptions): Sandbox {
  const state = createState(options.keep ?? 10_000, options.restored);

  async function handle(request: SandboxRequest): Promise<SandboxAnswer> {
    if (request.signal?.aborted) {
      throw new TransportError('The call was stopped before it began', { failure: 'aborted', written: false });
    }
    const fault = options.drawFault?.() ?? { delayMs: 0 };
    const judged = judgeRequest(request, options.token);
    // A fault that answers instead of the gateway took nothing.
    const { instead } = fault;
    const outcome = instead === undefined ? judged : { ...judged, refusal: undefined, verdicts: [], response: instead };
    const exchange = { ...record(request, outcome), ...(fault.name === undefined ? {} : { fault: fault.name }) };
    state.add(exchange);
    options.onExchange?.(exchange);
    const { cut, delayMs } = fault;
    return {
      ...outcome.response,
      ...(cut === undefined ? {} : { cut }),
      ...(delayMs === 0 ? {} : { delayMs }),
    };
  }

  function record(request: SandboxRequest, judged: Outcome): Exchange {
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
      answer: redactBody(new TextDecoder().decode(judged.response.body), judged.tokens),
      accepted: redactData(accepted, judged.tokens),
      refused: redactData(refused, judged.tokens),
    };
  }

  return {
    handle,
    messages: () => state.messages,
    exchanges: () => state.exchanges,
    reset: () => state.reset(),
  };
}

/** What was judged, or what a fault made of it. */
type Outcome = Pick<Judged, 'response' | 'verdicts' | 'tokens'> & { readonly refusal?: Refusal | undefined };

function describe(
  message: ParsedMessage,
  { to, reference }: Verdict,
): Omit<SandboxMessage, 'id' | 'exchange' | 'receivedAt'> {
  const telegram = goesToTelegram(message);
  return {
    from: message.from ?? '',
    to,
    reference,
    allowedChannels: message.allowedChannels ?? [],
    groupings: [message.customGrouping ?? '', message.customGrouping2 ?? '', message.customGrouping3 ?? ''],
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
