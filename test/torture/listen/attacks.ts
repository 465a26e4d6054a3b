import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readRss, startListener, watchRss } from './listener.js';
import { wait } from './load.js';

const head = 'POST /slow HTTP/1.1\r\nHost: a\r\n';

/** What a slow client does with its socket; as slowhttptest -H, -B, -R and -X do. */
const slowClients: Readonly<Record<string, (socket: Socket) => NodeJS.Timeout | undefined>> = {
  silent: () => undefined,
  headers: (socket) => {
    socket.write(head);
    return setInterval(() => socket.write(`X-${Math.random()}: a\r\n`), 500);
  },
  body: (socket) => {
    socket.write(`${head}Content-Length: 8192\r\n\r\n`);
    return setInterval(() => socket.write('x'), 500);
  },
  range: (socket) => {
    const ranges = Array.from({ length: 1000 }, (_, n) => `5-${n}`).join(',');
    socket.write(`HEAD / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-,${ranges}\r\n\r\n`);
    return undefined;
  },
  reading: (socket) => {
    // Asks for many answers and reads none of them.
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(500));
    return undefined;
  },
};

export const slowKinds = Object.keys(slowClients);

/** Slow clients of some kinds beside honest ones. */
export async function runSlowClients(connections: number, kinds: readonly string[] = slowKinds) {
  const listener = await startListener([]);
  const start = performance.now();
  let open = 0;
  const slowest = new Map<string, number>();
  for (let n = 0; n < connections; n++) {
    const kind = kinds[n % kinds.length] ?? '';
    const socket = connect(listener.port, '127.0.0.1');
    let since = start;
    socket.on('connect', () => {
      since = performance.now();
    });
    const timer = slowClients[kind]?.(socket);
    open += 1;
    socket.on('error', () => {});
    // A socket that reads nothing does not see the end either: writing tells.
    const probe = socket.isPaused() ? setInterval(() => socket.write('x'), 500) : undefined;
    if (!socket.isPaused()) socket.resume();
    socket.on('close', () => {
      clearInterval(timer);
      clearInterval(probe);
      open -= 1;
      slowest.set(kind, Math.max(slowest.get(kind) ?? 0, (performance.now() - since) / 1000));
    });
  }
  let honest = 0;
  let failed = 0;
  const peak = await watchRss(listener.pid, async () => {
    while (open > 0 && performance.now() - start < 20_000) {
      const ok = await fetch(`http://127.0.0.1:${listener.port}/`, { method: 'POST', body: `honest ${honest}` }).then(
        ({ status }) => status === 200,
        () => false,
      );
      honest += 1;
      if (!ok) failed += 1;
      await wait(100);
    }
  });
  await listener.end('SIGTERM');
  return {
    ...{ honest, failed, stillOpen: open, peakRss: peak },
    slowestSeconds: Math.max(...slowest.values()),
    byKind: Object.fromEntries(slowest),
  };
}

/** Bodies that are meant to hurt. Tells how much memory they cost, in MiB, and how each was answered. */
export async function runHostileBodies(chunkedMiB: number) {
  const listener = await startListener([]);
  const url = `http://127.0.0.1:${listener.port}/`;
  const post = (body: string | Uint8Array) =>
    fetch(url, { method: 'POST', body: body as string, headers: { connection: 'close' } }).then(
      ({ status }) => status,
      () => 0,
    );
  // Memory that Node takes once for bodies of the largest size is not growth.
  for (let n = 0; n < 15; n++) {
    await post('x'.repeat(1024 * 1024));
    await post(Buffer.alloc(1024 * 1024, 0xfe));
  }
  await wait(500);
  const bomb = gzipSync(Buffer.alloc(chunkedMiB * 1024 * 1024));
  await post('{}');
  const before = readRss(listener.pid);
  const answers: Record<string, number> = {};
  const peak = await watchRss(listener.pid, async () => {
    answers['chunked'] = await postChunks(listener.port, chunkedMiB);
    answers['gzip bomb'] = await post(bomb);
    answers['too deep and too long'] = await post('['.repeat(5_000_000));
    answers['deep'] = await post('['.repeat(1024 * 1024));
    answers['deep objects'] = await post('{"a":'.repeat(200_000));
    answers['invalid UTF-8'] = await post(Buffer.alloc(1024 * 1024, 0xff));
    answers['long number'] = await post('1'.repeat(1024 * 1024));
    answers['many keys'] = await post(`{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(',')}}`);
    answers['poisoned keys'] = await post('{"__proto__":{"isAdmin":true},"message":{"__proto__":{"text":"x"}}}');
    answers['after all that'] = await post('{}');
  });
  await wait(300);
  const shown = listener.lines.length - 1;
  const { code } = await listener.end('SIGTERM');
  return { growth: peak - before, answers, shown, code };
}

function postChunks(port: number, mebibytes: number): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024, 0x78), Buffer.from('\r\n')]);
    let answer = '';
    let sent = 0;
    const send = () => {
      while (sent < mebibytes && !socket.destroyed) {
        sent += 1;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(Number(answer.slice(9, 12))));
    socket.on('drain', send);
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    send();
  });
}
