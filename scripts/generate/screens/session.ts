import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io, Output } from '../../../src/cli/io.js';
import { runCli } from '../../../src/cli/run.js';
import { createHttp } from '../../../src/http/create-http.js';
import { createProbeHttp } from '../../../src/http/create-probe-http.js';

/** Somebody at a terminal: a folder with files, a clock, and everything that was written so far. */
export interface Session {
  /** What the terminal got, escape sequences included, with the names of this machine replaced. */
  readonly output: () => string;
  /** Types a command line and runs it to its end. */
  run(line: string): Promise<void>;
  /** Types a command line that goes on until it is stopped. */
  start(line: string, argv: readonly string[]): Running;
  /** Runs a command elsewhere: nothing of it is seen. */
  runUnseen(argv: readonly string[]): Promise<void>;
  /** Lets time pass. */
  wait(ms: number): void;
}

export interface Running {
  /** Resolves when the terminal shows this; gives the match. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ctrl-C. */
  stop(): Promise<void>;
}

/** Plays what happens at a terminal of this width, in a folder of its own; nothing leaves the machine. */
export async function playSession(
  columns: number,
  files: Readonly<Record<string, string>>,
  play: (session: Session) => Promise<void>,
): Promise<string> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'cmtg-screen-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const session = createSession(columns, folder);
    await play(session);
    return session.output();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function createSession(columns: number, folder: string): Session {
  let written = '';
  let now = Date.UTC(2027, 3, 20, 11, 50, 5);
  let seed = 20_270_420;
  const watchers = new Set<() => void>();
  const write = (text: string): void => {
    written += text;
    for (const watch of watchers) watch();
  };
  const createIo = (seen: boolean, interrupted: AbortSignal, sleep: Io['clock']['sleep']): Io => {
    const output: Output = {
      write: (text) => {
        if (seen) write(text);
        return true;
      },
      drained: async () => {},
      closed: false,
      isTTY: seen,
      columns,
    };
    return {
      stdin: { isTTY: seen, async *[Symbol.asyncIterator]() {} },
      stdout: output,
      stderr: output,
      env: { HOME: folder, TERM: 'xterm-256color' },
      cwd: folder,
      home: folder,
      clock: { now: () => now, sleep },
      randomBytes: (count) => Uint8Array.from({ length: count }, nextByte),
      createHttp: async () => createHttp({ env: {} }),
      createProbeHttp: async () => ({ http: createProbeHttp() }),
      processes: { pid: process.pid, isAlive: (pid) => pid === process.pid },
      interrupted,
      killGroup: () => {},
      nodeVersion: process.versions.node,
      version: '0.1.0',
    };
  };
  const skip = async (ms: number): Promise<void> => {
    now += ms;
  };
  /** Who listens waits for others, and its time does not pass by itself. */
  const waitOrSkip = (ms: number, abort?: AbortSignal): Promise<void> =>
    abort === undefined ? skip(ms) : waitFor(abort);
  const nextByte = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed >> 8) & 0xff;
  };
  const prompt = (line: string): void => write(`\x1b[32m$\x1b[39m \x1b[1m${line}\x1b[22m\n`);

  return {
    // The folder and the port differ from run to run.
    output: () => written.replaceAll(folder, '/home/ann/shop').replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080'),
    async run(line) {
      prompt(line);
      await runCli(splitWords(line).slice(1), createIo(true, new AbortController().signal, skip));
      write('\n');
    },
    start(line, argv) {
      prompt(line);
      const stop = new AbortController();
      const ended = runCli(argv, createIo(true, stop.signal, waitOrSkip));
      return {
        until: (pattern) =>
          new Promise((resolve, reject) => {
            const watch = (): void => {
              const match = pattern.exec(written);
              if (match === null) return;
              watchers.delete(watch);
              resolve(match);
            };
            watchers.add(watch);
            watch();
            void ended.then((code) => reject(new Error(`${line} ended with ${code}:\n${written}`)), reject);
          }),
        async stop() {
          stop.abort('SIGINT');
          await ended;
        },
      };
    },
    async runUnseen(argv) {
      const code = await runCli(argv, createIo(false, new AbortController().signal, skip));
      if (code !== 0) throw new Error(`cmtg ${argv.join(' ')} ended with ${code}.`);
    },
    wait: (ms) => {
      now += ms;
    },
  };
}

function waitFor(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Words of a command line as a shell takes them apart, as far as the scenes need it. */
function splitWords(line: string): string[] {
  return [...line.replaceAll('\\\n', '').matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
