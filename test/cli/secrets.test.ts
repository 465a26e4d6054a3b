import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assertNoCanaryInFiles, canary, plainCanary } from '../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { runBinary, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer(faults.acceptAll());
});
afterEach(() => server.close());

const send = ['send', '--from', '1', '--to', '2'];

// Every run of these tests also searches both streams for the canary in any spelling: see test/support/run-cli.ts.
describe('the product token reaches no output', () => {
  test.each([
    ['accepted', faults.acceptAll()],
    [
      'an answer that echoes the request',
      (e: Parameters<ReturnType<typeof faults.acceptAll>>[0]) => e.respond(500, e.request.raw.toString('utf8')),
    ],
    [
      'an answer with the token in base64',
      (e: Parameters<ReturnType<typeof faults.acceptAll>>[0]) =>
        e.respond(403, Buffer.from(`x${plainCanary}`).toString('base64')),
    ],
    ['a reset', faults.resetAfterBody()],
    [
      'a redirect that carries the token',
      (e: Parameters<ReturnType<typeof faults.acceptAll>>[0]) =>
        e.respond(302, '', { location: `http://127.0.0.1/?t=${plainCanary}` }),
    ],
    ['a wrong token', faults.wrongToken()],
  ])('--debug: %s', async (_name, behaviour) => {
    server.behave(behaviour);
    const env = { CMTG_PRODUCT_TOKEN: plainCanary };
    const { stderr } = await runBinary([...send, '--debug', '--endpoint', server.url, 'x'], { env });
    expect(server.requests[0]?.headers['x-cm-producttoken']).toBe(plainCanary);
    expect(stderr).toContain('x-cm-producttoken: [redacted]');
  });

  test('a token that no header can carry is refused without being shown', async () => {
    const { code, stderr } = await runInside([...send, '--debug', '--endpoint', server.url, 'x'], {
      env: { CMTG_PRODUCT_TOKEN: `${canary}\n${canary}` },
    });
    expect(code).toBe(2);
    expect(stderr).not.toBe('');
    expect(server.requests).toHaveLength(0);
  });

  test('a dry run and a curl command need no token and hold none', async () => {
    for (const flag of ['--dry-run', '--as-curl']) {
      const { code, stdout } = await runInside([...send, flag, 'x'], { env: { CMTG_PRODUCT_TOKEN: plainCanary } });
      expect(code).toBe(0);
      expect(stdout).not.toContain('[redacted]');
      if (flag === '--as-curl') expect(stdout).toContain('$CMTG_PRODUCT_TOKEN');
    }
  });

  test('cmtg config masks it, whatever its source', async () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, '.cmtelegramrc'), JSON.stringify({ productToken: plainCanary }), { mode: 0o600 });
    const { code, stdout } = await runInside(['config', '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('productToken');
  });

  test('a token in a payload is taken out, said, and not sent', async () => {
    const folder = createTempFolder();
    const payload = {
      messages: {
        authentication: { productToken: canary },
        msg: [{ from: '1', to: [{ number: '2' }], body: { content: 'x' }, allowedChannels: ['Telegram Messenger'] }],
      },
    };
    writeFileSync(join(folder, 'p.json'), JSON.stringify(payload));
    const { code, stderr } = await runInside(['send', '--payload', 'p.json', '--debug', '--endpoint', server.url], {
      cwd: folder,
      env: { CMTG_PRODUCT_TOKEN: plainCanary },
    });
    expect(code).toBe(0);
    expect(stderr).toContain('taken out');
    expect(server.requests[0]?.body).not.toContain('authentication');
  });

  test('no file holds it after a run', async () => {
    const home = createTempFolder();
    const env = {
      CMTG_PRODUCT_TOKEN: plainCanary,
      HOME: home,
      XDG_STATE_HOME: join(home, 'state'),
      XDG_CONFIG_HOME: join(home, 'config'),
    };
    await runBinary([...send, '--debug', '--endpoint', server.url, 'x'], { env, cwd: home });
    assertNoCanaryInFiles(home);
  });
});

describe('a bot token in the wrong place', () => {
  const botToken = `123456789:AA${'E'.repeat(33)}`;

  test.each([
    ['--from', ['send', '--from', botToken, '--to', '2', 'x']],
    ['--from with its prefix', ['send', '--from', `bot${botToken}`, '--to', '2', 'x']],
    ['--to', ['send', '--from', '1', '--to', botToken, 'x']],
    ['the text', ['send', '--from', '1', '--to', '2', `my token is ${botToken}`]],
    [
      'a media address',
      ['send-media', '--from', '1', '--to', '2', `https://api.telegram.org/file/bot${botToken}/a.jpg`],
    ],
  ])('%s: recognised, refused, not echoed', async (_name, argv) => {
    for (const flags of [[], ['--json'], ['--dry-run'], ['--debug']]) {
      const { code, stdout, stderr } = await runInside([...argv, ...flags], {
        env: { CMTG_PRODUCT_TOKEN: plainCanary },
        http: async () => Promise.reject(new Error('nothing may leave')),
      });
      // A setting is refused when it is read, everything else by the rule.
      expect(code).toBe(argv[2]?.includes(botToken) ? 2 : 1);
      expect(stdout + stderr).not.toContain('E'.repeat(20));
      expect(stdout + stderr).toMatch(/bot token/i);
    }
  });
});

describe('configuration of a project that is not trusted', () => {
  test.each([
    ['a foreign host', 'https://gateway.example.com/v1.0/message'],
    ['CM over plain http', 'http://gw.messaging.cm.com/v1.0/message'],
    ['another port of CM', 'https://gw.messaging.cm.com:8443/v1.0/message'],
    ['this machine', undefined],
  ])('an endpoint on %s gets no token', async (_name, endpoint) => {
    const folder = createTempFolder();
    writeFileSync(join(folder, '.cmtelegramrc'), JSON.stringify({ endpoint: endpoint ?? server.url }));
    const { code, stderr } = await runBinary([...send, 'x'], { cwd: folder, env: { CMTG_PRODUCT_TOKEN: plainCanary } });
    expect(code).toBe(2);
    expect(stderr).toContain('product token is not sent');
    expect(server.connections).toBe(0);
  });

  test('nothing in it is executed', async () => {
    const folder = createTempFolder();
    const flag = join(folder, 'executed');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(flag)}, 'x'); module.exports = {};`;
    mkdirSync(join(folder, '.config'));
    for (const name of [
      '.config/config.js',
      '.config/config.cjs',
      'cmtelegram.config.js',
      '.cmtelegramrc.js',
      '.cmtelegramrc.cjs',
      'evil.cjs',
    ]) {
      writeFileSync(join(folder, name), code);
    }
    writeFileSync(
      join(folder, '.config/config.mjs'),
      `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(flag)}, 'x');`,
    );
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ cosmiconfig: { searchPlaces: ['evil.cjs'] }, cmtelegram: { from: '7' } }),
    );
    const plain = await runBinary(['config', '--json'], { cwd: folder });
    expect(JSON.parse(plain.stdout).settings.find((s: { key: string }) => s.key === 'from').value).toBe('7');
    expect(existsSync(flag)).toBe(false);

    writeFileSync(join(folder, '.cmtelegramrc'), JSON.stringify({ $import: './evil.cjs', from: '8' }));
    const imported = await runBinary(['config'], { cwd: folder });
    expect(imported.code).toBe(2);
    expect(imported.stderr).toContain('$import');
    expect(existsSync(flag)).toBe(false);
  });

  test('a token file that others can read is refused, with the cure', async () => {
    const folder = createTempFolder();
    const file = join(folder, 'token');
    writeFileSync(file, plainCanary);
    chmodSync(file, 0o644);
    const argv = [...send, '--endpoint', server.url, '--product-token-file', file, 'x'];
    const refused = await runInside(argv, { cwd: folder });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('chmod 600');
    chmodSync(file, 0o600);
    expect((await runInside(argv, { cwd: folder })).code).toBe(0);
    expect(server.requests[0]?.headers['x-cm-producttoken']).toBe(plainCanary);
  });
});
