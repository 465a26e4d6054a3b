import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange, startServer, type TestServer } from '../harness.js';
import { buildRequest, framingAttacks } from './framing-attacks.js';

/** Stands behind each attack: if it is stored, something was smuggled. */
const smuggled = 'POST /smuggled HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nsmuggled';

describe('HTTP/1.1 framing attacks', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  it('are at least thirty', () => {
    expect(framingAttacks.length).toBeGreaterThanOrEqual(30);
  });

  it.concurrent.each(
    framingAttacks.flatMap(([name, bytes]) => [
      [name, 'and what stands behind it', bytes + smuggled] as const,
      // Alone, as the listener's own reader would like it best.
      [name, 'alone', bytes] as const,
    ]),
  )('refuses %s, %s', async (_name, _how, bytes) => {
    const answer = await exchange(server.port, bytes, 4000);
    // One answer that is no success, or none at all; then the connection is closed.
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
    expect(statuses.length).toBeLessThanOrEqual(1);
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
    expect(answer === '' || /connection: close/i.test(answer)).toBe(true);
  });

  it('stored none of them, and nothing behind them', async () => {
    expect(server.batches.flatMap(({ webhooks }) => webhooks.map(({ raw }) => raw))).toEqual([]);
    const good = buildRequest(['POST / HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked'], '4\r\nbody\r\n0\r\n\r\n');
    const answer = await exchange(server.port, good, 300);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(server.batches).toHaveLength(1);
  });
});
