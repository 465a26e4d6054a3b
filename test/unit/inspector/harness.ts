import { connect } from 'node:net';
import { afterEach } from 'vitest';
import { type ServedInspector, serveInspector } from '../../../src/inspector/server/serve-inspector.js';
import type { InspectorSource } from '../../../src/inspector/source.js';
import { createFakeSource } from '../../support/fake-inspector-source.js';

export const PAGE = '<!doctype html><style>p{}</style><script>void 0</script>';

const opened: ServedInspector[] = [];

afterEach(async () => {
  for (const inspector of opened.splice(0)) await inspector.close();
});

export interface Running extends ServedInspector {
  /** Path of the page: a slash, the secret, a slash. */
  readonly base: string;
  readonly host: string;
}

export async function serve(source: InspectorSource = createFakeSource()): Promise<Running> {
  const inspector = await serveInspector(source, { port: 0, page: PAGE });
  opened.push(inspector);
  return { ...inspector, base: new URL(inspector.url).pathname, host: `127.0.0.1:${inspector.port}` };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Sends lines as they are: no client would send some of them. An event stream is read up to its first event. */
export function sendRaw(port: number, lines: readonly string[], body = ''): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const finish = () => {
      socket.destroy();
      const [head = '', ...rest] = text.split('\r\n\r\n');
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), headers: head, body: rest.join('\r\n\r\n') });
    };
    socket.setEncoding('latin1');
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? finish() : reject(error)));
    socket.on('close', finish);
    socket.on('data', (part: string) => {
      text += part;
      if (text.includes('event: ready')) finish();
    });
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  });
}
