// `npm run torture`: every `torture:` script of package.json, one after the other, and what passed. Takes most of an
// hour. `npm run torture -- bulk listen` chooses.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const all = Object.keys(scripts).filter((name) => name.startsWith('torture:'));
const chosen = process.argv.slice(2).map((word) => `torture:${word.replace('torture:', '')}`);
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; there are ${all.join(', ')}.\n`);
  process.exit(2);
}

const results = [];
for (const name of all.filter((one) => chosen.length === 0 || chosen.includes(one))) {
  process.stdout.write(`\n== npm run ${name}\n`);
  const start = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', name], { cwd: root, stdio: 'inherit' });
  results.push({ name, passed: status === 0, seconds: Math.round((Date.now() - start) / 1000) });
}

process.stdout.write('\n');
for (const { name, passed, seconds } of results) {
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name}  ${seconds} s\n`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
