import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';

/** Where a connection goes. */
export interface Target {
  readonly secure: boolean;
  /** Host name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

export interface OpenOptions {
  /** The one authority to trust instead of Node's own: for tests. */
  readonly ca?: string | undefined;
  /** A tunnel to speak TLS through, instead of a new connection. */
  readonly through?: Socket | undefined;
  /** Called with every socket as soon as it exists, so that the caller can end it. */
  readonly onSocket: (socket: Socket) => void;
  /** TCP stands, TLS begins. */
  readonly onSecuring: () => void;
}

/** Opens one connection, TLS verified. Rejects with Node's own error. */
export function openSocket(target: Target, options: OpenOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { host, port } = target;
    if (!target.secure) {
      const socket = connectPlain({ host, port, noDelay: true });
      options.onSocket(socket);
      socket.once('connect', () => resolve(socket)).on('error', reject);
      return;
    }
    const socket = connectSecure({
      ...(options.through === undefined ? { host, port } : { socket: options.through }),
      // Given here, it wins over NODE_TLS_REJECT_UNAUTHORIZED: a product token never goes to an unproven server.
      rejectUnauthorized: true,
      ALPNProtocols: ['http/1.1'],
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    });
    socket.setNoDelay(true);
    options.onSocket(socket);
    if (options.through === undefined) socket.once('connect', options.onSecuring);
    else options.onSecuring();
    socket.once('secureConnect', () => resolve(socket)).on('error', reject);
  });
}

/** The target of a URL. */
export function toTarget(url: URL): Target {
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return { secure, host: url.hostname.replace(/^\[|\]$/g, ''), port };
}
