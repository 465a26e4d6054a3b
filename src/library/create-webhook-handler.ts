import { parseWebhook } from '../core/inbound/parse-webhook.js';
import type { ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import { joinBytes } from '../core/join-bytes.js';
import { complain, nameKind } from './complain.js';

/** What to do with webhooks. The handlers may be asynchronous; CM gets its 200 once they are done. */
export interface WebhookHandlerOptions {
  /** Gets every webhook, whatever its kind. A rejection answers 503, and CM sends the webhook again. */
  readonly onWebhook: (webhook: ParsedWebhook) => unknown;
  /** Longest body in bytes; a longer one answers 413. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Told about failures that were answered with 503. */
  readonly onError?: (error: unknown) => void;
}

/** A body that a framework has read before cmtg saw the request. */
interface ReadAlready {
  readonly body?: unknown;
}

/**
 * What is used of a request and a response of node:http; those of Express and Connect have it, too. Spelt out, because
 * a program that uses the library need not have Node's own types.
 */
interface NodeRequestLike extends ReadAlready, AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
}
interface NodeResponseLike {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(): unknown;
}

/** The parts of a Fastify request and reply that are used. */
interface FastifyRequestLike extends ReadAlready {
  readonly raw: NodeRequestLike;
}
interface FastifyReplyLike {
  code(status: number): { send(payload?: string): unknown };
}

/** A handler for CM's webhooks in the shapes that servers want. */
export interface WebhookHandler {
  /** node:http, Express, Connect: `createServer(handler)`, `app.post('/hook', handler)`. */
  (request: NodeRequestLike, response: NodeResponseLike): Promise<void>;
  /** Fetch-style servers: `export default { fetch: handler.fetch }`. */
  fetch(request: Request): Promise<Response>;
  /** Fastify: `fastify.post('/hook', handler.fastify)`. */
  fastify(request: FastifyRequestLike, reply: FastifyReplyLike): Promise<unknown>;
}

/**
 * Creates a handler that answers CM as it wants to be answered: exactly 200 with an empty body, because anything else
 * comes back every five minutes for a month (developers.cm.com, incoming messages). CM signs nothing: serve it under an
 * address that nobody can guess. Middleware that parses JSON first is fine, but loses how the body was written.
 * Throws a `CmtgError` when `onWebhook` is no function.
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  checkHandlerOptions(options);
  const handle = async (request: NodeRequestLike, response: NodeResponseLike): Promise<void> => {
    const answer = await decide(request.method ?? '', () => readBody(request, options), options);
    response.statusCode = answer;
    if (answer === 405) response.setHeader('allow', 'POST');
    if (answer === 413) response.setHeader('connection', 'close');
    response.end();
  };
  return Object.assign(handle, {
    async fetch(request: Request): Promise<Response> {
      const status = await decide(request.method, () => readStream(request.body ?? [], options), options);
      return new Response(null, { status, headers: status === 405 ? { allow: 'POST' } : {} });
    },
    async fastify(request: FastifyRequestLike, reply: FastifyReplyLike): Promise<unknown> {
      const body = request.body === undefined ? () => readBody(request.raw, options) : async () => toBody(request.body);
      return reply.code(await decide(request.raw.method ?? '', body, options)).send('');
    },
  });
}

/** Without its function every webhook would be answered 503, for a month. */
function checkHandlerOptions(options: WebhookHandlerOptions): void {
  const { onWebhook, maxBytes, onError }: { readonly [Name in keyof WebhookHandlerOptions]?: unknown } = options ?? {};
  const code = 'handler-options';
  if (typeof onWebhook !== 'function') {
    complain(code, `A webhook handler needs a function in \`onWebhook\`; it is ${nameKind(onWebhook)}.`);
  }
  if (maxBytes !== undefined && !(typeof maxBytes === 'number' && maxBytes >= 1)) {
    complain(code, '`maxBytes` takes a number of at least 1.');
  }
  if (onError !== undefined && typeof onError !== 'function') {
    complain(code, `\`onError\` takes a function; it is ${nameKind(onError)}.`);
  }
}

type Body = string | Uint8Array | undefined;

/** The status to answer with; 413 when the body is undefined, because it was too long. */
async function decide(method: string, read: () => Promise<Body>, options: WebhookHandlerOptions): Promise<number> {
  if (method !== 'POST') return 405;
  try {
    const body = await read();
    if (body === undefined) return 413;
    await options.onWebhook(parseWebhook(body));
    return 200;
  } catch (error) {
    options.onError?.(error);
    return 503;
  }
}

function readBody(request: NodeRequestLike, options: WebhookHandlerOptions): Promise<Body> {
  return request.body === undefined ? readStream(request, options) : Promise.resolve(toBody(request.body));
}

async function readStream(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: WebhookHandlerOptions,
): Promise<Body> {
  const { maxBytes = 1024 * 1024 } = options;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return joinBytes(chunks, size);
}

/** What a body parser left: bytes, text, or the parsed document. */
function toBody(body: unknown): Body {
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}
