import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyPrograms, type Programs } from '../support/bulk/build-programs.js';
import { beginSmallRun, killAtCall, type Phase, rows, runOnce } from '../support/bulk/call-kills.js';
import { judgeOrder } from '../support/bulk/judge-order.js';
import { type Calls, hasStrace, traceInto } from '../support/bulk/strace.js';
import { createTempFolder } from '../support/temp-folder.js';

// Every system call of a run of 200 rows: `npm run torture:bulk`. Figures go to stderr.

let programs: Programs;
const hour = 3_600_000;

beforeAll(async () => {
  programs = await copyPrograms(createTempFolder());
});

/** The calls of a run, as the test below finds them: whatever touches the ledger, its lock or the network. */
const sweeps: readonly (readonly [Phase, Omit<Calls, 'path'> & { readonly onLedger?: boolean }])[] = [
  ['begin', { call: 'openat', thread: 'files', onLedger: true }],
  ['begin', { call: 'write', thread: 'files', onLedger: true }],
  ['begin', { call: 'write', thread: 'files' }],
  ['begin', { call: 'write', thread: 'main' }],
  ['begin', { call: 'fdatasync', thread: 'files' }],
  ['begin', { call: 'fsync', thread: 'files' }],
  ['begin', { call: 'link', thread: 'files' }],
  ['begin', { call: 'unlink', thread: 'files' }],
  ['begin', { call: 'connect', thread: 'main' }],
  ['begin', { call: 'writev', thread: 'main' }],
  ['resume', { call: 'write', thread: 'files', onLedger: true }],
  ['resume', { call: 'ftruncate', thread: 'files' }],
  ['resume', { call: 'fdatasync', thread: 'files' }],
  ['resume', { call: 'fsync', thread: 'files' }],
  ['resume', { call: 'link', thread: 'files' }],
  ['resume', { call: 'unlink', thread: 'files' }],
  ['resume', { call: 'connect', thread: 'main' }],
  ['resume', { call: 'writev', thread: 'main' }],
];

describe.skipIf(!hasStrace)('every system call of a 200-row run (needs strace)', () => {
  it('the calls are those that the sweeps meet; nothing leaves before its intent is durable', async () => {
    const folder = createTempFolder();
    const run = await beginSmallRun(folder, programs, 2);
    await runOnce(run, traceInto(`${folder}/trace`));
    await run.gateway.stop();
    const order = judgeOrder(readFileSync(`${folder}/trace`, 'latin1'), run.ledger);
    const { posts, messages, tooEarly, calls, others } = order;
    say(`${posts} requests, ${messages} messages, ${tooEarly} before their intent was durable`);
    say(`calls: ledger ${[...calls.ledger]}; network ${[...calls.network]}; elsewhere ${[...others]}`);
    expect({ messages, tooEarly }).toEqual({ messages: rows, tooEarly: 0 });
    const met = new Set(sweeps.map(([, { call }]) => call));
    expect([...calls.ledger, ...calls.network].filter((call) => !met.has(call))).toEqual([]);
    // No name is ever changed: what a lock names is complete when it appears, by a link.
    expect([...others].filter((call) => call.startsWith('rename'))).toEqual([]);
  });

  it.each(sweeps)(
    'killed at each, resumed to the end: %s %j',
    async (phase, calls) => {
      let worst = 0;
      for (let nth = 1; ; nth++) {
        const { reached, unknown, problems } = await killAtCall(createTempFolder(), programs, phase, calls, nth);
        expect({ nth, problems }).toEqual({ nth, problems: [] });
        worst = Math.max(worst, unknown);
        if (reached) continue;
        const { call, thread, onLedger = false } = calls;
        const which = `${call} of the ${thread} thread${onLedger ? ' on the ledger' : ''}`;
        say(
          `${phase}: killed at each of ${nth - 1} ${which}; ${rows} rows add up, 0 lost, 0 twice, unknown ≤ ${worst}`,
        );
        expect(nth).toBeGreaterThan(1);
        return;
      }
    },
    hour,
  );
});

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
