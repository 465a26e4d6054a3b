import { z } from 'zod';
import { parseDuration } from '../../core/duration.js';
import type { ActContext, ConversationSandbox, UserAction } from '../conversation.js';
import { parseFaults } from '../parse-fault.js';
import { ControlError } from './control-error.js';
import {
  advanceSchema,
  chatSchema,
  deliverySchema,
  emptySchema,
  exchangeSchema,
  faultsSchema,
  messageSchema,
  redeliverSchema,
  saySchema,
  setFaultsSchema,
  setWebhookSchema,
  statusSchema,
} from './schemas.js';
import { waitForMessages } from './wait-for-messages.js';

/** What a route gets: the checked body, the query, and whether the caller is still there. */
interface RouteInput<Body> {
  readonly body: Body;
  readonly query: URLSearchParams;
  readonly signal: AbortSignal | undefined;
}

/** One route of the control API as data; the handler and the OpenAPI document are made from it. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST';
  /** Below the prefix. */
  readonly path: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, { readonly description: string; readonly integer: boolean }>>;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly run: (sandbox: ConversationSandbox, input: RouteInput<unknown>) => unknown;
}

const YEAR_MS = 366 * 86_400_000;
const LONGEST_WAIT_MS = 60_000;

const integer = (description: string) => ({ description, integer: true });
const words = (description: string) => ({ description, integer: false });

/** Keeps the type of the body between its schema and the function that gets it. */
function route<Body extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  summary: string,
  given: {
    readonly query?: ControlRoute['query'];
    readonly body?: Body;
    readonly answer: z.ZodType;
    readonly run: (sandbox: ConversationSandbox, input: RouteInput<z.output<Body>>) => unknown;
  },
): ControlRoute {
  return { method, path, summary, ...given, run: given.run as ControlRoute['run'] } as ControlRoute;
}

export const controlRoutes: readonly ControlRoute[] = [
  route('GET', '/status', 'Clock, webhook address, faults, and how much there is.', {
    answer: statusSchema,
    run: (sandbox) => ({
      now: sandbox.now(),
      webhook: sandbox.webhook,
      faults: sandbox.faults,
      chats: sandbox.chats().length,
      lastMessage: sandbox.messages().at(-1)?.id ?? 0,
    }),
  }),
  route('GET', '/chats', 'All chats, the latest first.', {
    answer: z.strictObject({ chats: z.array(chatSchema) }),
    run: (sandbox) => ({ chats: sandbox.chats() }),
  }),
  route('GET', '/messages', 'Messages of both sides, oldest first.', {
    query: {
      chat: words('Only of this chat ID.'),
      bot: words('Only of this bot ID.'),
      after: integer('Only messages with a higher id.'),
      waitMs: integer('When there is none yet, wait so many milliseconds for one; at most 60000.'),
    },
    answer: z.strictObject({ messages: z.array(messageSchema) }),
    async run(sandbox, { query, signal }) {
      const [bot, chat] = [query.get('bot'), query.get('chat')];
      const filter = {
        ...(bot === null ? {} : { bot }),
        ...(chat === null ? {} : { chat }),
        after: readInteger(query, 'after'),
      };
      const waitMs = Math.min(readInteger(query, 'waitMs'), LONGEST_WAIT_MS);
      return { messages: await waitForMessages(sandbox, filter, waitMs, signal) };
    },
  }),
  route('GET', '/webhooks', 'Webhooks with their tries, oldest first.', {
    query: { after: integer('Only webhooks with a higher id.') },
    answer: z.strictObject({ webhooks: z.array(deliverySchema) }),
    run: (sandbox, { query }) => {
      const after = readInteger(query, 'after');
      return { webhooks: sandbox.deliveries().filter(({ id }) => id > after) };
    },
  }),
  route('GET', '/requests', 'Requests to the gateway with their outcome, oldest first. Product tokens are taken out.', {
    query: { after: integer('Only requests with a higher id.') },
    answer: z.strictObject({ requests: z.array(exchangeSchema) }),
    run: (sandbox, { query }) => {
      const after = readInteger(query, 'after');
      return { requests: sandbox.exchanges().filter(({ id }) => id > after) };
    },
  }),
  route('POST', '/say', 'The person writes, or sends something else.', {
    body: saySchema,
    answer: z.strictObject({ message: messageSchema, webhook: deliverySchema }),
    async run(sandbox, { body: { action, wait, ...context } }) {
      const { message, first } = sandbox.act(dropUndefined<UserAction>(action), dropUndefined<ActContext>(context));
      const webhook = wait === true ? await first : sandbox.deliveries().find(({ id }) => id === message.delivery);
      return { message, webhook };
    },
  }),
  route('POST', '/redeliver', 'Sends a webhook once more.', {
    body: redeliverSchema,
    answer: z.strictObject({ webhook: deliverySchema }),
    run(sandbox, { body }) {
      const webhook = sandbox.redeliver(body.webhook);
      if (webhook === undefined) throw new ControlError(404, 'not-found', `There is no webhook ${body.webhook}.`);
      return { webhook };
    },
  }),
  route('POST', '/clock', 'Puts the clock forward; answers when every webhook due by then has been tried.', {
    body: advanceSchema,
    answer: z.strictObject({ now: z.number() }),
    async run(sandbox, { body }) {
      const ms = typeof body.advance === 'number' ? body.advance : parseDuration(body.advance);
      if (ms === undefined || ms > YEAR_MS) {
        throw new ControlError(400, 'body-invalid', 'advance takes a duration such as 5m or 30d, at most 366 days.');
      }
      await sandbox.advance(ms);
      return { now: sandbox.now() };
    },
  }),
  route('POST', '/webhook', 'Sets where webhooks go; null for nowhere.', {
    body: setWebhookSchema,
    answer: z.strictObject({ webhook: z.string().nullable() }),
    run(sandbox, { body }) {
      sandbox.setWebhook(body.url);
      return { webhook: sandbox.webhook };
    },
  }),
  route('POST', '/faults', 'Replaces all faults; an empty list turns them off.', {
    body: setFaultsSchema,
    answer: faultsSchema,
    run(sandbox, { body }) {
      sandbox.setFaults(parseFaults(body.faults, body.seed));
      return sandbox.faults;
    },
  }),
  route('POST', '/reset', 'Forgets chats, messages, webhooks and requests; the faults start from their seed again.', {
    body: emptySchema,
    answer: emptySchema,
    run(sandbox) {
      sandbox.reset();
      return {};
    },
  }),
];

function readInteger(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? '0';
  if (!/^\d{1,15}$/.test(text)) throw new ControlError(400, 'query-invalid', `${name} takes a whole number.`);
  return Number(text);
}

/** The schema gives absent members as undefined, which the sandbox's types do not have. */
function dropUndefined<Wanted>(value: object): Wanted {
  return JSON.parse(JSON.stringify(value)) as Wanted;
}
