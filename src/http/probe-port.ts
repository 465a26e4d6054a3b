import { createServer } from 'node:net';

/** Whether a port on loopback can be listened on at this moment. */
export function probePort(port: number): Promise<'free' | 'in-use' | 'forbidden'> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE' ? 'in-use' : 'forbidden'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve('free')));
  });
}
