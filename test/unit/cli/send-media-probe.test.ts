import { afterEach, describe, expect, it } from 'vitest';
import { createProbeHttp } from '../../../src/http/create-probe-http.js';
import { files, type MediaServer, type Serve, serveFile, startMediaServer } from '../../support/media-server.js';
import { type CliSetup, runInside } from '../../support/run-cli.js';

const open: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(handler: Serve): Promise<MediaServer> {
  const server = await startMediaServer(handler);
  open.push(server);
  return server;
}

/** The one way to a local server: a parameter that only a test can give. */
const local: CliSetup['probe'] = async () => ({ http: createProbeHttp(), policy: { allowLoopback: true } });
const off = ['--rule', 'media/url-not-public=off', '--from', '123456', '--to', '1', '--dry-run', '--probe'];

describe('cmtg send-media --probe', () => {
  it('says that a file is as it should be', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    const probe: CliSetup['probe'] = async () => ({
      // A public name that leads to the local server: nothing else speaks against its address.
      http: createProbeHttp({ lookup: async () => ['127.0.0.1'] }),
      policy: { allowLoopback: true },
    });
    const url = `http://files.cm.com:${server.port}/a.png`;
    const result = await runInside(['send-media', url, ...off], { probe });
    expect(result.stderr).toContain('probe: every file can be fetched and is what it says');
    expect(result.code).toBe(0);
  });

  it('stops a message whose file is too large, and tells which of several it is', async () => {
    const small = await serve(serveFile(files.png(), 'image/png'));
    const large = await serve(serveFile(files.png(), 'image/png', 6_000_000));
    const argv = ['send-media', `${small.origin}/a.png`, `${large.origin}/b.png`, ...off];
    const result = await runInside(argv, { probe: local });
    expect(result.stderr).toContain('error URL 2: The file has 6 000 000 bytes; the limit for images is 5 MB');
    expect(result.stderr).toContain('Nothing was sent');
    expect(result.code).toBe(1);
    const { stdout } = await runInside([...argv, '--json'], { probe: local });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'invalid',
      diagnostics: expect.arrayContaining([expect.objectContaining({ ruleId: 'media/probe-size', origin: 'URL 2' })]),
    });
  });

  it('opens nothing on this machine unless a test says so', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    const env = { CMTG_ALLOW_LOOPBACK: '1', CMTG_PROBE_ALLOW_LOOPBACK: '1', NODE_ENV: 'test' };
    for (const host of ['127.0.0.1', 'localhost', '0x7f000001', '[::ffff:127.0.0.1]']) {
      const url = `http://${host}:${server.port}/a.png`;
      const { code, stderr } = await runInside(['send-media', url, ...off, '--probe-http'], { env });
      expect(code).toBe(0);
      expect(stderr).not.toContain('every file can be fetched');
    }
    expect(server.connections).toBe(0);
  });

  it('fetches nothing unless it is asked to, and not for a sandbox', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    const url = `${server.origin}/a.png`;
    await runInside(['send-media', url, ...off.slice(0, -1)], { probe: local });
    const refused = await runInside(['send-media', url, '--to', '1', '--sandbox', '--probe'], { probe: local });
    expect(refused.code).toBe(2);
    const bulk = await runInside(['send-media', url, '--recipients', 'a.csv', '--from', '1', '--probe'], {
      probe: local,
    });
    expect(bulk.stderr).toContain('--probe and --recipients exclude each other');
    expect(bulk.code).toBe(2);
    expect(server.connections).toBe(0);
  });

  it('ends at once when it is interrupted', async () => {
    const interruption = new AbortController();
    const server = await serve(() => interruption.abort('SIGINT'));
    const argv = ['send-media', `${server.origin}/a.png`, ...off];
    const result = await runInside(argv, { probe: local, signal: interruption.signal });
    expect(result.code).toBe(130);
    expect(result.stderr).toContain('nothing was sent');
  });
});
