import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { explainListenError } from '../../http/serve-http.js';

/** Binds a server, and calls `onBound` with the real port before the first connection is taken. */
export function listen<T>(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  onBound: (port: number) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException) => reject(explainListenError(cause, host, port));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      // A connection that dies while it is being accepted is no reason to stop.
      server.on('error', () => {});
      try {
        resolve(onBound((server.address() as AddressInfo).port));
      } catch (error) {
        server.close();
        reject(error);
      }
    });
  });
}
