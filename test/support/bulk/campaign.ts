import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createReference } from '../../../src/gateway/bulk/row.js';
import { createNodeLedgerFs } from '../../../src/gateway/ledger/node-ledger-fs.js';
import { replayLedger } from '../../../src/gateway/ledger/replay.js';
import { rowState } from '../../../src/gateway/ledger/row-states.js';
import type { FaultGatewayOptions, GatewayLogLine } from './fault-gateway.js';

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

/** Writes a file of so many recipients, chats from 100 000 000 on. */
export function writeRecipients(path: string, rows: number): void {
  let text = 'to,name\n';
  for (let row = 0; row < rows; row++) text += `${100_000_000 + row},Name ${row}\n`;
  writeFileSync(path, text);
}

/** Starts the command line as a process that can be killed. */
export function startCli(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
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

export interface Judgement {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly notSent: number;
  /** Rows whose ledger claims something the gateway never saw, or the other way round. */
  readonly lost: number;
  /** Messages taken over more often than the ledger declared. */
  readonly undeclared: number;
  /** Messages the ledger announced a second time. */
  readonly declared: number;
}

/** Holds a ledger against the gateway's own log. */
export async function judge(ledger: string, rows: number, log: readonly GatewayLogLine[]): Promise<Judgement> {
  const again = new Map<number, number>();
  let declared = 0;
  const { header, states } = await replayLedger(
    ledger,
    createNodeLedgerFs(() => ''),
    (record) => {
      if (record.type !== 'intent' || !record.again) return;
      for (const [row] of record.rows) {
        again.set(row, (again.get(row) ?? 0) + 1);
        declared++;
      }
    },
  );
  const accepted = countUp(log.flatMap((line) => line.accepted));
  const rejected = countUp(log.flatMap((line) => line.rejected));
  let lost = 0;
  let undeclared = 0;
  for (let row = 0; row < rows; row++) {
    const reference = createReference(header.plan.campaign, row + 2, String(100_000_000 + row), 0);
    const taken = accepted.get(reference) ?? 0;
    const refused = rejected.get(reference) ?? 0;
    const state = states.state(row);
    if (state === rowState.accepted && taken === 0) lost++;
    if (state === rowState.rejected && refused === 0) lost++;
    if (state === rowState.none && taken + refused > 0) lost++;
    undeclared += Math.max(0, taken + refused - 1 - (again.get(row) ?? 0));
  }
  const { counts } = states;
  const notSent = rows - counts.accepted - counts.rejected - counts.unknown;
  return { rows, ...counts, notSent, lost, undeclared, declared };
}

function countUp(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
