// Runs every benchmark, prints one table, and compares with the last committed result (bench/results.json).
// `--save` writes the new results there; a figure that got worse by more than a quarter is marked.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}bench/results.json`;
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
// Names on the command line choose: `node bench/all.mjs startup validate`.
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const names = Object.keys(scripts).filter(
  (name) => name.startsWith('bench:') && (chosen.length === 0 || chosen.includes(name.replace('bench:', ''))),
);
const last = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { figures: {} };

const figures = {};
let failed = false;
for (const name of names) {
  console.log(`\n== npm run ${name}`);
  const run = spawnSync('npm', ['run', '--silent', name], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  if (run.status !== 0) failed = true;
  for (const figure of readFigures(run.stdout)) figures[`${name.replace('bench:', '')}: ${figure.name}`] = figure;
}

/**
 * The figures of a benchmark's output: `ok|MISS name 1.23× (1.20–1.30), bound 1.5×`, with the words of each benchmark in
 * between.
 */
function readFigures(output) {
  return output.split('\n').flatMap((line) => {
    const match =
      /^\s*(?:(ok|MISS(?:ED)?)\s+)?(.+?):?\s+([\d.]+)\s?×?(?: an empty page| one more at 50)?\s+\((.+)$/.exec(line);
    const bound = /bound (?:at (?:least|most) |[≥≤] )?([\d.]+)/.exec(line)?.[1];
    if (match === null || bound === undefined) return [];
    const [, verdict, name, ratio, rest] = match;
    const ok = verdict === undefined ? /: met/.test(line) : verdict === 'ok';
    const spread = /([\d.]+)\s?(?:–|to)\s?([\d.]+)/.exec(rest)?.[0] ?? '';
    return [{ name: name.trim(), ratio: Number(ratio), spread, bound, ok }];
  });
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
  machine: `${cpus().length} cores, ${platform()}`,
  figures: { ...last.figures, ...figures },
};
if (process.argv.includes('--save')) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
if (failed) process.exitCode = 1;
