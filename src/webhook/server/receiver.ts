import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AcceptWebhook } from './accept-webhook.js';
import type { PathGuard } from './guard-path.js';
import { isWellFramed, type Refusal, refusals } from './judge-request.js';
import { type BodyBudget, readBody } from './read-body.js';
import { refuse } from './refuse.js';

export interface ReceiverPorts {
  readonly accept: AcceptWebhook;
  readonly guard: PathGuard;
  readonly maxBody: number;
  readonly isStopping: () => boolean;
  /** Called with the status of every answer to a POST, and of every refusal. */
  readonly onAnswer: (status: number) => void;
}

/** Handles requests: `receive` the ordinary ones, `receiveExpecting` those that wait for `100 Continue`. */
export interface Receiver {
  readonly receive: RequestListener;
  readonly receiveExpecting: RequestListener;
  /** A request on this connection was refused: nothing more is said on it. */
  readonly isRefused: (socket: object) => boolean;
}

/** What somebody sees who opens the address in a browser, or a tunnel that looks whether anybody is there. */
const greeting = 'cmtg listen is here and takes webhooks by POST.\n';

/** The way of a request: judged by its head, read, stored, answered. */
export function createReceiver(ports: ReceiverPorts): Receiver {
  const { accept, guard, maxBody, onAnswer } = ports;
  const budget: BodyBudget = { bytes: 0 };
  /** Connections of refused requests, and of greeted ones: what follows on them is not looked at. */
  const refused = new WeakSet<object>();

  const turnAway = (request: IncomingMessage, response: ServerResponse, refusal: Refusal) => {
    refused.add(request.socket);
    onAnswer(refusal.status);
    refuse(request, response, refusal);
  };

  const answer = (response: ServerResponse, status: number) => {
    response.statusCode = status;
    if (ports.isStopping()) response.setHeader('connection', 'close');
    response.end();
    onAnswer(status);
  };

  /** True when the body should be read. */
  const judge = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (refused.has(request.socket)) return false;
    const refusal = findRefusal(request);
    if (refusal !== undefined) turnAway(request, response, refusal);
    else if (request.method === 'POST') return true;
    else {
      // Its connection is closed, so that nobody fills the memory by asking hundreds of times without reading.
      refused.add(request.socket);
      greet(request, response);
    }
    return false;
  };

  const findRefusal = (request: IncomingMessage): Refusal | undefined => {
    if (!isWellFramed(request)) return refusals.framing;
    if (!guard(request.url ?? '')) return refusals.notFound;
    const { method } = request;
    if (method !== 'POST') return method === 'GET' || method === 'HEAD' ? undefined : refusals.method;
    return Number(request.headers['content-length'] ?? 0) > maxBody ? refusals.tooLarge : undefined;
  };

  const read = (request: IncomingMessage, response: ServerResponse) =>
    readBody(request, maxBody, budget, (body) => {
      if (body === 'too-large') turnAway(request, response, refusals.tooLarge);
      else if (body === 'no-room') turnAway(request, response, refusals.notStored);
      else {
        accept({ path: request.url ?? '/', rawHeaders: request.rawHeaders, body }, (status) => {
          if (status === 'not-stored') turnAway(request, response, refusals.notStored);
          else answer(response, status);
        });
      }
    });

  return {
    isRefused: (socket) => refused.has(socket),
    receive: (request, response) => {
      if (judge(request, response)) read(request, response);
    },
    receiveExpecting: (request, response) => {
      if (!judge(request, response)) return;
      response.writeContinue();
      read(request, response);
    },
  };
}

function greet(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': greeting.length,
    connection: 'close',
  });
  response.end(request.method === 'HEAD' ? undefined : greeting);
}
