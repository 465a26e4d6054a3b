// Messages a second of `cmtg send --recipients --rate max --batch 1000` with its durable ledger, against a bare undici
// loop that builds and posts the same batches to the same sink. Paired A B A B in one run. Counted is the sending, from
// the first intent to the last outcome; the check of the whole file before it is printed beside it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bound = 0.5;
const rounds = Number(process.env.ROUNDS ?? 5);
const rows = Number(process.env.ROWS ?? 100_000);
const root = fileURLToPath(new URL('..', import.meta.url));
// Another build than the one in dist/, for comparisons.
const bin = process.env.CMTG_BENCH_BIN ?? `${root}bin/cmtg.js`;
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const input = join(folder, 'recipients.csv');
let text = 'to,name\n';
for (let row = 0; row < rows; row++) text += `${100_000_000 + row},Name ${row}\n`;
writeFileSync(input, text);

const sink = spawn(process.execPath, [`${root}bench/bulk/sink.mjs`], { stdio: ['pipe', 'pipe', 'inherit'] });
const [port] = await once(sink.stdout, 'data');
const url = `http://127.0.0.1:${String(port).trim()}/v1.0/message`;

const ratios = [];
for (let round = 0; round <= rounds; round++) {
  const bare = runBare();
  const bulk = runBulk(round);
  // The first round warms the sink up.
  if (round === 0) continue;
  ratios.push(bare / bulk.sending);
  const rate = (seconds) => Math.round(rows / seconds).toLocaleString('en');
  console.log(
    `round ${round}: bare ${rate(bare)}/s, cmtg ${rate(bulk.sending)}/s (whole command ${bulk.all.toFixed(2)} s), ratio ${(bare / bulk.sending).toFixed(2)}`,
  );
}
sink.stdin.end();
rmSync(folder, { recursive: true });

ratios.sort((a, b) => a - b);
const median = ratios[Math.floor(ratios.length / 2)];
console.log(
  `${median < bound ? 'MISS' : 'ok'} messages a second ${median.toFixed(2)}× (${ratios[0].toFixed(2)}–${ratios.at(-1).toFixed(2)}), bound ≥ ${bound}`,
);
if (median < bound) process.exitCode = 1;

function runBare() {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [`${root}bench/bulk/bare-loop.mjs`, url, String(rows), '1000'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).seconds;
}

function runBulk(round) {
  const ledger = join(folder, `run-${round}.jsonl`);
  const text = 'Hello {{name}}, your parcel is on its way';
  const args = ['send', '--recipients', input, text, '--yes', '--ledger', ledger, '--endpoint', url];
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [bin, ...args, '--rate', 'max', '--batch', '1000', '--from', '1234567890', '--quiet'],
    { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder, CMTG_PRODUCT_TOKEN: 'bench-token' } },
  );
  if (status !== 0) throw new Error(stderr);
  const all = (performance.now() - start) / 1000;
  const times = readFileSync(ledger, 'utf8')
    .split('\n')
    .flatMap((line) => /"type":"(?:run|outcome)".*?"at":"([^"]+)"/.exec(line)?.[1] ?? [])
    .map(Date.parse);
  return { all, sending: (Math.max(...times) - Math.min(...times)) / 1000 };
}
