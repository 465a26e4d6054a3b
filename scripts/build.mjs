// Builds dist/: the command line in few chunks, the library module by module, its
// declarations, and the inspector's page.
// `--no-types` leaves the declarations out. See docs/decisions/0004-bundler.md.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCli } from './build/cli.mjs';
import { buildLibrary } from './build/library.mjs';
import { buildInspector } from './build-inspector.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// Built beside dist/ and swapped in whole: a build that fails leaves the last good one in place.
const out = `dist.${process.pid}`;
process.on('exit', () => rmSync(`${root}${out}`, { recursive: true, force: true }));

await buildCli(root, out);
await buildLibrary(root, out);
writeFileSync(`${root}${out}/inspector.html`, await buildInspector());

if (!process.argv.includes('--no-types')) {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const types = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', `${out}/types`], {
    cwd: root,
    stdio: 'inherit',
  });
  if (types.status !== 0) throw new Error('The declarations could not be written.');
} else if (existsSync(`${root}dist/types`)) {
  renameSync(`${root}dist/types`, `${root}${out}/types`);
}

rmSync(`${root}dist`, { recursive: true, force: true });
renameSync(`${root}${out}`, `${root}dist`);
