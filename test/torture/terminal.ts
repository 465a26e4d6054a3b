// `npm run torture:terminal [runs] [seed]`: generated webhooks into a terminal; 0 violations in 100 000.
import fc from 'fast-check';
import { createTerminalCheck, hostileCase, renderCase } from '../support/terminal-check.js';

const runs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const terminal = createTerminalCheck();
const start = Date.now();
await fc.assert(
  fc.asyncProperty(hostileCase, (hostile) => terminal.check(renderCase(hostile))),
  { numRuns: runs, seed },
);
const seconds = Math.round((Date.now() - start) / 1000);
process.stdout.write(`${runs} generated webhooks (seed ${seed}), 0 violations, ${seconds} s\n`);
