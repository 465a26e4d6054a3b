import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Io, Output } from '../../src/cli/io.js';
import { runCli } from '../../src/cli/run.js';
import { createHttp } from '../../src/http/create-http.js';
import { createProbeHttp } from '../../src/http/create-probe-http.js';
import { assertNoCanary } from './canary.js';
import { createTempFolder } from './temp-folder.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const bin = `${root}bin/cmtg.js`;

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliSetup {
  readonly stdin?: string | Uint8Array;
  /** What a person types: everything is a terminal then. */
  readonly typed?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly http?: Io['createHttp'];
  readonly clock?: Io['clock'];
  readonly probe?: Io['createProbeHttp'];
}

/** Runs a command line inside the test: an empty home, a clock that does not wait, everything written kept. */
export async function runInside(argv: readonly string[], given: CliSetup = {}): Promise<CliResult> {
  const setup = given.typed === undefined ? given : { ...given, isTTY: true };
  const home = createTempFolder();
  let now = Date.UTC(2027, 0, 1);
  const stdout = collect(setup);
  const stderr = collect(setup);
  const stdin = setup.typed ?? setup.stdin;
  const bytes = typeof stdin === 'string' ? Buffer.from(stdin) : stdin;
  let random = 0;
  const code = await runCli(argv, {
    stdin: {
      isTTY: setup.isTTY === true && (bytes === undefined || setup.typed !== undefined),
      async *[Symbol.asyncIterator]() {
        if (bytes !== undefined) yield bytes;
      },
    },
    stdout: stdout.output,
    stderr: stderr.output,
    env: { HOME: home, ...setup.env },
    cwd: setup.cwd ?? home,
    home,
    clock: setup.clock ?? {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    randomBytes: (count) => new Uint8Array(count).map(() => random++ % 256),
    createHttp: setup.http ?? (async () => createHttp({ env: setup.env ?? {} })),
    createProbeHttp: setup.probe ?? (async () => ({ http: createProbeHttp() })),
    processes: { pid: process.pid, isAlive: (pid) => pid === process.pid },
    interrupted: setup.signal ?? new AbortController().signal,
    killGroup: (leader, signal) => void process.kill(-leader, signal),
    nodeVersion: process.versions.node,
    version: '0.0.0-test',
  });
  return checked({ code, stdout: stdout.text(), stderr: stderr.text() });
}

/** Whatever a test is about: the product token never reaches an output. */
function checked(result: CliResult): CliResult {
  assertNoCanary(result.stdout, 'stdout');
  assertNoCanary(result.stderr, 'stderr');
  return result;
}

function collect({ isTTY = false, columns }: CliSetup): { output: Output; text: () => string } {
  let text = '';
  return {
    output: {
      write: (part) => {
        text += part;
        return true;
      },
      drained: async () => {},
      closed: false,
      isTTY,
      columns,
    },
    text: () => text,
  };
}

/** Runs the built binary as its own process, with nothing in its environment but what the test names. */
export function runBinary(
  argv: readonly string[],
  setup: CliSetup & { readonly bin?: string } = {},
): Promise<CliResult> {
  const home = createTempFolder();
  const child = spawn(process.execPath, [setup.bin ?? bin, ...argv], {
    cwd: setup.cwd ?? home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...setup.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(setup.stdin ?? '');
  setup.signal?.addEventListener('abort', () =>
    child.kill(String(setup.signal?.reason ?? 'SIGTERM') as NodeJS.Signals),
  );
  return new Promise<CliResult>((resolve) => {
    child.on('close', (code, signal) =>
      resolve({
        // A process that a signal killed has no exit code; that is never what cmtg promises.
        code: code ?? (signal === 'SIGINT' ? -2 : -15),
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  }).then(checked);
}
