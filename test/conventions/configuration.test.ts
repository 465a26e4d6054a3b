import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect } from 'vitest';
import type { CommandSpec } from '../../src/cli/command-spec.js';
import { commandTable } from '../../src/cli/command-table.js';
import { loadConfig } from '../../src/config/load-config.js';
import { runCommand } from '../../src/config/run-command.js';
import { resolveProductToken } from '../../src/config/token.js';
import { assertNoCanaryInFiles, plainCanary } from '../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { startProxyServer } from '../support/proxy-server.js';
import { runBinary, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import { testCertificateFile, testTls } from '../support/tls.js';
import { convention, listCommands, postWebhook, webhookBody, whileListening } from './support.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function startGateway(...options: Parameters<typeof startFaultServer>): Promise<FaultServer> {
  const server = await startFaultServer(...options);
  open.push(server);
  return server;
}

function writeUserFile(xdg: string, text: string): void {
  mkdirSync(join(xdg, 'cmtelegram'), { recursive: true });
  writeFileSync(join(xdg, 'cmtelegram', 'config.json'), text);
}

describe('configuration and secrets', () => {
  convention(36, 'flag beats environment beats project file beats user file beats default, pair by pair', async () => {
    const sources = ['user', 'project', 'environment', 'flag'];
    const address = (source: string) => `https://${source}.example.com/`;
    const endpointWith = async (present: readonly string[]) => {
      const xdg = createTempFolder();
      const cwd = createTempFolder();
      if (present.includes('user')) writeUserFile(xdg, JSON.stringify({ endpoint: address('user') }));
      if (present.includes('project')) {
        writeFileSync(join(cwd, '.cmtelegramrc'), JSON.stringify({ endpoint: address('project') }));
      }
      const env = {
        XDG_CONFIG_HOME: xdg,
        ...(present.includes('environment') ? { CMTG_ENDPOINT: address('environment') } : {}),
      };
      const flags = present.includes('flag') ? ['--endpoint', address('flag')] : [];
      const argv = ['send', '--json', '--dry-run', '--from', '1', '--to', '2', ...flags, 'x'];
      return JSON.parse((await runInside(argv, { cwd, env })).stdout).endpoint as string;
    };
    expect(await endpointWith([])).toBe('https://gw.messaging.cm.com/v1.0/message');
    for (const [at, low] of sources.entries()) {
      expect(await endpointWith([low])).toBe(address(low));
      for (const high of sources.slice(at + 1)) expect(await endpointWith([low, high]), high).toBe(address(high));
    }
  });

  convention(37, 'XDG_CONFIG_HOME is used, a relative one is ignored, without it ~/.config', async () => {
    const home = createTempFolder();
    const xdg = join(home, 'x');
    writeUserFile(xdg, '{"from":"1"}');
    writeUserFile(join(home, '.config'), '{"from":"2"}');
    const from = async (env: Record<string, string>) =>
      (await loadConfig({ cwd: home, home, env: { HOME: home, ...env }, flags: {} })).settings.from;
    expect(await from({ XDG_CONFIG_HOME: xdg })).toBe('1');
    expect(await from({ XDG_CONFIG_HOME: 'x' })).toBe('2');
    expect(await from({})).toBe('2');
  });

  // The convention wants a code of its own for configuration; here it is part of 2.
  convention(
    38,
    'an unknown key: a warning with its place and a suggestion; a broken file: exit 2 with its place',
    async () => {
      const cwd = createTempFolder();
      writeFileSync(join(cwd, '.cmtelegramrc'), '{\n  "form": "1"\n}');
      const misspelt = await runInside(['config'], { cwd });
      expect(misspelt.code).toBe(0);
      expect(misspelt.stderr).toMatch(/\.cmtelegramrc:2:3.*did you mean “from”/);
      writeFileSync(join(cwd, '.cmtelegramrc'), '{\n  "from": \n}');
      const broken = await runInside(['config', '--json'], { cwd });
      expect(broken.code).toBe(2);
      expect(JSON.parse(broken.stdout).error).toMatchObject({
        code: 'config-syntax',
        message: expect.stringMatching(/:3:1/),
      });
    },
  );

  convention(39, 'no option takes the token itself, and --token is refused without repeating its value', async () => {
    const { code, stdout, stderr } = await runInside(['send', '--to', '1', '--token', plainCanary, 'x']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain(plainCanary);
    const options = (table: readonly CommandSpec[]): string[] =>
      table.flatMap((spec) => [...(spec.options ?? []).map(({ flags }) => flags), ...options(spec.subcommands ?? [])]);
    const aboutTokens = options(commandTable).filter((flags) => /token/i.test(flags));
    expect([...new Set(aboutTokens)]).toEqual(['--product-token-file <file>']);
    expect((await runInside(['config', 'set', 'productToken', plainCanary])).code).toBe(2);
  });

  // `runInside` searches both streams of every run for the token, in any spelling.
  convention(
    40,
    'no command, on success or failure, with --debug, lets the token into a stream or a file',
    async () => {
      const folder = createTempFolder();
      const dirs = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_STATE_HOME: join(folder, 'state') };
      const env = { CMTG_PRODUCT_TOKEN: plainCanary, CMTG_FROM: '1', ...dirs };
      const run = (argv: readonly string[], signal?: AbortSignal) =>
        runInside([...argv, '--debug'], { env, cwd: folder, stdin: '', ...(signal === undefined ? {} : { signal }) });
      await Promise.all(
        listCommands().map((path) => {
          const serves = ['listen', 'sandbox', 'chat'].includes(path[0] ?? '');
          const port = serves && path[0] !== 'chat' ? ['--port', '0'] : [];
          const endpoint = path[0] === 'doctor' ? ['--endpoint', 'http://127.0.0.1:9/'] : [];
          return run([...path, ...port, ...endpoint], AbortSignal.timeout(serves ? 1000 : 20_000));
        }),
      );
      const failures = [
        faults.acceptAll(),
        faults.mixed(),
        faults.wrongToken(),
        faults.status(500),
        faults.resetAfterBody(),
        faults.garbage(),
        faults.redirect(`http://127.0.0.1/?t=${plainCanary}`),
        faults.status(403, Buffer.from(`x${plainCanary}`).toString('base64')),
      ];
      const gateway = await startGateway(faults.acceptAll());
      for (const behaviour of failures) {
        gateway.behave(behaviour);
        await run(['send', '--endpoint', gateway.url, '--to', '2,3', 'x']);
      }
      expect(gateway.requests.length).toBeGreaterThanOrEqual(failures.length);
      assertNoCanaryInFiles(folder);
    },
  );

  convention(41, 'files with secrets or with what people wrote are 0600, their directories 0700', async () => {
    const folder = createTempFolder();
    const env = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_STATE_HOME: join(folder, 'state') };
    await runInside(['config', 'set', 'productToken'], { env, stdin: plainCanary });
    const argv = ['init', '--from', '1', '--product-token-file', '-', '--keep', 'file', '--yes'];
    await runInside(argv, { env, stdin: plainCanary });
    await whileListening([], async (url) => void (await postWebhook(url, webhookBody('x'))), { env });
    const { readdirSync } = await import('node:fs');
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const modes = entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, entry.isDirectory(), statSync(path).mode & 0o777] as const;
    });
    expect(modes.filter(([, isDirectory]) => !isDirectory).length).toBeGreaterThanOrEqual(3);
    for (const [path, isDirectory, mode] of modes) expect(mode, path).toBe(isDirectory ? 0o700 : 0o600);
  });

  convention(42, 'a keyring that hangs ends with its time-out, and is named', async () => {
    const xdg = createTempFolder();
    writeUserFile(xdg, '{"productTokenCommand":["sleep","600"]}');
    const env = { PATH: process.env['PATH'] ?? '', XDG_CONFIG_HOME: xdg };
    const config = await loadConfig({ cwd: xdg, env, flags: {} });
    const asked: number[] = [];
    const failure = resolveProductToken(config, {
      env,
      cwd: xdg,
      readStdin: async () => '',
      // The real program, with less patience than the half minute that is asked for.
      runCommand: (words, options) => {
        asked.push(options.timeoutMs);
        return runCommand(words, { ...options, timeoutMs: 300 });
      },
    });
    await expect(failure).rejects.toThrow(/productTokenCommand sleep gave no token: it took longer than 30 s/);
    expect(asked).toEqual([30_000]);
  });

  convention(43, 'HTTPS_PROXY with credentials, NO_PROXY and NODE_EXTRA_CA_CERTS work', async () => {
    const gateway = await startGateway(faults.acceptAll(), { tls: testTls });
    const proxy = await startProxyServer({ credentials: 'name:secret', leadsTo: gateway.port });
    open.push(proxy);
    const token = join(createTempFolder(), 'token');
    writeFileSync(token, plainCanary, { mode: 0o600 });
    const env = {
      CMTG_PRODUCT_TOKEN_FILE: token,
      CMTG_FROM: '1',
      HTTPS_PROXY: `http://name:secret@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: testCertificateFile,
    };
    const argv = [
      'send',
      '--json',
      '--retries',
      '0',
      '--timeout',
      '3s',
      '--endpoint',
      'https://gateway.test/v1.0/message',
      '--to',
      '2',
      'x',
    ];
    const through = await runBinary(argv, { env });
    expect(through.code, through.stderr).toBe(0);
    expect(proxy.requests).toMatchObject([{ method: 'CONNECT', target: 'gateway.test:443' }]);
    const around = await runBinary(argv, { env: { ...env, NO_PROXY: 'gateway.test' } });
    expect(around.code).toBe(5);
    expect(proxy.requests).toHaveLength(1);
    expect(through.stdout + through.stderr + around.stderr).not.toContain('secret');
    expect(readFileSync(token, 'utf8')).toBe(plainCanary);
  });
});
