// Runs every benchmark, prints one table, and compares with the last committed result (bench/results.json).
// `--save` writes the new results there; a figure that got worse by more than a quarter is marked.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}bench/results.json`;
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const names = Object.keys(scripts).filter((name) => name.startsWith('bench:'));
const last = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { figures: {} };

const figures = {};
let failed = false;
for (const name of names) {
  console.log(`\n== npm run ${name}`);
  const run = spawnSync('npm', ['run', '--silent', name], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  if (run.status !== 0) failed = true;
  // Every benchmark prints `ok|MISS name ratio× (low–high), bound …` for each figure.
  for (const [, verdict, figure, ratio, spread, bound] of run.stdout.matchAll(
    /^(ok|MISS)\s+(.+?)\s+([\d.]+)× \(([^)]*)\), bound (.+?)(?:\s{2,}.*)?$/gm,
  )) {
    figures[`${name.replace('bench:', '')}: ${figure.trim()}`] = {
      ratio: Number(ratio),
      spread,
      bound,
      ok: verdict === 'ok',
    };
  }
}

console.log('\n== all figures, against the last committed ones');
const width = Math.max(...Object.keys(figures).map((name) => name.length), 10);
for (const [name, { ratio, spread, bound, ok }] of Object.entries(figures)) {
  const before = last.figures[name]?.ratio;
  const change =
    before === undefined ? 'new' : `${ratio >= before ? '+' : ''}${(((ratio - before) / before) * 100).toFixed(0)} %`;
  console.log(
    `${ok ? 'ok  ' : 'MISS'} ${name.padEnd(width)}  ${ratio.toFixed(2)}× (${spread}), bound ${bound}, ${change}`,
  );
}

const results = {
  node: process.version,
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${platform()} ${release()}`,
  figures,
};
if (process.argv.includes('--save')) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
if (failed) process.exitCode = 1;
