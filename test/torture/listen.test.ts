import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runHostileBodies, runSlowClients, slowKinds } from './listen/attacks.js';
import { runFailedSync, runFullDisk, runKills, runOrder, runSleepingReader, runStops } from './listen/scenarios.js';

const hasStrace = spawnSync('strace', ['-V']).status === 0;

/** The figures are what these runs are for: they are printed, and bounded below. */
function report<T extends object>(name: string, result: T): T {
  console.log(
    name,
    JSON.stringify(result, (_, value) => (value instanceof Set ? [...value] : value)),
  );
  return result;
}

describe('listen, long', () => {
  it('50 kills under load from 64 connections: nothing acknowledged is missing', async () => {
    const { acknowledged, missing, bad } = report('kills', await runKills(50));
    expect(acknowledged).toBeGreaterThan(5000);
    expect({ missing, bad }).toEqual({ missing: 0, bad: 0 });
  });

  it.skipIf(!hasStrace)('10 000 answers: none before the sync of its record (needs strace)', async () => {
    const { acknowledged, violations } = report('order', await runOrder(10_000));
    expect(acknowledged).toBeGreaterThanOrEqual(10_000);
    expect(violations).toBe(0);
  });

  it('full disk and failed sync: 503, said, recovered', async ({ skip }) => {
    const full = await runFullDisk();
    if (full === undefined) return skip('mounting a tmpfs needs root');
    expect(report('full disk', full)).toMatchObject({ statuses: new Set([503]), missing: 0, bad: 0, code: 0 });
    if (!hasStrace) return;
    expect(report('failed sync', await runFailedSync())).toMatchObject({ missing: 0, rotated: true });
  });

  it.each(slowKinds)('500 slow connections (%s): honest ones are answered, slow ones gone in 12 s', async (kind) => {
    const result = report(`slow clients: ${kind}`, await runSlowClients(500, [kind]));
    expect(result).toMatchObject({ failed: 0, stillOpen: 0 });
    expect(result.honest).toBeGreaterThan(0);
    expect(result.slowestSeconds).toBeLessThan(12);
    expect(result.peakRss).toBeLessThan(200);
  });

  it('500 slow connections of all kinds: honest ones are answered, at most 200 MiB', async () => {
    const result = report('slow clients', await runSlowClients(500));
    expect(result).toMatchObject({ failed: 0, stillOpen: 0 });
    expect(result.honest).toBeGreaterThan(30);
    expect(result.peakRss).toBeLessThan(200);
  });

  it('hostile bodies, 1 GiB among them: alive, at most 16 MiB more', async () => {
    const { growth, answers, code } = report('hostile bodies', await runHostileBodies(1024));
    expect(answers).toMatchObject({ chunked: 413, 'too deep and too long': 413, deep: 200, 'after all that': 200 });
    expect(code).toBe(0);
    expect(growth).toBeLessThan(16);
  });

  it('20 stops at full load: every accepted request is answered, within a second', async () => {
    const { unanswered, slowest, codes } = report('stops', await runStops(20));
    expect({ unanswered, codes }).toEqual({ unanswered: 0, codes: new Set([0]) });
    expect(slowest).toBeLessThan(1000);
  });

  it('a reader asleep for a minute: at most 32 MiB, and nothing missing', async () => {
    const { growth, missing } = report('sleeping reader', await runSleepingReader(60_000));
    expect(missing).toBe(0);
    expect(growth).toBeLessThan(32);
  });
});
