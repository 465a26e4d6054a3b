import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { FaultGatewayOptions, GatewayLogLine } from './fault-gateway.js';
import { firstChat, type Judgement, judge } from './judge.js';

export interface Gateway {
  readonly url: string;
  readonly log: () => GatewayLogLine[];
  readonly stop: () => Promise<void>;
}

/** Starts the fault gateway in a process of its own. */
export async function startGateway(program: string, options: FaultGatewayOptions): Promise<Gateway> {
  writeFileSync(options.log, '');
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: `http://127.0.0.1:${port.toString().trim()}/v1.0/message`,
    log: () => readLines(options.log),
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function readLines(path: string): GatewayLogLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GatewayLogLine);
}

/** Writes a file of so many recipients, chats from {@link firstChat} on. */
export function writeRecipients(path: string, rows: number): void {
  let text = 'to,name\n';
  for (let row = 0; row < rows; row++) text += `${firstChat + row},Name ${row}\n`;
  writeFileSync(path, text);
}

/** Starts the command line as a process that can be killed, perhaps by another command that is `before` it. */
export function startCli(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdout: 'ignore' | 'pipe' = 'ignore',
  before: readonly string[] = [],
): ChildProcess {
  const [command = '', ...rest] = [...before, process.execPath, program, ...args];
  return spawn(command, rest, {
    stdio: ['ignore', stdout, 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      CMTG_PRODUCT_TOKEN: 'secret-product-token',
      CMTG_FROM: '1234567890',
      ...env,
    },
  });
}

export async function finished(child: ChildProcess): Promise<{ code: number | null; killed: boolean; stderr: string }> {
  const stderr: Buffer[] = [];
  child.stderr?.on('data', (chunk) => stderr.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, killed: signal === 'SIGKILL', stderr: Buffer.concat(stderr).toString('utf8') };
}

/** A ledger whose header never became complete is no ledger: nothing was sent, and the run begins anew. */
export function isBegun(ledger: string): boolean {
  return existsSync(ledger) && readFileSync(ledger, 'utf8').includes('"crc"');
}

/** What the command line itself says of a ledger. */
export interface Told {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly notSent: number;
  /** Chats that `bulk export --state unknown` names. */
  readonly unknownChats: readonly string[];
}

export async function askStatus(program: string, ledger: string, home: string): Promise<Told> {
  const ask = async (...args: string[]): Promise<string> => {
    const child = startCli(program, ['bulk', ...args], { HOME: home }, 'pipe');
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    const { code, stderr } = await finished(child);
    if (code !== 0) throw new Error(`bulk ${args[0]}: exit ${code}: ${stderr}`);
    return Buffer.concat(chunks).toString('utf8');
  };
  const { totals } = JSON.parse(await ask('status', ledger, '--json')) as { totals: Omit<Told, 'unknownChats'> };
  const { rows, accepted, rejected, unknown, notSent } = totals;
  const exported = await ask('export', ledger, '--state', 'unknown');
  const lines = exported.split('\n').slice(1);
  const unknownChats = lines.filter((line) => line !== '').map((line) => line.split(',')[0] ?? '');
  return { rows, accepted, rejected, unknown, notSent, unknownChats };
}

/**
 * What is wrong with the end of a campaign, in words; empty when nothing is. The gateway's log is the judge, and what the
 * command line tells must be what the judge found.
 */
export function findProblems(judgement: Judgement, told: Told, mostUnknown: number): string[] {
  const { rows, accepted, rejected, unknown, notSent, lost, undeclared, renamed, unknownChats } = judgement;
  const problems: string[] = [];
  const expected = JSON.stringify({ rows, accepted, rejected, unknown, notSent, unknownChats });
  if (JSON.stringify(told) !== expected) problems.push(`told ${JSON.stringify(told)}, not ${expected}`);
  if (told.rows !== told.accepted + told.rejected + told.unknown + told.notSent) problems.push('the sum is not rows');
  if (notSent > 0) problems.push(`${notSent} not sent`);
  if (lost > 0) problems.push(`${lost} lost`);
  if (undeclared > 0) problems.push(`${undeclared} sent twice unsaid`);
  if (renamed > 0) problems.push(`${renamed} sent under two references`);
  if (unknown > mostUnknown) problems.push(`${unknown} unknown, more than ${mostUnknown}`);
  return problems;
}

/** Reads a ledger and holds it against the gateway. */
export function judgeLedger(ledger: string, rows: number, gateway: Gateway): Judgement {
  return judge(readFileSync(ledger, 'utf8'), rows, gateway.log());
}
