// `npm run torture:terminal -- [runs] [seed]`: bundles terminal.ts, because Node 20 runs no TypeScript, and runs it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = `${root}node_modules/.cache/torture-terminal-${process.pid}.mjs`;
const bundle = await rolldown({
  cwd: root,
  input: 'test/torture/terminal.ts',
  platform: 'node',
  external: ['@xterm/headless', 'fast-check'],
  resolve: { mainFields: ['module', 'main'] },
});
mkdirSync(`${root}node_modules/.cache`, { recursive: true });
await bundle.write({ file: out, format: 'esm', codeSplitting: false });
try {
  process.exitCode = spawnSync(process.execPath, [out, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out);
}
