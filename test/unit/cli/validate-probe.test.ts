import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createProbeHttp } from '../../../src/http/create-probe-http.js';
import { files, type MediaServer, type Serve, serveFile, startMediaServer } from '../../support/media-server.js';
import { privateHosts } from '../../support/private-addresses.js';
import { type CliSetup, runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const open: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(handler: Serve): Promise<MediaServer> {
  const server = await startMediaServer(handler);
  open.push(server);
  return server;
}

/** The one way to a local server: a parameter that only a test can give. Every public name leads to it. */
const local: CliSetup['probe'] = async () => ({
  http: createProbeHttp({ lookup: async () => ['127.0.0.1'] }),
  policy: { allowLoopback: true },
});

function payload(...urls: readonly string[]): string {
  const conversation = urls.map((mediaUri) => ({ media: { mediaName: 'a.jpg', mediaUri, mimeType: 'image/jpeg' } }));
  const message = {
    from: '2345678901',
    to: [{ number: '987654321' }],
    body: { content: '' },
    allowedChannels: ['Telegram Messenger'],
    richContent: { conversation },
  };
  return JSON.stringify({ messages: { msg: [message] } }, null, 2);
}

describe('cmtg validate --probe', () => {
  it('tells what is wrong with a file at its address, and asks once for several payloads', async () => {
    const server = await serve(serveFile(files.jpeg(), 'image/jpeg', 5_100_000));
    const url = `http://files.cm.com:${server.port}/a.jpg`;
    const cwd = createTempFolder();
    writeFileSync(join(cwd, 'one.json'), payload(url));
    writeFileSync(join(cwd, 'two.json'), payload(url, url));
    const argv = ['validate', 'one.json', 'two.json', '--probe', '--json'];
    const { code, stdout } = await runInside(argv, { cwd, probe: local });
    const found = JSON.parse(stdout).files.map(({ diagnostics }: { diagnostics: { ruleId: string }[] }) =>
      diagnostics.filter(({ ruleId }) => ruleId.startsWith('media/probe-')),
    );
    expect(found).toMatchObject([
      [
        {
          ruleId: 'media/probe-size-close',
          path: '/messages/msg/0/richContent/conversation/0/media/mediaUri',
          line: 22,
        },
      ],
      [{ ruleId: 'media/probe-size-close' }, { ruleId: 'media/probe-size-close' }],
    ]);
    expect(code).toBe(0);
    expect(server.requests).toEqual(['HEAD /a.jpg', 'GET /a.jpg']);
  });

  it('fails for what never arrives, and changes with --rule', async () => {
    const server = await serve(serveFile(files.html(), 'text/html'));
    const stdin = payload(`http://files.cm.com:${server.port}/a.jpg`);
    const argv = ['validate', '-', '--probe'];
    const failed = await runInside(argv, { stdin, probe: local });
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('media/probe-html');
    const changed = await runInside([...argv, '--rule', 'media/probe-html=off'], { stdin, probe: local });
    expect(changed.code).toBe(0);
    expect(changed.stdout).not.toContain('media/probe-html');
  });

  it('opens no connection without being asked to, nor to any of 300 private addresses', async () => {
    const server = await serve(serveFile(files.jpeg(), 'image/jpeg'));
    const hosts = privateHosts().map((host) => `http://${host}:${server.port}/a.jpg`);
    const https = privateHosts().map((host) => `https://${host}/a.jpg`);
    const { code } = await runInside(['validate', '-', '--probe', '--probe-http', '--json'], {
      stdin: payload(...hosts, ...https),
    });
    expect(code).toBe(1);
    await runInside(['validate', '-'], { stdin: payload(`${server.origin}/a.jpg`), probe: local });
    expect(server.connections).toBe(0);
  });
});
