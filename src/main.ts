import type { Input, Io, Output } from './cli/io.js';

declare const __VERSION__: string;

/**
 * Connects the command line to the process: streams, environment, clock, randomness, signals, network. Everything else
 * gets these as parameters. Returns the exit code; never exits, so that the streams can drain.
 */
export async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${__VERSION__}\n`);
    return 0;
  }
  const { runCli } = await import('./cli/run.js');
  return runCli(argv, createIo());
}

function createIo(): Io {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Only once: the second Ctrl-C finds no handler and ends the process at once.
    process.once(signal, () => interruption.abort(signal));
  }
  return {
    stdin: createInput(),
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    home: process.env['HOME'] || process.env['USERPROFILE'] || undefined,
    clock: { now: Date.now, sleep },
    randomBytes: (count) => globalThis.crypto.getRandomValues(new Uint8Array(count)),
    createHttp: async () => (await import('./http/create-http.js')).createHttp({ env: process.env }),
    createProbeHttp: async () => ({ http: (await import('./http/create-probe-http.js')).createProbeHttp() }),
    processes: { pid: process.pid, isAlive },
    interrupted: interruption.signal,
    killGroup,
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

function createOutput(stream: NodeJS.WriteStream): Output {
  let closed = false;
  // A reader that went away (`| head -1`) is no error of ours: stop writing and end quietly.
  stream.on('error', () => {
    closed = true;
  });
  return {
    write: (text) => closed || stream.write(text),
    drained: () =>
      new Promise((resolve) => {
        if (closed || !stream.writableNeedDrain) return resolve();
        const done = () => {
          stream.off('drain', done).off('close', done).off('error', done);
          resolve();
        };
        stream.once('drain', done).once('close', done).once('error', done);
      }),
    get closed() {
      return closed;
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    stream,
  };
}

function killGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It ended by itself meanwhile.
  }
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
