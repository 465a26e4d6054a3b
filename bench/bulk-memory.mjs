// Memory and time of bulk runs: a million rows with duplicates checked and ten million without, to a sink that only
// counts. Prints the largest resident set of each, and how time grows with rows. `SMALL=1` takes a tenth of the rows.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const boundMiB = 150;
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = process.env.CMTG_BENCH_BIN ?? `${root}bin/cmtg.js`;
const folder = mkdtempSync(join(tmpdir(), 'cmtg-bench-'));
const scale = process.env.SMALL === '1' ? 0.1 : 1;
const sink = spawn(process.execPath, [`${root}bench/bulk/sink.mjs`], { stdio: ['pipe', 'pipe', 'inherit'] });
const [port] = await once(sink.stdout, 'data');
const url = `http://127.0.0.1:${String(port).trim()}/v1.0/message`;

const times = {};
for (const [name, rows, flags] of [
  ['a tenth, duplicates checked', 100_000 * scale, []],
  ['duplicates checked', 1_000_000 * scale, []],
  ['without the duplicate check', 10_000_000 * scale, ['--no-duplicate-check']],
]) {
  const input = await writeInput(rows);
  const { seconds, mib } = measure(input, flags);
  times[rows] = seconds;
  console.log(
    `${rows.toLocaleString('en')} rows, ${name}: ${mib.toFixed(0)} MiB, ${seconds.toFixed(1)} s; bound ${boundMiB} MiB`,
  );
  if (mib > boundMiB) process.exitCode = 1;
}
const growth = times[1_000_000 * scale] / times[100_000 * scale];
console.log(`ten times the rows take ${growth.toFixed(1)} times as long`);
sink.stdin.end();
rmSync(folder, { recursive: true });

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

function measure(input, flags) {
  const ledger = `${input}.ledger`;
  const args = ['send', '--recipients', input, 'Hello {{name}}', '--yes', '--ledger', ledger, '--endpoint', url];
  const start = performance.now();
  // GNU time and others are not everywhere; the process tells itself.
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,process.on('exit',()=>process.stderr.write('maxrss '+process.resourceUsage().maxRSS+'\\n'))`,
      bin,
      ...args,
      ...['--rate', 'max', '--batch', '1000', '--from', '1234567890', '--quiet'],
      ...flags,
    ],
    { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder, CMTG_PRODUCT_TOKEN: 'bench-token' } },
  );
  if (status !== 0) throw new Error(stderr);
  const seconds = (performance.now() - start) / 1000;
  rmSync(ledger);
  rmSync(input);
  return { seconds, mib: Number(/maxrss (\d+)/.exec(stderr)?.[1]) / 1024 };
}
