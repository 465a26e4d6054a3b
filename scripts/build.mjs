// Bundles the CLI and the library with esbuild: one entry chunk that stays small, and a chunk per command.
// `node scripts/build.mjs` writes dist/; the metafile goes to dist/meta.json for the checks.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const pkg = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

rmSync(`${root}dist`, { recursive: true, force: true });

const shared = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.18',
  outdir: 'dist',
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
  // Bundled CommonJS packages reach Node's own modules through `require`, which ESM does not have.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

const result = await build({ ...shared, entryPoints: ['src/main.ts', 'src/index.ts'] });
writeFileSync(`${root}dist/meta.json`, JSON.stringify(result.metafile));

const leaks = findLeaks(result.metafile);
if (leaks.length > 0) {
  process.stderr.write(`Heavy modules are loaded before any command runs:\n${leaks.map((l) => `  ${l}`).join('\n')}\n`);
  process.exitCode = 1;
}

if (!process.argv.includes('--no-types')) {
  const tsc = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (tsc.status !== 0) process.exitCode = 1;
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
  visit('dist/main.js');
  return leaks;
}
