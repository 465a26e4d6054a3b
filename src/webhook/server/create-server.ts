import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createRecentBodies } from '../recent-bodies.js';
import type { Store } from '../store.js';
import { createAcceptor } from './accept-webhook.js';
import { type AnswerControl, createStatusPicker } from './answer-control.js';
import { createPathGuard, joinPath, type PathOptions } from './guard-path.js';
import { createIdSource, createTimestamps } from './identify.js';
import { limits } from './limits.js';
import { listen } from './listen.js';
import { createPlainConnections, type PlainConnections } from './plain-connections.js';
import { createPlainReader } from './read-plain-request.js';
import { createReceiver, type Receiver, type ReceiverPorts } from './receiver.js';
import { refuseBytes } from './refuse-bytes.js';
import { stopServer } from './stop-server.js';
import { createAnswerWriter } from './write-answer.js';

export interface WebhookServerOptions extends PathOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** PEM texts; with them the listener speaks HTTPS. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Longest body in bytes. */
  readonly maxBody?: number | undefined;
  readonly answer?: AnswerControl;
}

export interface WebhookServerPorts {
  /** Called once the port is bound and before anything is accepted: the store may be named after the port. Must not wait. */
  readonly openStore: (port: number) => Store;
  readonly now: () => number;
  /** Rejects when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Called with the status of every answer, refusals included. */
  readonly onAnswer?: (status: number) => void;
}

export interface WebhookServer {
  /** The address to post to, with the real port, the path and its secret part. */
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  /** Takes no new connections, lets running requests end, and closes the rest within a second. */
  stop(): Promise<void>;
}

/**
 * Listens for webhooks. Every POST to the right path is stored as it came, then answered with exactly 200 and no body,
 * because CM counts anything else as not received and repeats it for a month.
 *
 * Throws `port-in-use`, `port-not-allowed` or `cannot-listen`, and whatever `openStore` throws.
 */
export async function createWebhookServer(
  options: WebhookServerOptions,
  ports: WebhookServerPorts,
): Promise<WebhookServer> {
  const stopping = new AbortController();
  const { now, onAnswer = () => {} } = ports;
  const { answer = {}, maxBody = limits.maxBody } = options;
  const { delay } = answer;
  let plain: PlainConnections | undefined;
  const server = createServer(options.tls);
  // The listeners are attached when the store is open, in the turn in which the port is bound.
  const store = await listen(server, options, (port) => {
    const opened = ports.openStore(port);
    const accept = createAcceptor({
      store: opened,
      recent: createRecentBodies(),
      createId: createIdSource(ports.randomBytes),
      timestamp: createTimestamps(now),
      nextStatus: createStatusPicker(answer),
      // Whoever waits for an answer when the listener stops gets it at once.
      delay: delay === undefined ? undefined : () => ports.sleep(delay, stopping.signal).catch(() => {}),
    });
    const shared = { accept, guard: createPathGuard(options), isStopping: () => stopping.signal.aborted, onAnswer };
    const receiver = createReceiver({ ...shared, maxBody });
    attach(server, receiver, onAnswer);
    // Answers that are made up for a trial go the long way.
    if (Object.values(answer).some((value) => value !== undefined)) return opened;
    plain = createPlainConnections({
      ...shared,
      read: createPlainReader(maxBody),
      answers: createAnswerWriter(now),
      handOver: intercept(server, (socket) => plain?.take(socket)),
    });
    return opened;
  });
  const { port } = server.address() as AddressInfo;
  const path = joinPath(options.path, options.secret);
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${host}:${port}${path === '/' ? '' : path}`,
    port,
    store,
    stop: () => {
      stopping.abort();
      return stopServer(server, plain);
    },
  };
}

function createServer(tls: WebhookServerOptions['tls']): Server {
  const common = {
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    connectionsCheckingInterval: limits.checkingInterval,
    keepAliveTimeout: limits.keepAliveTimeout,
    maxHeaderSize: limits.maxHeaderSize,
    insecureHTTPParser: false,
    // Judged by us, so that every refusal is counted.
    requireHostHeader: false,
  };
  const server = tls === undefined ? createHttpServer(common) : createHttpsServer({ ...common, ...tls });
  server.maxConnections = limits.maxConnections;
  // Node would drop further headers in silence; the size of all of them is limited anyway.
  server.maxHeadersCount = 0;
  return server;
}

/** Every new connection goes to `take`. Returns the way to what got them before: `node:http` itself. */
function intercept(server: Server, take: (socket: Socket) => void): (socket: Socket) => void {
  const event = server instanceof HttpsServer ? 'secureConnection' : 'connection';
  const [serve] = server.listeners(event);
  server.removeAllListeners(event).on(event, take);
  return (socket) => serve?.call(server, socket);
}

function attach(server: Server, receiver: Receiver, onAnswer: ReceiverPorts['onAnswer']): void {
  server.on('request', receiver.receive);
  server.on('checkContinue', receiver.receiveExpecting);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = refuseBytes(error, socket as Socket, receiver.isRefused(socket));
    if (status !== undefined) onAnswer(status);
  });
}
