import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The packages whose code stands in the bundles, sorted by name, with version, licence and the licence's text. */
export function findBundledPackages(root, moduleIds) {
  const folders = new Set();
  for (const id of moduleIds) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
    if (match) folders.add(match[1]);
  }
  return [...folders].map((folder) => readPackage(resolve(root, folder))).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readPackage(folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$|-)/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return { name, version, license: typeof license === 'string' ? license : 'see the text', homepage, text };
}

/** The notices that the licences of the inlined packages ask for. */
export function renderNotices(packages) {
  const parts = packages.map(
    ({ name, version, license, homepage, text }) =>
      `## ${name} ${version}\n\nLicence: ${license}${homepage ? `, ${homepage}` : ''}\n${text === '' ? '' : `\n\`\`\`text\n${text}\n\`\`\`\n`}`,
  );
  return `# Third-party notices\n\nThe files of this package contain code of these packages.\n\n${parts.join('\n')}`;
}
