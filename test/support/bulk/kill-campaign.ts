import type { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Programs } from './build-programs.js';
import {
  askStatus,
  findProblems,
  finished,
  isBegun,
  judgeLedger,
  startCli,
  startGateway,
  type Told,
  writeRecipients,
} from './campaign.js';
import type { Judgement } from './judge.js';

export interface KillOptions {
  readonly folder: string;
  readonly programs: Programs;
  readonly rows: number;
  readonly kills: number;
  readonly policy: 'skip' | 'resend';
  readonly seed: number;
  readonly batch: number;
  readonly faults: number;
  readonly latencyMs: number;
  /** A process is killed within this time: of its start, one time in four, else of its first intent. */
  readonly lifeMs: number;
  /** How long a request may take. */
  readonly timeoutMs?: number;
  /** Hears how far it is, after each life. */
  readonly onLife?: (progress: { readonly kills: number; readonly runs: number; readonly requests: number }) => void;
}

export interface KillResult {
  /** What is wrong, in words; empty when nothing is. */
  readonly problems: readonly string[];
  readonly judgement: Judgement;
  readonly told: Told;
  readonly kills: number;
  /** Requests that the gateway let fail. */
  readonly faults: number;
  readonly requests: number;
  /** Messages that may be under way at once. */
  readonly window: number;
  readonly runs: number;
}

/** Runs a campaign against a failing gateway, kills it at random moments, and resumes it to its end. */
export async function killCampaign(options: KillOptions): Promise<KillResult> {
  const { folder, programs, rows, policy, seed, batch, timeoutMs = 300 } = options;
  const random = createRandom(seed);
  const input = `${folder}/recipients.csv`;
  const ledger = `${folder}/run.jsonl`;
  writeRecipients(input, rows);
  const { faults, latencyMs } = options;
  const log = `${folder}/gateway.jsonl`;
  const gateway = await startGateway(programs.gateway, { log, seed, faults, rejects: 0.01, latencyMs });
  const common = ['--endpoint', gateway.url, '--on-unknown', policy, '--timeout', `${timeoutMs}ms`, '--quiet'];
  const pace = ['--rate', 'max', '--batch', String(batch)];
  const begin = ['send', '--recipients', input, 'Hello {{name}}', '--yes', '--ledger', ledger, ...pace];
  const window = batch * 2;
  let kills = 0;
  let runs = 0;
  try {
    for (;;) {
      runs++;
      if (runs > options.kills * 3 + 200) throw new Error('The campaign does not end.');
      const args = isBegun(ledger) ? ['bulk', 'resume', ledger] : begin;
      const child = startCli(programs.cli, [...args, ...common], { HOME: folder });
      const spare = kills < options.kills ? killLater(child, ledger, random, options.lifeMs) : () => {};
      const end = await finished(child);
      spare();
      options.onLife?.({ kills: kills + (end.killed ? 1 : 0), runs, requests: gateway.log().length });
      if (end.killed) {
        kills++;
        continue;
      }
      if (end.code === 2 || end.code === 70 || end.code === 1) throw new Error(`exit ${end.code}: ${end.stderr}`);
      const judgement = judgeLedger(ledger, rows, gateway);
      if (judgement.notSent > 0) continue;
      const lines = gateway.log();
      const failed = lines.filter(({ fault }) => fault !== 'none').length;
      const told = await askStatus(programs.cli, ledger, folder);
      const problems = findProblems(judgement, told, window * (kills + failed));
      if (judgement.widest > window) problems.push(`a kill left ${judgement.widest} open, more than a window`);
      return { problems, judgement, told, kills, faults: failed, requests: lines.length, window, runs };
    }
  } finally {
    await gateway.stop();
  }
}

/** The record of a new run is shorter, that of an intent longer than so many bytes. */
const shortestIntent = 300;

/** Kills a process at a random moment, when it starts or when it sends; returns how to let it live. */
function killLater(child: ChildProcess, ledger: string, random: () => number, lifeMs: number): () => void {
  const size = (): number => statSync(ledger, { throwIfNoEntry: false })?.size ?? 0;
  const before = size();
  const life = random() * lifeMs;
  let timer: NodeJS.Timeout | undefined;
  const strike = (): void => {
    timer = setTimeout(() => child.kill('SIGKILL'), life);
  };
  if (random() < 0.25) strike();
  const watch = setInterval(() => {
    if (timer === undefined && size() - before > shortestIntent) strike();
  }, 2);
  return () => {
    clearInterval(watch);
    clearTimeout(timer);
  };
}

function createRandom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
