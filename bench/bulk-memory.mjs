// Memory and time of bulk runs, to a sink that answers as quickly as it can:
//   1. a million rows with duplicates checked: the largest resident set;
//   2. ten times the rows take ten times as long, within a quarter: 300 000 and 3 000 000, median of three. With fewer rows
//      the start of Node and the warming up of its compiler weigh more than the rows;
//   3. ten million rows without the check: the largest resident set, and that it is flat while rows are sent.
// Counted is the whole command, the check of the file included. Takes ten minutes and more, and half a gigabyte under the
// temporary folder. Words choose parts: `node bench/bulk-memory.mjs million growth flat`. `SMALL=1` takes a tenth of the
// rows, for a first look.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const mostMiB = 150;
const [leastTime, mostTime] = [7.5, 12.5];
const mostGrowth = 1.1;
const scale = process.env.SMALL === '1' ? 0.1 : 1;
const sizes = { million: 1_000_000, few: 300_000, tenfold: 3_000_000, most: 10_000_000 };
const { million, few, tenfold, most } = Object.fromEntries(
  Object.entries(sizes).map(([size, rows]) => [size, rows * scale]),
);
const parts = { million: benchMillion, growth: benchGrowth, flat: benchTenMillion };
const chosen = process.argv.slice(2);

const root = fileURLToPath(new URL('..', import.meta.url));
// Another build than the one in dist/, for comparisons.
const bin = process.env.CMTG_BENCH_BIN ?? `${root}bin/cmtg.js`;
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const ledger = join(folder, 'ledger.jsonl');
// On a busy machine V8 waits long for its helpers, and a sink that stands still is not what is measured.
const sink = spawn(process.execPath, ['--single-threaded-gc', `${root}bench/bulk/sink.mjs`], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [port] = await once(sink.stdout, 'data');
const url = `http://127.0.0.1:${String(port).trim()}/v1.0/message`;

try {
  for (const [part, run] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(part)) await run();
} finally {
  sink.stdin.end();
  rmSync(folder, { recursive: true });
}

async function benchMillion() {
  const input = await writeInput(million);
  const run = await measure(input, []);
  rmSync(input);
  tell(million, run);
  judge(`MiB for ${name(million)} rows, duplicates checked`, run.mib, [run.mib], `≤ ${mostMiB}`, run.mib <= mostMiB);
}

async function benchGrowth() {
  const inputs = [await writeInput(few), await writeInput(tenfold)];
  const pairs = [];
  for (let round = 1; round <= 3; round++) {
    const pair = [await measure(inputs[0], []), await measure(inputs[1], [])];
    pairs.push(pair);
    for (const [at, run] of pair.entries()) tell([few, tenfold][at], run);
  }
  for (const input of inputs) rmSync(input);
  const growths = pairs.map(([one, ten]) => ten.seconds / one.seconds).sort(ascending);
  const cpu = pairs.map(([one, ten]) => ten.cpu / one.cpu).sort(ascending);
  // CPU time decides: on a machine that does other things as well, wall time says how busy it was.
  const isLinear = cpu[1] >= leastTime && cpu[1] <= mostTime;
  judge('CPU time for ten times the rows', cpu[1], cpu, `≤ ${mostTime} and ≥ ${leastTime}`, isLinear);
  console.log(`   wall time: ${growths.map((value) => value.toFixed(2)).join(', ')}`);
}

async function benchTenMillion() {
  const input = await writeInput(most);
  const run = await measure(input, ['--no-duplicate-check']);
  tell(most, run);
  const { samples, begun } = run;
  console.log(`   MiB over time, check: ${thin(samples.slice(0, begun))}`);
  console.log(`   MiB over time, sending: ${thin(samples.slice(begun))}`);
  judge(`MiB for ${name(most)} rows`, run.mib, [run.mib], `≤ ${mostMiB}`, run.mib <= mostMiB);
  const sending = samples.slice(begun);
  const quarter = Math.ceil(sending.length / 4);
  const [first, last] = [Math.max(...sending.slice(0, quarter)), Math.max(...sending.slice(-quarter))];
  const growth = last / first;
  judge(
    'memory, last quarter of the sending against the first',
    growth,
    [growth],
    `≤ ${mostGrowth}`,
    growth <= mostGrowth,
  );
}

async function writeInput(rows) {
  const path = join(folder, `${rows}.csv`);
  const stream = createWriteStream(path);
  stream.write('to,name\n');
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + 10_000); row++) text += `${100_000_000 + row},Name ${row}\n`;
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  return path;
}

/** One run: wall time, CPU time, the largest resident set as the process knows it, and samples of it on the way. */
async function measure(input, flags) {
  rmSync(ledger, { force: true });
  const args = ['send', '--recipients', input, 'Hello {{name}}', '--yes', '--ledger', ledger, '--endpoint', url];
  const start = performance.now();
  // GNU time and others are not everywhere; the process tells itself.
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,process.on('exit',()=>process.stderr.write('usage '+JSON.stringify(process.resourceUsage())))`,
      bin,
      ...args,
      ...['--rate', 'max', '--batch', '1000', '--from', '1234567890', '--timeout', '5m', '--quiet'],
      ...flags,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, HOME: folder, CMTG_PRODUCT_TOKEN: 'bench-token' },
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const samples = [];
  let begun;
  const timer = setInterval(() => {
    const mib = readResident(child.pid);
    if (mib === undefined) return;
    if (begun === undefined && existsSync(ledger)) begun = samples.length;
    samples.push(mib);
  }, 200);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  if (code !== 0) throw new Error(`cmtg ended with ${code}: ${stderr}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(stderr.slice(stderr.lastIndexOf('usage ') + 6));
  return {
    seconds: (performance.now() - start) / 1000,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    mib: maxRSS / 1024,
    samples,
    begun: begun ?? 0,
  };
}

/** MiB; Linux only, elsewhere the largest set is all there is. */
function readResident(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return undefined;
  }
}

function tell(rows, { seconds, cpu, mib }) {
  const rate = Math.round(rows / seconds).toLocaleString('en');
  console.log(
    `${name(rows)} rows: ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, ${rate} rows/s, ${mib.toFixed(0)} MiB`,
  );
}

function judge(what, value, values, bound, ok) {
  const spread = `${values[0].toFixed(2)}–${values.at(-1).toFixed(2)}`;
  console.log(`${ok ? 'ok' : 'MISS'} ${what} ${value.toFixed(2)} (${spread}), bound ${bound}`);
  if (!ok) process.exitCode = 1;
}

function name(rows) {
  return rows.toLocaleString('en').replaceAll(',', ' ');
}

/** About twenty of many. */
function thin(values) {
  const step = Math.max(1, Math.ceil(values.length / 20));
  return values
    .filter((_, at) => at % step === 0)
    .map((value) => value.toFixed(0))
    .join(' ');
}

function ascending(a, b) {
  return a - b;
}
