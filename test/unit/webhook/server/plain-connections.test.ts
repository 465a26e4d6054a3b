import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import { createPlainConnections } from '../../../../src/webhook/server/plain-connections.js';
import { createPlainReader } from '../../../../src/webhook/server/read-plain-request.js';
import { testTls } from '../../../support/tls.js';
import { startServer, type TestServer } from '../harness.js';

const request = (body: string, headers = '') =>
  `POST / HTTP/1.1\r\nHost: a\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
/** The same, in a form that node:http has to read. */
const chunked = (body: string) =>
  `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;

async function start(...args: Parameters<typeof startServer>): Promise<TestServer> {
  const server = await startServer(...args);
  onTestFinished(async () => {
    await server.stop();
    await server.store.close();
  });
  return server;
}

/** A connection that remembers what came back. */
function open(port: number, isSecure = false) {
  const socket: Socket = isSecure
    ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    : connectTcp(port, '127.0.0.1');
  socket.setNoDelay(true);
  onTestFinished(() => void socket.destroy());
  let text = '';
  let check = () => {};
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    check();
  });
  const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
  return {
    socket,
    closed,
    statuses,
    text: () => text,
    answers: (count: number) =>
      new Promise<readonly number[]>((resolve) => {
        check = () => statuses().length >= count && resolve(statuses());
        check();
      }),
  };
}

const bodies = ({ batches }: TestServer) => batches.flatMap(({ webhooks }) => webhooks.map(({ raw }) => raw));
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

describe.each([
  ['http', undefined],
  ['https', testTls],
] as const)('a connection over %s', (_name, tls) => {
  const begin = async () => {
    const server = await start({ tls });
    return { server, client: open(server.port, tls !== undefined) };
  };

  it('may bring plain requests and others in any order, one after the other', async () => {
    const { server, client } = await begin();
    for (const [n, form] of [request, request, chunked, request, chunked].entries()) {
      client.socket.write(form(`number ${n}`));
      await client.answers(n + 1);
    }
    expect(client.statuses()).toEqual([200, 200, 200, 200, 200]);
    expect(bodies(server)).toEqual(['number 0', 'number 1', 'number 2', 'number 3', 'number 4']);
    expect(server.statuses).toEqual(client.statuses());
  });

  it('may bring many requests without waiting: none is lost', async () => {
    const { server, client } = await begin();
    const names = Array.from({ length: 300 }, (_, n) => `${n} ${'x'.repeat(500)}`);
    client.socket.write(names.map((name, n) => (n % 7 === 3 ? chunked(name) : request(name))).join(''));
    expect(await client.answers(300)).toEqual(Array(300).fill(200));
    expect(
      bodies(server)
        .map((body) => parseInt(body ?? '', 10))
        .sort((a, b) => a - b),
    ).toEqual([...names.keys()]);
    expect(new Set(bodies(server))).toEqual(new Set(names));
  });

  it('may bring the second request while the first waits for its answer', async () => {
    const { server, client } = await begin();
    client.socket.write(request('first'));
    client.socket.write(request('second'));
    client.socket.write(chunked('third'));
    expect(await client.answers(3)).toEqual([200, 200, 200]);
    expect(bodies(server)).toEqual(['first', 'second', 'third']);
  });

  it('may bring a large body behind a plain request', async () => {
    const { server, client } = await begin();
    const large = 'ü'.repeat(400_000);
    client.socket.write(request('small'));
    await client.answers(1);
    client.socket.write(request(large));
    expect(await client.answers(2)).toEqual([200, 200]);
    expect(bodies(server).map((body) => body === large || body)).toEqual(['small', true]);
  });

  it('may break a request anywhere', async () => {
    const { server, client } = await begin();
    const bytes = request('{"text":"in pieces"}');
    for (let at = 1; at < bytes.length; at += 9) {
      client.socket.write(bytes.slice(0, at));
      await turn();
      client.socket.write(bytes.slice(at));
      await client.answers(Math.ceil(at / 9));
    }
    expect(new Set(client.statuses())).toEqual(new Set([200]));
    expect(new Set(bodies(server))).toEqual(new Set(['{"text":"in pieces"}']));
  });
});

describe('a connection that is handed over', () => {
  it.each([false, true])(
    'keeps its bytes in order when node:http wants a break, with an answer due: %s',
    async (isDue) => {
      const got: Buffer[] = [];
      const server = createServer({ allowHalfOpen: true });
      let take: (answer: (status: number) => void) => void = () => {};
      const accepted = new Promise<(status: number) => void>((resolve) => {
        take = resolve;
      });
      const connections = createPlainConnections({
        read: createPlainReader(1000),
        guard: () => true,
        accept: (_call, answer) => take(answer),
        answers: { ok: () => 'ok', refusal: () => 'no' },
        isStopping: () => false,
        onAnswer: () => {},
        // As node:http does when answers are not read: after each piece it pauses, and goes on later.
        handOver: (socket) =>
          socket.on('data', (bytes: Buffer) => {
            expect(socket.isPaused()).toBe(false);
            got.push(bytes);
            socket.pause();
            setImmediate(() => socket.resume());
          }),
      });
      server.on('connection', connections.take);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const client = open((server.address() as AddressInfo).port);
      const bytes = randomBytes(300_000);
      if (isDue) {
        client.socket.write(request('first'));
        const answer = await accepted;
        client.socket.write(bytes);
        await turn();
        answer(200);
      } else client.socket.write(bytes);
      for (const end = Date.now() + 10_000; Buffer.concat(got).byteLength < bytes.byteLength && Date.now() < end; )
        await turn();
      expect(Buffer.concat(got).equals(bytes)).toBe(true);
      client.socket.destroy();
    },
  );
});

describe('a connection', () => {
  it('ends with the answer to a question, whatever stands behind it', async () => {
    const server = await start();
    const client = open(server.port);
    client.socket.write(`${'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(500)}${request('a')}`);
    await client.closed;
    expect(client.statuses()).toEqual([200]);
    expect(client.text()).toMatch(/connection: close\r\n/i);
    expect(bodies(server)).toEqual([]);
  });

  it('is answered although its client has nothing more to say', async () => {
    const server = await start();
    const client = open(server.port);
    client.socket.end(request('last words'));
    await client.closed;
    expect([client.statuses(), bodies(server)]).toEqual([[200], ['last words']]);
  });

  it('gets answers that say how long it is kept, and when they were given', async () => {
    const server = await start();
    const client = open(server.port);
    client.socket.write(request('a'));
    await client.answers(1);
    const plain = client.text();
    client.socket.write(chunked('b'));
    await client.answers(2);
    // What node:http answers is the model.
    const model = client.text().slice(plain.length);
    const withoutDate = (text: string) => text.replace(/Date: [^\r]+/, 'Date:');
    expect(withoutDate(plain)).toBe(withoutDate(model));
    expect(plain).toContain('Date: Fri, 01 Jan 2027 00:00:00 GMT\r\n');
  });

  it('that says nothing is closed after a while', async () => {
    const server = await start();
    const client = open(server.port);
    const began = Date.now();
    await client.closed;
    expect(client.text()).toBe('');
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('gets 503 and is closed when its webhook cannot be stored', async () => {
    const server = await start(
      {},
      {
        files: { ...nodeFiles, write: (_fd, _bytes, _at, done) => done(new Error('ENOSPC'), 0) },
      },
    );
    const client = open(server.port);
    client.socket.write(request('a'));
    await client.closed;
    expect(client.text()).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(client.text()).toMatch(/connection: close\r\n/i);
    expect(client.text()).toMatch(/retry-after: 30\r\n/i);
    expect(client.text()).toMatch(/Could not be stored, please try again\n$/);
    expect([server.statuses, bodies(server)]).toEqual([[503], []]);
  });

  it('whose client is gone before its answer leaves its webhook behind', async () => {
    const server = await start();
    const client = open(server.port);
    await new Promise<void>((resolve) => client.socket.write(request('a'), () => resolve()));
    client.socket.resetAndDestroy();
    const next = open(server.port);
    next.socket.write(request('b'));
    await next.answers(1);
    expect(bodies(server)).toContain('b');
    expect(bodies(server).filter((body) => body !== 'a' && body !== 'b')).toEqual([]);
  });

  it('gets its answer with a wish to close while the listener stops', async () => {
    const server = await start();
    const [busy, idle] = [open(server.port), open(server.port)];
    for (const client of [busy, idle]) {
      client.socket.write(request('before'));
      await client.answers(1);
    }
    const stopped = server.stop();
    busy.socket.write(request('late'));
    await Promise.all([busy.closed, idle.closed, stopped]);
    expect(busy.statuses()).toEqual([200, 200]);
    expect(busy.text()).toMatch(/connection: close\r\n/i);
    expect(idle.statuses()).toEqual([200]);
    expect(bodies(server)).toEqual(['before', 'before', 'late']);
  });
});
