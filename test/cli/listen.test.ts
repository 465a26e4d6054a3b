import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runBinary, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import { testTls } from '../support/tls.js';

/** Starts a listener that is stopped as soon as it stands. */
function listenBriefly(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runInside(['listen', '--port', '0', ...args], { env, signal: AbortSignal.abort('SIGTERM') });
}

describe('cmtg listen', () => {
  it('says where it listens, what protects it and where webhooks are kept, and stops cleanly', async () => {
    const state = createTempFolder();
    const { code, stdout, stderr } = await listenBriefly([], { XDG_STATE_HOME: state });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+ \(any path\)\n/);
    expect(stderr).toContain(`  journal     ${state}/cmtelegram/journal/20270101T000000Z-`);
    expect(stderr).toContain('  protection  reachable from this machine only');
    expect(stderr).toMatch(/stopped: 0 webhooks answered 200\n$/);
    expect(stderr).not.toContain('warning');
    // Nothing came in, so nothing is left.
    expect(readdirSync(`${state}/cmtelegram/journal`)).toEqual([]);
  });

  it('tells programs the address first and the end last', async () => {
    const { code, stdout } = await listenBriefly(['--json', '--path', '/cm']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toEqual([
      { type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/cm$/), journal: expect.any(String) },
      { type: 'stopped' },
    ]);
  });

  it('makes a secret of 160 bits and shows it once', async () => {
    const { stderr } = await listenBriefly(['--secret', '--no-journal']);
    const secret = /http:\/\/127\.0\.0\.1:\d+\/([\w-]+)\n/.exec(stderr)?.[1] ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(20);
    expect(stderr.split(secret)).toHaveLength(2);
    expect(stderr).toMatch(/protection {2}a secret part of the path: whoever knows it can post\n/);
    expect(stderr).toContain('journal     none');
  });

  it('tells the address with --quiet, too: nobody could find it out', async () => {
    const { stdout, stderr } = await listenBriefly(['--quiet', '--secret', '--no-journal']);
    expect([stdout, stderr]).toEqual([
      '',
      expect.stringMatching(/^listening on http:\/\/127\.0\.0\.1:[1-9]\d*\/[\w-]{27}\n$/),
    ]);
  });

  it('warns when nothing protects it, and when a secret can be guessed', async () => {
    expect((await listenBriefly(['--host', '0.0.0.0'])).stderr).toMatch(/warning: Nothing protects 0\.0\.0\.0/);
    expect((await listenBriefly(['--host', '0.0.0.0', '--secret'])).stderr).not.toContain('warning');
    expect((await listenBriefly(['--secret', 'abc'])).stderr).toMatch(/warning: The secret part has only 3 characters/);
  });

  it('says loudly that it answers oddly, also with --quiet', async () => {
    const args = ['--status', '500', '--delay', '2s', '--fault', 'p=0.1,status=503,seed=4', '--quiet'];
    const { stderr } = await listenBriefly(args);
    expect(stderr).toMatch(
      /warning: Every webhook is answered 500 .*\nwarning: Every answer waits 2000 ms.*\nwarning: About 10 %/,
    );
  });

  it('goes on without a journal when the default place cannot be written', async () => {
    const state = join(createTempFolder(), 'file');
    writeFileSync(state, '');
    const { code, stderr } = await listenBriefly([], { XDG_STATE_HOME: state });
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning: No journal is kept: it cannot be written in .*ENOTDIR/);
  });

  it('does not start when the journal that was named cannot be written', async () => {
    const folder = createTempFolder();
    const { code, stderr, stdout } = await listenBriefly(['--json', '--journal', join(folder, 'a', '\0')]);
    expect(code).toBe(2);
    expect(`${stdout}${stderr}`).toContain('journal');
    mkdirSync(join(folder, 'directory.ndjson'));
    const directory = await listenBriefly(['--journal', join(folder, 'directory.ndjson')]);
    expect([directory.code, directory.stderr.split('\n')[0]]).toEqual([
      2,
      expect.stringMatching(/The journal .*directory\.ndjson cannot be written: EISDIR/),
    ]);
  });

  it('removes the journals of old runs, and nothing else', async () => {
    const state = createTempFolder();
    const folder = join(state, 'cmtelegram', 'journal');
    mkdirSync(folder, { recursive: true });
    const old = Date.UTC(2026, 10, 1) / 1000;
    const names = [
      '20261101T000000Z-8080.ndjson',
      '20261101T000000Z-8080.ndjson.torn-1',
      'notes.txt',
      '20261231T000000Z-1.ndjson',
    ];
    for (const name of names) writeFileSync(join(folder, name), 'x');
    for (const name of names.slice(0, 3)) utimesSync(join(folder, name), old, old);
    const recent = Date.UTC(2026, 11, 31) / 1000;
    utimesSync(join(folder, '20261231T000000Z-1.ndjson'), recent, recent);
    const { stderr } = await listenBriefly([], { XDG_STATE_HOME: state });
    expect(stderr).toContain('Removed 2 journal files older than 30d (journal.keep)');
    expect(readdirSync(folder).sort()).toEqual(['20261231T000000Z-1.ndjson', 'notes.txt']);
  });

  it('names the port that is in use in one line', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    const { code, stderr } = await runInside(['listen', '--port', String(port)]);
    blocker.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: Port ${port} on 127\\.0\\.0\\.1 is in use\\.`));
  });

  it.each([
    [['--host', '192.0.2.1'], /192\.0\.2\.1 is no address of this machine/],
    [['--port', '70000'], /--port takes a whole number/],
    [['--path', 'cm'], /--path takes a path that begins with \//],
    [['--secret', 'a/b'], /--secret takes one part of a path/],
    [['--delay', '5'], /--delay takes a duration/],
    [['--fault', 'p=2'], /--fault takes p=0\.1/],
    [['--status', '100'], /--status takes a whole number from 200/],
    [['--max-body', '1GiB'], /--max-body takes a size/],
    [['--sandbox'], /--sandbox does nothing without --reply\./],
    [['--from', '1'], /--from does nothing without --reply\./],
    [['--inspector-port', '1234'], /--inspector-port does nothing without --inspector\./],
    [['--verbose'], /--verbose does nothing without --forward or --exec\./],
    [['--sink-timeout', '1s'], /--sink-timeout does nothing without --forward or --exec or --save-media\./],
    [['--product-token-file', 'x'], /--product-token-file does nothing without --reply or --save-media\./],
    [['--compact', '--raw'], /--raw and --compact exclude each other/],
    [['--no-journal', '--journal', 'x'], /--journal and --no-journal exclude each other/],
    [['--journal', 'x', '--no-journal'], /--journal and --no-journal exclude each other/],
    [['--tls-cert', 'x.pem'], /--tls-cert and --tls-key belong together/],
    [['--tls-cert', 'x.pem', '--tls-key', 'y.pem'], /Cannot read x\.pem/],
  ])('exits 2 for %j', async (args, message) => {
    const { code, stderr } = await runInside(['listen', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('does not start with a program or a folder that no webhook could use', async () => {
    const cwd = createTempFolder();
    writeFileSync(join(cwd, 'not-allowed.sh'), '#!/bin/sh\n', { mode: 0o600 });
    writeFileSync(join(cwd, 'run.sh'), '#!/bin/sh\n', { mode: 0o700 });
    mkdirSync(join(cwd, 'folder'));
    const start = async (...argv: string[]) => {
      const all = ['listen', '--port', '0', '--no-journal', ...argv];
      const { code, stderr } = await runInside(all, {
        cwd,
        env: { PATH: `/usr/bin:/bin:${cwd}` },
        signal: AbortSignal.abort('SIGTERM'),
      });
      return [code, stderr.split('\n')[0]];
    };
    for (const argv of [
      ['--exec', '/bin/sh -c true'],
      ['--exec', 'sh -c true'],
      ['--exec', './run.sh'],
      ['--exec', 'run.sh'],
      ['--save-media', 'new/below'],
    ]) {
      expect((await start(...argv))[0], argv.join(' ')).toBe(0);
    }
    for (const [flag, value, message] of [
      ['--exec', '/nonexist', '--exec: there is no program /nonexist.'],
      ['--exec', './folder', '--exec: there is no program ./folder.'],
      ['--exec', 'nonexistcmd --now', '--exec: there is no nonexistcmd on PATH.'],
      ['--exec', './not-allowed.sh', '--exec: ./not-allowed.sh may not be run.'],
      ['--exec', 'not-allowed.sh', '--exec: not-allowed.sh may not be run.'],
      ['--save-media', 'run.sh', `Cannot write into ${cwd}/run.sh: it is no folder.`],
      ['--save-media', 'run.sh/x', `Cannot write into ${cwd}/run.sh/x: it lies below something that is no folder.`],
    ] as const) {
      expect(await start(flag, value)).toEqual([2, `error: ${message}`]);
    }
  });

  it('refuses a reply that is the name of a file: it takes @', async () => {
    const cwd = createTempFolder();
    writeFileSync(join(cwd, 'reply.txt'), 'Thank you\n');
    const start = (text: string) =>
      runInside(['listen', '--port', '0', '--no-journal', '--sandbox', '--reply', text], {
        cwd,
        signal: AbortSignal.abort('SIGTERM'),
      });
    const refused = await start('reply.txt');
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/reply\.txt is a file[\s\S]*Give --reply @reply\.txt/),
    ]);
    for (const text of ['@reply.txt', 'reply', 'Thank\0you', 'x'.repeat(4000)]) {
      expect((await start(text)).code, text).toBe(0);
    }
  });

  it('names the TLS file that is no such thing, before it listens', async () => {
    const cwd = createTempFolder();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    const files = { cert: testTls.cert, key: testTls.key, empty: '', text: 'no PEM', other, locked };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const start = (cert: string, key: string) =>
      runInside(['listen', '--port', '0', '--no-journal', '--json', '--tls-cert', cert, '--tls-key', key], {
        cwd,
        signal: AbortSignal.abort('SIGTERM'),
      });
    expect((await start('cert', 'key')).code).toBe(0);
    for (const [cert, key, message] of [
      ['empty', 'empty', 'empty holds no certificate in PEM form.'],
      ['text', 'key', 'text holds no certificate in PEM form.'],
      ['key', 'cert', 'key holds no certificate in PEM form.'],
      ['cert', 'text', 'text holds no private key in PEM form.'],
      ['cert', 'locked', 'locked is locked with a passphrase, which nobody could type at a start.'],
      ['cert', 'other', 'cert and other do not belong together.'],
    ] as const) {
      const { code, stdout } = await start(cert, key);
      expect([code, JSON.parse(stdout).error]).toEqual([2, { code: 'tls-invalid', message, hint: expect.any(String) }]);
    }
  });

  it('leaves the file that was named, readable by its owner only', async () => {
    const path = join(createTempFolder(), 'named.ndjson');
    await listenBriefly(['--journal', path]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('of many that find the lock of a dead process, one takes it over', async () => {
    const path = join(createTempFolder(), 'shared.ndjson');
    for (let round = 0; round < 3; round++) {
      writeFileSync(`${path}.lock`, '4194305\n');
      const abort = new AbortController();
      const ready = () => abort.abort('SIGTERM');
      const runs = Array.from({ length: 5 }, () =>
        runBinary(['listen', '--port', '0', '--journal', path], { signal: abort.signal }),
      );
      let ended = 0;
      // Whoever gives way ends by itself; the one that is left is stopped.
      for (const run of runs) void run.then(() => ++ended === runs.length - 1 && ready());
      const results = await Promise.all(runs);
      expect(results.map(({ code }) => code).sort()).toEqual([0, 2, 2, 2, 2]);
      for (const { code, stderr } of results) if (code === 2) expect(stderr).toMatch(/in use by another cmtg/);
      expect(readdirSync(dirname(path)).filter((name) => name.includes('.lock'))).toEqual([]);
    }
  });
});
