import type { IncomingMessage } from 'node:http';
import { limits } from './limits.js';

/** Bytes of bodies that are on their way in, all connections together. */
export interface BodyBudget {
  bytes: number;
}

const empty = new Uint8Array(0);

/**
 * Hands a body over as it came, never decompressed. Bytes are counted as they arrive, whatever Content-Length says.
 * `done` is called once, or never when the client goes away.
 */
export function readBody(
  request: IncomingMessage,
  maxBody: number,
  budget: BodyBudget,
  done: (body: Uint8Array | 'too-large' | 'no-room') => void,
): void {
  const announced = Number(request.headers['content-length'] ?? 0);
  // Most webhooks come in one packet, so that all of the body is there when the parser has seen it: no events are needed.
  queueMicrotask(() => {
    const isWhole = announced > 0 && request.readableLength === announced;
    const body: Uint8Array | null = isWhole ? request.read() : null;
    if (body === null) collectBody(request, maxBody, budget, done);
    else done(body);
  });
}

function collectBody(
  request: IncomingMessage,
  maxBody: number,
  budget: BodyBudget,
  done: (body: Uint8Array | 'too-large' | 'no-room') => void,
): void {
  let first: Uint8Array = empty;
  let chunks: Uint8Array[] | undefined;
  let size = 0;
  let open = true;
  const settle = (body: Uint8Array | 'too-large' | 'no-room') => {
    open = false;
    chunks = undefined;
    first = empty;
    done(body);
  };
  request.on('data', (chunk: Uint8Array) => {
    if (!open) return;
    size += chunk.byteLength;
    budget.bytes += chunk.byteLength;
    if (size > maxBody) settle('too-large');
    else if (budget.bytes > limits.maxBodiesInMemory) settle('no-room');
    else if (first === empty) first = chunk;
    else if (chunks === undefined) chunks = [first, chunk];
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (open) settle(chunks === undefined ? first : Buffer.concat(chunks));
  });
  request.on('close', () => {
    open = false;
    budget.bytes -= size;
  });
}
