import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runHostileBodies, runSlowClients } from '../torture/listen/attacks.js';
import {
  runFailedSync,
  runFullDisk,
  runKills,
  runOrder,
  runSleepingReader,
  runStops,
} from '../torture/listen/scenarios.js';

/* Short versions; `npm run torture:listen` runs the long ones. */
const hasStrace = spawnSync('strace', ['-V']).status === 0;

describe('listen under pressure', () => {
  it('has every acknowledged webhook in its journal after kills', async () => {
    const { acknowledged, missing, bad } = await runKills(2);
    // How many there are is the machine's affair; that none is missing is ours.
    expect(acknowledged).toBeGreaterThan(0);
    expect({ missing, bad }).toEqual({ missing: 0, bad: 0 });
  });

  it.skipIf(!hasStrace)('writes no 200 before the sync of its record (needs strace)', async () => {
    const { acknowledged, violations, syncs } = await runOrder(300);
    expect(acknowledged).toBeGreaterThanOrEqual(300);
    expect(syncs).toBeGreaterThan(5);
    expect(violations).toBe(0);
  });

  it('answers 503 on a full disk, says so, and recovers (needs a tmpfs of its own)', async ({ skip }) => {
    const result = await runFullDisk();
    if (result === undefined) return skip('mounting a tmpfs needs root');
    expect(result).toMatchObject({ statuses: new Set([503]), missing: 0, bad: 0, code: 0 });
    expect(result.stderr).toMatch(/cannot be written \(ENOSPC.*answered 503/);
    expect(result.stderr).toMatch(/can be written again/);
  });

  it.skipIf(!hasStrace)('goes on in another file after a failed sync (needs strace)', async () => {
    const result = await runFailedSync();
    expect(result).toMatchObject({ statuses: new Set([503]), missing: 0, rotated: true });
    expect(result.stderr).toMatch(/did not confirm a write.*\.2\.ndjson/);
  });

  it('answers every request it took when it is stopped, within a second', async () => {
    const { unanswered, slowest, codes, lastLines, acknowledged } = await runStops(2);
    // How many there are is the machine's affair; that none is missing is ours.
    expect(acknowledged).toBeGreaterThan(0);
    expect(unanswered).toBe(0);
    expect(slowest).toBeLessThan(1000);
    expect(codes).toEqual(new Set([0]));
    expect(lastLines).toEqual(new Set(['{"type":"stopped"}']));
  });

  it('shows everything to a reader that slept, and keeps nothing in memory for it', async () => {
    const { growth, missing, heldBack, code } = await runSleepingReader(2000);
    expect(heldBack).toBeGreaterThan(100);
    expect({ missing, code }).toEqual({ missing: 0, code: 0 });
    expect(growth).toBeLessThan(32);
  });

  it('drops clients that are slow with their headers, and answers honest ones meanwhile', async () => {
    const { honest, failed, stillOpen } = await runSlowClients(60, ['silent', 'headers', 'range', 'reading']);
    expect(honest).toBeGreaterThan(10);
    expect({ failed, stillOpen }).toEqual({ failed: 0, stillOpen: 0 });
  });

  it('lives through hostile bodies', async () => {
    const { growth, answers, code } = await runHostileBodies(64);
    expect(answers).toEqual({
      chunked: 413,
      'gzip bomb': 200,
      'too deep and too long': 413,
      deep: 200,
      'deep objects': 200,
      'invalid UTF-8': 200,
      'long number': 200,
      'many keys': 200,
      'poisoned keys': 200,
      'after all that': 200,
    });
    expect(code).toBe(0);
    expect(growth).toBeLessThan(48);
  });
});
