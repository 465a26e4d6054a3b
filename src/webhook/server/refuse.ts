import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from './judge-request.js';
import { limits } from './limits.js';

/**
 * Answers a request that is not taken, and closes its connection. A client that is still sending its body would get a
 * reset instead of the answer when the connection went at once, so what it sends is read and dropped for a moment.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, { status, text }: Refusal): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
    ...(status === 405 ? { allow: 'POST' } : {}),
    ...(status === 503 ? { 'retry-after': '30' } : {}),
  });
  if (request.complete) {
    response.end(body);
    return;
  }
  response.write(body);
  const finish = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(finish, limits.linger);
  let dropped = 0;
  request.once('end', finish).once('close', finish);
  request.on('data', (chunk: Uint8Array) => {
    dropped += chunk.byteLength;
    // Reading a flood at full speed would cost memory: from here on the client waits until it is cut.
    if (dropped > limits.lingerBytes) request.pause();
  });
  request.resume();
}
