// What npm runs in a clone: after an install in it, and before it makes a package of it.
//
// `npm install --global git+…`, which is how pre-commit installs a hook, prepares a clone without its devDependencies:
// npm hands `global` on to the very install that should bring them. So they are fetched here, from the lock file.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const hasBundler = () => existsSync(`${root}node_modules/rolldown/package.json`);

if (!hasBundler() && process.env.npm_config_global === 'true') {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-global', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('What the build needs could not be installed.');
}

if (hasBundler()) {
  await import('./build.mjs');
} else {
  // An install that left devDependencies out on purpose is no failure, but nothing runs yet.
  console.log('cmtg is not built: `npm install --include=dev` builds it.');
}
