import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { copyPrograms, type Programs } from '../support/bulk/build-programs.js';
import { finished, judgeLedger, startCli, startGateway, writeRecipients } from '../support/bulk/campaign.js';
import { killCampaign } from '../support/bulk/kill-campaign.js';
import { losePower } from '../support/bulk/power-loss.js';
import { createTempFolder } from '../support/temp-folder.js';

// Long runs over the ledger: `npm run torture:bulk`. The built command line with the real clock. Figures go to stderr.

let programs: Programs;
const hour = 3_600_000;

beforeAll(async () => {
  programs = await copyPrograms(createTempFolder());
});

it.each(['skip', 'resend'] as const)(
  '100 000 rows, 100 kills, one request in ten fails: %s',
  async (policy) => {
    const seed = Number(process.env['TORTURE_SEED'] ?? Date.now() % 2 ** 31);
    say(`${policy}: seed ${seed}`);
    const start = Date.now();
    const { problems, judgement, kills, faults, requests, window, runs } = await killCampaign({
      folder: createTempFolder(),
      programs,
      rows: 100_000,
      kills: 100,
      policy,
      seed,
      batch: 20,
      faults: 0.1,
      latencyMs: 10,
      // Short enough that a fast machine is not done before the last kill.
      lifeMs: 1800,
      onLife: (life) => {
        if (life.runs % 10 === 0) say(`${policy}: ${life.kills} kills, ${life.requests} requests`);
      },
    });
    const { rows, accepted, rejected, unknown, notSent, lost, undeclared, declared, twice, widest, cut } = judgement;
    const seconds = Math.round((Date.now() - start) / 1000);
    say(`${policy}: ${kills} kills, ${runs} runs, ${requests} requests, ${faults} of them failed, ${seconds} s`);
    say(
      `${policy}: ${rows} rows = ${accepted} accepted + ${rejected} rejected + ${unknown} unknown + ${notSent} not sent`,
    );
    say(`${policy}: lost ${lost}, twice unsaid ${undeclared}, twice ${twice} of ${declared} declared`);
    say(
      `${policy}: unknown ≤ ${window * (kills + faults)} (window × (kills + faults)); ${cut} kills cut requests, at most ${widest} messages`,
    );
    expect(problems).toEqual([]);
    expect(accepted + rejected + unknown + notSent).toBe(rows);
    expect({ kills, notSent, lost, undeclared }).toEqual({ kills: 100, notSent: 0, lost: 0, undeclared: 0 });
    if (policy === 'skip') expect({ declared, twice }).toEqual({ declared: 0, twice: 0 });
    else expect(declared).toBeGreaterThan(0);
  },
  hour,
);

it(
  'ten thousand disks that lose power',
  async () => {
    const start = Date.now();
    let [losses, unknown] = [0, 0];
    for (let seed = 1; seed <= 10_000; seed++) {
      const result = await losePower(seed);
      expect({ seed, problems: result.problems }).toEqual({ seed, problems: [] });
      losses += result.losses;
      unknown += result.unknown;
      if (seed % 1000 === 0) say(`power: ${seed} seeds, ${losses} losses, ${unknown} unknown`);
    }
    say(`power: 10 000 seeds, ${losses} losses of power, 0 problems, ${Math.round((Date.now() - start) / 1000)} s`);
  },
  hour,
);

it(
  'of two resumes at once the second refuses, two hundred times',
  async () => {
    const folder = createTempFolder();
    const [input, ledger] = [`${folder}/people.csv`, `${folder}/run.jsonl`];
    const rows = 4000;
    writeRecipients(input, rows);
    const options = { log: `${folder}/log.jsonl`, seed: 1, faults: 0, rejects: 0, latencyMs: 200 };
    const gateway = await startGateway(programs.gateway, options);
    const flags = ['--endpoint', gateway.url, '--batch', '1', '--concurrency', '1', '--rate', 'max'];
    const begin = ['send', '--recipients', input, 'Hi', '--yes', '--ledger', ledger, ...flags];
    const first = startCli(programs.cli, begin, { HOME: folder });
    while (!existsSync(ledger) || !readFileSync(ledger, 'utf8').includes('"outcome"')) await pause(10);
    first.kill('SIGKILL');
    await finished(first);
    for (let race = 1; race <= 200; race++) {
      // Each one finds the lock of a run that was killed.
      const pair = [1, 2].map(() => startCli(programs.cli, ['bulk', 'resume', ledger, ...flags], { HOME: folder }));
      const ends = pair.map(finished);
      const loser = await Promise.race(ends);
      const refused = loser.stderr.includes('is in use by');
      expect({ race, refused, code: loser.code }).toEqual({ race, refused: true, code: 2 });
      for (const child of pair) child.kill('SIGKILL');
      const both = await Promise.all(ends);
      expect(both.filter(({ killed }) => killed)).toHaveLength(1);
      if (race % 50 === 0) say(`races: in ${race} of ${race} the second refused`);
    }
    const { lost, undeclared, twice, widest } = judgeLedger(ledger, rows, gateway);
    await gateway.stop();
    expect({ lost, undeclared, twice }).toEqual({ lost: 0, undeclared: 0, twice: 0 });
    expect(widest).toBeLessThanOrEqual(1);
  },
  hour,
);

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
