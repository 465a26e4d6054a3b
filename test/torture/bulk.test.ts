import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../support/bulk/build-programs.js';
import { finished, judge, startCli, startGateway, writeRecipients } from '../support/bulk/campaign.js';
import { killCampaign } from '../support/bulk/kill-campaign.js';
import { losePower } from '../support/bulk/power-loss.js';
import { createTempFolder } from '../support/temp-folder.js';

// Long runs over the ledger: `npm run torture:bulk`. Figures are printed.

let programs: Awaited<ReturnType<typeof buildPrograms>>;
const hour = 3_600_000;

beforeAll(async () => {
  programs = await buildPrograms(createTempFolder());
});

it.each(['skip', 'resend'] as const)(
  '100 000 rows, 100 kills, one request in ten fails: %s',
  async (policy) => {
    const result = await killCampaign({
      folder: createTempFolder(),
      programs,
      rows: 100_000,
      kills: 100,
      policy,
      seed: Date.now(),
      batch: 50,
      faults: 0.1,
      latencyMs: 3,
      livesMs: [300, 900],
    });
    console.log(policy, JSON.stringify(result));
    const { judgement, kills, faults, window } = result;
    const { rows, accepted, rejected, unknown, notSent, lost, undeclared } = judgement;
    expect(rows).toBe(accepted + rejected + unknown + notSent);
    expect({ lost, undeclared, notSent, kills }).toEqual({ lost: 0, undeclared: 0, notSent: 0, kills: 100 });
    expect(unknown).toBeLessThanOrEqual(window * (kills + faults));
  },
  hour,
);

it(
  'ten thousand disks that lose power',
  async () => {
    for (let seed = 1; seed <= 10_000; seed++) {
      const { problems } = await losePower(seed);
      expect({ seed, problems }).toEqual({ seed, problems: [] });
    }
  },
  hour,
);

it(
  'of two resumes at once the second refuses, two hundred times',
  async () => {
    const folder = createTempFolder();
    const [input, ledger] = [`${folder}/people.csv`, `${folder}/run.jsonl`];
    writeRecipients(input, 4000);
    const gateway = await startGateway(programs.gateway, {
      ...{ log: `${folder}/log.jsonl`, seed: 1, faults: 0, rejects: 0, latencyMs: 200 },
    });
    const flags = [
      '--endpoint',
      gateway.url,
      '--batch',
      '1',
      '--concurrency',
      '1',
      '--rate',
      'max',
      '--on-unknown',
      'skip',
    ];
    const first = startCli(programs.cli, ['send', '--recipients', input, 'Hi', '--yes', '--ledger', ledger, ...flags], {
      HOME: folder,
    });
    while (!existsSync(ledger) || !readFileSync(ledger, 'utf8').includes('"outcome"')) await pause(10);
    first.kill('SIGKILL');
    await finished(first);
    for (let race = 1; race <= 200; race++) {
      const pair = [1, 2].map(() => startCli(programs.cli, ['bulk', 'resume', ledger, ...flags], { HOME: folder }));
      const ends = pair.map(finished);
      const loser = await Promise.race(ends);
      expect({ race, refused: loser.stderr.includes('is in use by') }).toEqual({ race, refused: true });
      for (const child of pair) child.kill('SIGKILL');
      const both = await Promise.all(ends);
      expect(both.filter(({ killed }) => killed)).toHaveLength(1);
    }
    await gateway.stop();
  },
  hour,
);

const hasStrace = spawnSync('strace', ['--version']).status === 0;

describe.skipIf(!hasStrace)('killed at every system call of a 200-row run (needs strace)', () => {
  it.each(['write', 'writev', 'fdatasync', 'fsync', 'connect', 'openat', 'link', 'unlink'])(
    '%s',
    async (call) => {
      for (let nth = 1; ; nth++) {
        const folder = createTempFolder();
        const [input, ledger] = [`${folder}/people.csv`, `${folder}/run.jsonl`];
        writeRecipients(input, 200);
        const gateway = await startGateway(programs.gateway, {
          ...{ log: `${folder}/log.jsonl`, seed: nth, faults: 0, rejects: 0, latencyMs: 0 },
        });
        const flags = ['--endpoint', gateway.url, '--batch', '20', '--rate', 'max'];
        const begin = ['send', '--recipients', input, 'Hi', '--yes', '--ledger', ledger, ...flags];
        const env = { PATH: process.env['PATH'], HOME: folder, CMTG_PRODUCT_TOKEN: 'secret-token', CMTG_FROM: '1' };
        const traced = spawnSync(
          'strace',
          [
            '-f',
            '-qq',
            '-o',
            '/dev/null',
            '-e',
            `inject=${call}:signal=KILL:when=${nth}`,
            process.execPath,
            programs.cli,
            ...begin,
          ],
          { env, encoding: 'utf8' },
        );
        let code = traced.signal === null && traced.status !== 137 ? traced.status : null;
        const survived = code !== null;
        while (code === null) {
          const begun = existsSync(ledger) && readFileSync(ledger, 'utf8').includes('"crc"');
          ({ code } = await finished(
            startCli(programs.cli, begun ? ['bulk', 'resume', ledger, ...flags] : begin, { HOME: folder }),
          ));
        }
        const { accepted, unknown, notSent, lost, undeclared } = await judge(ledger, 200, gateway.log());
        await gateway.stop();
        expect({ call, nth, sum: accepted + unknown, notSent, lost, undeclared }).toEqual({
          ...{ call, nth, sum: 200, notSent: 0, lost: 0, undeclared: 0 },
        });
        expect(unknown).toBeLessThanOrEqual(40);
        if (survived) {
          console.log(`${call}: killed at each of ${nth - 1} calls`);
          return;
        }
      }
    },
    hour,
  );
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
