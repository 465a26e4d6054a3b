import { readFileSync } from 'node:fs';

/** What both bundles have in common. */
export function sharedOptions(root) {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return {
    cwd: root,
    platform: 'node',
    transform: { target: 'node20.18', define: { __VERSION__: JSON.stringify(version) } },
    // jsonc-parser's `main` is a UMD file that no bundler can follow; its `module` is plain ESM.
    resolve: { mainFields: ['module', 'main'] },
  };
}
