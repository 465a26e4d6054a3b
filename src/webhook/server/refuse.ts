import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Refusal, refusalHeaders } from './judge-request.js';
import { limits } from './limits.js';

/**
 * Answers a request that is not taken, and closes its connection. A client that is still sending its body would get a
 * reset instead of the answer when the connection went at once, so what it sends is read and dropped for a moment.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const body = `${refusal.text}\n`;
  response.writeHead(refusal.status, refusalHeaders(refusal));
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
