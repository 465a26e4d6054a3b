import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/http/create-http.js';
import { createForwardSink, type ForwardResult } from '../../../src/webhook/forward.js';
import { buildForwardHeaders } from '../../../src/webhook/forward-headers.js';
import { parseTarget } from '../../../src/webhook/target.js';
import { createReceived } from '../../support/received.js';
import { createRecordingServer, type RecordingServer } from '../../support/recording-server.js';

const servers: RecordingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const start = async (answer?: Parameters<typeof createRecordingServer>[0]) => {
  const server = await createRecordingServer(answer);
  servers.push(server);
  return server;
};

const forward = (targets: readonly string[], timeoutMs = 5000) => {
  const results: ForwardResult[] = [];
  const sink = createForwardSink({
    targets,
    instance: 'me',
    http: createHttp({ env: {} }),
    now: Date.now,
    timeoutMs,
    onResult: (result) => void results.push(result),
  });
  return { sink, results };
};

describe('createForwardSink', () => {
  it('posts the same bytes and headers, less those of the connection, and names itself', async () => {
    const app = await start();
    const body = Buffer.from([0x00, 0xff, 0x7b, 0x0d, 0x0a]);
    const { sink, results } = forward([app.url]);
    const rawHeaders = [
      'Host',
      'public.example',
      'X-Twice',
      'a',
      'Connection',
      'close, X-Hop',
      'X-Hop',
      '1',
      'x-twice',
      'b',
      'Content-Type',
      'text/odd',
      'Transfer-Encoding',
      'chunked',
    ];
    await sink.push(createReceived(body, { rawHeaders }));
    const [request] = app.requests;
    expect(request?.body.equals(body)).toBe(true);
    expect(request?.method).toBe('POST');
    expect(request?.headers).toMatchObject({
      'x-twice': 'a, b',
      'content-type': 'text/odd',
      'x-cmtg-via': 'me',
      'content-length': '5',
    });
    expect(request?.headers).not.toHaveProperty('x-hop');
    expect(request?.headers.host).toBe(new URL(app.url).host);
    expect(results).toMatchObject([
      { id: 'abc123-1', loop: false, differ: false, answers: [{ status: 200, error: null }] },
    ]);
  });

  it('follows no redirect and reports the answer as it is', async () => {
    const elsewhere = await start();
    const app = await start((_, response) => response.writeHead(302, { location: elsewhere.url }).end('moved'));
    const { sink, results } = forward([app.url]);
    await sink.push(createReceived('{}'));
    expect(elsewhere.requests).toEqual([]);
    expect(results[0]?.answers[0]).toMatchObject({ status: 302, body: new Uint8Array(Buffer.from('moved')) });
  });

  it('gives up after the time-out, and says when nobody is there', async () => {
    const silent = await start(() => {});
    const { sink, results } = forward([silent.url, 'http://127.0.0.1:1/'], 100);
    await sink.push(createReceived('{}'));
    expect(results[0]?.answers.map(({ status }) => status)).toEqual([null, null]);
    expect(results[0]?.answers[0]?.error).toMatch(/did not answer completely/);
    expect(results[0]?.answers[1]?.error).toMatch(/refused the connection/);
  });

  it('tells when several targets answer differently', async () => {
    const [a, b, c] = await Promise.all([start(), start(), start((_, response) => void response.end('other'))]);
    const same = forward([a.url, b.url]);
    await same.sink.push(createReceived('{}'));
    expect(same.results[0]?.differ).toBe(false);
    const different = forward([a.url, c.url]);
    await different.sink.push(createReceived('{}'));
    expect(different.results[0]?.differ).toBe(true);
  });

  it.each([
    ['itself', 'other, me', 0],
    ['too many', 'a, b, c, d, e', 0],
    ['others alone', 'a, b', 1],
  ])('passes on no webhook that came by %s', async (_, via, count) => {
    const app = await start();
    const { sink, results } = forward([app.url]);
    await sink.push(createReceived('{}', { rawHeaders: ['X-Cmtg-Via', via] }));
    expect(app.requests).toHaveLength(count);
    expect(results[0]?.loop).toBe(count === 0);
    if (count === 1) expect(app.requests[0]?.headers['x-cmtg-via']).toBe('a, b, me');
  });
});

describe('buildForwardHeaders', () => {
  it('pollutes nothing', () => {
    const headers = buildForwardHeaders([
      ['__proto__', 'x'],
      ['Cookie', 'a=1'],
      ['cookie', 'b=2'],
    ]);
    expect(JSON.stringify(headers)).toBe('{"__proto__":"x","cookie":"a=1; b=2"}');
    expect('x' in {}).toBe(false);
  });
});

describe('parseTarget', () => {
  it('takes http and https and drops the fragment', () => {
    expect(parseTarget('http://localhost:3000/a?b=c&d=e#f', '--forward')).toBe('http://localhost:3000/a?b=c&d=e');
  });

  it.each(['localhost:3000', 'ftp://a/', 'file:///etc/passwd', 'http://user:pass@host/', ''])('refuses %s', (url) => {
    expect(() => parseTarget(url, '--forward')).toThrow(
      expect.objectContaining({ code: 'target-invalid', category: 'usage' }),
    );
  });
});
