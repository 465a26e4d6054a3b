import { existsSync, readFileSync } from 'node:fs';
import { finished, type Judgement, judge, startCli, startGateway, writeRecipients } from './campaign.js';

export interface KillOptions {
  readonly folder: string;
  readonly programs: { readonly gateway: string; readonly cli: string };
  readonly rows: number;
  readonly kills: number;
  readonly policy: 'skip' | 'resend';
  readonly seed: number;
  readonly batch: number;
  readonly faults: number;
  readonly latencyMs: number;
  /** A process lives at least and at most so long before it is killed. */
  readonly livesMs: readonly [number, number];
}

export interface KillResult {
  readonly judgement: Judgement;
  readonly kills: number;
  readonly faults: number;
  readonly window: number;
  readonly runs: number;
}

/** Runs a campaign against failing gateway, kills it at random moments, and resumes it to its end. */
export async function killCampaign(options: KillOptions): Promise<KillResult> {
  const { folder, programs, rows, policy, seed, batch } = options;
  const random = createRandom(seed);
  const input = `${folder}/recipients.csv`;
  const ledger = `${folder}/run.jsonl`;
  writeRecipients(input, rows);
  const gateway = await startGateway(programs.gateway, {
    log: `${folder}/gateway.jsonl`,
    seed,
    faults: options.faults,
    rejects: 0.01,
    latencyMs: options.latencyMs,
  });
  const common = ['--endpoint', gateway.url, '--on-unknown', policy, '--timeout', '300ms', '--rate', 'max', '--quiet'];
  const begin = [
    'send',
    '--recipients',
    input,
    'Hello {{name}}',
    '--yes',
    '--ledger',
    ledger,
    '--batch',
    String(batch),
  ];
  const env = { HOME: folder };
  let kills = 0;
  let runs = 0;
  try {
    for (;;) {
      runs++;
      if (runs > options.kills * 3 + 50) throw new Error('The campaign does not end.');
      const begun = isBegun(ledger);
      const args = begun ? ['bulk', 'resume', ledger] : begin;
      const child = startCli(programs.cli, [...args, ...common], env);
      const [least, most] = options.livesMs;
      const timer =
        kills < options.kills ? setTimeout(() => child.kill('SIGKILL'), least + random() * (most - least)) : undefined;
      const end = await finished(child);
      clearTimeout(timer);
      if (end.killed) {
        kills++;
        continue;
      }
      if (end.code === 2 || end.code === 70 || end.code === 1) throw new Error(`exit ${end.code}: ${end.stderr}`);
      const judgement = await judge(ledger, rows, gateway.log());
      if (judgement.notSent === 0) {
        const faults = gateway.log().filter(({ fault }) => fault !== 'none').length;
        return { judgement, kills, faults, window: batch * 2, runs };
      }
    }
  } finally {
    await gateway.stop();
  }
}

/** A ledger whose header never became complete is no ledger: nothing was sent, and the run begins anew. */
function isBegun(ledger: string): boolean {
  if (!existsSync(ledger)) return false;
  return readFileSync(ledger, 'utf8').includes('"crc"');
}

function createRandom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
