import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

/** One request as it arrived. It is recorded before the server answers. */
export interface RecordedRequest {
  readonly raw: Buffer;
  readonly method: string;
  /** The request target as written: a path, or an absolute URL through a forwarding proxy. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** One request in the hands of a behaviour. */
export interface Exchange {
  readonly request: RecordedRequest;
  /** How many requests this server saw, this one included. */
  readonly count: number;
  readonly socket: Socket;
  /** Writes a complete response and closes the connection. */
  readonly respond: (status: number, body?: string, headers?: Readonly<Record<string, string>>) => void;
}

/** What the server does once a request has been read to its last byte. */
export type Behaviour = (exchange: Exchange) => void;

export interface FaultServer {
  /** Origin and CM's path. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  /** Connections that were opened, whether or not a request came over them. */
  readonly connections: number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A gateway on loopback that misbehaves as told. With `tls` it speaks https. */
export async function startFaultServer(
  behaviour: Behaviour,
  options: { readonly tls?: { readonly key: string; readonly cert: string }; readonly host?: string } = {},
): Promise<FaultServer> {
  const { tls, host = '127.0.0.1' } = options;
  let current = behaviour;
  let connections = 0;
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();

  const serve = (socket: Socket): void => {
    connections += 1;
    socket.on('error', () => {});
    let received = Buffer.alloc(0);
    let invited = false;
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (!invited && /\r\nexpect: 100-continue\r\n/i.test(received.toString('latin1'))) {
        invited = true;
        socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      }
      const request = readRequest(received);
      if (request === undefined) return;
      received = Buffer.alloc(0);
      requests.push(request);
      current({ request, count: requests.length, socket, respond: (...args) => respond(socket, ...args) });
    });
  };
  const server: Server = tls === undefined ? createServer(serve) : createSecureServer(tls, serve);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}/v1.0/message`,
    port,
    requests,
    get connections() {
      return connections;
    },
    behave(next) {
      current = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The request in `bytes`, or undefined while it is not complete. */
function readRequest(bytes: Buffer): RecordedRequest | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [start = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = Number(headers['content-length'] ?? 0);
  const body = bytes.subarray(end + 4);
  if (body.byteLength < length) return undefined;
  const [method = '', path = ''] = start.split(' ');
  return { raw: Buffer.from(bytes), method, path, headers, body: body.toString('utf8'), at: Date.now() };
}

function respond(socket: Socket, status: number, body = '', headers: Readonly<Record<string, string>> = {}): void {
  const all = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} Status\r\n${head.join('')}\r\n${body}`);
}

/** The messages of a request as far as an answer needs them: one entry a recipient. */
export function readRecipients(request: RecordedRequest): { to: string; reference: string | null }[] {
  const payload = JSON.parse(request.body) as {
    messages: { msg: { to: { number: string }[]; reference?: string }[] };
  };
  return payload.messages.msg.flatMap((message) =>
    message.to.map(({ number }) => ({ to: number, reference: message.reference ?? null })),
  );
}

/** CM's answer: recipients for whom `refused` returns a code are rejected. */
export function answerLikeCm(
  exchange: Exchange,
  refused: (to: string, index: number) => number | undefined = () => undefined,
): void {
  const messages = readRecipients(exchange.request).map(({ to, reference }, index) => {
    const code = refused(to, index);
    return {
      to,
      status: code === undefined ? 'Accepted' : 'Rejected',
      reference,
      parts: code === undefined ? 1 : 0,
      messageDetails: code === undefined ? null : 'Refused by the test',
      messageErrorCode: code ?? 0,
    };
  });
  const accepted = messages.filter((message) => message.status === 'Accepted').length;
  exchange.respond(
    accepted === 0 ? 400 : 200,
    JSON.stringify({
      details: `Created ${accepted} message(s)`,
      errorCode: accepted === messages.length ? 0 : 201,
      messages,
    }),
  );
}

/** Ready-made behaviours. */
export const faults = {
  acceptAll: (): Behaviour => (exchange) => answerLikeCm(exchange),
  /** Every second recipient, or those named, is rejected with 303. */
  mixed:
    (rejected?: readonly string[]): Behaviour =>
    (exchange) =>
      answerLikeCm(exchange, (to, index) =>
        (rejected === undefined ? index % 2 === 1 : rejected.includes(to)) ? 303 : undefined,
      ),
  /** Only the first recipient appears in the answer. */
  forgetful: (): Behaviour => (exchange) => {
    const [first] = readRecipients(exchange.request);
    exchange.respond(
      200,
      JSON.stringify({
        details: 'Created 1 message(s)',
        errorCode: 0,
        messages: [{ ...first, status: 'Accepted', parts: 1, messageDetails: null, messageErrorCode: 0 }],
      }),
    );
  },
  resetAfterBody: (): Behaviour => (exchange) => {
    exchange.socket.resetAndDestroy();
  },
  closeAfterBody: (): Behaviour => (exchange) => {
    exchange.socket.end();
  },
  neverAnswer: (): Behaviour => () => {},
  /** A 200 whose body stops before its `content-length`. */
  half200: (): Behaviour => (exchange) => {
    exchange.socket.end(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"details":"Created 1 mess',
    );
  },
  /** A complete 200 that holds half a JSON document. */
  halfJson: (): Behaviour => (exchange) =>
    exchange.respond(200, '{"details":"Created 1 message(s)","errorCode":0,"mes'),
  garbage: (): Behaviour => (exchange) => exchange.respond(200, '\u0000\u0001 not json at all \u001b[31m'),
  notHttp: (): Behaviour => (exchange) => {
    exchange.socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n');
  },
  status:
    (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Behaviour =>
    (exchange) =>
      exchange.respond(status, body, headers),
  redirect:
    (location: string): Behaviour =>
    (exchange) =>
      exchange.respond(302, '', { location }),
  /** CM's own way of refusing a token: HTTP 400 and error code 101. */
  wrongToken: (): Behaviour => (exchange) =>
    exchange.respond(400, '{"details":"No account found for the given authentication","errorCode":101,"messages":[]}'),
  /** 429 for the first `times` requests, then everything is accepted. */
  rateLimited:
    (times: number, retryAfter?: string): Behaviour =>
    (exchange) => {
      if (exchange.count > times) answerLikeCm(exchange);
      else exchange.respond(429, '', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    },
  /** 413 for a request with more than `most` recipients. */
  tooLargeAbove:
    (most: number): Behaviour =>
    (exchange) => {
      if (readRecipients(exchange.request).length > most) exchange.respond(413);
      else answerLikeCm(exchange);
    },
  cloudflare:
    (status: number): Behaviour =>
    (exchange) =>
      exchange.respond(status, '<!DOCTYPE html><html><head><title>gateway | Error</title></head></html>', {
        'content-type': 'text/html; charset=UTF-8',
        server: 'cloudflare',
        'cf-ray': '0123456789abcdef-AMS',
      }),
  /** A 200 that never ends. */
  endless: (): Behaviour => (exchange) => {
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    exchange.socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    const more = (): void => {
      while (!exchange.socket.destroyed && exchange.socket.write(chunk));
    };
    exchange.socket.on('drain', more);
    more();
  },
  /** Everything is accepted, `ms` later. */
  slow:
    (ms: number): Behaviour =>
    (exchange) => {
      setTimeout(() => answerLikeCm(exchange), ms);
    },
  /** One behaviour a request; the last one stays. */
  inTurn:
    (...behaviours: readonly Behaviour[]): Behaviour =>
    (exchange) =>
      behaviours[Math.min(exchange.count, behaviours.length) - 1]?.(exchange),
} as const;
