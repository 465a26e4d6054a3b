import { closeSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/*
 * A gateway on loopback that fails as told, in a process of its own. Every request is written to a log before it is
 * answered, so the log is the judge of what was taken over. Run with one argument: the options as JSON.
 */

export interface FaultGatewayOptions {
  readonly log: string;
  readonly seed: number;
  /** Share of requests that fail, 0 to 1. */
  readonly faults: number;
  /** Share of messages that are rejected. */
  readonly rejects: number;
  readonly latencyMs: number;
  /** Every request ends like this, instead of by chance. */
  readonly always?: FaultName;
}

/** One line of the log: what was taken over, before the answer. */
export interface GatewayLogLine {
  readonly fault: FaultName | 'none';
  /** What was taken over and accepted: chat and reference, with a space between them. */
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  /** How many messages the request held. */
  readonly messages: number;
}

const faultNames = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'close-after',
  '429-seconds',
  '429-date',
  '429-bare',
  '500-before',
  '500-after',
  '502-after',
  '503-before',
  '520-after',
  '524-after',
  'truncated',
  'corrupt',
  'forgetful',
] as const;

export type FaultName = (typeof faultNames)[number] | 'wrong-token' | 'low-balance' | '413';

const options = JSON.parse(process.argv[2] ?? '{}') as FaultGatewayOptions;
const random = createRandom(options.seed);
const log = openSync(options.log, 'a');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => serve(request, response, Buffer.concat(chunks).toString('utf8')));
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin.on('end', () => {
  closeSync(log);
  process.exit(0);
});
process.stdin.resume();

function serve(request: IncomingMessage, response: ServerResponse, body: string): void {
  const { messages } = JSON.parse(body) as { messages: { msg: { to: { number: string }[]; reference: string }[] } };
  const fault = options.always ?? (random() < options.faults ? pick(faultNames) : undefined);
  const taken = fault === undefined || /after|truncated|corrupt|forgetful/.test(fault);
  const verdicts = messages.msg.map(({ to, reference }) => ({
    to: to[0]?.number ?? '',
    reference,
    accepted: random() >= options.rejects,
  }));
  const logged = (wanted: boolean): string[] =>
    taken ? verdicts.flatMap(({ to, reference, accepted }) => (accepted === wanted ? [`${to} ${reference}`] : [])) : [];
  const line: GatewayLogLine = {
    fault: fault ?? 'none',
    accepted: logged(true),
    rejected: logged(false),
    messages: verdicts.length,
  };
  writeSync(log, `${JSON.stringify(line)}\n`);
  const entries = verdicts.map(({ to, reference, accepted }) => ({
    to,
    status: accepted ? 'Accepted' : 'Rejected',
    reference,
    parts: accepted ? 1 : 0,
    messageDetails: accepted ? null : 'Refused by the test',
    messageErrorCode: accepted ? 0 : 303,
  }));
  const answer = JSON.stringify({ details: 'Created', errorCode: 0, messages: entries });
  setTimeout(() => reply(fault, request, response, answer, entries), options.latencyMs);
}

function reply(
  fault: FaultName | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  answer: string,
  entries: readonly unknown[],
): void {
  const send = (status: number, text: string, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
    response.end(text);
  };
  switch (fault) {
    case undefined:
      send(200, answer);
      break;
    case 'timeout-before':
    case 'timeout-after':
      return;
    case 'reset-before':
    case 'reset-after':
      request.socket.resetAndDestroy();
      return;
    case 'close-after':
      request.socket.end();
      return;
    case '429-seconds':
      send(429, '', { 'retry-after': '1' });
      break;
    case '429-date':
      send(429, '', { 'retry-after': new Date(Date.now() + 1000).toUTCString() });
      break;
    case '429-bare':
      send(429, '');
      break;
    case 'truncated':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(answer.length + 100) });
      response.write(answer.slice(0, answer.length / 2));
      setImmediate(() => request.socket.destroy());
      return;
    case 'corrupt':
      send(200, `${answer.slice(0, answer.length / 2)}\u0000`);
      break;
    case 'forgetful':
      send(200, JSON.stringify({ details: 'Created', errorCode: 0, messages: entries.slice(1) }));
      break;
    case 'wrong-token':
      send(400, '{"details":"No account found","errorCode":101,"messages":[]}');
      break;
    case 'low-balance':
      send(400, '{"details":"Balance too low","errorCode":102,"messages":[]}');
      break;
    default:
      send(Number(fault.slice(0, 3)), '<html>error</html>', { 'content-type': 'text/html' });
  }
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
