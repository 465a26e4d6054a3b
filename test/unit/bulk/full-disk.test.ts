import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms, type Programs } from '../../support/bulk/build-programs.js';
import { beginSmallRun, failAtCall, meetFullDisk, rows, runOnce, settleRun } from '../../support/bulk/call-kills.js';
import { judgeOrder } from '../../support/bulk/judge-order.js';
import { mountSmallDisk } from '../../support/bulk/small-disk.js';
import { hasStrace, traceInto } from '../../support/bulk/strace.js';
import { createTempFolder } from '../../support/temp-folder.js';

let programs: Programs;

beforeAll(async () => {
  programs = await buildPrograms(createTempFolder());
});

// Files of this process may not grow beyond so many blocks: an error of the real file system, without any rights.
const smallFiles = ['sh', '-c', 'ulimit -f 4 && exec "$@"', 'sh'];

describe('a ledger that cannot be written any more', () => {
  it('ends the run: nothing is posted that is not announced, and the cut record is set aside', async () => {
    const run = await beginSmallRun(createTempFolder(), programs);
    const { ending, requests, torn, problems } = await meetFullDisk(run, smallFiles, () => {});
    expect(ending).toMatchObject({ code: 2, killed: false });
    expect(ending.stderr).toContain('The ledger cannot be written (EFBIG); nothing more is posted.');
    expect(ending.stderr).toContain('hint: Make room or repair the disk, then resume');
    expect(requests).toBeGreaterThan(0);
    expect(requests).toBeLessThan(10);
    expect({ torn, problems }).toEqual({ torn: true, problems: [] });
    expect(readdirSync(run.folder).filter((name) => name.includes('.torn-'))).toHaveLength(1);
  });

  it('on a full disk', async ({ skip }) => {
    const folder = createTempFolder();
    mkdirSync(`${folder}/disk`);
    const disk = mountSmallDisk(`${folder}/disk`, 2);
    if (disk === undefined) return skip('mounting a tmpfs needs root');
    try {
      const run = await beginSmallRun(folder, programs, { ledger: `${disk.folder}/run.jsonl` });
      const trace = `${folder}/trace`;
      const { ending, problems } = await meetFullDisk(run, hasStrace ? traceInto(trace) : [], disk.makeRoom);
      expect(ending.code).toBe(2);
      expect(ending.stderr).toContain('The ledger cannot be written (ENOSPC)');
      expect(problems).toEqual([]);
      if (!hasStrace) return;
      const { failures, tooEarly, afterFailure, writesAfterFailure } = judgeOrder(
        readFileSync(trace, 'latin1'),
        run.ledger,
      );
      expect(failures).toBeGreaterThan(0);
      expect({ tooEarly, afterFailure, writesAfterFailure }).toEqual({
        ...{ tooEarly: 0, afterFailure: 0, writesAfterFailure: 0 },
      });
    } finally {
      disk.unmount();
    }
  });
});

// Each call of a run is met by `npm run torture:bulk`.
describe.skipIf(!hasStrace)('calls on the ledger that fail (needs strace)', () => {
  it('nothing leaves before its intent is durable', async () => {
    const run = await beginSmallRun(createTempFolder(), programs, { latencyMs: 2 });
    await runOnce(run, traceInto(`${run.folder}/trace`));
    await run.gateway.stop();
    const order = judgeOrder(readFileSync(`${run.folder}/trace`, 'latin1'), run.ledger);
    expect(order).toMatchObject({ posts: 10, messages: rows, tooEarly: 0, failures: 0 });
  });

  it('a failed sync is final: no request is begun and nothing is written after it', async () => {
    const run = await beginSmallRun(createTempFolder(), programs, { latencyMs: 2 });
    const { code, stderr } = await runOnce(run, traceInto(`${run.folder}/trace`, 'fdatasync:error=EIO:when=4'));
    const order = judgeOrder(readFileSync(`${run.folder}/trace`, 'latin1'), run.ledger);
    const { problems } = await settleRun(run);
    await run.gateway.stop();
    expect(code).toBe(2);
    expect(stderr).toContain('The ledger cannot be written (EIO)');
    expect(order).toMatchObject({ tooEarly: 0, failures: 1, afterFailure: 0, writesAfterFailure: 0 });
    expect(order.posts).toBeGreaterThan(0);
    expect(order.posts).toBeLessThan(10);
    expect(problems).toEqual([]);
  });

  it('what the last requests taught but the ledger does not hold is unknown, and not reported as done', async () => {
    const sync = { call: 'fdatasync', thread: 'files' } as const;
    // One request: the first sync is the header's, the second the intent's, the third the outcome's.
    const folder = createTempFolder();
    const { failed, ending, problems } = await failAtCall(folder, programs, 'begin', sync, 'EIO', 3, rows);
    expect({ failed, problems, code: ending.code }).toEqual({ failed: 1, problems: [], code: 2 });
    expect(ending.stderr).toContain('The ledger cannot be written (EIO)');
  });

  it.each(['fsync', 'link', 'unlink'])('%s around the lock: no crash, nothing posted or all of it', async (call) => {
    const target = { call, thread: 'files' } as const;
    const { failed, ending, problems } = await failAtCall(createTempFolder(), programs, 'begin', target, 'EDQUOT', 1);
    expect({ failed, problems }).toEqual({ failed: 1, problems: [] });
    // A draft that stays behind is none of the operator's business.
    expect(ending.code).toBe(call === 'unlink' ? 3 : 2);
    if (call !== 'unlink') expect(ending.stderr).toContain('cannot be opened for writing (EDQUOT); nothing was posted');
  });
});
