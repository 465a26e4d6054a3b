import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { limits } from './limits.js';

/**
 * Stops a server without cutting anybody off: no new connections, but those that are open get a moment to begin one more
 * request, which is answered with `Connection: close`. Closing an idle connection at once would reset a request that is
 * on its way. What still runs at the end of the limit is cut.
 */
export function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(() => server.closeIdleConnections(), limits.stopGrace),
      setTimeout(() => server.closeAllConnections(), limits.stopLimit),
    ];
    // `close` of node:http drops idle connections at once; that of its base only stops listening.
    NetServer.prototype.close.call(server, () => {
      for (const timer of timers) clearTimeout(timer);
      // Nothing is open any more: now node:http may put its own timer away.
      server.close(() => resolve());
    });
  });
}
