import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/run-cli.js';

const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  cwd: root,
  encoding: 'utf8',
});
const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(stdout);
const shipped = new Set(files.map(({ path }) => path));
const pages = [...shipped].filter((path) => path.endsWith('.md') && !path.startsWith('dist/'));

test('the package holds the pages that its users are sent to', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md']));
});

test.each(pages)('%s leads only to what is in the package', (page) => {
  const prose = readFileSync(join(root, page), 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = '']) =>
    posix.join(posix.dirname(page), target),
  );
  const isShipped = (target: string) =>
    shipped.has(target) || [...shipped].some((path) => path.startsWith(`${target.replace(/\/$/, '')}/`));
  expect(targets.filter((target) => !isShipped(target))).toEqual([]);
});
