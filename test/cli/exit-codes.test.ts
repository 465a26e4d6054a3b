import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type ExitName, exitCodes, worstExitCode } from '../../src/cli/exit-codes.js';
import { plainCanary } from '../support/canary.js';
import { type Behaviour, type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { root, runBinary } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

let server: FaultServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const env = { CMTG_PRODUCT_TOKEN: plainCanary, CMTG_FROM: '1' };

async function sendTo(behaviour: Behaviour, ...flags: string[]) {
  server = await startFaultServer(behaviour);
  return runBinary(['send', '--json', '--endpoint', server.url, '--to', '2,3', ...flags, 'x'], { env });
}

/** One way to reach every code of the table, through the built binary. */
const provocations: Record<ExitName, () => ReturnType<typeof runBinary>> = {
  ok: () => sendTo(faults.acceptAll()),
  findings: () => sendTo(faults.acceptAll(), '--reference', 'not_a_reference', '--strict'),
  usage: () => runBinary(['send', '--json', '--nope']),
  refused: () => sendTo(faults.mixed()),
  account: () => sendTo(faults.status(401)),
  unreachable: () =>
    runBinary(['send', '--json', '--retries', '0', '--endpoint', 'http://127.0.0.1:9/', '--to', '2', 'x'], { env }),
  unknown: () => sendTo(faults.resetAfterBody()),
  rateLimited: () => sendTo(faults.status(429, '', { 'retry-after': '3600' })),
  bug: async () => {
    // A bundle that lost a chunk is the only bug that can be had on purpose.
    const folder = createTempFolder();
    const { cpSync, readdirSync, rmSync } = await import('node:fs');
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const chunks = join(folder, 'dist', 'chunks');
    for (const name of readdirSync(chunks)) if (name.startsWith('send')) rmSync(join(chunks, name));
    return runBinary(['send', '--json', '--to', '2', 'x'], { env, bin: join(folder, 'bin', 'cmtg.js') });
  },
  interrupted: () => interrupt('SIGINT'),
  terminated: () => interrupt('SIGTERM'),
};

async function interrupt(signal: 'SIGINT' | 'SIGTERM') {
  const stop = new AbortController();
  server = await startFaultServer(() => stop.abort(signal));
  return runBinary(['send', '--json', '--endpoint', server.url, '--to', '2', 'x'], { env, signal: stop.signal });
}

describe('every exit code of the table', () => {
  test.each(Object.keys(exitCodes) as ExitName[])('%s', async (name) => {
    const { code, stdout, stderr } = await provocations[name]();
    expect(code, stderr).toBe(exitCodes[name].code);
    const document = JSON.parse(stdout);
    expect(document.version).toBe(1);
    if (name === 'usage' || name === 'bug')
      expect(document.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    else expect(document.messages.length).toBeGreaterThan(0);
  });

  test('what was being written when the process was stopped is unknown', async () => {
    const { stdout } = await interrupt('SIGINT');
    expect(JSON.parse(stdout).messages[0]).toMatchObject({ state: 'unknown', reason: 'interrupted' });
  });

  test('the worst wins', () => {
    expect(worstExitCode(['findings', 'refused', 'unreachable'])).toBe(5);
    expect(worstExitCode(['unreachable', 'rateLimited', 'account'])).toBe(4);
    expect(worstExitCode(['account', 'unknown'])).toBe(6);
    expect(worstExitCode(['unknown', 'usage', 'interrupted', 'terminated'])).toBe(130);
    expect(worstExitCode([])).toBe(0);
  });

  test('the documentation has the same table', () => {
    const page = readFileSync(join(root, 'docs/exit-codes.md'), 'utf8');
    const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map((match) => [Number(match[1]), match[2]]);
    expect(rows).toEqual(Object.values(exitCodes).map(({ code, meaning }) => [code, meaning]));
  });
});
