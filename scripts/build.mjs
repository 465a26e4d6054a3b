// Bundles the CLI and the library with esbuild: one entry chunk that stays small, and a chunk per command.
// `node scripts/build.mjs` writes dist/; the metafile goes to dist/meta.json for the checks.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const pkg = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

// Built beside dist/ and swapped in whole: a build that fails leaves the last good one in place.
const out = `dist.${process.pid}`;
process.on('exit', () => rmSync(`${root}${out}`, { recursive: true, force: true }));

const shared = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.18',
  outdir: out,
  entryNames: '[name]',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  metafile: true,
  // jsonc-parser's `main` is a UMD file that no bundler can follow; its `module` is plain ESM.
  mainFields: ['module', 'main'],
  define: { __VERSION__: JSON.stringify(pkg.version) },
  logLevel: 'warning',
};

const result = await build({ ...shared, entryPoints: ['src/main.ts', 'src/index.ts'] });
for (const output of Object.keys(result.metafile.outputs)) addRequire(`${root}${output}`);
writeFileSync(`${root}${out}/meta.json`, JSON.stringify(result.metafile).replaceAll(`"${out}/`, '"dist/'));

const leaks = findLeaks(result.metafile);
if (leaks.length > 0) fail(`Heavy modules are loaded before any command runs:\n${leaks.map((l) => `  ${l}`).join('\n')}`);

if (!process.argv.includes('--no-types')) {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const types = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', `${out}/types`], {
    cwd: root,
    stdio: 'inherit',
  });
  if (types.status !== 0) fail('The declarations could not be written.');
} else if (existsSync(`${root}dist/types`)) {
  renameSync(`${root}dist/types`, `${root}${out}/types`);
}

rmSync(`${root}dist`, { recursive: true, force: true });
renameSync(`${root}${out}`, `${root}dist`);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/**
 * Bundled CommonJS packages reach Node's own modules through `require`, which ESM does not have. Only the chunk that
 * holds esbuild's helper gets one: creating it in each of twenty chunks would cost start-up time.
 */
function addRequire(file) {
  const code = readFileSync(file, 'utf8');
  if (!/typeof require\b/.test(code)) return;
  const line = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";
  writeFileSync(file, `${line}\n${code}`);
}

/** What the CLI loads statically from its entry must stay small: commander is the only package allowed there. */
function findLeaks(metafile) {
  const allowed = new Set(['commander']);
  const seen = new Set();
  const leaks = [];
  const visit = (output) => {
    if (seen.has(output)) return;
    seen.add(output);
    const chunk = metafile.outputs[output];
    for (const input of Object.keys(chunk.inputs)) {
      const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
      if (match && !allowed.has(match[1])) leaks.push(`${match[1]} (${input})`);
    }
    for (const imported of chunk.imports) {
      if (imported.kind === 'import-statement' && !imported.external) visit(imported.path);
    }
  };
  visit(`${out}/main.js`);
  return leaks;
}
