// Writes the bill of materials of a release: what npm installs (sbom.npm.json, CycloneDX by npm itself) and what the
// bundles contain (sbom.bundle.json, CycloneDX).
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBundledPackages } from './build/packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const pkg = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const npm = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], { cwd: root, encoding: 'utf8' });
if (npm.status !== 0) throw new Error(npm.stderr);
writeFileSync(`${root}sbom.npm.json`, npm.stdout);

const chunks = JSON.parse(readFileSync(`${root}dist/meta.json`, 'utf8'));
const components = findBundledPackages(
  root,
  chunks.flatMap(({ modules }) => modules),
).map(({ name, version, license }) => ({
  type: 'library',
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  licenses: [{ license: { id: license } }],
}));
const document = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', name: pkg.name, version: pkg.version } },
  components,
};
writeFileSync(`${root}sbom.bundle.json`, `${JSON.stringify(document, null, 2)}\n`);
process.stdout.write(`${components.length} packages in the bundles.\n`);
