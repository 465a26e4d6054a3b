import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { bin } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

/** A `cmtg listen --json` of its own process. */
export interface Listener {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
  /** Every line of stdout so far, the first one (`ready`) included. */
  readonly lines: readonly string[];
  stderr(): string;
  /** Stops and starts reading stdout. */
  pause(): void;
  resume(): void;
  /** Sends a signal; resolves with the exit code (null when killed) and the milliseconds it took. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
}

/** @param prefix a program that runs the listener, such as strace. */
export async function startListener(args: readonly string[], prefix: readonly string[] = []): Promise<Listener> {
  const home = createTempFolder();
  const [command = '', ...rest] = [...prefix, process.execPath, bin, 'listen', '--port', '0', '--json', ...args];
  const child = spawn(command, rest, {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, UV_USE_IO_URING: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let partial = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const parts = (partial + chunk).split('\n');
      partial = parts.pop() ?? '';
      lines.push(...parts);
      if (lines.length > 0) resolve();
    });
    void closed.then(() => reject(new Error(`The listener ended: ${stderr}`)));
  });
  return {
    child,
    pid: child.pid ?? 0,
    port: Number(new URL(JSON.parse(lines[0] ?? '{}').url).port),
    lines,
    stderr: () => stderr,
    pause: () => void child.stdout.pause(),
    resume: () => void child.stdout.resume(),
    async end(signal) {
      const start = performance.now();
      child.kill(signal);
      const code = await closed;
      return { code, ms: performance.now() - start };
    },
  };
}

/** Resident memory of a process in MiB. */
export function readRss(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** The largest resident memory while `work` runs, in MiB. */
export async function watchRss(pid: number, work: () => Promise<unknown>): Promise<number> {
  let peak = readRss(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, readRss(pid));
  }, 20);
  await work().finally(() => clearInterval(timer));
  return peak;
}
