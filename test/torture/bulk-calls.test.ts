import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyPrograms, type Programs } from '../support/bulk/build-programs.js';
import { beginSmallRun, failAtCall, killAtCall, type Phase, rows, runOnce } from '../support/bulk/call-kills.js';
import { judgeOrder } from '../support/bulk/judge-order.js';
import { type Calls, hasStrace, traceInto } from '../support/bulk/strace.js';
import { createTempFolder } from '../support/temp-folder.js';

// Every system call of a run of 200 rows: `npm run torture:bulk`. Figures go to stderr.

let programs: Programs;
const hour = 3_600_000;

beforeAll(async () => {
  programs = await copyPrograms(createTempFolder());
});

interface Sweep extends Omit<Calls, 'path'> {
  readonly onLedger?: boolean;
  /** A run makes so many calls at least: ten requests, two at a time, share a write now and then. */
  readonly least: number;
}

/** The calls of a run, as the test below finds them: whatever touches the ledger, its lock or the network. */
const sweeps: readonly (readonly [Phase, Sweep])[] = [
  ['begin', { call: 'openat', thread: 'files', onLedger: true, least: 1 }],
  ['begin', { call: 'write', thread: 'files', onLedger: true, least: 7 }],
  ['begin', { call: 'fdatasync', thread: 'files', least: 7 }],
  ['begin', { call: 'fsync', thread: 'files', least: 2 }],
  ['begin', { call: 'link', thread: 'files', least: 1 }],
  ['begin', { call: 'unlink', thread: 'files', least: 2 }],
  ['begin', { call: 'connect', thread: 'main', least: 10 }],
  ['begin', { call: 'writev', thread: 'main', least: 10 }],
  ['begin', { call: 'write', thread: 'main', least: 5 }],
  ['begin', { call: 'write', thread: 'files', least: 40 }],
  ['resume', { call: 'openat', thread: 'files', onLedger: true, least: 3 }],
  ['resume', { call: 'write', thread: 'files', onLedger: true, least: 6 }],
  ['resume', { call: 'ftruncate', thread: 'files', least: 1 }],
  ['resume', { call: 'fdatasync', thread: 'files', least: 8 }],
  ['resume', { call: 'fsync', thread: 'files', least: 2 }],
  ['resume', { call: 'link', thread: 'files', least: 1 }],
  ['resume', { call: 'unlink', thread: 'files', least: 3 }],
  ['resume', { call: 'connect', thread: 'main', least: 8 }],
  ['resume', { call: 'writev', thread: 'main', least: 8 }],
];

/** Every error that a disk is known for, at every call on the ledger and around its lock. */
const failing = sweeps
  .filter(([, { call, thread, onLedger = false }]) => thread === 'files' && (call !== 'write' || onLedger))
  .flatMap(([phase, sweep]) => {
    const errors = ['fdatasync', 'fsync'].includes(sweep.call)
      ? ['EIO']
      : sweep.call === 'write'
        ? ['ENOSPC', 'EDQUOT']
        : ['EROFS'];
    return errors.map((error) => [phase, sweep, error] as const);
  });

describe.skipIf(!hasStrace)('every system call of a 200-row run (needs strace)', () => {
  it('the calls are those that the sweeps meet; nothing leaves before its intent is durable', async () => {
    const folder = createTempFolder();
    const run = await beginSmallRun(folder, programs, { latencyMs: 2 });
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
    'killed at each call, resumed to the end: %s %j',
    async (phase, { least, ...calls }) => {
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
        expect(nth - 1).toBeGreaterThanOrEqual(least);
        return;
      }
    },
    hour,
  );

  it.each(failing)(
    'each call fails, then the run is resumed to the end: %s %j with %s',
    async (phase, { least, ...calls }, error) => {
      const { call, onLedger = false } = calls;
      // At the last step of all nothing is left to be spoilt: that a lock cannot be removed is not said.
      const harmless = call === 'unlink';
      const codes = new Map<number | null, number>();
      for (let nth = 1; ; nth++) {
        const folder = createTempFolder();
        const { failed, ending, problems } = await failAtCall(folder, programs, phase, calls, error, nth);
        expect({ nth, problems }).toEqual({ nth, problems: [] });
        if (failed === 0) {
          const which = `${call}${onLedger ? ' on the ledger' : ''} with ${error}`;
          const ends = [...codes].map(([code, times]) => `${times} × exit ${code}`).join(', ');
          say(`${phase}: failed each of ${nth - 1} ${which}: ${ends}; ${rows} rows add up`);
          expect(nth - 1).toBeGreaterThanOrEqual(least);
          return;
        }
        codes.set(ending.code, (codes.get(ending.code) ?? 0) + 1);
        if (harmless) expect([2, 3, 6]).toContain(ending.code);
        else expect({ nth, code: ending.code, named: ending.stderr.includes(`(${error})`) }).toEqual(told(nth));
      }
    },
    hour,
  );
});

const told = (nth: number) => ({ nth, code: 2, named: true });

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
