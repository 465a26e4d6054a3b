import { randomBytes } from 'node:crypto';
import type { Io, Output } from '../../../src/cli/io.js';
import { runCli } from '../../../src/cli/run.js';
import { createHttp } from '../../../src/http/create-http.js';

/*
 * The command line with the real network and the real file system, in a process that a test may kill at any moment. Its
 * clock runs a hundred times as fast, so that pauses cost little; time-outs of requests are real.
 */

const speed = Number(process.env['CMTG_TEST_SPEED'] ?? 100);
const start = Date.now();
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort('SIGINT'));

const io: Io = {
  stdin: { isTTY: false, async *[Symbol.asyncIterator]() {} },
  stdout: toOutput(process.stdout),
  stderr: toOutput(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  home: process.env['HOME'],
  clock: {
    now: () => start + (Date.now() - start) * speed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms / speed);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  },
  randomBytes: (count) => randomBytes(count),
  createHttp: async () => createHttp({ env: {} }),
  createProbeHttp: () => Promise.reject(new Error('no probe here')),
  processes: { pid: process.pid, isAlive: () => false },
  interrupted: interruption.signal,
  killGroup: () => {},
  nodeVersion: process.versions.node,
  version: '0.0.0-test',
};
process.exitCode = await runCli(process.argv.slice(2), io);

function toOutput(stream: NodeJS.WriteStream): Output {
  return { write: (text) => stream.write(text), drained: async () => {}, closed: false, isTTY: false, columns: 80 };
}
