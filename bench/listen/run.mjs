// `npm run bench:listen`: cmtg listen beside a bare node:http server, paired in one run, 64 connections.
//
// Each round measures the floor, listen with its journal, and listen --no-journal, both with --json into a pipe that is
// read, in turning order. The medians of the ratios must hold: at least 0.6 and 0.8 of the floor's requests per second,
// and at most 3 times its p99. What is measured is a listener that has run for three seconds. `--rounds N` and `--seconds N` change the length.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const bin = fileURLToPath(new URL('../../bin/cmtg.js', import.meta.url));
const rounds = readNumber('--rounds', 7);
const seconds = readNumber('--seconds', 4);
const connections = 64;
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const run = promisify(execFile);

const contenders = {
  floor: { args: [`${here}floor.mjs`] },
  journal: { args: [bin, 'listen', '--port', '0', '--json'], perSecond: 0.6, p99: 3 },
  'no-journal': { args: [bin, 'listen', '--port', '0', '--json', '--no-journal'], perSecond: 0.8, p99: 3 },
};

const names = Object.keys(contenders);
const results = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  // Another order each round, so that what the machine does besides hits all of them alike.
  const order = names.map((_, index) => names[(index + round) % names.length]);
  for (const name of order) results[name].push(await measure(contenders[name].args, `${name}-${round}`));
  const line = names.map((name) => `${name} ${Math.round(results[name].at(-1).perSecond)}/s`);
  process.stderr.write(`round ${round + 1}: ${line.join(', ')}\n`);
}
rmSync(folder, { recursive: true, force: true });

let failed = false;
process.stdout.write(
  `floor: ${Math.round(median(results.floor.map((r) => r.perSecond)))} requests/s, p99 ${median(results.floor.map((r) => r.p99)).toFixed(1)} ms\n`,
);
for (const name of names.slice(1)) {
  const bound = contenders[name];
  report(
    name,
    'requests/s',
    (r) => r.perSecond,
    (ratio) => ratio >= bound.perSecond,
    `at least ${bound.perSecond}`,
  );
  report(
    name,
    'p99',
    (r) => r.p99,
    (ratio) => ratio <= bound.p99,
    `at most ${bound.p99}`,
  );
  const unseen = results[name].filter(({ total, shown }) => shown < total).length;
  if (unseen > 0) {
    failed = true;
    process.stdout.write(`${name}: in ${unseen} rounds not every webhook was shown\n`);
  }
}
process.exitCode = failed ? 1 : 0;

function report(name, what, pick, holds, bound) {
  const ratios = results[name].map((result, round) => pick(result) / pick(results.floor[round])).sort((a, b) => a - b);
  const ok = holds(median(ratios));
  failed ||= !ok;
  const spread = `${ratios[0].toFixed(2)}–${ratios.at(-1).toFixed(2)}`;
  process.stdout.write(
    `${ok ? 'ok  ' : 'MISS'} ${`${name}, ${what}`.padEnd(24)} ${median(ratios).toFixed(2)}× (${spread}), bound ${bound}\n`,
  );
}

async function measure(args, label) {
  const server = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: join(folder, label) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = new Promise((resolve) => server.on('close', resolve));
  let shown = 0;
  let head = '';
  const port = await new Promise((resolve) => {
    server.stdout.on('data', (chunk) => {
      if (head.includes('\n')) shown += countLines(chunk);
      else {
        head += chunk;
        if (head.includes('\n')) resolve(Number(/:(\d+)/.exec(JSON.parse(head.split('\n')[0]).url)?.[1]));
      }
    });
  });
  const load = [`${here}load.mjs`, port, connections, 3000, seconds * 1000].map(String);
  const { stdout } = await run(process.execPath, load);
  if (args.length > 1) await settle(() => shown);
  server.kill('SIGTERM');
  await closed;
  const result = JSON.parse(stdout);
  if (result.refused > 0) throw new Error(`${result.refused} requests were refused`);
  return { ...result, shown: args.length > 1 ? shown : result.total };
}

/** Waits until a count has stood still for half a second. */
async function settle(read) {
  for (let last = -1; last !== read(); ) {
    last = read();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function countLines(chunk) {
  let count = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function readNumber(flag, fallback) {
  const index = process.argv.indexOf(flag);
  return index < 0 ? fallback : Number(process.argv[index + 1]);
}
