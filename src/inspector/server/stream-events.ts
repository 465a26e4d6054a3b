import type { ServerResponse } from 'node:http';
import type { ChatIndex } from '../create-index.js';
import { dataHeaders } from './security-headers.js';

/** A page that is this far behind starts anew: it reads the state again, which is shorter than every change. */
const MOST_QUEUED = 4 * 1024 * 1024;
/** Tells both ends that the other is still there. */
const HEARTBEAT_MS = 15_000;

/** Sends every change as a server-sent event, until the page goes away. */
export function streamEvents(response: ServerResponse, index: ChatIndex): void {
  response.writeHead(200, { ...dataHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
  // A first event, so that the page knows from when on nothing can be missed.
  response.write('retry: 1000\nevent: ready\ndata: {}\n\n');
  const unsubscribe = index.subscribe((event) => {
    if (response.writableLength > MOST_QUEUED) response.destroy();
    else response.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
  response.on('error', () => {});
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
