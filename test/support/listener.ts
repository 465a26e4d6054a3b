import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { bin } from './run-cli.js';
import { createTempFolder } from './temp-folder.js';

export interface Listener {
  readonly url: string;
  readonly journal: string;
  readonly home: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Lines of `--json`, parsed. */
  readonly records: () => Record<string, unknown>[];
  /** Resolves when the output satisfies a condition; rejects when the process ends before it does. */
  until(condition: () => boolean): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the real `cmtg listen` on a free port of loopback, with a journal of its own. */
export async function startListener(
  argv: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Listener> {
  const home = createTempFolder();
  const journal = join(home, 'run.ndjson');
  const child = spawn(process.execPath, [bin, 'listen', '--port', '0', '--journal', journal, ...argv], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text: string) => {
      output[name] += text;
      for (const watch of watchers) watch();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = createUntil(watchers, child, () => `${output.stdout}${output.stderr}`);
  const address = () => /listening on (http:\/\/[\d.:]+)|"url":"(http:[^"]+)"/.exec(output.stdout + output.stderr);
  await until(() => address() !== null);
  return {
    url: `${address()?.[1] ?? address()?.[2]}/`,
    journal,
    home,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    records: () =>
      output.stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    until,
    stop: (signal = 'SIGINT') => {
      child.kill(signal);
      return ended;
    },
  };
}

function createUntil(watchers: Set<() => void>, child: ChildProcess, output: () => string): Listener['until'] {
  return (condition) =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`The listener ended first:\n${output()}`));
      const timer = setTimeout(() => reject(new Error(`Nothing of the kind was written:\n${output()}`)), 30_000);
      const watch = () => {
        if (!condition()) return;
        watchers.delete(watch);
        clearTimeout(timer);
        child.off('close', fail);
        resolve();
      };
      watchers.add(watch);
      child.on('close', fail);
      watch();
    });
}
