// How fast payloads are checked, against floors measured in the same run, turn by turn:
//   1. 100 clean files of 1000 messages, against bare JSON.parse over the same files read the same way;
//   2. one small file through the command line, against an empty script, on Node 24.
// `npm run bench:validate` exits 1 when a bound is missed. CMTG_BENCH_NODE names a Node 24 binary; without it
// `npx -p node@24` provides one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST_SPEED = 0.3;
const MOST_START = 2.2;
const root = fileURLToPath(new URL('..', import.meta.url));
const { checkPayload } = await import(`${root}dist/lib/index.js`);
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));

try {
  const missed = [benchFiles(), benchStart()].filter((met) => !met);
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function benchFiles() {
  const files = Array.from({ length: 100 }, (_, index) => writeMessages(index));
  const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = () => files.forEach((file) => void JSON.parse(decoder.decode(readFileSync(file))));
  const check = () => {
    for (const file of files) {
      const { diagnostics } = checkPayload(readFileSync(file), { file });
      if (diagnostics.length > 0) throw new Error(`not clean: ${JSON.stringify(diagnostics[0])}`);
    }
  };
  const rounds = pair(9, parse, check);
  const speeds = rounds.map(([floor, ours]) => floor / ours);
  const megabytes = (ms) => `${(bytes / 1e3 / ms).toFixed(0)} MB/s`;
  console.log(`100 files, ${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`  JSON.parse    ${megabytes(median(rounds.map(([floor]) => floor)))}`);
  console.log(`  checkPayload  ${megabytes(median(rounds.map(([, ours]) => ours)))}`);
  return report('  speed against JSON.parse', speeds, (value) => value >= LEAST_SPEED, `≥ ${LEAST_SPEED}`);
}

function benchStart() {
  const node = findNode24();
  if (node === undefined) {
    console.log('No Node 24 here (CMTG_BENCH_NODE): the start is not measured.');
    return false;
  }
  const empty = join(folder, 'empty.mjs');
  const small = join(folder, 'small.json');
  writeFileSync(empty, '');
  writeFileSync(small, JSON.stringify({ messages: { msg: [buildMessage(1)] } }));
  const env = { PATH: process.env['PATH'], HOME: folder };
  const run = (args) => {
    const { status, stderr } = spawnSync(node, args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  };
  const rounds = pair(
    25,
    () => run([empty]),
    () => run([`${root}bin/cmtg.js`, 'validate', small]),
  );
  const ratios = rounds.map(([floor, ours]) => ours / floor);
  console.log(`One small file on ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`);
  console.log(`  empty script  ${median(rounds.map(([floor]) => floor)).toFixed(0)} ms`);
  console.log(`  cmtg validate ${median(rounds.map(([, ours]) => ours)).toFixed(0)} ms`);
  return report('  time against an empty script', ratios, (value) => value <= MOST_START, `≤ ${MOST_START}`);
}

function writeMessages(index) {
  const msg = Array.from({ length: 1000 }, (_, at) => buildMessage(index * 1000 + at));
  const file = join(folder, `${index}.json`);
  writeFileSync(file, JSON.stringify({ messages: { msg } }));
  return file;
}

/** Every fourth is rich content with characters beyond Latin-1, as messages to people are. */
function buildMessage(number) {
  const rich = number % 4 === 0;
  const greeting = `Dear José ${number}, your parcel is on its way and arrives between ${9 + (number % 8)}:00 and 18:00`;
  const text = `${greeting}${rich ? ' – 📦 ✓' : ''} `.padEnd(rich ? 80 : 150, '.');
  return {
    from: '123456789',
    to: [{ number: String(900000000 + number) }],
    body: rich ? { content: '' } : { type: 'auto', content: text },
    allowedChannels: ['Telegram Messenger'],
    reference: number.toString(16).padStart(32, '0'),
    customGrouping: 'parcels',
    ...(rich ? { richContent: { conversation: [{ text }] } } : { customGrouping3: 'warehouse 12' }),
  };
}

/** Runs both by turns and returns the milliseconds of every round; the first round warms up. */
function pair(count, floor, ours) {
  const time = (run) => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  const rounds = Array.from({ length: count + 1 }, () => [time(floor), time(ours)]);
  return rounds.slice(1);
}

function report(name, values, isMet, bound) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = median(values);
  const met = isMet(middle);
  const spread = `${sorted[0].toFixed(2)} to ${sorted.at(-1).toFixed(2)}`;
  console.log(`${name}: ${middle.toFixed(2)} (${spread}), bound ${bound}: ${met ? 'met' : 'MISSED'}`);
  return met;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function findNode24() {
  const isNode24 = (node) => /^v24\./.test(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '');
  const named = process.env['CMTG_BENCH_NODE'];
  if (named !== undefined) return isNode24(named) ? named : undefined;
  if (isNode24(process.execPath)) return process.execPath;
  const found = spawnSync('npx', ['--yes', '-p', 'node@24', 'node', '-p', 'process.execPath'], { encoding: 'utf8' });
  const path = found.stdout?.trim();
  return path && isNode24(path) ? path : undefined;
}
