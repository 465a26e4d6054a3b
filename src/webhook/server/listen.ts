import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CmtgError } from '../../core/errors.js';

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

/** Why an address cannot be listened on, in one line. */
export function explainListenError(cause: NodeJS.ErrnoException, host: string, port: number): CmtgError {
  switch (cause.code) {
    case 'EADDRINUSE':
      return listenError('port-in-use', `Port ${port} on ${host} is in use.`, 'Choose another one with --port.', cause);
    case 'EACCES':
      return listenError(
        'port-not-allowed',
        `Port ${port} needs privileges that cmtg does not have.`,
        'Ports from 1024 up are free for all: --port 8080, with a proxy or tunnel in front.',
        cause,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return listenError(
        'bad-host',
        `${host} is no address of this machine.`,
        '--host 127.0.0.1 for this machine only, --host 0.0.0.0 for all its networks.',
        cause,
      );
    default:
      return listenError('cannot-listen', `Cannot listen on ${host} port ${port}: ${cause.message}.`, undefined, cause);
  }
}

function listenError(code: string, message: string, hint: string | undefined, cause: unknown): CmtgError {
  return new CmtgError(message, { code, category: 'usage', hint, cause });
}
