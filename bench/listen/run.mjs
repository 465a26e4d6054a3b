// `npm run bench:listen`: cmtg listen beside a bare node:http server, paired in one run, 64 connections.
//
// The floor, listen with its journal, and listen --no-journal, both with --json into a pipe that is read, are started
// once and warmed up for three seconds. Then each round measures all of them in short windows, in turning order: a shared
// machine is now fast and now slow, and what is compared should meet the same weather. The medians of the ratios must
// hold: at least 0.6 and 0.8 of the floor's requests per second, and at most 3 times its p99.
// `--rounds N` and `--seconds N` change the length.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const bin = fileURLToPath(new URL('../../bin/cmtg.js', import.meta.url));
const rounds = readNumber('--rounds', 15);
const seconds = readNumber('--seconds', 1.5);
const connections = 64;
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const run = promisify(execFile);

const contenders = {
  floor: { args: [`${here}floor.mjs`] },
  journal: { args: [bin, 'listen', '--port', '0', '--json'], perSecond: 0.6, p99: 3 },
  'no-journal': { args: [bin, 'listen', '--port', '0', '--json', '--no-journal'], perSecond: 0.8, p99: 3 },
};

const names = Object.keys(contenders);
const servers = {};
const results = Object.fromEntries(names.map((name) => [name, []]));
for (const name of names) {
  servers[name] = await start(contenders[name].args, name);
  await load(servers[name], 3000, 0);
}
for (let round = 0; round < rounds; round++) {
  const order = names.map((_, index) => names[(index + round) % names.length]);
  for (const name of order) results[name].push(await load(servers[name], 500, seconds * 1000));
  const line = names.map((name) => `${name} ${Math.round(results[name].at(-1).perSecond)}/s`);
  process.stderr.write(`round ${round + 1}: ${line.join(', ')}\n`);
}
for (const name of names) await stop(servers[name]);
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
  const { answered, shown } = servers[name];
  if (shown < answered) {
    failed = true;
    process.stdout.write(`${name}: ${answered - shown} of ${answered} webhooks were not shown\n`);
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

async function start(args, label) {
  const server = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: join(folder, label) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const state = { server, isFloor: args.length === 1, port: 0, answered: 0, shown: 0 };
  let head = '';
  await new Promise((resolve) => {
    server.stdout.on('data', (chunk) => {
      if (head.includes('\n')) state.shown += countLines(chunk);
      else {
        head += chunk;
        if (head.includes('\n')) resolve();
      }
    });
  });
  state.port = Number(/:(\d+)/.exec(JSON.parse(head.split('\n')[0]).url)?.[1]);
  return state;
}

async function load(state, warmMs, measureMs) {
  const args = [`${here}load.mjs`, state.port, connections, warmMs, measureMs].map(String);
  const { stdout } = await run(process.execPath, args);
  const result = JSON.parse(stdout);
  if (result.refused > 0) throw new Error(`${result.refused} requests were refused`);
  state.answered += result.total;
  // Whoever has yet to show what came in would take the time of the next.
  if (!state.isFloor) await settle(() => state.shown);
  return result;
}

async function stop({ server }) {
  const closed = new Promise((resolve) => server.on('close', resolve));
  server.kill('SIGTERM');
  await closed;
}

/** Waits until a count has stood still for a moment. */
async function settle(read) {
  for (let last = -1; last !== read(); ) {
    last = read();
    await new Promise((resolve) => setTimeout(resolve, 200));
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
