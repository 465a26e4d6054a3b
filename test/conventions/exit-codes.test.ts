import { readFileSync } from 'node:fs';
import { afterEach, describe, expect } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.js';
import { plainCanary } from '../support/canary.js';
import { type Behaviour, type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { type CliSetup, root, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import { badPayload, convention, whileListening } from './support.js';

let server: FaultServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const env = { CMTG_PRODUCT_TOKEN: plainCanary, CMTG_FROM: '1' };

async function sendTo(behaviour: Behaviour, flags: readonly string[] = [], setup: CliSetup = {}) {
  await server?.close();
  server = await startFaultServer(behaviour);
  return runInside(['send', '--endpoint', server.url, '--to', '2,3', ...flags, 'x'], { env, ...setup });
}

describe('exit codes', () => {
  convention(16, 'the table in the documentation equals the one in the source', () => {
    const page = readFileSync(`${root}docs/exit-codes.md`, 'utf8');
    const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, meaning]) => [Number(code), meaning]);
    expect(rows).toEqual(Object.values(exitCodes).map(({ code, meaning }) => [code, meaning]));
  });

  // The convention wants a code of its own for configuration; here it is part of 2: what the user gave cannot be used.
  convention(17, '0 success, 1 findings, 2 usage and configuration, and one code a kind of failure', async () => {
    expect((await sendTo(faults.acceptAll())).code).toBe(0);
    expect((await runInside(['validate', '-'], { stdin: badPayload })).code).toBe(1);
    expect((await runInside(['send', '--nope'])).code).toBe(2);
    expect((await runInside(['config'], { env: { CMTG_RETRIES: 'many' } })).code).toBe(2);
    expect((await sendTo(faults.mixed())).code).toBe(3);
    expect((await sendTo(faults.status(401))).code).toBe(4);
    expect((await sendTo(faults.wrongToken())).code).toBe(4);
    await server?.close();
    const nobody = ['send', '--retries', '0', '--endpoint', server?.url ?? '', '--to', '2', 'x'];
    expect((await runInside(nobody, { env })).code).toBe(5);
    expect((await sendTo(faults.resetAfterBody())).code).toBe(6);
    expect((await sendTo(faults.status(429, '', { 'retry-after': '3600' }))).code).toBe(7);
  });

  // The convention wants 130 from an interrupted listener; here stopping it is how its work ends: 0, as documented.
  convention(18, 'Ctrl-C and SIGTERM: 130 and 143 while sending; a listener is stopped cleanly with 0', async () => {
    for (const reason of ['SIGINT', 'SIGTERM'] as const) {
      expect((await whileListening([], async () => {}, { reason })).code).toBe(0);
      const stop = new AbortController();
      const { code } = await sendTo(() => stop.abort(reason), [], { signal: stop.signal });
      expect(code).toBe(reason === 'SIGINT' ? 130 : 143);
    }
    expect(exitCodes.ok.meaning).toContain('clean stop of `listen`');
  });

  convention(19, 'a time-out has its documented code, and stderr says after how long', async () => {
    const { code, stdout, stderr } = await sendTo(faults.neverAnswer(), ['--timeout', '250ms', '--json']);
    expect(code).toBe(6);
    expect(stderr).toContain('250ms');
    expect(JSON.parse(stdout).messages[0].details).toContain('250ms');
  });

  convention(20, 'a pattern without files is an error, and none with the flag that allows it', async () => {
    const cwd = createTempFolder();
    expect((await runInside(['validate', 'none-*.json'], { cwd })).code).not.toBe(0);
    expect((await runInside(['validate', 'none-*.json', '--allow-empty'], { cwd })).code).toBe(0);
  });

  convention(21, 'of the numbers of sysexits only 70 is used, and it is documented as what it is there', () => {
    const taken = Object.values(exitCodes).filter(({ code }) => code >= 64 && code <= 78);
    expect(taken).toEqual([{ code: 70, meaning: 'a bug in cmtg' }]);
  });

  // The convention wants two codes; here both are 3, and `outcome` tells them apart.
  convention(
    22,
    'mixed and wholly rejected answers: 3, every message listed with reference and error code',
    async () => {
      const mixed = await sendTo(faults.mixed(['3']), ['--json']);
      expect(mixed.code).toBe(3);
      const { outcome, messages } = JSON.parse(mixed.stdout);
      expect(outcome).toBe('partial');
      expect(messages).toMatchObject([
        { to: '2', state: 'accepted', errorCode: 0 },
        { to: '3', state: 'rejected', errorCode: 303 },
      ]);
      expect(messages.every(({ reference }: { reference: string }) => /^[0-9a-f]{32}$/.test(reference))).toBe(true);
      const rejected = await sendTo(faults.mixed(['2', '3']), ['--json']);
      expect(rejected.code).toBe(3);
      expect(JSON.parse(rejected.stdout)).toMatchObject({
        outcome: 'rejected',
        messages: [{ errorCode: 303 }, { errorCode: 303 }],
      });
      expect((await sendTo(faults.mixed(['3']))).stdout).toContain('303');
    },
  );
});
