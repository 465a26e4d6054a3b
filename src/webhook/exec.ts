import { type ChildProcess, spawn } from 'node:child_process';
import type { ReceivedWebhook } from './received-webhook.js';
import type { WebhookSink } from './sink.js';

/** How a program ended. */
export interface ExecResult {
  readonly id: string;
  /** Null when it was killed or could not be started. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly ms: number;
  readonly timedOut: boolean;
  /** Why it could not be started. */
  readonly error: string | null;
  /** What it printed on stdout and stderr together, cut. */
  readonly output: string;
}

export interface ExecOptions {
  readonly command: readonly [program: string, ...args: string[]];
  /** Environment of the program; `WEBHOOK_ID` and `WEBHOOK_KIND` are added, and nothing else of a webhook. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly now: () => number;
  /** The webhook as the program reads it on stdin, and its kind. */
  readonly describe: (webhook: ReceivedWebhook) => { readonly json: string; readonly kind: string };
  readonly onResult: (result: ExecResult) => void | Promise<void>;
  /** Sends a signal to a process and all it started. */
  readonly killGroup: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => void;
  /** Aborted when running programs must end. */
  readonly signal: AbortSignal;
}

const MOST_OUTPUT = 64 * 1024;
/** Between the request to end and the end by force: after a time-out, and when cmtg itself ends. */
const GRACE_MS = 2_000;
const LAST_GRACE_MS = 300;

/** Runs a program for every webhook, one after the other, without a shell. What people write never becomes an argument. */
export function createExecSink(options: ExecOptions): WebhookSink {
  return {
    push: async (webhook) => {
      await options.onResult(await run(webhook, options));
    },
  };
}

function run(webhook: ReceivedWebhook, options: ExecOptions): Promise<ExecResult> {
  const { json, kind } = options.describe(webhook);
  const [program, ...args] = options.command;
  const start = options.now();
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    let failure: string | null = null;
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...options.env, WEBHOOK_ID: webhook.id, WEBHOOK_KIND: kind },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C is for cmtg, and a time-out ends the program's children, too.
      detached: true,
    });
    const collect = (chunk: Buffer) => {
      if (output.length < MOST_OUTPUT) output += chunk.toString('utf8').slice(0, MOST_OUTPUT - output.length);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const end = () => kill(child, options.killGroup, LAST_GRACE_MS);
    const timer = setTimeout(() => {
      timedOut = true;
      kill(child, options.killGroup, GRACE_MS);
    }, options.timeoutMs);
    options.signal.addEventListener('abort', end, { once: true });
    // A program that does not read its input is none of our errors.
    child.stdin.on('error', () => {});
    child.stdin.end(`${json}\n`);
    child.on('error', (error) => {
      failure = error.message;
    });
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', end);
      // Node reports a program that cannot be started as a negative exit code.
      const code = failure === null ? exitCode : null;
      resolve({
        id: webhook.id,
        exitCode: code,
        signal,
        ms: options.now() - start,
        timedOut,
        error: failure,
        output,
      });
    });
  });
}

function kill(child: ChildProcess, killGroup: ExecOptions['killGroup'], graceMs: number): void {
  const { pid } = child;
  if (pid === undefined) return;
  killGroup(pid, 'SIGTERM');
  setTimeout(() => {
    if (child.exitCode === null && child.signalCode === null) killGroup(pid, 'SIGKILL');
  }, graceMs).unref();
}
