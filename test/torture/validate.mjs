// `npm run torture:validate -- [cases] [seed]`: bundles validate.ts, because Node 20 runs no TypeScript, and runs it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}node_modules/.cache/torture-validate-${process.pid}.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: ['test/torture/validate.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  outfile: out,
  logLevel: 'warning',
});
try {
  process.exitCode = spawnSync(process.execPath, [out, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out);
}
