import { parseDuration } from '../core/duration.js';
import { CmtgError } from '../core/errors.js';
import { waitForMessages } from '../sandbox/control/wait-for-messages.js';
import type {
  ActContext,
  BotMessage,
  Chat,
  ConversationMessage,
  MessageFilter,
  UserAction,
  UserMessage,
  WebhookDelivery,
} from '../sandbox/conversation.js';
import { createConversationSandbox } from '../sandbox/create-sandbox.js';
import { MESSAGE_PATH } from '../sandbox/judge-request.js';
import { parseFaults } from '../sandbox/parse-fault.js';
import type { Exchange } from '../sandbox/state.js';
import { createClock } from './clock.js';
import { createFetch } from './create-fetch.js';
import { createPost, type WebhookFunction } from './create-post.js';

export interface SandboxOptions {
  /**
   * Where webhooks go: the address of a server, or a function in this process, such as `createWebhookHandler(…).fetch`.
   * Without it the person can write, and nobody is told.
   */
  readonly webhook?: string | WebhookFunction;
  /** Listens on the loopback address: `true` takes any free port. Default: no socket, requests go through `fetch`. */
  readonly listen?: boolean | { readonly port: number };
  /** The only product token that is accepted; without it every one that is not empty is. */
  readonly token?: string;
  /** Who talks where when an action does not say: bot 1234567890, chat 987654321, Sam Sandbox. */
  readonly bot?: string;
  readonly chat?: string;
  readonly name?: string;
  /** What goes wrong, as `cmtg sandbox --fault` takes it: `['429=1x:30s', 'duplicate-webhook']`. */
  readonly faults?: readonly string[];
  /** Decides when faults happen. Default 1. */
  readonly seed?: number;
  /** Sends status reports, too. Assumed: CM documents none for Telegram. */
  readonly statusReports?: boolean;
  /** Milliseconds since 1970 at which the clock stands still until `advance`. Default: real time. */
  readonly startAt?: number;
}

/** What the person did, and how the webhook about it fared at its first try. */
export interface Said {
  readonly message: UserMessage;
  readonly webhook: WebhookDelivery;
}

/** CM's gateway and the Telegram user in a test. */
export interface Sandbox {
  /** Where the gateway is, without a path. Without a socket it means something to `fetch` alone. */
  readonly url: string;
  /** `url` with the path that messages are posted to. */
  readonly endpoint: string;
  /** Like the global `fetch`, but every request goes to the sandbox, whatever its host: nothing leaves the process. */
  readonly fetch: typeof globalThis.fetch;
  /** Both sides of the conversation, oldest first. */
  messages(filter?: MessageFilter): readonly ConversationMessage[];
  chats(): readonly Chat[];
  /** Webhooks with their tries, oldest first. */
  webhooks(): readonly WebhookDelivery[];
  /** Requests to the gateway with their outcome, oldest first. Product tokens are taken out. */
  requests(): readonly Exchange[];
  /**
   * The person writes a text or does something else; resolves after the first try of the webhook. The first message
   * opens the chat: before it nothing that the bot sends arrives.
   */
  say(what: string | UserAction, context?: ActContext): Promise<Said>;
  /**
   * The first message of the bot with an id above `after` that arrived, at once or as soon as it comes. Rejects with
   * `no-message` after `timeoutMs` (default 5000).
   */
  waitForMessage(options?: { readonly after?: number; readonly timeoutMs?: number }): Promise<BotMessage>;
  /** Puts the clock forward by `'5m'` or milliseconds; resolves when every webhook due by then has been tried. */
  advance(by: string | number): Promise<void>;
  /** Milliseconds since 1970 by the sandbox's clock. */
  now(): number;
  /** Replaces all faults; none given turns them off. */
  setFaults(faults?: readonly string[], seed?: number): void;
  /** Waits for webhooks under way, then forgets everything that was said; the faults start from their seed again. */
  reset(): Promise<void>;
  /** Stops trying webhooks and listening. */
  close(): Promise<void>;
}

/** Creates a sandbox for a test suite: offline, and the same every time. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { webhook, listen = false, bot, chat, name, token } = options;
  const sandbox = createConversationSandbox({
    clock: createClock(options.startAt),
    post: await createPost(webhook),
    webhook: typeof webhook === 'function' ? 'http://webhook.localhost/' : (webhook ?? null),
    faults: parseFaults(options.faults ?? [], options.seed),
    statusReports: options.statusReports === true,
    defaults: { ...(bot && { bot }), ...(chat && { chat }), ...(name && { name }) },
    ...(token === undefined ? {} : { token }),
  });
  const served = listen === false ? undefined : await serve(listen === true ? 0 : listen.port);
  const url = served?.url ?? 'http://sandbox.localhost';

  async function serve(port: number) {
    // A test without a socket needs no server, and no control API.
    const [{ serveSandbox }, { createService }] = await Promise.all([
      import('../sandbox/serve.js'),
      import('../sandbox/service.js'),
    ]);
    return serveSandbox(createService(sandbox), { port });
  }

  async function waitForMessage({ after = 0, timeoutMs = 5000 } = {}): Promise<BotMessage> {
    const deadline = Date.now() + timeoutMs;
    for (let seen = after; ; ) {
      const messages = await waitForMessages(sandbox, { after: seen }, Math.max(0, deadline - Date.now()));
      const arrived = messages.find(
        (message): message is BotMessage => message.by === 'bot' && message.undelivered === undefined,
      );
      if (arrived !== undefined) return arrived;
      const last = messages.at(-1);
      if (last === undefined) {
        throw new CmtgError(`No message of the bot arrived within ${timeoutMs} ms.`, {
          code: 'no-message',
          category: 'findings',
        });
      }
      seen = last.id;
    }
  }

  return {
    url,
    endpoint: `${url}${MESSAGE_PATH}`,
    fetch: createFetch(sandbox),
    messages: (filter) => sandbox.messages(filter),
    chats: () => sandbox.chats(),
    webhooks: () => sandbox.deliveries(),
    requests: () => sandbox.exchanges(),
    async say(what, context) {
      const { message, first } = sandbox.act(typeof what === 'string' ? { kind: 'text', text: what } : what, context);
      return { message, webhook: await first };
    },
    waitForMessage,
    async advance(by) {
      const ms = typeof by === 'number' ? by : parseDuration(by);
      if (ms === undefined || !(ms >= 0)) {
        throw new CmtgError('advance takes milliseconds or a duration such as 5m.', {
          code: 'duration-invalid',
          category: 'usage',
        });
      }
      await sandbox.advance(ms);
    },
    now: () => sandbox.now(),
    setFaults: (faults = [], seed) => sandbox.setFaults(parseFaults(faults, seed)),
    async reset() {
      await sandbox.settled();
      sandbox.reset();
    },
    async close() {
      await sandbox.close();
      await served?.close();
    },
  };
}
