import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CmtgError } from '../core/errors.js';

/** Where a server listens, and the option that chooses another port. */
export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly portFlag: string;
}

/** Binds a server and tells the real port. Rejects with `port-in-use`, `port-not-allowed`, `bad-host` or `cannot-listen`. */
export function listenHttp(server: Server, { host, port, portFlag }: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException) => reject(explainListenError(cause, host, port, portFlag));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      // A connection that dies while it is being accepted is no reason to stop.
      server.on('error', () => {});
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Takes no new requests, lets running ones end, and cuts off what is left after the grace (milliseconds). */
export function closeHttp(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Why an address cannot be listened on, in one line. */
export function explainListenError(
  cause: NodeJS.ErrnoException,
  host: string,
  port: number,
  portFlag = '--port',
): CmtgError {
  switch (cause.code) {
    case 'EADDRINUSE':
      return listenError(
        'port-in-use',
        `Port ${port} on ${host} is in use.`,
        `Choose another one with ${portFlag}, or ${portFlag} 0 for any free port.`,
        cause,
      );
    case 'EACCES':
      return listenError(
        'port-not-allowed',
        `Port ${port} needs privileges that cmtg does not have.`,
        `Ports from 1024 up are free for all: ${portFlag} 8080, with a proxy or tunnel in front.`,
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
