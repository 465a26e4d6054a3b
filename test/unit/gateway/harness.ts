import type { HttpRequest, HttpResponse } from '../../../src/core/wire/http.js';
import type { PlannedMessage, SendPlan } from '../../../src/core/wire/plan.js';
import { type GatewayEvent, type SendOptions, type SendPorts, sendPlan } from '../../../src/gateway/send-plan.js';

/** Answers one request: a response, or an error that is thrown. */
export type Script = (recipients: readonly Sent[], count: number) => HttpResponse | Error | Promise<HttpResponse>;

export interface Sent {
  readonly to: string;
  readonly reference?: string;
}

/** A message as a plan holds it. */
export function message(to: string, reference = `ref-${to}`, part?: { index: number; of: number }): PlannedMessage {
  return {
    to,
    reference,
    json: JSON.stringify({ to: [{ number: to }], reference }),
    ...(part === undefined ? {} : { part }),
  };
}

/** One text in so many parts to every chat. */
export function planOf(chats: readonly string[], parts = 1): SendPlan {
  return {
    steps: Array.from({ length: parts }, (_, index) =>
      chats.map((to) => message(to, `ref-${to}-${index + 1}`, { index: index + 1, of: parts })),
    ),
  };
}

export function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, body: new TextEncoder().encode(text) };
}

/** CM's answer: everybody is accepted but `rejected`, and `missing` are not mentioned. */
export function accept(
  sent: readonly Sent[],
  { rejected = [], missing = [] }: { rejected?: readonly string[]; missing?: readonly string[] } = {},
): HttpResponse {
  const messages = sent
    .filter(({ to }) => !missing.includes(to))
    .map(({ to, reference }) => {
      const bad = rejected.includes(to);
      return { to, reference, status: bad ? 'Rejected' : 'Accepted', parts: 1, messageErrorCode: bad ? 303 : 0 };
    });
  return answer(200, { details: 'Created', errorCode: rejected.length === 0 ? 0 : 201, messages });
}

export interface Trial {
  readonly outcome: Awaited<ReturnType<typeof sendPlan>>;
  /** What every request held. */
  readonly sent: readonly (readonly Sent[])[];
  readonly requests: readonly HttpRequest[];
  readonly events: readonly GatewayEvent[];
  /** Every wait, with its reason: `1000 part-gap`. */
  readonly waits: readonly string[];
}

/** Sends a plan through a scripted network on a clock that only waiting moves. */
export async function trial(
  plan: SendPlan,
  script: Script,
  changes: Partial<SendOptions> = {},
  ports: Partial<SendPorts> = {},
): Promise<Trial> {
  const requests: HttpRequest[] = [];
  const sent: Sent[][] = [];
  const events: GatewayEvent[] = [];
  let now = 1_000_000;
  const outcome = await sendPlan(
    plan,
    {
      endpoint: 'https://gateway.test/v1.0/message',
      token: 'token',
      tokenIn: 'header',
      timeoutMs: 20_000,
      retries: 2,
      maxWaitMs: 60_000,
      onUnknown: 'skip',
      maxMessagesPerRequest: 1000,
      partGapMs: 1000,
      onEvent: (event) => events.push(event),
      ...changes,
    },
    {
      http: async (request) => {
        requests.push(request);
        const { messages } = JSON.parse(String(request.body)) as {
          messages: { msg: { to: { number: string }[]; reference?: string }[] };
        };
        const recipients = messages.msg.flatMap(({ to, reference }) =>
          to.map(({ number }) => ({ to: number, ...(reference === undefined ? {} : { reference }) })),
        );
        sent.push(recipients);
        const reply = await script(recipients, requests.length);
        if (reply instanceof Error) throw reply;
        return reply;
      },
      clock: {
        now: () => now,
        sleep: async (ms) => {
          now += ms;
        },
      },
      random: () => 1,
      ...ports,
    },
  );
  const waits = events.flatMap((event) => (event.type === 'wait' ? [`${event.ms} ${event.why}`] : []));
  return { outcome, sent, requests, events, waits };
}

/** `state/reason` of every result. */
export function states({ outcome }: Trial): string[] {
  return outcome.results.map(({ state, reason }) => (reason === undefined ? state : `${state}/${reason}`));
}
