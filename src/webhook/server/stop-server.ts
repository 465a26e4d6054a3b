import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { limits } from './limits.js';
import type { PlainConnections } from './plain-connections.js';

/**
 * Stops a server without cutting anybody off: no new connections, but those that are open get a moment to begin one more
 * request, which is answered with `Connection: close`. Closing an idle connection at once would reset a request that is
 * on its way. What still runs at the end of the limit is cut.
 */
export async function stopServer(server: Server, plain: PlainConnections | undefined): Promise<void> {
  await acceptWhoWaits(server);
  await new Promise<void>((resolve) => {
    // On a busy machine a timer may be late, with requests waiting to be read: those first.
    const closeIdle = () => {
      server.closeIdleConnections();
      plain?.closeIdle();
    };
    const closeAll = () => {
      server.closeAllConnections();
      plain?.closeAll();
    };
    const grace = setTimeout(() => void readWhatIsThere().then(closeIdle), limits.stopGrace);
    const limit = setTimeout(closeAll, limits.stopLimit);
    // `close` of node:http drops idle connections at once; that of its base only stops listening.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(grace);
      clearTimeout(limit);
      // Nothing is open any more: now node:http may put its own timer away.
      server.close(() => resolve());
    });
  });
}

/**
 * Takes the clients that are connected as far as they know, and only wait to be accepted: closing would reset them.
 * Newer versions of libuv accept one connection in a turn, so this goes on until a few turns have brought none.
 */
async function acceptWhoWaits(server: Server): Promise<void> {
  let accepted = 0;
  const count = () => {
    accepted += 1;
  };
  server.on('connection', count);
  for (let before = -1; accepted !== before && accepted < limits.maxConnections; ) {
    before = accepted;
    await readWhatIsThere();
  }
  server.off('connection', count);
}

/** A few turns of the event loop: one takes the connections, the next reads from them, the next handles what was read. */
async function readWhatIsThere(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
