import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Builds the bundle once, so that the tests that start the real binary test what is in the sources now. */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  if (process.env['CMTG_TEST_NO_BUILD'] === '1' && existsSync(`${root}dist/main.js`)) return;
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--no-types'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
}
