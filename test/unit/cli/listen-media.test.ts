import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProbeHttp } from '../../../src/http/create-probe-http.js';
import { serveFile, startMediaServer } from '../../support/media-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

/** A port that was free a moment ago. */
const findPort = async () => {
  const server = await startMediaServer((_, response) => void response.end());
  await server.close();
  return server.port;
};

describe('listen --save-media', () => {
  it('downloads what people send, under a name of its own, without the token for strangers', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x01]);
    const files = await startMediaServer(serveFile(bytes, 'image/jpeg'));
    onTestFinished(() => files.close());
    const folder = createTempFolder();
    const port = await findPort();
    const stop = new AbortController();
    const run = runInside(['listen', '--port', String(port), '--no-journal', '--json', '--save-media', folder], {
      env: { CMTG_PRODUCT_TOKEN: '11111111-2222-3333-4444-555555555555' },
      signal: stop.signal,
      clock: { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, { signal }) },
      // Only a test opens loopback.
      probe: async () => ({ http: createProbeHttp(), policy: { allowLoopback: true } }),
    });
    const post = (media: object) =>
      fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: JSON.stringify({ from: { number: '42' }, message: { text: '', media } }),
      });
    const until = async (condition: () => boolean | Promise<boolean>) => {
      while (!(await condition())) await sleep(20);
    };
    await until(() =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      ),
    );

    const media = { mediaUri: `${files.origin}/a`, contentType: 'image/jpeg', title: '../../Holiday photo.jpg' };
    await post(media);
    await until(() => readdirSync(folder).length === 1);
    // The same webhook again is a repetition; the same file in another webhook is not.
    await post(media);
    await post({ ...media, title: 'Holiday photo.jpg' });
    await until(() => readdirSync(folder).length === 2);
    stop.abort('SIGINT');
    const { code, stdout } = await run;

    expect(code).toBe(0);
    const names = readdirSync(folder).sort();
    expect(names).toEqual([
      expect.stringMatching(/-1-Holiday-photo\.jpg$/),
      expect.stringMatching(/-3-Holiday-photo\.jpg$/),
    ]);
    for (const name of names) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
    expect(files.requests).toEqual(['GET /a', 'GET /a']);
    for (const headers of files.headers) expect(JSON.stringify(headers)).not.toContain('11111111');
    const results = stdout
      .split('\n')
      .filter((line) => line.includes('"type":"media"'))
      .map((line) => JSON.parse(line));
    expect(results).toMatchObject([
      { bytes: 5, refused: null },
      { bytes: 5, refused: null },
    ]);
  });
});
