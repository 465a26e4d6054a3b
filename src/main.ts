import { closeSync, openSync, readSync } from 'node:fs';
import type { Input, Io, Output, Thread } from './cli/io.js';

declare const __VERSION__: string;

/**
 * Connects the command line to the process: streams, environment, clock, randomness, signals, network. Everything else
 * gets these as parameters. Returns the exit code and does not exit, so that the streams can drain.
 */
export async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${__VERSION__}\n`);
    return 0;
  }
  // Before anything is loaded, or V8 has grown already.
  if (argv[0] === 'bulk' || argv[0] === 'listen' || argv.some((arg) => arg.startsWith('--recipients'))) {
    (await import('./cli/keep-memory-small.js')).keepMemorySmall();
  }
  const { runCli } = await import('./cli/run.js');
  const exitCode = await runCli(argv, createIo());
  // The one exception to never exiting: a pipe that nobody reads would keep the process for as long as it is full.
  if (isGivenUp) process.exit(exitCode);
  return exitCode;
}

/** An output was given up with text that nobody reads. */
let isGivenUp = false;

function createIo(): Io {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: a spinner has a listener of its own that ends the process when it finds itself alone.
    const interrupt = () => {
      if (!interruption.signal.aborted) return interruption.abort(signal);
      // The second Ctrl-C ends the process at once, as if nobody had listened.
      process.off(signal, interrupt);
      process.kill(process.pid, signal);
    };
    process.on(signal, interrupt);
  }
  return {
    stdin: createInput(),
    stdout: createOutput(() => process.stdout),
    stderr: createOutput(() => process.stderr),
    env: process.env,
    cwd: process.cwd(),
    home: process.env['HOME'] || process.env['USERPROFILE'] || undefined,
    clock: { now: Date.now, sleep },
    randomBytes,
    createHttp: async () => (await import('./http/create-http.js')).createHttp({ env: process.env }),
    createProbeHttp: async () => ({ http: (await import('./http/create-probe-http.js')).createProbeHttp() }),
    processes: { pid: process.pid, isAlive },
    startJsonThread,
    interrupted: interruption.signal,
    killGroup,
    nodeVersion: process.versions.node,
    version: __VERSION__,
  };
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 is not sent: it only asks.
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** In the built program this file and `json-thread.js` lie side by side. */
function startJsonThread({ isBackground }: { readonly isBackground: boolean }): Thread {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(new URL('json-thread.js', import.meta.url), {
    name: 'json',
    // On Linux a priority belongs to a thread, elsewhere to the whole process.
    workerData: { isBackground: isBackground && process.platform === 'linux' },
  });
  // What is still to be shown is waited for by whoever asked; an idle thread keeps nobody.
  worker.unref();
  return {
    ask: (question, handedOver) => worker.postMessage(question, [...handedOver]),
    onAnswer: (listener) => void worker.on('message', listener),
    onGone: (listener) => void worker.on('error', () => {}).once('exit', listener),
    stop: () => void worker.removeAllListeners('exit').terminate(),
  };
}

/** Signals a process and everything it started; one that is gone already is fine. */
function killGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Gone already.
  }
}

/**
 * Strong random bytes. Read from the system where that is a file: loading Node's crypto for 16 bytes takes longer than
 * everything else that a dry run does.
 */
function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  try {
    const file = openSync('/dev/urandom', 'r');
    try {
      if (readSync(file, bytes) === count) return bytes;
    } finally {
      closeSync(file);
    }
  } catch {
    // Windows has no such file.
  }
  return globalThis.crypto.getRandomValues(bytes);
}

function createInput(): Input {
  // `process.stdin` is opened only when somebody reads: opening it costs time and keeps the process alive.
  return {
    get isTTY() {
      return process.stdin.isTTY === true;
    },
    get stream() {
      return process.stdin;
    },
    [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator](),
  };
}

/** An output over a stream of the process, which is opened at the first use: help needs one of the two. */
function createOutput(open: () => NodeJS.WriteStream): Output {
  let opened: NodeJS.WriteStream | undefined;
  let closed = false;
  let leave = (): void => {};
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const take = (): NodeJS.WriteStream => {
    if (opened === undefined) {
      opened = open();
      // A reader that went away (`| head -1`) is no error of ours: stop writing and end quietly.
      opened.on('error', () => {
        closed = true;
        leave();
      });
    }
    return opened;
  };
  return {
    write: (text) => closed || take().write(text),
    drained: () => waitForDrain(take(), () => closed),
    settle: (signal) =>
      new Promise((resolve) => {
        if (closed || opened === undefined || opened.writableLength === 0) return resolve(true);
        const giveUp = () => {
          closed = true;
          isGivenUp = true;
          resolve(false);
        };
        if (signal.aborted) return giveUp();
        signal.addEventListener('abort', giveUp, { once: true });
        opened.write('', () => {
          signal.removeEventListener('abort', giveUp);
          resolve(true);
        });
      }),
    get closed() {
      return closed;
    },
    gone,
    get isTTY() {
      return take().isTTY === true;
    },
    get columns() {
      // A terminal that nobody gave a size says 0.
      return take().columns || undefined;
    },
    get stream() {
      return take();
    },
  };
}

function waitForDrain(stream: NodeJS.WriteStream, isClosed: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isClosed() || !stream.writableNeedDrain) return resolve();
    const done = () => {
      stream.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    stream.once('drain', done).once('close', done).once('error', done);
  });
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
