import { appendFileSync, readFileSync } from 'node:fs';
import type { Programs } from './build-programs.js';
import {
  askStatus,
  findProblems,
  finished,
  type Gateway,
  isBegun,
  judgeLedger,
  startCli,
  startGateway,
  writeRecipients,
} from './campaign.js';
import type { Judgement } from './judge.js';
import { type Calls, type Injection, injectInto, oneFileThread } from './strace.js';

export const rows = 200;
const defaultBatch = 20;

/** A run of 200 rows in a folder of its own, against a healthy gateway. */
export interface SmallRun {
  readonly folder: string;
  readonly ledger: string;
  readonly gateway: Gateway;
  readonly programs: Programs;
  /** Most messages under way at once: two requests. */
  readonly window: number;
  /** Arguments that begin the run, or go on with it, as the ledger demands. */
  readonly next: () => readonly string[];
}

export async function beginSmallRun(
  folder: string,
  programs: Programs,
  { ledger = `${folder}/run.jsonl`, latencyMs = 0, batch = defaultBatch } = {},
): Promise<SmallRun> {
  const input = `${folder}/people.csv`;
  writeRecipients(input, rows);
  const options = { log: `${folder}/log.jsonl`, seed: 1, faults: 0, rejects: 0.05, latencyMs };
  const gateway = await startGateway(programs.gateway, options);
  const flags = ['--endpoint', gateway.url, '--batch', String(batch), '--rate', 'max'];
  const begin = ['send', '--recipients', input, 'Hi {{name}}', '--yes', '--ledger', ledger, ...flags];
  return {
    ...{ folder, ledger, gateway, programs, window: 2 * batch },
    next: () => (isBegun(ledger) ? ['bulk', 'resume', ledger, ...flags] : begin),
  };
}

export interface Ending {
  readonly code: number | null;
  readonly killed: boolean;
  readonly stderr: string;
}

/** Lets the program run once, traced when words are given that go before it. */
export async function runOnce({ programs, folder, next }: SmallRun, before: readonly string[] = []): Promise<Ending> {
  const env = { HOME: folder, ...oneFileThread };
  const end = await finished(startCli(programs.cli, next(), env, 'ignore', before));
  // strace ends as its child did, by the same signal or with the code that a shell makes of it.
  return { ...end, killed: end.killed || end.code === 137 };
}

/** Resumes a run to its end and judges it; every kill may leave one window unknown. */
export async function settleRun(run: SmallRun, kills = 1): Promise<{ judgement: Judgement; problems: string[] }> {
  const { code, stderr } = await runOnce(run);
  const judgement = judgeLedger(run.ledger, rows, run.gateway);
  const told = await askStatus(run.programs.cli, run.ledger, run.folder);
  const problems = findProblems(judgement, told, run.window * kills);
  if (judgement.twice > 0) problems.push(`${judgement.twice} sent twice`);
  if (judgement.widest > run.window) problems.push(`${judgement.widest} left open`);
  // 6: some are unknown, 3: some are rejected; anything else is no healthy end.
  if (code !== 0 && code !== 3 && code !== 6) problems.push(`the last run ended with ${code}: ${stderr}`);
  return { judgement, problems };
}

export interface CallKill {
  /** False when the run came to its end by itself: there is no such call any more. */
  readonly reached: boolean;
  readonly unknown: number;
  readonly problems: readonly string[];
}

/** What is under way when the calls are met: the first run, or one that takes over a ledger that a crash cut. */
export type Phase = 'begin' | 'resume';

/** Kills a run at its n-th call, resumes it to its end, and judges. */
export async function killAtCall(
  folder: string,
  programs: Programs,
  phase: Phase,
  calls: Omit<Calls, 'path'> & { readonly onLedger?: boolean },
  nth: number,
): Promise<CallKill> {
  const run = await beginSmallRun(folder, programs);
  try {
    if (phase === 'resume') await cutShort(run);
    const { call, thread, onLedger = false } = calls;
    const injection: Injection = { act: 'signal=KILL', when: nth };
    const target = { call, thread, ...(onLedger ? { path: run.ledger } : {}) };
    const { killed } = await runOnce(run, injectInto(target, injection));
    const { judgement, problems } = await settleRun(run, phase === 'resume' ? 2 : 1);
    return { reached: killed, unknown: judgement.unknown, problems };
  } finally {
    await run.gateway.stop();
  }
}

export interface CallFailure {
  /** How many calls were made to fail. */
  readonly failed: number;
  readonly ending: Ending;
  readonly problems: readonly string[];
}

/** Lets calls of a run fail, resumes it on a sound disk, and judges. */
export async function failAtCall(
  folder: string,
  programs: Programs,
  phase: Phase,
  calls: Omit<Calls, 'path'> & { readonly onLedger?: boolean },
  error: string,
  when: Injection['when'],
  batch = defaultBatch,
): Promise<CallFailure> {
  const run = await beginSmallRun(folder, programs, { batch });
  try {
    if (phase === 'resume') await cutShort(run);
    const { call, thread, onLedger = false } = calls;
    const target = { call, thread, ...(onLedger ? { path: run.ledger } : {}) };
    const trace = `${folder}/trace`;
    const ending = await runOnce(run, injectInto(target, { act: `error=${error}`, when }, trace));
    const failed = readFileSync(trace, 'utf8').split('(INJECTED)').length - 1;
    const problems: string[] = [];
    if (isBegun(run.ledger)) {
      const { lost, undeclared } = judgeLedger(run.ledger, rows, run.gateway);
      if (lost + undeclared > 0) problems.push('something was posted that the ledger does not announce');
    } else if (run.gateway.log().length > 0) problems.push('something was posted without a ledger');
    const settled = await settleRun(run, phase === 'resume' ? 2 : 1);
    return { failed, ending, problems: [...problems, ...settled.problems] };
  } finally {
    await run.gateway.stop();
  }
}

/** Lets the program run once with these words before it, on a disk that gives out, and then on a sound one. */
export async function meetFullDisk(
  run: SmallRun,
  before: readonly string[],
  makeRoom: () => void,
): Promise<{ ending: Ending; requests: number; torn: boolean; problems: string[] }> {
  try {
    const ending = await runOnce(run, before);
    const requests = run.gateway.log().length;
    const text = readFileSync(run.ledger, 'utf8');
    const { lost, undeclared } = judgeLedger(run.ledger, rows, run.gateway);
    makeRoom();
    const { problems } = await settleRun(run);
    if (lost + undeclared > 0) problems.unshift('something was posted that the ledger does not announce');
    return { ending, requests, torn: !text.endsWith('\n'), problems };
  } finally {
    await run.gateway.stop();
  }
}

/** Leaves the ledger as a crash does: some intents open, the last record cut. */
async function cutShort(run: SmallRun): Promise<void> {
  const calls: Calls = { call: 'write', thread: 'files', path: run.ledger };
  await runOnce(run, injectInto(calls, { act: 'signal=KILL', when: 3 }));
  const last = readFileSync(run.ledger, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  appendFileSync(run.ledger, last.slice(0, last.length / 2));
}
