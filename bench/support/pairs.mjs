// Pairs two commands, A B A B …, and tells the ratio of their wall times: the machine's speed drifts, a ratio of
// neighbours does not.
import { spawn, spawnSync } from 'node:child_process';

/** Milliseconds that a command takes as a whole process, from spawn to exit. Throws when it fails. */
export function timeCommand([program, ...args], { env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (code === 0) resolve(ms);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stderr}`));
    });
  });
}

/** Runs the subject and the floor in turn and returns the ratios of neighbours. */
export async function measurePairs(subject, floor, { runs, warmup = 3 } = {}) {
  for (let run = 0; run < warmup; run++) {
    await subject();
    await floor();
  }
  const ratios = [];
  const subjects = [];
  const floors = [];
  for (let run = 0; run < runs; run++) {
    // Who goes first changes, so that neither always runs on the other's heels.
    const [a, b] = run % 2 === 0 ? [await subject(), await floor()] : [await floor(), await subject()].reverse();
    ratios.push(a / b);
    subjects.push(a);
    floors.push(b);
  }
  return { ratio: spread(ratios), subject: spread(subjects), floor: spread(floors) };
}

/** Median and the quartiles around it. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** The Node that the bounds are stated for; npm ships Node itself. `CMTG_BENCH_NODE` names one that is there already. */
export function findNode24() {
  if (process.env.CMTG_BENCH_NODE) return process.env.CMTG_BENCH_NODE;
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const found = spawnSync('npx', ['--yes', '-p', 'node@24', 'node', '-p', 'process.execPath'], { encoding: 'utf8' });
  if (found.status !== 0) throw new Error(`npx could not bring Node 24:\n${found.stderr}`);
  return found.stdout.trim().split('\n').pop();
}

/** Prints one row a measurement, and fails the process when a bound is missed. */
export function report(title, rows) {
  console.log(`\n${title}`);
  for (const { name, ratio, subject, floor, bound, unit = 'ms' } of rows) {
    const ok = ratio.median <= bound;
    if (!ok) process.exitCode = 1;
    console.log(
      `${ok ? 'ok  ' : 'MISS'} ${name.padEnd(28)} ${ratio.median.toFixed(2)}× (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}), bound ${bound}×` +
        `   ${subject.median.toFixed(1)} against ${floor.median.toFixed(1)} ${unit}`,
    );
  }
}
